//! What strings say: the pieces of one, its text, and what a piece means in a pattern.

use std::borrow::Cow;

use assay_syntax::{Kind, NodeId, Tree};

use crate::backtracking::Backtracking;
use crate::prepare::SUPERGLOBALS;

/// What a piece of a string in a pattern means.
#[derive(Clone, Debug)]
pub(crate) enum TextPattern {
    /// `...`
    Any,
    /// `$X`
    Metavar(String),
    /// `$...X`
    Metavars(String),
    /// `=~/re/`
    Matches(Box<Backtracking>),
    /// Itself.
    Literal(String),
}

impl TextPattern {
    /// The meaning of a text. A regular expression that cannot be read is taken literally.
    pub fn of(text: &str) -> TextPattern {
        let is_name = |name: &str| {
            name.starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
                && name
                    .chars()
                    .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
        };
        let regex = text
            .strip_prefix("=~/")
            .and_then(|rest| rest.rsplit_once('/'));
        let regex = regex
            .and_then(|(regex, flags)| Backtracking::new(&with_flags(regex, flags), false).ok());
        if text == "..." {
            TextPattern::Any
        } else if text.strip_prefix("$...").is_some_and(is_name) {
            TextPattern::Metavars(text.to_owned())
        } else if text.strip_prefix('$').is_some_and(is_name) && !SUPERGLOBALS.contains(&text) {
            TextPattern::Metavar(text.to_owned())
        } else if let Some(regex) = regex {
            TextPattern::Matches(Box::new(regex))
        } else {
            TextPattern::Literal(text.to_owned())
        }
    }
}

fn with_flags(regex: &str, flags: &str) -> String {
    let flags: String = flags
        .chars()
        .filter(|flag| "imsx".contains(*flag))
        .collect();
    if flags.is_empty() {
        regex.to_owned()
    } else {
        format!("(?{flags}){regex}")
    }
}

/// The pieces of a string, of strings that follow each other too.
pub(crate) fn pieces(tree: &Tree, id: NodeId) -> Vec<NodeId> {
    let mut found = Vec::new();
    for &child in tree.children(id) {
        match tree.kind(child) {
            Kind::Str => found.extend(pieces(tree, child)),
            _ => found.push(child),
        }
    }
    found
}

/// A text in double quotes without its escapes; those that mean nothing stay.
pub(crate) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        match (sign, sign == '\\') {
            (sign, false) => out.push(sign),
            _ => match signs.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some('r') => out.push('\r'),
                Some(other @ ('\\' | '"' | '/' | ' ')) => out.push(other),
                Some(other) => out.extend(['\\', other]),
                None => out.push('\\'),
            },
        }
    }
    out
}

/// Whether a string is several that stand behind each other.
pub(crate) fn is_joined(tree: &Tree, id: NodeId) -> bool {
    let mut parts = tree.children(id).iter();
    parts.any(|part| tree.kind(*part) == Kind::Str)
}

/// The content of a string without interpolations.
pub(crate) fn content(tree: &Tree, id: NodeId) -> Option<Cow<'_, str>> {
    let pieces = pieces(tree, id);
    match *pieces {
        [] => Some(Cow::Borrowed("")),
        [only] => (tree.kind(only) == Kind::Text).then(|| Cow::Borrowed(tree.text(only))),
        _ if pieces.iter().all(|piece| tree.kind(*piece) == Kind::Text) => Some(
            pieces
                .iter()
                .map(|piece| tree.text(*piece))
                .collect::<String>()
                .into(),
        ),
        _ => None,
    }
}
