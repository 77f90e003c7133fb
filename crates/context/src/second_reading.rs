//! Files that their language's grammar cannot read as they stand, and how else they are read.
//!
//! JavaScript may have types in it (Flow, or TypeScript by another name): the grammar for both, types and
//! elements, reads it. PHP may be a template: the text around its code is blanked.

use std::rc::Rc;

use assay_languages::Lang;

use crate::php_template::code_of_template;

/// Another way to read a text.
pub enum Reading {
    /// The same text with the grammar of another language; only a tree without errors is better.
    As(Lang),
    /// Another text of the same length.
    Text(Rc<str>),
}

/// How to read a text of which the tree has errors.
pub fn second_reading(lang: Lang, text: &str) -> Option<Reading> {
    match lang.id() {
        "javascript" => Lang::from_name("tsx").map(Reading::As),
        "php" => Some(Reading::Text(Rc::from(code_of_template(text)?))),
        _ => None,
    }
}
