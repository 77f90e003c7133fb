//! How a comment that hides findings is written: in our own form, and in those of other tools.
//!
//! What other tools call a rule is among the equivalents of ours (`bandit/B307`, `eslint/no-eval`): a comment of another
//! tool hides what that tool would have found there, and nothing else.

mod biome;
mod codes;
mod eslint;
mod own;

use assay_languages::Lang;
use assay_model::RuleInfo;

use super::{Comment, Fault};

pub(super) use own::{after_ast_grep, of_ast_grep};

/// Who made a form up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// `assay-ignore`.
    Assay,
    /// `ast-grep-ignore`.
    AstGrep,
    /// `nosemgrep` and `nosem`.
    Nosem,
    /// `noqa` of flake8 and ruff.
    Noqa,
    /// `nosec` of bandit and gosec.
    Nosec,
    /// `NOSONAR`, and `@SuppressWarnings` with Sonar's keys.
    Sonar,
    /// `gitleaks:allow`.
    Gitleaks,
    /// `eslint-disable` and its relatives.
    Eslint,
    /// `biome-ignore` and its relatives.
    Biome,
}

/// Which findings a comment is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Those on its line.
    Line,
    /// Those on the next line, past other comments of this sort.
    Next,
    /// Both.
    LineAndNext,
    /// Those of the whole file.
    File,
    /// Those from its line to a comment that ends it, or to the end of the file.
    From,
    /// It ends such a comment of its form, if it names the same rule or none.
    End,
}

/// What stands on a line.
pub(super) type Written = Result<(Comment, Reach), Fault>;

/// What Sonar and gitleaks call secrets.
const SECRETS: [&str; 3] = ["CWE-798", "CWE-259", "CWE-321"];

impl Form {
    /// The tools that know the comment, by the names that equivalents begin with. Of tools whose rules Assay runs itself
    /// the ids count.
    fn tools(self) -> &'static [&'static str] {
        match self {
            Form::Assay | Form::AstGrep | Form::Nosem | Form::Gitleaks => &[],
            // Flake8 and ruff run bandit's tests, too.
            Form::Noqa => &["flake8", "bandit"],
            Form::Nosec => &["bandit", "gosec"],
            Form::Sonar => &["sonar"],
            Form::Eslint => &["eslint"],
            Form::Biome => &["biome"],
        }
    }

    /// Whether a comment that names no rule is about this one: another tool's is where that tool has such a rule.
    pub(super) fn covers(self, rule: &RuleInfo) -> bool {
        match self {
            Form::Assay | Form::AstGrep | Form::Nosem => true,
            Form::Gitleaks => rule
                .classes
                .cwe
                .iter()
                .any(|id| SECRETS.contains(&id.as_str())),
            _ => equivalents(rule, self.tools()).next().is_some(),
        }
    }

    /// Whether an id in a comment means a rule.
    pub(super) fn names(self, id: &str, rule: &RuleInfo) -> bool {
        let code = match self {
            Form::Assay | Form::AstGrep | Form::Nosem => {
                return rule.ids().any(|name| own::names(self, id, name));
            }
            // They number bandit's tests in a series of their own.
            Form::Noqa => match id.strip_prefix('S') {
                Some(number) => &format!("B{number}"),
                None => id,
            },
            Form::Sonar => id.rsplit(':').next().unwrap_or(id),
            Form::Eslint => id.strip_prefix("@typescript-eslint/").unwrap_or(id),
            Form::Biome => id.rsplit('/').next().unwrap_or(id),
            Form::Nosec | Form::Gitleaks => id,
        };
        equivalents(rule, self.tools()).any(|name| name == code)
    }

    /// Whether an id in a comment is one of ours, and which. Codes of other tools are none.
    pub(super) fn names_id(self, id: &str, rule: &str) -> bool {
        let is_for_ours = matches!(self, Form::Assay | Form::AstGrep | Form::Nosem);
        is_for_ours && own::names(self, id, rule)
    }

    /// What to write instead of a malformed comment.
    pub(super) fn help(self) -> &'static str {
        match self {
            Form::AstGrep => {
                "write `ast-grep-ignore` to suppress all rules, or `ast-grep-ignore: rule-id, other-id`"
            }
            Form::Nosem => {
                "write `nosemgrep` to suppress all rules, or `nosemgrep: rule-id, other-id`"
            }
            _ => {
                "write `assay-ignore: rule-id -- reason`, with commas between several IDs, or `assay-ignore` for all rules"
            }
        }
    }
}

