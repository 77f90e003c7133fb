//! What is odd about patterns of Apex.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["apex"],
    type_first: true,
    ..Matching::PLAIN
};
