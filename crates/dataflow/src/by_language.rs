//! What is known of names in each language: constants, types, imports.

use assay_syntax::{Field, Kind, NodeId, Token, Tree};

use crate::testing::tree;
use crate::{Constant, Facts};

/// The argument of `see(…)`.
fn argument(tree: &Tree) -> NodeId {
    let is_see = |id: &NodeId| {
        let called = tree.get(*id, Field::Callee);
        tree.kind(*id) == Kind::Call && called.is_some_and(|callee| tree.text(callee) == "see")
    };
    let call = tree.walk(tree.root()).find(is_see);
    let call = call.unwrap_or_else(|| panic!("no call of see in {}", tree.source()));
    let arg = tree.get(call, Field::Arg);
    arg.expect("an argument")
}

fn value(lang: &str, text: &str) -> String {
    let tree = tree(lang, text);
    match Facts::of(&tree).constant(argument(&tree)) {
        Some(Constant::Str(text)) => text.to_string(),
        Some(Constant::SomeStr) => "…".into(),
        Some(Constant::Int(value)) => value.to_string(),
        Some(other) => format!("{other:?}"),
        None => "?".into(),
    }
}

fn kind(lang: &str, text: &str) -> String {
    let tree = tree(lang, text);
    let facts = Facts::of(&tree);
    let ty = facts.type_of(&tree, argument(&tree));
    ty.map_or("?".into(), |ty| tree.text(ty).into())
}

fn symbol(lang: &str, text: &str) -> String {
    let tree = tree(lang, text);
    let value = Facts::of(&tree).value(argument(&tree));
    value.map_or("?".into(), |value| tree.text(value).replace(' ', "¸"))
}

fn import(lang: &str, text: &str) -> String {
    let tree = tree(lang, text);
    let facts = Facts::of(&tree);
    let path = facts.canonical(argument(&tree)).unwrap_or_default();
    // A token has no spelling, but the code has all words.
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let word = |token: &Token| words.iter().find(|word| Token::of(word) == *token);
    let path: Vec<&str> = path.iter().filter_map(word).copied().collect();
    if path.is_empty() {
        "?".into()
    } else {
        path.join(".")
    }
}

/// Each line is a language, what is known, and the code; `¶` is a line's end in it, `¸` a space in what is known.
fn check(cases: &str, what: impl Fn(&str, &str) -> String) {
    let mut wrong = String::new();
    for case in cases.lines().map(str::trim).filter(|case| !case.is_empty()) {
        let mut words = case.splitn(3, ' ');
        let mut next = || words.next().expect("three parts");
        let (lang, expected, code) = (next(), next(), next());
        let found = what(lang, &code.replace("¶", "\n"));
        if found != expected {
            wrong += &format!("{found} for {case}\n");
        }
    }
    assert!(wrong.is_empty(), "found:\n{wrong}");
}

#[test]
fn constants() {
    check(include_str!("../tests/tables/constants.txt"), value);
}

#[test]
fn types() {
    check(include_str!("../tests/tables/types.txt"), kind);
}

#[test]
fn symbols() {
    check(include_str!("../tests/tables/symbols.txt"), symbol);
}

#[test]
fn names_that_stand_for_too_much_stand_for_nothing() {
    let code = |times| format!("x = g()\n{}see(x)", "x = g(x, x)\n".repeat(times));
    assert_eq!(symbol("python", &code(5)), "g(x,¸x)");
    assert_eq!(symbol("python", &code(60)), "?");
}

#[test]
fn imports() {
    check(include_str!("../tests/tables/imports.txt"), import);
}
