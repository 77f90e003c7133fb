//! The grammars that a host has handed over so far.
//!
//! A grammar arrives once and stays for the life of the process, so a language finds it by its
//! index, without a lock and without hashing.

use std::sync::OnceLock;

use tree_sitter::{Language, Parser};

use crate::Lang;

static INSTALLED: [OnceLock<Language>; Lang::COUNT] = [const { OnceLock::new() }; Lang::COUNT];

/// Why a grammar was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GrammarError {
    /// No language uses a grammar of this name.
    #[error("no language uses a grammar named `{0}`")]
    Unknown(String),
    /// The grammar was made for another generation of tree-sitter.
    #[error("the grammar `{name}` cannot be used: {reason}; build it again with `npm run build`")]
    Incompatible {
        /// The grammar.
        name: String,
        /// What tree-sitter says.
        reason: String,
    },
}

/// Takes a grammar for all languages that use it. Taking the same one again changes nothing.
pub fn install_grammar(name: &str, grammar: Language) -> Result<(), GrammarError> {
    let incompatible = |reason: String| GrammarError::Incompatible {
        name: name.to_owned(),
        reason,
    };
    Parser::new()
        .set_language(&grammar)
        .map_err(|error| incompatible(error.to_string()))?;
    let mut users = Lang::all().filter(|lang| lang.grammar() == name).peekable();
    if users.peek().is_none() {
        return Err(GrammarError::Unknown(name.to_owned()));
    }
    for lang in users {
        INSTALLED[lang.index()].get_or_init(|| grammar.clone());
    }
    Ok(())
}

/// Whether the grammar of this language is there.
pub fn has_grammar(lang: Lang) -> bool {
    installed(lang).is_some()
}

/// The grammar of this language, if it is there.
pub(crate) fn installed(lang: Lang) -> Option<&'static Language> {
    INSTALLED[lang.index()].get()
}
