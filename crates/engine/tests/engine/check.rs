//! The engine as a host uses it: a rule and a text go in, findings come out.

use std::cell::Cell;

use crate::support::{engine, report, source};
use assay_engine::{CheckOptions, Checked, Choices, Engine};
use assay_languages::{Lang, install_native_grammars};
use assay_model::{FileReport, NotParsed, ParseOutcome, ProblemKind, RuleSource, Severity, Status};

fn run(rules: &str, path: &str, text: &str, options: &CheckOptions<'_>) -> FileReport {
    report(engine(rules).check(path, text.as_bytes().to_vec(), options))
}

/// What is found, as `line:col text`, the same with and without the prefilter and rule by rule.
fn check(rules: &str, path: &str, text: &str, expected: &[&str]) -> FileReport {
    let report = run(rules, path, text, &CheckOptions::default());
    let found: Vec<String> = report
        .findings
        .iter()
        .map(|finding| {
            let start = finding.range.start;
            format!("{}:{} {}", start.line, start.col, finding.excerpt)
        })
        .collect();
    assert_eq!(found, expected);
    for options in [
        CheckOptions {
            use_prefilter: false,
            ..Default::default()
        },
        CheckOptions {
            isolate: true,
            ..Default::default()
        },
    ] {
        assert_eq!(run(rules, path, text, &options).findings, report.findings);
    }
    report
}

const EXEC: &str = "id: exec\nlanguage: python\nseverity: error\nmessage: found $A\nrule: {pattern: exec($A)}\nfix: run($A)";

#[test]
fn a_finding_says_all_about_a_match() {
    let report = check(EXEC, "a.py", "x = '😀'; exec( a )\n", &["1:11 exec( a )"]);
    let finding = &report.findings[0];
    assert_eq!(
        (finding.message.as_str(), finding.severity),
        ("found a", Severity::High)
    );
    assert_eq!(finding.metavars["A"].text, "a");
    assert_eq!(
        finding.fix.as_ref().map(|fix| fix.text.as_str()),
        Some("run(a)")
    );
    assert_eq!(report.lines.code, 1);
    assert!(
        matches!(report.parse, ParseOutcome::Parsed(health) if health.errors == 0 && health.nodes > 5)
    );
}

#[test]
fn files_that_cannot_match_are_not_parsed() {
    let report = check(EXEC, "a.py", "execute(1)\n", &[]);
    assert_eq!(
        report.parse,
        ParseOutcome::NotParsed {
            reason: NotParsed::NoRuleCouldMatch
        }
    );
    let report = check(EXEC, "a.unknown", "exec(1)\n", &[]);
    assert_eq!(
        (report.language, report.parse),
        (
            None,
            ParseOutcome::NotParsed {
                reason: NotParsed::NoGrammar
            }
        )
    );
}

#[test]
fn the_prefilter_loses_nothing_that_ast_grep_steps_over() {
    for (language, path, pattern, text) in [
        ("tsx", "a.tsx", "exec($A)", "exec?.(x)"),
        ("javascript", "a.js", "exec($A)", "exec // (\n /* ( */ (x)"),
        (
            "go",
            "a.go",
            "a = $X",
            "package p\nfunc f() { a, b = 1, 2 }",
        ),
        ("python", "a.py", "f($$$, shell=True)", "f(1, shell = True)"),
        ("php", "a.php", "echo $A;", "<?php ECHO 1;"),
    ] {
        let rules = format!("id: r\nlanguage: {language}\nrule: {{pattern: '{pattern}'}}");
        let with = run(&rules, path, text, &CheckOptions::default()).findings;
        let without = run(
            &rules,
            path,
            text,
            &CheckOptions {
                use_prefilter: false,
                ..Default::default()
            },
        )
        .findings;
        assert_eq!(with, without, "{pattern} in {text}");
    }
}

/// The line of the comment that hides a finding.
fn comment_line(status: &Status) -> Option<u32> {
    match status {
        Status::Suppressed { line, .. } => Some(*line),
        _ => None,
    }
}

