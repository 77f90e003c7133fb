//! One file as everybody who looks at it sees it.
//!
//! A [`FileContext`] has the text of a file and makes the rest when it is first asked for, once for all:
//! tree-sitter's trees (of its language, and of the languages embedded in it), the common tree, and what
//! the names and values in that mean. After an edit it parses only what has changed.

mod common;
mod document;
mod file;
mod kept;
mod parsers;
mod second_reading;

pub use common::CommonTree;
pub use document::{Document, FileDoc, Node, text_of, tree_of};
pub use file::{FileContext, FileId, Host, Made};
pub use kept::KeptTrees;
pub use parsers::Parsers;
