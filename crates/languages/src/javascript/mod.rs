//! JavaScript with JSX.
//!
//! A `$` is part of names here, so patterns need no stand-in. The line counter does not know regular
//! expressions: a quote in one is held to its line.

pub(crate) mod lowering;
pub(crate) mod outline;

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
    quotes: &[Quote::BACKTICK, Quote::DOUBLE, Quote::SINGLE],
    literals: &["/`/", "/`/g"],
    ..Profile::PLAIN
};
