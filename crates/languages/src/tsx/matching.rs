//! What is odd about patterns of TSX.

use assay_profile::{FixPrinting, Matching};

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["typescript", "ts"],
    has_dollars: true,
    fixes: FixPrinting::Tree,
    braces_are_objects: true,
    one_number_type: true,
    types_vanish: true,
    ..Matching::PLAIN
};
