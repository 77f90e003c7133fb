//! What is odd about patterns of Rust.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["rust"],
    implicit_return: true,
    ..Matching::PLAIN
};
