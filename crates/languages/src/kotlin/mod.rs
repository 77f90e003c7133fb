//! Kotlin and its scripts. Block comments nest.

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
    native: Some(tree_sitter_kotlin_sg::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "kotlin",
    name: "Kotlin",
    grammar: "kotlin",
    aliases: &["kt"],
    extensions: &["kt", "ktm", "kts"],
    interpreters: &["kotlin", "kscript"],
    expando: 'µ',
    comments: Comments::C_NESTED,
    quotes: &[
        Quote {
            escapes: false,
            ..Quote::TRIPLE
        },
        Quote::DOUBLE,
        Quote::SINGLE,
    ],
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    ..Profile::PLAIN
};
