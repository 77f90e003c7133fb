//! A pattern taken apart: what it is, what it must be inside of, what it must not be.

use assay_model::Clause;
use assay_rules::ClauseWriter;
use toml::Spanned;

use crate::{OneOrMore, Pattern};

/// The clauses of a pattern.
pub fn clauses(pattern: &Pattern, writer: &ClauseWriter<'_>) -> Vec<Clause> {
    let languages = pattern.languages.get_ref().iter();
    let languages: Vec<&str> = languages.map(|name| name.get_ref().as_str()).collect();
    let mut held = vec![format!("languages = {}", list(&languages))];
    let mut found = Vec::new();
    let mut add = |key: &str, at: usize, shown: &str, line: String| {
        held.push(line);
        found.push(writer.clause(key, at, shown, |id| {
            format!("[[pattern]]\nid = {}\n{}\n", quoted(id), held.join("\n"))
        }));
    };
    let one = |value: &Option<Spanned<String>>| {
        value
            .as_ref()
            .map(|value| (value.span().start, value.get_ref().clone()))
    };
    let more = |value: &Option<Spanned<OneOrMore>>| {
        value.as_ref().map(|value| {
            let all: Vec<&str> = value.get_ref().list().iter().map(String::as_str).collect();
            (
                value.span().start,
                all.first().copied().unwrap_or_default().to_owned(),
                list(&all),
            )
        })
    };
    for (key, value) in [
        ("pattern", one(&pattern.pattern)),
        ("regex", one(&pattern.regex)),
    ] {
        if let Some((at, text)) = value {
            add(key, at, &text, format!("{key} = {}", quoted(&text)));
        }
    }
    for (key, value) in [
        ("inside", more(&pattern.inside)),
        ("not", more(&pattern.not)),
    ] {
        if let Some((at, first, all)) = value {
            add(key, at, &first, format!("{key} = {all}"));
        }
    }
    for (key, globs) in [("files", &pattern.files), ("ignores", &pattern.ignores)] {
        if let Some(globs) = globs {
            let all: Vec<&str> = globs.get_ref().iter().map(String::as_str).collect();
            add(
                key,
                globs.span().start,
                all.first().unwrap_or(&""),
                format!("{key} = {}", list(&all)),
            );
        }
    }
    found
}

fn list(texts: &[&str]) -> String {
    let all: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", all.join(", "))
}

/// A basic string.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
