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
    // The scanner keeps two bytes for each level beside ten others, in 1024, and forgets all of them where there are more.
    beyond_scanner: Some(|text| assay_profile::indented_deeper(text, 500)),
    ..Profile::PLAIN
};
