//! Which words a file of C++ must contain for a pattern to match.

use assay_profile::{Tokens, Words};

use crate::c;

pub(crate) const WORDS: Words = Words {
    kinds: c::words::KINDS,
    tokens: Tokens::NEIGHBOURS,
    ..Words::PLAIN
};
