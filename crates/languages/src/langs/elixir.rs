//! Elixir.

use crate::{Comments, Profile, Quote};

pub(super) const PROFILE: Profile = Profile {
    id: "elixir",
    name: "Elixir",
    grammar: "elixir",
    aliases: &["ex"],
    extensions: &["ex", "exs"],
    file_names: &["mix.lock"],
    interpreters: &["elixir"],
    expando: 'µ',
    comments: Comments::HASH,
    quotes: &[Quote::TRIPLE, Quote::TRIPLE_SINGLE, Quote::DOUBLE, Quote::SINGLE],
    literals: &["?\"", "?'", "?#"],
    ..Profile::PLAIN
};
