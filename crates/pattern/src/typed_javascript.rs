//! Patterns for JavaScript and TypeScript that only the grammar for both, types and elements, reads.

use assay_languages::Lang;

use crate::typed_metavars::typed_metavars;

/// Whether a pattern is such a one, by the signs in it. It may be wrong about one that the plain grammar reads as well.
pub fn wants_typed_javascript(lang: Lang, pattern: &str) -> bool {
    let signs: &[&str] = match lang.id() {
        "javascript" => &[
            "@$",
            "}: ",
            "): ",
            ": string",
            ": number",
            ": boolean",
            ": any",
            "<$T>",
        ],
        "typescript" => &["</", "/>"],
        _ => return false,
    };
    signs.iter().any(|sign| pattern.contains(sign))
        || lang.id() == "javascript" && !typed_metavars(lang, pattern).0.is_empty()
}
