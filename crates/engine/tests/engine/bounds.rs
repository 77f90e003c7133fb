//! What hostile code and rules may cost: every long search asks whether the time is up, and ends when it is.

use std::cell::Cell;

use crate::support::{engine, report};
use assay_engine::{CheckOptions, Checked, Choices, Engine};
use assay_languages::Lang;
use assay_model::{FileReport, NotParsed, ParseOutcome, ProblemKind, RuleOrigin, RuleSource};

/// Checks a text; gives the report and how often it was asked whether the time is up, which it is from the
/// `limit`th time on.
fn run(rules: &str, path: &str, text: &str, limit: usize) -> (FileReport, usize) {
    let mut engine = engine(rules);
    let asked = Cell::new(0);
    let tick = || {
        asked.set(asked.get() + 1);
        asked.get() >= limit
    };
    let options = CheckOptions {
        tick: Some(&tick),
        use_prefilter: false,
        ..CheckOptions::default()
    };
    let report = report(engine.check(path, text.as_bytes().to_vec(), &options));
    (report, asked.get())
}

/// Left alone, the search asks often; told to stop, it asks a few times more and says what was cut off.
fn check(language: &str, body: &str, path: &str, text: &str) {
    let rules =
        format!("rules: [{{id: r, languages: [{language}], severity: INFO, message: m, {body}}}]");
    let (_, asked) = run(&rules, path, text, usize::MAX);
    assert!(asked > 20, "asked {asked} times: {body}");
    let (report, asked) = run(&rules, path, text, asked / 2);
    let (_, all) = run(&rules, path, text, usize::MAX);
    assert!(asked < all / 2 + 10, "asked {asked} of {all} times: {body}");
    let kinds: Vec<ProblemKind> = report.problems.iter().map(|one| one.kind).collect();
    assert!(kinds.contains(&ProblemKind::TimedOut), "{kinds:?}: {body}");
}

#[test]
fn matching_of_patterns_stops_when_the_time_is_up() {
    let text = format!("f({})\n", "1, ".repeat(300)).repeat(20);
    check(
        "python",
        "pattern: 'f(..., $A, ..., $B, ..., 2)'",
        "a.py",
        &text,
    );
}

#[test]
fn searches_for_expressions_stop_when_the_time_is_up() {
    let text = "ab\n".repeat(2_000);
    check("regex", "pattern-regex: '(?=a)a'", "a.txt", &text);
    let text = "f('ab')\n".repeat(500);
    let body =
        "patterns: [{pattern: f($X)}, {metavariable-regex: {metavariable: $X, regex: '(?=a)b'}}]";
    check("python", body, "a.py", &text);
    check("python", "pattern: f('=~/(?=a)b/')", "a.py", &text);
}

/// What a rule tells of a text on which its expression backtracks without end; asks few times.
fn endless(language: &str, body: &str, path: &str, text: &str) {
    let rules =
        format!("rules: [{{id: r, languages: [{language}], severity: INFO, message: m, {body}}}]");
    let (report, asked) = run(&rules, path, text, usize::MAX);
    assert!(asked < 100, "asked {asked} times: {body}");
    let told = report
        .problems
        .iter()
        .map(|one| (one.kind, one.rule_id.as_deref()));
    let told: Vec<_> = told.collect();
    assert_eq!(told, [(ProblemKind::TimedOut, Some("r"))], "{body}");
}

#[test]
fn expressions_that_backtrack_without_end_are_given_up_and_told() {
    let line = format!("{}b", "a".repeat(5_000));
    let (plain, python) = (format!("{line}\n"), format!("f('{line}')\n"));
    for expression in ["(?:a+(?!c))+$", "(?:(?:a|aa)(?!c))+$", "(?:.*(?!c)a){20}$"] {
        let regex = format!("pattern-regex: '{expression}'");
        endless("regex", &regex, "a.txt", &plain);
        let fix =
            format!("pattern-regex: '.+', fix-regex: {{regex: '{expression}', replacement: x}}");
        endless("regex", &fix, "a.txt", &plain);
        for condition in [
            format!("metavariable-regex: {{metavariable: $X, regex: \".*?{expression}\"}}"),
            format!("metavariable-comparison: {{comparison: 're.match(\".*?{expression}\", $X)'}}"),
        ] {
            let body = format!("patterns: [{{pattern: f($X)}}, {{{condition}}}]");
            endless("python", &body, "a.py", &python);
        }
        let string = format!("pattern: \"f('=~/{expression}/')\"");
        endless("python", &string, "a.py", &python);
    }
}

