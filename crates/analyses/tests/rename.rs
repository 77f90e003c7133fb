//! What renaming changes: `rename/` has a file for each language with small projects in it. A line `=== what it shows` begins
//! one; `== path` begins a file of it. `«!old→new»` is the place from which it is renamed, `«old→new»` a place that changes
//! with it, `«?old»` one that shares but its name and `«#old»` one in a comment or string. A line `! path:line:col sentence`
//! is an obstacle.

#![allow(clippy::disallowed_methods)] // A test is a host: it may read files.

mod small;

use std::path::Path;

use assay_languages::install_native_grammars;
use assay_project::{CannotRename, Known, Navigator, Renaming};
use small::read;

struct Case {
    title: String,
    /// As it is written down, without the title.
    text: String,
    files: Vec<(String, String)>,
    place: (String, u32, u32),
    new: String,
}

fn cases(text: &str) -> Vec<Case> {
    let text = format!("\n{text}");
    text.split("\n=== ").skip(1).map(case).collect()
}

fn case(text: &str) -> Case {
    let (title, text) = text.split_once('\n').unwrap();
    let text = format!("{}\n", text.trim_end());
    let (mut files, mut start) = (Vec::new(), None);
    for part in format!("\n{text}").split("\n== ").skip(1) {
        let (path, body) = part.split_once('\n').unwrap();
        let mut plain = String::new();
        for (at, piece) in body.trim_end().split('«').enumerate() {
            let Some((mark, rest)) = piece.split_once('»').filter(|_| at > 0) else {
                plain.push_str(piece);
                continue;
            };
            let old = mark.trim_start_matches(['!', '?', '#']);
            let (old, new) = old.split_once('→').unwrap_or((old, ""));
            if mark.starts_with('!') {
                let row = plain.rsplit('\n').next().unwrap();
                let line = plain.matches('\n').count() as u32 + 1;
                let place = (path.to_owned(), line, row.encode_utf16().count() as u32 + 1);
                start = Some((place, new.to_owned()));
            }
            plain.push_str(old);
            plain.push_str(rest);
        }
        files.push((path.to_owned(), plain));
    }
    let (place, new) = start.expect(title);
    Case {
        title: title.to_owned(),
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
        let mut body = body.clone();
        let found = renaming.files.iter().find(|file| file.path == *path);
        let mut marks = Vec::new();
        if let Some(file) = found {
            let sorts = [
                ("", &file.certain),
                ("?", &file.candidates),
                ("#", &file.texts),
            ];
            for (sign, edits) in sorts {
                marks.extend(edits.iter().map(|edit| (sign, edit)));
            }
        }
        marks.sort_by_key(|(_, edit)| std::cmp::Reverse(edit.range.start.offset));
        for (sign, edit) in marks {
            let at = edit.range.start.offset as usize..edit.range.end.offset as usize;
            let (_, line, col) = &case.place;
            let is_place = *path == case.place.0
                && (edit.range.start.line, edit.range.start.col) == (*line, *col);
            let old = &body[at.clone()];
            let mark = match sign {
                "" if is_place => format!("«!{old}→{}»", edit.text),
                "" => format!("«{old}→{}»", edit.text),
                sign => format!("«{sign}{old}»"),
            };
            body.replace_range(at, &mark);
        }
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
        for case in cases(&std::fs::read_to_string(&path).unwrap()) {
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
        ("a.py", "import b\ndef f(x):\n    return x.unknown + b.y\n"),
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
    assert_eq!(rename(3, 26, "z"), Ok(()));
}
