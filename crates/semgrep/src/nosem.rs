//! `nosemgrep` and `nosem` comments: which findings of this dialect a comment in the code hides.
//!
//! With no id it hides all of its line, or of the next line if nothing but it stands there; with ids
//! after a colon, only rules with such an id or with one that ends in it after a dot or a slash.

use assay_model::{Problem, ProblemKind};

/// The comments of one text, line by line.
pub struct Nosem<'t> {
    lines: Vec<(u32, Comment<'t>)>,
}

/// One such comment.
struct Comment<'t> {
    /// The rules it names; none hides all.
    ids: Option<Vec<&'t str>>,
    /// Whether it stands alone on its line.
    alone: bool,
    /// What is wrong with it.
    fault: Option<String>,
    text: &'t str,
}

impl<'t> Nosem<'t> {
    /// Collects the comments of a text. Lines count from 0.
    pub fn collect(text: &'t str) -> Nosem<'t> {
        let mut lines = Vec::new();
        if find_word(text).is_some() {
            for (line, number) in text.lines().zip(0u32..) {
                lines.extend(comment(line).map(|comment| (number, comment)));
            }
        }
        Nosem { lines }
    }

    /// The comment that hides a finding of a rule that starts on a line (from 0): its own line, from 1, and its text.
    pub fn hides(&self, rule: &str, line: usize) -> Option<(u32, &str)> {
        let at = |number: usize| {
            let place = self
                .lines
                .binary_search_by_key(&number, |(line, _)| *line as usize)
                .ok()?;
            Some(&self.lines[place])
        };
        let above = line
            .checked_sub(1)
            .and_then(at)
            .filter(|(_, comment)| comment.alone);
        let candidates = at(line).into_iter().chain(above);
        candidates
            .filter(|(_, comment)| comment.hides(rule))
            .map(|(line, comment)| (line + 1, comment.text))
            .next()
    }

    /// What is wrong with comments that hide nothing.
    pub fn problems(&self, path: &str) -> Vec<Problem> {
        let problem = |(line, comment): &(u32, Comment<'_>)| {
            let fault = comment.fault.as_ref()?;
            Some(Problem {
                kind: ProblemKind::Unsupported,
                message: format!("this comment hides nothing: {fault}"),
                help: Some(
                    "write `nosemgrep` to hide all, or `nosemgrep: rule-id, other-id`".to_owned(),
                ),
                path: Some(path.to_owned()),
                line: Some(line + 1),
                col: Some(1),
                rule_id: None,
            })
        };
        self.lines.iter().filter_map(problem).collect()
    }
}

impl Comment<'_> {
    fn hides(&self, rule: &str) -> bool {
        self.fault.is_none()
            && self.ids.as_ref().is_none_or(|ids| {
                ids.iter().any(|id| {
                    let head = rule.strip_suffix(id);
                    head.is_some_and(|head| head.is_empty() || head.ends_with(['.', '/']))
                })
            })
    }
}

/// Where `nosem` stands first, in any case.
fn find_word(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'n', b'N', bytes).find(|at| {
        bytes
            .get(*at..at + 5)
            .is_some_and(|word| word.eq_ignore_ascii_case(b"nosem"))
    })
}

/// The comment on a line: the word after a space, not in the middle of prose or of a name.
fn comment(line: &str) -> Option<Comment<'_>> {
    let mut from = 0;
    let (start, after) = loop {
        let at = from + find_word(&line[from..])?;
        let long = line.as_bytes()[at..]
            .get(..9)
            .is_some_and(|word| word.eq_ignore_ascii_case(b"nosemgrep"));
        let after = at + if long { 9 } else { 5 };
        let is_word = line[..at].ends_with([' ', '\t'])
            && !line[after..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
        if is_word {
            break (at, after);
        }
        from = at + 5;
    };
    let alone = !line[..start].contains(|c: char| c.is_ascii_alphanumeric());
    let (ids, fault) = named(&line[after..]);
    Some(Comment {
        ids,
        alone,
        fault,
        text: line.trim(),
    })
}

/// The ids after a colon or an equals sign.
fn named(rest: &str) -> (Option<Vec<&str>>, Option<String>) {
    let Some(list) = rest.strip_prefix([':', '=']) else {
        // Whoever writes ids means to hide those only, not all that a comment without ids would.
        let is_spaced = rest.trim_start().starts_with(':');
        let fault = is_spaced.then(|| "the colon must follow the word at once".to_owned());
        return (None, fault);
    };
    let first_word =
        |part: &'_ str| -> Option<usize> { part.split_whitespace().next().map(str::len) };
    let mut ids = Vec::new();
    for part in list.split(',') {
        let part = part.trim_start();
        let Some(length) = first_word(part) else {
            return (None, Some("an id is missing".to_owned()));
        };
        let id = part[..length].trim_matches(['"', '\'']);
        let is_valid = !id.is_empty()
            && id
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/'));
        if !is_valid {
            return (None, Some(format!("`{id}` is not an id")));
        }
        ids.push(id);
    }
    (Some(ids), None)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines (from 0) on which the rule `a.b.rule-x` is hidden, and how many comments are malformed.
    fn check(text: &str, hidden: &[usize], malformed: usize) {
        let nosem = Nosem::collect(text);
        let lines: Vec<usize> = (0..text.lines().count())
            .filter(|line| nosem.hides("a.b.rule-x", *line).is_some())
            .collect();
        assert_eq!(lines, hidden, "{text}");
        assert_eq!(nosem.problems("f").len(), malformed, "{text}");
    }

    #[test]
    fn comments_hide_their_line_or_the_next() {
        check("a\nb # nosem\nc", &[1], 0);
        check("a\nb // NOSEMGREP\nc", &[1], 0);
        check("a\n  # nosemgrep\nc\nd", &[1, 2], 0);
        check("b # nosem\nc", &[0], 0);
    }

    #[test]
    fn ids_are_whole_or_tails() {
        check("a # nosem: rule-x", &[0], 0);
        check("a # nosem: b.rule-x", &[0], 0);
        check("a # nosem:a.b.rule-x", &[0], 0);
        check("a # nosem: other, rule-x -- why", &[0], 0);
        check("a # nosem: x", &[], 0);
        check("a # nosem: other", &[], 0);
    }

    #[test]
    fn malformed_comments_hide_nothing() {
        check("a # nosem:", &[], 1);
        check("a # nosem: rule-x,", &[], 1);
        check("a # nosem: $bad", &[], 1);
        check("a # nosem : rule-x", &[], 1);
    }

    #[test]
    fn prose_and_names_are_no_comments() {
        check("a.nosem()", &[], 0);
        check("a # nosemantics", &[], 0);
        check("a #nosem", &[], 0);
    }
}
