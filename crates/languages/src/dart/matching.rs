//! What is odd about patterns of Dart.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["dart"],
    has_dollars: true,
    type_first: true,
    ..Matching::PLAIN
};
