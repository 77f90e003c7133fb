//! Which words a file of Python must contain for a pattern to match.

use assay_profile::{Tokens, Words};

pub(crate) const WORDS: Words = Words {
    closed: &[
        "assert", "del", "except", "exec", "finally", "global", "load", "match", "None",
        "nonlocal", "print", "raise", "try", "while", "with",
    ],
    closed_before_colon: &["except"],
    kinds: KINDS,
    tokens: Tokens {
        before_colon: &["except", "else", "try", "finally", "lambda"],
        ..Tokens::NEIGHBOURS
    },
    ..Words::PLAIN
};

const KINDS: &[(&str, &str)] = &[
    ("assert_statement", "assert"),
    ("except_clause", "except"),
    ("try_statement", "try"),
    ("global_statement", "global"),
    ("nonlocal_statement", "nonlocal"),
    ("delete_statement", "del"),
    ("with_statement", "with"),
    ("lambda", "lambda"),
    ("await", "await"),
    ("exec_statement", "exec"),
    ("match_statement", "match"),
    ("while_statement", "while"),
    ("finally_clause", "finally"),
];
