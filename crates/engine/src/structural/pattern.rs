//! A pattern as rules: one of Semgrep's dialect, which reads a pattern as what it may be in a body, and one of ast-grep's for
//! each language that the other does not know. `$$$ARGS`, as ast-grep writes any number of things, is taken in both.

use assay_languages::Lang;
use assay_model::{RuleOrigin, RuleSource};
use ast_grep_core::Pattern;
use serde_json::json;

/// The id of all of these rules.
pub const RULE: &str = "structural";

/// Whether only Semgrep's dialect has what is in a pattern.
fn is_of_semgrep(pattern: &str) -> bool {
    pattern.contains("...")
}

/// Whether patterns are read in Semgrep's dialect in a language. ast-grep reads a pattern as a file of its own, where in Go and
/// C a call of one hole is a type or a declaration: it would find nothing, and nobody would learn why.
fn has_semgrep(lang: Lang) -> bool {
    !lang.profile().matching.semgrep_names.is_empty() && lang.lowering_table().is_some()
}

/// A pattern with `$...ARGS` and `...` for `$$$ARGS` and `$$$`.
fn as_semgrep(pattern: &str) -> String {
    let mut parts = pattern.split("$$$");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_named = part.starts_with(|first: char| first.is_ascii_uppercase());
        text.push_str(if is_named { "$..." } else { "..." });
        // `$$$_REST` is as good as `$$$`.
        let is_of_name =
            |letter: char| letter == '_' || letter.is_ascii_uppercase() || letter.is_ascii_digit();
        text.push_str(match part.starts_with('_') {
            true => part.trim_start_matches(is_of_name),
            false => part,
        });
    }
    text
}

/// Rules that find a pattern in these languages, and write something else in its place if that is asked for.
pub fn rules(pattern: &str, rewrite: Option<&str>, langs: &[Lang]) -> Vec<RuleSource> {
    let (semgrep, others): (Vec<Lang>, Vec<Lang>) =
        langs.iter().partition(|lang| has_semgrep(**lang));
    let names = semgrep
        .iter()
        .map(|lang| lang.profile().matching.semgrep_names[0]);
    let names: Vec<&str> = names.collect();
    let mut sources = Vec::new();
    if !names.is_empty() {
        let mut rule = json!({
            "id": RULE, "languages": names, "severity": "INFO", "message": RULE, "pattern": as_semgrep(pattern),
        });
        put_fix(&mut rule, rewrite.map(as_semgrep).as_deref());
        sources.push(source("semgrep", &json!({ "rules": [rule] })));
    }
    if !is_of_semgrep(pattern) {
        sources.extend(others.iter().map(|lang| {
            let mut rule =
                json!({ "id": RULE, "language": lang.id(), "rule": { "pattern": pattern } });
            put_fix(&mut rule, rewrite);
            source(lang.id(), &rule)
        }));
    }
    sources
}

/// Who asks for a replacement wants it made.
fn put_fix(rule: &mut serde_json::Value, rewrite: Option<&str>) {
    if let Some(rewrite) = rewrite {
        rule["fix"] = json!(rewrite);
        rule["message"] = json!(format!("Write {rewrite}"));
        rule["metadata"] = json!({ "fixSafety": "safe" });
    }
}

/// A rule file; all JSON is YAML.
fn source(name: &str, rule: &serde_json::Value) -> RuleSource {
    RuleSource {
        path: format!("{name}.yml"),
        text: rule.to_string(),
        origin: RuleOrigin::User,
        rules: Vec::new(),
    }
}

/// What ast-grep takes for code although the grammar does not; the grammar must be there.
pub fn fault(pattern: &str, lang: Lang) -> Option<String> {
    if has_semgrep(lang) {
        return None;
    }
    if is_of_semgrep(pattern) {
        return Some(format!("`...` has no meaning in {}", lang.name()));
    }
    let is_broken = Pattern::try_new(pattern, lang).is_ok_and(|pattern| pattern.has_error());
    is_broken.then(|| format!("the pattern is not valid {} code", lang.name()))
}
