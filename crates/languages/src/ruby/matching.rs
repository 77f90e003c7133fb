//! What is odd about patterns of Ruby.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["ruby", "rb"],
    has_dollars: true,
    implicit_return: true,
    dots_are_ranges: true,
    ..Matching::PLAIN
};