#[test]
fn suppressed_findings_are_kept_and_marked() {
    let report = check(
        EXEC,
        "a.py",
        "exec(1)  # ast-grep-ignore\nexec(2)\n",
        &["1:1 exec(1)", "2:1 exec(2)"],
    );
    let hidden: Vec<_> = report
        .findings
        .iter()
        .map(|finding| comment_line(&finding.status))
        .collect();
    assert_eq!(hidden, [Some(1), None]);
}

#[test]
fn identities_do_not_change_when_lines_move() {
    let prints = |text: &str| -> Vec<String> {
        run(EXEC, "a.py", text, &CheckOptions::default())
            .findings
            .into_iter()
            .map(|finding| finding.identity)
            .collect()
    };
    let before = prints("exec(1)\nexec(1)\nexec(2)\n");
    let moved = "# new\n\nexec(1)\nif x:\n  exec( 1 )\nexec(2)\n";
    assert_eq!(prints(moved), before);
    assert!(before[0] != before[1] && before[1] != before[2]);
}

#[test]
fn identities_are_of_the_definition_around_and_not_of_the_path() {
    let identity = |path: &str, text: &str| {
        let report = run(EXEC, path, text, &CheckOptions::default());
        report.findings[0].identity.clone()
    };
    let first = identity("a.py", "def f():\n  exec(1)\n");
    assert_eq!(identity("b/c.py", "x = 1\ndef f():\n  exec(1)\n"), first);
    assert_ne!(identity("a.py", "def g():\n  exec(1)\n"), first);
    assert_ne!(identity("a.py", "def f():\n  exec(2)\n"), first);
    let inside = identity("a.py", "class A:\n  def f(self):\n    exec(1)\n");
    assert_ne!(inside, first);
}

#[test]
fn transformations_may_be_written_short() {
    for (transformation, fixed) in [
        ("replace($A, replace='_(\\w)', by=7)", "g(some7ame)"),
        ("replace($A, replace=\"_\", by='-')", "g(some-name)"),
        ("substring($A, startChar=1, endChar=-1)", "g(ome_nam)"),
        (
            "convert($A, toCase=camelCase, separatedBy=[underscore])",
            "g(someName)",
        ),
    ] {
        let rules = format!(
            "id: r\nlanguage: python\nrule: {{pattern: f($A)}}\ntransform:\n  B: |\n    {transformation}\nfix: g($B)"
        );
        let report = check(&rules, "a.py", "f(some_name)\n", &["1:1 f(some_name)"]);
        let fix = report.findings[0].fix.as_ref();
        assert_eq!(
            fix.map(|fix| fix.text.as_str()),
            Some(fixed),
            "{transformation}"
        );
    }
}

#[test]
fn a_fix_never_puts_in_what_was_not_captured() {
    let rules = "id: r\nlanguage: python\nrule: {any: [{pattern: 'f($A)'}, {pattern: 'g($A, $B)'}]}\nfix: h($A, $B)";
    let report = check(
        rules,
        "a.py",
        "f(1)\ng(1, 2)\n",
        &["1:1 f(1)", "2:1 g(1, 2)"],
    );
    let fixes: Vec<_> = report
        .findings
        .iter()
        .map(|finding| finding.fix.as_ref().map(|fix| fix.text.as_str()))
        .collect();
    assert_eq!(fixes, [None, Some("h(1, 2)")]);
}

#[test]
fn scripts_and_styles_are_checked_where_they_stand() {
    let rules = "id: log\nlanguage: js\nrule: {pattern: console.log($A)}\n---\nid: red\nlanguage: css\nrule: {pattern: 'color: red'}";
    let html = "<p>ä</p><script>console.log(1)</script>\n<style>a { color: red; }</style>";
    let report = check(rules, "a.html", html, &["1:17 console.log(1)"]);
    assert_eq!(report.findings[0].language, "javascript");
}

#[test]
fn a_rule_of_a_regex_alone_is_refused_by_name() {
    let rule = "id: r\nlanguage: python\nseverity: info\nmessage: m\nrule: {regex: '^eval$'}\n";
    let python = Lang::from_name("python").unwrap();
    let problems = engine(rule).compile_rules(python);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].kind, ProblemKind::BadRule);
    assert_eq!(problems[0].rule_id.as_deref(), Some("r"));
}

