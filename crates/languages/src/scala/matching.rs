//! What is odd about patterns of Scala.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["scala"],
    has_dollars: true,
    implicit_return: true,
    ascribes_types: true,
    apply_creates: true,
    ..Matching::PLAIN
};
