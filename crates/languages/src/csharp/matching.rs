//! What is odd about patterns of C#.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["csharp", "c#"],
    type_first: true,
    bodies_are_no_returns: true,
    ..Matching::PLAIN
};
