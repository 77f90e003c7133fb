//! Annotations that hide findings in what they stand at: `@SuppressWarnings("all")`, or with a key of Sonar's such as
//! `java:S2077`, and Kotlin's `@Suppress` and `@file:Suppress`.

use assay_context::{Document, Node};

use super::forms::Form;
use super::{Comment, Suppressions};

const NAMES: [&str; 2] = ["SuppressWarnings", "Suppress"];

/// Adds the annotations of a tree.
pub(super) fn read(found: &mut Suppressions, document: &Document) {
    let root = document.root();
    if memchr::memmem::find(root.text().as_bytes(), b"Suppress").is_none() {
        return;
    }
    for node in root.dfs() {
        if node.kind().contains("annotation") {
            add(found, &node);
        }
    }
}

fn add(found: &mut Suppressions, node: &Node<'_>) {
    let text = node.text();
    let is_of_file = text.starts_with("@file:");
    let name = text.trim_start_matches("@file:").trim_start_matches('@');
    let end = name.find(|c: char| !c.is_alphanumeric() && c != '.');
    let (name, list) = name.split_at(end.unwrap_or(name.len()));
    if !NAMES.contains(&name.rsplit('.').next().unwrap_or(name)) {
        return;
    }
    // Every second piece is in quotes.
    let keys: Vec<String> = list
        .split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect();
    if keys.is_empty() {
        return;
    }
    let start = node.start_pos().line();
    let comment = Comment {
        form: Form::Sonar,
        ids: (!keys.iter().any(|key| key == "all")).then_some(keys),
        line: start as u32 + 1,
        text: text.trim().to_owned(),
        until: None,
    };
    if is_of_file {
        found.hide_in_file(comment);
    } else if let Some(owner) = owner(node) {
        let lines = (owner.start_pos().line(), owner.end_pos().line() + 1);
        found.hide_stretch(lines.0, lines.1, comment);
    }
}

/// What an annotation stands at: modifiers are in between.
fn owner<'t>(node: &Node<'t>) -> Option<Node<'t>> {
    let parent = node.parent()?;
    if parent.kind().contains("modifiers") {
        parent.parent()
    } else {
        Some(parent)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::rule;
    use super::*;
    use assay_context::{FileContext, FileId, Host, Parsers};
    use assay_languages::Lang;

    /// Lines (from 0) on which a rule is hidden that Sonar calls S2077.
    fn check(language: &str, code: &str, hidden: &[usize]) {
        assay_languages::install_native_grammars();
        let host = Host {
            tick: &|| false,
            now: None,
            deep: false,
        };
        let (lang, parsers) = (Lang::from_name(language), Parsers::default());
        let file = FileContext::new(FileId(0), "a", code.into(), lang, &parsers, host);
        let document = file.document().unwrap();
        let mut found = Suppressions::collect(code, None);
        found.read_tree(&document);
        let rule = rule("r", &["sonar/S2077"]);
        let lines: Vec<usize> = (0..code.lines().count())
            .filter(|line| found.hides_rule(&rule, *line).is_some())
            .collect();
        assert_eq!(lines, hidden, "{code}");
    }

    #[test]
    fn they_hide_what_they_stand_at() {
        check(
            "java",
            "class A {\n  @SuppressWarnings(\"java:S2077\")\n  void f() {\n    g();\n  }\n  int x;\n}",
            &[1, 2, 3, 4],
        );
        check(
            "java",
            "@SuppressWarnings({\"unchecked\", \"all\"})\nclass A {\n}\nclass B {}",
            &[0, 1, 2],
        );
        check("java", "@SuppressWarnings(\"unchecked\")\nclass A {}", &[]);
        check("java", "@SuppressOther(\"all\")\nclass A {}", &[]);
        check(
            "kotlin",
            "class A {\n  @Suppress(\"kotlin:S2077\")\n  fun f() {\n  }\n}",
            &[1, 2, 3],
        );
        check(
            "kotlin",
            "@file:Suppress(\"kotlin:S2077\")\n\nfun f() {}",
            &[0, 1, 2],
        );
    }
}
