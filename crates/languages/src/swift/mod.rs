//! Swift. Block comments nest.

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
    native: Some(tree_sitter_swift::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "swift",
    name: "Swift",
    grammar: "swift",
    extensions: &["swift", "swiftinterface"],
    interpreters: &["swift"],
    expando: 'µ',
    comments: Comments::C_NESTED,
    quotes: &[
        Quote {
            open: "#\"",
            close: "\"#",
            escapes: false,
            lines: false,
        },
        Quote::TRIPLE,
        Quote::DOUBLE,
    ],
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    ..Profile::PLAIN
};
