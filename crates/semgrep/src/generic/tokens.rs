//! Text in no particular language as a tree: words and signs, in blocks by indentation and brackets.

use std::ops::Range;

/// How deep blocks stand in each other, since searches recurse. What is nested deeper stands in the last of them.
const MAX_NESTING: usize = 100;

/// A node of a text or of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A word, a sign or a byte.
    Atom(Atom),
    /// `$X`: any one word. Only in patterns.
    Metavariable(String),
    /// `...`, or `$...X`. Only in patterns.
    Dots(Option<String>),
    /// A block.
    Block(Vec<Node>),
}

/// A word, a sign or a byte, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Atom {
    /// What kind it is.
    pub kind: AtomKind,
    /// Its bytes.
    pub range: Range<u32>,
    /// Its line, from 0.
    pub line: u32,
    /// Its text in a pattern; empty in a text, where the range tells it.
    pub text: String,
}

/// The kinds of atoms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtomKind {
    /// Letters, digits and underscores.
    Word,
    /// One sign of punctuation.
    Sign,
    /// Any other byte.
    Byte,
}

/// Reads a text into a tree: indentation and brackets that close on their line make blocks.
pub fn read_text(text: &str) -> Vec<Node> {
    let lines = lines(text, false);
    let nested = lines.into_iter().map(|line| Line {
        nodes: nest(line.nodes, text),
        ..line
    });
    blocks(nested.collect())
}

/// Reads a pattern: indentation makes blocks, brackets are signs.
pub fn read_pattern(text: &str) -> Result<Vec<Node>, (usize, String)> {
    let mut lines = lines(text, true);
    for line in &mut lines {
        if let Some(pair) = line
            .nodes
            .windows(2)
            .find(|pair| matches!(pair, [Node::Dots(_), Node::Dots(Some(_))]))
        {
            let name = match &pair[1] {
                Node::Dots(Some(name)) => name.clone(),
                _ => String::new(),
            };
            let at = text.find(&format!("$...{name}")).unwrap_or_default();
            return Err((
                at,
                format!("`$...{name}` right after another ellipsis could match anything"),
            ));
        }
        for node in &mut line.nodes {
            if let Node::Atom(atom) = node {
                let range = atom.range.start as usize..atom.range.end as usize;
                atom.text = String::from_utf8_lossy(&text.as_bytes()[range]).into_owned();
            }
        }
    }
    Ok(blocks(lines))
}

struct Line {
    /// Columns of white space in front; a tab counts eight.
    indent: usize,
    nodes: Vec<Node>,
}

fn lines(text: &str, is_pattern: bool) -> Vec<Line> {
    let mut found = Vec::new();
    let mut start = 0;
    for (line, number) in text.split_inclusive('\n').zip(0u32..) {
        let content = line.strip_suffix('\n').unwrap_or(line);
        let content = content
            .strip_suffix('\r')
            .filter(|_| line.ends_with('\n'))
            .unwrap_or(content);
        let body = content.trim_start_matches([' ', '\t']);
        let white = &content[..content.len() - body.len()];
        let indent = white
            .bytes()
            .map(|byte| if byte == b'\t' { 8 } else { 1 })
            .sum();
        let nodes = atoms(body, start + white.len(), number, is_pattern);
        if !nodes.is_empty() {
            found.push(Line { indent, nodes });
        }
        start += line.len();
    }
    found
}

fn atoms(body: &str, start: usize, line: u32, is_pattern: bool) -> Vec<Node> {
    let bytes = body.as_bytes();
    let mut nodes = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if matches!(byte, b' ' | b'\t') {
            at += 1;
            continue;
        }
        if is_pattern && let Some((node, length)) = special(&body[at..]) {
            nodes.push(node);
            at += length;
            continue;
        }
        let dots = bytes[at..].iter().take_while(|byte| **byte == b'.').count();
        let (kind, length) = if is_word(byte) {
            let length = bytes[at..]
                .iter()
                .take_while(|byte| is_word(**byte))
                .count();
            (AtomKind::Word, length)
        } else if byte.is_ascii_punctuation() {
            (AtomKind::Sign, 1)
        } else {
            (AtomKind::Byte, 1)
        };
        // Four dots or more are no ellipsis but dots.
        let repeats = if dots >= 4 { dots } else { 1 };
        for step in 0..repeats {
            let from = (start + at + step * length) as u32;
            nodes.push(Node::Atom(Atom {
                kind,
                range: from..from + length as u32,
                line,
                text: String::new(),
            }));
        }
        at += length * repeats;
        // Inside a character of several bytes `body[at..]` would not be a text.
        while !body.is_char_boundary(at) {
            let from = (start + at) as u32;
            nodes.push(Node::Atom(Atom {
                kind: AtomKind::Byte,
                range: from..from + 1,
                line,
                text: String::new(),
            }));
            at += 1;
        }
    }
    nodes
}

