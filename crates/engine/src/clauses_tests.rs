//! Rules of each dialect taken apart: what each clause's rule says is what the engine says of it.

use assay_model::{Clause, RuleOrigin, RuleSource};

use crate::{CheckOptions, Checked, Choices, Engine};

fn source(path: &str, text: &str) -> RuleSource {
    RuleSource {
        path: path.to_owned(),
        text: text.to_owned(),
        origin: RuleOrigin::User,
        rules: Vec::new(),
    }
}

/// A line for each clause: where it is, its key, and the lines at which the rule that ends with it finds something.
fn told(rule: &RuleSource, path: &str, text: &str) -> Vec<String> {
    assay_languages::install_native_grammars();
    let clauses = Engine::default().clauses(rule, "r");
    let mut out = Vec::new();
    tell(&clauses, "", path, text, &mut out);
    out
}

fn tell(clauses: &[Clause], indent: &str, path: &str, text: &str, out: &mut Vec<String>) {
    for clause in clauses {
        let mut engine = Engine::default();
        let loaded = engine.load_rules(std::slice::from_ref(&clause.upto), &Choices::default());
        let report = match engine.check(
            path,
            text.into(),
            &CheckOptions {
                deep: true,
                ..CheckOptions::default()
            },
        ) {
            Checked::Report(report) => report,
            Checked::Needs(needs) => panic!("{needs:?} are there"),
        };
        let lines = report
            .findings
            .iter()
            .filter(|found| found.rule_id == clause.id);
        let lines: Vec<u32> = lines.map(|found| found.range.start.line).collect();
        let broken = if loaded.problems.is_empty() {
            ""
        } else {
            " broken"
        };
        out.push(format!(
            "{indent}{} {} {lines:?}{broken}",
            clause.line, clause.key
        ));
        for branch in &clause.any {
            tell(branch, &format!("{indent}  "), path, text, out);
        }
    }
}

const CODE: &str = "def a(x):\n    run(x, 1)\n\nrun(y)\nrun(2)\n";

#[test]
fn clauses_of_semgrep_narrow_matches_down_one_by_one() {
    let rule = "rules:\n- id: r\n  languages: [python]\n  severity: INFO\n  message: m\n  patterns:\n  - pattern-inside: |\n      def $F(...):\n        ...\n  - pattern-either:\n    - pattern: run($X, ...)\n    - patterns:\n      - pattern: walk($X)\n      - pattern-not: walk(1)\n  - metavariable-regex: {metavariable: $X, regex: z}\n";
    assert_eq!(
        told(&source("r.yml", rule), "a.py", CODE),
        [
            "10 pattern-either [2, 4, 5]",
            "  11 pattern [2, 4, 5]",
            "  13 pattern []",
            "  14 pattern-not []",
            "7 pattern-inside [2]",
            "15 metavariable-regex []",
        ]
    );
}

#[test]
fn clauses_in_the_newer_keys_do_so_too() {
    let rule = "rules:\n- id: r\n  languages: [python]\n  severity: INFO\n  message: m\n  match:\n    all:\n    - run($X, ...)\n    - not: run(2)\n    where:\n    - metavariable: $X\n      regex: y\n";
    assert_eq!(
        told(&source("r.yml", rule), "a.py", CODE),
        ["8 pattern [2, 4, 5]", "9 not [2, 4]", "11 where [4]"]
    );
}

#[test]
fn clauses_of_taint_tell_sinks_sources_flow_and_sanitizers() {
    let rule = "rules:\n- id: r\n  languages: [python]\n  severity: INFO\n  message: m\n  mode: taint\n  pattern-sources:\n  - pattern: source()\n  pattern-sinks:\n  - pattern: sink(...)\n  pattern-sanitizers:\n  - pattern: clean(...)\n";
    let code = "x = source()\nsink(x)\nsink(clean(x))\nsink(1)\n";
    assert_eq!(
        told(&source("r.yml", rule), "a.py", code),
        [
            "9 pattern-sinks [2, 3, 4]",
            "  10 pattern [2, 3, 4]",
            "7 pattern-sources [1]",
            "  8 pattern [1]",
            "9 flow [2, 3]",
            "12 pattern-sanitizers [2]",
        ]
    );
    let clauses = Engine::default().clauses(&source("r.yml", rule), "r");
    let reach = clauses
        .iter()
        .find_map(|clause| clause.reach.clone())
        .unwrap();
    let mut engine = Engine::default();
    engine.load_rules(&[reach], &Choices::default());
    let Checked::Report(report) = engine.check("a.py", code.into(), &CheckOptions::default())
    else {
        panic!("the grammar is there")
    };
    let lines: Vec<u32> = report
        .findings
        .iter()
        .map(|found| found.range.start.line)
        .collect();
    assert!(lines.contains(&3), "{lines:?}");
}

