//! What is odd about patterns of Dockerfile.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["dockerfile", "docker"],
    has_dollars: true,
    ..Matching::PLAIN
};
