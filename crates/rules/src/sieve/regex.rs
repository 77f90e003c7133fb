//! The literals that every match of a regular expression contains.

use regex_syntax::hir::{Hir, HirKind};

use super::{Literal, Needs};

/// Shorter literals hold nothing back.
const MIN_LENGTH: usize = 2;

/// What a text must contain for the expression to match somewhere in it.
pub fn regex_needs(expression: &str) -> Needs {
    regex_syntax::parse(expression).map_or(Needs::Nothing, |hir| needs(&hir))
}

fn needs(hir: &Hir) -> Needs {
    match hir.kind() {
        HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
            Ok(text) if text.len() >= MIN_LENGTH => Needs::One(Literal::part(text)),
            _ => Needs::Nothing,
        },
        HirKind::Repetition(repetition) if repetition.min > 0 => needs(&repetition.sub),
        HirKind::Capture(capture) => needs(&capture.sub),
        HirKind::Concat(parts) => Needs::all(parts.iter().map(needs)),
        HirKind::Alternation(parts) => Needs::any(parts.iter().map(needs)),
        _ => Needs::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Needs {
        Needs::One(Literal::part(text))
    }

    #[test]
    fn literals_are_found_where_they_must_occur() {
        assert_eq!(
            regex_needs("^(sprintf|fprintf)$"),
            Needs::Any(
                vec![one("fprintf"), one("sprintf")]
                    .into_iter()
                    .rev()
                    .collect()
            )
        );
        assert_eq!(
            regex_needs("foo+bar"),
            Needs::All(vec![one("fo"), one("bar")])
        );
        assert_eq!(regex_needs("(foo)?bar"), one("bar"));
        for anything in ["foo|.*", "(?i)foo", "[a-z]+", "x", "(", ""] {
            assert_eq!(regex_needs(anything), Needs::Nothing, "{anything}");
        }
    }
}