#[test]
fn generic_searches_stop_when_the_time_is_up() {
    let text = "a b a b a b a b\n".repeat(10);
    check("generic", "pattern: a ... $X ... $X ... zz", "a.txt", &text);
    let body = "options: {generic_engine: aliengrep}, pattern: a ... $X ... $X ... zz";
    check("generic", body, "a.txt", &text);
}

#[test]
fn searches_around_deep_code_stop_when_the_time_is_up() {
    let rules = "id: r\nlanguage: python\nmessage: m\nrule: {kind: await, inside: {kind: while_statement, stopBy: end}}\n";
    let text = format!("x = {}y\n", "await ".repeat(400));
    let (_, all) = run(rules, "a.py", &text, usize::MAX);
    // Each of the nodes below the 200th level is a look at the clock of its own.
    assert!(all > 200, "asked {all} times");
    let (report, asked) = run(rules, "a.py", &text, all / 2);
    assert!(asked < all / 2 + 10, "asked {asked} of {all} times");
    assert_eq!(report.problems[0].kind, ProblemKind::TimedOut);
}

/// The kinds of problems that rules of Semgrep's dialect for Python tell of a text.
fn told(body: &str, text: &str) -> Vec<ProblemKind> {
    let rules =
        format!("rules: [{{id: r, languages: [python], severity: INFO, message: m, {body}}}]");
    let (report, _) = run(&rules, "a.py", text, usize::MAX);
    report.problems.iter().map(|one| one.kind).collect()
}

#[test]
fn a_place_with_too_many_ways_is_told_where_another_way_may_matter() {
    let calls = |count: usize| format!("f({})\n", "1, 2, 3, 4, 5, ".repeat(count));
    let pattern = "pattern: 'f(..., $A, ..., $B, ...)'";
    let combined = format!("patterns: [{{{pattern}}}, {{pattern-not: 'f(9, ...)'}}]");
    assert_eq!(told(&combined, &calls(1)), []);
    assert_eq!(told(&combined, &calls(40)), [ProblemKind::TimedOut]);
    assert_eq!(told(pattern, &calls(40)), []);
    assert_eq!(
        told("pattern: 'f(..., $A, ..., $B, 9, $C, ..., 5)'", &calls(100)),
        [ProblemKind::TimedOut]
    );
}

#[test]
fn ellipses_are_not_shared_out_where_the_end_cannot_match() {
    let text = format!("f({}2)\n", "1, ".repeat(1_000));
    assert_eq!(told("pattern: 'f(..., $A, ..., $B, ..., 3)'", &text), []);
}

#[test]
fn the_search_for_words_stops_when_the_time_is_up() {
    let words: Vec<String> = (1..200).map(|length| "a".repeat(length)).collect();
    let rules: String = words.iter().map(|word| format!(
        "- {{id: r{word}, languages: [regex], severity: INFO, message: m, pattern-regex: '{word}[0-9]*zz'}}\n"
    )).collect();
    let mut engine = engine(&format!("rules:\n{rules}"));
    let asked = Cell::new(0);
    let tick = || {
        asked.set(asked.get() + 1);
        asked.get() >= 3
    };
    let options = CheckOptions {
        tick: Some(&tick),
        ..CheckOptions::default()
    };
    let text = "a".repeat(20_000).into_bytes();
    let Checked::Report(report) = engine.check("a.txt", text, &options) else {
        panic!("no grammar is needed");
    };
    assert!(asked.get() < 10, "asked {} times", asked.get());
    let kinds: Vec<ProblemKind> = report.problems.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [ProblemKind::TimedOut]);
}

