//! Projects whose texts have their changes marked: `=== what it shows` begins one, `== path` a file of it, and `«sign mark»`
//! is a place that changes.

use assay_model::Edit;
use assay_project::ChangedFile;

/// The projects of a text, each with its title.
pub fn cases(text: &str) -> Vec<(String, String)> {
    let text = format!("\n{text}");
    let cases = text.split("\n=== ").skip(1);
    cases
        .map(|case| {
            let (title, text) = case.split_once('\n').unwrap_or((case, ""));
            (title.to_owned(), format!("{}\n", text.trim_end()))
        })
        .collect()
}

/// The files of a project, with their marks.
pub fn files(text: &str) -> Vec<(String, String)> {
    let text = format!("\n{text}");
    let parts = text.split("\n== ").skip(1);
    parts
        .map(|part| {
            let (path, body) = part.split_once('\n').unwrap_or((part, ""));
            (path.to_owned(), body.trim_end().to_owned())
        })
        .collect()
}

/// A text without marks: `old` is told each of them, with what stands before it, and says what stands there.
pub fn plain(body: &str, mut old: impl FnMut(&str, &str) -> String) -> String {
    let mut plain = String::new();
    for (at, piece) in body.split('«').enumerate() {
        match piece.split_once('»').filter(|_| at > 0) {
            Some((mark, rest)) => {
                let stands = old(mark, &plain);
                plain += &stands;
                plain += rest;
            }
            None => plain += piece,
        }
    }
    plain
}

/// A text with the changes of its file marked: `mark` says how, by a sign for how certain they are and what stands there.
pub fn marked(
    body: &str,
    file: Option<&ChangedFile>,
    mark: impl Fn(&str, &str, &Edit) -> String,
) -> String {
    let mut body = body.to_owned();
    let mut changes = Vec::new();
    if let Some(file) = file {
        let sorts = [
            ("", &file.certain),
            ("?", &file.candidates),
            ("#", &file.texts),
        ];
        for (sign, edits) in sorts {
            changes.extend(edits.iter().map(|edit| (sign, edit)));
        }
    }
    changes.sort_by_key(|(_, edit)| std::cmp::Reverse(edit.range.start.offset));
    for (sign, edit) in changes {
        let at = edit.range.start.offset as usize..edit.range.end.offset as usize;
        let mark = mark(sign, &body[at.clone()], edit);
        body.replace_range(at, &mark);
    }
    body
}
