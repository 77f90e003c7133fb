//! What is odd about patterns of Swift.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["swift"],
    has_dollars: true,
    ..Matching::PLAIN
};
