//! CSS, and SCSS as far as it looks like CSS.
//!
//! ast-grep reads `.scss` with the CSS grammar, and so does Assay: rules for `css` run there, and nesting
//! parses, but SCSS's own statements are reported as parse errors. `//` is no comment in CSS itself.

mod words;

use crate::{Comments, FileKind, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: None,
    outline: None,
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_css::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "css",
    name: "CSS",
    grammar: "css",
    aliases: &["scss"],
    extensions: &["css", "scss"],
    expando: '_',
    kind: FileKind::Style,
    comments: Comments {
        line: &[],
        ..Comments::C
    },
    quotes: &[Quote::DOUBLE, Quote::SINGLE],
    words: words::WORDS,
    ..Profile::PLAIN
};
