//! What Assay knows of programming languages, as data: one [`Profile`] per language.
//!
//! The rest of the engine asks a [`Lang`] and never lists languages itself. Grammars are not part
//! of this crate: a host hands each one over when a project needs it ([`install_grammar`]), because
//! all of them together would make the engine tens of megabytes.

mod detect;
mod grammars;
mod injections;
mod lang;
mod langs;
mod lines;
#[cfg(feature = "native-grammars")]
mod native;
mod pattern;
mod profile;

pub use grammars::{GrammarError, has_grammar, install_grammar, installed};
pub use injections::injections;
pub use lang::{Lang, UnknownLanguage};
pub use lines::count_lines;
#[cfg(feature = "native-grammars")]
pub use native::install_native_grammars;
pub use profile::{Block, Comments, Profile, Quote};

/// How comments look in a language.
pub fn comment_syntax(lang: Lang) -> &'static Comments {
    &lang.profile().comments
}
