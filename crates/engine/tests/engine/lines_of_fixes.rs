//! Fixes of ast-grep's dialect keep the lines of what they put in.

use assay_engine::{CheckOptions, Checked, Choices, Engine, apply_fixes};
use assay_languages::install_native_grammars;
use assay_model::{RuleOrigin, RuleSource, TextStyle};

/// What a text becomes by a rule for Python.
fn fixed(pattern: &str, fix: &str, text: &str) -> String {
    install_native_grammars();
    let fix: String = fix.lines().map(|line| format!("  {line}\n")).collect();
    let rule = format!(
        "id: r\nlanguage: python\nmessage: m\nseverity: error\nrule: {{ pattern: '{pattern}' }}\nfix: |-\n{fix}"
    );
    let source = RuleSource {
        path: "rules.yml".to_owned(),
        text: rule,
        origin: RuleOrigin::User,
        rules: Vec::new(),
    };
    let mut engine = Engine::default();
    assert_eq!(
        engine.load_rules(&[source], &Choices::default()).problems,
        []
    );
    let checked = engine.check("a.py", text.as_bytes().to_vec(), &CheckOptions::default());
    let Checked::Report(report) = checked else {
        panic!("a grammar is missing");
    };
    let fixes = report.findings.iter().filter_map(|one| one.fix.as_ref());
    apply_fixes(text, fixes, Some(&TextStyle::default())).text
}

#[test]
fn strings_of_several_lines_stay_as_they_are() {
    let text = "if a:\n    w = f(\"\"\"\n  text\nkeep\n      more\n    \"\"\")\n";
    assert_eq!(fixed("f($A)", "g($A)", text), text.replace("f(", "g("));
    let text = "if a:\n    w = [\"\"\"\n a\n\n\"\"\", 1]\n";
    assert_eq!(fixed("$A = $B", "$A = $B", text), text);
    // Below a line of the template it would have to move.
    let text = "f(\"\"\"\n  a\n\"\"\")\n";
    let moved = fixed("f($A)", "g(\n    $A)", text);
    assert!(
        moved == text || moved.contains("\"\"\"\n  a\n\"\"\""),
        "{moved}"
    );
}

#[test]
fn lines_of_a_template_stand_below_tabs() {
    let text = "if a:\n\tf(1)\n";
    assert_eq!(fixed("f($A)", "g(\n    $A)", text), "if a:\n\tg(\n\t\t1)\n");
    let text = "if a:\n    f(1)\n";
    assert_eq!(
        fixed("f($A)", "g(\n    $A)", text),
        "if a:\n    g(\n        1)\n"
    );
}
