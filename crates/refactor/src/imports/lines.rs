//! Where imports stand, and those that are one line each.

use std::ops::Range;

use assay_languages::ImportForm;

use super::{Statement, sorted};

/// Lines of imports that stand together, at the left edge of the text.
pub fn groups_of(text: &str, form: ImportForm) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    let (mut at, mut in_list, mut open) = (0, false, 0i32);
    let mut quote: Option<&str> = None;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let said = line.trim_end();
        // Texts of several lines may say anything.
        if let Some(mark) = quote {
            if said.contains(mark) {
                quote = None;
            }
            continue;
        }
        let triple = ["\"\"\"", "'''", "/*"]
            .into_iter()
            .find(|mark| said.trim_start().starts_with(mark));
        if let Some(mark) = triple {
            let end = if mark == "/*" { "*/" } else { mark };
            if !said.trim_start()[mark.len()..].contains(end) {
                quote = Some(end);
            }
            continue;
        }
        if form == ImportForm::Listed {
            match (in_list, said) {
                (false, "import (") => in_list = true,
                (true, ")") => in_list = false,
                (true, said)
                    if said.trim_start().starts_with('"')
                        || said.ends_with('"')
                        || said.contains("\" //") =>
                {
                    push(&mut groups, start..at)
                }
                _ => {}
            }
            continue;
        }
        let begins = match form {
            ImportForm::Named => {
                said.starts_with("import ")
                    || said.starts_with("import{")
                    || said.starts_with("import\"")
                    || said.starts_with("import '")
            }
            ImportForm::Dotted => said.starts_with("import ") || said.starts_with("from "),
            _ => said.starts_with("import "),
        };
        let is_more = open > 0;
        if !begins && !is_more {
            continue;
        }
        let count = |sign: char| said.matches(sign).count() as i32;
        open += count('(') + count('{') - count(')') - count('}');
        push(&mut groups, start..at);
    }
    groups
}

fn push(groups: &mut Vec<Range<usize>>, line: Range<usize>) {
    match groups.last_mut().filter(|last| last.end == line.start) {
        Some(last) => last.end = line.end,
        None => groups.push(line),
    }
}

/// Statements of a group, which may have several lines each; none if a comment or something else stands between them.
pub fn statements(group: &str) -> Option<Vec<&str>> {
    let mut all = Vec::new();
    let (mut start, mut at, mut open) = (0, 0, 0i32);
    for line in group.split_inclusive('\n') {
        at += line.len();
        let count = |sign: char| line.matches(sign).count() as i32;
        open += count('(') + count('{') - count(')') - count('}');
        if open < 0 || line.trim_end().ends_with('\\') {
            return None;
        }
        if open == 0 {
            all.push(&group[start..at]);
            start = at;
        }
    }
    (start == at).then_some(all)
}

/// Whether a text that is no code may mean a name.
pub fn is_said(text: &str, name: &str, form: ImportForm) -> bool {
    let is_word = |sign: char| sign.is_alphanumeric() || sign == '_' || sign == '$';
    text.lines().any(|line| {
        let said = line.trim_start();
        let counts = match form {
            // Types may be written in quotes, and lists of exported names are.
            ImportForm::Dotted => {
                line.contains(['"', '\''])
                    && !said.starts_with("import ")
                    && !said.starts_with("from ")
            }
            ImportForm::Named => {
                (said.starts_with('*') || said.starts_with("/*") || said.starts_with("//"))
                    && said.contains('@')
            }
            ImportForm::Single => said.starts_with('*') || said.starts_with("/*"),
            ImportForm::Listed => false,
        };
        counts
            && line.match_indices(name).any(|(at, _)| {
                !line[..at].ends_with(is_word) && !line[at + name.len()..].starts_with(is_word)
            })
    })
}

/// `"a/b"`, one a line.
pub fn listed(group: &str, used: &dyn Fn(&str) -> bool) -> Option<String> {
    let mut kept = Vec::new();
    for line in group.split_inclusive('\n') {
        let said = line.trim();
        if said.contains("//") || !line.ends_with('\n') {
            return None;
        }
        let (alias, path) = said.split_once('"')?;
        let (alias, path) = (alias.trim(), path.strip_suffix('"')?);
        // Only of the standard library is the name of a package known by its path.
        let last = path.rsplit('/').next().unwrap_or(path);
        let is_standard = !path.split('/').next().unwrap_or_default().contains('.');
        let is_versioned =
            last.starts_with('v') && last[1..].chars().all(|sign| sign.is_ascii_digit());
        let name = match alias {
            "" if is_standard && !is_versioned => Some(last),
            "" | "_" | "." => None,
            alias => Some(alias),
        };
        if name.is_none_or(used) {
            kept.push(Statement {
                text: line.to_owned(),
                key: (0, path.to_owned()),
            });
        }
    }
    Some(sorted(kept))
}

/// `import a.b.C;`
pub fn single(group: &str, used: &dyn Fn(&str) -> bool) -> Option<String> {
    let mut kept = Vec::new();
    for line in group.split_inclusive('\n') {
        let said = line.trim_end();
        let path = said.strip_prefix("import ")?.strip_suffix(';')?.trim();
        if !line.ends_with('\n') {
            return None;
        }
        let (place, path) = match path.strip_prefix("static ") {
            Some(path) => (1, path.trim()),
            None => (0, path),
        };
        let name = path.rsplit('.').next().unwrap_or(path);
        if name == "*" || used(name) {
            kept.push(Statement {
                text: line.to_owned(),
                key: (place, path.to_owned()),
            });
        }
    }
    // Static ones may come first: then they stay first.
    if group.starts_with("import static ") {
        for one in &mut kept {
            one.key.0 = 1 - one.key.0;
        }
    }
    Some(sorted(kept))
}
