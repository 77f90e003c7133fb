//! C#.
//!
//! Verbatim strings (`@"…"`) take `""` for a quote, which reads as two strings in a row: the same to the
//! line counter.

mod lowering;
mod matching;
mod outline;
mod semantics;
mod words;

use crate::{Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: Some(&outline::OUTLINE),
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_c_sharp::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "csharp",
    name: "C#",
    grammar: "csharp",
    aliases: &["cs", "c#", "c-sharp"],
    extensions: &["cs", "csx", "cake"],
    interpreters: &["dotnet-script"],
    expando: 'µ',
    comments: Comments::C,
    quotes: &[
        Quote {
            escapes: false,
            ..Quote::TRIPLE
        },
        Quote {
            open: "@\"",
            close: "\"",
            escapes: false,
            lines: true,
        },
        Quote {
            open: "@$\"",
            close: "\"",
            escapes: false,
            lines: true,
        },
        Quote {
            open: "$@\"",
            close: "\"",
            escapes: false,
            lines: true,
        },
        Quote::DOUBLE,
        Quote::SINGLE,
    ],
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    words: words::WORDS,
    ..Profile::PLAIN
};
