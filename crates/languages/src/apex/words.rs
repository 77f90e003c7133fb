//! Which words a file of Apex must contain for a pattern to match.

use assay_profile::Words;

pub(crate) const WORDS: Words = Words {
    any_case: true,
    ..Words::PLAIN
};
