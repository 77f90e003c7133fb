//! Small texts, and whether data of `source()` reaches `sink(…)` in them.

use assay_syntax::{Field, Kind, NodeId, Tree};

use super::*;
use crate::testing::tree;

mod callbacks;
mod checks;
mod control;
mod exits;
mod guesses;
mod kinds;
mod objects;
mod types;

fn calls(tree: &Tree, name: &str) -> Vec<NodeId> {
    let is_called = |id: &NodeId| {
        tree.get(*id, Field::Callee)
            .is_some_and(|callee| tree.text(callee) == name)
    };
    tree.walk(tree.root()).filter(is_called).collect()
}

fn places(tree: &Tree, nodes: impl IntoIterator<Item = NodeId>, focused: bool) -> Vec<RoleMatch> {
    let place = |id| RoleMatch {
        spec: 0,
        range: tree.span(id),
        focused,
    };
    nodes.into_iter().map(place).collect()
}

fn spec() -> Spec {
    Spec {
        sources: vec![Source::default()],
        sanitizers: vec![Sanitizer::default()],
        propagators: vec![Propagator::default()],
        sinks: vec![Sink {
            exact: true,
            ..Sink::default()
        }],
    }
}

fn matches(tree: &Tree) -> Matches {
    let args = calls(tree, "sink")
        .into_iter()
        .flat_map(|call| tree.all(call, Field::Arg).collect::<Vec<_>>());
    let tainted_parameters = tree
        .walk(tree.root())
        .filter(|id| tree.kind(*id) == Kind::Param && tree.text(*id).contains("tainted"));
    let mut sources = places(tree, calls(tree, "source"), false);
    sources.extend(places(tree, tainted_parameters, true));
    Matches {
        sources,
        sanitizers: places(tree, calls(tree, "clean"), false),
        propagators: Vec::new(),
        sinks: places(tree, args, true),
    }
}

fn outcome(lang: &str, text: &str, options: &Options, level: Level) -> Outcome {
    let tree = tree(lang, text);
    let facts = Facts::of(&tree);
    analyse(
        &tree,
        &facts,
        &spec(),
        &matches(&tree),
        options,
        level,
        &|| false,
    )
}

fn is_found(lang: &str, text: &str, level: Level) -> bool {
    !outcome(lang, text, &Options::default(), level)
        .findings
        .is_empty()
}

const JAVA: &str = "class A { void f() { BODY } String id(String s) { return s; } String no(String s) { return \"x\"; } }";

