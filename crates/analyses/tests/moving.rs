//! What moving a file changes: `moving/` has a file for each language with small projects in it. A line `=== what it shows`
//! begins one; `> from to` says what is moved, or `! sentence` after it that it cannot be. `== path` begins a file of it, in
//! which `«old→new»` is a place that changes, `«?old→new»` one that may, `«#old→new»` one in a comment or string. A line
//! `! path:line:col sentence` is an obstacle.

#![allow(clippy::disallowed_methods)] // A test is a host: it may read files.

mod small;

use std::path::Path;

use assay_languages::install_native_grammars;
use assay_project::{CannotMove, Known, Moving, Navigator};
use small::read;

struct Case {
    title: String,
    /// As it is written down, without the title.
    text: String,
    files: Vec<(String, String)>,
    from: String,
    to: String,
}

fn case(text: &str) -> Case {
    let (title, text) = text.split_once('\n').unwrap();
    let text = format!("{}\n", text.trim_end());
    let order = text.lines().find_map(|line| line.strip_prefix("> "));
    let (from, to) = order.and_then(|order| order.split_once(' ')).expect(title);
    let mut files = Vec::new();
    for part in format!("\n{text}").split("\n== ").skip(1) {
        let (path, body) = part.split_once('\n').unwrap_or((part, ""));
        let mut plain = String::new();
        for (at, piece) in body.trim_end().split('«').enumerate() {
            match piece.split_once('»').filter(|_| at > 0) {
                Some((mark, rest)) => {
                    let old = mark.trim_start_matches(['?', '#']).split('→').next();
                    plain += old.unwrap_or_default();
                    plain += rest;
                }
                None => plain += piece,
            }
        }
        files.push((path.to_owned(), format!("{plain}\n")));
    }
    Case {
        title: title.to_owned(),
        from: from.to_owned(),
        to: to.to_owned(),
        text,
        files,
    }
}

/// What came of a case, as it would be written down.
fn written(case: &Case, moving: &Result<Moving, CannotMove>) -> String {
    let mut text = format!("> {} {}\n", case.from, case.to);
    let (files, obstacles) = match moving {
        Ok(moving) => (&moving.files[..], &moving.obstacles[..]),
        Err(why) => {
            text += &format!("! {why}\n");
            (&[][..], &[][..])
        }
    };
    for one in obstacles {
        text += &format!("! {}:{}:{} {}\n", one.file, one.line, one.col, one.why);
    }
    for (path, body) in &case.files {
        let mut body = body.clone();
        let mut marks = Vec::new();
        if let Some(file) = files.iter().find(|file| file.path == *path) {
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
            let mark = format!("«{sign}{}→{}»", &body[at.clone()], edit.text);
            body.replace_range(at, &mark);
        }
        text += format!("== {path}\n{}", body.trim_end()).trim_end();
        text += "\n";
    }
    format!("{}\n", text.trim_end())
}

#[test]
fn moving_changes_what_it_should() {
    install_native_grammars();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/moving");
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for case in format!("\n{text}").split("\n=== ").skip(1).map(case) {
            let (project, texts) = read(&case.files);
            let known = Known::default();
            let moving = Navigator::new(&project, &texts, &known).move_file(&case.from, &case.to);
            let found = written(&case, &moving);
            if found != case.text {
                wrong.push(format!("=== {}\n{found}", case.title));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
