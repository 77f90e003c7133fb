//! What renaming changes: `rename/` has a file for each language with small projects in it. A line `=== what it shows` begins
//! one; `== path` begins a file of it. `«!old→new»` is the place from which it is renamed, `«old→new»` a place that changes
//! with it, `«?old»` one that shares but its name and `«#old»` one in a comment or string. A line `! path:line:col sentence`
//! is an obstacle.

use std::path::Path;

use assay_languages::install_native_grammars;
use assay_project::{CannotRename, Known, Navigator, Renaming};

use crate::small::{marked, read};

struct Case {
    title: String,
    /// As it is written down, without the title.
    text: String,
    files: Vec<(String, String)>,
    place: (String, u32, u32),
    new: String,
}

fn case((title, text): (String, String)) -> Case {
    let (mut files, mut start) = (Vec::new(), None);
    for (path, body) in marked::files(&text) {
        let plain = marked::plain(&body, |mark, before| {
            let old = mark.trim_start_matches(['!', '?', '#']);
            let (old, new) = old.split_once('→').unwrap_or((old, ""));
            if mark.starts_with('!') {
                let row = before.rsplit('\n').next().unwrap();
                let line = before.matches('\n').count() as u32 + 1;
                let place = (path.clone(), line, row.encode_utf16().count() as u32 + 1);
                start = Some((place, new.to_owned()));
            }
            old.to_owned()
        });
        files.push((path, plain));
    }
    let (place, new) = start.expect(&title);
    Case {
        title,
        text,
        files,
        place,
        new,
    }
}

/// What came of a case, as it would be written down.
fn written(case: &Case, renaming: &Renaming) -> String {
    let mut text = String::new();
    for one in &renaming.obstacles {
        text += &format!("! {}:{}:{} {}\n", one.file, one.line, one.col, one.why);
    }
    for (path, body) in &case.files {
        let file = renaming.files.iter().find(|file| file.path == *path);
        let body = marked::marked(body, file, |sign, old, edit| {
            let (_, line, col) = &case.place;
            let is_place = *path == case.place.0
                && (edit.range.start.line, edit.range.start.col) == (*line, *col);
            match sign {
                "" if is_place => format!("«!{old}→{}»", edit.text),
                "" => format!("«{old}→{}»", edit.text),
                sign => format!("«{sign}{old}»"),
            }
        });
        text += &format!("== {path}\n{body}\n");
    }
    text
}

#[test]
fn renaming_changes_what_it_should() {
    install_native_grammars();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rename");
    let (mut wrong, mut count) = (Vec::new(), 0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for case in marked::cases(&std::fs::read_to_string(&path).unwrap())
            .into_iter()
            .map(case)
        {
            count += 1;
            let (project, texts) = read(&case.files);
            let known = Known::default();
            let navigator = Navigator::new(&project, &texts, &known);
            let (path, line, col) = &case.place;
            let found = match navigator.rename((path, *line, *col), &case.new) {
                Ok(renaming) => written(&case, &renaming),
                Err(error) => format!("{error}\n"),
            };
            let wanted = case.text.replace("\n\n== ", "\n== ");
            if found != wanted {
                wrong.push(format!(
                    "{name}, {}: wanted\n{wanted}found\n{found}",
                    case.title
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong of {count}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(count > 15);
}

#[test]
fn what_cannot_be_renamed_says_why() {
    install_native_grammars();
    let files = [
        (
            "a.py",
            "import b\ndef f(x):\n    return x.unknown + b.y\nclass C:\n    def __init__(self): pass\n",
        ),
        ("b.py", "y = 1\n"),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let (project, texts) = read(&files);
    let known = Known::default();
    let navigator = Navigator::new(&project, &texts, &known);
    let rename = |line, col, new: &str| navigator.rename(("a.py", line, col), new).map(|_| ());
    assert_eq!(rename(1, 8, "c"), Err(CannotRename::Module));
    assert_eq!(rename(2, 5, "g h"), Err(CannotRename::NotAName));
    assert_eq!(rename(2, 5, "f"), Err(CannotRename::Same));
    assert_eq!(rename(3, 14, "known"), Err(CannotRename::Unknown));
    assert_eq!(rename(9, 1, "g"), Err(CannotRename::NoName));
    assert_eq!(rename(5, 9, "make"), Err(CannotRename::Constructor));
    assert_eq!(rename(3, 26, "z"), Ok(()));
}
