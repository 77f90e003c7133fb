//! What questions in plain words find in small projects, and why.

use assay_languages::install_native_grammars;
use assay_project::Questions;

use crate::small::read;

const GATE: &str = r#"
class Gate:
    """Keeps strangers away from the harvest."""

    def admit(self, visitor):
        """Lets people through, one by one."""
        return record(visitor)

def record(one):
    if one.is_banned():
        raise ValueError("this guest was refused at the turnstile")
    return one
"#;
const TESTS: &str = r#"
from gate import Gate

def test_admit_counts_late_arrivals():
    assert Gate().admit(None)
"#;

/// The first answer, as its name and why it is there.
fn first(question: &str, with_comments: bool) -> Option<(String, String)> {
    install_native_grammars();
    let files = [("gate.py", GATE), ("test_gate.py", TESTS)];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let (project, texts) = read(&files);
    let questions = Questions::new(&project, &texts, with_comments);
    let rows = questions.ask(&project, question, 10, None);
    rows.into_iter().next().map(|row| (row.name, row.why))
}

fn found(question: &str) -> Option<(String, String)> {
    first(question, false)
}

fn answer(name: &str, why: &str) -> Option<(String, String)> {
    Some((name.to_owned(), why.to_owned()))
}

#[test]
fn what_is_written_out_in_a_function_is_part_of_it() {
    assert_eq!(
        found("where are guests refused"),
        answer("record", "text: guests, refused")
    );
}

#[test]
fn a_comment_counts_only_where_comments_do() {
    assert_eq!(found("strangers at the harvest"), None);
    assert_eq!(
        first("strangers at the harvest", true),
        answer("Gate", "comment: strangers, harvest")
    );
}

#[test]
fn what_uses_a_function_tells_of_it() {
    let files = [(
        "a.go",
        "package a\nfunc h(x int) {}\nfunc closeLedger() { h(1) }\n",
    )];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    install_native_grammars();
    let (project, texts) = read(&files);
    let questions = Questions::new(&project, &texts, false);
    let rows = questions.ask(&project, "closing a ledger", 10, None);
    let found: Vec<_> = rows.iter().map(|row| (&*row.name, &*row.why)).collect();
    assert_eq!(
        found,
        [
            ("closeLedger", "name: closing, ledger"),
            ("h", "used by: closing, ledger"),
        ]
    );
}

#[test]
fn tests_stand_back_unless_they_are_asked_for() {
    let (name, _) = found("admit").unwrap();
    assert_eq!(name, "admit");
    let (name, _) = found("test that late arrivals are admitted").unwrap();
    assert_eq!(name, "test_admit_counts_late_arrivals");
}

#[test]
fn short_forms_stand_for_what_they_are_short_for() {
    let files = [("a.py", "def read_cfg(): pass\ndef other(): pass\n")];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    install_native_grammars();
    let (project, texts) = read(&files);
    let rows = Questions::new(&project, &texts, false).ask(&project, "the configuration", 10, None);
    let found: Vec<_> = rows.iter().map(|row| (&*row.name, &*row.why)).collect();
    assert_eq!(found, [("read_cfg", "name: configuration (cfg)")]);
}
