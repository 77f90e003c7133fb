//! Small patterns and texts.

use super::*;

fn found_with(pattern: &str, text: &str, alphabet: &Alphabet) -> Vec<String> {
    let pattern = AliengrepPattern::parse(pattern, alphabet).expect("a pattern");
    let (found, whole) = pattern.find(text, &|| false);
    assert!(whole);
    let texts = found
        .iter()
        .map(|one| &text[one.range.start as usize..one.range.end as usize]);
    texts.map(str::to_owned).collect()
}

fn check(pattern: &str, text: &str, expected: &[&str]) {
    assert_eq!(
        found_with(pattern, text, &Alphabet::default()),
        expected,
        "{pattern}"
    );
}

fn check_lines(pattern: &str, text: &str, expected: &[&str]) {
    let alphabet = Alphabet {
        multiline: false,
        ..Alphabet::default()
    };
    assert_eq!(found_with(pattern, text, &alphabet), expected, "{pattern}");
}

#[test]
fn words_are_whole_and_white_space_does_not_matter() {
    check(
        "hello(x)",
        "hello ( x )\nhello\n(x)",
        &["hello ( x )", "hello\n(x)"],
    );
    check("ab", "abc ab cab", &["ab"]);
    check("a+b", "a +\n b", &["a +\n b"]);
    check("é", "caf é", &["é"]);
    check("$ X", "$X", &["$X"]);
    check(". . .", "...", &["..."]);
}

#[test]
fn metavariables_are_words_and_stay_the_same() {
    check("$X = $X", "a = b\nab = a\nb = bc\nb = b", &["b = b"]);
    check("set $NAME", "set x-y", &["set x"]);
    check("$X", "a1 b", &["a1", "b"]);
}

#[test]
fn ellipses_step_over_braces_whole() {
    check(
        "f(...)",
        "f((x), y) f() f(\n g() )",
        &["f((x), y)", "f()", "f(\n g() )"],
    );
    check("(... x)", "()x)", &[]);
    check("f(...)", "f(a] b) f(", &["f(a] b)"]);
    check("a ... b", "a (b) c b b", &["a (b) c b"]);
    check(
        "a ... b",
        "a\n\n\n\n\n\n\n\n\n\n\n\n\nb",
        &["a\n\n\n\n\n\n\n\n\n\n\n\n\nb"],
    );
    check("a ...", "x a b\nc", &["a b\nc"]);
    check("... c", "a b\nc d", &["a b\nc"]);
    check("<$T ...>", "<a href=x> y >", &["<a href=x>"]);
}

#[test]
fn named_ellipses_hold_what_they_stepped_over() {
    let pattern = AliengrepPattern::parse("f($...ARGS)", &Alphabet::default()).expect("a pattern");
    let text = "f( a, [b] )";
    let (found, _) = pattern.find(text, &|| false);
    let names: Vec<(String, &str)> = found[0]
        .names
        .iter()
        .map(|(name, range)| {
            (
                name.clone(),
                &text[range.start as usize..range.end as usize],
            )
        })
        .collect();
    assert_eq!(names, [("$...ARGS".to_owned(), "a, [b]")]);
    check(
        "($...X) == ($...X)",
        "(a b) == (a b) (a) == (ab)",
        &["(a b) == (a b)"],
    );
    let twice = AliengrepPattern::parse("$X $...X", &Alphabet::default());
    assert_eq!(twice.err().map(|(offset, _)| offset), Some(3));
}

#[test]
fn lines_count_where_they_are_to() {
    check_lines("a ... b", "a x b\na\nb", &["a x b"]);
    check_lines("a .... b", "a\nx y\nb", &["a\nx y\nb"]);
    check_lines("a\nb", "a b\na \n b\n", &["a \n b"]);
    check_lines("key: ...", "key: a b\nkey:\n", &["key: a b", "key:"]);
    check_lines("$...ALL", "a b\n\nc", &["a b", "c"]);
    check_lines("f(...)", "f(a\n)", &[]);
    check_lines("a\n", "a b", &["a"]);
}

#[test]
fn words_and_braces_are_for_the_rule_to_say() {
    let dashes = Alphabet {
        extra_word_chars: vec!['-'],
        braces: vec![('<', '>')],
        ..Alphabet::default()
    };
    assert_eq!(found_with("set $NAME", "set x-y", &dashes), ["set x-y"]);
    assert_eq!(found_with("a<...>", "a<b<c> d> e>", &dashes), ["a<b<c> d>"]);
    assert_eq!(found_with("a(...)", "a(()", &dashes), ["a(()"]);
    let any_case = Alphabet {
        any_case: true,
        ..Alphabet::default()
    };
    assert_eq!(found_with("ab $X $X", "AB c C", &any_case), ["AB c C"]);
    let quotes = Alphabet {
        braces: vec![('"', '"')],
        ..Alphabet::default()
    };
    assert_eq!(found_with("f(...)", "f(\")\")", &quotes), ["f(\")\")"]);
    for braces in [
        vec![('a', 'b')],
        vec![('(', ')'), ('(', ']')],
        vec![('(', ')'), ('[', ')')],
    ] {
        let wrong = Alphabet {
            braces,
            ..Alphabet::default()
        };
        assert!(wrong.fault().is_some());
    }
    assert_eq!(Alphabet::default().fault(), None);
}

#[test]
fn hostile_texts_end_and_say_so() {
    let pattern = |text| AliengrepPattern::parse(text, &Alphabet::default()).expect("a pattern");
    let open = "(".repeat(100_000);
    assert!(!pattern("f(...)").find(&open, &|| false).1);
    let (found, whole) =
        pattern("x (...)").find(&format!("x {}{}", open, ")".repeat(100_000)), &|| false);
    assert!(whole);
    assert_eq!(found.len(), 1);
    let words = "a ".repeat(1_000_000);
    assert!(!pattern("$X ... $X ... zz").find(&words, &|| false).1);
    assert!(pattern("b ... zz").find(&words, &|| false).1);
}
