//! What is odd about patterns of Lua.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["lua"],
    assigns_in_turn: true,
    ..Matching::PLAIN
};
