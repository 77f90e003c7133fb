//! TypeScript with JSX: a dialect with a grammar of its own, because `<T>x` means another thing there.

mod matching;
mod outline;

use crate::javascript;
use crate::{Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&javascript::lowering::TABLE),
    outline: Some(&outline::OUTLINE),
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_typescript::LANGUAGE_TSX),
};

const PROFILE: Profile = Profile {
    id: "tsx",
    name: "TSX",
    grammar: "tsx",
    extensions: &["tsx"],
    comments: Comments::C,
    element_comment: Some(("{/*", "*/}")),
    quotes: &[Quote::BACKTICK, Quote::DOUBLE, Quote::SINGLE],
    semantics: javascript::semantics::SEMANTICS,
    matching: matching::MATCHING,
    words: javascript::words::WORDS,
    ..Profile::PLAIN
};
