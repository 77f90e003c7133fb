//! Searches over small projects.

use assay_languages::install_native_grammars;
use assay_project::search::structural;

use std::cell::Cell;

use super::*;

const FILES: &[(&str, &str, &str)] = &[
    (
        "a.py",
        "python",
        "import requests\nr = requests.get(url, verify=False)\n",
    ),
    (
        "b.js",
        "javascript",
        "get(1);\nfoo(bar, baz);\nq = a == a;\n",
    ),
    ("c.css", "css", "a { color: red }\nb { color: blue }\n"),
    ("d.html", "html", "<script>foo(x, y)</script>\n"),
    ("tests/e.js", "javascript", "foo(1)\n"),
    ("notes", "", "foo(1)\n"),
];

struct World {
    texts: Texts,
    trees: KeptTrees,
    parses: u32,
}

impl World {
    fn new(files: &[(&str, &str, &str)]) -> World {
        install_native_grammars();
        let mut texts = Texts::default();
        for (path, lang, text) in files {
            texts.add(path, Lang::from_name(lang), text);
        }
        World {
            texts,
            trees: KeptTrees::up_to(1000),
            parses: 0,
        }
    }

    /// The matches as `path:line:col NAME=value`, and how it went.
    fn search(&mut self, query: &str) -> Result<(Vec<String>, SearchAnswer), QueryError> {
        let turn = Turn {
            clock: &|| 0.0,
            ms: 1.0,
        };
        self.search_in_turns(query, &turn, &mut || {})
    }

    /// The same in turns of a length; `after` is called after each.
    fn search_in_turns(
        &mut self,
        query: &str,
        turn: &Turn<'_>,
        after: &mut dyn FnMut(),
    ) -> Result<(Vec<String>, SearchAnswer), QueryError> {
        let query = structural(query)?.expect("a pattern is looked for");
        let search = StructuralSearch::new(&Project::default(), &self.texts, query);
        self.go_through(search, turn, after)
    }

    fn go_through(
        &mut self,
        mut search: StructuralSearch,
        turn: &Turn<'_>,
        after: &mut dyn FnMut(),
    ) -> Result<(Vec<String>, SearchAnswer), QueryError> {
        let mut found = Vec::new();
        loop {
            let step = search.step(&self.texts, &mut self.trees, turn)?;
            after();
            let (files, answer) = match step {
                Step::Needs(grammars) => panic!("{grammars:?} are there"),
                Step::Texts(paths) => {
                    for path in paths {
                        let (_, lang, text) = FILES.iter().find(|(at, ..)| *at == path).unwrap();
                        self.texts.add(&path, Lang::from_name(lang), text);
                    }
                    (Vec::new(), None)
                }
                Step::Found(files) => (files, None),
                Step::Done(files, answer) => (files, Some(answer)),
            };
            for file in files {
                found.extend(file.matches.iter().map(|place| {
                    let metavars = place.metavars.iter();
                    let values: Vec<String> = metavars
                        .map(|(name, value)| format!(" {name}={value}"))
                        .collect();
                    format!(
                        "{}:{}:{}{}",
                        file.path,
                        place.line,
                        place.col,
                        values.concat()
                    )
                }));
            }
            if let Some(answer) = answer {
                self.parses = search.engine.parses().values().sum();
                return Ok((found, *answer));
            }
        }
    }

    fn matches(&mut self, query: &str) -> Vec<String> {
        self.search(query).expect("the pattern is code").0
    }
}

#[test]
fn a_pattern_is_found_in_every_language_that_it_is_code_in() {
    let mut world = World::new(FILES);
    assert_eq!(
        world.matches("type:structural foo($X, ...)"),
        ["b.js:2:1 X=bar", "d.html:1:9 X=x", "tests/e.js:1:1 X=1"]
    );
    assert_eq!(
        world.matches("foo($$$ARGS) type:structural -file:^tests"),
        ["b.js:2:1 ARGS=bar, baz", "d.html:1:9 ARGS=x, y"]
    );
    assert_eq!(
        world.matches("type:structural requests.get(..., verify=False)"),
        ["a.py:2:5"]
    );
    assert_eq!(world.matches("type:structural $X == $X"), ["b.js:3:5 X=a"]);
    assert_eq!(
        world.matches("type:structural lang:css $P { color: red }"),
        ["c.css:1:1 P=a"]
    );
}

