//! Which words a file of JavaScript or TypeScript must contain.

use assay_profile::{Tokens, Words};

pub(crate) const WORDS: Words = Words {
    closed: &[
        "catch",
        "delete",
        "echo",
        "exec",
        "exit",
        "finally",
        "instanceof",
        "load",
        "match",
        "null",
        "print",
        "range",
        "switch",
        "then",
        "throw",
        "try",
        "typeof",
    ],
    between: &["<!--", "-->"],
    kinds: KINDS,
    tokens: Tokens::NEIGHBOURS,
    ..Words::PLAIN
};

const KINDS: &[(&str, &str)] = &[
    ("debugger_statement", "debugger"),
    ("with_statement", "with"),
    ("catch_clause", "catch"),
    ("finally_clause", "finally"),
    ("try_statement", "try"),
    ("throw_statement", "throw"),
    ("switch_statement", "switch"),
    ("switch_default", "default"),
    ("await_expression", "await"),
    ("do_statement", "do"),
    ("while_statement", "while"),
    ("enum_declaration", "enum"),
];
