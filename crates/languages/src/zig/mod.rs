//! Zig. There are no block comments; a `\\\\` line of a string cannot hold a comment that matters.

use crate::{Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: None,
    outline: None,
    #[cfg(feature = "native-grammars")]
    native: None,
};

const PROFILE: Profile = Profile {
    id: "zig",
    name: "Zig",
    grammar: "zig",
    extensions: &["zig", "zon"],
    expando: '_',
    comments: Comments {
        line: &["//"],
        block: &[],
        after_space: false,
    },
    quotes: &[
        Quote {
            open: "\\\\",
            close: "\n",
            escapes: false,
            lines: true,
        },
        Quote::DOUBLE,
        Quote::SINGLE,
    ],
    ..Profile::PLAIN
};
