//! Markdown: the block structure; the text inside a paragraph is one node, as in ast-grep.
//!
//! All lines that are not blank count as code.

use crate::{Comments, FileKind, Language, Profile};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: None,
    outline: None,
    #[cfg(feature = "native-grammars")]
    native: None,
};

const PROFILE: Profile = Profile {
    id: "markdown",
    name: "Markdown",
    grammar: "markdown",
    aliases: &["md"],
    extensions: &["markdown", "md"],
    kind: FileKind::Document,
    comments: Comments::MARKUP,
    ..Profile::PLAIN
};
