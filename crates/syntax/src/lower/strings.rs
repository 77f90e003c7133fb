//! Strings, cut at their interpolations.

use tree_sitter::Node as Raw;

use super::Lowering;
use crate::{Field, Kind, Token};

impl<'t> Lowering<'t> {
    /// A string: what is between its quotes, cut at interpolations.
    pub(super) fn string(&mut self, raw: Raw<'t>, field: Field, interpolations: &[&str]) {
        let (prefix, inside) = quoted(self.text(raw));
        let token = if prefix.contains(['f', 'F']) {
            Token::of("f")
        } else if prefix.contains('$') {
            Token::of("$")
        } else if self.text(raw)[prefix.len()..].starts_with('`') {
            Token::of("`")
        } else {
            Token::NONE
        };
        let start = raw.start_byte();
        let inside = start + inside.start..start + inside.end;
        self.string_of(raw, field, token, inside, interpolations);
    }

    /// A string whose content lies at `inside`.
    pub fn string_of(
        &mut self,
        raw: Raw<'t>,
        field: Field,
        token: Token,
        inside: std::ops::Range<usize>,
        interpolations: &[&str],
    ) {
        let mark = self.stack.len();
        self.string_pieces(raw, inside, interpolations);
        self.close(Kind::Str, raw.byte_range(), field, token, mark);
    }

    /// The pieces of a string: what lies at `inside`, cut at the interpolations among the children of a node.
    pub fn string_pieces(
        &mut self,
        raw: Raw<'t>,
        inside: std::ops::Range<usize>,
        interpolations: &[&str],
    ) {
        let mut at = inside.start;
        self.each(raw, |lowering, child, _| {
            if interpolations.contains(&child.kind()) {
                lowering.text_piece(at..child.start_byte());
                lowering.build(
                    Kind::Interpolation,
                    child,
                    Field::Item,
                    Token::NONE,
                    |lowering| {
                        lowering.visit_children(child, Field::Value);
                    },
                );
                at = child.end_byte();
            }
        });
        if at == inside.start || at < inside.end {
            let piece = at..inside.end.max(at);
            let token = Token::of(&self.source[piece.clone()]);
            self.leaf(Kind::Text, piece, Field::Item, token);
        }
    }

    /// Adds a piece of a string's text, unless it is empty.
    pub fn text_piece(&mut self, piece: std::ops::Range<usize>) {
        if piece.start < piece.end {
            let token = Token::of(&self.source[piece.clone()]);
            self.leaf(Kind::Text, piece, Field::Item, token);
        }
    }
}

/// The prefix of a string literal and where its content is: `rb"x"` gives `rb` and 3..4.
fn quoted(text: &str) -> (&str, std::ops::Range<usize>) {
    let Some(open) = text.find(['"', '\'', '`']) else {
        return ("", 0..text.len());
    };
    let quote = &text[open..=open];
    let triple = quote.repeat(3);
    let delimiter = if text.len() >= open + 6 && text[open..].starts_with(&triple) {
        3
    } else {
        1
    };
    let start = open + delimiter;
    let closed = text.len() >= start + delimiter && text.ends_with(&quote.repeat(delimiter));
    let end = if closed {
        text.len() - delimiter
    } else {
        text.len()
    };
    (&text[..open], start..end.max(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_of_strings_is_between_their_quotes() {
        assert_eq!(quoted("rb\"x\""), ("rb", 3..4));
        assert_eq!(quoted("\"\"\"a\"\"\""), ("", 3..4));
        assert_eq!(quoted("''"), ("", 1..1));
        assert_eq!(quoted("'open"), ("", 1..5));
    }
}