#[test]
fn sources_beside_a_list_are_told_one_by_one() {
    let rule = "rules:\n- id: r\n  languages: [python]\n  severity: INFO\n  message: m\n  mode: taint\n  pattern-sources:\n  - ref: python/input\n  - pattern: source()\n  pattern-sinks:\n  - pattern: sink(...)\n";
    let told = told(&source("r.yml", rule), "a.py", "sink(source())\n");
    assert!(
        told.contains(&"  9 pattern [1]".to_owned())
            && told.iter().any(|one| one.starts_with("7 ")),
        "{told:?}"
    );
}

#[test]
fn clauses_of_ast_grep_go_into_what_stands_around() {
    let rule = "id: r\nlanguage: python\nrule:\n  pattern: run($X, $$$)\n  inside:\n    kind: function_definition\n    has: {field: name, regex: z}\n    stopBy: end\nconstraints:\n  X: {regex: x}\n";
    assert_eq!(
        told(&source("r.yml", rule), "a.py", CODE),
        [
            "4 pattern [2]",
            "6 inside.kind [2]",
            "7 inside.has.regex []",
            "10 constraints.X.regex []",
        ]
    );
}

#[test]
fn clauses_of_ast_grep_are_told_one_by_one_wherever_they_stand() {
    let rule = "id: r\nlanguage: python\nutils:\n  wanted:\n    all:\n      - kind: function_definition\n      - has: {field: name, regex: ^a$}\nrule:\n  pattern: run($X, $$$)\n  inside:\n    stopBy: end\n    any:\n      - all:\n          - matches: wanted\n          - has: {field: parameters, has: {regex: z}}\n      - kind: class_definition\nconstraints:\n  X:\n    kind: identifier\n    any:\n      - regex: y\n      - regex: x\n";
    assert_eq!(
        told(&source("r.yml", rule), "a.py", CODE),
        [
            "9 pattern [2]",
            "12 inside.any []",
            "  6 inside.kind [2]",
            "  7 inside.has.regex [2]",
            "  15 inside.has.has.regex []",
            "  16 inside.kind []",
            "19 constraints.X.kind []",
            "20 constraints.X.any []",
            "  21 constraints.X.regex []",
            "  22 constraints.X.regex []",
        ]
    );
}

#[test]
fn a_utility_that_calls_itself_is_one_clause_where_it_does() {
    let rule = "id: r\nlanguage: python\nutils:\n  deep:\n    any:\n      - regex: ^run\n      - has: {matches: deep}\nrule:\n  kind: call\n  matches: deep\n";
    assert_eq!(
        told(&source("r.yml", rule), "a.py", CODE),
        [
            "9 kind [2, 4, 5]",
            "5 any [2, 4, 5]",
            "  6 regex [2, 4, 5]",
            "  7 has.matches [2, 4, 5]",
        ]
    );
}

#[test]
fn clauses_of_toml_patterns_narrow_down_too() {
    let rule = "[[pattern]]\nid = \"r\"\nlanguages = [\"python\"]\npattern = \"run($$$)\"\ninside = \"def $F($$$): $$$\"\nnot = [\"run(2)\"]\nfiles = [\"*.py\"]\n";
    assert_eq!(
        told(&source("r.toml", rule), "a.py", CODE),
        [
            "4 pattern [2, 4, 5]",
            "5 inside [2]",
            "6 not [2]",
            "7 files [2]"
        ]
    );
}
