//! What a language's folder holds.

use assay_syntax::LoweringTable;

use crate::{Outline, Profile};

/// A language.
pub(crate) struct Language {
    /// What is known of it.
    pub profile: Profile,
    /// How its trees are lowered; none if no rule of Semgrep's dialect can run on it.
    pub lowering: Option<&'static LoweringTable>,
    /// What names are in it; none if nobody follows names from file to file there.
    pub outline: Option<&'static Outline>,
    /// Its grammar, linked into native tests.
    #[cfg(feature = "native-grammars")]
    pub native: Option<tree_sitter_language::LanguageFn>,
}
