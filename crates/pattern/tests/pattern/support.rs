//! Matching a pattern against code with marks, for the tables of patterns.

use std::collections::BTreeSet;

use assay_languages::{Lang, install_native_grammars};
use assay_pattern::{LeftOut, Options, Pattern, Target, find};
use ast_grep_core::tree_sitter::LanguageExt;

/// A pattern, and what it is matched against.
pub fn given(lang: &str, pattern: &str, code: &str) -> (Pattern, Target) {
    install_native_grammars();
    let lang = Lang::from_name(lang).expect("a language");
    let pattern =
        Pattern::parse(lang, pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"));
    let mut parser = tree_sitter::Parser::new();
    parser
        .set_language(&lang.get_ts_language())
        .expect("the grammar fits");
    let parsed = parser.parse(code, None).expect("no limit is set");
    let tree = lang.lower(&parsed, &code.into(), None).expect("a profile");
    (pattern, Target::new(tree))
}

fn lines(lang: &str, pattern: &str, code: &str) -> BTreeSet<usize> {
    let (pattern, target) = given(lang, pattern, code);
    let mut lines = BTreeSet::new();
    let left_out = find(
        &pattern,
        &target,
        &Options::default(),
        None,
        &|| false,
        &mut |found| {
            lines.insert(code[..found.range.start as usize].matches('\n').count() + 1);
        },
    );
    assert_eq!(left_out, LeftOut::Nothing, "gave up");
    lines
}

/// Checks that the pattern matches at the marked lines of the code and nowhere else.
#[track_caller]
pub fn check(lang: &str, pattern: &str, code: &str) {
    let marked = code
        .lines()
        .zip(1..)
        .filter(|(line, _)| line.contains("<-"))
        .map(|(_, number)| number)
        .collect();
    assert_eq!(
        lines(lang, pattern, code),
        marked,
        "{lang}: {pattern}\n{code}"
    );
}
