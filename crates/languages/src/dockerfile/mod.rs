//! Dockerfiles and Containerfiles, which are known by name more often than by ending.
//!
//! `#` is a comment only at the start of a line; white space in front of it is allowed. The grammar is
//! `tree-sitter-containerfile`: `tree-sitter-dockerfile` is bound to a tree-sitter too old to share a build.

mod lowering;
mod matching;
mod semantics;
mod words;

use crate::{Comments, FileKind, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: None,
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_containerfile::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "dockerfile",
    name: "Dockerfile",
    grammar: "dockerfile",
    aliases: &["docker", "containerfile"],
    extensions: &["dockerfile", "containerfile"],
    file_names: &[
        "Dockerfile",
        "Dockerfile.*",
        "Containerfile",
        "Containerfile.*",
    ],
    expando: 'µ',
    kind: FileKind::Settings,
    comments: Comments::HASH_WORD,
    quotes: &[Quote::DOUBLE, Quote::SINGLE],
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    words: words::WORDS,
    ..Profile::PLAIN
};
