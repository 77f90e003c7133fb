//! TOML.

use crate::{Comments, FileKind, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: None,
    outline: None,
    #[cfg(feature = "native-grammars")]
    native: None,
};

const PROFILE: Profile = Profile {
    id: "toml",
    name: "TOML",
    grammar: "toml",
    extensions: &["toml"],
    file_names: &[
        "Cargo.lock",
        "poetry.lock",
        "uv.lock",
        "Pipfile",
        "Gopkg.lock",
        "pdm.lock",
    ],
    expando: '_',
    kind: FileKind::Settings,
    comments: Comments::HASH,
    quotes: &[
        Quote::TRIPLE,
        Quote {
            escapes: false,
            ..Quote::TRIPLE_SINGLE
        },
        Quote::DOUBLE,
        Quote {
            escapes: false,
            ..Quote::SINGLE
        },
    ],
    ..Profile::PLAIN
};
