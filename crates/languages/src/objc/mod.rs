//! Objective-C and Objective-C++.
//!
//! `.m` is shared with MATLAB, Mercury and Wolfram; the head of the file decides (see `detect`).

pub(crate) mod detection;

use crate::{Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: None,
    outline: None,
    #[cfg(feature = "native-grammars")]
    native: None,
};

const PROFILE: Profile = Profile {
    id: "objc",
    name: "Objective-C",
    grammar: "objc",
    aliases: &["objective-c", "objectivec", "obj-c"],
    extensions: &["m", "mm"],
    claims: detection::CLAIMS,
    disclaims: detection::DISCLAIMS,
    comments: Comments::C,
    quotes: &[Quote::DOUBLE, Quote::SINGLE],
    ..Profile::PLAIN
};
