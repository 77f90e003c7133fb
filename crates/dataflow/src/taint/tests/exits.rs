//! Where functions end, and what is still tainted there.

use super::*;

/// What the exits of a text are, each in one line.
fn ends(lang: &str, text: &str) -> Vec<String> {
    let tree = tree(lang, text);
    exits(&tree)
        .into_iter()
        .map(|range| text[range].lines().next().unwrap_or("").to_owned())
        .collect()
}

#[test]
fn functions_end_with_the_last_statement_of_each_way() {
    let python = |body: &str| {
        let body: String = body.lines().map(|line| format!("    {line}\n")).collect();
        ends("python", &format!("def f():\n{body}"))
    };
    assert_eq!(python("a()\nb()"), ["b()"]);
    assert_eq!(python("x = 1"), ["x = 1"]);
    assert_eq!(python("if c:\n    a()\nelse:\n    b()"), ["a()", "b()"]);
    assert_eq!(python("if c:\n    return 1\nb()"), ["return 1", "b()"]);
    assert_eq!(python("if c:\n    raise E()\nb()"), ["raise E()", "b()"]);
    assert_eq!(python("while c:\n    a()"), [""; 0]);
    assert_eq!(python("while c:\n    a()\n    break"), ["a()"]);
    assert_eq!(python("with g():\n    a()"), ["a()"]);
    assert_eq!(python("try:\n    a()\nexcept E:\n    b()"), ["a()", "b()"]);
    assert_eq!(python("try:\n    raise E()\nexcept E:\n    b()"), ["b()"]);
    assert_eq!(python("try:\n    return a()\nfinally:\n    b()"), ["b()"]);
    assert_eq!(python("def g():\n    a()\nb()"), ["a()", "b()"]);
    assert_eq!(ends("python", "a()\nb()\n"), [""; 0]);
}

#[test]
fn the_semicolon_is_not_part_of_an_exit() {
    assert_eq!(
        ends(
            "java",
            "class A { int f() { g(); return h(1); } void g() { h(2) ; } }"
        ),
        ["return h(1)", "h(2)"]
    );
    assert_eq!(ends("javascript", "const f = (x) => g(x);"), ["g(x)"]);
    assert_eq!(
        ends(
            "javascript",
            "function f() { switch (x) { case 1: a(); break; default: b(); } }"
        ),
        ["a()", "b()"]
    );
    assert_eq!(
        ends("go", "package p\nfunc f() {\n\tif c {\n\t\ta()\n\t}\n}\n"),
        ["a()"]
    );
    assert_eq!(
        ends(
            "ruby",
            "def f\n  if c\n    a()\n  else\n    b()\n  end\nend\n"
        ),
        ["a()", "b()"]
    );
}

/// The exits at which something is tainted: `x = source()` taints a variable, `clean(x)` cleans it.
fn told(lang: &str, text: &str, level: Level) -> Vec<String> {
    let tree = tree(lang, text);
    let facts = Facts::of(&tree);
    let mut spec = spec();
    spec.sinks[0].at_exit = true;
    spec.sanitizers[0].by_side_effect = true;
    let cleaned = calls(&tree, "clean")
        .into_iter()
        .flat_map(|call| tree.all(call, Field::Arg).collect::<Vec<_>>());
    let sinks = exits(&tree).into_iter().map(|range| RoleMatch {
        spec: 0,
        range,
        focused: false,
    });
    let matches = Matches {
        sources: places(&tree, calls(&tree, "source"), false),
        sanitizers: places(&tree, cleaned, true),
        propagators: Vec::new(),
        sinks: sinks.collect(),
    };
    let options = Options::default();
    let outcome = analyse(&tree, &facts, &spec, &matches, &options, level, &|| false);
    for finding in &outcome.findings {
        assert_eq!(finding.added_by, Some(Step::Exits), "{text}");
        let last = finding.path.last().expect("a way");
        assert_eq!(last.range, matches.sinks[finding.sink].range, "{text}");
    }
    outcome
        .findings
        .iter()
        .map(|finding| text[matches.sinks[finding.sink].range.clone()].to_owned())
        .collect()
}

#[test]
fn what_a_function_leaves_tainted_is_told_where_it_ends() {
    let python = |body: &str| {
        let body: String = body.lines().map(|line| format!("    {line}\n")).collect();
        told("python", &format!("def f(p):\n{body}"), Level::Deep)
    };
    assert_eq!(python("x = source()\nuse(1)"), ["use(1)"]);
    assert_eq!(python("x = source()\nreturn 0"), ["return 0"]);
    assert_eq!(python("x = source()\nclean(x)\nreturn 0"), [""; 0]);
    assert_eq!(python("x = source()\nclean(x)"), [""; 0]);
    assert_eq!(python("return source()"), [""; 0]);
    assert_eq!(
        python("x = source()\nif p:\n    return 1\nclean(x)"),
        ["return 1"]
    );
    assert_eq!(
        python("x = source()\ntry:\n    return g()\nfinally:\n    clean(x)"),
        [""; 0]
    );
    assert_eq!(
        python("x = source()\ntry:\n    return g()\nfinally:\n    h()"),
        ["h()"]
    );
    assert_eq!(
        python("x = source()\nif p:\n    raise E()\nclean(x)"),
        ["raise E()"]
    );
}

#[test]
fn what_belongs_to_another_function_is_not_told() {
    let text = "def g(y):\n    use(y)\ndef f():\n    x = source()\n    g(x)\n    clean(x)\n";
    assert_eq!(told("python", text, Level::Deep), [""; 0]);
    let text = "function f() { const x = source(); each(() => { use(1) }); clean(x); }";
    assert_eq!(told("javascript", text, Level::Deep), [""; 0]);
    let text = "function f() { each(() => { const x = source(); use(1) }); done(); }";
    assert_eq!(told("javascript", text, Level::Deep), ["use(1)"]);
    let text = "x = source()\ndef f():\n    use(1)\n";
    assert_eq!(told("python", text, Level::Deep), [""; 0]);
}

#[test]
fn only_the_deep_analysis_looks_at_exits() {
    let text = "def f():\n    x = source()\n    use(1)\n";
    assert_eq!(told("python", text, Level::Semgrep), [""; 0]);
    let java = "class A { int f() { A x = source(); if (c) { return 1; } clean(x); return 0; } }";
    assert_eq!(told("java", java, Level::Deep), ["return 1"]);
    let go = "package p\nfunc f() int {\n\tx := source()\n\tdefer clean(x)\n\treturn 0\n}\n";
    assert_eq!(told("go", go, Level::Deep), [""; 0]);
}
