//! Our own form, and those of the tools whose rules Assay runs.

use super::{Form, Reach, find, is_alone, opens_comment, without_end};

const OURS: &str = "assay-ignore";
const AST_GREP: &str = "ast-grep-ignore";

/// The rules that a comment names, none for all, and what it is about; or what is wrong with it.
type Said = Result<(Option<Vec<String>>, Reach), String>;

/// Whether an id in a comment means a rule of this id. But for ast-grep, what stands in front of its last parts may be
/// left out.
pub(super) fn names(form: Form, id: &str, rule: &str) -> bool {
    rule.strip_suffix(id)
        .is_some_and(|head| head.is_empty() || form != Form::AstGrep && head.ends_with(['.', '/']))
}

/// Whether a text may hold such a comment at all.
pub(super) fn is_possible(text: &str) -> bool {
    find(text, OURS).is_some() || find(text, AST_GREP).is_some() || find_nosem(text).is_some()
}

/// The comment on a line.
pub(super) fn read(line: &str) -> Option<(Form, Said)> {
    let (form, start, end) = worded(line, OURS, Form::Assay)
        .or_else(|| worded(line, AST_GREP, Form::AstGrep))
        .or_else(|| nosem(line))?;
    let ids = match form {
        Form::AstGrep => Ok(of_ast_grep(&line[end..])),
        Form::Nosem => of_nosem(&line[end..]),
        _ => ours(&line[end..]),
    };
    let before = &line[..start];
    let reach = match form {
        // As Semgrep sees it.
        Form::Nosem if !before.contains(|c: char| c.is_ascii_alphanumeric()) => Reach::LineAndNext,
        Form::Assay | Form::AstGrep if is_alone(before) => Reach::Next,
        _ => Reach::Line,
    };
    Some((form, ids.map(|ids| (ids, reach))))
}

/// The rules after the colon of `ast-grep-ignore`; without a colon all are meant.
pub(in super::super) fn of_ast_grep(rest: &str) -> Option<Vec<String>> {
    let (_, names) = rest.trim().split_once(':')?;
    let first_word = |name: &str| {
        let word = name.trim_start().split(' ').next();
        word.unwrap_or_default().trim_end().to_owned()
    };
    Some(names.split(',').map(first_word).collect())
}

/// Whether a comment, without its sign, is ast-grep's; what follows the word.
pub(in super::super) fn after_ast_grep(text: &str) -> Option<&str> {
    text.strip_prefix(AST_GREP)
}

/// Where a word is that is the first of a comment and not part of a longer one.
fn worded(line: &str, word: &str, form: Form) -> Option<(Form, usize, usize)> {
    let starts = memchr::memmem::find_iter(line.as_bytes(), word.as_bytes());
    let is_whole = |at: &usize| {
        let rest = &line[at + word.len()..];
        let goes_on = rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
            || rest.starts_with('-') && !rest.starts_with("--");
        !goes_on && opens_comment(&line[..*at])
    };
    let start = starts.into_iter().find(is_whole)?;
    Some((form, start, start + word.len()))
}

/// The ids of our own form: before the reason, which two dashes start.
fn ours(rest: &str) -> Result<Option<Vec<String>>, String> {
    let rest = without_end(rest);
    let list = match rest.trim_start().split_once("--") {
        Some((list, _)) if list.is_empty() || list.ends_with(char::is_whitespace) => list,
        _ => rest.trim_start(),
    };
    match list.trim_end().strip_prefix(':') {
        Some(list) => ids(list).map(Some),
        None if list.trim().is_empty() => Ok(None),
        None => Err("put a colon before the rule IDs and `--` before the reason".to_owned()),
    }
}

/// The ids of `nosem`, after a colon or an equals sign.
fn of_nosem(rest: &str) -> Result<Option<Vec<String>>, String> {
    match rest.strip_prefix([':', '=']) {
        Some(list) => ids(list).map(Some),
        // Whoever writes ids means to hide those only, not all that a comment without ids would.
        None if rest.trim_start().starts_with(':') => {
            Err("remove the space before the colon".to_owned())
        }
        None => Ok(None),
    }
}

/// Ids between commas; of each part the first word.
fn ids(list: &str) -> Result<Vec<String>, String> {
    let id = |part: &str| {
        let word = part
            .split_whitespace()
            .next()
            .ok_or("a rule ID is missing")?;
        let id = word.trim_matches(['"', '\'']);
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/');
        if id.is_empty() || !id.chars().all(is_part) {
            return Err(format!("`{id}` is not a valid rule ID"));
        }
        Ok(id.to_owned())
    };
    list.split(',').map(id).collect()
}

/// Where `nosem` stands first, in any case.
fn find_nosem(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'n', b'N', bytes).find(|at| {
        bytes
            .get(*at..at + 5)
            .is_some_and(|word| word.eq_ignore_ascii_case(b"nosem"))
    })
}

/// Where `nosem` or `nosemgrep` is after a space or right behind the sign of a comment, not in the middle of prose or
/// of a name.
fn nosem(line: &str) -> Option<(Form, usize, usize)> {
    let mut from = 0;
    loop {
        let start = from + find_nosem(&line[from..])?;
        let long = line.as_bytes()[start..]
            .get(..9)
            .is_some_and(|word| word.eq_ignore_ascii_case(b"nosemgrep"));
        let end = start + if long { 9 } else { 5 };
        let before = &line[..start];
        let opens_comment =
            before.ends_with(['#', '*']) || before.ends_with("//") && !before.ends_with("://");
        let is_word = (before.ends_with([' ', '\t']) || opens_comment)
            && !line[end..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
        if is_word {
            return Some((Form::Nosem, start, end));
        }
        from = start + 5;
    }
}
