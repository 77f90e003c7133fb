//! `languages: [generic]`: patterns over texts that have no grammar.

pub mod aliengrep;
mod comments;
mod search;
mod tokens;

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

pub use comments::{CommentStyle, without_comments};
use tokens::{Node, read_pattern, read_text};

/// A pattern of words and signs.
pub struct GenericPattern {
    nodes: Vec<Node>,
}

/// A text that patterns are looked for in. It is read once for all of them.
pub struct GenericText {
    nodes: Vec<Node>,
}

/// What a file is read as, for all rules that leave out the same comments.
#[derive(Default)]
pub struct GenericTexts(RefCell<HashMap<Option<CommentStyle>, Rc<GenericText>>>);

impl GenericTexts {
    /// The one without comments of this style; made when it is first asked for.
    pub fn get(
        &self,
        style: Option<CommentStyle>,
        read: impl FnOnce() -> Rc<GenericText>,
    ) -> Rc<GenericText> {
        Rc::clone(self.0.borrow_mut().entry(style).or_insert_with(read))
    }
}

/// How far a search goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Lines that `...` may run over.
    pub ellipsis_max_span: u32,
    /// Whether words may be written in either case.
    pub any_case: bool,
}

/// A match: its bytes, and those of its metavariables.
#[derive(Clone, Debug, PartialEq)]
pub struct TextMatch {
    /// The matched bytes.
    pub range: Range<u32>,
    /// What `$X` and `$...X` stand for.
    pub names: Vec<(String, Range<u32>)>,
}

impl GenericPattern {
    /// Reads a pattern; the error has the byte where it starts.
    pub fn parse(text: &str) -> Result<GenericPattern, (usize, String)> {
        Ok(GenericPattern {
            nodes: read_pattern(text)?,
        })
    }

    /// The words that every match contains.
    pub fn words(&self) -> Vec<&str> {
        let mut words = Vec::new();
        collect_words(&self.nodes, &mut words);
        words
    }

    /// Its metavariables.
    pub fn metavariables(&self) -> Vec<String> {
        let mut names = Vec::new();
        collect_names(&self.nodes, &mut names);
        names
    }

    /// All matches; false if the search was cut off before its end. `tick` is asked now and then; true means that
    /// the time is up.
    pub fn find(
        &self,
        target: &GenericText,
        text: &str,
        limits: Limits,
        tick: &dyn Fn() -> bool,
    ) -> (Vec<TextMatch>, bool) {
        search::search(&self.nodes, &target.nodes, text, limits, tick)
    }
}

fn collect_words<'p>(nodes: &'p [Node], words: &mut Vec<&'p str>) {
    for node in nodes {
        match node {
            Node::Atom(atom) if atom.kind == tokens::AtomKind::Word => words.push(&atom.text),
            Node::Block(inner) => collect_words(inner, words),
            _ => {}
        }
    }
}

fn collect_names(nodes: &[Node], names: &mut Vec<String>) {
    for node in nodes {
        match node {
            Node::Metavariable(name) => names.push(format!("${name}")),
            Node::Dots(Some(name)) => names.push(format!("$...{name}")),
            Node::Block(inner) => collect_names(inner, names),
            _ => {}
        }
    }
}

impl GenericText {
    /// Reads a text. Comments must be blanked out before, see [`without_comments`].
    pub fn new(text: &str) -> GenericText {
        GenericText {
            nodes: read_text(text),
        }
    }
}

/// Whether people can read a text: not binary, and lines of a usual length unless it is short.
pub fn is_readable(text: &str) -> bool {
    let head = &text.as_bytes()[..text.len().min(4096)];
    let strange = head
        .iter()
        .filter(|byte| byte.is_ascii_control() && !matches!(byte, b'\n' | b'\t' | b'\r'))
        .count();
    let ascii = head.iter().filter(|byte| byte.is_ascii()).count();
    let lines = head.iter().filter(|byte| **byte == b'\n').count() + 1;
    let is_binary = strange * 100 >= ascii.max(1) && strange > 0;
    !is_binary && (lines * 150 >= head.len() || head.len() <= 500)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, text: &str, expected: &[&str]) {
        let pattern = GenericPattern::parse(pattern).unwrap();
        let limits = Limits {
            ellipsis_max_span: 10,
            any_case: false,
        };
        let (found, whole) = pattern.find(&GenericText::new(text), text, limits, &|| false);
        let texts: Vec<&str> = found
            .iter()
            .map(|one| &text[one.range.start as usize..one.range.end as usize])
            .collect();
        assert!(whole);
        assert_eq!(texts, expected);
    }

    #[test]
    fn words_signs_and_metavariables() {
        check("a $X", "a b\na  c", &["a b", "a  c"]);
        check("$X = $X", "a = b\nb = b", &["b = b"]);
        check("f(x)", "f( x ) f(y)", &["f( x )"]);
        check("a b", "a\nb", &["a\nb"]);
        check("a b", "ab b", &[]);
    }

    #[test]
    fn ellipses_step_over_lines_but_not_too_many() {
        check("a ... b", "a x y b", &["a x y b"]);
        check(
            "a ... b",
            &format!("a{}b", "\n".repeat(10)),
            &[&format!("a{}b", "\n".repeat(10))],
        );
        check("a ... b", &format!("a{}b", "\n".repeat(11)), &[]);
        check("a ... b", "a a b", &["a b"]);
        check("a ...", "x a b\nc", &["a b\nc"]);
        check("f(...)", "f(a, [b]) c", &["f(a, [b])"]);
        check("a $...X c $...X d", "a b c x d", &[]);
        check("a $...X c$...X d", "a b c b d", &["a b c b d"]);
    }

    #[test]
    fn an_indented_pattern_wants_blocks() {
        check("a\n  b", "a\n  b", &["a\n  b"]);
        check("a\n  b", "a\nb", &[]);
        check("a\nb", "a\n  b", &["a\n  b"]);
    }

    #[test]
    fn gibberish_is_told() {
        assert!(is_readable("a\nb"));
        assert!(!is_readable(&"x".repeat(4000)));
        assert!(!is_readable("\0\0\0a"));
    }
}
