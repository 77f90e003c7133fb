//! Swift. Block comments nest.

use crate::{Comments, Profile, Quote};

pub(super) const PROFILE: Profile = Profile {
    id: "swift",
    name: "Swift",
    grammar: "swift",
    extensions: &["swift", "swiftinterface"],
    interpreters: &["swift"],
    expando: 'µ',
    comments: Comments::C_NESTED,
    quotes: &[Quote { open: "#\"", close: "\"#", escapes: false, lines: false }, Quote::TRIPLE, Quote::DOUBLE],
    ..Profile::PLAIN
};
