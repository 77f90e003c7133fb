//! Which words a file of Java must contain for a pattern to match.

use assay_profile::{Tokens, Words};

pub(crate) const WORDS: Words = Words {
    closed: &[
        "assert",
        "catch",
        "do",
        "echo",
        "exec",
        "exit",
        "finally",
        "instanceof",
        "load",
        "local",
        "match",
        "null",
        "print",
        "range",
        "switch",
        "synchronized",
        "throw",
        "try",
        "while",
    ],
    kinds: KINDS,
    tokens: Tokens::NEIGHBOURS,
    ..Words::PLAIN
};

const KINDS: &[(&str, &str)] = &[
    ("catch_clause", "catch"),
    ("finally_clause", "finally"),
    ("synchronized_statement", "synchronized"),
    ("throw_statement", "throw"),
    ("try_statement", "try"),
    ("assert_statement", "assert"),
    ("while_statement", "while"),
    ("do_statement", "do"),
    ("instanceof_expression", "instanceof"),
    ("enum_declaration", "enum"),
];