/// Alone, `a.b($X)` is a conversion to a type in Go and a declaration in C.
#[test]
fn a_call_is_found_where_a_file_of_it_alone_would_be_something_else() {
    let mut world = World::new(&[
        (
            "a.go",
            "go",
            "package a\nfunc f() {\n\tg(1)\n\tb.g(1, 2)\n}\n",
        ),
        ("b.c", "c", "void f(void) { g(1); }\n"),
    ]);
    let calls = ["a.go:3:2 A=1", "b.c:1:16 A=1"];
    assert_eq!(world.matches("type:structural g($A)"), calls);
    assert_eq!(world.matches("type:structural g($$$A)"), calls);
    assert_eq!(world.matches("type:structural $X.g($$$)"), ["a.go:4:2 X=b"]);
    assert_eq!(
        world.matches("type:structural $X.g($$$_REST)"),
        ["a.go:4:2 X=b"]
    );
    assert_eq!(
        world.matches("type:structural func $F() { $$$BODY }").len(),
        1
    );
}

#[test]
fn an_answer_says_what_it_is_an_answer_about() {
    let mut world = World::new(FILES);
    let (_, answer) = world.search("type:structural foo($X)").unwrap();
    let structure = answer.structure.unwrap();
    assert!(answer.whole);
    assert_eq!((answer.total, structure.files, structure.parsed), (1, 5, 3));
    assert!(structure.languages.contains(&"javascript".to_owned()));
    let (matches, answer) = world.search("count:1 type:structural foo(...)").unwrap();
    assert_eq!((matches.len(), answer.whole), (1, false));
    let (_, answer) = world
        .search("type:structural foo(...) file:nowhere")
        .unwrap();
    assert_eq!(answer.excludes_all, ["file:nowhere"]);
}

#[test]
fn a_pattern_that_is_no_code_is_an_error_also_where_no_file_may_match() {
    let mut world = World::new(FILES);
    for query in [
        "lang:python type:structural foo(",
        "lang:python type:structural absent(",
    ] {
        let error = world.search(query).unwrap_err();
        assert_eq!(error.at, 28, "{}", error.message);
    }
    let (matches, answer) = world.search("type:structural absent($X)").unwrap();
    assert_eq!(matches, [""; 0]);
    assert_eq!(answer.structure.unwrap().parsed, 0);
}

#[test]
fn the_next_pattern_parses_nothing_that_was_parsed_before() {
    let mut world = World::new(FILES);
    world.matches("lang:javascript type:structural foo($X)");
    assert_eq!(world.parses, 2);
    world.matches("lang:javascript type:structural foo($X, $Y)");
    assert_eq!(world.parses, 0);
    world
        .texts
        .add("b.js", Lang::from_name("javascript"), "foo(2, 3)");
    assert_eq!(
        world.matches("lang:javascript type:structural foo($X, $Y)"),
        ["b.js:1:1 X=2 Y=3"]
    );
    assert_eq!(world.parses, 1);
}

#[test]
fn what_takes_too_long_is_looked_into_last_and_told() {
    let slow = "foo(1)\n".repeat(2000);
    let mut world = World::new(&[
        ("a.js", "javascript", &slow),
        ("b.js", "javascript", "foo(1)"),
    ]);
    let time = Cell::new(0.0);
    let clock = || {
        time.set(time.get() + 50.0);
        time.get()
    };
    let turn = Turn {
        clock: &clock,
        ms: 400.0,
    };
    let found = world.search_in_turns("type:structural foo(1)", &turn, &mut || {});
    let (matches, answer) = found.unwrap();
    let structure = answer.structure.unwrap();
    assert_eq!(matches, ["b.js:1:1"]);
    assert!(!answer.whole);
    assert_eq!(
        (structure.unread, &*structure.examples[0].path),
        (1, "a.js")
    );
}

