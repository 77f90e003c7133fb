//! ast-grep's errors, put where the mistake is and said with what to do.
//!
//! Its errors are chains without positions, but they quote what they stumbled over; the quoted text
//! is looked up in the document.

use std::error::Error;

use assay_languages::Lang;

use assay_rules::yaml::{Fault, Yaml};

/// What is wrong, where in the document, and what to do.
pub fn explain(error: &dyn Error, document: &Yaml, lang: Lang) -> (Fault, String) {
    let mut chain = vec![error.to_string()];
    let mut cause = error.source();
    while let Some(inner) = cause {
        let text = inner.to_string();
        if chain.last() != Some(&text) {
            chain.push(text);
        }
        cause = inner.source();
    }
    let message = chain
        .iter()
        .rev()
        .take(2)
        .rev()
        .map(|text| text.trim_end_matches('.'))
        .collect::<Vec<_>>()
        .join(": ");
    let at = chain
        .iter()
        .rev()
        .find_map(|text| locate(text, document))
        .or_else(|| section(&chain[0], document));
    (
        Fault::new(at.unwrap_or(document.at), message),
        advice(&chain.join(" "), lang),
    )
}

/// Where a text quoted by a message stands in the document.
fn locate(message: &str, document: &Yaml) -> Option<usize> {
    message
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|quoted| !SECTIONS.contains(quoted))
        .find_map(|quoted| {
            document
                .find_text(quoted)
                .or_else(|| document.find_text(&format!("${quoted}")))
        })
}

const SECTIONS: &[&str] = &[
    "rule",
    "utils",
    "constraints",
    "transform",
    "fix",
    "rewriters",
];

fn section(message: &str, document: &Yaml) -> Option<usize> {
    let named = SECTIONS
        .iter()
        .find(|name| message.contains(&format!("`{name}`")))?;
    document.get(named).map(|part| part.at)
}

fn advice(message: &str, lang: Lang) -> String {
    let table: &[(&str, &str)] = &[
        (
            "Multiple AST nodes",
            "a pattern must be one piece of code; wrap it with `context` and `selector`, or split it with `all` or `any`",
        ),
        (
            "No AST root",
            "write the code that the pattern should match",
        ),
        (
            "Standalone multi",
            "use `$VAR`, or put `$$$VAR` inside a larger pattern",
        ),
        (
            "selector",
            "choose a `selector` kind that occurs in `context`",
        ),
        (
            "Kind",
            "check the kind in the syntax tree of code that should match",
        ),
        (
            "positive matcher",
            "add `pattern`, `kind`, `regex` or another matcher to the rule",
        ),
        (
            "set of AST kinds",
            "add `kind` or `pattern` to say which nodes to check",
        ),
        (
            "regex",
            "fix the regular expression (Rust syntax: no lookaround, no backreferences)",
        ),
        ("cyclic", "remove the circular `matches`"),
        (
            "not defined",
            "define the utility under `utils` or in a folder named by `utilDirs`, for the same language",
        ),
        (
            "Undefined meta var",
            "capture the metavariable in `rule` or `constraints` first",
        ),
        ("rewriter", "define the rewriter under `rewriters`"),
        ("Label", "use only metavariables that a pattern captures"),
        ("field", "use a field name from the grammar"),
        (
            "transform",
            "see https://ast-grep.github.io/reference/yaml/transformation.html",
        ),
    ];
    let found = table
        .iter()
        .find(|(sign, _)| message.contains(sign))
        .map(|(_, help)| *help);
    format!(
        "{} (language {})",
        found.unwrap_or("fix the rule"),
        lang.name()
    )
}