#[test]
fn toml_patterns_and_regexes() {
    let rules = "[[pattern]]\nid = \"print\"\nlanguages = [\"python\"]\npattern = \"print($$$A)\"\nnot = \"print()\"\ninside = \"def $F($$$): $$$\"\nmessage = \"no\"\n\n[[pattern]]\nid = \"todo\"\nlanguages = [\"python\", \"javascript\"]\nregex = 'TODO\\((?P<who>\\w+)\\)'\nseverity = \"low\"\nmessage = \"of $who\"\n";
    let report = check(
        rules,
        "a.py",
        "print(1)\ndef f():\n  print(2)\n  print()\n# TODO(me)\n",
        &["3:3 print(2)", "5:3 TODO(me)"],
    );
    assert_eq!(report.findings[1].message, "of me");
    check(rules, "a.js", "// TODO(you)\n", &["1:4 TODO(you)"]);
}

#[test]
fn paths_count_only_if_asked() {
    let rules = "id: r\nlanguage: python\nfiles: ['src/**']\nrule: {pattern: f()}";
    check(rules, "src/a.py", "f()", &["1:1 f()"]);
    check(rules, "lib/a.py", "f()", &[]);
    let options = CheckOptions {
        apply_paths: false,
        ..Default::default()
    };
    assert_eq!(run(rules, "lib/a.py", "f()", &options).findings.len(), 1);
    let options = CheckOptions {
        skip_rules: vec!["r".to_owned()],
        ..Default::default()
    };
    assert_eq!(run(rules, "src/a.py", "f()", &options).findings.len(), 0);
}

#[test]
fn bad_rules_are_told_and_the_good_ones_run() {
    install_native_grammars();
    let text = "id: a\nlanguage: python\nrule: {kind: no_such_kind}\n---\nid: b\nlanguage: python\nrule: {pattern: f()}\n---\nid: c\nlanguag: python\nrule: {pattern: f()}\n";
    let mut engine = Engine::default();
    let loaded = engine.load_rules(&[source("r.yml", text)], &Choices::default());
    assert_eq!(
        loaded
            .problems
            .iter()
            .map(|problem| problem.line)
            .collect::<Vec<_>>(),
        [Some(10)]
    );
    let python = assay_languages::Lang::from_name("python").unwrap();
    let problems = engine.compile_rules(python);
    assert_eq!(
        (
            problems[0].line,
            problems[0].col,
            problems[0].rule_id.as_deref()
        ),
        (Some(3), Some(14), Some("a"))
    );
    let report = report(engine.check("a.py", b"f()".to_vec(), &CheckOptions::default()));
    assert_eq!(report.findings.len(), 1);
}

#[test]
fn a_bad_toml_pattern_is_told_with_its_line() {
    install_native_grammars();
    let text = "[[pattern]]\nid = \"a\"\nlanguages = [\"python\"]\nregex = \"x\"\n\n[[pattern]]\nid = \"b\"\nlanguages = [\"python\"]\npattern = \"a; b\"\n";
    let mut engine = Engine::default();
    let loaded = engine.load_rules(&[source("r.toml", text)], &Choices::default());
    assert_eq!(loaded.problems, []);
    let problems = engine.compile_rules(assay_languages::Lang::from_name("python").unwrap());
    assert_eq!(
        (
            problems.len(),
            problems[0].line,
            problems[0].rule_id.as_deref()
        ),
        (1, Some(9), Some("b"))
    );
}

#[test]
fn rules_of_every_dialect_obey_every_form_of_comment() {
    let dialects = [
        "id: r\nlanguage: python\nrule: {pattern: f($X)}",
        "[[pattern]]\nid = 'r'\nlanguages = ['python']\nmessage = 'm'\npattern = 'f($X)'",
        "rules: [{id: r, languages: [python], severity: INFO, message: m, pattern: f($X)}]",
        "rules: [{id: r, languages: [regex], severity: INFO, message: m, pattern-regex: 'f\\(.\\)'}]",
    ];
    let words = [
        "assay-ignore: r -- why",
        "nosemgrep: r",
        "nosem",
        "ast-grep-ignore: r",
    ];
    for rules in dialects {
        for word in words {
            let text = format!("x = 1\n# {word}\nf(1)\nf(2) # {word}\nf(3)\n");
            let report = run(rules, "a.py", &text, &CheckOptions::default());
            let hidden = report
                .findings
                .iter()
                .map(|finding| (finding.range.start.line, comment_line(&finding.status)));
            let expected = [(3, Some(2)), (4, Some(4)), (5, None)];
            assert_eq!(hidden.collect::<Vec<_>>(), expected, "{rules} {word}");
        }
    }
}

