//! The main grammars, linked in, for native tests and benches. The page and the command line load
//! theirs as side modules built from the same crates.

use crate::{LANGUAGES, Lang, has_grammar, install_grammar};

/// Installs the main grammars on this thread; a second call does nothing.
///
/// # Panics
/// If a grammar does not fit the tree-sitter in use, which only a wrong version in the manifest causes.
pub fn install_native_grammars() {
    for (lang, language) in Lang::all().zip(LANGUAGES) {
        if let Some(native) = language.native.filter(|_| !has_grammar(lang)) {
            install_grammar(lang.grammar(), native.into())
                .expect("the manifest pins grammars that fit");
        }
    }
}
