//! What is odd about patterns of Python.

use assay_profile::{FixPrinting, Matching};

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["python", "py", "python2", "python3"],
    joins_logic: true,
    keys_are_expressions: true,
    fixes: FixPrinting::TreeWithMembers,
    types_in_arguments: true,
    ..Matching::PLAIN
};
