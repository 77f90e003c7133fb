//! What names refer to: each file in `navigation/` is a small project. A line `== path` begins a file of it; `[a:name]` is
//! a definition with a label, `<a:name>` a use that refers to it and nothing else, and `<?:name>` one of which nobody can
//! tell, so that nothing is certain.

use std::collections::BTreeSet;
use std::path::Path;

use assay_languages::install_native_grammars;
use assay_project::{Known, Navigator};

use crate::small::read;

/// Where a name with a label stands.
struct Mark {
    label: String,
    file: String,
    line: u32,
    col: u32,
}

#[derive(Default)]
struct Case {
    files: Vec<(String, String)>,
    definitions: Vec<Mark>,
    uses: Vec<Mark>,
}

fn case(text: &str) -> Case {
    let mut case = Case::default();
    for part in format!("\n{text}").split("\n== ").skip(1) {
        let (path, body) = part.split_once('\n').unwrap();
        let mut plain = String::new();
        let mut rest = body;
        while let Some(sign) = rest.chars().next() {
            match mark(rest) {
                Some((label, name, length)) => {
                    let line = plain.matches('\n').count() as u32 + 1;
                    let row = plain.rsplit('\n').next().unwrap_or_default();
                    let col = row.encode_utf16().count() as u32 + 1;
                    let (label, file) = (label.to_owned(), path.to_owned());
                    let found = Mark {
                        label,
                        file,
                        line,
                        col,
                    };
                    match sign {
                        '[' => case.definitions.push(found),
                        _ => case.uses.push(found),
                    }
                    plain.push_str(name);
                    rest = &rest[length..];
                }
                None => {
                    plain.push(sign);
                    rest = &rest[sign.len_utf8()..];
                }
            }
        }
        case.files.push((path.to_owned(), plain));
    }
    case
}

/// The label and the name of a mark that a text starts with, and the length of all of it.
fn mark(text: &str) -> Option<(&str, &str, usize)> {
    let close = match text.chars().next()? {
        '[' => ']',
        '<' => '>',
        _ => return None,
    };
    let end = text.find(close)?;
    let (label, name) = text[1..end].split_once(':')?;
    let is_word = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|sign| sign.is_alphanumeric() || "_?.".contains(sign))
    };
    let is_label = label.len() <= 2 && is_word(label) && is_word(name);
    is_label.then_some((label, name, end + 1))
}

fn wrong_in(case: &Case) -> Vec<String> {
    let (project, texts) = read(&case.files);
    let known = Known::default();
    let navigator = Navigator::new(&project, &texts, &known);
    let mut wrong = Vec::new();
    for used in &case.uses {
        let Mark {
            label,
            file,
            line,
            col,
        } = used;
        let found = navigator.definitions(file, *line, *col);
        let certain: Vec<_> = found.iter().filter(|row| row.certain).collect();
        let places: Vec<_> = certain
            .iter()
            .map(|row| format!("{}:{}:{}", row.file, row.line, row.col))
            .collect();
        let meant = case.definitions.iter().filter(|one| one.label == *label);
        let meant: Vec<_> = meant
            .map(|one| format!("{}:{}:{}", one.file, one.line, one.col))
            .collect();
        if label != "?" && meant.is_empty() {
            wrong.push(format!(
                "{file}:{line}:{col} refers to {label}, which nothing has for a label"
            ));
        }
        if places != meant {
            wrong.push(format!(
                "{file}:{line}:{col} refers to {meant:?}, not {places:?}"
            ));
        }
    }
    for one in &case.definitions {
        let Mark {
            label,
            file,
            line,
            col,
        } = one;
        let found = navigator.references(file, *line, *col);
        let certain = found.iter().filter(|row| row.certain);
        let places: BTreeSet<_> = certain
            .map(|row| format!("{}:{}:{}", row.file, row.line, row.col))
            .collect();
        let uses = case
            .uses
            .iter()
            .filter(|used| used.label == *label)
            .chain([one]);
        let meant: BTreeSet<_> = uses
            .map(|one| format!("{}:{}:{}", one.file, one.line, one.col))
            .collect();
        for missing in meant.difference(&places) {
            wrong.push(format!("{missing} is missing among the uses of {label}"));
        }
    }
    wrong
}

#[test]
fn names_refer_to_what_the_projects_say() {
    install_native_grammars();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/navigation");
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let case = case(&std::fs::read_to_string(&path).unwrap());
        count += case.uses.len();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        wrong.extend(
            wrong_in(&case)
                .into_iter()
                .map(|line| format!("{name}: {line}")),
        );
    }
    wrong.sort();
    assert!(
        wrong.is_empty(),
        "{} wrong of {count} uses:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(count > 60);
}

/// What depends on itself is unknown, and what goes round ends.
#[test]
fn circles_and_depth_end() {
    install_native_grammars();
    let chain = format!("export const z = a{};\n", ".b".repeat(5000));
    let files = [
        (
            "a.ts",
            "export * from './b';\nimport { x } from './b';\nx.y;\ntype A = B; type B = A; let q: A; q.r;\n",
        ),
        ("b.ts", "export * from './a';\nexport { x } from './a';\n"),
        (
            "c.py",
            "class C(D): pass\nclass D(C): pass\nx = y\ny = x\nx.f()\nC().g()\ndef f(): return f()\nf().h\n",
        ),
        ("d.ts", &chain),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let (project, texts) = read(&files);
    let known = Known::default();
    let navigator = Navigator::new(&project, &texts, &known);
    for (path, text) in &files {
        for (row, line) in text.lines().enumerate() {
            for col in 0..line.len().min(200) {
                let found = navigator.definitions(path, row as u32 + 1, col as u32 + 1);
                assert!(found.len() <= 100);
            }
        }
    }
    assert_eq!(navigator.definitions("c.py", 6, 5), []);
}

/// What is written in front of a name, or instead of one, is no reason to stop in the midst of a letter.
#[test]
fn heads_of_any_length_and_letters_are_read() {
    install_native_grammars();
    let long = "┌─┬┐ ".repeat(100);
    let files = [
        (
            "a.py",
            format!("class Box:\n    '''{long}'''\n    def top(self): pass\nBox().top()\n"),
        ),
        (
            "A.java",
            format!("/* {long} */ @An(\"{long}\") class A {{ }}\n"),
        ),
        (
            "b.ts",
            format!("export default class {{ s = '{long}'; }}\n"),
        ),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text));
    let (project, texts) = read(&files);
    let known = Known::default();
    let navigator = Navigator::new(&project, &texts, &known);
    let found = navigator.definitions("a.py", 4, 7);
    assert_eq!((found.len(), found[0].line), (1, 3));
}
