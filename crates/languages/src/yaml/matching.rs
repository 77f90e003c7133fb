//! What is odd about patterns of YAML.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["yaml"],
    has_dollars: true,
    reads_strings: true,
    ..Matching::PLAIN
};
