//! The Semgrep dialect as a whole: rules in, findings and problems out.

use crate::support::{report, source};
use assay_engine::{CheckOptions, Checked, Choices, Engine, apply_fixes};
use assay_languages::{Lang, install_native_grammars};
use assay_model::{FileReport, Problem, RuleOrigin, RuleSource, Status};

/// Loads a file of rules and checks a text with them; all problems come together.
fn run(rules: &str, path: &str, text: &str) -> (FileReport, Vec<Problem>) {
    install_native_grammars();
    let mut engine = Engine::default();
    let mut problems = engine
        .load_rules(&[source("rules.yml", rules)], &Choices::default())
        .problems;
    for lang in Lang::all() {
        problems.extend(engine.compile_rules(lang));
    }
    problems.extend(engine.compile_text_rules());
    let options = CheckOptions::default();
    let report = report(engine.check(path, text.as_bytes().to_vec(), &options));
    problems.extend(report.problems.clone());
    (report, problems)
}

/// A rule around what it looks for.
fn rule(language: &str, body: &str) -> String {
    let body: String = body.lines().map(|line| format!("    {line}\n")).collect();
    format!(
        "rules:\n  - id: r\n    languages: [{language}]\n    severity: ERROR\n    message: found $X\n{body}"
    )
}

/// The lines of visible findings.
fn lines(report: &FileReport) -> Vec<u32> {
    let visible = report
        .findings
        .iter()
        .filter(|finding| finding.status == Status::Open);
    visible.map(|finding| finding.range.start.line).collect()
}

/// The lines on which a rule for Python finds something.
fn check(body: &str, text: &str, expected: &[u32]) {
    let (report, problems) = run(&rule("python", body), "a.py", text);
    assert_eq!(problems, [], "{body}");
    assert_eq!(lines(&report), expected, "{body}");
}

#[test]
fn conjunctions_negations_and_insides() {
    let text = "def f():\n    a(1)\n    b(1)\ndef g():\n    a(2)\na(3)\n";
    let body = "patterns:\n- pattern: a($X)\n- pattern-inside: |\n    def f(): ...\n";
    check(body, text, &[2]);
    let body = "patterns:\n- pattern: a($X)\n- pattern-not-inside: |\n    def f(): ...\n";
    check(body, text, &[5, 6]);
    let body = "patterns:\n- pattern: a($X)\n- pattern-not: a(2)\n";
    check(body, text, &[2, 6]);
    let body = "pattern-either:\n- pattern: a(1)\n- pattern: b($X)\n";
    check(body, text, &[2, 3]);
    let body = "match:\n  all:\n  - a($X)\n  - not: a(3)\n  - inside: |\n      def $F(): ...\n";
    check(body, text, &[2, 5]);
}

#[test]
fn metavariables_unify_across_patterns() {
    let text = "def f(x):\n    use(x)\ndef g(x):\n    use(y)\n";
    let body = "patterns:\n- pattern-inside: |\n    def $F($X): ...\n- pattern: use($X)\n";
    check(body, text, &[2]);
}

#[test]
fn a_focus_narrows_the_match() {
    let text = "f(a,\n  b)\n";
    let focus =
        |names: &str| format!("patterns:\n- pattern: f($X, $Y)\n- focus-metavariable: {names}\n");
    check(&focus("$X"), text, &[1]);
    check(&focus("$Y"), text, &[2]);
    check(&focus("[$X, $Y]"), text, &[1, 2]);
    let body = "match:\n  pattern: f($X, $Y)\n  where:\n  - focus: $Y\n";
    check(body, text, &[2]);
}

#[test]
fn conditions_on_metavariables() {
    let text = "f(8080)\nf(80)\nf('key')\nf(bar(1))\n";
    let with = |condition: &str| format!("patterns:\n- pattern: f($X)\n- {condition}\n");
    check(
        &with("metavariable-comparison: {comparison: $X > 1024}"),
        text,
        &[1],
    );
    check(
        &with("metavariable-comparison: {comparison: '$X in [80, 443]'}"),
        text,
        &[2],
    );
    check(
        &with("metavariable-regex: {metavariable: $X, regex: '8'}"),
        text,
        &[1, 2],
    );
    check(
        &with("metavariable-regex: {metavariable: $X, regex: '.*(?<!80)$'}"),
        text,
        &[3, 4],
    );
    check(
        &with("metavariable-pattern: {metavariable: $X, pattern: bar(...)}"),
        text,
        &[4],
    );
    let nested = "metavariable-pattern: {metavariable: $X, language: generic, pattern: key}";
    check(&with(nested), text, &[3]);
    let body = "match:\n  pattern: f($X)\n  where:\n  - metavariable: $X\n    regex: k\n";
    check(body, text, &[3]);
}

