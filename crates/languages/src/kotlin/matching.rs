//! What is odd about patterns of Kotlin.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["kotlin", "kt"],
    has_dollars: true,
    safe_access_differs: true,
    definition_words: &[
        "class",
        "object",
        "interface",
        "fun",
        "val",
        "var",
        "data",
        "enum",
    ],
    bodies_are_no_returns: true,
    ..Matching::PLAIN
};
