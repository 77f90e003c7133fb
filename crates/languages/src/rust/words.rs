//! Which words a file of Rust must contain for a pattern to match.

use assay_profile::{Tokens, Words};

pub(crate) const WORDS: Words = Words {
    kinds: KINDS,
    tokens: Tokens::NEIGHBOURS,
    ..Words::PLAIN
};

const KINDS: &[(&str, &str)] = &[
    ("unsafe_block", "unsafe"),
    ("static_item", "static"),
    ("union_item", "union"),
    ("while_expression", "while"),
];
