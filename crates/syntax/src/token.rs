//! Words compared by hash: a tree keeps eight bytes for a name, not a string.

use xxhash_rust::xxh3::xxh3_64;

/// The hash of a text, for comparing names, operators and literals. Two texts with one hash would be
/// taken for the same word, which at 64 bits does not happen by accident and harms nobody on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Token(u64);

impl Token {
    /// No word: an inner node.
    pub const NONE: Token = Token(0);

    /// The token of a text.
    pub fn of(text: &str) -> Token {
        Token(xxh3_64(text.as_bytes()).max(1))
    }

    /// Whether there is none.
    pub fn is_none(self) -> bool {
        self == Token::NONE
    }

    /// The number behind it, for hashing trees.
    pub fn value(self) -> u64 {
        self.0
    }
}
