//! TypeScript with JSX: a dialect with a grammar of its own, because `<T>x` means another thing there.

use crate::{Comments, Profile, Quote};

pub(super) const PROFILE: Profile = Profile {
    id: "tsx",
    name: "TSX",
    grammar: "tsx",
    extensions: &["tsx"],
    comments: Comments::C,
    quotes: &[Quote::BACKTICK, Quote::DOUBLE, Quote::SINGLE],
    ..Profile::PLAIN
};
