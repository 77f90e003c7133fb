//! What is odd about patterns of PHP.

use assay_profile::{Matching, Opening};

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["php"],
    has_dollars: true,
    opening: Some(Opening {
        sign: "<?",
        tag: "<?php ",
    }),
    bodies_are_no_returns: true,
    ..Matching::PLAIN
};
