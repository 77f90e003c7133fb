//! One shape of syntax tree for all languages.
//!
//! Every grammar names the same things differently: a call is `call`, `call_expression`,
//! `method_invocation`, `function_call_expression`. Rules of Semgrep's dialect and the data flow
//! analysis speak of calls, so a tree-sitter tree is lowered once per file into a [`Tree`]: an arena of
//! nodes with a [`Kind`] (what it is) and a [`Field`] (what it is to its parent). Brackets, comments
//! and punctuation are gone, single statements stand in blocks, an operator is a token of its node.
//!
//! A language is a table ([`LoweringTable`]) from its grammar's node kinds to these, with a function where a
//! table does not do. What has no entry is kept as [`Kind::Other`] and compares structurally, so that
//! an unmapped construct still matches itself. Which languages there are is not known here.

pub mod hooks;
mod kind;
mod lower;
mod lowering_table;
mod place;
mod token;
mod tree;

pub use kind::{Field, Kind};
pub use lower::{BARE, BODY, Embedded, Lowering, PatternText, integer, lower};
pub use lowering_table::{
    Dots, How, LoweringTable, Shape, Slot, Wrapper, drop, hook, inline, leaf, node, string,
};
pub use place::{Head, Place};
pub use token::Token;
pub use tree::{Node, NodeId, Tree};
