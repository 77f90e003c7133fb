//! Ruby.
//!
//! `=begin` and `=end` count at the start of a line only. Strings are held to one line, because an
//! apostrophe in a here-document would otherwise swallow the rest of the file.

mod lowering;
mod matching;
mod nesting;
mod outline;
mod semantics;
mod words;

use crate::{Block, Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: Some(&outline::OUTLINE),
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_ruby::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "ruby",
    name: "Ruby",
    grammar: "ruby",
    aliases: &["rb"],
    extensions: &[
        "rb", "rbw", "gemspec", "rake", "ru", "podspec", "thor", "jbuilder", "rbi",
    ],
    file_names: &[
        "Gemfile",
        "Rakefile",
        "Vagrantfile",
        "Podfile",
        "Guardfile",
        "Capfile",
        "Fastfile",
        "Appfile",
        "Brewfile",
        "Berksfile",
        "Dangerfile",
        "Puppetfile",
        "Thorfile",
        ".irbrc",
        ".pryrc",
    ],
    interpreters: &["ruby", "jruby", "rake"],
    expando: 'µ',
    comments: Comments {
        line: &["#"],
        block: &[Block {
            open: "=begin",
            close: "=end",
            nests: false,
            line_start: true,
        }],
        after_space: false,
    },
    quotes: &[Quote::DOUBLE, Quote::SINGLE],
    literals: &["?\"", "?'", "?#"],
    beyond_scanner: Some(nesting::beyond_scanner),
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    words: words::WORDS,
    ..Profile::PLAIN
};