#[test]
fn more_findings_than_a_file_may_have_are_told() {
    let rules =
        "rules: [{id: r, languages: [regex], severity: INFO, message: m, pattern-regex: a}]";
    let (report, _) = run(rules, "a.txt", &"a ".repeat(60_000), usize::MAX);
    assert_eq!(report.findings.len(), 50_000);
    let kinds: Vec<ProblemKind> = report.problems.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [ProblemKind::TimedOut]);
}

#[test]
fn long_conditions_are_bad_rules() {
    let long = "$X + ".repeat(50_000);
    let rules = format!(
        "rules: [{{id: r, languages: [python], severity: INFO, message: m, patterns: [{{pattern: f($X)}}, {{metavariable-comparison: {{comparison: '{long}1 > 2'}}}}]}}]"
    );
    let source = RuleSource {
        path: "rules.yml".to_owned(),
        text: rules,
        origin: RuleOrigin::User,
        rules: Vec::new(),
    };
    let problems = Engine::default()
        .load_rules(&[source], &Choices::default())
        .problems;
    let kinds: Vec<ProblemKind> = problems.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [ProblemKind::BadRule]);
}

#[test]
fn aliases_of_large_values_are_followed_up_to_a_limit_that_is_told() {
    let rules = "rules: [{id: r, languages: [yaml], severity: INFO, message: m, patterns: [{pattern-inside: 'b: ...'}, {pattern: 'needle: $X'}]}]";
    let value = format!("  needle: 1\n{}", "  k: 1\n".repeat(1_000));
    let text = |aliases: usize| {
        let uses: String = (0..aliases).map(|at| format!("b{at}: *a\n")).collect();
        format!("a: &a\n{value}{uses}")
    };
    let (report, _) = run(rules, "a.yaml", &text(3), usize::MAX);
    assert_eq!(report.problems, []);
    let (report, _) = run(rules, "a.yaml", &text(400), usize::MAX);
    let told = report.problems.iter().map(|one| one.kind);
    assert_eq!(told.collect::<Vec<_>>(), [ProblemKind::TooDeep]);
}

#[test]
fn loops_are_repeated_until_nothing_changes_or_it_is_told() {
    let rules = "rules: [{id: r, languages: [python], severity: INFO, message: m, mode: taint, pattern-sources: [{pattern: source()}], pattern-sinks: [{pattern: sink(...)}]}]";
    let text = |moves: usize| {
        let names: String = (1..=moves).map(|at| format!("x{at} = a()\n")).collect();
        let moved = (0..moves).rev();
        let lines: String = moved
            .map(|at| format!("    x{} = x{at}\n", at + 1))
            .collect();
        format!("{names}x0 = source()\nwhile c():\n    sink(x{moves})\n{lines}")
    };
    let (report, _) = run(rules, "a.py", &text(30), usize::MAX);
    assert_eq!((report.findings.len(), report.problems), (1, vec![]));
    let (report, _) = run(rules, "a.py", &text(100), usize::MAX);
    let kinds: Vec<ProblemKind> = report.problems.iter().map(|one| one.kind).collect();
    assert!(kinds.contains(&ProblemKind::TimedOut), "{kinds:?}");
}

#[test]
fn shell_in_a_dockerfile_is_parsed_within_the_time() {
    let rules = "rules: [{id: r, languages: [dockerfile], severity: INFO, message: m, pattern: RUN curl $X}]";
    let text = format!("FROM a\n{}", "RUN curl a | sh\n".repeat(500));
    let (_, all) = run(rules, "Dockerfile", &text, usize::MAX);
    assert!(all > 500, "asked {all} times");
    let (report, _) = run(rules, "Dockerfile", &text, all / 4);
    let kinds: Vec<ProblemKind> = report.problems.iter().map(|one| one.kind).collect();
    assert!(kinds.contains(&ProblemKind::TimedOut), "{kinds:?}");
}

