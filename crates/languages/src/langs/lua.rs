//! Lua.
//!
//! Long brackets (`[[ ]]`, `[==[ ]==]`) are known up to two levels, as strings and as comments.

use crate::{Block, Comments, Profile, Quote};

pub(super) const PROFILE: Profile = Profile {
    id: "lua",
    name: "Lua",
    grammar: "lua",
    extensions: &["lua", "rockspec", "luau"],
    file_names: &[".luacheckrc"],
    interpreters: &["lua", "luajit", "texlua"],
    comments: Comments {
        line: &["--"],
        block: &[
            Block { open: "--[[", close: "]]", nests: false, line_start: false },
            Block { open: "--[=[", close: "]=]", nests: false, line_start: false },
            Block { open: "--[==[", close: "]==]", nests: false, line_start: false },
        ],
        after_space: false,
    },
    quotes: &[
        Quote { open: "[[", close: "]]", escapes: false, lines: true },
        Quote { open: "[=[", close: "]=]", escapes: false, lines: true },
        Quote { open: "[==[", close: "]==]", escapes: false, lines: true },
        Quote::DOUBLE,
        Quote::SINGLE,
    ],
    ..Profile::PLAIN
};
