//! C.
//!
//! The ending `.h` is shared with C++ and Objective-C; the head of the file decides (see `detect`).

pub(crate) mod lowering;
mod matching;
pub(crate) mod outline;
pub(crate) mod semantics;
pub(crate) mod words;

use crate::{Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: Some(&outline::OUTLINE),
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_c::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "c",
    name: "C",
    grammar: "c",
    extensions: &["c", "h"],
    expando: '𐀀',
    comments: Comments::C,
    quotes: &[Quote::DOUBLE, Quote::SINGLE],
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    words: words::WORDS,
    ..Profile::PLAIN
};
