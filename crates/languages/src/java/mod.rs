//! Java.

pub(crate) mod lowering;
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
    native: Some(tree_sitter_java::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "java",
    name: "Java",
    grammar: "java",
    extensions: &["java"],
    comments: Comments::C,
    quotes: &[Quote::TRIPLE, Quote::DOUBLE, Quote::SINGLE],
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    words: words::WORDS,
    ..Profile::PLAIN
};
