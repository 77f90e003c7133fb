//! Files of rules of which it is known what is in them: they are read when a file comes for them.

use crate::support::report;
use assay_engine::{CheckOptions, Choices, Engine};
use assay_languages::{Lang, install_native_grammars};
use assay_model::{FileReport, RuleHead, RuleOrigin, RuleSource};

const PYTHON: &str = "rules:\n  - {id: eval, languages: [python], severity: ERROR, message: m, pattern: eval(...)}\n";
const BROKEN: &str =
    "rules:\n  - {id: bad, languages: [go], severity: ERROR, message: m, patern: f()}\n";

fn source(path: &str, text: &str, heads: &[(&str, &str)]) -> RuleSource {
    let head = |(id, language): &(&str, &str)| RuleHead {
        id: (*id).to_owned(),
        languages: vec![(*language).to_owned()],
        line: 2,
    };
    RuleSource {
        path: path.to_owned(),
        text: text.to_owned(),
        origin: RuleOrigin::Builtin,
        rules: heads.iter().map(head).collect(),
    }
}

fn check(engine: &mut Engine, path: &str, text: &str) -> FileReport {
    install_native_grammars();
    report(engine.check(path, text.as_bytes().to_vec(), &CheckOptions::default()))
}

/// Everything as it is, but for one rule.
fn off(id: &str) -> Choices {
    Choices {
        disabled: vec![id.to_owned()],
        ..Choices::default()
    }
}

#[test]
fn they_find_what_they_would_find_if_they_were_read_at_once() {
    for heads in [&[][..], &[("eval", "python")]] {
        let mut engine = Engine::default();
        let loaded = engine.load_rules(&[source("a.yml", PYTHON, heads)], &Choices::default());
        assert_eq!(loaded.rules.len(), usize::from(heads.is_empty()));
        assert_eq!(check(&mut engine, "a.js", "eval(x)\n").findings.len(), 0);
        assert_eq!(check(&mut engine, "a.py", "eval(x)\n").findings.len(), 1);
        let costs = engine.take_costs();
        assert_eq!(costs.iter().map(|cost| cost.files).sum::<u32>(), 1);
    }
}

#[test]
fn they_can_be_read_before_a_file_comes() {
    let mut engine = Engine::default();
    let sources = [source("a.yml", PYTHON, &[("eval", "python")])];
    engine.adopt_rules(&sources, &Choices::default());
    assert!(engine.read_ahead());
    assert!(!engine.read_ahead());
    assert_eq!(check(&mut engine, "a.py", "eval(x)\n").findings.len(), 1);
    engine.adopt_rules(&[source("a.yml", PYTHON, &[])], &Choices::default());
    assert!(!engine.read_ahead());
    assert_eq!(check(&mut engine, "a.py", "eval(x)\n").findings.len(), 1);
}

#[test]
fn rules_for_every_text_are_there_for_who_adopts_them() {
    let text = "rules:\n  - {id: todo, languages: [regex], severity: INFO, message: m, pattern-regex: TODO}\n";
    for heads in [&[][..], &[("todo", "regex")]] {
        let mut engine = Engine::default();
        engine.adopt_rules(&[source("a.yml", text, heads)], &Choices::default());
        assert_eq!(check(&mut engine, "notes.txt", "TODO\n").findings.len(), 1);
    }
}

#[test]
fn switched_off_they_find_nothing() {
    let mut engine = Engine::default();
    let heads = [("eval", "python")];
    engine.load_rules(&[source("a.yml", PYTHON, &heads)], &off("eval"));
    assert_eq!(check(&mut engine, "a.py", "eval(x)\n").findings.len(), 0);
}

#[test]
fn what_is_wrong_with_them_is_told_once_when_they_are_read() {
    let mut engine = Engine::default();
    let loaded = engine.load_rules(
        &[source("b.yml", BROKEN, &[("bad", "go")])],
        &Choices::default(),
    );
    assert_eq!(loaded.problems, []);
    assert_eq!(check(&mut engine, "a.py", "f()\n").problems, []);
    let problems = check(&mut engine, "a.go", "package p\n").problems;
    assert!(
        problems
            .iter()
            .any(|problem| problem.message.contains("patern"))
    );
    assert_eq!(check(&mut engine, "b.go", "package p\n").problems, []);
    // The same where their language is compiled first.
    let mut engine = Engine::default();
    engine.load_rules(
        &[source("b.yml", BROKEN, &[("bad", "go")])],
        &Choices::default(),
    );
    let go = Lang::from_name("go").expect("a language");
    assert!(!engine.compile_rules(go).is_empty());
}

#[test]
fn an_id_is_taken_by_the_first_file() {
    let unread = source("first.yml", PYTHON, &[("eval", "python")]);
    let read = source("second.yml", PYTHON, &[]);
    let mut engine = Engine::default();
    let loaded = engine.load_rules(&[unread.clone(), read.clone()], &Choices::default());
    let [problem] = &loaded.problems[..] else {
        panic!("{:?}", loaded.problems);
    };
    assert_eq!(problem.path.as_deref(), Some("second.yml"));
    assert!(
        problem.message.contains("first.yml:2"),
        "{}",
        problem.message
    );
    assert_eq!(check(&mut engine, "a.py", "eval(x)\n").findings.len(), 1);
    let loaded = engine.load_rules(&[read, unread], &Choices::default());
    let paths: Vec<_> = loaded
        .problems
        .iter()
        .map(|problem| problem.path.as_deref())
        .collect();
    assert_eq!(paths, [Some("first.yml")]);
    assert_eq!(check(&mut engine, "a.py", "eval(x)\n").findings.len(), 1);
}
