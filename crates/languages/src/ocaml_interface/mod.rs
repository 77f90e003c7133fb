//! OCaml interfaces (`.mli`), which have a grammar of their own.

use crate::{Language, Profile};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: None,
    outline: None,
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_ocaml::LANGUAGE_OCAML_INTERFACE),
};

const PROFILE: Profile = Profile {
    id: "ocaml-interface",
    name: "OCaml interface",
    grammar: "ocaml-interface",
    aliases: &["mli"],
    extensions: &["mli"],
    expando: '_',
    comments: super::ocaml::COMMENTS,
    quotes: super::ocaml::QUOTES,
    literals: super::ocaml::LITERALS,
    ..Profile::PLAIN
};
