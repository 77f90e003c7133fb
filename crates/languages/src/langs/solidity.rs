//! Solidity.

use crate::{Comments, Profile, Quote};

pub(super) const PROFILE: Profile = Profile {
    id: "solidity",
    name: "Solidity",
    grammar: "solidity",
    aliases: &["sol"],
    extensions: &["sol"],
    comments: Comments::C,
    quotes: &[Quote::DOUBLE, Quote::SINGLE],
    ..Profile::PLAIN
};
