//! How sure a finding is a fault: as sure as its rule, but for security and speed of tests.

use crate::support::{report, source};
use assay_engine::{CheckOptions, Choices, Engine};
use assay_languages::install_native_grammars;
use assay_model::{Confidence, RuleOrigin};

const RULE: &str = "rules: [{id: r, languages: [python], severity: HIGH, message: m, metadata: {category: CATEGORY, confidence: HIGH}, pattern: f($A)}]";

fn confidence(origin: RuleOrigin, category: &str, path: &str) -> Option<Confidence> {
    install_native_grammars();
    let mut engine = Engine::default();
    let mut rules = source("rules.yml", &RULE.replace("CATEGORY", category));
    rules.origin = origin;
    let loaded = engine.load_rules(&[rules], &Choices::default());
    assert_eq!(loaded.problems, []);
    let report = report(engine.check(path, b"f(1)\n".to_vec(), &CheckOptions::default()));
    report.findings[0].confidence
}

#[test]
fn security_and_speed_of_tests_have_low_confidence_with_the_rules_that_come_along() {
    let (ours, theirs) = (RuleOrigin::Builtin, RuleOrigin::User);
    for (origin, category, path, expected) in [
        (ours, "security", "shop/cart.py", Confidence::High),
        (ours, "security", "shop/tests/cart.py", Confidence::Low),
        (ours, "security", "examples/cart.py", Confidence::Low),
        (ours, "performance", "shop/tests/cart.py", Confidence::Low),
        (ours, "performance", "shop/cart.py", Confidence::High),
        (ours, "correctness", "shop/tests/cart.py", Confidence::High),
        (theirs, "security", "shop/tests/cart.py", Confidence::High),
    ] {
        let found = confidence(origin, category, path);
        assert_eq!(found, Some(expected), "{category} in {path}");
    }
}
