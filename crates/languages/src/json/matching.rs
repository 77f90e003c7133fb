//! What is odd about patterns of JSON.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["json"],
    commas_may_trail: true,
    ..Matching::PLAIN
};
