//! YAML.
//!
//! `#` starts a comment only after white space. Quotes are left alone: a line with a string has code on it
//! anyway, and an apostrophe in plain text is common.

mod lowering;
mod matching;
mod nesting;

use crate::{Comments, FileKind, Language, Profile};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: None,
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_yaml::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "yaml",
    name: "YAML",
    grammar: "yaml",
    aliases: &["yml"],
    extensions: &["yaml", "yml"],
    file_names: &[
        ".clang-format",
        ".clang-tidy",
        ".clangd",
        "CITATION.cff",
        ".gemrc",
        "pubspec.lock",
        "Podfile.lock",
    ],
    kind: FileKind::Data,
    comments: Comments::HASH_WORD,
    beyond_scanner: Some(nesting::beyond_scanner),
    matching: matching::MATCHING,
    ..Profile::PLAIN
};
