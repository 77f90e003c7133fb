//! Checks that data passes: it is clean where a check holds that lets nothing harmful through, and nowhere else.

use super::*;

fn wrong(cases: &[(&str, &str, bool)]) -> Vec<String> {
    let is_wrong = |(lang, text, expected): &&(&str, &str, bool)| {
        is_found(lang, text, Level::Deep) != *expected
    };
    let told = |(lang, text, expected): &(&str, &str, bool)| format!("{lang}, {expected}: {text}");
    cases.iter().filter(is_wrong).map(told).collect()
}

#[test]
fn a_check_whose_name_says_so_is_believed() {
    let none: Vec<String> = Vec::new();
    let in_java =
        |check: &str| format!("class A {{ void f() {{ String x = source(); {check} sink(x); }} }}");
    let in_python = |check: &str| format!("x = source()\n{check}:\n  sink(x)");
    let cases = [
        ("java", in_java("if (!isSafeUrl(x)) return;"), false),
        ("java", in_java("if (!urls.isLocalUrl(x)) return;"), false),
        ("java", in_java("if (isSafeUrl(x)) return;"), true),
        ("java", in_java("if (isUnsafe(x)) return;"), false),
        ("java", in_java("if (!isUnsafe(x)) return;"), true),
        ("java", in_java("if (!isSafeUrl(y)) return;"), true),
        ("java", in_java("if (!isLong(x)) return;"), true),
        // What is asked about itself may have more in it than that.
        ("java", in_java("if (!x.isValid()) return;"), true),
        ("python", in_python("if url_has_allowed_host(x, hosts)"), false),
        ("python", in_python("if not is_malicious(x)"), false),
        ("python", in_python("if _allow_redirect(x) or other(x)"), true),
        ("python", in_python("if _allow_redirect(x) and other(x)"), false),
        // One of the file's own that does more than a check that can be read.
        (
            "python",
            "def is_safe(u):\n  h = host(u)\n  return h in hosts\nx = source()\nif is_safe(x):\n  sink(x)".to_owned(),
            false,
        ),
        (
            "go",
            "func f() { x := source(); if !isAllowed(x) { return }; sink(x) }".to_owned(),
            false,
        ),
        (
            "php",
            "<?php $x = source(); if (!wp_validate_url($x)) { exit; } sink($x);".to_owned(),
            false,
        ),
    ];
    let cases: Vec<(&str, &str, bool)> = cases
        .iter()
        .map(|(lang, text, expected)| (*lang, text.as_str(), *expected))
        .collect();
    assert_eq!(wrong(&cases), none);
}

