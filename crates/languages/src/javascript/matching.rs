//! What is odd about patterns of JavaScript.

use assay_profile::{FixPrinting, Matching, Typed};

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["javascript", "js"],
    has_dollars: true,
    typed: Some(Typed {
        language: "tsx",
        signs: &[
            "@$",
            "}: ",
            "): ",
            ": string",
            ": number",
            ": boolean",
            ": any",
            "<$T>",
        ],
        by_metavariables: true,
    }),
    fixes: FixPrinting::Tree,
    braces_are_objects: true,
    one_number_type: true,
    types_vanish: true,
    ..Matching::PLAIN
};
