//! TOML.

use crate::{Comments, Profile, Quote};

pub(super) const PROFILE: Profile = Profile {
    id: "toml",
    name: "TOML",
    grammar: "toml",
    extensions: &["toml"],
    file_names: &["Cargo.lock", "poetry.lock", "uv.lock", "Pipfile", "Gopkg.lock", "pdm.lock"],
    expando: '_',
    comments: Comments::HASH,
    quotes: &[
        Quote::TRIPLE,
        Quote { escapes: false, ..Quote::TRIPLE_SINGLE },
        Quote::DOUBLE,
        Quote { escapes: false, ..Quote::SINGLE },
    ],
    ..Profile::PLAIN
};
