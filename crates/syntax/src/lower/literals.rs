//! The tokens of leaves: one spelling for each value.

use crate::{Kind, Token};

/// The token of a leaf: its text, for numbers and truth values in one spelling.
pub(super) fn leaf_token(kind: Kind, text: &str) -> Token {
    match kind {
        Kind::Int => {
            integer(text).map_or_else(|| Token::of(text), |value| Token::of(&value.to_string()))
        }
        Kind::Float => {
            float(text).map_or_else(|| Token::of(text), |value| Token::of(&value.to_string()))
        }
        Kind::Bool => Token::of(&text.to_ascii_lowercase()),
        Kind::Null => Token::of("null"),
        _ => Token::of(text),
    }
}

/// The value of a number with a fraction, without its suffix.
fn float(text: &str) -> Option<f64> {
    let plain: String = text.chars().filter(|c| *c != '_').collect();
    plain
        .trim_end_matches(['f', 'F', 'd', 'D', 'l', 'L', 'm', 'M'])
        .parse()
        .ok()
}

/// The value of an integer as most languages write it: 0x, 0o, 0b, leading 0, underscores, a suffix.
pub fn integer(text: &str) -> Option<i128> {
    let plain: String = text
        .chars()
        .filter(|c| *c != '_')
        .collect::<String>()
        .to_ascii_lowercase();
    let digits = plain.trim_end_matches(['l', 'n']);
    let parse = |prefix: &str, radix| {
        digits
            .strip_prefix(prefix)
            .and_then(|rest| i128::from_str_radix(rest, radix).ok())
    };
    let octal = || (digits.len() > 1).then(|| parse("0", 8)).flatten();
    parse("0x", 16)
        .or_else(|| parse("0o", 8))
        .or_else(|| parse("0b", 2))
        .or_else(octal)
        .or_else(|| digits.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_have_one_spelling() {
        for text in [
            "255",
            "0xff",
            "0xFF",
            "0377",
            "0o377",
            "0b11111111",
            "2_55",
            "255L",
            "255n",
        ] {
            assert_eq!(integer(text), Some(255), "{text}");
        }
        assert_eq!(integer("0"), Some(0));
        assert_eq!(integer("12px"), None);
    }
}
