//! Patterns with types in them that only the grammar of another language reads.

use assay_languages::Lang;

use crate::typed_metavars::typed_metavars;

/// The language whose grammar reads such a pattern, by the signs in it. It may be named for one that the plain grammar
/// reads as well.
pub fn typed_language(lang: Lang, pattern: &str) -> Option<Lang> {
    let typed = lang.profile().matching.typed?;
    let has_types = typed.signs.iter().any(|sign| pattern.contains(sign))
        || typed.by_metavariables && !typed_metavars(lang, pattern).0.is_empty();
    Lang::from_name(typed.language).filter(|_| has_types)
}
