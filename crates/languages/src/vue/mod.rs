//! Vue components.
//!
//! Every published Vue grammar has a scanner in C++, which cannot become a side module. A component's
//! tags are those of HTML, so HTML's grammar reads them: scripts, styles and templates come out right;
//! a `<` inside `{{ }}` is reported as a parse error.

mod matching;
mod words;

use crate::html;
use crate::{Comments, FileKind, Language, Profile};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: None,
    outline: None,
    #[cfg(feature = "native-grammars")]
    native: None,
};

const PROFILE: Profile = Profile {
    id: "vue",
    name: "Vue",
    grammar: "html",
    extensions: &["vue"],
    expando: 'z',
    kind: FileKind::Markup,
    comments: Comments::MARKUP,
    embeds: Some(html::EMBEDS),
    matching: matching::MATCHING,
    words: words::WORDS,
    ..Profile::PLAIN
};
