//! What is odd about patterns of OCaml.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["ocaml"],
    implicit_return: true,
    ascribes_types: true,
    ..Matching::PLAIN
};
