//! Functions and classes: scopes with parameters and fields.

use assay_syntax::{Field, Kind, NodeId};

use super::BindingKind;
use super::resolver::Resolver;
use super::scopes::ScopeKind;

impl Resolver<'_> {
    pub(super) fn function(&mut self, id: NodeId) {
        let tree = self.tree;
        if tree.kind(id) == Kind::Function
            && self.semantics.names.functions_are_known
            && let Some(name) = tree
                .get(id, Field::Name)
                .filter(|n| tree.kind(*n) == Kind::Name)
        {
            let binding = self.add(BindingKind::Function);
            self.imported.plain.insert(tree.token(name), binding);
            self.refer(name, binding);
        }
        self.visit_field(id, Field::Decorator);
        self.visit_field(id, Field::Result);
        let is_constructor = self.constructors.last().is_some_and(|(class, _)| {
            class.is_some() && tree.get(id, Field::Name).map(|name| tree.token(name)) == *class
        });
        if !is_constructor {
            self.constructors.push((None, 0));
        }
        self.inside(ScopeKind::Function, |r| {
            for field in [Field::Receiver, Field::Param] {
                for param in tree.all(id, field) {
                    r.parameter(param);
                }
            }
            r.visit_field(id, Field::Body);
        });
        if !is_constructor {
            self.constructors.pop();
        }
    }

    pub(super) fn parameter(&mut self, param: NodeId) {
        let tree = self.tree;
        if tree.kind(param) == Kind::Name {
            // A lambda may name its parameters and say no more of them.
            let top = self.scopes.len() - 1;
            self.declare_in(param, BindingKind::Parameter, top);
            return;
        }
        if tree.kind(param) != Kind::Param {
            return self.visit(param);
        }
        for field in [Field::Decorator, Field::Type, Field::Default] {
            self.visit_field(param, field);
        }
        for name in tree.all(param, Field::Name) {
            let ty = tree.get(param, Field::Type);
            if tree.kind(name) != Kind::Name {
                self.declare_pattern(name, None, None, &[]);
                continue;
            }
            let top = self.scopes.len() - 1;
            let binding = self.declare_in(name, BindingKind::Parameter, top);
            self.binding(binding).declared = ty;
        }
    }

    pub(super) fn class(&mut self, id: NodeId) {
        let tree = self.tree;
        self.visit_field(id, Field::Decorator);
        self.visit_field(id, Field::Super);
        let name = tree.get(id, Field::Name).map(|name| tree.token(name));
        let body = tree.get(id, Field::Body);
        let is_constructor = |item: &NodeId| {
            tree.kind(*item) == Kind::Function
                && tree.get(*item, Field::Name).map(|name| tree.token(name)) == name
        };
        let count = body.map_or(0, |body| {
            tree.children(body)
                .iter()
                .filter(|item| is_constructor(item))
                .count()
        });
        self.constructors.push((name, count));
        self.inside(ScopeKind::Class, |r| {
            for param in tree.all(id, Field::Param) {
                r.parameter(param);
            }
            let Some(body) = body else {
                return;
            };
            if r.is_injected(id) {
                r.injected(body);
            }
            // Fields are known in all methods, whatever comes first.
            if r.semantics.names.class_scope {
                for item in tree.children(body) {
                    if tree.kind(*item) == Kind::VarDef {
                        r.definition(*item);
                    }
                }
            }
            for &item in tree.children(body) {
                if !(r.semantics.names.class_scope && tree.kind(item) == Kind::VarDef) {
                    r.visit(item);
                }
            }
        });
        self.constructors.pop();
    }

    /// Whether a framework such as Angular makes the objects of a class, and hands their constructor what they need.
    pub(super) fn is_injected(&self, class: NodeId) -> bool {
        let tree = self.tree;
        let words = self.semantics.names.injecting;
        let is_word = |name| words.contains(&tree.text(name));
        let mut decorators = tree.all(class, Field::Decorator);
        decorators.any(|decorator| tree.get(decorator, Field::Name).is_some_and(is_word))
    }

    /// What such a constructor is given, the class has as fields.
    pub(super) fn injected(&mut self, body: NodeId) {
        let tree = self.tree;
        let is_constructor = |item: &NodeId| {
            tree.kind(*item) == Kind::Function
                && tree
                    .get(*item, Field::Name)
                    .is_some_and(|name| tree.text(name) == "constructor")
        };
        let top = self.scopes.len() - 1;
        for method in tree.children(body).iter().copied().filter(is_constructor) {
            for param in tree.all(method, Field::Param) {
                if let Some(name) = tree.get(param, Field::Name) {
                    let binding = self.declare_in(name, BindingKind::Field, top);
                    self.binding(binding).declared = tree.get(param, Field::Type);
                }
            }
        }
    }
}
