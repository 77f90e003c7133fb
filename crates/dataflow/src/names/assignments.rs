//! Assignments: which variable is meant, and how often it changes.

use assay_profile::Fixed;
use assay_syntax::{Field, Kind, NodeId};

use super::BindingKind;
use super::resolver::Resolver;
use super::scopes::ScopeKind;

impl Resolver<'_> {
    pub(super) fn assignment(&mut self, id: NodeId) {
        let tree = self.tree;
        self.visit_field(id, Field::Right);
        let value = tree
            .get(id, Field::Right)
            .filter(|_| tree.kind(id) == Kind::Assign);
        for left in tree.all(id, Field::Left) {
            self.assign(left, value);
        }
    }

    pub(super) fn assign(&mut self, left: NodeId, value: Option<NodeId>) {
        let tree = self.tree;
        match tree.kind(left) {
            Kind::Name => {
                let known = self.find_assigned(tree.token(left));
                let declares = self.semantics.names.assigning_declares && self.may_declare();
                let binding = match known {
                    Some(binding) => binding,
                    None if declares && self.semantics.names.assigning_is_global => {
                        self.declare_in(left, BindingKind::Global, 0)
                    }
                    None if declares => self.declare(left, false),
                    None => return,
                };
                self.refer(left, binding);
                let declared = value.and_then(|value| self.type_of(value));
                let once = self.semantics.names.assigning_declares;
                let in_constructor = self.in_only_constructor() || self.in_initializer();
                let made = self.binding(binding);
                made.assigned += 1;
                if known.is_none() {
                    made.declared = declared;
                }
                let counts = once && made.kind == BindingKind::Global
                    || made.kind == BindingKind::Field && made.is_private && in_constructor;
                made.fixed = value.filter(|_| counts).or(made.fixed);
            }
            Kind::Member => {
                self.member(left);
                let field = tree
                    .get(left, Field::Name)
                    .and_then(|name| self.names.binding(name));
                let in_constructor = self.in_only_constructor() || self.in_initializer();
                if let Some(field) = field {
                    let made = self.binding(field);
                    made.assigned += 1;
                    if made.is_private && in_constructor {
                        made.fixed = value;
                    }
                }
            }
            Kind::Tuple | Kind::List => {
                for &part in tree.children(left) {
                    self.assign(part, None);
                }
            }
            Kind::Spread => {
                for part in tree.all(left, Field::Value) {
                    self.assign(part, None);
                }
            }
            Kind::Record => {
                for pair in tree.all(left, Field::Item) {
                    for part in tree.all(pair, Field::Value) {
                        self.assign(part, None);
                    }
                }
            }
            _ => self.visit(left),
        }
    }

    pub(super) fn in_only_constructor(&self) -> bool {
        self.semantics.names.fixed == Fixed::Private
            && self
                .constructors
                .last()
                .is_some_and(|(_, count)| *count == 1)
    }

    /// Whether this is a block that runs when a class or an object of it is made.
    pub(super) fn in_initializer(&self) -> bool {
        self.semantics.names.fixed == Fixed::Private && self.around() == ScopeKind::Class
    }

    pub(super) fn count(&mut self, name: NodeId) {
        if let Some(binding) = self.names.binding(name) {
            self.binding(binding).assigned += 1;
        }
    }

    pub(super) fn member(&mut self, id: NodeId) {
        let tree = self.tree;
        let Some(object) = tree.get(id, Field::Object) else {
            return;
        };
        self.visit(object);
        let is_this = matches!(tree.kind(object), Kind::Special | Kind::Word | Kind::Name)
            && self.words.this.contains(&tree.token(object));
        if !is_this {
            return;
        }
        if let Some(name) = tree.get(id, Field::Name)
            && let Some(field) = self.find_field(tree.token(name))
        {
            self.refer(name, field);
        }
    }

    /// `global x`, `nonlocal x`.
    pub(super) fn other(&mut self, id: NodeId) {
        let tree = self.tree;
        let children = tree.children(id);
        let word = children.first().map(|first| tree.token(*first));
        if !word.is_some_and(|word| self.words.outer.contains(&word)) {
            return self.visit_all(id);
        }
        let is_global = word == Some(self.words.outer[0]);
        for &name in &children[1..] {
            let token = tree.token(name);
            let outer = if is_global {
                self.scopes[0].names.get(&token).copied()
            } else {
                let outer = self.scopes.iter().rev().skip(1);
                outer
                    .filter_map(|scope| scope.names.get(&token))
                    .next()
                    .copied()
            };
            let binding = match outer {
                Some(binding) => binding,
                None if is_global => self.declare_in(name, BindingKind::Global, 0),
                None => continue,
            };
            self.refer(name, binding);
            if let Some(scope) = self.scopes.last_mut() {
                scope.names.insert(token, binding);
            }
        }
    }
}
