//! Words that hide findings on their line, with codes of rules behind them or without.

use super::{Form, Reach, find, is_alone, is_in_comment, opens_comment};

/// One of them is in every text with such a comment.
pub(super) const WORDS: &[&str] = &["noqa", "NOQA", "NoQA", "nosec", "NOSONAR", "gitleaks:allow"];

/// The comments on a line: the rules they name, none for all, and what they are about.
pub(super) fn read(line: &str) -> Vec<(Form, Option<Vec<String>>, Reach)> {
    [noqa(line), nosec(line), nosonar(line), gitleaks(line)]
        .into_iter()
        .flatten()
        .collect()
}

/// `# noqa`, `# noqa: S608,E501`; `# flake8: noqa` and `# ruff: noqa: S608` are about the file.
fn noqa(line: &str) -> Option<(Form, Option<Vec<String>>, Reach)> {
    let at = ["noqa", "NOQA", "NoQA"]
        .iter()
        .find_map(|word| find(line, word))?;
    let (before, rest) = (line[..at].trim_end(), &line[at + 4..]);
    let of_tool = |name: &str| {
        before
            .strip_suffix(':')
            .and_then(|before| before.trim_end().strip_suffix(name))
            .is_some_and(|before| opens_comment(before) && is_alone(before))
    };
    let reach = match () {
        () if of_tool("flake8") || of_tool("ruff") => Reach::File,
        () if before.ends_with('#') => Reach::Line,
        () => return None,
    };
    if rest.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
        return None;
    }
    let codes = rest
        .trim_start()
        .strip_prefix(':')
        .map(|list| codes(list, is_noqa_code));
    Some((Form::Noqa, codes, reach))
}

/// `#nosec`, `# nosec B608, B307`, `// #nosec G201 -- reason`: what is no code is a reason.
fn nosec(line: &str) -> Option<(Form, Option<Vec<String>>, Reach)> {
    let at = find(line, "nosec")?;
    let (before, rest) = (line[..at].trim_end(), &line[at + 5..]);
    let goes_on = rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    if goes_on || !before.ends_with(['#', '/']) {
        return None;
    }
    let codes = codes(rest.trim_start().trim_start_matches(':'), is_numbered);
    let reach = if is_alone(before) {
        Reach::LineAndNext
    } else {
        Reach::Line
    };
    Some((Form::Nosec, (!codes.is_empty()).then_some(codes), reach))
}

/// `NOSONAR` anywhere in a comment; what follows is a reason.
fn nosonar(line: &str) -> Option<(Form, Option<Vec<String>>, Reach)> {
    let at = find(line, "NOSONAR")?;
    is_in_comment(&line[..at]).then_some((Form::Sonar, None, Reach::Line))
}

fn gitleaks(line: &str) -> Option<(Form, Option<Vec<String>>, Reach)> {
    find(line, "gitleaks:allow").map(|_| (Form::Gitleaks, None, Reach::Line))
}

/// The codes at the start of a list with commas or spaces between.
fn codes(list: &str, is_code: impl Fn(&str) -> bool) -> Vec<String> {
    let words = list.split([',', ' ', '\t']).filter(|word| !word.is_empty());
    words
        .take_while(|word| is_code(word))
        .map(str::to_owned)
        .collect()
}

/// Letters, then digits: `S608`, `PLR0913`.
fn is_noqa_code(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
    digits.len() < word.len() && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Of bandit or gosec.
fn is_numbered(word: &str) -> bool {
    word.strip_prefix(['B', 'G'])
        .is_some_and(|digits| digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()))
}
