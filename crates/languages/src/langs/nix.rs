//! Nix. `''…''` is a string over lines.

use crate::{Comments, Profile, Quote};

pub(super) const PROFILE: Profile = Profile {
    id: "nix",
    name: "Nix",
    grammar: "nix",
    extensions: &["nix"],
    expando: '_',
    comments: Comments { line: &["#"], ..Comments::C },
    quotes: &[Quote { open: "''", close: "''", escapes: false, lines: true }, Quote::DOUBLE_LINES],
    ..Profile::PLAIN
};
