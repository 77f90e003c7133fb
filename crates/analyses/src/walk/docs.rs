//! What comments say of the definitions below them.

use std::ops::Range;

use assay_text::excerpt;
use tree_sitter::Node;

/// Characters of documentation that are kept at most.
const MOST: usize = 200;

/// The last comment that has lines of its own, with those right above it.
#[derive(Default)]
pub struct LastComment {
    start: usize,
    end: usize,
    /// The row below it; 0 if there is none.
    next_row: usize,
    /// Where what it documents starts, once that is known: nothing in it has this comment, too.
    documents: Option<usize>,
    /// It is no comment but says itself that it documents what comes next, wherever that is.
    is_said: bool,
}

impl LastComment {
    /// Takes a comment.
    pub fn see(&mut self, node: Node<'_>, text: &str) {
        if self.is_said && self.documents.is_none() {
            return;
        }
        self.is_said = false;
        let (start, end) = (node.start_byte(), node.end_byte());
        let line = text[..start].rsplit('\n').next().unwrap_or_default();
        if !line.trim().is_empty() {
            self.next_row = 0;
            return;
        }
        if node.start_position().row != self.next_row {
            self.start = start;
        }
        self.documents = None;
        self.end = end;
        // Some grammars take the end of the line into the comment.
        let end = node.end_position();
        self.next_row = if end.column == 0 {
            end.row
        } else {
            end.row + 1
        };
    }

    /// Takes documentation that is no comment, by its bytes.
    pub fn say(&mut self, text: Range<usize>) {
        self.start = text.start;
        self.end = text.end;
        self.documents = None;
        self.is_said = true;
    }

    /// Takes what may stand between a comment and what it documents.
    pub fn step_over(&mut self, node: Node<'_>) {
        if node.start_position().row == self.next_row {
            self.next_row = node.end_position().row + 1;
        }
    }

    /// What it says of something that starts in a row, and at a byte; empty if it stands elsewhere.
    pub fn of(&mut self, row: usize, start: usize, text: &str) -> String {
        // On the row right below, or at the end of it: `/** … */ function`.
        let is_near = self.next_row == row || self.next_row == row + 1;
        if !self.is_said && (self.next_row == 0 || !is_near) {
            return String::new();
        }
        if *self.documents.get_or_insert(start) != start {
            return String::new();
        }
        first_sentence(&text[self.start..self.end])
    }
}

/// What a comment or string says first, without the signs around it: its first line, with those below that go on with the
/// sentence.
pub fn first_sentence(comment: &str) -> String {
    let signs = |char: char| char.is_whitespace() || "/*#!-\"'`".contains(char);
    let prefix = |line: &str| -> String {
        let line = line.trim_start_matches(['r', 'b', 'u', 'f', 'R', 'B', 'U', 'F']);
        if line.starts_with(['"', '\'']) {
            line.to_owned()
        } else {
            String::new()
        }
    };
    let lines = comment.lines().map(|line| {
        let string = prefix(line.trim_start());
        let line = if string.is_empty() { line } else { &string };
        // An item of a list belongs to no sentence above it.
        let is_item = line
            .trim_start_matches(|char: char| char.is_whitespace() || "/*#!".contains(char))
            .starts_with('-');
        (is_item, line.trim_matches(signs).to_owned())
    });
    let mut lines = lines
        .map(|(is_item, line)| (is_item, without_tags(&line)))
        .skip_while(|(_, line)| !says_something(line));
    let mut said = lines.next().unwrap_or_default().1;
    for (is_item, line) in lines {
        if ends_sentence(&said) || said.len() >= MOST || is_item || !goes_on(&line) {
            break;
        }
        said = format!("{said} {line}");
    }
    excerpt(&said, MOST).to_owned()
}

fn says_something(line: &str) -> bool {
    line.chars().any(char::is_alphanumeric)
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', ':', ';', '。'])
}

/// Whether a line may belong to the sentence above it: it is no tag, field or heading of the documentation.
fn goes_on(line: &str) -> bool {
    line.starts_with(|first: char| first.is_alphanumeric() || "(`\"'".contains(first))
        && !line.ends_with(':')
}

/// A line of a comment in XML, as C# has it, without its tags.
fn without_tags(line: &str) -> String {
    if !line.starts_with('<') {
        return line.to_owned();
    }
    let pieces = line.split('<').skip(1);
    let texts = pieces.map(|piece| piece.split_once('>').map_or("", |(_, text)| text));
    texts.collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::first_sentence;

    #[test]
    fn signs_are_left_away() {
        for (comment, line) in [
            ("/** Does it.\n * At once. */", "Does it."),
            ("/**\n * Does it.\n */", "Does it."),
            ("// Does it", "Does it"),
            ("/// Does it", "Does it"),
            ("# Does it", "Does it"),
            ("\"\"\"Does it.\"\"\"", "Does it."),
            ("r'''\n  Does it.\n'''", "Does it."),
            ("// rarely", "rarely"),
            ("//------", ""),
            (
                "/// <summary>\n/// Does <c>it</c>.\n/// </summary>",
                "Does <c>it</c>.",
            ),
            ("/// <summary>Does it.</summary>", "Does it."),
            (
                "// Runs it so that\n// the path takes as long.\n// Never throws.",
                "Runs it so that the path takes as long.",
            ),
            ("/**\n * Does it\n *\n * At once\n */", "Does it"),
            ("/**\n * Does it\n * @param a what\n */", "Does it"),
            (
                "\"\"\"Does it\n\n    Args:\n        a: what\n    \"\"\"",
                "Does it",
            ),
            ("/** Does it\n  * - at once\n */", "Does it"),
        ] {
            assert_eq!(first_sentence(comment), line, "{comment}");
        }
    }
}
