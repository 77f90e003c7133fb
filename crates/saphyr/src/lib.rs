//! What `ast-grep-config` calls of `serde-saphyr`, over the engine's own YAML.
//!
//! It reads the arguments of its short transformations with it (`replace($A, replace=a, by=b)`); whole rules it is
//! handed by us as read. The real crate would bring two more copies of a YAML parser into the engine for that.

use std::fmt;

use assay_rules::from_yaml;
use assay_rules::yaml::{Fault, documents};
use serde::Deserialize;

/// What is wrong with a text.
#[derive(Debug)]
pub struct Error(String);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Error(fault.message)
    }
}

/// Choices that `ast-grep-config` makes; all of them are what the engine's own YAML does anyway.
#[derive(Default)]
pub struct Options {
    /// Only `true` and `false` are truth values.
    pub strict_booleans: bool,
    /// What `<<` is.
    pub merge_keys: MergeKeyPolicy,
    /// What becomes of `.nan` and `.inf`.
    pub non_finite_float_policy: NonFiniteFloatPolicy,
    /// An unknown tag is a mistake.
    pub reject_unsupported_tags: bool,
    /// Limits; the engine's own YAML has its own.
    pub budget: Option<Budget>,
}

/// What `<<` is.
#[derive(Default)]
pub enum MergeKeyPolicy {
    /// A key like any other.
    #[default]
    AsOrdinary,
}

/// What becomes of `.nan` and `.inf`.
#[derive(Default)]
pub enum NonFiniteFloatPolicy {
    /// They are numbers.
    #[default]
    PassThrough,
}

/// Limits.
pub struct Budget {
    /// Of documents in a text.
    pub max_documents: usize,
}

/// Reads the one document of a text.
pub fn from_str_with_options<'de, T: Deserialize<'de>>(
    text: &str,
    options: Options,
) -> Result<T, Error> {
    let mut all = from_multiple_with_options(text, options)?;
    match all.pop() {
        Some(only) if all.is_empty() => Ok(only),
        _ => Err(Error("one document is expected".to_owned())),
    }
}

/// Reads every document of a text.
pub fn from_multiple_with_options<'de, T: Deserialize<'de>>(
    text: &str,
    _: Options,
) -> Result<Vec<T>, Error> {
    documents(text)
        .into_iter()
        .map(|document| Ok(from_yaml(&document?)?))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<'de, T: Deserialize<'de>>(text: &str) -> Option<T> {
        from_str_with_options(text, Options::default()).ok()
    }

    #[test]
    fn a_text_is_what_is_asked_for_or_a_mistake() {
        assert_eq!(read::<String>("'a\\b'").as_deref(), Some("a\\b"));
        assert_eq!(read::<String>("7").as_deref(), Some("7"));
        assert_eq!(read("-7"), Some(-7));
        assert_eq!(read::<u8>("seven"), None);
        assert_eq!(read("[a, 'b']"), Some(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(read::<String>("[a"), None);
        assert_eq!(read::<u8>("1\n---\n2"), None);
        assert_eq!(read::<u8>(""), None);
    }

    #[test]
    fn documents_are_read_one_by_one() {
        let all = from_multiple_with_options::<u8>("1\n---\n2", Options::default());
        assert_eq!(all.ok(), Some(vec![1, 2]));
    }
}
