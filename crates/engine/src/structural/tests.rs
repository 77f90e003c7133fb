//! Searches over small projects.

use assay_languages::install_native_grammars;
use assay_project::search::structural;

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
        self.search_by(query, &|| 0.0)
    }

    fn search_by(
        &mut self,
        query: &str,
        clock: &dyn Fn() -> f64,
    ) -> Result<(Vec<String>, SearchAnswer), QueryError> {
        let query = structural(query)?.expect("a pattern is looked for");
        let mut search = StructuralSearch::new(&Project::default(), &self.texts, query);
        let mut found = Vec::new();
        loop {
            let turn = Turn { clock, ms: 1.0 };
            let (files, answer) = match search.step(&self.texts, &mut self.trees, &turn)? {
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
        ["b.js:2:1 X=bar", "tests/e.js:1:1 X=1"]
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
    let (matches, answer) = world.search_by("type:structural foo(1)", &clock).unwrap();
    let structure = answer.structure.unwrap();
    assert_eq!(matches[0], "b.js:1:1");
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
