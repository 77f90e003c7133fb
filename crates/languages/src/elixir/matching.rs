//! What is odd about patterns of Elixir.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["elixir", "ex"],
    implicit_return: true,
    ..Matching::PLAIN
};
