//! What moving a file changes: `moving/` has a file for each language with small projects in it. A line `=== what it shows`
//! begins one; `> from to` says what is moved, or `! sentence` after it that it cannot be. `== path` begins a file of it, in
//! which `«old→new»` is a place that changes, `«?old→new»` one that may, `«#old→new»` one in a comment or string. A line
//! `! path:line:col sentence` is an obstacle.

use std::path::Path;

use assay_languages::install_native_grammars;
use assay_project::{CannotMove, Known, Moving, Navigator};

use crate::small::{marked, read};

struct Case {
    title: String,
    /// As it is written down, without the title.
    text: String,
    files: Vec<(String, String)>,
    from: String,
    to: String,
}

fn case((title, text): (String, String)) -> Case {
    let order = text.lines().find_map(|line| line.strip_prefix("> "));
    let (from, to) = order.and_then(|order| order.split_once(' ')).expect(&title);
    let old = |mark: &str, _: &str| {
        let old = mark.trim_start_matches(['?', '#']).split('→').next();
        old.unwrap_or_default().to_owned()
    };
    let files = marked::files(&text).into_iter();
    Case {
        from: from.to_owned(),
        to: to.to_owned(),
        files: files
            .map(|(path, body)| (path, format!("{}\n", marked::plain(&body, old))))
            .collect(),
        title,
        text,
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
        let file = files.iter().find(|file| file.path == *path);
        let body = marked::marked(body, file, |sign, old, edit| {
            format!("«{sign}{old}→{}»", edit.text)
        });
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
        for case in marked::cases(&text).into_iter().map(case) {
            let (project, texts) = read(&case.files);
            let known = Known::default();
            let moving = Navigator::new(&project, &texts, &known).move_path(&case.from, &case.to);
            let found = written(&case, &moving);
            if found != case.text {
                wrong.push(format!("=== {}\n{found}", case.title));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
