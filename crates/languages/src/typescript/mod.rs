//! TypeScript.
//!
//! `.ts` is also an ending of Qt's translations and of video; the head of the file decides.

mod matching;
mod mended;
pub(crate) mod outline;

use assay_profile::HeadTest;

use crate::detect::opens_with;
use crate::javascript;
use crate::{Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&javascript::lowering::TABLE),
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
    disclaims: &[HeadTest {
        extension: "ts",
        // Qt keeps translations in files of this name.
        passes: |head| opens_with(head, &[b"<?xml", b"<!DOCTYPE TS"]),
    }],
    comments: Comments::C,
    quotes: &[Quote::BACKTICK, Quote::DOUBLE, Quote::SINGLE],
    semantics: javascript::semantics::SEMANTICS,
    matching: matching::MATCHING,
    mended: Some(mended::mended),
    words: javascript::words::WORDS,
    ..Profile::PLAIN
};