const SAME: &str =
    "id: same\nlanguage: javascript\nrule: {any: [{pattern: '$A == $A'}, {pattern: '[$$$]'}]}";

#[test]
fn hostile_texts_have_a_result() {
    // Debug builds of ast-grep-core walk to the root for every node, so depth costs its square there.
    let depth = if cfg!(debug_assertions) { 300 } else { 100_000 };
    let deep = "[".repeat(depth);
    let nested = format!("{}{}", "[".repeat(depth / 4), "]".repeat(depth / 4));
    for text in [
        "",
        "\0\0 [1] \0",
        "\r\n[1]\r\n",
        &deep,
        &nested,
        "\u{FEFF}[1]",
    ] {
        let report = run(SAME, "a.js", text, &CheckOptions::default());
        assert!(matches!(report.parse, ParseOutcome::Parsed(_)) || text.is_empty());
    }
    let Checked::Report(report) =
        engine(EXEC).check("a.py", b"exec('\xFF')".to_vec(), &CheckOptions::default())
    else {
        panic!()
    };
    assert_eq!(report.findings.len(), 1);
}

#[test]
fn a_long_line_is_no_trouble() {
    let text = "exec(1);'ä';".repeat(3_000);
    let report = run(EXEC, "a.py", &text, &CheckOptions::default());
    assert_eq!(report.findings.len(), 3_000);
    assert_eq!(report.findings[1].range.start.col, 13);
}

#[test]
fn the_clock_ends_a_check_and_keeps_what_was_found() {
    let text = "exec(1)\n".repeat(5_000);
    let never = run(
        EXEC,
        "a.py",
        &text,
        &CheckOptions {
            tick: Some(&|| true),
            ..Default::default()
        },
    );
    assert_eq!(
        (never.parse, never.problems[0].kind),
        (
            ParseOutcome::NotParsed {
                reason: NotParsed::TimedOut
            },
            ProblemKind::TimedOut
        )
    );
    let asked = Cell::new(0);
    let all = run(
        EXEC,
        "a.py",
        &text,
        &CheckOptions {
            tick: Some(&|| {
                asked.set(asked.get() + 1);
                false
            }),
            ..Default::default()
        },
    );
    let left = Cell::new(asked.get() - 5);
    let some = run(
        EXEC,
        "a.py",
        &text,
        &CheckOptions {
            tick: Some(&|| {
                left.set(left.get() - 1);
                left.get() < 0
            }),
            ..Default::default()
        },
    );
    assert!(!some.findings.is_empty() && some.findings.len() < all.findings.len());
    assert_eq!(some.problems[0].kind, ProblemKind::TimedOut);
}

#[test]
fn a_rule_over_its_time_is_named_and_the_others_go_on() {
    let many: String = (0..100)
        .map(|number| format!("      - pattern: f{number}(...)\n"))
        .collect();
    let rule = |id: &str, what: &str| {
        format!(
            "  - id: {id}\n    languages: [python]\n    severity: ERROR\n    message: m\n    {what}\n"
        )
    };
    let rules = format!(
        "rules:\n{}{}",
        rule("slow", &format!("pattern-either:\n{many}")),
        rule("quick", "pattern: f99(...)"),
    );
    let text = "f99(1)\n";
    // Each look at the clock takes a millisecond.
    let now = Cell::new(0.0);
    let clock = || {
        now.set(now.get() + 1.0);
        now.get()
    };
    let ready = Cell::new(0);
    let tell = || ready.set(ready.get() + 1);
    let mut engine = engine(&rules);
    let mut check = |budget| {
        let options = CheckOptions {
            clock: Some(&clock),
            rule_budget_ms: Some(budget),
            on_ready: Some(&tell),
            ..Default::default()
        };
        let Checked::Report(report) = engine.check("a.py", text.into(), &options) else {
            panic!("the grammar is there")
        };
        *report
    };
    let report = check(20.0);
    let found: Vec<&str> = report.findings.iter().map(|one| &*one.rule_id).collect();
    assert_eq!(found, ["quick"]);
    let told = report.problems.iter();
    let told: Vec<_> = told
        .map(|problem| (problem.kind, problem.rule_id.as_deref()))
        .collect();
    assert_eq!(told, [(ProblemKind::TimedOut, Some("slow"))]);
    let patient = check(1e6);
    assert_eq!((patient.findings.len(), patient.problems), (2, vec![]));
    assert_eq!(ready.get(), 1, "rules are compiled for the first file only");
}

