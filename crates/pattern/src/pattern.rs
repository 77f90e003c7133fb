//! A pattern, once it has been read.

use std::collections::HashMap;
use std::rc::Rc;

use assay_syntax::{NodeId, Token, Tree};

use crate::texts::TextPattern;

/// Why a pattern cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct PatternError {
    /// What is wrong.
    pub message: String,
    /// Where in the pattern's text, in bytes.
    pub offset: usize,
}

/// What a pattern is, as a whole.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Root {
    /// One node, tried at nodes.
    Node(NodeId),
    /// Statements (or other items) that follow each other.
    Sequence(Vec<NodeId>),
    /// The names of one import statement, in any order.
    Imports(Vec<NodeId>),
}

/// A compiled pattern.
#[derive(Debug)]
pub struct Pattern {
    pub(crate) tree: Tree,
    /// Its text as it was written.
    pub(crate) source: Rc<str>,
    pub(crate) root: Root,
    /// Whether parts that the pattern leaves out match anything (`try { ... }` alone).
    pub(crate) is_partial: bool,
    /// What pieces of strings mean.
    pub(crate) texts: HashMap<NodeId, TextPattern>,
    /// The types of typed metavariables.
    pub(crate) types: HashMap<Token, Rc<Pattern>>,
    /// The words that must stand in a text it matches in.
    pub(crate) words: Vec<Rc<str>>,
    /// For each item of a sequence but the first the words that must stand behind where it starts.
    pub(crate) later: Vec<Rc<str>>,
    /// Names of metavariables, by token.
    pub(crate) names: HashMap<Token, Rc<str>>,
}

impl Pattern {
    /// Its tree as indented text, for finding out how it was understood.
    pub fn outline(&self) -> String {
        format!("{:?}\n{}", self.root, self.tree.outline(self.tree.root()))
    }

    /// The names of its metavariables, with their `$`.
    pub fn metavars(&self) -> impl Iterator<Item = &str> {
        self.names.values().map(|name| &**name)
    }
}
