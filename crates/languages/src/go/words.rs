//! Which words a file of Go must contain for a pattern to match.

use assay_profile::{Tokens, Words};

pub(crate) const WORDS: Words = Words {
    kinds: KINDS,
    tokens: Tokens {
        // `a, b = …` matches `a = …`.
        assignments: false,
        ..Tokens::NEIGHBOURS
    },
    ..Words::PLAIN
};

const KINDS: &[(&str, &str)] = &[
    ("defer_statement", "defer"),
    ("go_statement", "go"),
    ("select_statement", "select"),
    ("goto_statement", "goto"),
];
