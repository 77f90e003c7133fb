//! What is odd about patterns of Go.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["go", "golang"],
    tells_pointers: true,
    ..Matching::PLAIN
};