#[test]
fn a_file_with_broken_code_is_counted() {
    let mut world = World::new(&[("a.js", "javascript", "foo(1)\nfunction ((( {\n")]);
    let (_, answer) = world.search("type:structural foo(1)").unwrap();
    assert_eq!(answer.structure.unwrap().broken, 1);
}

#[test]
fn texts_that_are_elsewhere_are_asked_for_and_change_no_answer() {
    for query in [
        "type:structural foo($X, ...)",
        "type:structural foo(...) file:tests",
        "type:structural absent($X)",
    ] {
        let here = World::new(FILES).matches(query);
        let mut world = World::new(FILES);
        for (path, lang, _) in FILES {
            world.texts.add_elsewhere(path, Lang::from_name(lang));
        }
        assert_eq!(world.matches(query), here, "{query}");
    }
}

#[test]
fn code_of_a_language_in_another_is_searched_as_one_text() {
    let page = "<p>é</p><script>\nimport { get } from 'lib';\n</script>\n<script>\nconst a = 1;\nget(a, 2);\n</script>\n";
    let vue = "<template><p>{{ a }}</p></template>\n<script lang=\"ts\">\nconst a: number = get(3, b);\n</script>\n";
    let mut world = World::new(&[("a.html", "html", page), ("b.vue", "vue", vue)]);
    assert_eq!(
        world.matches("type:structural get($X, ...)"),
        ["a.html:6:1 X=a", "b.vue:3:19 X=3"]
    );
    // What a name stands for is known across scripts.
    assert_eq!(world.matches("type:structural get(1, ...)"), ["a.html:6:1"]);
}

/// The work of each turn, in asks for the time, and the matches.
fn work_in_turns(query: &str, ms: f64) -> (Vec<f64>, Vec<String>, bool) {
    let large = format!(
        "{}get(1, a)\n",
        "def f(a):\n    return [g(a, 1), h(a, 2)]\n".repeat(300)
    );
    let mut world = World::new(&[
        ("large.py", "python", &large),
        ("small.py", "python", "get(1)"),
    ]);
    let time = Cell::new(0.0);
    let clock = || {
        time.set(time.get() + 1.0);
        time.get()
    };
    let (mut last, mut turns) = (0.0, Vec::new());
    let turn = Turn { clock: &clock, ms };
    let mut after = || {
        turns.push(time.get() - last);
        last = time.get();
    };
    let (matches, answer) = world.search_in_turns(query, &turn, &mut after).unwrap();
    (turns, matches, answer.whole)
}

#[test]
fn a_large_file_is_looked_into_in_turns_and_nothing_is_lost() {
    for query in [
        "type:structural get($X, ...)",
        "type:structural $F($A, $B)",
        "get($$$ARGS) type:structural",
    ] {
        let (_, all, whole) = work_in_turns(query, f64::INFINITY);
        assert!(whole && !all.is_empty(), "{query}");
        let (turns, mut matches, whole) = work_in_turns(query, 20.0);
        let most = turns.iter().copied().fold(0.0, f64::max);
        assert!(turns.len() > 3, "{query}: {turns:?}");
        assert!(most < 60.0, "{query}: {turns:?}");
        // What takes long comes last.
        matches.sort();
        let mut all = all;
        all.sort();
        assert_eq!((matches, whole), (all, true), "{query}");
    }
}

#[test]
fn what_kept_a_file_from_being_searched_is_told_in_turns_too() {
    let deep = format!("{}color: blue{}\n", "a {".repeat(1500), "}".repeat(1500));
    let rest = "f { color: red; fill: red }\ng { color: blue }\nh { top: 0 }\n".repeat(60);
    // In a walk that was over, and in one that was not.
    for between in ["</style>\n<style>", ""] {
        let page = format!("<style>{deep}{between}{rest}</style>\n");
        deep_page(&page);
    }
}

