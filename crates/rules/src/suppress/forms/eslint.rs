//! ESLint's comments: <https://eslint.org/docs/latest/use/configure/rules#disabling-rules>.

use super::{Reach, find, opens_comment, without_end};

/// One of them is in every text with such a comment.
pub(super) const WORDS: &[&str] = &["eslint-disable", "eslint-enable"];

/// The longer words first.
const FORMS: [(&str, Reach); 4] = [
    ("eslint-disable-next-line", Reach::Next),
    ("eslint-disable-line", Reach::Line),
    ("eslint-disable", Reach::From),
    ("eslint-enable", Reach::End),
];

/// The comments on a line, one for each rule that is named: each of them ends by itself.
pub(super) fn read(line: &str) -> Vec<(Option<Vec<String>>, Reach)> {
    let Some((at, word, reach)) = FORMS
        .iter()
        .find_map(|(word, reach)| Some((find(line, word)?, word, *reach)))
    else {
        return Vec::new();
    };
    let (before, rest) = (&line[..at], &line[at + word.len()..]);
    // Whole stretches are marked by block comments alone.
    let is_block = before.trim_end().ends_with("/*");
    let is_stretch = matches!(reach, Reach::From | Reach::End);
    let goes_on =
        rest.starts_with(|c: char| c.is_alphanumeric() || c == '-' && !rest.starts_with("--"));
    if goes_on || !opens_comment(before) || is_stretch && !is_block {
        return Vec::new();
    }
    let inside = if is_block {
        rest.split("*/").next().unwrap_or(rest)
    } else {
        without_end(rest)
    };
    let list = inside.split("--").next().unwrap_or(inside);
    let ids: Vec<_> = list
        .split(',')
        .map(str::trim)
        .filter(|id| !id.is_empty())
        .collect();
    if ids.is_empty() {
        return vec![(None, reach)];
    }
    ids.into_iter()
        .map(|id| (Some(vec![id.to_owned()]), reach))
        .collect()
}
