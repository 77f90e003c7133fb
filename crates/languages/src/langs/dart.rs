//! Dart. Its block comments nest.

use crate::{Comments, Profile, Quote};

pub(super) const PROFILE: Profile = Profile {
    id: "dart",
    name: "Dart",
    grammar: "dart",
    extensions: &["dart"],
    interpreters: &["dart"],
    comments: Comments::C_NESTED,
    quotes: &[Quote::TRIPLE, Quote::TRIPLE_SINGLE, Quote::DOUBLE, Quote::SINGLE],
    ..Profile::PLAIN
};