#[test]
fn texts_without_a_language() {
    let body = "pattern: |\n  server ... { ... listen $X; ... }\n";
    let text = "server a {\n  x;\n  listen 80;\n}\n";
    let (report, problems) = run(&rule("generic", body), "a.conf", text);
    assert_eq!((lines(&report), problems), (vec![1], vec![]));
    assert_eq!(report.findings[0].message, "found 80");
    let (report, _) = run(
        &rule("regex", "pattern-regex: 'a(?=b)'"),
        "x.unknown",
        "b\nab\n",
    );
    assert_eq!(lines(&report), [2]);
}

#[test]
fn a_rule_for_typescript_runs_on_tsx() {
    let rules = rule("ts", "pattern: f($X)");
    for path in ["a.ts", "a.tsx"] {
        assert_eq!(lines(&run(&rules, path, "f(1)").0), [1], "{path}");
    }
    assert_eq!(run(&rules, "a.js", "f(1)").0.findings, []);
}

#[test]
fn fixes_fill_in_metavariables() {
    let fixed = |body: &str, text: &str| {
        let (report, problems) = run(&rule("python", body), "a.py", text);
        assert_eq!(problems, [], "{body}");
        apply_fixes(
            text,
            report.findings.iter().filter_map(|one| one.fix.as_ref()),
            None,
        )
        .text
    };
    let body = "pattern: f($X, $...REST)\nfix: g($X, $...REST)";
    assert_eq!(fixed(body, "f(1)\nf(1, 2)\n"), "g(1)\ng(1, 2)\n");
    let body = "pattern: f($X)\nfix-regex: {regex: '(.)\\)', replacement: '\\1\\1)'}";
    assert_eq!(fixed(body, "f(1)\n"), "f(11)\n");
    let body = "pattern-either:\n- pattern: f($X)\n- pattern: h($Y)\nfix: g($X)";
    let (report, problems) = run(&rule("python", body), "a.py", "h(1)\n");
    assert_eq!(report.findings[0].fix, None);
    assert!(problems[0].message.contains("$X"), "{problems:?}");
}

#[test]
fn a_comment_that_hides_nothing_is_told() {
    let rules = rule("python", "pattern: f($X)");
    let text = "f(1) # nosem\n# nosemgrep: r\nf(2)\nf(3) # nosemgrep: other\nf(4) # nosemgrep:\n";
    let (report, problems) = run(&rules, "a.py", text);
    assert_eq!(problems, []);
    let (about, found): (Vec<_>, Vec<_>) = report
        .findings
        .iter()
        .partition(|one| one.rule_id.starts_with("suppression/"));
    assert_eq!(found.len(), 4);
    let told: Vec<_> = about
        .iter()
        .map(|one| (&*one.rule_id, one.range.start.line))
        .collect();
    assert_eq!(told, [("suppression/malformed", 5)]);
    assert_eq!(lines(&report), [4, 5, 5]);
}

/// The first problem of a rule: its line, column and a part of its message.
fn refused(rules: &str, line: u32, col: u32, part: &str) {
    let (_, problems) = run(rules, "a.py", "f(1)\n");
    let problem = problems
        .first()
        .unwrap_or_else(|| panic!("no problem with {rules}"));
    assert_eq!(
        (problem.line, problem.col),
        (Some(line), Some(col)),
        "{problem:?}"
    );
    assert!(problem.message.contains(part), "{problem:?}");
    assert!(problem.help.is_some());
}

