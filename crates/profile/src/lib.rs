//! What is known of a language, as plain data: a [`Profile`] says how files of it are told, how its comments and
//! strings look and what its code means. Which languages there are is not known here.

mod comments;
mod detection;
mod matching;
mod nesting;
mod quotes;
mod semantics;
mod words;

pub use comments::{Block, Comments};
pub use detection::{Embeds, HeadTest, SecondReading};
pub use matching::{FixPrinting, Matching, Opening, Typed};
pub use nesting::indented_deeper;
pub use quotes::Quote;
pub use semantics::{
    AddedToText, Builtin, Control, Fixed, FunctionNames, LanguageSemantics, Library, Methods,
    Names, Values,
};
pub use words::{Cased, Tokens, Words};

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
    /// Files with an extension that several languages share are in this one if their start passes.
    pub claims: &'static [HeadTest],
    /// Files with an extension of the language are not in it if their start passes.
    pub disclaims: &'static [HeadTest],
    /// What files without an extension start with, lower case.
    pub openings: &'static [&'static str],
    /// What takes the place of `$` in patterns, because the grammar refuses a `$` in a name.
    pub expando: char,
    /// What its files are to people.
    pub kind: FileKind,
    /// How comments look.
    pub comments: Comments,
    /// How a comment looks between elements that stand in the midst of code.
    pub element_comment: Option<(&'static str, &'static str)>,
    /// Whether programs that read the language refuse comments, though the grammar takes them.
    pub refuses_comments: bool,
    /// What hides comment signs, for the line counter. The longest opening sign comes first.
    pub quotes: &'static [Quote],
    /// Stretches to step over as a whole, such as Rust's `'"'`, which opens no string.
    pub literals: &'static [&'static str],
    /// The parts of it that are code of other languages.
    pub embeds: Option<Embeds>,
    /// How else a text is read that the grammar cannot read as it stands.
    pub second_reading: Option<SecondReading>,
    /// A text of the same length and lines that its grammar reads where it stumbles over this one, and that means the same;
    /// none if nothing is known to help.
    pub mended: Option<fn(&str) -> Option<String>>,
    /// The first line, from 0, on which a text is nested deeper than the scanner of the grammar can remember. It would
    /// write behind its buffer, or lose its place without a word, so such a text is not parsed.
    pub beyond_scanner: Option<fn(&str) -> Option<usize>>,
    /// What its code means beyond its shape.
    pub semantics: LanguageSemantics,
    /// What is odd about patterns of its code.
    pub matching: Matching,
    /// Which words of a pattern a file must contain.
    pub words: Words,
}

/// What kind of file people take one for, whatever is in it: all programs are code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Programs.
    Code,
    /// Texts with elements in tags, and what they show.
    Markup,
    /// How something looks.
    Style,
    /// What a shell runs.
    Script,
    /// Values.
    Data,
    /// How a program or a machine is to be set up.
    Settings,
    /// Texts for people.
    Document,
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
        claims: &[],
        disclaims: &[],
        openings: &[],
        expando: '$',
        kind: FileKind::Code,
        comments: Comments {
            line: &[],
            block: &[],
            after_space: false,
        },
        element_comment: None,
        refuses_comments: false,
        quotes: &[],
        literals: &[],
        embeds: None,
        second_reading: None,
        mended: None,
        beyond_scanner: None,
        semantics: LanguageSemantics::PLAIN,
        matching: Matching::PLAIN,
        words: Words::PLAIN,
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
