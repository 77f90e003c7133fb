//! The prefilter: which rules can match a file at all, told from its bytes without parsing it.
//!
//! A parse costs a hundred times what a search costs, so every rule says in advance what must occur
//! in a text for it to match ([`Needs`]): words, and words followed by a certain sign. The words of
//! all rules of a language are looked for in one pass ([`Prefilter`]). It may let a rule through in
//! vain, but it must never hold back one that would match.

mod needs;
mod regex;
mod scan;
mod words;

pub use needs::{Literal, Needs};
pub use regex::regex_needs;
pub use scan::{Prefilter, Survivors, is_word};
