//! How strings look, as far as comments have to be told from them.

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