#[test]
fn data_flows_within_functions() {
    for (lang, text, expected) in [
        ("python", "sink(source())", true),
        ("python", "x = source()\nsink(x)", true),
        ("python", "x = source()\nx = 'a'\nsink(x)", false),
        ("python", "x = clean(source())\nsink(x)", false),
        ("python", "x = source()\nsink(clean(x))", false),
        ("python", "x = f(source())\nsink(x)", true),
        ("python", "x = source().a.b()\nsink(x)", true),
        ("python", "x = source()\nsink('a' + x)", true),
        ("python", "x = source()\nsink(f'a{x}b')", true),
        ("python", "x = source()\nsink('%s' % x)", true),
        ("python", "x = source()\nsink('a'.format(x))", true),
        ("python", "x = source()\nsink([x])", true),
        ("python", "x = source()\nsink({'a': x})", true),
        ("python", "x = source()\nsink(x[0])", true),
        ("python", "a.b = source()\nsink(a.b)", true),
        ("python", "a.b = source()\nsink(a.c)", false),
        ("python", "a = source()\na.b = 'x'\nsink(a.b)", false),
        ("python", "a['k'] = source()\nsink(a['k'])", true),
        ("python", "a[i] = source()\nsink(a[j])", true),
        ("python", "x, y = source(), 'a'\nsink(y)", false),
        ("python", "x, y = source(), 'a'\nsink(x)", true),
        ("python", "x, y = source()\nsink(y)", true),
        (
            "python",
            "if c:\n  x = source()\nelse:\n  x = 'a'\nsink(x)",
            true,
        ),
        ("python", "if c:\n  x = source()\n  return\nsink(x)", false),
        ("python", "for x in source():\n  sink(x)", true),
        (
            "python",
            "x = ''\nwhile c:\n  sink(x)\n  x = source()",
            true,
        ),
        (
            "python",
            "x = 'a'\nfor i in y:\n  x += source()\nsink(x)",
            true,
        ),
        (
            "python",
            "try:\n  x = source()\n  f()\nexcept E:\n  sink(x)",
            true,
        ),
        (
            "python",
            "x = source()\ntry:\n  f()\nfinally:\n  sink(x)",
            true,
        ),
        ("python", "with source() as x:\n  sink(x)", true),
        ("python", "sink([x for x in source()])", true),
        ("python", "x = source()\nf = lambda: sink(x)", true),
        ("python", "def f(tainted):\n  sink(tainted)", true),
        ("python", "def f(x, tainted=1):\n  sink(x)", false),
        ("python", "x = source() if c else 'a'\nsink(x)", true),
        ("python", "x = 'a' if source() else 'b'\nsink(x)", false),
        ("python", "if (x := source()):\n  sink(x)", true),
        (
            "python",
            "while True:\n  x = source()\n  if x:\n    break\nsink(x)",
            true,
        ),
        ("javascript", "const {a} = source(); sink(a)", true),
        (
            "javascript",
            "const [a, b] = ['x', source()]; sink(a)",
            false,
        ),
        ("javascript", "const x = source(); sink(`a${x}`)", true),
        (
            "javascript",
            "const x = source(); xs.forEach(y => sink(x))",
            true,
        ),
        (
            "javascript",
            "function f(tainted) { sink(tainted.a) }",
            true,
        ),
        (
            "javascript",
            "function f({tainted}) { sink(tainted) }",
            true,
        ),
        (
            "javascript",
            "let x = source(); switch (c) { case 1: x = 'a'; break; case 2: x = 'b' } sink(x)",
            true,
        ),
        (
            "javascript",
            "let x = source(); switch (c) { case 1: x = 'a'; break; default: x = 'b' } sink(x)",
            false,
        ),
        (
            "javascript",
            "let x; do { x = source() } while (c); sink(x)",
            true,
        ),
        ("javascript", "this.x = source(); sink(this.x)", true),
        (
            "go",
            "package p\nfunc f() { x, err := source(); sink(x) }",
            true,
        ),
        (
            "go",
            "package p\nfunc f() { x := source(); if x := 1; x > 0 { }; sink(x) }",
            true,
        ),
        ("php", "<?php $x = source(); sink(\"a $x\");", true),
        ("php", "<?php $x = source(); $x .= 'b'; sink($x);", true),
        ("ruby", "x = source()\nsink(\"a#{x}\")", true),
        (
            "csharp",
            "class A { void F() { var x = source(); sink($\"a{x}\"); } }",
            true,
        ),
        (
            "java",
            "class A { void f(String tainted) { String s = tainted; sink(s); } }",
            true,
        ),
    ] {
        for level in [Level::Semgrep, Level::Deep] {
            assert_eq!(is_found(lang, text, level), expected, "{level:?}: {text}");
        }
    }
}

