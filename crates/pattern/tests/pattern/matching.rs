//! What patterns match: a table of language, pattern and code in which `<-` marks the lines where a match starts.

use crate::support::{check, given};
use assay_languages::{Lang, install_native_grammars};
use assay_pattern::{LeftOut, Options, Pattern};
use std::cell::Cell;
use std::rc::Rc;

#[test]
fn arguments() {
    check(
        "python",
        "f($X, ...)",
        "f(1)  # <-\nf(1, 2)  # <-\nf()\ng(f(3))  # <-\n",
    );
    check(
        "python",
        "f(..., key=$V, ...)",
        "f(1, key=2)  # <-\nf(key=2, other=3)  # <-\nf(1, 2)\n",
    );
    check("python", "f(b=$B, a=$A)", "f(a=1, b=2)  # <-\nf(a=1)\n");
    check(
        "javascript",
        "f(...)",
        "f(); // <-\nf(1, ...rest); // <-\ng();\n",
    );
    check(
        "javascript",
        "f($...ALL, 3)",
        "f(1, 2, 3); // <-\nf(3); // <-\nf(3, 4);\n",
    );
}

#[test]
fn metavariables_stand_for_the_same_code() {
    check(
        "python",
        "$X == $X",
        "a == a  # <-\na == b\na.b[1] == a.b[1]  # <-\n",
    );
    check(
        "javascript",
        "$F($X); $F($X);",
        "f(1); // <-\nf(1);\nf(2);\n",
    );
    check(
        "python",
        "self.$F = $F",
        "self.name = name  # <-\nself.name = other\n",
    );
}

#[test]
fn what_is_caught_is_caught_by_that() {
    let code = "try:  # <1\n  a()\nexcept:\n  b()\ntry:  # <2\n  a()\nexcept E:\n  b()\ntry:  # <3\n  a()\nexcept E as e:\n  b()\n";
    for (caught, mark) in [("", "<1"), (" E", "<2"), (" E as $N", "<3")] {
        let pattern = format!("try:\n  ...\nexcept{caught}:\n  ...\n");
        check("python", &pattern, &code.replace(mark, "<-"));
    }
    check(
        "java",
        "try { ... } catch (...) { ... }",
        "class A { void f() {\n  try { a(); } catch (E e) { b(); } // <-\n} }",
    );
}

#[test]
fn strings() {
    check(
        "python",
        "f(\"...\")",
        "f(\"a\")  # <-\nf('')  # <-\nf(f\"{x}\")\nf(x)\n",
    );
    check(
        "python",
        "f(\"$S\", $S)",
        "f(\"a\", a)  # <-\nf(\"a\", b)\n",
    );
    check(
        "python",
        "\"=~/^sec/\"",
        "x = \"secret\"  # <-\ny = \"a secret\"\n",
    );
    check(
        "python",
        "f\"...{$X}...\"",
        "f\"a {b} c\"  # <-\n\"a {b} c\"\n",
    );
    check(
        "javascript",
        "`...${$X}...`",
        "x = `a ${b}`; // <-\ny = `a`;\n",
    );
}

#[test]
fn statements_and_ellipses() {
    check(
        "python",
        "$X = open(...)\n...\n$X.close()",
        "a = open(p)  # <-\nif b:\n    a.close()\nc = open(p)\n",
    );
    check(
        "python",
        "def $F(...):\n    ...\n    return $X",
        "def f(a):  # <-\n    if a:\n        return 1\ndef g(): pass\n",
    );
    check(
        "javascript",
        "if ($C) { ... }",
        "if (a) b(); // <-\nif (a) { b(); } else { c(); } // <-\n",
    );
    check(
        "javascript",
        "try { ... } catch ($E) { }",
        "try { a(); } catch (e) { } // <-\ntry { a(); } catch (e) { b(); }\n",
    );
    check(
        "python",
        "try:\n    ...\nexcept $E:\n    pass",
        "try:  # <-\n    a()\nexcept E:\n    pass\n",
    );
}

#[test]
fn a_part_of_a_statement_is_a_pattern() {
    check(
        "javascript",
        "catch ($E) { ... }",
        "try {\n} catch (e) { a(); } // <-\n",
    );
    check(
        "javascript",
        "function $F(...)",
        "function f(a) { } // <-\nclass C {}\n",
    );
    check("javascript", "class $C", "class A { f() {} } // <-\n");
    check("python", "@$D", "@a  # <-\ndef f(): pass\n");
    check(
        "java",
        "case $X: ...",
        "class A { void f(int a) { switch (a) {\n case 1: g(); // <-\n } } }\n",
    );
}

