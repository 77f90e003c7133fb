//! Code that is nested deep in every way a language knows, before all of the language's own rules: nothing
//! recurses beyond the stack (that would abort the test), the work is bounded, and what was not looked at is told.

#![allow(clippy::disallowed_methods)] // A test is a host: it may read files.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use crate::support::report;
use assay_engine::{CheckOptions, Checked, Choices, Engine};
use assay_languages::install_native_grammars;
use assay_model::{FileReport, ProblemKind, RuleOrigin, RuleSource};

/// The stack of a worker in a browser, and what code takes that is not optimized.
const STACK: usize = if cfg!(debug_assertions) {
    4 << 20
} else {
    500 << 10
};

/// How deep code is nested.
const DEPTH: usize = 1_000;

/// When the time of a file is up, in questions whether it is.
const TIME: usize = 1_000;

/// Code nested in a way: what opens a level, what stands in the middle and what closes the level.
type Shape = (&'static str, &'static str, &'static str);

/// Expressions that many languages have.
const COMMON: &[Shape] = &[
    ("g(", "eval(x)", ")"),
    ("(", "x", ")"),
    ("x + (", "x", ")"),
    ("", "x", " + y"),
    ("", "x", " && y"),
    ("", "x", " == y"),
    ("x < ", "y", ""),
    ("", "x", ".a"),
    ("", "x", ".a(1)"),
    ("", "x", "[0]"),
    ("x[", "0", "]"),
    ("!", "x", ""),
    ("-", "x", ""),
    ("\"a\" + ", "x", ""),
    ("x = ", "y", ""),
];

struct Case {
    path: &'static str,
    /// What stands around a statement, and around an expression.
    code: (&'static str, &'static str),
    expression: (&'static str, &'static str),
    statements: &'static [Shape],
    expressions: &'static [Shape],
}

const CASES: &[Case] = &[
    Case {
        path: "a.py",
        code: ("from flask import Flask, request\n", "\n"),
        expression: ("x = ", ""),
        statements: &[],
        expressions: &[
            ("lambda: ", "x", ""),
            ("f'{", "x", "}'"),
            ("y<a>f\"", "x", ""),
            ("[", "x", "]"),
            ("{1: ", "x", "}"),
            ("not ", "x", ""),
            ("x if y else ", "z", ""),
            ("await ", "x", ""),
            ("", "x", " % y"),
            ("g(**", "x", ")"),
        ],
    },
    Case {
        path: "a.js",
        code: ("const express = require('express');\n", "\n"),
        expression: ("x = ", ";"),
        statements: &[
            ("{", "eval(x);", "}"),
            ("if (a) {", "eval(x);", "}"),
            ("if (a) {} else {", "eval(x);", "}"),
            ("while (a) ", "eval(x);", ""),
            ("for (;;) {", "eval(x);", "}"),
            ("function f(a) {", "eval(a);", "}"),
            ("try {", "eval(x);", "} catch (e) {}"),
            ("switch (a) { case 1: ", "eval(x);", "}"),
            ("class A { m() {", "eval(x);", "} }"),
        ],
        expressions: &[
            ("() => ", "x", ""),
            ("a => {", "eval(a)", "}"),
            ("`${", "x", "}`"),
            ("[", "x", "]"),
            ("{a: ", "x", "}"),
            ("a ? b : ", "x", ""),
            ("<a>", "{x}", "</a>"),
            ("new A(", "x", ")"),
            ("typeof ", "x", ""),
            ("function (a) { return ", "a", "}"),
        ],
    },
    Case {
        path: "a.ts",
        code: ("", "\n"),
        expression: ("x = ", ";"),
        statements: &[
            ("namespace A {", "eval(x);", "}"),
            ("type A = Array<", "string", ">;"),
        ],
        expressions: &[
            ("<any>", "x", ""),
            ("", "x", " as any"),
            ("", "x", "!"),
            ("", "x", "?.a"),
        ],
    },
    Case {
        path: "A.java",
        code: ("class A { void f(String x) {", "} }"),
        expression: ("Object y = ", ";"),
        statements: &[
            ("{", "eval(x);", "}"),
            ("if (a) {", "eval(x);", "}"),
            ("while (a) {", "eval(x);", "}"),
            ("for (Object a : b) {", "eval(x);", "}"),
            ("try {", "eval(x);", "} finally { g(); }"),
            ("synchronized (a) {", "eval(x);", "}"),
            ("class B { void g() {", "eval(x);", "} }"),
        ],
        expressions: &[
            ("() -> ", "x", ""),
            ("a ? b : ", "x", ""),
            ("(Object) ", "x", ""),
            ("new A(", "x", ")"),
            ("new A() { Object f() { return ", "x", "; } }"),
            ("switch (a) { default -> ", "x", "; }"),
        ],
    },
    Case {
        path: "a.go",
        code: ("package p\nfunc f(x string) {\n", "\n}\n"),
        expression: ("y := ", ""),
        statements: &[
            ("{", "g(x)", "}"),
            ("if a {", "g(x)", "}"),
            ("if a := b; a { } else {", "g(x)", "}"),
            ("for {", "g(x)", "}"),
            ("switch a { case 1: ", "g(x)", "}"),
        ],
        expressions: &[
            ("func() { y = ", "x", "}"),
            ("[]int{", "x", "}"),
            ("*", "x", ""),
            ("&", "x", ""),
            ("func(a, b ", "int", ") {}"),
            ("struct { a, b ", "int", " }{}"),
        ],
    },
    Case {
        path: "a.c",
        code: ("void f(char *x) {", "}"),
        expression: ("y = ", ";"),
        statements: &[
            ("{", "strcpy(x, y);", "}"),
            ("if (a) {", "strcpy(x, y);", "}"),
            ("do {", "strcpy(x, y);", "} while (a);"),
            ("switch (a) { case 1: ", "g(x);", "}"),
            ("a: ", "g(x);", ""),
            ("struct { ", "int a;", " } a, b;"),
        ],
        expressions: &[
            ("(int) ", "x", ""),
            ("*", "x", ""),
            ("a ? b : ", "x", ""),
            ("", "x", "->a"),
            ("sizeof ", "x", ""),
        ],
    },
    Case {
        path: "a.cpp",
        code: ("void f(char *x) {", "}"),
        expression: ("y = ", ";"),
        statements: &[
            ("namespace a {", "int x;", "}"),
            ("try {", "g(x);", "} catch (...) {}"),
        ],
        expressions: &[
            ("[&] { return ", "x", "; }"),
            ("A<B<", "C", ">>()"),
            ("std::", "x", ""),
        ],
    },
    Case {
        path: "a.php",
        code: ("<?php ", "\n"),
        expression: ("$x = ", ";"),
        statements: &[
            ("{", "eval($x);", "}"),
            ("if ($a) {", "eval($x);", "}"),
            ("foreach ($a as $b) {", "eval($x);", "}"),
            ("function f($a) {", "eval($a);", "}"),
        ],
        expressions: &[
            ("fn() => ", "$x", ""),
            ("[", "$x", "]"),
            ("\"a{$b[", "$x", "]}\""),
            ("", "$x", "->a"),
            ("", "$x", "->a(1)"),
            ("", "$x", " . 'a'"),
            ("$a ?: ", "$x", ""),
            ("function() { return ", "$x", "; }"),
        ],
    },
    Case {
        path: "a.rb",
        code: ("def f(x)\n", "\nend\n"),
        expression: ("y = ", ""),
        statements: &[
            ("if a\n", "eval(x)\n", "end\n"),
            ("begin\n", "eval(x)\n", "rescue\nend\n"),
            ("g do\n", "eval(x)\n", "end\n"),
        ],
        expressions: &[
            ("\"#{", "x", "}\""),
            ("-> { ", "x", " }"),
            ("[", "x", "]"),
            ("{a: ", "x", "}"),
            ("a ? b : ", "x", ""),
        ],
    },
    Case {
        path: "a.cs",
        code: ("class A { void F(string x) {", "} }"),
        expression: ("var y = ", ";"),
        statements: &[
            ("{", "G(x);", "}"),
            ("if (a) {", "G(x);", "}"),
            ("using (a) {", "G(x);", "}"),
        ],
        expressions: &[
            ("() => ", "x", ""),
            ("$\"{", "x", "}\""),
            ("new A(", "x", ")"),
            ("a ?? ", "x", ""),
        ],
    },
    Case {
        path: "a.kt",
        code: ("fun f(x: String) {", "}"),
        expression: ("val y = ", ""),
        statements: &[("if (a) {", "g(x)", "}"), ("g {", "x", "}")],
        // Not `"${`: the grammar's own scanner aborts on it. `tests/deep.test.ts` has that.
        expressions: &[("{ ", "x", " }"), ("if (a) b else ", "x", "")],
    },
    Case {
        path: "a.rs",
        code: ("fn f(x: &str) {", "}"),
        expression: ("let y = ", ";"),
        statements: &[
            ("{", "g(x);", "}"),
            ("unsafe {", "g(x);", "}"),
            ("mod a {", "fn g() {}", "}"),
        ],
        expressions: &[
            ("|| ", "x", ""),
            ("&", "x", ""),
            ("vec![", "x", "]"),
            ("if a { b } else { ", "x", " }"),
            ("match a { _ => ", "x", " }"),
        ],
    },
    Case {
        path: "a.scala",
        code: ("object A { def f(x: String) = {", "} }"),
        expression: ("val y = ", ""),
        statements: &[("{", "g(x)", "}")],
        expressions: &[("a => ", "x", ""), ("s\"${", "x", "}\"")],
    },
    Case {
        path: "a.swift",
        code: ("func f(x: String) {", "}"),
        expression: ("let y = ", ""),
        statements: &[("if a {", "g(x)", "}")],
        expressions: &[("{ ", "x", " }"), ("[", "x", "]"), ("\"\\(", "x", ")\"")],
    },
    Case {
        path: "a.lua",
        code: ("", "\n"),
        expression: ("x = ", ""),
        statements: &[("if a then ", "g(x)", " end"), ("do ", "g(x)", " end")],
        expressions: &[
            ("{", "x", "}"),
            ("function() return ", "x", " end"),
            ("", "x", " .. y"),
        ],
    },
    Case {
        path: "a.sol",
        code: ("contract A { function f(uint x) public {", "} }"),
        expression: ("uint y = ", ";"),
        statements: &[
            ("{", "g(x);", "}"),
            ("if (a) {", "g(x);", "}"),
            ("unchecked {", "g(x);", "}"),
        ],
        expressions: &[("a ? b : ", "x", "")],
    },
    Case {
        path: "a.sh",
        code: ("#!/bin/bash\n", "\n"),
        expression: ("x=", ""),
        statements: &[
            ("if a; then ", "eval \"$x\"", "; fi"),
            ("( ", "eval \"$x\"", " )"),
            ("{ ", "eval \"$x\"", "; }"),
            ("a | ", "b", ""),
            ("a && ", "b", ""),
        ],
        expressions: &[
            ("$(", "eval x", ")"),
            ("\"$(", "x", ")\""),
            ("${a:-", "x", "}"),
            ("$((", "1", "))"),
        ],
    },
    Case {
        path: "a.tf",
        code: ("resource \"a\" \"b\" {\n", "\n}\n"),
        expression: ("x = ", ""),
        statements: &[("a {\n", "b = 1\n", "}\n")],
        expressions: &[
            ("[", "x", "]"),
            ("{a = ", "x", "}"),
            ("\"${", "x", "}\""),
            ("a ? b : ", "x", ""),
        ],
    },
    Case {
        path: "a.yaml",
        code: ("", "\n"),
        expression: ("x: ", ""),
        // Not `- `: the grammar's own scanner writes two bytes too many, which only a build for debugging minds.
        statements: &[("{a: ", "1", "}"), ("[", "1", "]")],
        expressions: &[],
    },
    Case {
        path: "a.json",
        code: ("", "\n"),
        expression: ("", ""),
        statements: &[("{\"a\": ", "1", "}"), ("[", "1", "]")],
        expressions: &[],
    },
    Case {
        path: "a.html",
        code: ("", "\n"),
        expression: ("", ""),
        statements: &[
            ("<div>", "x", "</div>"),
            ("<!--", "x", "-->"),
            ("<script>", "eval(x)", "</script>"),
        ],
        expressions: &[],
    },
    Case {
        path: "a.css",
        code: ("", "\n"),
        expression: ("a { b: ", "}"),
        statements: &[("a {", "b: c;", "}"), ("@media a {", "b {}", "}")],
        expressions: &[("calc(", "1", ")")],
    },
    Case {
        path: "Dockerfile",
        code: ("FROM a\n", "\n"),
        expression: ("ARG x=", ""),
        statements: &[("RUN a && ", "b", "")],
        expressions: &[("${a:-", "x", "}")],
    },
];

fn rules(folder: &Path, found: &mut Vec<RuleSource>) {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            rules(&path, found);
        } else if path.extension().is_some_and(|end| end == "yml") {
            found.push(RuleSource {
                path: path.display().to_string(),
                text: std::fs::read_to_string(&path).expect("a file"),
                origin: RuleOrigin::Builtin,
                rules: Vec::new(),
            });
        }
    }
}

