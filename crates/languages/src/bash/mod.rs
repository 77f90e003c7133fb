//! Shell scripts of the Bourne family.
//!
//! `#` starts a comment only at the start of a word (`$#`, `${a#b}`). Strings are held to one line, because
//! an apostrophe in a here-document would otherwise swallow the rest of the file. Endings such as `.cgi`
//! say little: a `#!` line wins over them (see `detect`).

pub(crate) mod lowering;
mod matching;
mod semantics;

use crate::{Comments, FileKind, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: None,
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_bash::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "bash",
    name: "Bash",
    grammar: "bash",
    aliases: &["sh", "shell", "zsh"],
    extensions: &[
        "bash", "bats", "cgi", "command", "env", "fcgi", "ksh", "sh", "tmux", "tool", "zsh",
        "ebuild", "eclass",
    ],
    file_names: &[
        ".bashrc",
        ".bash_profile",
        ".bash_aliases",
        ".bash_logout",
        ".profile",
        ".zshrc",
        ".zshenv",
        ".zprofile",
        ".kshrc",
        "PKGBUILD",
        "APKBUILD",
        ".envrc",
    ],
    interpreters: &["sh", "bash", "zsh", "dash", "ksh", "ash", "mksh", "bats"],
    kind: FileKind::Script,
    comments: Comments::HASH_WORD,
    quotes: &[
        Quote::DOUBLE,
        Quote {
            escapes: false,
            ..Quote::SINGLE
        },
    ],
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    ..Profile::PLAIN
};
