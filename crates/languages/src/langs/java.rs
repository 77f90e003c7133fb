//! Java.

use crate::{Comments, Profile, Quote};

pub(super) const PROFILE: Profile = Profile {
    id: "java",
    name: "Java",
    grammar: "java",
    extensions: &["java"],
    comments: Comments::C,
    quotes: &[Quote::TRIPLE, Quote::DOUBLE, Quote::SINGLE],
    ..Profile::PLAIN
};
