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
