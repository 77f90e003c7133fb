//! Which words a file of PHP must contain for a pattern to match.

use assay_profile::{Cased, Tokens, Words};

pub(crate) const WORDS: Words = Words {
    any_case: true,
    cased: Cased::After(&["$", "->", "::"]),
    tokens: Tokens::NEIGHBOURS,
    ..Words::PLAIN
};
