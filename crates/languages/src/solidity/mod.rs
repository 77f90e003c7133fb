//! Solidity.

mod lowering;
mod matching;
mod postfix;

use crate::{Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: None,
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_solidity::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "solidity",
    name: "Solidity",
    grammar: "solidity",
    aliases: &["sol"],
    extensions: &["sol"],
    comments: Comments::C,
    quotes: &[Quote::DOUBLE, Quote::SINGLE],
    matching: matching::MATCHING,
    ..Profile::PLAIN
};
