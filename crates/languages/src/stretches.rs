//! Where comments and strings stand in a text, without a parse.
//!
//! The scanner knows where comments and strings of a language start and end, and nothing else. A table of the bytes at
//! which something may start keeps the common case to one look-up per byte.

use std::ops::Range;

use crate::{Block, Lang, Profile, Quote};

/// A part of a text that is no code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// A comment, with its signs.
    Comment(Range<usize>),
    /// A string, with its quotes.
    String(Range<usize>),
}

/// The comments and strings of a text, in their order.
pub fn stretches(lang: Lang, text: &[u8]) -> impl Iterator<Item = Stretch> {
    let profile = lang.profile();
    Scanner {
        profile,
        openers: openers(profile),
        text,
        at: 0,
    }
}

struct Scanner<'t> {
    profile: &'static Profile,
    /// The bytes at which a comment, a string or a literal may start.
    openers: [bool; 256],
    text: &'t [u8],
    at: usize,
}

impl Iterator for Scanner<'_> {
    type Item = Stretch;

    fn next(&mut self) -> Option<Stretch> {
        while let Some(&byte) = self.text.get(self.at) {
            if !self.openers[usize::from(byte)] {
                self.at += 1;
                continue;
            }
            let start = self.at;
            let rest = &self.text[start..];
            let starts = |sign: &&str| rest.starts_with(sign.as_bytes());
            let comments = &self.profile.comments;
            if let Some(literal) = self.profile.literals.iter().find(|sign| starts(sign)) {
                self.at += literal.len();
            } else if let Some(block) = self.block_here() {
                self.block(block);
                return Some(Stretch::Comment(start..self.at));
            } else if comments.line.iter().any(&starts) && self.comment_may_start() {
                self.at = self.end_of_line();
                return Some(Stretch::Comment(start..self.at));
            } else if let Some(quote) = self.profile.quotes.iter().find(|quote| starts(&quote.open))
            {
                self.quoted(quote);
                return Some(Stretch::String(start..self.at));
            } else {
                self.at += 1;
            }
        }
        None
    }
}

impl Scanner<'_> {
    fn block_here(&self) -> Option<&'static Block> {
        let is_here = |block: &&Block| {
            self.text[self.at..].starts_with(block.open.as_bytes())
                && (!block.line_start || self.at_line_start())
        };
        self.profile.comments.block.iter().find(is_here)
    }

    fn comment_may_start(&self) -> bool {
        !self.profile.comments.after_space
            || self.at == 0
            || self.text[self.at - 1].is_ascii_whitespace()
    }

    fn at_line_start(&self) -> bool {
        self.at == 0 || self.text[self.at - 1] == b'\n'
    }

    fn end_of_line(&self) -> usize {
        let rest = &self.text[self.at..];
        let end = rest.iter().position(|byte| *byte == b'\n');
        end.map_or(self.text.len(), |end| self.at + end)
    }

    fn block(&mut self, block: &Block) {
        let mut depth = 1;
        self.at += block.open.len();
        while self.at < self.text.len() {
            let rest = &self.text[self.at..];
            let counts = !block.line_start || self.at_line_start();
            if counts && rest.starts_with(block.close.as_bytes()) {
                self.at += block.close.len();
                depth -= 1;
                if depth == 0 {
                    return;
                }
            } else if block.nests && rest.starts_with(block.open.as_bytes()) {
                self.at += block.open.len();
                depth += 1;
            } else {
                self.at += 1;
            }
        }
    }

    fn quoted(&mut self, quote: &Quote) {
        self.at += quote.open.len();
        while let Some(&byte) = self.text.get(self.at) {
            if self.text[self.at..].starts_with(quote.close.as_bytes()) {
                self.at += quote.close.len();
                return;
            }
            if byte == b'\n' && !quote.lines {
                return;
            }
            let escaped = quote.escapes && byte == b'\\' && self.at + 1 < self.text.len();
            self.at += if escaped { 2 } else { 1 };
        }
    }
}

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
    use super::{Stretch, stretches};
    use crate::Lang;

    #[test]
    fn comments_and_strings_are_told_apart() {
        let text = "let a = \"// no\"; // yes\nlet b = '\"'; /* c /* d */ */ \"e\\\"f\"";
        let lang = Lang::from_name("rust").unwrap();
        let found: Vec<(bool, &str)> = stretches(lang, text.as_bytes())
            .map(|stretch| match stretch {
                Stretch::Comment(range) => (true, &text[range]),
                Stretch::String(range) => (false, &text[range]),
            })
            .collect();
        assert_eq!(
            found,
            [
                (false, "\"// no\""),
                (true, "// yes"),
                (true, "/* c /* d */ */"),
                (false, "\"e\\\"f\""),
            ]
        );
    }

    #[test]
    fn what_never_closes_ends_with_the_text() {
        for (lang, text) in [("c", "/* a"), ("python", "'''\\"), ("rust", "\"a\\")] {
            let lang = Lang::from_name(lang).unwrap();
            let ends = stretches(lang, text.as_bytes()).map(|stretch| match stretch {
                Stretch::Comment(range) | Stretch::String(range) => range.end,
            });
            assert_eq!(ends.collect::<Vec<_>>(), [text.len()], "{text}");
        }
    }
}
