//! What is odd about patterns of HTML.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["html"],
    has_dollars: true,
    ..Matching::PLAIN
};
