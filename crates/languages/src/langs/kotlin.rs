//! Kotlin and its scripts. Block comments nest.

use crate::{Comments, Profile, Quote};

pub(super) const PROFILE: Profile = Profile {
    id: "kotlin",
    name: "Kotlin",
    grammar: "kotlin",
    aliases: &["kt"],
    extensions: &["kt", "ktm", "kts"],
    interpreters: &["kotlin", "kscript"],
    expando: 'µ',
    comments: Comments::C_NESTED,
    quotes: &[Quote { escapes: false, ..Quote::TRIPLE }, Quote::DOUBLE, Quote::SINGLE],
    ..Profile::PLAIN
};
