//! How sure a finding is a fault: as sure as its rule, but for tests, others' and generated code, and for data that is
//! not followed all the way.

use crate::support::{report, source};
use assay_engine::{CheckOptions, Choices, Engine};
use assay_languages::install_native_grammars;
use assay_model::{Confidence, Finding, FlowKind, RuleOrigin};

const RULE: &str = "rules: [{id: r, languages: [python], severity: HIGH, message: m, metadata: {category: CATEGORY, confidence: HIGH}, pattern: f($A)}]";

const FLOW: &str = "rules: [{id: r, languages: [python], severity: HIGH, message: m, metadata: {category: security, confidence: HIGH}, mode: taint, pattern-sources: [{pattern: source()}, {pattern: $REQ.query}], pattern-sinks: [{pattern: sink(...)}]}]";

fn finding(origin: RuleOrigin, rule: &str, path: &str, text: &str) -> Finding {
    install_native_grammars();
    let mut engine = Engine::default();
    let mut rules = source("rules.yml", rule);
    rules.origin = origin;
    let loaded = engine.load_rules(&[rules], &Choices::default());
    assert_eq!(loaded.problems, []);
    let options = CheckOptions {
        deep: true,
        ..CheckOptions::default()
    };
    let report = report(engine.check(path, text.as_bytes().to_vec(), &options));
    report.findings[0].clone()
}

#[test]
fn tests_and_code_of_others_have_low_confidence_with_the_rules_that_come_along() {
    let (ours, theirs) = (RuleOrigin::Builtin, RuleOrigin::User);
    for (origin, category, path, expected) in [
        (ours, "security", "shop/cart.py", Confidence::High),
        (ours, "security", "shop/tests/cart.py", Confidence::Low),
        (ours, "security", "examples/cart.py", Confidence::Low),
        (ours, "performance", "shop/tests/cart.py", Confidence::Low),
        (ours, "performance", "shop/cart.py", Confidence::High),
        (ours, "correctness", "shop/cart.py", Confidence::High),
        (ours, "correctness", "shop/tests/cart.py", Confidence::Low),
        (ours, "correctness", "vendor/cart/cart.py", Confidence::Low),
        (ours, "correctness", "generated/cart.py", Confidence::Low),
        (
            theirs,
            "correctness",
            "vendor/cart/cart.py",
            Confidence::High,
        ),
        (theirs, "security", "shop/tests/cart.py", Confidence::High),
    ] {
        let found = finding(origin, &RULE.replace("CATEGORY", category), path, "f(1)\n");
        assert_eq!(found.confidence, Some(expected), "{category} in {path}");
    }
}

#[test]
fn data_that_goes_through_code_elsewhere_has_low_confidence_with_the_rules_that_come_along() {
    let (ours, theirs) = (RuleOrigin::Builtin, RuleOrigin::User);
    for (origin, text, expected, why) in [
        (ours, "sink(source())", Confidence::High, None),
        (ours, "sink(source().strip())", Confidence::High, None),
        (
            ours,
            "sink(record_of(source()))",
            Confidence::Low,
            Some("the value passes through `record_of()`, whose code is not in this file"),
        ),
        (
            ours,
            "x = source()\nif registry.is_known(x):\n  sink(x)",
            Confidence::Low,
            Some("the value is checked by `is_known()`, whose code is not in this file"),
        ),
        (
            ours,
            "x = source()\nif x == other.name:\n  sink(x)",
            Confidence::Low,
            Some("the value is compared with another that is not known here"),
        ),
        // A guess does not hide what is certain, even where its source says more.
        (
            ours,
            "sink(record_of(req.query) + source())",
            Confidence::High,
            None,
        ),
        (theirs, "sink(record_of(source()))", Confidence::High, None),
    ] {
        let finding = finding(origin, FLOW, "shop/cart.py", text);
        assert_eq!(finding.confidence, Some(expected), "{text}");
        let mut steps = finding.flow.into_iter();
        let guess = steps.find(|step| step.kind == FlowKind::Guess);
        assert_eq!(guess.and_then(|step| step.note).as_deref(), why, "{text}");
    }
}
