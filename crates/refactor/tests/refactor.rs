//! What refactorings make of code: `cases/` has a file for each language. A line `=== what it shows` begins a case; `> order`
//! says what is done, `< path` which file it is; `[[` and `]]` stand around what is marked. Behind a line `---` stands what
//! comes of it, or `! sentence`.

#![allow(clippy::disallowed_methods)] // A test is a host: it may read files.

use std::path::Path;
use std::rc::Rc;

use assay_context::{FileContext, FileId, Host, Parsers};
use assay_languages::{Lang, install_native_grammars};
use assay_refactor::{Refactor, refactor};

struct Case {
    title: String,
    path: String,
    order: String,
    before: String,
    after: String,
}

fn case(text: &str) -> Case {
    let (title, text) = text.split_once('\n').unwrap();
    let (order, text) = text
        .strip_prefix("> ")
        .expect(title)
        .split_once('\n')
        .unwrap();
    let (path, text) = text
        .strip_prefix("< ")
        .expect(title)
        .split_once('\n')
        .unwrap();
    let (before, after) = format!("\n{text}")
        .split_once("\n---\n")
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .expect(title);
    Case {
        title: title.to_owned(),
        path: path.to_owned(),
        order: order.to_owned(),
        before: format!("{}\n", &before[1..]),
        after: format!("{}\n", after.trim_end()),
    }
}

fn done(case: &Case) -> String {
    let start = case.before.find("[[").unwrap_or(0);
    let end = case.before.find("]]").map_or(0, |at| at - 2);
    let text = case.before.replace("[[", "").replace("]]", "");
    let (start, end) = (start as u32, end as u32);
    let order = match case.order.split_once(' ') {
        Some(("variable", name)) => Refactor::ExtractVariable {
            start,
            end,
            name: name.to_owned(),
        },
        Some(("function", name)) => Refactor::ExtractFunction {
            start,
            end,
            name: name.to_owned(),
        },
        _ if case.order == "inline" => Refactor::Inline { offset: start },
        _ => Refactor::OrganiseImports,
    };
    let parsers = Parsers::default();
    let host = Host {
        tick: &|| false,
        now: None,
        deep: false,
    };
    let lang = Lang::detect(&case.path, text.as_bytes());
    let file = FileContext::new(
        FileId(1),
        &case.path,
        Rc::from(text.as_str()),
        lang,
        &parsers,
        host,
    );
    match refactor(&file, &order) {
        Err(why) => format!("! {why}\n"),
        Ok(done) => {
            let mut text = text;
            for edit in done.edits.iter().rev() {
                text.replace_range(
                    edit.range.start.offset as usize..edit.range.end.offset as usize,
                    &edit.text,
                );
            }
            text
        }
    }
}

#[test]
fn code_becomes_what_it_should() {
    install_native_grammars();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for case in format!("\n{text}").split("\n=== ").skip(1).map(case) {
            let found = done(&case);
            if found.trim_end() != case.after.trim_end() {
                wrong.push(format!(
                    "=== {}\n> {}\n{found}--- wanted\n{}",
                    case.title, case.order, case.after
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
