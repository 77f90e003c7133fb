//! Where an ellipsis or a metavariable of a pattern stands, told by the brackets and words around it, before any
//! grammar has read it. What stands in like places is read alike.

use std::ops::Range;

/// The place of a hole in a pattern.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place<'p> {
    /// The bracket it stands in: `(`, `[`, `{`; none outside of all.
    pub inside: Option<char>,
    /// What that bracket is for.
    pub head: Head<'p>,
    /// The signs before and behind it, where it is not one of a row by itself: an item, an argument, a line.
    pub beside: Option<(char, char)>,
}

/// What a bracket is for, by what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Head<'p> {
    /// There is no bracket, or nothing before it tells.
    Plain,
    /// The members of what this word defines: `class`, `contract`.
    Members(&'p str),
    /// The parameters of a definition.
    Parameters,
    /// What this word takes: `for`, `catch`.
    Word(&'p str),
    /// A value: an object behind `=`, `:`, `(`, `[` or `,`.
    Value,
}

/// Words that a body of members follows.
#[rustfmt::skip]
const MEMBERS: &[&str] = &[
    "class", "interface", "enum", "struct", "trait", "impl", "object", "contract", "library", "record", "extension",
    "protocol", "namespace", "module", "union",
];

/// Words that a body of cases follows.
const CASES: &[&str] = &["switch", "match", "select", "when", "catch", "import"];

/// Words that take something in brackets and are no functions.
#[rustfmt::skip]
const TAKING: &[&str] = &[
    "for", "foreach", "if", "while", "switch", "catch", "with", "using", "import", "match", "try", "const", "var", "type",
];

/// Words that may stand before a call.
#[rustfmt::skip]
const BEFORE_CALLS: &[&str] = &[
    "return", "new", "await", "throw", "else", "yield", "in", "and", "or", "not", "do", "case", "emit", "delete", "typeof",
    "defer", "echo", "print", "raise", "assert", "is", "as",
];

impl<'p> Place<'p> {
    /// The place of the hole at `at` in a pattern.
    pub fn of(pattern: &'p str, at: Range<usize>) -> Place<'p> {
        let open = innermost(pattern, at.start);
        Place {
            inside: open.and_then(|open| pattern[open..].chars().next()),
            head: open.map_or(Head::Plain, |open| head(pattern, open)),
            beside: beside(&pattern[..at.start], &pattern[at.end..]),
        }
    }
}

fn beside(before: &str, after: &str) -> Option<(char, char)> {
    let starts_line = last_line(before).trim().is_empty();
    let ends_line = after.lines().next().unwrap_or_default().trim().is_empty();
    let left = before.trim_end().chars().next_back().unwrap_or('\n');
    let right = after.trim_start().chars().next().unwrap_or('\n');
    let is_apart =
        (starts_line || "([{,;".contains(left)) && (ends_line || ")]},;".contains(right));
    (!is_apart).then_some((left, right))
}

fn last_line(text: &str) -> &str {
    text.rsplit('\n').next().unwrap_or_default()
}

/// The innermost bracket that is open at an offset. Brackets in quotes do not count.
fn innermost(pattern: &str, at: usize) -> Option<usize> {
    let mut open = Vec::new();
    let mut skip_to = 0;
    for (place, sign) in pattern[..at].char_indices() {
        match sign {
            _ if place < skip_to => {}
            '"' | '\'' | '`' => skip_to = end_of_quoted(pattern, place, sign),
            '(' | '[' | '{' => open.push(place),
            ')' | ']' | '}' => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}

/// Behind a text in quotes on one line; behind the quote where none closes it.
fn end_of_quoted(pattern: &str, start: usize, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, sign) in pattern[start + 1..].char_indices() {
        match sign {
            '\n' => break,
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if sign == quote => return start + 1 + at + 1,
            _ => {}
        }
    }
    start + 1
}

fn head(pattern: &str, open: usize) -> Head<'_> {
    let before = pattern[..open].trim_end();
    if pattern[open..].starts_with('{') {
        return head_of_braces(before);
    }
    let (word, rest) = last_word(before);
    if TAKING.contains(&word) {
        return Head::Word(word);
    }
    let (further, _) = last_word(rest.trim_end());
    let follows_word = rest.ends_with([' ', '\n', '\t']) && !further.is_empty();
    match pattern[open..].starts_with('(') && follows_word && !BEFORE_CALLS.contains(&further) {
        true => Head::Parameters,
        false => Head::Plain,
    }
}

fn head_of_braces<'p>(before: &'p str) -> Head<'p> {
    if before.ends_with(['=', ':', '(', '[', ',', '?', '&', '|']) || before.ends_with("return") {
        return Head::Value;
    }
    let start = before.rfind(['{', '}', ';']).map_or(0, |end| end + 1);
    let mut words = before[start..].split(|sign: char| !sign.is_alphanumeric());
    let tells = |word: &'p str| match word {
        word if MEMBERS.contains(&word) => Some(Head::Members(word)),
        word if CASES.contains(&word) => Some(Head::Word(word)),
        _ => None,
    };
    words.find_map(tells).unwrap_or(Head::Plain)
}

/// The word that a text ends with, its dollar with it, and what is before it.
fn last_word(text: &str) -> (&str, &str) {
    let is_part = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '$' | '>' | ']');
    let rest = text.trim_end_matches(is_part);
    (&text[rest.len()..], rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(pattern: &str) -> Vec<Place<'_>> {
        let dots = pattern.match_indices("...");
        dots.map(|(at, dots)| Place::of(pattern, at..at + dots.len()))
            .collect()
    }

    #[test]
    fn a_place_is_told_by_the_brackets_around_it() {
        let found = places(
            "class $K {\n  ...\n  void $M(...) {\n    ...\n    f(\"(\", ...);\n  }\n  ...\n}",
        );
        let heads: Vec<Head<'_>> = found.iter().map(|place| place.head).collect();
        assert_eq!(
            heads,
            [
                Head::Members("class"),
                Head::Parameters,
                Head::Plain,
                Head::Plain,
                Head::Members("class"),
            ]
        );
        let inside: String = found.iter().filter_map(|place| place.inside).collect();
        assert_eq!(inside, "{({({");
        assert!(found.iter().all(|place| place.beside.is_none()));
    }

    #[test]
    fn an_object_is_a_value() {
        let found = places("x = {..., a: [...], ...}");
        let heads: Vec<Head<'_>> = found.iter().map(|place| place.head).collect();
        assert_eq!(heads, [Head::Value, Head::Plain, Head::Value]);
        assert_eq!(places("$X + ...")[0].beside, Some(('+', '\n')));
    }
}
