//! What is odd about patterns of Bash.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["bash", "sh"],
    has_dollars: true,
    ..Matching::PLAIN
};