#[test]
fn an_injection_that_does_not_compile_is_named() {
    install_native_grammars();
    let config = "ruleDirs: [rules]\nlanguageInjections:\n\
        - hostLanguage: js\n  rule: { kind: no_such_kind }\n  injected: css\n";
    let mut engine = Engine::default();
    let loaded = engine.load_rules(&[source("sgconfig.yml", config)], &Choices::default());
    assert_eq!(loaded.problems, []);
    let problems = engine.compile_rules(Lang::from_name("javascript").expect("a language"));
    let [problem] = problems.as_slice() else {
        panic!("one problem, not {problems:?}");
    };
    assert_eq!(problem.kind, ProblemKind::BadRule);
    assert_eq!(
        (problem.path.as_deref(), problem.line),
        (Some("sgconfig.yml"), Some(3))
    );
    assert!(problem.message.contains("no_such_kind"), "{problem:?}");
}

#[test]
fn a_file_is_parsed_once_with_each_grammar() {
    install_native_grammars();
    let rules = [
        "id: a\nlanguage: javascript\nrule: {pattern: f($X)}",
        "rules: [{id: b, languages: [javascript], severity: INFO, message: m, pattern: f($X)}]",
        "[[pattern]]\nid = 'c'\nlanguages = ['javascript']\nmessage = 'm'\npattern = 'f($X)'",
    ];
    let paths = ["a.yml", "b.yml", "c.toml"];
    let sources: Vec<RuleSource> = rules
        .iter()
        .zip(paths)
        .map(|(text, path)| source(path, text))
        .collect();
    for (text, expected) in [
        ("f(1)", vec![("javascript", 1)]),
        ("let a: B = f(1)", vec![("javascript", 1), ("tsx", 1)]),
        ("f(1) ] let a: = f(1)", vec![("javascript", 1), ("tsx", 1)]),
    ] {
        let mut engine = Engine::default();
        engine.load_rules(&sources, &Choices::default());
        let checked = engine.check("a.js", text.into(), &CheckOptions::default());
        assert!(matches!(checked, Checked::Report(_)));
        assert_eq!(Vec::from_iter(engine.parses()), expected, "{text}");
    }
}

#[test]
fn comments_that_hide_nothing_are_found_where_no_rule_may_match_too() {
    let found = |text: &str, options: &CheckOptions<'_>| -> Vec<(String, u32)> {
        let report = run(EXEC, "a.py", text, options);
        assert_eq!(report.problems, []);
        let about = report
            .findings
            .into_iter()
            .filter(|one| one.rule_id.starts_with("suppression/"));
        about
            .map(|one| (one.rule_id, one.range.start.line))
            .collect()
    };
    let options = CheckOptions::default();
    let of = |rule: &str, line| vec![(format!("suppression/{rule}"), line)];
    assert_eq!(
        found("x = 1\ny = 2  # assay-ignore\n", &options),
        of("unused", 2)
    );
    assert_eq!(found("exec(1)  # assay-ignore\n", &options), []);
    assert_eq!(
        found("x = 1  # assay-ignore:\n", &options),
        of("malformed", 1)
    );
    assert_eq!(
        found("x = 1  # assay-ignore: project/import-cycle\n", &options),
        []
    );
    assert_eq!(
        found("x = 1  # assay-ignore: no-such-rule\n", &options),
        of("unused", 1)
    );
    let dated = "exec(1)  # assay-ignore -- until 2024-12-31\n";
    let on = |now| CheckOptions {
        now: Some(now),
        ..CheckOptions::default()
    };
    assert_eq!(found(dated, &on(1_735_689_599.0)), []);
    assert_eq!(found(dated, &on(1_735_689_600.0)), of("expired", 1));
}
