//! Dart. Its block comments nest.

mod cascade;
mod definitions;
mod lowering;
mod matching;
mod outline;
mod semantics;

use crate::{Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: Some(&outline::OUTLINE),
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_dart::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "dart",
    name: "Dart",
    grammar: "dart",
    extensions: &["dart"],
    interpreters: &["dart"],
    comments: Comments::C_NESTED,
    quotes: &[
        Quote::TRIPLE,
        Quote::TRIPLE_SINGLE,
        Quote::DOUBLE,
        Quote::SINGLE,
    ],
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    ..Profile::PLAIN
};
