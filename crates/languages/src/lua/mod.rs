//! Lua.
//!
//! Long brackets (`[[ ]]`, `[==[ ]==]`) are known up to two levels, as strings and as comments.

mod lowering;
mod matching;
mod semantics;

use crate::{Block, Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: None,
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_lua::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "lua",
    name: "Lua",
    grammar: "lua",
    extensions: &["lua", "rockspec", "luau"],
    file_names: &[".luacheckrc"],
    interpreters: &["lua", "luajit", "texlua"],
    comments: Comments {
        line: &["--"],
        block: &[
            Block {
                open: "--[[",
                close: "]]",
                nests: false,
                line_start: false,
            },
            Block {
                open: "--[=[",
                close: "]=]",
                nests: false,
                line_start: false,
            },
            Block {
                open: "--[==[",
                close: "]==]",
                nests: false,
                line_start: false,
            },
        ],
        after_space: false,
    },
    quotes: &[
        Quote {
            open: "[[",
            close: "]]",
            escapes: false,
            lines: true,
        },
        Quote {
            open: "[=[",
            close: "]=]",
            escapes: false,
            lines: true,
        },
        Quote {
            open: "[==[",
            close: "]==]",
            escapes: false,
            lines: true,
        },
        Quote::DOUBLE,
        Quote::SINGLE,
    ],
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    ..Profile::PLAIN
};
