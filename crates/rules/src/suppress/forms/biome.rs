//! Biome's comments: <https://biomejs.dev/analyzer/suppressions/>.

use super::{Reach, find, opens_comment};

/// One of them is in every text with such a comment.
pub(super) const WORDS: &[&str] = &["biome-ignore"];

/// The longer words first.
const FORMS: [(&str, Reach); 4] = [
    ("biome-ignore-all", Reach::File),
    ("biome-ignore-start", Reach::From),
    ("biome-ignore-end", Reach::End),
    ("biome-ignore", Reach::Next),
];

/// The comment on a line. One without a reason is none to Biome either, and one about groups of rules means too many.
pub(super) fn read(line: &str) -> Option<(Option<Vec<String>>, Reach)> {
    let (at, word, reach) = FORMS
        .iter()
        .find_map(|(word, reach)| Some((find(line, word)?, word, *reach)))?;
    let (before, rest) = (&line[..at], &line[at + word.len()..]);
    if !opens_comment(before) || !rest.starts_with([' ', '\t']) {
        return None;
    }
    let (list, _reason) = rest.split_once(':')?;
    let mut names = Vec::new();
    for word in list.split_whitespace() {
        let mut parts = word.split('/');
        if parts.next() != Some("lint") {
            continue;
        }
        match (parts.next(), parts.next()) {
            (None, _) => return Some((None, reach)),
            (Some(_), Some(_)) => names.push(word.to_owned()),
            (Some(_), None) => {}
        }
    }
    (!names.is_empty()).then_some((Some(names), reach))
}