fn deep_page(page: &str) {
    let time = Cell::new(0.0);
    let clock = || {
        time.set(time.get() + 1.0);
        time.get()
    };
    for ms in [f64::INFINITY, 20.0] {
        let mut world = World::new(&[("a.html", "html", page)]);
        let (turns, turn) = (Cell::new(0), Turn { clock: &clock, ms });
        let mut after = || turns.set(turns.get() + 1);
        let found = world.search_in_turns(
            "type:structural $P { color: $X; fill: $X }",
            &turn,
            &mut after,
        );
        let (matches, answer) = found.unwrap();
        assert_eq!((matches.len(), answer.whole), (60, false), "{ms}");
        assert_eq!(turns.get() > 2, ms.is_finite(), "{turns:?}");
    }
}

#[test]
fn matches_are_put_together_in_any_time_once_they_are_found() {
    let calls = "f(1, 2)\n".repeat(200);
    let clock = || {
        TIME.set(TIME.get() + 1.0);
        TIME.get()
    };
    thread_local! {
        static TIME: Cell<f64> = const { Cell::new(0.0) };
    }
    // So short that nothing but the search itself can ask for the time.
    let turn = Turn {
        clock: &clock,
        ms: 3.0,
    };
    let mut world = World::new(&[("a.js", "javascript", &calls)]);
    let found = world.search_in_turns("type:structural $F($A, $B)", &turn, &mut || {});
    let (matches, answer) = found.unwrap();
    assert_eq!((matches.len(), answer.whole), (200, true));
}

#[test]
fn rules_are_asked_of_all_files_the_wanted_one_first() {
    let mut world = World::new(FILES);
    let rule =
        |id: &str, rest: &str| format!("- {{id: {id}, severity: INFO, message: m, {rest}}}\n");
    let rules = [
        "rules:\n".to_owned(),
        rule("call", "languages: [js], pattern: 'foo($X, ...)'"),
        rule("word", "languages: [regex], pattern-regex: foo"),
        rule(
            "verify",
            "languages: [python], pattern: 'requests.get(..., verify=False)'",
        ),
    ];
    let search = StructuralSearch::of_rules(
        &world.texts,
        RuleOrder {
            sources: vec![RuleSource {
                path: "r.yml".to_owned(),
                text: rules.concat(),
                origin: assay_model::RuleOrigin::User,
                rules: Vec::new(),
            }],
            disabled: vec!["word".to_owned()],
            first: Some("b.js".to_owned()),
            limit: 100,
        },
    );
    let turn = Turn {
        clock: &|| 0.0,
        ms: 1.0,
    };
    let (found, answer) = world.go_through(search, &turn, &mut || {}).unwrap();
    assert_eq!(found, ["b.js:2:1 X=bar", "a.py:2:5", "tests/e.js:1:1 X=1"]);
    let structure = answer.structure.unwrap();
    assert_eq!((answer.total, structure.files, structure.parsed), (3, 6, 3));
}

#[test]
fn a_rule_that_cannot_be_compiled_has_no_more_than_one_file_parsed() {
    let mut world = World::new(&[
        ("a.py", "python", "run(1)"),
        ("b.py", "python", "run(2)"),
        ("c.py", "python", "run(3)"),
    ]);
    let rule = "id: r\nlanguage: python\nrule: {pattern: run($A), kind: no_such_kind}\n";
    let search = StructuralSearch::of_rules(
        &world.texts,
        RuleOrder {
            sources: vec![RuleSource {
                path: "r.yml".to_owned(),
                text: rule.to_owned(),
                origin: assay_model::RuleOrigin::User,
                rules: Vec::new(),
            }],
            disabled: Vec::new(),
            first: None,
            limit: 100,
        },
    );
    let turn = Turn {
        clock: &|| 0.0,
        ms: 1.0,
    };
    let (found, answer) = world.go_through(search, &turn, &mut || {}).unwrap();
    assert!(found.is_empty());
    assert!(answer.structure.unwrap().parsed <= 1);
}
