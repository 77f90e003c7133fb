//! What is odd about patterns of C++.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["cpp", "c++"],
    type_first: true,
    arrow_is_member: true,
    functions_have_parameters: true,
    literals_are_arrays: true,
    ..Matching::PLAIN
};
