//! Which words a file of C# must contain for a pattern to match.

use assay_profile::{Tokens, Words};

pub(crate) const WORDS: Words = Words {
    // Directives may stand between any two tokens, with words in them.
    between: &["#"],
    tokens: Tokens::NEIGHBOURS,
    ..Words::PLAIN
};