#[test]
fn mistakes_are_placed_in_the_file() {
    refused(&rule("pyton", "pattern: f($X)"), 3, 17, "pyton");
    // The key is told first, then that nothing is looked for.
    refused(&rule("python", "patern: f($X)"), 6, 5, "patern");
    refused(&rule("python", "pattern: |\n  f(1\n"), 7, 10, "f(1");
    refused(&rule("python", "pattern-regex: '('"), 6, 21, "(");
    refused(
        &rule("python", "patterns:\n- pattern-not: f($X)"),
        6,
        5,
        "only negative patterns",
    );
    refused(
        &rule("python", "patterns:\n- pattern: f($X)\n  pattern-not: f(1)"),
        8,
        7,
        "second",
    );
    refused(&rule("python", "mode: join\npattern: f($X)"), 6, 11, "join");
    refused(
        &rule("python", "pattern: f($X)\nmin-version: 9.0.0"),
        7,
        18,
        "9.0.0",
    );
    let comparison = "patterns:\n- pattern: f($X)\n- metavariable-comparison: {comparison: $X >}";
    refused(&rule("python", comparison), 8, 49, "incomplete");
}

#[test]
fn a_bad_rule_leaves_the_others() {
    let rules = "rules:\n- id: a\n  languages: [python]\n- id: b\n  languages: [python]\n  severity: LOW\n  message: m\n  pattern: f(...)\n";
    let (report, problems) = run(rules, "a.py", "f(1)\n");
    assert_eq!((lines(&report), problems.len()), (vec![1], 1));
    assert_eq!(problems[0].rule_id.as_deref(), Some("a"));
}

#[test]
fn what_is_wrong_with_patterns_is_told_also_after_a_check() {
    install_native_grammars();
    let python = Lang::from_name("python").expect("a language");
    let source = RuleSource {
        path: "rules.yml".to_owned(),
        text: rule("python", "pattern: if $X ==== 3"),
        origin: RuleOrigin::User,
        rules: Vec::new(),
    };
    let mut engine = Engine::default();
    engine.load_rules(&[source], &Choices::default());
    // The check compiles the rule; whoever asks later must hear of it all the same.
    let checked = engine.check("a.py", b"if a: b()\n".to_vec(), &CheckOptions::default());
    assert!(matches!(checked, Checked::Report(_)));
    for _ in 0..2 {
        assert_eq!(engine.compile_rules(python).len(), 1);
    }
}

#[test]
fn what_the_deep_analysis_drops_is_kept_with_its_reason() {
    let body = "mode: taint\npattern-sources:\n- pattern: source()\npattern-sinks:\n- pattern: sink(...)\n";
    let source = RuleSource {
        path: "rules.yml".to_owned(),
        text: rule("python", body),
        origin: RuleOrigin::User,
        rules: Vec::new(),
    };
    install_native_grammars();
    let mut engine = Engine::default();
    engine.load_rules(&[source], &Choices::default());
    let text = b"x = source()\nif False:\n    sink(x)\nsink(x)\n".to_vec();
    for (deep, hidden) in [(false, vec![]), (true, vec![3])] {
        let options = CheckOptions {
            deep,
            ..CheckOptions::default()
        };
        let Checked::Report(report) = engine.check("a.py", text.clone(), &options) else {
            panic!("a grammar is missing");
        };
        assert_eq!(report.findings.len(), 2, "deep: {deep}");
        let dismissed = report.findings.iter().filter_map(|finding| {
            let Status::Dismissed { step, .. } = &finding.status else {
                return None;
            };
            assert_eq!(step, "dead-branches");
            assert!(!finding.flow.is_empty());
            Some(finding.range.start.line)
        });
        assert_eq!(dismissed.collect::<Vec<u32>>(), hidden);
    }
}

/// A file that is opened must be closed before the function is left.
const LEAKS: &str = "mode: taint
pattern-sources:
- by-side-effect: only
  patterns:
  - pattern: $FILE = open(...)
  - focus-metavariable: $FILE
pattern-sanitizers:
- by-side-effect: true
  patterns:
  - pattern: $FILE.close(...)
  - focus-metavariable: $FILE
pattern-sinks:
- at-exit: true
  pattern: |
    def $X(...):
      ...
";

