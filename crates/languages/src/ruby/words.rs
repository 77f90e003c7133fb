//! Which words a file of Ruby must contain for a pattern to match.

use assay_profile::{Tokens, Words};

pub(crate) const WORDS: Words = Words {
    tokens: Tokens {
        whole: true,
        ..Tokens::PLAIN
    },
    ..Words::PLAIN
};
