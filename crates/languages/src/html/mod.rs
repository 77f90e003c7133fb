//! HTML with the scripts and styles in it.
//!
//! Tag names must be ASCII letters for the grammar's scanner, so the stand-in for `$` is a plain `z`, as in
//! ast-grep. A script without a `lang` attribute is JavaScript, whatever its `type` says.

mod lowering;
mod matching;
mod words;

use assay_profile::Embeds;

use crate::{Comments, FileKind, Language, Profile};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: None,
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_html::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "html",
    name: "HTML",
    grammar: "html",
    extensions: &["html", "htm", "xhtml"],
    expando: 'z',
    kind: FileKind::Markup,
    comments: Comments::MARKUP,
    openings: &["<!doctype html", "<html"],
    embeds: Some(EMBEDS),
    matching: matching::MATCHING,
    words: words::WORDS,
    ..Profile::PLAIN
};

/// Scripts and styles, as ast-grep's HTML language has them.
pub(crate) const EMBEDS: Embeds = Embeds {
    elements: &[("script_element", "js"), ("style_element", "css")],
    names: &["css", "js", "ts", "tsx", "scss", "less", "stylus", "coffee"],
};