fn engine() -> Engine {
    install_native_grammars();
    let mut sources = Vec::new();
    for folder in ["../rules/lists", "../rules/builtin"] {
        rules(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
            &mut sources,
        );
    }
    let mut engine = Engine::default();
    let loaded = engine.load_rules(&sources, &Choices::default());
    assert_eq!(loaded.problems, []);
    assert!(loaded.rules.len() > 300);
    engine
}

/// Runs in a thread with as little stack as a browser gives.
fn with_little_stack(run: fn()) {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(run);
    thread.expect("a thread").join().expect("no panic");
}

/// What comes of a file, and how often it was asked whether the time is up.
fn check(engine: &mut Engine, path: &str, text: String) -> (FileReport, usize) {
    let asked = Cell::new(0);
    let tick = || {
        asked.set(asked.get() + 1);
        asked.get() >= TIME
    };
    let options = CheckOptions {
        tick: Some(&tick),
        use_prefilter: false,
        ..CheckOptions::default()
    };
    let report = report(engine.check(path, text.into_bytes(), &options));
    (report, asked.get())
}

fn nested((open, middle, close): &Shape, depth: usize) -> String {
    format!("{}{middle}{}", open.repeat(depth), close.repeat(depth))
}

/// All texts of a case, with as many levels.
fn texts(case: &Case, depth: usize) -> Vec<String> {
    let statements = case.statements.iter().map(|shape| nested(shape, depth));
    let own = case.expressions.iter().chain(COMMON);
    let (before, after) = case.expression;
    let expressions = own.map(|shape| format!("{before}{}{after}", nested(shape, depth)));
    let (before, after) = case.code;
    let whole = |code| format!("{before}{code}{after}");
    statements.chain(expressions).map(whole).collect()
}

