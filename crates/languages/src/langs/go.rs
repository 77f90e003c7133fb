//! Go. Backtick strings know no escapes.

use crate::{Comments, Profile, Quote};

pub(super) const PROFILE: Profile = Profile {
    id: "go",
    name: "Go",
    grammar: "go",
    aliases: &["golang"],
    extensions: &["go"],
    expando: 'µ',
    comments: Comments::C,
    quotes: &[Quote::BACKTICK_RAW, Quote::DOUBLE, Quote::SINGLE],
    ..Profile::PLAIN
};
