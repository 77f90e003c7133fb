//! JavaScript with JSX.
//!
//! A `$` is part of names here, so patterns need no stand-in. The line counter does not know regular
//! expressions: a quote in one is held to its line.

use crate::{Comments, Profile, Quote};

pub(super) const PROFILE: Profile = Profile {
    id: "javascript",
    name: "JavaScript",
    grammar: "javascript",
    aliases: &["js", "jsx"],
    extensions: &["cjs", "js", "mjs", "jsx", "es6"],
    file_names: &["Jakefile"],
    interpreters: &["node", "nodejs", "bun", "zx"],
    comments: Comments::C,
    quotes: &[Quote::BACKTICK, Quote::DOUBLE, Quote::SINGLE],
    literals: &["/`/", "/`/g"],
    ..Profile::PLAIN
};
