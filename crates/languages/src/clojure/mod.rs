//! Clojure.

mod forms;
mod lowering;
mod matching;
mod semantics;

use crate::{Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: None,
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_clojure_orchard::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "clojure",
    name: "Clojure",
    grammar: "clojure",
    aliases: &["clj"],
    extensions: &["clj", "cljs", "cljc", "edn", "bb"],
    interpreters: &["bb", "clojure"],
    expando: '_',
    comments: Comments {
        line: &[";"],
        block: &[],
        after_space: false,
    },
    quotes: &[Quote::DOUBLE_LINES],
    literals: &["\\\"", "\\;"],
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    ..Profile::PLAIN
};
