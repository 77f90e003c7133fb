//! What is odd about patterns of Java.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["java"],
    type_first: true,
    bodies_are_no_returns: true,
    ..Matching::PLAIN
};
