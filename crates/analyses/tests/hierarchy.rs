//! What functions call, and how types are derived from one another, over small projects.

use assay_languages::install_native_grammars;
use assay_project::{Known, Navigator};

use crate::small::read;

/// Asks about the first name `name` of a file; rows are `name kind file:line`.
fn ask(files: &[(&str, &str)], what: &str, at: &str, name: &str) -> Vec<String> {
    install_native_grammars();
    let files: Vec<(String, String)> = files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    let (project, texts) = read(&files);
    let known = Known::default();
    let navigator = Navigator::new(&project, &texts, &known);
    let text = &files.iter().find(|(path, _)| path == at).unwrap().1;
    let before = &text[..text.find(name).unwrap()];
    let line = before.matches('\n').count() as u32 + 1;
    let col = before.rsplit('\n').next().unwrap().encode_utf16().count() as u32 + 1;
    let rows = match what {
        "supertypes" => navigator.supertypes(at, line, col),
        "subtypes" => {
            let mut search = navigator.subtypes(at, line, col).unwrap();
            // A turn for each file: nothing is lost in between.
            while !navigator.look_for_subtypes(&mut search, &|| true) {}
            search.into_rows()
        }
        _ => {
            let mut search = navigator.callees(at, line, col).unwrap();
            while !navigator.look_for_callees(&mut search, &|| true) {}
            return search
                .into_rows()
                .into_iter()
                .map(|row| format!("{} {} x{}", row.definition.name, row.line, row.calls))
                .collect();
        }
    };
    rows.into_iter()
        .map(|row| format!("{} {} {}:{}", row.name, row.kind, row.file, row.line))
        .collect()
}

const PYTHON: &[(&str, &str)] = &[
    (
        "shapes.py",
        "class Shape:\n    def area(self):\n        return help(1)\n\nclass Round(Shape):\n    pass\n\ndef help(n):\n    return n\n",
    ),
    (
        "more.py",
        "from shapes import Shape as Base, help\n\nclass Square(Base):\n    def area(self):\n        help(2)\n        print(3)\n        return help(self.side())\n\n    def side(self):\n        return 1\n",
    ),
];

#[test]
fn a_function_calls_what_its_body_calls() {
    assert_eq!(
        ask(PYTHON, "callees", "more.py", "area"),
        ["help 5 x2", "side 7 x1"]
    );
    assert_eq!(ask(PYTHON, "callees", "more.py", "side(self):"), [""; 0]);
}

#[test]
fn types_are_found_above_and_below_one() {
    assert_eq!(
        ask(PYTHON, "supertypes", "more.py", "Square"),
        ["Shape class shapes.py:1"]
    );
    assert_eq!(
        ask(PYTHON, "subtypes", "shapes.py", "Shape"),
        ["Square class more.py:3", "Round class shapes.py:5"]
    );
    assert_eq!(ask(PYTHON, "subtypes", "more.py", "Square"), [""; 0]);
}

#[test]
fn classes_stand_for_interfaces() {
    let files = [
        ("a.ts", "export interface Shape {}\nexport class Base {}\n"),
        (
            "b.ts",
            "import { Base, Shape } from './a';\nexport class Round extends Base implements Shape {}\nfunction make() {\n  return new Round();\n}\n",
        ),
    ];
    assert_eq!(
        ask(&files, "supertypes", "b.ts", "Round"),
        ["Base class a.ts:2", "Shape interface a.ts:1"]
    );
    assert_eq!(
        ask(&files, "subtypes", "a.ts", "Shape"),
        ["Round class b.ts:2"]
    );
    assert_eq!(ask(&files, "callees", "b.ts", "make"), ["Round 4 x1"]);
}
