//! What tests of the engine begin and end with: a file of rules, an engine that has read it, the report of a check.

use assay_engine::{Checked, Choices, Engine};
use assay_languages::install_native_grammars;
use assay_model::{FileReport, RuleOrigin, RuleSource};

/// A person's own file of rules.
pub fn source(path: &str, text: &str) -> RuleSource {
    RuleSource {
        path: path.to_owned(),
        text: text.to_owned(),
        origin: RuleOrigin::User,
        rules: Vec::new(),
    }
}

/// An engine with these rules, in which nothing is wrong.
pub fn engine(rules: &str) -> Engine {
    install_native_grammars();
    let path = match rules.starts_with("[[") {
        true => "rules.toml",
        false => "rules.yml",
    };
    let mut engine = Engine::default();
    let loaded = engine.load_rules(&[source(path, rules)], &Choices::default());
    assert_eq!(loaded.problems, []);
    engine
}

/// The report of a file whose grammars are there.
pub fn report(checked: Checked) -> FileReport {
    match checked {
        Checked::Report(report) => *report,
        Checked::Needs(grammars) => panic!("{grammars:?} should be there"),
    }
}