#[test]
fn the_deep_analysis_knows_more() {
    let java = |body: &str| JAVA.replace("BODY", body);
    for (lang, text, shallow, deep) in [
        // Through functions.
        (
            "python",
            "def f(x):\n  return x\nsink(f(source()))".to_owned(),
            true,
            true,
        ),
        (
            "python",
            "def f(x):\n  return 'a'\nsink(f(source()))".into(),
            true,
            false,
        ),
        (
            "python",
            "def f():\n  return source()\nsink(f())".into(),
            false,
            true,
        ),
        (
            "python",
            "def f(x):\n  sink(x)\nf(source())".into(),
            false,
            true,
        ),
        (
            "python",
            "def f(x, y):\n  sink(y)\nf(source(), 1)".into(),
            false,
            false,
        ),
        (
            "python",
            "def f(x, y):\n  sink(y)\nf(y=source(), x=1)".into(),
            false,
            true,
        ),
        (
            "python",
            "def f(x):\n  return clean(x)\nsink(f(source()))".into(),
            true,
            false,
        ),
        (
            "python",
            "def f(x):\n  return f(x)\nsink(f(source()))".into(),
            true,
            true,
        ),
        (
            "python",
            "class A:\n  def g(self, x):\n    sink(x)\n  def h(self):\n    self.g(source())".into(),
            false,
            true,
        ),
        (
            "javascript",
            "const f = x => x.y; sink(f(source()))".into(),
            true,
            true,
        ),
        (
            "javascript",
            "source().forEach(x => sink(x)); const a = source(); a.forEach(x => sink(x))".into(),
            false,
            true,
        ),
        ("java", java("sink(id(source()));"), true, true),
        ("java", java("sink(no(source()));"), true, false),
        ("java", java("sink(new A().no(source()));"), true, false),
        (
            "java",
            "class A { String x; void g() { this.x = source(); } void h() { g(); sink(x); } }"
                .into(),
            false,
            true,
        ),
        (
            "go",
            "package p\nfunc g(x string) { sink(x) }\nfunc f() { g(source()) }".into(),
            false,
            true,
        ),
        // Branches that cannot be taken.
        (
            "java",
            java(
                "String s = source(); String b; int n = 106; b = (7 * 42) - n > 200 ? \"x\" : s; sink(b);",
            ),
            true,
            true,
        ),
        (
            "java",
            java(
                "String s = source(); String b; int n = 86; b = (7 * 42) - n > 200 ? \"x\" : s; sink(b);",
            ),
            true,
            false,
        ),
        (
            "java",
            java(
                "String s = source(); String b; int n = 86; if ((7 * 42) - n > 200) b = \"x\"; else b = s; sink(b);",
            ),
            true,
            false,
        ),
        (
            "java",
            java(
                "String s = source(); String b; String g = \"ABC\"; char t = g.charAt(1); switch (t) { case 'A': b = s; break; case 'B': b = \"x\"; break; default: b = s; } sink(b);",
            ),
            true,
            false,
        ),
        (
            "java",
            java(
                "String s = source(); String b; String g = \"ABC\"; char t = g.charAt(2); switch (t) { case 'A': b = \"y\"; break; case 'B': b = \"x\"; break; case 'C': case 'D': b = s; break; default: b = \"z\"; } sink(b);",
            ),
            true,
            true,
        ),
        (
            "python",
            "x = source()\ng = \"ABC\"[1]\nmatch g:\n  case 'A':\n    b = x\n  case 'B':\n    b = 1\n  case _:\n    b = x\nsink(b)".into(),
            true,
            false,
        ),
        (
            "python",
            "x = source()\ng = \"ABC\"[1]\nmatch g:\n  case 'A':\n    b = 1\n  case 'C' | 'B':\n    b = x\n  case _:\n    b = 1\nsink(b)".into(),
            true,
            true,
        ),
        (
            "python",
            "x = source()\ng = \"ABC\"[1]\nmatch g:\n  case 'A' | 'C':\n    b = x\n  case _:\n    b = 1\nsink(b)".into(),
            true,
            false,
        ),
        (
            "python",
            "x = source()\ng = \"ABC\"[1]\nmatch g:\n  case 'B' if other:\n    b = 1\n  case _:\n    b = x\nsink(b)".into(),
            true,
            true,
        ),
        (
            "python",
            "x = source()\ng = \"ABC\"[1]\nmatch g:\n  case c if other:\n    b = x\n  case 'B':\n    b = 1\nsink(b)".into(),
            true,
            true,
        ),
        (
            "python",
            "x = source()\nif False:\n  sink(x)".into(),
            true,
            false,
        ),
        // Elements.
        (
            "python",
            "a['k'] = source()\nsink(a['l'])".into(),
            true,
            false,
        ),
        (
            "python",
            "a = source()\na[i] = 'x'\nsink(a[j])".into(),
            false,
            true,
        ),
        (
            "java",
            java(
                "String s = source(); java.util.List<String> l = new java.util.ArrayList<String>(); l.add(\"a\"); l.add(s); l.add(\"b\"); l.remove(0); sink(l.get(1));",
            ),
            false,
            false,
        ),
        (
            "java",
            java(
                "String s = source(); java.util.List<String> l = new java.util.ArrayList<String>(); l.add(\"a\"); l.add(s); l.add(\"b\"); l.remove(0); sink(l.get(0));",
            ),
            false,
            true,
        ),
        (
            "java",
            java(
                "String s = source(); java.util.Map<String, Object> m = new java.util.HashMap<>(); m.put(\"a\", \"x\"); m.put(\"b\", s); sink(m.get(\"b\"));",
            ),
            false,
            true,
        ),
        (
            "java",
            java(
                "String s = source(); java.util.Map<String, Object> m = new java.util.HashMap<>(); m.put(\"a\", \"x\"); m.put(\"b\", s); sink(m.get(\"a\"));",
            ),
            false,
            false,
        ),
        (
            "python",
            "m = {}\nm['a'] = 'x'\nm['b'] = source()\nsink(m['a'])".into(),
            true,
            false,
        ),
        (
            "python",
            "m = {'a': 'x', 'b': source()}\nsink(m['a'])".into(),
            true,
            false,
        ),
        (
            "python",
            "l = []\nl.append(source())\nsink(l[0])".into(),
            false,
            true,
        ),
    ] {
        assert_eq!(
            is_found(lang, &text, Level::Semgrep),
            shallow,
            "semgrep: {text}"
        );
        assert_eq!(is_found(lang, &text, Level::Deep), deep, "deep: {text}");
    }
}

