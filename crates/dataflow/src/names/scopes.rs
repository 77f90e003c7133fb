//! Scopes: which names are known in a part of the code.

use std::collections::HashMap;

use assay_syntax::Token;

use crate::BindingId;

/// What makes a scope.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ScopeKind {
    Top,
    Function,
    Class,
    Block,
}

/// What the whole file knows by a name. Where the language has one name for one thing, all of it is `plain`.
#[derive(Default)]
pub(super) struct Imported {
    /// Classes, modules and whatever has no names of its own.
    pub plain: HashMap<Token, BindingId>,
    pub functions: HashMap<Token, BindingId>,
    pub constants: HashMap<Token, BindingId>,
}

/// Names that are known in a part of the code.
pub(super) struct Scope {
    pub kind: ScopeKind,
    pub names: HashMap<Token, BindingId>,
}

impl Scope {
    pub(super) fn new(kind: ScopeKind) -> Scope {
        Scope {
            kind,
            names: HashMap::new(),
        }
    }
}