#[test]
fn a_checked_value_is_clean_where_the_check_holds() {
    let none: Vec<String> = Vec::new();
    assert_eq!(
        wrong(&[
            // Compared with a fixed value.
            ("python", "x = source()\nif x == 'a':\n  sink(x)", false),
            (
                "python",
                "x = source()\nif x == 'a':\n  pass\nelse:\n  sink(x)",
                true
            ),
            (
                "python",
                "x = source()\nif x != 'a':\n  return\nsink(x)",
                false
            ),
            ("python", "x = source()\nif x == y:\n  sink(x)", true),
            (
                "java",
                "class A { void f() { String x = source(); if (\"a\".equals(x)) sink(x); } }",
                false
            ),
            (
                "java",
                "class A { void f() { String x = source(); if (!x.equals(\"a\")) return; sink(x); } }",
                false
            ),
            (
                "java",
                "class A { void f() { String x = source(); if (!x.equals(y)) return; sink(x); } }",
                true
            ),
            (
                "go",
                "func f() { x := source(); switch x { case \"a\", \"b\": sink(x) } }",
                false
            ),
            (
                "go",
                "func f() { x := source(); switch x { case y: sink(x) } }",
                true
            ),
            // In a fixed list.
            (
                "python",
                "OK = ('a', 'b')\nx = source()\nif x in OK:\n  sink(x)",
                false
            ),
            (
                "python",
                "x = source()\nif x not in ['a', 'b']:\n  raise E()\nsink(x)",
                false
            ),
            ("python", "x = source()\nif x in others:\n  sink(x)", true),
            (
                "javascript",
                "const x = source(); if (['a', 'b'].includes(x)) sink(x)",
                false
            ),
            (
                "javascript",
                "const x = source(); if (!['a', 'b'].includes(x)) { sink(x) }",
                true
            ),
            (
                "javascript",
                "const x = source(); if (list.includes(x)) sink(x)",
                true
            ),
            (
                "java",
                "class A { void f() { String x = source(); if (List.of(\"a\").contains(x)) sink(x); } }",
                false
            ),
            (
                "java",
                "class A { void f() { String x = source(); if (rows.contains(x)) sink(x); } }",
                true
            ),
            // Matched as a whole by a narrow expression.
            (
                "java",
                "class A { void f() { String x = source(); if (!x.matches(\"[a-z]+\")) return; sink(x); } }",
                false
            ),
            (
                "java",
                "class A { void f() { String x = source(); if (!x.matches(\".*[a-z]+\")) return; sink(x); } }",
                true
            ),
            (
                "python",
                "x = source()\nif re.fullmatch('[a-z0-9_]+', x):\n  sink(x)",
                false
            ),
            (
                "python",
                "x = source()\nif re.match('[a-z]+', x):\n  sink(x)",
                true
            ),
            (
                "javascript",
                "const x = source(); if (/^\\w+$/.test(x)) sink(x)",
                false
            ),
            (
                "javascript",
                "const x = source(); if (/\\w+/.test(x)) sink(x)",
                true
            ),
            (
                "javascript",
                "const x = source(); if (/^[^<]+$/.test(x)) sink(x)",
                true
            ),
            (
                "php",
                "<?php $x = source(); if (preg_match('/^[a-z]+$/', $x)) { sink($x); }",
                false
            ),
            (
                "php",
                "<?php $x = source(); if (preg_match('/[a-z]+/', $x)) { sink($x); }",
                true
            ),
            (
                "ruby",
                "x = source()\nif x.match?(/^[a-z]+$/)\n  sink(x)\nend",
                true
            ),
            (
                "ruby",
                "x = source()\nif x.match?(/\\A[a-z]+\\z/)\n  sink(x)\nend",
                false
            ),
            (
                "javascript",
                "const x = source(); if (/^[ -~]+$/.test(x)) sink(x)",
                true
            ),
            (
                "javascript",
                "const x = source(); if (/^[a-z]+$/m.test(x)) sink(x)",
                true
            ),
            (
                "javascript",
                "const x = source(); if (/^(a)|(b)$/.test(x)) sink(x)",
                true
            ),
            (
                "javascript",
                "const x = source(); if (/^(?:a|b-[0-9]{2})$/.test(x)) sink(x)",
                false
            ),
            (
                "javascript",
                "const x = source(); if (/^[\\w.-]+$/.test(x)) sink(x)",
                false
            ),
            (
                "javascript",
                "const x = source(); if (/^[A-z]+$/.test(x)) sink(x)",
                true
            ),
            // A number, or letters and digits.
            (
                "php",
                "<?php $x = source(); if (!ctype_digit($x)) { return; } sink($x);",
                false
            ),
            (
                "javascript",
                "const x = source(); if (typeof x === 'number') sink(x)",
                false
            ),
            (
                "javascript",
                "const x = source(); if (typeof x === 'string') sink(x)",
                true
            ),
            (
                "javascript",
                "const x = source(); if (isNaN(x)) sink(x)",
                true
            ),
            (
                "javascript",
                "const x = source(); if (!isNaN(x)) sink(x)",
                false
            ),
            (
                "python",
                "x = source()\nif isinstance(x, int):\n  sink(x)",
                false
            ),
            (
                "python",
                "x = source()\nif isinstance(x, str):\n  sink(x)",
                true
            ),
            ("python", "x = source()\nif x.isalnum():\n  sink(x)", false),
        ]),
        none
    );
}

