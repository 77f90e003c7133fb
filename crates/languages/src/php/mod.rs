//! PHP.
//!
//! As in ast-grep, the grammar is the one for PHP code alone, so that a pattern needs no `<?php`: in a
//! template, text outside of PHP tags is reported as a parse error. `#[` opens an attribute and no comment.

mod lowering;
mod matching;
mod outline;
mod semantics;
mod template;
mod words;

use assay_profile::SecondReading;

use crate::{Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: Some(&outline::OUTLINE),
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_php::LANGUAGE_PHP_ONLY),
};

const PROFILE: Profile = Profile {
    id: "php",
    name: "PHP",
    grammar: "php",
    extensions: &[
        "php", "phtml", "php3", "php4", "php5", "php7", "php8", "phps",
    ],
    interpreters: &["php"],
    openings: &["<?php"],
    expando: 'µ',
    comments: Comments {
        line: &["//", "#"],
        ..Comments::C
    },
    quotes: &[
        Quote {
            lines: true,
            ..Quote::SINGLE
        },
        Quote::DOUBLE_LINES,
    ],
    literals: &["#["],
    second_reading: Some(SecondReading::Text(template::code_of_template)),
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    words: words::WORDS,
    ..Profile::PLAIN
};
