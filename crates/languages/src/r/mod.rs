//! R.

mod lowering;
mod matching;
mod semantics;

use crate::{Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: None,
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_r::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "r",
    name: "R",
    grammar: "r",
    extensions: &["r"],
    file_names: &[".Rprofile"],
    interpreters: &["Rscript", "r"],
    expando: 'µ',
    comments: Comments::HASH,
    quotes: &[
        Quote::DOUBLE_LINES,
        Quote {
            lines: true,
            ..Quote::SINGLE
        },
        Quote {
            lines: false,
            ..Quote::BACKTICK
        },
    ],
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    ..Profile::PLAIN
};
