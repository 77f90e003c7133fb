//! A demand on a text, said to people.

use super::needs::{Literal, Needs};

/// More alternatives than this are counted, not listed.
const MAX_LISTED: usize = 8;

impl Needs {
    /// What must occur, with the words as Markdown code; none if that is nothing in particular.
    pub fn in_words(&self) -> Option<String> {
        match self {
            Needs::Nothing => None,
            Needs::One(literal) => Some(say(literal)),
            Needs::All(parts) => Some(join(parts, " and ")),
            Needs::Any(parts) if parts.is_empty() => Some("nothing that a file has".to_owned()),
            Needs::Any(parts) => Some(join(parts, " or ")),
        }
    }
}

fn say(literal: &Literal) -> String {
    // A text with a backtick stands between two of them, as in Markdown.
    let quote = |text: &str| {
        if text.contains('`') {
            format!("`` {text} ``")
        } else {
            format!("`{text}`")
        }
    };
    match literal.then {
        Some(sign) => format!(
            "{} before {}",
            quote(&literal.text),
            quote(&sign.to_string())
        ),
        None => quote(&literal.text),
    }
}

fn join(parts: &[Needs], with: &str) -> String {
    let mut kept: Vec<&Needs> = Vec::new();
    for part in parts.iter().filter(|part| **part != Needs::Nothing) {
        if !kept.contains(&part) {
            kept.push(part);
        }
    }
    if let [only] = kept[..] {
        return only.in_words().unwrap_or_default();
    }
    let mut said: Vec<String> = kept
        .iter()
        .take(MAX_LISTED)
        .map(|part| nested(part))
        .collect();
    if kept.len() > MAX_LISTED {
        said.push(format!("{} more", kept.len() - MAX_LISTED));
    }
    said.join(with)
}

fn nested(part: &Needs) -> String {
    let words = part.in_words().unwrap_or_default();
    match part {
        Needs::All(_) | Needs::Any(_) => format!("({words})"),
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn demands_are_said_with_their_words_quoted() {
        let call = Needs::One(Literal {
            then: Some('('),
            ..Literal::part("eval")
        });
        let either = Needs::any([Needs::word("a"), Needs::word("b")]);
        let both = Needs::all([call, either]);
        assert_eq!(
            both.in_words().as_deref(),
            Some("`eval` before `(` and (`a` or `b`)")
        );
        assert_eq!(Needs::Nothing.in_words(), None);
    }

    #[test]
    fn many_alternatives_are_counted() {
        let words = (0..20).map(|number| Needs::word(&format!("w{number}")));
        let said = Needs::any(words).in_words().unwrap_or_default();
        assert!(said.ends_with("`w7` or 12 more"), "{said}");
    }
}
