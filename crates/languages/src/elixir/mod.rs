//! Elixir.

mod forms;
mod lowering;
mod matching;
mod outline;
mod semantics;

use crate::{Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: Some(&outline::OUTLINE),
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_elixir::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "elixir",
    name: "Elixir",
    grammar: "elixir",
    aliases: &["ex"],
    extensions: &["ex", "exs"],
    file_names: &["mix.lock"],
    interpreters: &["elixir"],
    expando: 'µ',
    comments: Comments::HASH,
    quotes: &[
        Quote::TRIPLE,
        Quote::TRIPLE_SINGLE,
        Quote::DOUBLE,
        Quote::SINGLE,
    ],
    literals: &["?\"", "?'", "?#"],
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    ..Profile::PLAIN
};
