//! Scala. Block comments nest.

use crate::{Comments, Profile, Quote};

pub(super) const PROFILE: Profile = Profile {
    id: "scala",
    name: "Scala",
    grammar: "scala",
    extensions: &["scala", "sc", "sbt", "mill"],
    interpreters: &["scala", "scala-cli", "amm"],
    comments: Comments::C_NESTED,
    quotes: &[Quote { escapes: false, ..Quote::TRIPLE }, Quote::DOUBLE],
    literals: &["'\"'", "'\\\"'"],
    ..Profile::PLAIN
};
