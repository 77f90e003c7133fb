//! Rust.
//!
//! An apostrophe opens a lifetime as often as a character, so it opens no string; the characters that
//! matter are stepped over. Raw strings are known up to two `#`.

mod lowering;
mod matching;
mod outline;
mod semantics;
mod words;

use crate::{Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: Some(&outline::OUTLINE),
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_rust::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "rust",
    name: "Rust",
    grammar: "rust",
    aliases: &["rs"],
    extensions: &["rs"],
    interpreters: &["rust-script", "cargo"],
    expando: 'µ',
    comments: Comments::C_NESTED,
    quotes: &[
        Quote {
            open: "r##\"",
            close: "\"##",
            escapes: false,
            lines: true,
        },
        Quote {
            open: "r#\"",
            close: "\"#",
            escapes: false,
            lines: true,
        },
        Quote {
            open: "r\"",
            close: "\"",
            escapes: false,
            lines: true,
        },
        Quote::DOUBLE_LINES,
    ],
    literals: &["'\"'", "'\\\"'"],
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    words: words::WORDS,
    ..Profile::PLAIN
};