#[test]
fn options_stop_taint() {
    let plain = Options::default();
    for (text, options, expected) in [
        (
            "x = f(source())\nsink(x)",
            Options {
                assume_safe_functions: true,
                ..plain
            },
            false,
        ),
        ("x = a[source()]\nsink(x)", plain, true),
        (
            "x = a[source()]\nsink(x)",
            Options {
                assume_safe_indexes: true,
                ..plain
            },
            false,
        ),
        ("x = source() == 'a'\nsink(x)", plain, true),
        (
            "x = source() == 'a'\nsink(x)",
            Options {
                assume_safe_comparisons: true,
                ..plain
            },
            false,
        ),
        (
            "x = source() == 'a'\nsink(x)",
            Options {
                assume_safe_booleans: true,
                ..plain
            },
            false,
        ),
        (
            "x: int = source()\nsink(x)",
            Options {
                assume_safe_numbers: true,
                ..plain
            },
            false,
        ),
        (
            "x = source()\nsink(x)",
            Options {
                only_propagate_through_assignments: true,
                ..plain
            },
            true,
        ),
        (
            "x = source()\nsink('a' + x)",
            Options {
                only_propagate_through_assignments: true,
                ..plain
            },
            false,
        ),
    ] {
        let found = !outcome("python", text, &options, Level::Semgrep)
            .findings
            .is_empty();
        assert_eq!(found, expected, "{text} {options:?}");
    }
}

#[test]
fn the_way_is_kept_and_what_the_deep_analysis_changes_is_explained() {
    let text = "def f(x):\n  sink(x)\ny = source()\nf(y)";
    let outcome = outcome("python", text, &Options::default(), Level::Deep);
    let [finding] = &outcome.findings[..] else {
        panic!("{:?}", outcome.findings);
    };
    assert_eq!(finding.added_by, Some(Step::Functions));
    let way: Vec<(&str, What)> = finding
        .path
        .iter()
        .map(|hop| (&text[hop.range.clone()], hop.what))
        .collect();
    assert_eq!(
        way,
        [
            ("source()", What::Source),
            ("y", What::Assigned),
            ("y", What::Passed),
            ("x", What::Assigned),
            ("x", What::Sink),
        ]
    );
    let spared = super::tests::outcome(
        "python",
        "x = source()\nif False:\n  sink(x)",
        &Options::default(),
        Level::Deep,
    );
    assert!(spared.findings.is_empty());
    let [(dropped, step)] = &spared.dropped[..] else {
        panic!("{:?}", spared.dropped);
    };
    assert_eq!(
        (dropped.sink, dropped.path.len(), *step),
        (0, 3, Step::DeadBranches)
    );
}

#[test]
fn a_dismissal_names_the_step_that_does_it() {
    for (text, expected) in [
        // Either step is enough: neither is missed when it is left out alone.
        (
            "a['k'] = source()\nif False:\n  sink(a['l'])",
            Step::DeadBranches,
        ),
        ("a['k'] = source()\nsink(a['l'])", Step::Elements),
    ] {
        let outcome = outcome("python", text, &Options::default(), Level::Deep);
        assert!(outcome.findings.is_empty(), "{text}");
        let steps: Vec<Step> = outcome.dropped.iter().map(|(_, step)| *step).collect();
        assert_eq!(steps, [expected], "{text}");
    }
}

