//! How a comment that hides findings is written, in our own form and in those of other tools.

use assay_languages::Lang;

use super::{Comment, Fault};

/// Who made a form up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `assay-ignore`.
    Assay,
    /// `ast-grep-ignore`.
    AstGrep,
    /// `nosemgrep` and `nosem`.
    Nosem,
}

const OURS: &str = "assay-ignore";
const AST_GREP: &str = "ast-grep-ignore";

impl Form {
    /// Whether an id in a comment means a rule. But for ast-grep, what stands in front of its last parts may be left out.
    pub(super) fn names(self, id: &str, rule: &str) -> bool {
        rule.strip_suffix(id).is_some_and(|head| {
            head.is_empty() || self != Form::AstGrep && head.ends_with(['.', '/'])
        })
    }

    /// What to write instead of a malformed comment.
    pub(super) fn help(self) -> &'static str {
        match self {
            Form::Assay => {
                "write `assay-ignore: rule-id -- reason`, with commas between several IDs, or `assay-ignore` for all rules"
            }
            Form::AstGrep => {
                "write `ast-grep-ignore` to suppress all rules, or `ast-grep-ignore: rule-id, other-id`"
            }
            Form::Nosem => {
                "write `nosemgrep` to suppress all rules, or `nosemgrep: rule-id, other-id`"
            }
        }
    }
}

/// Whether a text may hold such a comment at all.
pub(super) fn is_possible(text: &str) -> bool {
    let has = |word: &str| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    has(OURS) || has(AST_GREP) || find_nosem(text).is_some()
}

/// The comment on a line (counted from 1), and whether it stands there alone.
pub(super) fn read_line(line: &str, number: u32) -> Option<Result<(Comment, bool), Fault>> {
    let (form, start, end) = worded(line, OURS, Form::Assay)
        .or_else(|| worded(line, AST_GREP, Form::AstGrep))
        .or_else(|| nosem(line))?;
    let ids = match form {
        Form::Assay => ours(&line[end..]),
        Form::AstGrep => Ok(of_ast_grep(&line[end..])),
        Form::Nosem => of_nosem(&line[end..]),
    };
    let before = &line[..start];
    let alone = match form {
        // As Semgrep sees it.
        Form::Nosem => !before.contains(|c: char| c.is_ascii_alphanumeric()),
        _ => !before.contains(|c: char| c.is_alphanumeric() || ")]};\"'`".contains(c)),
    };
    Some(match ids {
        Ok(ids) => Ok((
            Comment {
                form,
                ids,
                line: number,
                text: line.trim().to_owned(),
            },
            alone,
        )),
        Err(message) => Err(Fault {
            form,
            line: number,
            message,
        }),
    })
}

/// The rules after the colon of `ast-grep-ignore`; without a colon all are meant.
pub(super) fn of_ast_grep(rest: &str) -> Option<Vec<String>> {
    let (_, names) = rest.trim().split_once(':')?;
    let first_word = |name: &str| {
        let word = name.trim_start().split(' ').next();
        word.unwrap_or_default().trim_end().to_owned()
    };
    Some(names.split(',').map(first_word).collect())
}

/// Whether a comment, without its sign, is ast-grep's; what follows the word.
pub(super) fn after_ast_grep(text: &str) -> Option<&str> {
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

/// Whether what stands before a word is the sign of a comment. A file may hold several languages, so any
/// language's sign counts; so does the `*` that lines of a block comment start with.
fn opens_comment(before: &str) -> bool {
    let before = before.trim_end();
    let in_block = || !before.is_empty() && before.trim_start().chars().all(|c| "/*!".contains(c));
    let ends_with_sign = |lang: Lang| {
        let comments = lang.profile().comments;
        let blocks = comments.block.iter().map(|block| block.open);
        let mut signs = comments.line.iter().copied().chain(blocks);
        signs.any(|sign| before.ends_with(sign))
    };
    in_block() || Lang::all().any(ends_with_sign)
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

/// A comment without the sign that ends it.
fn without_end(rest: &str) -> &str {
    let rest = rest.trim_end().trim_end_matches('}').trim_end();
    let blocks = Lang::all().flat_map(|lang| lang.profile().comments.block);
    let ends = blocks.filter_map(|block| rest.strip_suffix(block.close));
    ends.min_by_key(|shorter| shorter.len()).unwrap_or(rest)
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
