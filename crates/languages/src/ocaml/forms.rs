//! What stands for `...` and metavariables in patterns of OCaml: their place tells.

use std::ops::Range;

use assay_syntax::Dots;

/// An expression or a pattern, a case of a match, an expression before `;`, an item of a module, of a signature and
/// of a class, and a field of a type.
pub(super) const DOTS: &[Dots] = &[
    Dots("@", ""),
    Dots("@ -> @", ""),
    Dots("@;", ""),
    Dots("let @ = ()", ""),
    Dots("val @ : @", ""),
    Dots("method @ = ()", ""),
    Dots("@ : @", ""),
];

/// A name of a value, and one of a module or a constructor.
pub(super) const METAVARS: &[Dots] = &[Dots("@", ""), Dots("M@", "")];

/// Words that start an item of a module.
const ITEMS: &[&str] = &[
    "let",
    "type",
    "module",
    "open",
    "include",
    "exception",
    "external",
    "val",
    "class",
];

/// What must stand before an expression, at the end of what comes before.
const BEFORE_EXPRESSION: &[&str] = &[
    "=", "in", ";", "->", "then", "else", "do", "begin", "try", "match", "(", "[", "{", ",",
];

pub(super) fn choose(source: &str, hole: Range<usize>, is_dots: bool) -> &'static [usize] {
    let (before, after) = (&source[..hole.start], &source[hole.end..]);
    match is_dots {
        true => dots(before, after),
        false => metavar(before, after, &source[hole]),
    }
}

fn dots(before: &str, after: &str) -> &'static [usize] {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let is_own_line = line.trim().is_empty() && after.trim_start_matches(' ').starts_with('\n');
    let (before, after) = (before.trim_end(), after.trim_start());
    let next = word_at(after);
    let is_case = before.ends_with("with") || before.ends_with('|') || before.ends_with("function");
    if is_case && !after.starts_with("->") && next != "when" {
        return &[1, 0];
    }
    match opener(before) {
        "sig" => return &[4],
        "object" => return &[5, 0],
        "{" => return &[0, 6],
        _ => {}
    }
    let follows_expression = BEFORE_EXPRESSION.iter().any(|end| before.ends_with(end));
    let is_followed = !after.is_empty()
        && !after.starts_with([';', ')', ']', '}', '|', '['])
        && !matches!(
            next,
            "in" | "with" | "then" | "else" | "do" | "done" | "end" | "and"
        );
    match (follows_expression, is_followed) {
        (true, true) if is_own_line => &[2, 0],
        (true, _) => &[0],
        (false, true) if is_own_line && ITEMS.contains(&next) => &[3, 0],
        (false, true) if is_own_line => &[2, 0, 3],
        _ if is_own_line => &[3, 0],
        _ => &[0],
    }
}

/// The last word or bracket that is not closed yet.
fn opener(before: &str) -> &str {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '\'' | '$');
    let mut open = Vec::new();
    let mut rest = before;
    while let Some(c) = rest.chars().next() {
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end.max(c.len_utf8()));
        match word {
            "sig" | "struct" | "object" | "begin" | "{" | "(" | "[" => open.push(word),
            "end" | "}" | ")" | "]" => drop(open.pop()),
            _ => {}
        }
        rest = after;
    }
    open.last().copied().unwrap_or_default()
}

fn metavar(before: &str, after: &str, name: &str) -> &'static [usize] {
    // `$M_` is the name of a module or a constructor, as in Semgrep.
    let says_upper = name.as_bytes().get(2) == Some(&b'_');
    let word = before
        .trim_end()
        .rsplit(|c: char| !c.is_alphanumeric())
        .next();
    let names_module = matches!(word, Some("module" | "open" | "include"));
    let next = after.strip_prefix('.').unwrap_or_default();
    let is_path = next.starts_with(|c: char| c.is_uppercase());
    match says_upper || names_module || is_path {
        true => &[1, 0],
        false => &[0, 1],
    }
}

fn word_at(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    &text[..end.unwrap_or(text.len())]
}
