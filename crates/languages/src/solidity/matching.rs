//! What is odd about patterns of Solidity.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["solidity", "sol"],
    type_first: true,
    ..Matching::PLAIN
};
