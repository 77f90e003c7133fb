//! The literals that every match of a regular expression contains.

use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind};

use super::{Literal, Needs};

/// Shorter literals hold nothing back.
const MIN_LENGTH: usize = 2;

/// What a text must contain for the expression to match somewhere in it.
pub fn regex_needs(expression: &str) -> Needs {
    regex_syntax::parse(expression).map_or(Needs::Nothing, |hir| needs(&hir))
}

fn needs(hir: &Hir) -> Needs {
    match hir.kind() {
        HirKind::Literal(_) | HirKind::Class(_) => sequence(std::slice::from_ref(hir)),
        HirKind::Repetition(repetition) if repetition.min > 0 => needs(&repetition.sub),
        HirKind::Capture(capture) => needs(&capture.sub),
        HirKind::Concat(parts) => sequence(parts),
        HirKind::Alternation(parts) => Needs::any(parts.iter().map(needs)),
        _ => Needs::Nothing,
    }
}

/// Neighbouring letters become one literal; everything else is looked at by itself.
fn sequence(parts: &[Hir]) -> Needs {
    let mut found = Vec::new();
    let mut run = Run::default();
    for (place, part) in parts.iter().enumerate() {
        if run.take(part) {
            continue;
        }
        found.push(std::mem::take(&mut run).finish(sign_after(&parts[place..])));
        found.push(needs_of_other(part));
    }
    found.push(run.finish(None));
    Needs::all(found)
}

fn needs_of_other(part: &Hir) -> Needs {
    match part.kind() {
        HirKind::Class(_) => Needs::Nothing,
        _ => needs(part),
    }
}

/// The sign after optional white space, if that is what comes.
fn sign_after(parts: &[Hir]) -> Option<char> {
    let [space, sign, ..] = parts else {
        return None;
    };
    let HirKind::Repetition(repetition) = space.kind() else {
        return None;
    };
    let is_space = match repetition.sub.kind() {
        HirKind::Class(Class::Unicode(class)) => class
            .iter()
            .all(|range| range.start().is_whitespace() && range.end().is_whitespace()),
        HirKind::Literal(literal) => literal.0.iter().all(u8::is_ascii_whitespace),
        _ => false,
    };
    let HirKind::Literal(literal) = sign.kind() else {
        return None;
    };
    let first = char::from(*literal.0.first()?);
    (is_space && matches!(first, ':' | '=' | '(')).then_some(first)
}

/// Letters in a row, each fixed or in either case.
#[derive(Default)]
struct Run {
    text: String,
    any_case: bool,
}

impl Run {
    fn take(&mut self, part: &Hir) -> bool {
        match part.kind() {
            HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
                Ok(text) => {
                    self.text.push_str(text);
                    true
                }
                Err(_) => false,
            },
            HirKind::Class(Class::Unicode(class)) => match either_case(class) {
                Some(letter) => {
                    self.text.push(letter);
                    self.any_case = true;
                    true
                }
                None => false,
            },
            _ => false,
        }
    }

    fn finish(self, then: Option<char>) -> Needs {
        if self.text.len() < MIN_LENGTH {
            return Needs::Nothing;
        }
        Needs::One(Literal {
            any_case: self.any_case,
            then,
            ..Literal::part(&self.text)
        })
    }
}

/// The small letter, if a class is one letter in all its cases (two of them have a third, outside of ASCII).
fn either_case(class: &ClassUnicode) -> Option<char> {
    let mut letters = class
        .iter()
        .flat_map(|range| range.start()..=range.end())
        .take(4);
    let (upper, lower) = (letters.next()?, letters.next()?);
    let rest: Vec<char> = letters.collect();
    let is_pair = upper.is_ascii_uppercase() && lower == upper.to_ascii_lowercase();
    let is_known = match lower {
        's' => rest.is_empty() || rest == ['\u{17F}'],
        'k' => rest.is_empty() || rest == ['\u{212A}'],
        _ => rest.is_empty(),
    };
    (is_pair && is_known).then_some(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Needs {
        Needs::One(Literal::part(text))
    }

    fn either_case(text: &str) -> Needs {
        Needs::One(Literal {
            any_case: true,
            ..Literal::part(text)
        })
    }

    #[test]
    fn literals_are_found_where_they_must_occur() {
        assert_eq!(
            regex_needs("^(sprintf|fprintf)$"),
            Needs::Any(vec![one("sprintf"), one("fprintf")])
        );
        assert_eq!(
            regex_needs("foo+bar"),
            Needs::All(vec![one("fo"), one("bar")])
        );
        assert_eq!(regex_needs("(foo)?bar"), one("bar"));
        for anything in ["foo|.*", "[a-z]+", "x", "(", ""] {
            assert_eq!(regex_needs(anything), Needs::Nothing, "{anything}");
        }
    }

    #[test]
    fn either_case_and_the_sign_behind() {
        assert_eq!(regex_needs("(?i)foo"), either_case("foo"));
        assert_eq!(
            regex_needs("(?i)(secret|api_?key)"),
            Needs::Any(vec![
                either_case("secret"),
                Needs::All(vec![either_case("api"), either_case("key")])
            ])
        );
        let except = Literal {
            then: Some(':'),
            ..Literal::part("except")
        };
        assert_eq!(regex_needs(r"^except\s*:"), Needs::One(except));
        assert_eq!(regex_needs(r"^except\s*x"), one("except"));
    }
}
