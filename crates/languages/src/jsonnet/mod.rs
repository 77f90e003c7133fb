//! Jsonnet.

mod lowering;
mod matching;
mod semantics;

use crate::{Block, Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: None,
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_jsonnet::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "jsonnet",
    name: "Jsonnet",
    grammar: "jsonnet",
    extensions: &["jsonnet", "libsonnet"],
    interpreters: &["jsonnet"],
    expando: '_',
    comments: Comments {
        line: &["//", "#"],
        block: &[Block {
            open: "/*",
            close: "*/",
            nests: false,
            line_start: false,
        }],
        after_space: false,
    },
    quotes: &[
        Quote {
            open: "|||",
            close: "|||",
            escapes: false,
            lines: true,
        },
        Quote::DOUBLE_LINES,
        Quote {
            lines: true,
            ..Quote::SINGLE
        },
    ],
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    ..Profile::PLAIN
};
