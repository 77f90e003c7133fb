//! Julia.

mod definitions;
mod lowering;
mod matching;
mod semantics;
mod statements;

use crate::{Block, Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: None,
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_julia::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "julia",
    name: "Julia",
    grammar: "julia",
    aliases: &["jl"],
    extensions: &["jl"],
    interpreters: &["julia"],
    expando: 'µ',
    comments: Comments {
        line: &["#"],
        block: &[Block {
            open: "#=",
            close: "=#",
            nests: true,
            line_start: false,
        }],
        after_space: false,
    },
    // An apostrophe is also the adjoint of a matrix.
    quotes: &[Quote::TRIPLE, Quote::DOUBLE_LINES, Quote::BACKTICK],
    literals: &["'\"'", "'\\\"'", "'`'", "'#'"],
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    ..Profile::PLAIN
};
