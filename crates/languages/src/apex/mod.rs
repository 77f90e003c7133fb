//! Apex, the language of Salesforce: Java in most of its shapes, but names are the same in either case.

mod lowering;
mod matching;
mod semantics;
mod words;

use assay_profile::HeadTest;

use crate::detect::contains;
use crate::{Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: None,
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_sfapex::apex::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "apex",
    name: "Apex",
    grammar: "apex",
    extensions: &["apex", "trigger", "cls"],
    disclaims: &[HeadTest {
        extension: "cls",
        passes: is_other,
    }],
    comments: Comments::C,
    quotes: &[Quote::TRIPLE_SINGLE, Quote::SINGLE],
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    words: words::WORDS,
    ..Profile::PLAIN
};

/// Classes of LaTeX and of Visual Basic have the same extension.
fn is_other(head: &[u8]) -> bool {
    const WORDS: &[&[u8]] = &[
        b"\\NeedsTeXFormat",
        b"\\ProvidesClass",
        b"\\ProvidesExplClass",
        b"VERSION 1.0 CLASS",
        b"Attribute VB_",
    ];
    WORDS.iter().any(|word| contains(head, word))
}
