//! What is odd about patterns of Clojure.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["clojure"],
    ..Matching::PLAIN
};
