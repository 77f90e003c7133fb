//! Finding variables by their names, and making new ones.

use assay_syntax::{Field, Kind, NodeId, Token};

use super::resolver::Resolver;
use super::scopes::{Scope, ScopeKind};
use super::{Binding, BindingKind};
use crate::BindingId;

impl Resolver<'_> {
    /// Runs `f` in a scope of its own, where the language makes one.
    pub(super) fn inside(&mut self, kind: ScopeKind, f: impl FnOnce(&mut Self)) {
        if kind == ScopeKind::Block && !self.has_block_scope() {
            return f(self);
        }
        self.scopes.push(Scope::new(kind));
        f(self);
        self.scopes.pop();
    }

    pub(super) fn has_block_scope(&self) -> bool {
        self.semantics.names.block_scope
    }

    /// The innermost thing around that is not a mere block.
    pub(super) fn around(&self) -> ScopeKind {
        let around = self.scopes.iter().rev().map(|scope| scope.kind);
        around
            .into_iter()
            .find(|kind| *kind != ScopeKind::Block)
            .unwrap_or(ScopeKind::Top)
    }

    pub(super) fn may_declare(&self) -> bool {
        self.around() != ScopeKind::Class || self.semantics.names.class_scope
    }

    pub(super) fn find(&self, token: Token) -> Option<BindingId> {
        self.in_scope(token)
            .or_else(|| self.imported.constants.get(&token))
            .or_else(|| self.imported.plain.get(&token))
            .copied()
    }

    fn in_scope(&self, token: Token) -> Option<&BindingId> {
        let scopes = self.scopes.iter().rev();
        scopes.filter_map(|scope| scope.names.get(&token)).next()
    }

    /// Where an assignment looks for a variable: where it makes one of the function, in the function alone.
    pub(super) fn find_assigned(&self, token: Token) -> Option<BindingId> {
        if !self.semantics.names.assigning_is_local {
            return self.find(token);
        }
        let own = self
            .scopes
            .iter()
            .rposition(|scope| scope.kind != ScopeKind::Block)?;
        let found = self.scopes[own..].iter().rev();
        found
            .filter_map(|scope| scope.names.get(&token))
            .next()
            .or_else(|| self.imported.constants.get(&token))
            .or_else(|| self.imported.plain.get(&token))
            .copied()
    }

    pub(super) fn find_field(&self, token: Token) -> Option<BindingId> {
        let is_field =
            |id: &&BindingId| self.names.bindings[id.0 as usize].kind == BindingKind::Field;
        let scopes = self
            .scopes
            .iter()
            .rev()
            .filter(|scope| scope.kind == ScopeKind::Class);
        scopes
            .filter_map(|scope| scope.names.get(&token).filter(is_field))
            .next()
            .copied()
    }

    pub(super) fn refer(&mut self, name: NodeId, binding: BindingId) {
        self.names.of[name.0 as usize] = binding.0;
    }

    pub(super) fn used(&mut self, name: NodeId) {
        let token = self.tree.token(name);
        let classes = &self.imported.plain;
        let found = match self.tree.node(name).field {
            _ if self.semantics.names.functions_apart.is_none() => self.find(token),
            Field::Callee if self.is_function(name) => self.imported.functions.get(&token).copied(),
            Field::Object if self.in_scope(token).is_some() => self.find(token),
            Field::Object | Field::Type | Field::Super | Field::Implements => {
                classes.get(&token).copied().or_else(|| self.find(token))
            }
            _ => self.find(token),
        };
        if let Some(binding) = found {
            self.refer(name, binding);
        }
    }

    /// Whether a name that is called is that of a function, and not of a variable that holds one. A name that stands
    /// alone may be a call without arguments or a variable.
    fn is_function(&self, name: NodeId) -> bool {
        let names = self.semantics.names.functions_apart;
        let sign = names.and_then(|names| names.variable_sign);
        let tree = self.tree;
        tree.parent(name).is_some_and(|up| {
            tree.kind(up) == Kind::Call && tree.text(up).len() > tree.text(name).len()
        }) && !sign.is_some_and(|sign| tree.text(name).starts_with(sign))
    }

    pub(super) fn add(&mut self, kind: BindingKind) -> BindingId {
        self.names.bindings.push(Binding {
            kind,
            declared: None,
            path: None,
            assigned: 0,
            fixed: None,
            is_final: false,
            is_private: false,
        });
        BindingId(self.names.bindings.len() as u32 - 1)
    }

    pub(super) fn binding(&mut self, id: BindingId) -> &mut Binding {
        &mut self.names.bindings[id.0 as usize]
    }

    /// Makes a variable in the scope that its declaration puts it in.
    pub(super) fn declare(&mut self, name: NodeId, is_var: bool) -> BindingId {
        let kind = match self.around() {
            ScopeKind::Class => BindingKind::Field,
            ScopeKind::Function => BindingKind::Local,
            ScopeKind::Top | ScopeKind::Block => BindingKind::Global,
        };
        let scope = if is_var {
            let outer = self
                .scopes
                .iter()
                .rposition(|scope| scope.kind != ScopeKind::Block);
            outer.unwrap_or(0)
        } else {
            self.scopes.len() - 1
        };
        self.declare_in(name, kind, scope)
    }

    pub(super) fn declare_in(
        &mut self,
        name: NodeId,
        kind: BindingKind,
        scope: usize,
    ) -> BindingId {
        let binding = self.add(kind);
        let token = self.plain(self.tree.token(name), name);
        self.scopes[scope].names.insert(token, binding);
        self.refer(name, binding);
        binding
    }

    /// A PHP property is declared with its dollar and used without.
    pub(super) fn plain(&self, token: Token, name: NodeId) -> Token {
        match self.tree.text(name).strip_prefix('$') {
            Some(bare)
                if self
                    .scopes
                    .last()
                    .is_some_and(|s| s.kind == ScopeKind::Class) =>
            {
                Token::of(bare)
            }
            _ => token,
        }
    }
}
