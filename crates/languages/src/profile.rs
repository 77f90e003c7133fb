//! The shape of what is known of a language. A new language is one more constant of this type.

/// All that is known of one language without its grammar.
#[derive(Debug)]
pub struct Profile {
    /// Stable, lower case; what rules, findings and the store call it.
    pub id: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// The name of its grammar; several languages may share one.
    pub grammar: &'static str,
    /// Other names that rules may use, compared without case.
    pub aliases: &'static [&'static str],
    /// File name endings without the dot, lower case.
    pub extensions: &'static [&'static str],
    /// Whole file names; a `*` at either end stands for anything.
    pub file_names: &'static [&'static str],
    /// Programs in a `#!` line that run it, without version digits.
    pub interpreters: &'static [&'static str],
    /// What takes the place of `$` in patterns, because the grammar refuses a `$` in a name.
    pub expando: char,
    /// How comments look.
    pub comments: Comments,
    /// Whether programs that read the language refuse comments, though the grammar takes them.
    pub refuses_comments: bool,
    /// What hides comment signs, for the line counter. The longest opening sign comes first.
    pub quotes: &'static [Quote],
    /// Stretches to step over as a whole, such as Rust's `'"'`, which opens no string.
    pub literals: &'static [&'static str],
    /// Whether scripts and styles inside it are languages of their own.
    pub embeds: bool,
}

impl Profile {
    /// A profile to start from in a constant: no comments, no quotes, `$` kept.
    pub const PLAIN: Profile = Profile {
        id: "",
        name: "",
        grammar: "",
        aliases: &[],
        extensions: &[],
        file_names: &[],
        interpreters: &[],
        expando: '$',
        comments: Comments {
            line: &[],
            block: &[],
            after_space: false,
        },
        refuses_comments: false,
        quotes: &[],
        literals: &[],
        embeds: false,
    };

    /// How to write a comment that has a line to itself: what opens it and, unless the line's end does, what
    /// closes it. None if the language has no comments.
    pub fn own_line_comment(&self) -> Option<(&'static str, Option<&'static str>)> {
        if self.refuses_comments {
            return None;
        }
        let line = self.comments.line.first().map(|open| (*open, None));
        let block = self.comments.block.first();
        line.or_else(|| block.map(|block| (block.open, Some(block.close))))
    }
}

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

/// A string, as far as the line counter has to know.
#[derive(Clone, Copy, Debug)]
pub struct Quote {
    /// What opens it.
    pub open: &'static str,
    /// What closes it.
    pub close: &'static str,
    /// Whether a backslash takes the next byte with it.
    pub escapes: bool,
    /// Whether it may run over lines. Where an odd quote in running text is likely (a here-document,
    /// an apostrophe), a string is held to its line, so that a misreading ends there too.
    pub lines: bool,
}

impl Quote {
    /// `"…"` on one line with backslash escapes.
    pub const DOUBLE: Quote = Quote {
        open: "\"",
        close: "\"",
        escapes: true,
        lines: false,
    };
    /// `'…'` on one line with backslash escapes.
    pub const SINGLE: Quote = Quote {
        open: "'",
        close: "'",
        escapes: true,
        lines: false,
    };
    /// `"…"` over lines with backslash escapes.
    pub const DOUBLE_LINES: Quote = Quote {
        open: "\"",
        close: "\"",
        escapes: true,
        lines: true,
    };
    /// `"""…"""` over lines with backslash escapes.
    pub const TRIPLE: Quote = Quote {
        open: "\"\"\"",
        close: "\"\"\"",
        escapes: true,
        lines: true,
    };
    /// `'''…'''` over lines with backslash escapes.
    pub const TRIPLE_SINGLE: Quote = Quote {
        open: "'''",
        close: "'''",
        escapes: true,
        lines: true,
    };
    /// `` `…` `` over lines with backslash escapes.
    pub const BACKTICK: Quote = Quote {
        open: "`",
        close: "`",
        escapes: true,
        lines: true,
    };
    /// `` `…` `` over lines where a backslash means itself.
    pub const BACKTICK_RAW: Quote = Quote {
        open: "`",
        close: "`",
        escapes: false,
        lines: true,
    };
}
