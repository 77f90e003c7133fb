//! JavaScript with JSX.
//!
//! A `$` is part of names here, so patterns need no stand-in. The line counter does not know regular
//! expressions: a quote in one is held to its line.

pub(crate) mod lowering;
mod matching;
pub(crate) mod outline;
pub(crate) mod semantics;
pub(crate) mod words;

use assay_profile::SecondReading;

use crate::{Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: Some(&outline::OUTLINE),
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_javascript::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "javascript",
    name: "JavaScript",
    grammar: "javascript",
    aliases: &["js", "jsx"],
    extensions: &["cjs", "js", "mjs", "jsx", "es6"],
    file_names: &["Jakefile"],
    interpreters: &["node", "nodejs", "bun", "zx"],
    comments: Comments::C,
    element_comment: Some(("{/*", "*/}")),
    quotes: &[Quote::BACKTICK, Quote::DOUBLE, Quote::SINGLE],
    literals: &["/`/", "/`/g"],
    // It may have types in it (Flow, or TypeScript by another name): the grammar for both, types and elements, reads it.
    second_reading: Some(SecondReading::As("tsx")),
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    words: words::WORDS,
    ..Profile::PLAIN
};
