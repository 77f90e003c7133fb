//! Nix. `''…''` is a string over lines.

use crate::{Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: None,
    outline: None,
    #[cfg(feature = "native-grammars")]
    native: None,
};

const PROFILE: Profile = Profile {
    id: "nix",
    name: "Nix",
    grammar: "nix",
    extensions: &["nix"],
    expando: '_',
    comments: Comments {
        line: &["#"],
        ..Comments::C
    },
    quotes: &[
        Quote {
            open: "''",
            close: "''",
            escapes: false,
            lines: true,
        },
        Quote::DOUBLE_LINES,
    ],
    ..Profile::PLAIN
};
