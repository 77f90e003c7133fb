//! YAML.
//!
//! `#` starts a comment only after white space. Quotes are left alone: a line with a string has code on it
//! anyway, and an apostrophe in plain text is common.

use crate::{Comments, Profile};

pub(super) const PROFILE: Profile = Profile {
    id: "yaml",
    name: "YAML",
    grammar: "yaml",
    aliases: &["yml"],
    extensions: &["yaml", "yml"],
    file_names: &[".clang-format", ".clang-tidy", ".clangd", "CITATION.cff", ".gemrc", "pubspec.lock", "Podfile.lock"],
    comments: Comments::HASH_WORD,
    ..Profile::PLAIN
};
