//! Counts lines of code, comment and blank in one pass over the bytes, without a parse.
//!
//! The scanner knows where comments and strings of a language start and end, and nothing else. A
//! line with any code on it is a line of code. A table of the bytes at which something may start
//! keeps the common case to one look-up per byte.

use assay_model::Lines;

use crate::{Block, Comments, Lang, Profile, Quote};

/// Counts the lines of a text in UTF-8. Only `\n` ends a line; a last line without it counts if it
/// is not empty.
pub fn count_lines(lang: Lang, text: &[u8]) -> Lines {
    let profile = lang.profile();
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let mut counter = Counter {
        text,
        at: 0,
        line: Line::default(),
        lines: Lines::default(),
    };
    let openers = openers(profile);
    while let Some(&byte) = text.get(counter.at) {
        if openers[usize::from(byte)] && counter.opening(profile) {
            continue;
        }
        counter.step(false);
    }
    if counter.at > 0 && text[counter.at - 1] != b'\n' {
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
    at: usize,
    line: Line,
    lines: Lines,
}

impl Counter<'_> {
    /// Takes a comment, a string or a literal that starts here; false if none does.
    fn opening(&mut self, profile: &Profile) -> bool {
        let rest = &self.text[self.at..];
        let starts = |sign: &&str| rest.starts_with(sign.as_bytes());
        if let Some(literal) = profile.literals.iter().find(|sign| starts(sign)) {
            self.skip(literal.len(), false);
        } else if let Some(block) = self.block_here(&profile.comments) {
            self.block(block);
        } else if profile.comments.line.iter().any(&starts) && self.comment_may_start(profile) {
            self.rest_of_line();
        } else if let Some(quote) = profile.quotes.iter().find(|quote| starts(&quote.open)) {
            self.quoted(quote);
        } else {
            return false;
        }
        true
    }

    fn block_here(&self, comments: &Comments) -> Option<&'static Block> {
        let is_here = |block: &&Block| {
            self.text[self.at..].starts_with(block.open.as_bytes())
                && (!block.line_start || self.at_line_start())
        };
        comments.block.iter().find(is_here)
    }

    fn comment_may_start(&self, profile: &Profile) -> bool {
        !profile.comments.after_space
            || self.at == 0
            || self.text[self.at - 1].is_ascii_whitespace()
    }

    fn at_line_start(&self) -> bool {
        self.at == 0 || self.text[self.at - 1] == b'\n'
    }

    fn block(&mut self, block: &Block) {
        let mut depth = 1;
        self.skip(block.open.len(), true);
        while self.at < self.text.len() {
            let rest = &self.text[self.at..];
            let counts = !block.line_start || self.at_line_start();
            if counts && rest.starts_with(block.close.as_bytes()) {
                self.skip(block.close.len(), true);
                depth -= 1;
                if depth == 0 {
                    return;
                }
            } else if block.nests && rest.starts_with(block.open.as_bytes()) {
                self.skip(block.open.len(), true);
                depth += 1;
            } else {
                self.step(true);
            }
        }
    }

    fn rest_of_line(&mut self) {
        while self.at < self.text.len() && self.text[self.at] != b'\n' {
            self.step(true);
        }
    }

    fn quoted(&mut self, quote: &Quote) {
        self.skip(quote.open.len(), false);
        while let Some(&byte) = self.text.get(self.at) {
            if self.text[self.at..].starts_with(quote.close.as_bytes()) {
                return self.skip(quote.close.len(), false);
            }
            if byte == b'\n' && !quote.lines {
                return;
            }
            let escaped = quote.escapes && byte == b'\\' && self.at + 1 < self.text.len();
            self.skip(if escaped { 2 } else { 1 }, false);
        }
    }

    fn skip(&mut self, bytes: usize, comment: bool) {
        for _ in 0..bytes {
            self.step(comment);
        }
    }

    /// Takes one byte as part of a comment or of code.
    fn step(&mut self, comment: bool) {
        let byte = self.text[self.at];
        self.at += 1;
        if byte == b'\n' {
            self.end_line();
        } else if !byte.is_ascii_whitespace() {
            self.line.comment |= comment;
            self.line.code |= !comment;
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

/// The bytes at which a comment, a string or a literal of the language may start.
fn openers(profile: &Profile) -> [bool; 256] {
    let signs = profile.comments.line.iter().copied();
    let signs = signs.chain(profile.comments.block.iter().map(|block| block.open));
    let signs = signs.chain(profile.quotes.iter().map(|quote| quote.open));
    let mut openers = [false; 256];
    for sign in signs.chain(profile.literals.iter().copied()) {
        openers[usize::from(sign.as_bytes()[0])] = true;
    }
    openers
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
