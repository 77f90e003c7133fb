//! OCaml implementations. An apostrophe is part of names, so only the characters that matter are known.

mod forms;
mod lowering;
mod matching;
mod outline;
mod semantics;

use crate::{Block, Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: Some(&outline::OUTLINE),
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_ocaml::LANGUAGE_OCAML),
};

pub(super) const COMMENTS: Comments = Comments {
    line: &[],
    block: &[Block {
        open: "(*",
        close: "*)",
        nests: true,
        line_start: false,
    }],
    after_space: false,
};
pub(super) const QUOTES: &[Quote] = &[
    Quote {
        open: "{|",
        close: "|}",
        escapes: false,
        lines: true,
    },
    Quote::DOUBLE_LINES,
];
pub(super) const LITERALS: &[&str] = &["'\"'", "'\\\"'"];

const PROFILE: Profile = Profile {
    id: "ocaml",
    name: "OCaml",
    grammar: "ocaml",
    aliases: &["ml"],
    extensions: &["ml"],
    interpreters: &["ocaml", "ocamlrun", "ocamlscript"],
    expando: '_',
    comments: COMMENTS,
    quotes: QUOTES,
    literals: LITERALS,
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    ..Profile::PLAIN
};
