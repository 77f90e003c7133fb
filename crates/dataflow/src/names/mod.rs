//! What names refer to: one walk over the tree, scopes on a stack.

mod assignments;
mod declarations;
mod definitions;
mod imports;
mod patterns;
mod resolver;
mod scopes;
mod words;

use std::rc::Rc;

use assay_profile::LanguageSemantics;
use assay_syntax::{NodeId, Token, Tree};

use crate::BindingId;
use resolver::Resolver;
use scopes::{Imported, Scope, ScopeKind};
use words::Words;

/// What kind of thing a name refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BindingKind {
    Global,
    Local,
    Parameter,
    Field,
    Import,
    Function,
}

/// A thing that names refer to.
#[derive(Clone, Debug)]
pub(crate) struct Binding {
    pub kind: BindingKind,
    /// The type it is declared with, or the literal it starts as.
    pub declared: Option<NodeId>,
    /// The full path of what is imported.
    pub path: Option<Rc<[Token]>>,
    /// How often it is assigned.
    pub assigned: u32,
    /// The value it has all the time, if it is assigned once where that counts.
    pub fixed: Option<NodeId>,
    /// It cannot be assigned again.
    pub is_final: bool,
    is_private: bool,
}

/// What the names of a tree refer to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    pub bindings: Vec<Binding>,
    of: Vec<u32>,
}

impl Names {
    pub(crate) fn of(tree: &Tree, semantics: &'static LanguageSemantics) -> Names {
        let mut resolver = Resolver {
            tree,
            semantics,
            words: Words::new(tree),
            names: Names {
                bindings: Vec::new(),
                of: vec![u32::MAX; tree.len()],
            },
            scopes: vec![Scope::new(ScopeKind::Top)],
            imported: Imported::default(),
            constructors: Vec::new(),
        };
        resolver.visit(tree.root());
        for binding in &mut resolver.names.bindings {
            if binding.assigned != 1 && !binding.is_final {
                binding.fixed = None;
            }
        }
        resolver.names
    }

    pub(crate) fn binding(&self, name: NodeId) -> Option<BindingId> {
        let id = *self.of.get(name.0 as usize)?;
        (id != u32::MAX).then_some(BindingId(id))
    }

    pub(crate) fn get(&self, name: NodeId) -> Option<&Binding> {
        self.bindings.get(self.binding(name)?.0 as usize)
    }
}
