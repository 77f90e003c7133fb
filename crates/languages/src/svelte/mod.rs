//! Svelte components: markup with a script, a style and template blocks.

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
    id: "svelte",
    name: "Svelte",
    grammar: "svelte",
    extensions: &["svelte"],
    expando: 'z',
    kind: FileKind::Markup,
    comments: Comments::MARKUP,
    embeds: Some(html::EMBEDS),
    words: words::WORDS,
    ..Profile::PLAIN
};
