//! What is odd about patterns of Vue.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["vue"],
    ..Matching::PLAIN
};