/// Work ends soon after the time is up, and is then told.
fn is_bounded(report: &FileReport, asked: usize) -> bool {
    let is_told = report
        .problems
        .iter()
        .any(|problem| problem.kind == ProblemKind::TimedOut);
    asked < TIME || is_told && asked < TIME + 200
}

fn every_shape() {
    let mut engine = engine();
    for case in CASES {
        for text in texts(case, DEPTH) {
            let start: String = text.chars().take(80).collect();
            let (report, asked) = check(&mut engine, case.path, text);
            assert!(
                is_bounded(&report, asked),
                "{} {start:?}: asked {asked} times, {:?}",
                case.path,
                report.problems
            );
        }
    }
}

#[test]
fn deep_code_of_every_shape_is_survived_in_bounded_time() {
    with_little_stack(every_shape);
}

/// Far more than there are levels elsewhere, in front of rules that look for an expression in all that a statement holds.
fn a_long_comparison() {
    let comparison = "<a>".repeat(10_000);
    let text = format!("from flask import request\ny = request.args.get('q')\nz = y{comparison}\n");
    let mut engine = engine();
    let checked = engine.check("a.py", text.into_bytes(), &CheckOptions::default());
    assert!(matches!(checked, Checked::Report(_)));
}

#[test]
fn a_comparison_of_any_length_needs_no_stack() {
    with_little_stack(a_long_comparison);
}
