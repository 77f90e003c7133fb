//! The grammars that a host has handed over so far.
//!
//! A grammar arrives once and stays for the life of the thread. It is kept per thread because a
//! grammar that was loaded into WebAssembly belongs to the one instance, and so to the one thread,
//! that loaded it; tree-sitter's type says so there.

use std::cell::OnceCell;

use tree_sitter::{Language, Parser};

use crate::Lang;

thread_local! {
    static INSTALLED: [OnceCell<Language>; Lang::COUNT] = const { [const { OnceCell::new() }; Lang::COUNT] };
}

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

/// Takes a grammar for all languages that use it, on this thread. Taking it again changes nothing.
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
    INSTALLED.with(|installed| {
        for lang in users {
            installed[lang.index()].get_or_init(|| grammar.clone());
        }
    });
    Ok(())
}

/// Whether the grammar of this language is there, on this thread.
pub fn has_grammar(lang: Lang) -> bool {
    INSTALLED.with(|installed| installed[lang.index()].get().is_some())
}

/// The grammar of this language, if it is there. A copy is a pointer.
pub fn installed(lang: Lang) -> Option<Language> {
    INSTALLED.with(|installed| installed[lang.index()].get().cloned())
}
