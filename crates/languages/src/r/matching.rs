//! What is odd about patterns of R.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["r"],
    has_dollars: true,
    ..Matching::PLAIN
};
