//! Scala. Block comments nest.

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
    native: Some(tree_sitter_scala::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "scala",
    name: "Scala",
    grammar: "scala",
    extensions: &["scala", "sc", "sbt", "mill"],
    interpreters: &["scala", "scala-cli", "amm"],
    comments: Comments::C_NESTED,
    quotes: &[
        Quote {
            escapes: false,
            ..Quote::TRIPLE
        },
        Quote::DOUBLE,
    ],
    literals: &["'\"'", "'\\\"'"],
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    ..Profile::PLAIN
};
