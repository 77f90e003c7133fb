//! C.
//!
//! The ending `.h` is shared with C++ and Objective-C; the head of the file decides (see `detect`).

use crate::{Comments, Profile, Quote};

pub(super) const PROFILE: Profile = Profile {
    id: "c",
    name: "C",
    grammar: "c",
    extensions: &["c", "h"],
    expando: '𐀀',
    comments: Comments::C,
    quotes: &[Quote::DOUBLE, Quote::SINGLE],
    ..Profile::PLAIN
};