#[test]
fn what_is_left_out_may_be_there() {
    check(
        "python",
        "def f(a): ...",
        "def f(a: int = 1) -> str:  # <-\n    return a\n",
    );
    check("python", "class A: ...", "class A(B):  # <-\n    x = 1\n");
    check(
        "javascript",
        "var $X = 1",
        "const a = 1; // <-\nlet b = 1; // <-\nvar c = 2;\n",
    );
    check(
        "javascript",
        "({ a: $V })",
        "x = { b: 1, a: 2 }; // <-\ny = { b: 1 };\n",
    );
    check(
        "java",
        "class $C { ... void f() { ... } ... }",
        "public final class A extends B { // <-\n  int x;\n  @X void f() { g(); }\n}\n",
    );
}

#[test]
fn deep_expressions_and_chains() {
    check(
        "python",
        "if <... secret ...>:\n    ...",
        "if a and f(secret):  # <-\n    pass\nif a:\n    pass\n",
    );
    check(
        "javascript",
        "a. ... .run()",
        "a.b().c.run(); // <-\na.run(); // <-\nb.run();\n",
    );
    check("javascript", "eval($X);", "y = f(eval(x)); // <-\n");
}

#[test]
fn operators() {
    check(
        "javascript",
        "$A && b && $C",
        "a && b && c; // <-\na && c;\n",
    );
    check("python", "a | b", "b | a  # <-\na | c | b  # <-\na & b\n");
    check("python", "x = 1 + ...", "x = 1 + 2 + 3  # <-\nx = 2 + 1\n");
}

#[test]
fn assignments_and_definitions() {
    check(
        "javascript",
        "$X = f()",
        "const a = f(); // <-\nb = f(); // <-\nf();\n",
    );
    check("python", "$X = $Y", "a, b = 1, 2  # <-\nc += 1\n");
    check(
        "java",
        "$T $X = null;",
        "class A { void f() {\n String s = null; // <-\n int i = 1;\n} }\n",
    );
}

#[test]
fn imports() {
    check(
        "python",
        "import a.b",
        "import a.b  # <-\nimport a.b.c  # <-\nfrom a import b  # <-\nimport a\n",
    );
    check(
        "javascript",
        "import { x } from \"m\"",
        "import { y, x } from \"m\"; // <-\nconst { x } = require(\"m\"); // <-\nimport { y } from \"m\";\n",
    );
}

#[test]
fn names_of_things_are_no_expressions() {
    check(
        "python",
        "foo",
        "def foo(): pass\nx.foo\nf(foo=1)\ny = foo  # <-\n",
    );
}

#[test]
fn elements() {
    check(
        "javascript",
        "<$T onClick={$F} />",
        "x = <a b=\"c\" onClick={f} />; // <-\ny = <a onClick={f}>text</a>; // <-\nz = <a />;\n",
    );
}

#[test]
fn a_pattern_that_cannot_be_read_says_where() {
    install_native_grammars();
    let python = Lang::from_name("python").expect("a language");
    let error = Pattern::parse(python, "foo(1 $X (").expect_err("it is no Python");
    assert!(
        error.message.contains("Python") && error.offset <= 10,
        "{error:?}"
    );
    assert!(Pattern::parse(python, "  \n").is_err());
    for text in ["if $X ==== 3:", "foo(((", "x = = 3", "def f(:", "a b c"] {
        let parsed = Pattern::parse(python, text);
        assert!(parsed.is_err(), "{text}: {}", parsed.unwrap().outline());
    }
}

#[test]
fn what_was_left_out_before_the_time_was_up_is_told_at_the_end() {
    let call = |name: &str, count: usize| {
        let args: Vec<String> = (0..count).map(|at| format!("{name}{at}")).collect();
        format!("f({})\n", args.join(", "))
    };
    // Too many steps in the first place, and fewer in all others.
    let code = call("a", 800) + &call("b", 300).repeat(10);
    let left_out = |most: usize| {
        let (pattern, target) = given("python", "f(..., $X, ..., $X, ...)", &code);
        let (pattern, mut turns) = (Rc::new(pattern), 0);
        loop {
            turns += 1;
            let asked = Cell::new(0);
            let tick = || {
                asked.set(asked.get() + 1);
                asked.get() > most
            };
            let (_, left_out) = target.matches(&pattern, &Options::default(), &tick);
            if asked.get() <= most {
                return (left_out, turns, asked.get());
            }
        }
    };
    let (at_once, turns, asked) = left_out(usize::MAX);
    assert_eq!((at_once, turns), (LeftOut::Places, 1));
    let (in_turns, turns, _) = left_out(asked * 2 / 3);
    assert_eq!((in_turns, turns), (LeftOut::Places, 2));
}
