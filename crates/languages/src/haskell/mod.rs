//! Haskell.
//!
//! An apostrophe is part of names (`x'`), so it opens no string; the characters that matter are stepped over.

use crate::{Block, Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: None,
    outline: None,
    #[cfg(feature = "native-grammars")]
    native: None,
};

const PROFILE: Profile = Profile {
    id: "haskell",
    name: "Haskell",
    grammar: "haskell",
    aliases: &["hs"],
    extensions: &["hs"],
    interpreters: &["runhaskell", "runghc"],
    expando: 'µ',
    comments: Comments {
        line: &["--"],
        block: &[Block {
            open: "{-",
            close: "-}",
            nests: true,
            line_start: false,
        }],
        after_space: false,
    },
    quotes: &[Quote::DOUBLE],
    literals: &["'\"'", "'\\\"'"],
    ..Profile::PLAIN
};
