//! Files that their language's grammar cannot read as they stand, and how else they are read.

use std::rc::Rc;

use assay_languages::Lang;
use assay_profile::SecondReading;

/// Another way to read a text.
pub enum Reading {
    /// The same text with the grammar of another language; only a tree without errors is better.
    As(Lang),
    /// Another text of the same length.
    Text(Rc<str>),
}

/// How to read a text of which the tree has errors.
pub fn second_reading(lang: Lang, text: &str) -> Option<Reading> {
    match lang.profile().second_reading? {
        SecondReading::As(id) => Lang::from_name(id).map(Reading::As),
        SecondReading::Text(other) => Some(Reading::Text(Rc::from(other(text)?))),
    }
}
