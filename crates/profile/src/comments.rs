//! How comments look.

/// How comments look in a language.
#[derive(Clone, Copy, Debug)]
pub struct Comments {
    /// Signs that start a comment to the end of the line.
    pub line: &'static [&'static str],
    /// Pairs of signs with a comment between them.
    pub block: &'static [Block],
    /// Whether a line comment starts only at the start of a line or after white space.
    pub after_space: bool,
}

impl Comments {
    /// `//` and `/* */`.
    pub const C: Comments = Comments {
        line: &["//"],
        block: &[Block {
            open: "/*",
            close: "*/",
            nests: false,
            line_start: false,
        }],
        after_space: false,
    };
    /// `//` and `/* */`, which nests.
    pub const C_NESTED: Comments = Comments {
        line: &["//"],
        block: &[Block {
            open: "/*",
            close: "*/",
            nests: true,
            line_start: false,
        }],
        after_space: false,
    };
    /// `#` wherever it stands.
    pub const HASH: Comments = Comments {
        line: &["#"],
        block: &[],
        after_space: false,
    };
    /// `#` at the start of a word.
    pub const HASH_WORD: Comments = Comments {
        line: &["#"],
        block: &[],
        after_space: true,
    };
    /// `<!-- -->`.
    pub const MARKUP: Comments = Comments {
        line: &[],
        block: &[Block {
            open: "<!--",
            close: "-->",
            nests: false,
            line_start: false,
        }],
        after_space: false,
    };
}

/// A comment between two signs.
#[derive(Clone, Copy, Debug)]
pub struct Block {
    /// What opens it.
    pub open: &'static str,
    /// What closes it.
    pub close: &'static str,
    /// Whether such comments may stand inside each other.
    pub nests: bool,
    /// Whether both signs count only at the start of a line.
    pub line_start: bool,
}
