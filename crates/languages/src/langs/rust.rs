//! Rust.
//!
//! An apostrophe opens a lifetime as often as a character, so it opens no string; the characters that
//! matter are stepped over. Raw strings are known up to two `#`.

use crate::{Comments, Profile, Quote};

pub(super) const PROFILE: Profile = Profile {
    id: "rust",
    name: "Rust",
    grammar: "rust",
    aliases: &["rs"],
    extensions: &["rs"],
    interpreters: &["rust-script", "cargo"],
    expando: 'µ',
    comments: Comments::C_NESTED,
    quotes: &[
        Quote { open: "r##\"", close: "\"##", escapes: false, lines: true },
        Quote { open: "r#\"", close: "\"#", escapes: false, lines: true },
        Quote { open: "r\"", close: "\"", escapes: false, lines: true },
        Quote::DOUBLE_LINES,
    ],
    literals: &["'\"'", "'\\\"'"],
    ..Profile::PLAIN
};
