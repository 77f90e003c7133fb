//! What is known of the nodes of a tree beyond their shape.

use std::collections::HashMap;
use std::rc::Rc;

use assay_syntax::{NodeId, Token, Tree};

/// A variable, parameter, function or other thing that names refer to, within one tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BindingId(pub u32);

/// A value that is known without running the code.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// A string, as written between its quotes.
    Str(Rc<str>),
    /// Some string that does not change, of which the text is not known.
    SomeStr,
    /// An integer.
    Int(i128),
    /// A number with a fraction.
    Float(f64),
    /// A truth value.
    Bool(bool),
    /// null, nil, None.
    Null,
}

/// What is known of the nodes of one tree.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    canonical: HashMap<NodeId, Rc<[Token]>>,
    bindings: HashMap<NodeId, BindingId>,
    constants: HashMap<NodeId, Constant>,
    values: HashMap<NodeId, NodeId>,
    types: HashMap<NodeId, NodeId>,
}

impl Facts {
    /// Finds out what a tree tells.
    pub fn of(_tree: &Tree) -> Facts {
        Facts::default()
    }

    /// The full path that an imported name stands for: `md5` after `from hashlib import md5` is `hashlib`, `md5`.
    pub fn canonical(&self, name: NodeId) -> Option<&[Token]> {
        self.canonical.get(&name).map(|path| &**path)
    }

    /// What a name refers to; two names with one binding are the same thing.
    pub fn binding(&self, name: NodeId) -> Option<BindingId> {
        self.bindings.get(&name).copied()
    }

    /// The value of an expression, where every way to it gives the same one.
    pub fn constant(&self, expression: NodeId) -> Option<&Constant> {
        self.constants.get(&expression)
    }

    /// The expression that a name was last assigned, where there is only one (symbolic propagation).
    pub fn value(&self, name: NodeId) -> Option<NodeId> {
        self.values.get(&name).copied()
    }

    /// The type that an expression is declared with, as the node of that type.
    pub fn type_of(&self, expression: NodeId) -> Option<NodeId> {
        self.types.get(&expression).copied()
    }
}