#[test]
fn labels_side_effects_and_propagators() {
    let text = "a = one()\nb = two()\nsink(a + b)\nsink(a)";
    let tree = tree("python", text);
    let facts = Facts::of(&tree);
    let label = |name: &str| Source {
        label: Some(name.into()),
        ..Source::default()
    };
    let spec = Spec {
        sources: vec![label("A"), label("B")],
        sinks: vec![Sink {
            exact: true,
            requires: Some(Requires::And(
                Box::new(Requires::Label("A".into())),
                Box::new(Requires::Label("B".into())),
            )),
            at_exit: false,
        }],
        ..Spec::default()
    };
    let mut matches = matches(&tree);
    matches.sources = places(&tree, calls(&tree, "one"), false);
    let mut second = places(&tree, calls(&tree, "two"), false);
    second[0].spec = 1;
    matches.sources.extend(second);
    let outcome = analyse(
        &tree,
        &facts,
        &spec,
        &matches,
        &Options::default(),
        Level::Semgrep,
        &|| false,
    );
    assert_eq!(outcome.findings.len(), 1);
    assert_eq!(outcome.findings[0].sink, 0);
    assert_eq!(outcome.findings[0].sources, [0, 1]);
}

#[test]
fn propagators_reach_the_parameters_of_callbacks() {
    let text = "x = source()\nx.each(lambda y: sink(y))";
    let tree = tree("python", text);
    let facts = Facts::of(&tree);
    let mut matches = matches(&tree);
    let callee = tree
        .get(calls(&tree, "x.each")[0], Field::Callee)
        .expect("a callee");
    let from = tree.get(callee, Field::Object).expect("an object");
    let start = text.find("y:").expect("a parameter");
    matches.propagators = vec![Passage {
        spec: 0,
        from: tree.span(from),
        to: start..start + 1,
    }];
    let outcome = analyse(
        &tree,
        &facts,
        &spec(),
        &matches,
        &Options::default(),
        Level::Semgrep,
        &|| false,
    );
    assert_eq!(outcome.findings.len(), 1);
}

#[test]
fn propagators_hand_taint_from_one_place_to_another() {
    let text = "x = source()\ny.put(x)\nsink(y)";
    let tree = tree("python", text);
    let facts = Facts::of(&tree);
    let mut matches = matches(&tree);
    let call = calls(&tree, "y.put")[0];
    let from = tree.get(call, Field::Arg).expect("an argument");
    let callee = tree.get(call, Field::Callee).expect("a callee");
    let to = tree.get(callee, Field::Object).expect("an object");
    matches.propagators = vec![Passage {
        spec: 0,
        from: tree.span(from),
        to: tree.span(to),
    }];
    for (by_side_effect, expected) in [(true, 1), (false, 0)] {
        let mut spec = spec();
        spec.propagators[0].by_side_effect = by_side_effect;
        let outcome = analyse(
            &tree,
            &facts,
            &spec,
            &matches,
            &Options::default(),
            Level::Semgrep,
            &|| false,
        );
        assert_eq!(outcome.findings.len(), expected);
    }
}

#[test]
fn propagators_hand_taint_back_to_what_was_run_before() {
    let text = "x = source()\ncopy(y, x)\nsink(y)";
    let tree = tree("python", text);
    let facts = Facts::of(&tree);
    let mut matches = matches(&tree);
    let arguments: Vec<_> = tree.all(calls(&tree, "copy")[0], Field::Arg).collect();
    matches.propagators = vec![Passage {
        spec: 0,
        from: tree.span(arguments[1]),
        to: tree.span(arguments[0]),
    }];
    let mut spec = spec();
    spec.propagators[0].by_side_effect = true;
    for (level, expected) in [(Level::Deep, 1), (Level::Semgrep, 0)] {
        let outcome = analyse(
            &tree,
            &facts,
            &spec,
            &matches,
            &Options::default(),
            level,
            &|| false,
        );
        assert_eq!(outcome.findings.len(), expected);
    }
}