/// What these tools call a rule about the same fault.
fn equivalents<'r>(rule: &'r RuleInfo, tools: &'r [&str]) -> impl Iterator<Item = &'r str> {
    let of_tools = |name: &'r String| {
        let (tool, code) = name.split_once('/')?;
        tools.contains(&tool).then_some(code)
    };
    rule.naming.equivalents.iter().filter_map(of_tools)
}

/// Whether a text may hold such a comment at all.
pub(super) fn is_possible(text: &str) -> bool {
    own::is_possible(text)
        || [codes::WORDS, eslint::WORDS, biome::WORDS]
            .iter()
            .any(|words| words.iter().any(|word| find(text, word).is_some()))
}

/// The comments on a line (counted from 1).
pub(super) fn read_line(line: &str, number: u32) -> Vec<Written> {
    let comment = |form: Form, ids: Option<Vec<String>>| Comment {
        form,
        ids,
        line: number,
        text: line.trim().to_owned(),
        until: None,
    };
    let mut written = Vec::new();
    match own::read(line) {
        Some((form, Ok((ids, reach)))) => written.push(Ok((comment(form, ids), reach))),
        Some((form, Err(message))) => written.push(Err(Fault {
            form,
            line: number,
            message,
        })),
        None => {}
    }
    for (form, ids, reach) in codes::read(line) {
        written.push(Ok((comment(form, ids), reach)));
    }
    for (ids, reach) in eslint::read(line) {
        written.push(Ok((comment(Form::Eslint, ids), reach)));
    }
    if let Some((ids, reach)) = biome::read(line) {
        written.push(Ok((comment(Form::Biome, ids), reach)));
    }
    written
}

fn find(text: &str, word: &str) -> Option<usize> {
    memchr::memmem::find(text.as_bytes(), word.as_bytes())
}

/// Whether what stands before a word is the sign of a comment. A file may hold several languages, so any
/// language's sign counts; so does the `*` that lines of a block comment start with.
fn opens_comment(before: &str) -> bool {
    let before = before.trim_end();
    let in_block = || !before.is_empty() && before.trim_start().chars().all(|c| "/*!".contains(c));
    in_block() || signs().any(|sign| before.ends_with(sign))
}

/// Whether a comment may have begun before a word, with other words between.
fn is_in_comment(before: &str) -> bool {
    before.trim_start().starts_with('*') || signs().any(|sign| before.contains(sign))
}

/// What comments begin with, in any language.
fn signs() -> impl Iterator<Item = &'static str> {
    Lang::all().flat_map(|lang| {
        let comments = lang.profile().comments;
        let blocks = comments.block.iter().map(|block| block.open);
        comments.line.iter().copied().chain(blocks)
    })
}

/// Whether nothing but signs of comments stands before a word.
fn is_alone(before: &str) -> bool {
    let before = before.trim_end();
    let without_sign = signs().filter_map(|sign| before.strip_suffix(sign));
    let before = without_sign
        .min_by_key(|shorter| shorter.len())
        .unwrap_or(before);
    !before.contains(|c: char| c.is_alphanumeric() || ")]};\"'`".contains(c))
}

/// A comment without the sign that ends it.
fn without_end(rest: &str) -> &str {
    let rest = rest.trim_end().trim_end_matches('}').trim_end();
    let blocks = Lang::all().flat_map(|lang| lang.profile().comments.block);
    let ends = blocks.filter_map(|block| rest.strip_suffix(block.close));
    ends.min_by_key(|shorter| shorter.len()).unwrap_or(rest)
}
