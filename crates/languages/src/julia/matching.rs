//! What is odd about patterns of Julia.

use assay_profile::Matching;

pub(crate) const MATCHING: Matching = Matching {
    semgrep_names: &["julia"],
    has_dollars: true,
    implicit_return: true,
    import_words_count: true,
    ..Matching::PLAIN
};
