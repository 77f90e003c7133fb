//! Go. Backtick strings know no escapes.

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
    native: Some(tree_sitter_go::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "go",
    name: "Go",
    grammar: "go",
    aliases: &["golang"],
    extensions: &["go"],
    expando: 'µ',
    comments: Comments::C,
    quotes: &[Quote::BACKTICK_RAW, Quote::DOUBLE, Quote::SINGLE],
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    words: words::WORDS,
    ..Profile::PLAIN
};
