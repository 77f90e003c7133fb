//! What is known of a language, as plain data: a [`Profile`] says how files of it are told, how its comments and
//! strings look and what its code means. Which languages there are is not known here.

mod comments;
mod matching;
mod quotes;

pub use comments::{Block, Comments};
pub use matching::Matching;
pub use quotes::Quote;

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
    /// What is odd about patterns of its code.
    pub matching: Matching,
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
        matching: Matching::PLAIN,
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
