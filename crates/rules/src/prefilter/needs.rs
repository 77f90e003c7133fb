//! A demand on a text, combined as rules combine.

/// What must occur in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing in particular: any text may match.
    Nothing,
    /// This literal.
    One(Literal),
    /// Each of these.
    All(Vec<Needs>),
    /// At least one of these.
    Any(Vec<Needs>),
}

/// A piece of text that must occur.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Literal {
    /// The text.
    pub text: String,
    /// Whether no letter, digit or underscore may touch it.
    pub whole_word: bool,
    /// Whether it may be written in either case.
    pub any_case: bool,
    /// The sign that must follow, with only white space, comments and other signs between them.
    pub then: Option<char>,
}

impl Literal {
    /// A text that may stand anywhere, inside words too.
    pub fn part(text: &str) -> Literal {
        Literal {
            text: text.to_owned(),
            whole_word: false,
            any_case: false,
            then: None,
        }
    }
}

impl Needs {
    /// This whole word.
    pub fn word(text: &str) -> Needs {
        Needs::One(Literal {
            whole_word: true,
            ..Literal::part(text)
        })
    }

    /// All of them.
    pub fn all(parts: impl IntoIterator<Item = Needs>) -> Needs {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Needs::Nothing => {}
                Needs::All(inner) => kept.extend(inner),
                other => kept.push(other),
            }
        }
        match kept.len() {
            0 => Needs::Nothing,
            1 => kept.remove(0),
            _ => Needs::All(kept),
        }
    }

    /// What no text has: the rule is not tried.
    pub fn never() -> Needs {
        Needs::Any(Vec::new())
    }

    /// At least one of them. If one demands nothing, so does the whole.
    pub fn any(parts: impl IntoIterator<Item = Needs>) -> Needs {
        let mut kept: Vec<Needs> = parts.into_iter().collect();
        if kept.is_empty() || kept.contains(&Needs::Nothing) {
            return Needs::Nothing;
        }
        if kept.len() == 1 {
            kept.remove(0)
        } else {
            Needs::Any(kept)
        }
    }
}
