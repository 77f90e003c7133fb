//! What is odd about patterns of C.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["c"],
    type_first: true,
    arrow_is_member: true,
    functions_have_parameters: true,
    ..Matching::PLAIN
};
