//! What is odd about patterns of Jsonnet.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["jsonnet"],
    has_dollars: true,
    one_number_type: true,
    ..Matching::PLAIN
};
