//! OCaml interfaces (`.mli`), which have a grammar of their own.

use crate::Profile;

pub(super) const PROFILE: Profile = Profile {
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
