//! What comments say of the definitions below them.

use assay_text::excerpt;
use tree_sitter::Node;

/// Characters of a line of documentation.
const LINE: usize = 200;

/// The last comment that has lines of its own, with those right above it.
#[derive(Default)]
pub struct LastComment {
    start: usize,
    end: usize,
    /// The row below it; 0 if there is none.
    next_row: usize,
    /// Where what it documents starts, once that is known: nothing in it has this comment, too.
    documents: Option<usize>,
}

impl LastComment {
    /// Takes a comment.
    pub fn see(&mut self, node: Node<'_>, text: &str) {
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

    /// Takes what may stand between a comment and what it documents.
    pub fn step_over(&mut self, node: Node<'_>) {
        if node.start_position().row == self.next_row {
            self.next_row = node.end_position().row + 1;
        }
    }

    /// What it says of something that starts in a row, and at a byte; empty if it stands elsewhere.
    pub fn of(&mut self, row: usize, start: usize, text: &str) -> String {
        // On the row right below, or at the end of it: `/** … */ function`.
        if self.next_row == 0 || (self.next_row != row && self.next_row != row + 1) {
            return String::new();
        }
        if *self.documents.get_or_insert(start) != start {
            return String::new();
        }
        first_line(&text[self.start..self.end])
    }
}

/// The first line of a comment or string that says something, without the signs around it.
pub fn first_line(comment: &str) -> String {
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
        line.trim_matches(signs).to_owned()
    });
    let said = lines
        .map(|line| without_tags(&line))
        .find(|line| line.chars().any(char::is_alphanumeric));
    excerpt(&said.unwrap_or_default(), LINE).to_owned()
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
    use super::first_line;

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
        ] {
            assert_eq!(first_line(comment), line, "{comment}");
        }
    }
}