#[test]
fn sinks_at_exits_are_where_functions_end() {
    let text = "def f(c):\n    a = open('a')\n    if c:\n        return a.read()\n    a.close()\n\ndef g():\n    b = open('b')\n    print(b.read())\n";
    let source = RuleSource {
        path: "rules.yml".to_owned(),
        text: rule("python", LEAKS),
        origin: RuleOrigin::User,
        rules: Vec::new(),
    };
    install_native_grammars();
    let mut engine = Engine::default();
    assert_eq!(
        engine.load_rules(&[source], &Choices::default()).problems,
        []
    );
    for (deep, found) in [
        (false, vec![]),
        (true, vec![(4, 9, "found f"), (9, 5, "found g")]),
    ] {
        let options = CheckOptions {
            deep,
            ..CheckOptions::default()
        };
        let Checked::Report(report) = engine.check("a.py", text.as_bytes().to_vec(), &options)
        else {
            panic!("a grammar is missing");
        };
        let findings = report.findings.iter().map(|finding| {
            let start = finding.range.start;
            (start.line, start.col, finding.message.as_str())
        });
        assert_eq!(findings.collect::<Vec<_>>(), found, "deep: {deep}");
        // Where they are not looked for, that is told.
        let told = report
            .problems
            .iter()
            .any(|problem| problem.message.contains("at-exit"));
        assert_eq!(told, !deep);
    }
}

#[test]
fn names_are_the_same_as_the_rule_wants() {
    let text = "def f(x):\n    a(x)\n    g = lambda x: b(x)\n";
    let body = "patterns:\n- pattern: b($X)\n- pattern-inside: |\n    a($X)\n    ...\n";
    check(body, text, &[]);
    check(
        &format!("{body}options: {{unify_ids_strictly: false}}\n"),
        text,
        &[3],
    );
}

#[test]
fn the_second_engine_for_texts_is_there_when_it_is_asked_for() {
    let body = |options: &str| {
        format!(
            "patterns:\n- pattern: set($X, $...REST)\n- metavariable-regex: {{metavariable: $X, regex: ^b}}\noptions: {{generic_engine: aliengrep{options}}}\n"
        )
    };
    let text = "set(a, 1)\nset (b-c,\n  (2), 3)\nset(b, 4)\n";
    let check = |options: &str, expected: &[u32]| {
        let (report, problems) = run(&rule("generic", &body(options)), "a.conf", text);
        assert_eq!(problems, [], "{options}");
        assert_eq!(lines(&report), expected, "{options}");
    };
    check("", &[4]);
    check(", generic_extra_word_characters: ['-']", &[2, 4]);
    check(
        ", generic_multiline: false, generic_extra_word_characters: ['-']",
        &[4],
    );
    check(", generic_braces: [['<', '>']]", &[4]);
    let refused = |options: &str, expected: &str| {
        let (_, problems) = run(&rule("generic", &body(options)), "a.conf", text);
        let told = problems
            .iter()
            .any(|problem| problem.message.contains(expected));
        assert!(told, "{options}: {problems:?}");
    };
    refused(
        ", generic_extra_word_characters: ['ab']",
        "single characters",
    );
    refused(", generic_braces: ['(']", "must be a list");
    refused(
        ", generic_braces: [['(', ')'], ['(', ']']]",
        "`(` is duplicated",
    );
    let (_, problems) = run(
        &rule("generic", "pattern: a\noptions: {generic_engine: other}\n"),
        "a.conf",
        text,
    );
    assert!(
        problems[0]
            .message
            .contains("`other` is not a generic engine"),
        "{problems:?}"
    );
}

#[test]
fn older_names_of_options_are_understood() {
    let options = |options: &str| format!("options: {{{options}}}\n");
    let equal = "pattern: f($X) == 1\n";
    check(equal, "1 == f(2)\n", &[]);
    check(
        &(equal.to_owned() + &options("commutative_compop: true")),
        "1 == f(2)\n",
        &[1],
    );
    let taint =
        "mode: taint\npattern-sources: [{pattern: s()}]\npattern-sinks: [{pattern: f($X)}]\n";
    let text = "x = s()\nf(x)\n";
    check(taint, text, &[2]);
    check(
        &(taint.to_owned() + &options("taint_match_on: source")),
        text,
        &[1],
    );
}

#[test]
fn paths_choose_files() {
    let rules = rule(
        "python",
        "pattern: f($X)\npaths: {include: ['src/**/*.py'], exclude: [test]}",
    );
    let found = |path: &str| run(&rules, path, "f(1)\n").0.findings.len();
    assert_eq!(found("a/src/b/c.py"), 1);
    assert_eq!(found("c.py"), 0);
    assert_eq!(found("src/test/c.py"), 0);
}
