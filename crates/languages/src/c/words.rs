//! Which words a file of C must contain for a pattern to match.

use assay_profile::{Tokens, Words};

pub(crate) const WORDS: Words = Words {
    kinds: KINDS,
    tokens: Tokens::NEIGHBOURS,
    ..Words::PLAIN
};

pub(crate) const KINDS: &[(&str, &str)] = &[
    ("goto_statement", "goto"),
    ("switch_statement", "switch"),
    ("do_statement", "do"),
    ("while_statement", "while"),
    ("catch_clause", "catch"),
    ("throw_statement", "throw"),
    ("delete_expression", "delete"),
    ("new_expression", "new"),
];
