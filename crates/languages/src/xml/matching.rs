//! What is odd about patterns of XML.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["xml"],
    has_dollars: true,
    ..Matching::PLAIN
};
