//! What is odd about patterns of HCL.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["terraform", "tf", "hcl"],
    has_dollars: true,
    strings_coerce: true,
    blocks_nest: true,
    ..Matching::PLAIN
};
