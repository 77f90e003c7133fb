//! Long chains, as generators of code write them: thousands of `else if`, operands, calls on calls. They are
//! followed to their end: what stands in the last link, behind the chain and what flows through it is found.

use crate::support::{engine, report};
use assay_engine::CheckOptions;
use assay_model::FileReport;

/// The stack of a thread in a browser, and what unoptimized code takes instead.
const STACK: usize = if cfg!(debug_assertions) {
    4 << 20
} else {
    500 << 10
};

/// The rules `last`, `behind` and `flow`, for one language.
fn rules(language: &str) -> String {
    let rule = |id: &str, body: &str| {
        format!("  - {{id: {id}, languages: [{language}], severity: INFO, message: m, {body}}}\n")
    };
    let flow = "mode: taint, pattern-sources: [{pattern: source()}], pattern-sinks: [{pattern: sink(...)}]";
    let rules = [
        rule("last", "pattern: last($X)"),
        rule("behind", "pattern: behind($X)"),
        rule("flow", flow),
    ];
    format!("rules:\n{}", rules.concat())
}

/// What is found in a text, by rule, and what problems there are.
fn found(language: &str, path: &str, text: String) -> (Vec<String>, Vec<String>) {
    let (rules, path) = (rules(language), path.to_owned());
    let run = move || {
        let mut engine = engine(&rules);
        told(&report(engine.check(
            &path,
            text.into_bytes(),
            &CheckOptions::default(),
        )))
    };
    #[expect(
        clippy::disallowed_methods,
        reason = "only a thread has a stack of another size"
    )]
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(run);
    thread.expect("a thread").join().expect("no panic")
}

fn told(report: &FileReport) -> (Vec<String>, Vec<String>) {
    let ids = report
        .findings
        .iter()
        .map(|finding| finding.rule_id.clone());
    let problems = report
        .problems
        .iter()
        .map(|problem| problem.message.clone());
    (ids.collect(), problems.collect())
}

/// A chain of `if`s: the head, the link with its number, and what comes after the last link.
fn check_ifs(language: &str, path: &str, head: &str, link: &str, end: &str) {
    let links = (1..5_000).map(|number| link.replace('#', &number.to_string()));
    let text = format!("{head}{}{end}", links.collect::<String>());
    let (mut ids, problems) = found(language, path, text);
    ids.sort();
    assert_eq!(
        ids,
        ["behind", "flow", "flow", "last"],
        "{language}: {problems:?}"
    );
    assert_eq!(problems, [""; 0], "{language}");
}

#[test]
fn chains_of_ifs_have_no_end_to_what_is_found() {
    check_ifs(
        "python",
        "a.py",
        "def f(a):\n  x = source()\n  y = 1\n  if a == 0:\n    g(0)\n",
        "  elif a == #:\n    g(#)\n",
        "  else:\n    last(1)\n    sink(x)\n    y = x\n  behind(1)\n  sink(y)\n",
    );
    let braces = |head: &str, variable: &str| {
        (
            format!("{head} {variable}x = source(); {variable}y = 1; if (a == 0) {{ g(0); }}\n"),
            "else if (a == #) { g(#); }\n",
            "else { last(1); sink(x); y = x; }\nbehind(1); sink(y); }",
        )
    };
    for (language, path, head, variable) in [
        ("javascript", "a.js", "function f(a) {", "let "),
        ("typescript", "a.ts", "function f(a: number) {", "let "),
        ("java", "A.java", "class A { void f(int a) {", "Object "),
        ("c", "a.c", "void f(int a) {", "int "),
    ] {
        let (head, link, end) = braces(head, variable);
        let end = if language == "java" {
            format!("{end} }}")
        } else {
            end.to_owned()
        };
        check_ifs(language, path, &head, link, &end);
    }
    check_ifs(
        "go",
        "a.go",
        "package p\nfunc f(a int) {\nx := source()\ny := 1\nif a == 0 { g(0) }",
        " else if a == # { g(#) }",
        " else { last(1); sink(x); y = x }\nbehind(1); sink(y)\n}\n",
    );
    for word in ["elseif", "else if"] {
        check_ifs(
            "php",
            "a.php",
            "<?php function f($a) { $x = source(); $y = 1; if ($a == 0) { g(0); }\n",
            &format!("{word} ($a == #) {{ g(#); }}\n"),
            "else { last(1); sink($x); $y = $x; }\nbehind(1); sink($y); }",
        );
    }
}

/// A chain in an expression, of which the innermost part is a source.
fn check_expression(language: &str, path: &str, before: &str, after: &str, operand: &str) {
    let text = format!("{before}source(){}{after}", operand.repeat(5_000));
    let (mut ids, problems) = found(language, path, text);
    ids.sort();
    assert_eq!(
        ids,
        ["behind", "flow"],
        "{language} {operand}: {problems:?}"
    );
    assert_eq!(problems, [""; 0], "{language} {operand}");
}

#[test]
fn chains_of_operands_and_calls_have_no_end_to_what_flows() {
    for (language, path, before, after, call) in [
        (
            "python",
            "a.py",
            "def f(b):\n  x = ",
            "\n  behind(1)\n  sink(x)\n",
            ".m(1)",
        ),
        (
            "javascript",
            "a.js",
            "function f(b) { let x = ",
            "; behind(1); sink(x); }",
            ".m(1)",
        ),
        (
            "typescript",
            "a.ts",
            "function f(b) { let x = ",
            "; behind(1); sink(x); }",
            ".m(1)",
        ),
        (
            "java",
            "A.java",
            "class A { void f() { Object x = ",
            "; behind(1); sink(x); } }",
            ".m(1)",
        ),
        (
            "go",
            "a.go",
            "package p\nfunc f() { x := ",
            "; behind(1); sink(x) }",
            ".m(1)",
        ),
        (
            "c",
            "a.c",
            "void f() { int x = ",
            "; behind(1); sink(x); }",
            ".m(1)",
        ),
        (
            "php",
            "a.php",
            "<?php function f() { $x = ",
            "; behind(1); sink($x); }",
            "->m(1)",
        ),
    ] {
        let plus = if language == "php" { " . 'a'" } else { " + b" };
        check_expression(language, path, before, after, plus);
        check_expression(language, path, before, after, call);
    }
}

#[test]
fn switches_have_no_end_to_what_is_found() {
    let cases: String = (0..5_000)
        .map(|number| format!("case {number}: g({number}); break;\n"))
        .collect();
    let text = format!(
        "function f(a) {{ let x = source(), y = 1; switch (a) {{ {cases} default: last(1); sink(x); y = x; }} behind(1); sink(y); }}"
    );
    let (mut ids, problems) = found("javascript", "a.js", text);
    ids.sort();
    assert_eq!(ids, ["behind", "flow", "flow", "last"]);
    assert_eq!(problems, [""; 0]);
}
