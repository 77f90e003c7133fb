//! Declarations: variables, and the patterns that declare several.

use assay_profile::Fixed;
use assay_syntax::{Field, Kind, NodeId, Token};

use super::BindingKind;
use super::resolver::Resolver;
use super::scopes::{Scope, ScopeKind};

impl Resolver<'_> {
    /// Declares every name of a pattern; what else stands in it is used.
    pub(super) fn declare_pattern(
        &mut self,
        left: NodeId,
        ty: Option<NodeId>,
        value: Option<NodeId>,
        modifiers: &[Token],
    ) {
        let tree = self.tree;
        match tree.kind(left) {
            Kind::Name => {
                let is_var =
                    self.semantics.names.var_leaves_block && modifiers.contains(&self.words.var);
                let binding = if self.semantics.names.assigning_is_local {
                    let known = self.find_assigned(tree.token(left));
                    known.unwrap_or_else(|| self.declare(left, false))
                } else {
                    self.declare(left, is_var)
                };
                self.refer(left, binding);
                let is_final = modifiers.iter().any(|m| self.words.finals.contains(m));
                let is_private = modifiers.contains(&self.words.private);
                let declared = ty.or_else(|| value.and_then(|value| self.type_of(value)));
                let counts = match self.semantics.names.fixed {
                    Fixed::Finals => is_final,
                    Fixed::Private => is_final || is_private,
                    Fixed::All => true,
                };
                let made = self.binding(binding);
                made.declared = declared;
                made.is_final = is_final;
                made.is_private = is_private;
                if let Some(value) = value {
                    made.assigned += 1;
                    made.fixed = counts.then_some(value);
                } else if ty.is_none() {
                    made.assigned += 1;
                }
            }
            Kind::Pair => {
                for value in tree.all(left, Field::Value) {
                    self.declare_pattern(value, None, None, modifiers);
                }
                for key in tree.all(left, Field::Key) {
                    if tree
                        .parent(left)
                        .is_none_or(|up| tree.kind(up) != Kind::Record)
                    {
                        self.declare_pattern(key, None, None, modifiers);
                    }
                }
            }
            Kind::Assign => {
                self.visit_field(left, Field::Right);
                for name in tree.all(left, Field::Left) {
                    self.declare_pattern(name, None, None, modifiers);
                }
            }
            Kind::Param => self.parameter(left),
            Kind::Member | Kind::Index | Kind::Call => self.visit(left),
            _ => {
                for &part in tree.children(left) {
                    self.declare_pattern(part, None, None, modifiers);
                }
            }
        }
    }

    /// The type that a value shows: its literal, what it makes, what it is cast to, that of a name.
    pub(super) fn type_of(&self, value: NodeId) -> Option<NodeId> {
        let tree = self.tree;
        match tree.kind(value) {
            Kind::Str | Kind::Int | Kind::Float | Kind::Bool | Kind::Char | Kind::Regex => {
                Some(value)
            }
            Kind::New | Kind::Cast => tree.get(value, Field::Type),
            Kind::Name => self.names.get(value)?.declared,
            Kind::Ref | Kind::Await => {
                let of = tree.get(value, Field::Value)?;
                // The address of a variable is not of the variable's type.
                let is_address = tree.kind(value) == Kind::Ref && tree.kind(of) == Kind::Name;
                (!is_address).then(|| self.type_of(of)).flatten()
            }
            _ => None,
        }
    }

    pub(super) fn modifiers(&self, id: NodeId) -> Vec<Token> {
        let tree = self.tree;
        tree.all(id, Field::Modifier)
            .map(|m| tree.token(m))
            .collect()
    }

    pub(super) fn definition(&mut self, id: NodeId) {
        let tree = self.tree;
        for field in [Field::Decorator, Field::Type, Field::Right, Field::Body] {
            self.visit_field(id, field);
        }
        let modifiers = self.modifiers(id);
        let value = tree.get(id, Field::Right);
        if let Some(module) = value.and_then(|value| self.required(value)) {
            for left in tree.all(id, Field::Left) {
                self.import_pattern(left, &module);
            }
            return;
        }
        if !self.may_declare() {
            return;
        }
        for left in tree.all(id, Field::Left) {
            let known = self.names.binding(left);
            if self.around() == ScopeKind::Class && known.is_some() {
                continue;
            }
            let ty = tree.get(id, Field::Type);
            let ty = ty.filter(|ty| self.semantics.names.inferred_type != Some(tree.text(*ty)));
            self.declare_pattern(left, ty, value, &modifiers);
        }
    }

    /// Declares the names of a comprehension, which are its own in every language.
    pub(super) fn declare_fresh(&mut self, left: NodeId) {
        let tree = self.tree;
        for name in tree.walk(left).collect::<Vec<_>>() {
            if tree.kind(name) == Kind::Name {
                let scope = self.scopes.len() - 1;
                let binding = self.declare_in(name, BindingKind::Local, scope);
                self.binding(binding).assigned = 1;
            }
        }
    }

    pub(super) fn comprehension(&mut self, id: NodeId) {
        let tree = self.tree;
        self.scopes.push(Scope::new(ScopeKind::Block));
        for item in tree.all(id, Field::Item) {
            if tree.kind(item) == Kind::CompFor {
                self.visit_field(item, Field::Right);
                for left in tree.all(item, Field::Left) {
                    self.declare_fresh(left);
                }
            } else {
                self.visit(item);
            }
        }
        self.visit_field(id, Field::Value);
        self.scopes.pop();
    }
}