#[test]
fn a_pattern_that_is_nested_too_deep_is_a_bad_rule() {
    let pattern = format!("{}x{}", "(".repeat(2_000), ")".repeat(2_000));
    let rules = format!(
        "rules: [{{id: r, languages: [python], severity: INFO, message: m, pattern: 'f({pattern})'}}]"
    );
    let mut engine = engine(&rules);
    let python = Lang::from_name("python").expect("a language");
    let problems = engine.compile_rules(python);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].kind, ProblemKind::BadRule);
}

#[test]
fn chains_that_only_our_trees_have_are_no_depth() {
    let rules = "rules: [{id: r, languages: [hcl], severity: INFO, message: m, pattern: 'y = $X'}]";
    let text = format!("y = 1\nx = x{}\n", ".a".repeat(5_000));
    let (report, _) = run(rules, "a.tf", &text, usize::MAX);
    assert_eq!(report.findings.len(), 1);
    assert_eq!(report.problems, []);
}

#[test]
fn code_that_is_nested_too_deep_is_named() {
    let rules = "rules: [{id: r, languages: [python], severity: INFO, message: m, pattern: f($X)}]";
    let text = format!("f(1)\ny = {}x{}\n", "g(".repeat(3_000), ")".repeat(3_000));
    let (report, _) = run(rules, "a.py", &text, usize::MAX);
    assert_eq!(report.findings.len(), 1);
    let told = report.problems.iter().map(|one| (one.kind, one.line));
    assert_eq!(told.collect::<Vec<_>>(), [(ProblemKind::TooDeep, Some(2))]);
}

/// What is told of a file that is nested so deep in its language that the scanner of the grammar would lose its place.
fn beyond_scanner(language: &str, path: &str, text: &str) {
    let rule =
        format!("id: r\nlanguage: {language}\nseverity: error\nmessage: m\nrule: {{ regex: x }}\n");
    let (report, _) = run(&rule, path, text, usize::MAX);
    let told: Vec<ProblemKind> = report.problems.iter().map(|problem| problem.kind).collect();
    assert_eq!(told, [ProblemKind::TooDeep], "{path}");
    let reason = NotParsed::TooDeep;
    assert_eq!(report.parse, ParseOutcome::NotParsed { reason }, "{path}");
    assert_eq!(report.findings, [], "{path}");
}

#[test]
fn what_a_scanner_cannot_remember_is_told_and_not_parsed() {
    let stairs = |line: &str, depth: usize| -> String {
        (0..depth)
            .map(|at| format!("{}{line}\n", " ".repeat(at)))
            .collect()
    };
    beyond_scanner("yaml", "a.yaml", &format!("{}x\n", "- ".repeat(300)));
    beyond_scanner("yaml", "a.yaml", &stairs("x:", 300));
    beyond_scanner(
        "yaml",
        "a.yaml",
        &format!("a: |\n  x\nb:\n{}x\n", "? ".repeat(300)),
    );
    beyond_scanner("python", "a.py", &stairs("if x:", 600));
    beyond_scanner("scala", "a.scala", &stairs("if x then", 600));
    let strings = format!("x = {}y{}\n", "\"#{".repeat(400), "}\"".repeat(400));
    beyond_scanner("ruby", "a.rb", &strings);
    beyond_scanner("ruby", "a.rb", &format!("f({})\n", "<<~X, ".repeat(400)));
}

#[test]
fn tables_of_thousands_of_entries_are_matched_whole() {
    let entries: String = (0..5_000)
        .map(|at| format!("    'k{at}': 'v',\n"))
        .collect();
    let rule = r#"
rules:
  - id: r
    languages: [python]
    severity: INFO
    message: m
    patterns:
      - pattern: '{..., "$K": "$V", ...}'
      - metavariable-regex: {metavariable: $K, regex: k4999}
"#;
    let text = format!("T = {{\n{entries}}}\n");
    let (report, _) = run(rule, "a.py", &text, usize::MAX);
    assert_eq!(report.problems, []);
    assert_eq!(report.findings.len(), 1);
}
