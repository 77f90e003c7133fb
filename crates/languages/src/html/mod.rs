//! HTML with the scripts and styles in it.
//!
//! Tag names must be ASCII letters for the grammar's scanner, so the stand-in for `$` is a plain `z`, as in
//! ast-grep. A script without a `lang` attribute is JavaScript, whatever its `type` says.

mod lowering;

use crate::{Comments, Language, Profile};

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
    comments: Comments::MARKUP,
    embeds: true,
    ..Profile::PLAIN
};
