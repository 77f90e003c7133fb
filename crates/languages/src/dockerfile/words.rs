//! Which words a file of Dockerfile must contain for a pattern to match.

use assay_profile::{Cased, Words};

pub(crate) const WORDS: Words = Words {
    any_case: true,
    cased: Cased::NotFirst,
    ..Words::PLAIN
};
