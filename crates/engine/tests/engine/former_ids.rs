//! A rule that got another id: whatever names it by a former one goes on working, and its findings stay the same.

use crate::support::{report, source};
use assay_engine::{CheckOptions, Choices, Engine};
use assay_languages::install_native_grammars;
use assay_model::{FileReport, LoadedRules, Severity, Status};

/// A rule of each dialect that has metadata; a placeholder for its id and one for the rest of the metadata.
const DIALECTS: [&str; 2] = [
    "id: ID\nlanguage: python\nseverity: error\nmessage: m\nmetadata: {category: security META}\nrule: {pattern: f($A)}",
    "rules: [{id: ID, languages: [python], severity: HIGH, message: m, metadata: {category: security META}, pattern: f($A)}]",
];
const ALIASES: &str = ", aliases: [python/old, python/older]";

fn rule(dialect: &str, id: &str, meta: &str) -> String {
    dialect.replace("ID", id).replace(" META", meta)
}

fn engine(rules: &str, disabled: &[&str]) -> (Engine, LoadedRules) {
    install_native_grammars();
    let mut engine = Engine::default();
    let choices = Choices {
        disabled: disabled.iter().map(|id| (*id).to_owned()).collect(),
        ..Choices::default()
    };
    let loaded = engine.load_rules(&[source("rules.yml", rules)], &choices);
    assert_eq!(loaded.problems, []);
    (engine, loaded)
}

fn check(rules: &str, disabled: &[&str], text: &str) -> FileReport {
    let (mut engine, _) = engine(rules, disabled);
    report(engine.check("a.py", text.as_bytes().to_vec(), &CheckOptions::default()))
}

#[test]
fn comments_name_a_rule_by_any_of_its_ids() {
    for dialect in DIALECTS {
        let rules = rule(dialect, "python/new", ALIASES);
        for (comment, hides) in [
            ("assay-ignore: python/new", true),
            ("assay-ignore: python/old -- why", true),
            ("assay-ignore: older", true),
            ("nosemgrep: python/old", true),
            ("nosem: old", true),
            ("ast-grep-ignore: python/older", true),
            ("ast-grep-ignore: old", false),
            ("assay-ignore: python/oldest", false),
        ] {
            let report = check(&rules, &[], &format!("x = 1\nf(1)  # {comment}\n"));
            let is_hidden = matches!(report.findings[0].status, Status::Suppressed { .. });
            assert_eq!(is_hidden, hides, "{comment}");
            assert_eq!(report.findings[0].rule_id, "python/new");
        }
    }
}

#[test]
fn a_rule_is_switched_off_by_any_of_its_ids() {
    for dialect in DIALECTS {
        let rules = rule(dialect, "python/new", ALIASES);
        let found = |disabled: &str| check(&rules, &[disabled], "f(1)\n").findings.len();
        assert_eq!(found("python/new"), 0);
        assert_eq!(found("python/old"), 0);
        assert_eq!(found("python/older"), 0);
        assert_eq!(found("old"), 1);
    }
}

#[test]
fn a_finding_keeps_its_identity_when_its_rule_is_renamed() {
    let text = "def g():\n  f(1)\n  f(1)\n";
    for dialect in DIALECTS {
        let identities = |id: &str, meta: &str| -> Vec<String> {
            let report = check(&rule(dialect, id, meta), &[], text);
            report
                .findings
                .into_iter()
                .map(|one| one.identity)
                .collect()
        };
        let before = identities("python/old", "");
        assert_eq!(before.len(), 2);
        let once = identities("python/older", ", aliases: [python/old]");
        assert_eq!(once, before);
        assert_eq!(identities("python/new", ALIASES), before);
        assert_ne!(identities("python/new", ""), before);
    }
}

#[test]
fn a_rule_tells_its_title_and_its_former_ids() {
    for dialect in DIALECTS {
        let meta = format!(", title: SQL injection{ALIASES}");
        let (_, loaded) = engine(&rule(dialect, "python/new", &meta), &[]);
        let info = &loaded.rules[0];
        assert_eq!(info.naming.title.as_deref(), Some("SQL injection"));
        assert_eq!(info.naming.aliases, ["python/old", "python/older"]);
        assert_eq!(
            info.ids().collect::<Vec<_>>(),
            ["python/new", "python/old", "python/older"]
        );
    }
}

#[test]
fn a_severity_chosen_by_any_id_takes_the_place_of_the_rule_s_own() {
    install_native_grammars();
    for dialect in DIALECTS {
        for id in ["python/new", "python/older"] {
            let choices = Choices {
                severities: [(id.to_owned(), Severity::Info)].into(),
                ..Choices::default()
            };
            let rules = rule(dialect, "python/new", ALIASES);
            let mut engine = Engine::default();
            let loaded = engine.load_rules(&[source("rules.yml", &rules)], &choices);
            assert_eq!(loaded.rules[0].severity, Some(Severity::Info));
            let outcome = engine.check("a.py", b"f(1)".to_vec(), &CheckOptions::default());
            let severities: Vec<Severity> = report(outcome)
                .findings
                .iter()
                .map(|it| it.severity)
                .collect();
            assert_eq!(severities, [Severity::Info]);
        }
    }
}

#[test]
fn another_severity_makes_another_set_of_rules() {
    let hash = |severities: &[(&str, Severity)]| {
        let severities = severities
            .iter()
            .map(|(id, one)| ((*id).to_owned(), *one))
            .collect();
        let choices = Choices {
            severities,
            ..Choices::default()
        };
        let rules = rule(DIALECTS[0], "python/new", ALIASES);
        Engine::default()
            .load_rules(&[source("rules.yml", &rules)], &choices)
            .hash
    };
    assert_ne!(hash(&[]), hash(&[("python/new", Severity::Low)]));
}
