//! Counts lines of code, comment and blank in one pass over the bytes, without a parse. A line with any code on it is a
//! line of code.

use std::ops::Range;

use assay_model::Lines;

use crate::{Lang, Stretch, stretches};

/// Counts the lines of a text in UTF-8. Only `\n` ends a line; a last line without it counts if it
/// is not empty.
pub fn count_lines(lang: Lang, text: &[u8]) -> Lines {
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let mut counter = Counter {
        text,
        line: Line::default(),
        lines: Lines::default(),
    };
    let mut at = 0;
    for stretch in stretches(lang, text) {
        let (range, is_comment) = match stretch {
            Stretch::Comment(range) => (range, true),
            Stretch::String(range) => (range, false),
        };
        counter.take(at..range.start, false);
        at = range.end;
        counter.take(range, is_comment);
    }
    counter.take(at..text.len(), false);
    if text.last().is_some_and(|last| *last != b'\n') {
        counter.end_line();
    }
    counter.lines
}

/// What has been seen on the current line.
#[derive(Default)]
struct Line {
    code: bool,
    comment: bool,
}

struct Counter<'t> {
    text: &'t [u8],
    line: Line,
    lines: Lines,
}

impl Counter<'_> {
    /// Takes bytes as part of a comment or of code.
    fn take(&mut self, range: Range<usize>, comment: bool) {
        for byte in &self.text[range] {
            if *byte == b'\n' {
                self.end_line();
            } else if !byte.is_ascii_whitespace() {
                self.line.comment |= comment;
                self.line.code |= !comment;
            }
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let count = match line {
            Line { code: true, .. } => &mut self.lines.code,
            Line { comment: true, .. } => &mut self.lines.comment,
            Line { .. } => &mut self.lines.blank,
        };
        *count += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lang: &str, text: &str, expected: (u32, u32, u32)) {
        let lines = count_lines(Lang::from_name(lang).expect(lang), text.as_bytes());
        assert_eq!(
            (lines.code, lines.comment, lines.blank),
            expected,
            "{lang}: {text}"
        );
    }

    #[test]
    fn the_three_sorts_of_lines() {
        check("rust", "", (0, 0, 0));
        check("rust", "\n", (0, 0, 1));
        check("rust", "fn main() {} // end\n\n// why\n  \t\r\n", (1, 1, 2));
        check("rust", "/* a\n\nb */ let x;\n/* c */", (1, 2, 1));
        check("python", "\u{feff}# first\nx = 1", (1, 1, 0));
    }

    #[test]
    fn signs_in_strings_do_not_count() {
        check("javascript", "a = '//';\nb = `\n// c\n`;\n", (4, 0, 0));
        check("go", "a := `\\`\n// b\n", (1, 1, 0));
        check(
            "python",
            "x = \"\"\"\n# not a comment\n\"\"\"\n# one\n",
            (3, 1, 0),
        );
        check(
            "rust",
            "let q = '\"'; // a\n// b\nlet r = r#\"\n// \"c\"\n\"#;\n",
            (4, 1, 0),
        );
        check("c", "char a = '\"';\n/* b */\n", (1, 1, 0));
    }

    #[test]
    fn nesting_follows_the_language() {
        check("rust", "/* /* a */\nb */\n", (0, 2, 0));
        check("c", "/* /* a */\nb;\n", (1, 1, 0));
        check(
            "ocaml",
            "(* (* a *)\nb *)\nlet x' = '\"' (* c *)\n",
            (1, 2, 0),
        );
    }

    #[test]
    fn comments_that_need_a_place() {
        check("bash", "echo $# ${a#b}\n# c\nd=1 # e\n", (2, 1, 0));
        check("ruby", "=begin\na\n=end\nb = '=begin'\n", (1, 3, 0));
        check("yaml", "a: b#c\n  # d\n", (1, 1, 0));
        check("php", "#[Pure]\n# a\n// b\n", (1, 2, 0));
        check("lua", "--[[ a\nb ]]\n-- c\nd = [[\n-- e\n]]\n", (3, 3, 0));
    }

    #[test]
    fn an_odd_quote_ends_with_its_line() {
        check("bash", "cat <<E\nit's\nE\n# a\n", (3, 1, 0));
        check("javascript", "x = /'/;\n// a\n", (1, 1, 0));
    }

    #[test]
    fn text_that_never_closes_ends_with_the_file() {
        check("c", "/* a\nb", (0, 2, 0));
        check("python", "'''\n# b\\", (2, 0, 0));
    }
}
