//! TypeScript.
//!
//! `.ts` is also an ending of Qt's translations and of video; the head of the file decides (see `detect`).

pub(crate) mod outline;

use crate::{Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&super::javascript::lowering::TABLE),
    outline: Some(&outline::OUTLINE),
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_typescript::LANGUAGE_TYPESCRIPT),
};

const PROFILE: Profile = Profile {
    id: "typescript",
    name: "TypeScript",
    grammar: "typescript",
    aliases: &["ts"],
    extensions: &["ts", "cts", "mts"],
    interpreters: &["deno", "ts-node", "tsx"],
    comments: Comments::C,
    quotes: &[Quote::BACKTICK, Quote::DOUBLE, Quote::SINGLE],
    ..Profile::PLAIN
};
