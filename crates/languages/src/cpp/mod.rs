//! C++ with CUDA and Arduino sketches.
//!
//! The line counter knows raw strings only in their plain form `R"(…)"`.

mod detection;
mod matching;
mod outline;
mod semantics;
mod words;

use crate::{Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&super::c::lowering::TABLE),
    outline: Some(&outline::OUTLINE),
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_cpp::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "cpp",
    name: "C++",
    grammar: "cpp",
    aliases: &["cc", "c++", "cxx"],
    extensions: &[
        "cc", "hpp", "cpp", "c++", "hh", "cxx", "cu", "ino", "hxx", "h++", "cuh", "ipp", "tpp",
        "ixx", "cppm",
    ],
    claims: detection::CLAIMS,
    expando: '𐀀',
    comments: Comments::C,
    quotes: &[
        Quote {
            open: "R\"(",
            close: ")\"",
            escapes: false,
            lines: true,
        },
        Quote::DOUBLE,
        Quote::SINGLE,
    ],
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    words: words::WORDS,
    ..Profile::PLAIN
};