/// `...`, `$...X` or `$X` at the start of a text.
fn special(rest: &str) -> Option<(Node, usize)> {
    if rest.starts_with("...") && !rest.starts_with("....") {
        return Some((Node::Dots(None), 3));
    }
    let after = rest.strip_prefix('$')?;
    let (name, is_dots) = match after.strip_prefix("...") {
        Some(name) => (name, true),
        None => (after, false),
    };
    if !name.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let length = name.bytes().take_while(|byte| is_word(*byte)).count();
    let name = name[..length].to_owned();
    if is_dots {
        Some((Node::Dots(Some(name)), 4 + length))
    } else {
        Some((Node::Metavariable(name), 1 + length))
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// What stands between brackets that match on a line becomes a block. A bracket without its other half is a sign.
fn nest(nodes: Vec<Node>, text: &str) -> Vec<Node> {
    /// An open bracket and what stood before it.
    struct Open {
        close: u8,
        outer: Vec<Node>,
        bracket: Node,
    }
    let mut open: Vec<Open> = Vec::new();
    // Brackets that are open beyond the limit.
    let mut beyond = 0usize;
    let mut here: Vec<Node> = Vec::new();
    let give_up = |open: &mut Vec<Open>, here: &mut Vec<Node>| {
        if let Some(Open { outer, bracket, .. }) = open.pop() {
            let inner = std::mem::replace(here, outer);
            here.push(bracket);
            here.extend(inner);
        }
    };
    for node in nodes {
        let sign = match &node {
            Node::Atom(atom) if atom.kind == AtomKind::Sign => {
                text.as_bytes()[atom.range.start as usize]
            }
            _ => 0,
        };
        match sign {
            b'(' | b'[' | b'{' if open.len() >= MAX_NESTING => {
                beyond += 1;
                here.push(node);
            }
            b')' | b']' | b'}' if beyond > 0 => {
                beyond -= 1;
                here.push(node);
            }
            b'(' | b'[' | b'{' => open.push(Open {
                close: match sign {
                    b'(' => b')',
                    b'[' => b']',
                    _ => b'}',
                },
                outer: std::mem::take(&mut here),
                bracket: node,
            }),
            b')' | b']' | b'}' => {
                while open.last().is_some_and(|last| last.close != sign) {
                    give_up(&mut open, &mut here);
                }
                if let Some(Open { outer, bracket, .. }) = open.pop() {
                    let inner = std::mem::replace(&mut here, outer);
                    here.push(bracket);
                    if !inner.is_empty() {
                        here.push(Node::Block(inner));
                    }
                }
                here.push(node);
            }
            _ => here.push(node),
        }
    }
    while !open.is_empty() {
        give_up(&mut open, &mut here);
    }
    here
}

/// More indentation opens a block, less closes it.
fn blocks(lines: Vec<Line>) -> Vec<Node> {
    let mut open: Vec<(usize, Vec<Node>)> = vec![(0, Vec::new())];
    let close = |open: &mut Vec<(usize, Vec<Node>)>| {
        if let Some((_, block)) = open.pop()
            && let Some((_, outer)) = open.last_mut()
        {
            outer.push(Node::Block(block));
        }
    };
    for line in lines {
        while open.len() > 1 && open.last().is_some_and(|(indent, _)| line.indent < *indent) {
            close(&mut open);
        }
        let is_inner = open.last().is_some_and(|(indent, _)| line.indent > *indent);
        if is_inner && open.len() <= MAX_NESTING {
            open.push((line.indent, Vec::new()));
        }
        if let Some((_, block)) = open.last_mut() {
            block.extend(line.nodes);
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.pop().map(|(_, block)| block).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tree in one line: words and signs, blocks in angle brackets.
    fn show(nodes: &[Node], text: &str) -> String {
        let parts = nodes.iter().map(|node| match node {
            Node::Atom(atom) => text
                .get(atom.range.start as usize..atom.range.end as usize)
                .unwrap_or("?")
                .to_owned(),
            Node::Metavariable(name) => format!("${name}"),
            Node::Dots(name) => format!("...{}", name.as_deref().unwrap_or_default()),
            Node::Block(inner) => format!("<{}>", show(inner, text)),
        });
        parts.collect::<Vec<_>>().join(" ")
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(show(&read_text(text), text), expected, "{text:?}");
    }

    #[test]
    fn texts_are_nested_by_indentation_and_brackets() {
        check("a b\n  c\n  d\ne", "a b <c d> e");
        check("a\n    b\n  c\nd", "a <b> <c> d");
        check("f(x, [y])", "f ( <x , [ <y> ]> )");
        check("f(x", "f ( x");
        check("( [ )", "( <[> )");
        check("()", "( )");
        check("$X ...", "$ X . . .");
        check("é", "? ?");
    }

    #[test]
    fn patterns_have_metavariables_and_ellipses() {
        let pattern = "a $X ... $...REST (....) $x";
        let nodes = read_pattern(pattern);
        assert_eq!(nodes.unwrap_err().0, 9);
        let pattern = "a $X b $...REST (....) $x";
        let nodes = read_pattern(pattern).unwrap();
        assert_eq!(show(&nodes, pattern), "a $X b ...REST ( . . . . ) $ x");
    }
}