#[test]
fn checks_are_put_together_and_told_by_functions() {
    let none: Vec<String> = Vec::new();
    assert_eq!(
        wrong(&[
            (
                "python",
                "x = source()\nif x == 'a' or x == 'b':\n  sink(x)",
                false
            ),
            (
                "python",
                "x = source()\nif x == 'a' or y == 'b':\n  sink(x)",
                true
            ),
            (
                "python",
                "x = source()\nif y and x == 'a':\n  sink(x)",
                false
            ),
            (
                "python",
                "x = source()\nif not (y or x != 'a'):\n  sink(x)",
                false
            ),
            (
                "javascript",
                "const x = source(); x === 'a' && sink(x)",
                false
            ),
            (
                "javascript",
                "const x = source(); x === 'a' || sink(x)",
                true
            ),
            (
                "javascript",
                "const x = source(); sink(x === 'a' ? x : 'b')",
                false
            ),
            (
                "javascript",
                "const x = source(); sink(x === 'a' ? 'b' : x)",
                true
            ),
            (
                "python",
                "def valid(s):\n  return s.isdigit()\ndef f():\n  x = source()\n  if not valid(x):\n    return\n  sink(x)",
                false
            ),
            (
                "python",
                "def valid(s):\n  return len(s) > 2\ndef f():\n  x = source()\n  if not valid(x):\n    return\n  sink(x)",
                true
            ),
            (
                "python",
                "def f():\n  x = source()\n  ok = x.isdigit()\n  if ok:\n    sink(x)",
                false
            ),
            (
                "python",
                "def f():\n  x = 'a'\n  ok = x.isdigit()\n  x = source()\n  if ok:\n    sink(x)",
                true
            ),
        ]),
        none
    );
}

#[test]
fn what_a_fixed_collection_gives_is_fixed_whatever_it_is_asked_for() {
    let none: Vec<String> = Vec::new();
    assert_eq!(
        wrong(&[
            (
                "python",
                "M = {'a': 'x'}\ndef f():\n  sink(M[source()])",
                false
            ),
            (
                "python",
                "M = {'a': 'x'}\ndef f():\n  sink(M.get(source(), 'd'))",
                false
            ),
            (
                "python",
                "M = {'a': 'x'}\ndef f():\n  sink(M.get(source(), source()))",
                true
            ),
            (
                "python",
                "M = {'a': y}\ndef f():\n  sink(M[source()])",
                true
            ),
            (
                "javascript",
                "const M = {a: 'x'}; function f() { sink(M[source()]) }",
                false
            ),
            (
                "php",
                "<?php function f() { $m = ['a' => 'x']; sink($m[source()]); }",
                false
            ),
            (
                "php",
                "<?php function f() { $m = ['a' => 'x']; $m['b'] = source(); sink($m[source()]); }",
                true
            ),
            (
                "go",
                "var M = map[string]string{\"a\": \"x\"}\nfunc f() { sink(M[source()]) }",
                false
            ),
            (
                "ruby",
                "M = { 'a' => 'x' }.freeze\ndef f\n  sink(M.fetch(source()))\nend",
                false
            ),
            (
                "javascript",
                "function f() { const m = new Map([['a', 'b']]); sink(m.get(source())) }",
                false
            ),
            (
                "javascript",
                "function f() { const m = new Map([['a', 'b']]); m.set('c', source()); sink(m.get(source())) }",
                true
            ),
            ("javascript", "function f() { sink(m[source()]) }", true),
            (
                "java",
                "class A { static final Map<String, String> M = Map.of(\"a\", \"x\"); void f() { sink(M.get(source())); } }",
                false
            ),
        ]),
        none
    );
}

#[test]
fn counted_numbers_decide_conditions() {
    let none: Vec<String> = Vec::new();
    assert_eq!(
        wrong(&[
            (
                "java",
                "class A { void f() { int n = 2; n++; String x = source(); if (n == 2) sink(x); } }",
                false
            ),
            (
                "java",
                "class A { void f() { int n = 2; n++; String x = source(); if (n == 3) sink(x); } }",
                true
            ),
            (
                "java",
                "class A { void f() { int n = 2; --n; n += 4; String x = source(); if (n != 5) sink(x); } }",
                false
            ),
            (
                "java",
                "class A { void f() { int n = 2; if (c) n++; String x = source(); if (n == 2) sink(x); } }",
                true
            ),
            (
                "java",
                "class A { void f() { int n = 2; n++; while (c) { String x = source(); if (n == 4) sink(x); n++; } } }",
                true
            ),
            (
                "javascript",
                "function f() { let n = 2; n++; const g = () => { n = 2 }; g(); const x = source(); if (n === 2) sink(x) }",
                true
            ),
            (
                "javascript",
                "function f() { let n = 2; n++; n = 2; const x = source(); if (n === 2) sink(x) }",
                true
            ),
        ]),
        none
    );
}
