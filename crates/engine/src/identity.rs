//! What makes a finding the same one in the next scan, in other checkouts and under another path.
//!
//! An identity is `<match>-<scope>-<ordinal>`: a hash of the first id of the rule and the matched text, one of the names of the
//! definitions around it, and its place among those of the file that are equal in both. White space, trailing commas,
//! semicolons and the sort of quotes do not count, so it survives inserted lines and formatters; the path is no part of
//! it. Surroundings are the lines before and after: they tell twins apart for a host that knows the former findings.

use std::collections::HashMap;
use std::ops::Range as Bytes;

use assay_text::LineIndex;
use tree_sitter::Tree;
use xxhash_rust::xxh3::Xxh3;

use crate::scopes::scopes;

/// Bytes of a match that count. Matches may lie in each other a thousand deep, so that hashing all of each would take
/// quadratic time; equal starts are told apart by their order.
const COUNTED: usize = 4096;
/// Bytes of a line around a match that count, and lines that are looked at for one that is not blank.
const LINE: usize = 200;
const LINES: u32 = 5;

/// What is known of where each match is, beside its text.
#[derive(Clone, Copy, Default)]
pub struct Scope(u64);

/// The scopes of matches in one tree; matches are in the order of their starts.
pub fn scopes_of(tree: &Tree, text: &str, matches: &[Bytes<usize>]) -> Vec<Scope> {
    let hash = |outer: Scope, name: &str| Scope(hash(&[&outer.0.to_le_bytes(), name.as_bytes()]));
    scopes(tree, text, matches, &hash)
}

/// Gives out the identities of one file, in the order of its findings.
#[derive(Default)]
pub struct Identities {
    seen: HashMap<(u64, u32), u32>,
}

impl Identities {
    /// The identity of the next finding.
    pub fn next(&mut self, rule: &str, matched: &str, scope: Scope) -> String {
        let matched = hash(&[
            rule.as_bytes(),
            normalised(head(matched, COUNTED)).as_bytes(),
        ]);
        // Half of it is plenty beside the match.
        let scope = scope.0 as u32;
        let ordinal = self.seen.entry((matched, scope)).or_default();
        let identity = format!("{matched:016x}-{scope:08x}-{ordinal}");
        *ordinal += 1;
        identity
    }
}

/// A hash of the lines before and after a match, half of it each.
pub fn surroundings(text: &str, index: &LineIndex, first: u32, last: u32) -> String {
    let line = |number: Option<u32>| {
        let start = index.start_of(number?)?;
        let line = head(&text[start..], LINE).lines().next()?;
        Some(normalised(line)).filter(|line| !line.is_empty())
    };
    let before = (1..=LINES).find_map(|away| line(first.checked_sub(away)));
    let after = (1..=LINES).find_map(|away| line(last.checked_add(away)));
    let half = |line: Option<String>| hash(&[line.unwrap_or_default().as_bytes()]) as u32;
    format!("{:08x}{:08x}", half(before), half(after))
}

/// Code without what a formatter changes.
fn normalised(code: &str) -> String {
    let mut plain = String::with_capacity(code.len());
    let mut pending = None;
    for word in code.split_whitespace() {
        let joins = pending.is_none() && plain.ends_with(is_word) && word.starts_with(is_word);
        if joins {
            plain.push(' ');
        }
        for sign in word.chars() {
            match sign {
                ';' => {}
                ',' => plain.extend(pending.replace(',')),
                ')' | ']' | '}' => {
                    pending = None;
                    plain.push(sign);
                }
                _ => {
                    plain.extend(pending.take());
                    plain.push(if matches!(sign, '\'' | '`') {
                        '"'
                    } else {
                        sign
                    });
                }
            }
        }
    }
    plain
}

fn is_word(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}

/// At most so many bytes from the start of a text, in whole characters.
fn head(text: &str, length: usize) -> &str {
    &text[..text.floor_char_boundary(length)]
}

fn hash(parts: &[&[u8]]) -> u64 {
    let mut hasher = Xxh3::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.digest()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formatters_change_nothing() {
        let same = |a: &str, b: &str| assert_eq!(normalised(a), normalised(b));
        same("f(a, b)", "f(\n    a,\n    b,\n)");
        same("f( 'x' );", "f(\"x\")");
        same("return  x", "return\n\tx");
        same("[1,2,]", "[1, 2]");
        let differ = |a: &str, b: &str| assert_ne!(normalised(a), normalised(b));
        differ("return x", "returnx");
        differ("f(a, b)", "f(a b)");
        differ("f(a)", "f(b)");
        differ("a b", "ab");
    }

    #[test]
    fn lines_around_are_the_nearest_that_are_not_blank() {
        let around = |text: &str, line: u32| surroundings(text, &LineIndex::new(text), line, line);
        assert_eq!(around("a\nX\nb\n", 2), around("q\n  a\n\n\nX\n\nb;\n", 5));
        assert_ne!(around("a\nX\nb\n", 2), around("a\nX\nc\n", 2));
        assert_eq!(around("X", 1), around("\nX\n", 2));
    }
}