#[test]
fn sinks_among_the_indexes_of_what_is_assigned_to() {
    for text in [
        "k = source()\nx[sink(k)] = 1",
        "k = source()\nx[sink(k)][0] = 1",
        "k = source()\nx[0].y[sink(k)].z = 1",
    ] {
        assert!(is_found("python", text, Level::Semgrep), "{text}");
    }
}

#[test]
fn sinks_on_what_is_created() {
    let text = "<?php\n$c = source();\n$x = new $c(1);";
    let tree = tree("php", text);
    let facts = Facts::of(&tree);
    let mut matches = matches(&tree);
    let start = text.rfind("$c").expect("a class");
    matches.sinks = vec![RoleMatch {
        spec: 0,
        range: start..start + 2,
        focused: true,
    }];
    let options = Options::default();
    let outcome = analyse(
        &tree,
        &facts,
        &spec(),
        &matches,
        &options,
        Level::Deep,
        &|| false,
    );
    assert_eq!(outcome.findings.len(), 1);
}

#[test]
fn sinks_on_properties_named_like_their_values() {
    let text = "const filter = source(); ask({ filter, size: 1 });";
    let tree = tree("javascript", text);
    let facts = Facts::of(&tree);
    let mut matches = matches(&tree);
    let start = text.rfind("filter").expect("a property");
    matches.sinks = vec![RoleMatch {
        spec: 0,
        range: start..start + "filter".len(),
        focused: true,
    }];
    let options = Options::default();
    let outcome = analyse(
        &tree,
        &facts,
        &spec(),
        &matches,
        &options,
        Level::Deep,
        &|| false,
    );
    assert_eq!(outcome.findings.len(), 1);
}

#[test]
fn conditions_made_of_many_values_are_given_up() {
    let mut text = String::from("x0 = f()\n");
    for at in 1..60 {
        text.push_str(&format!("x{at} = x{0} + x{0}\n", at - 1));
    }
    text.push_str("if x59 == 1:\n  sink(source())\n");
    assert!(is_found("python", &text, Level::Deep));
}

#[test]
fn what_is_reached_through_something_clean_is_clean() {
    let tree = tree(
        "php",
        "<?php $x = source(); sink($x->a); sink($y->b(source()));",
    );
    let facts = Facts::of(&tree);
    let objects = tree
        .walk(tree.root())
        .filter(|id| tree.kind(*id) == Kind::Member)
        .filter_map(|id| tree.get(id, Field::Object));
    let mut found = matches(&tree);
    found.sanitizers = places(&tree, objects, true);
    let outcome = analyse(
        &tree,
        &facts,
        &spec(),
        &found,
        &Options::default(),
        Level::Semgrep,
        &|| false,
    );
    let sinks: Vec<usize> = outcome
        .findings
        .iter()
        .map(|finding| finding.sink)
        .collect();
    assert_eq!(sinks, [1]);
}

#[test]
fn functions_that_nothing_uses_change_nothing_around_them() {
    for (text, expected) in [
        (
            "function f() { let x; const g = () => { x = source(); }; sink(x); }",
            false,
        ),
        (
            "function f() { let x; const g = () => { x = source(); }; g(); sink(x); }",
            true,
        ),
        (
            "function f() { let x; h(() => { x = source(); }); sink(x); }",
            true,
        ),
        (
            "function f() { const x = source(); const g = () => { sink(x); }; }",
            true,
        ),
        (
            "function f() { const g = () => { const x = source(); sink(x); }; }",
            true,
        ),
    ] {
        assert_eq!(
            is_found("javascript", text, Level::Semgrep),
            expected,
            "{text}"
        );
    }
}

#[test]
fn calls_are_followed_however_many_there_are() {
    let step = |number: usize| format!("def f{number}(a):\n  f{}(a)\n", number + 1);
    let steps: String = (0..200).map(step).collect();
    let text = format!("{steps}def f200(a):\n  sink(a)\nf0(source())\n");
    let outcome = outcome("python", &text, &Options::default(), Level::Deep);
    assert_eq!(outcome.findings.len(), 1);
    assert!(!outcome.exhausted);
}
