//! What is odd about patterns of TypeScript.

use assay_profile::{FixPrinting, Matching, Typed};

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["typescript", "ts"],
    has_dollars: true,
    typed: Some(Typed {
        language: "tsx",
        signs: &["</", "/>"],
        by_metavariables: false,
    }),
    fixes: FixPrinting::Tree,
    braces_are_objects: true,
    one_number_type: true,
    types_vanish: true,
    ..Matching::PLAIN
};
