//! Which words of a pattern a file must contain: what the prefilter may demand in a language.

/// How words are written in a language.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// Keywords, and so words of patterns, may be written in either case.
    pub any_case: bool,
    /// Which words are written in one way only.
    pub cased: Cased,
    /// Common words that the language has no other way to say: keywords of statements, its null (a name that stands
    /// for it was given it somewhere), and names that are no keywords in it.
    pub closed: &'static [&'static str],
    /// Words of those that mean another thing with a colon right behind them.
    pub closed_before_colon: &'static [&'static str],
    /// Signs that start, besides comments, a line that may stand between a word and what must follow it.
    pub between: &'static [&'static str],
    /// Kinds of nodes with the keyword that they cannot be without: those that rules use most. Keywords that make a
    /// whole node by themselves (`yield`) are left out: the parser may make one up where code is broken.
    pub kinds: &'static [(&'static str, &'static str)],
    /// What is certain of the words of a pattern that is compared token by token.
    pub tokens: Tokens,
}

/// Which words are written in one way only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cased {
    /// All.
    All,
    /// Those behind one of these signs.
    After(&'static [&'static str]),
    /// All but the first of a line.
    NotFirst,
}

/// What is certain of the words of a pattern that is compared token by token.
#[derive(Clone, Copy, Debug)]
pub struct Tokens {
    /// Words are whole words, and plain strings are compared.
    pub whole: bool,
    /// A name and the `(` behind it are neighbours in one node or end one.
    pub calls: bool,
    /// A name and the `=` behind it are.
    pub assignments: bool,
    /// Keywords that a colon follows at once when nothing is said between.
    pub before_colon: &'static [&'static str],
}

impl Words {
    /// What most languages share.
    pub const PLAIN: Words = Words {
        any_case: false,
        cased: Cased::All,
        closed: &[],
        closed_before_colon: &[],
        between: &[],
        kinds: &[],
        tokens: Tokens::PLAIN,
    };
}

impl Tokens {
    /// Nothing is certain.
    pub const PLAIN: Tokens = Tokens {
        whole: false,
        calls: false,
        assignments: false,
        before_colon: &[],
    };
    /// A name and the sign behind it are neighbours.
    pub const NEIGHBOURS: Tokens = Tokens {
        whole: true,
        calls: true,
        assignments: true,
        before_colon: &[],
    };
}
