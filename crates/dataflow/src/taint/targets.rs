//! Which functions of the file a call runs, by the objects that its callee and its object may be.

use assay_syntax::{Field, Kind, NodeId, Token};

use super::objects::Objects;
use super::state::{State, TaintValue};
use super::walk::Walk;

/// How many functions a call may call, for all to be run, and how many classes are looked through upwards.
pub(super) const TARGETS: usize = 4;

/// What runs where something is called.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub function: NodeId,
    /// The object that it is called on, if that is not the one of the function around the call.
    pub receiver: Option<TaintValue>,
    /// How many arguments stand before those that it gets.
    pub skipped: usize,
}

impl Target {
    pub(super) fn of(function: NodeId) -> Target {
        Target {
            function,
            receiver: None,
            skipped: 0,
        }
    }
}

impl Walk<'_> {
    /// The functions that a call calls, by what its callee may be.
    pub(super) fn targets(
        &mut self,
        state: &mut State,
        callee: NodeId,
        own: &TaintValue,
        receiver: Option<TaintValue>,
        arguments: usize,
    ) -> Vec<Target> {
        let tree = self.tree;
        let callables = own.objects.iter().filter(|object| object.is_callable());
        let mut targets: Vec<Target> = callables.map(|one| Target::of(one.node())).collect();
        if tree.kind(callee) != Kind::Member {
            if targets.is_empty() && self.is_base(callee) {
                let base = self
                    .class_around(callee)
                    .and_then(|class| self.base_of(class));
                let constructor = base.and_then(|base| self.constructor_of(base, arguments));
                targets.extend(constructor.map(Target::of));
            } else if let Some(function) = self.function_handed(callee) {
                targets.push(Target {
                    skipped: 1,
                    ..Target::of(function)
                });
            } else if targets.is_empty() {
                targets.extend(self.resolve(callee, arguments).map(Target::of));
            }
            return targets;
        }
        let (Some(object), Some(name)) = (
            tree.get(callee, Field::Object),
            tree.get(callee, Field::Name),
        ) else {
            return targets;
        };
        if targets.is_empty() && self.is_base(object) {
            let base = self
                .class_around(callee)
                .and_then(|class| self.base_of(class));
            let method = base.and_then(|base| match tree.text(name) {
                "__init__" | "__construct" => self.constructor_of(base, arguments),
                _ => self.method(base, self.called_name(name), arguments),
            });
            return method.map(Target::of).into_iter().collect();
        }
        let mut receiver = receiver.unwrap_or_default();
        if receiver.objects.is_empty() {
            receiver = self.shared(state, object, receiver);
        }
        if !targets.is_empty() {
            targets
                .iter_mut()
                .for_each(|target| target.receiver = Some(receiver.clone()));
            return targets;
        }
        let name_text = tree.text(name);
        for one in receiver.objects.iter() {
            let held = |function| Target {
                function,
                receiver: Some(TaintValue::held(Objects::one(one))),
                skipped: 0,
            };
            let takes_this = self.semantics.names.functions_take_this;
            if one.is_callable() && takes_this && matches!(name_text, "apply" | "bind") {
                // Run with a list of arguments, or not yet.
                continue;
            }
            if one.is_callable() {
                // `f.call(this, a)`; in other languages whatever a function that is held is called by.
                targets.push(Target {
                    skipped: usize::from(takes_this && name_text == "call"),
                    ..Target::of(one.node())
                });
            } else if let Some(class) = self.class_made(one.node()) {
                targets.extend(
                    self.method(class, self.called_name(name), arguments)
                        .map(held),
                );
            } else {
                let method = self.method_received(one.node(), self.called_name(name), arguments);
                targets.extend(method.map(held));
            }
        }
        if targets.is_empty() && name_text == "invoke" {
            targets.extend(self.method_reflected(object).map(|method| Target {
                skipped: 1,
                ..Target::of(method)
            }));
        }
        if targets.is_empty()
            && let Some(function) = self.resolve(callee, arguments)
        {
            let is_own = self.is_this(object);
            targets.push(Target {
                receiver: (!is_own).then_some(receiver),
                ..Target::of(function)
            });
        }
        targets
    }

    /// Whether an expression is the object of the method seen as one of the class that its own extends.
    fn is_base(&self, id: NodeId) -> bool {
        let tree = self.tree;
        let at = match tree.kind(id) {
            Kind::Call => tree.get(id, Field::Callee).unwrap_or(id),
            _ => id,
        };
        matches!(tree.text(at), "super" | "parent" | "base")
    }

    pub(super) fn class_around(&self, id: NodeId) -> Option<NodeId> {
        let tree = self.tree;
        tree.ancestors(id).find(|up| {
            tree.kind(*up) == Kind::Class
                || tree.kind(*up) == Kind::New && tree.get(*up, Field::Body).is_some()
        })
    }

    /// The class of the file, or the body of one without a name, that is made at a node.
    pub(super) fn class_made(&self, at: NodeId) -> Option<NodeId> {
        let tree = self.tree;
        let named = match tree.kind(at) {
            Kind::New if tree.get(at, Field::Body).is_some() => return Some(at),
            Kind::New => tree.get(at, Field::Type)?,
            Kind::Call => tree.get(at, Field::Callee)?,
            _ => return None,
        };
        let named = match tree.kind(named) {
            Kind::Generic => tree.get(named, Field::Type)?,
            _ => named,
        };
        self.index.classes.get(&tree.token(named)).copied()
    }

    /// The method that takes what is made at a node as its receiver, where methods stand beside their types.
    fn method_received(&self, at: NodeId, name: Token, arguments: usize) -> Option<NodeId> {
        let ty = self.tree.get(at, Field::Type)?;
        let named = self.index.functions.get(&name)?.iter().copied();
        let own: Vec<NodeId> = named
            .filter(|function| self.receives(*function, self.tree.token(ty)))
            .collect();
        self.choose(&own, arguments)
    }

    /// The method of a class or of those it extends.
    pub(super) fn method(&self, class: NodeId, name: Token, arguments: usize) -> Option<NodeId> {
        let tree = self.tree;
        let mut at = class;
        for _ in 0..TARGETS {
            let bodies = tree.all(at, Field::Body);
            let members = bodies.flat_map(|body| tree.children(body).iter().copied());
            let is_named = |member: &NodeId| {
                tree.kind(*member) == Kind::Function
                    && tree.get(*member, Field::Body).is_some()
                    && tree
                        .get(*member, Field::Name)
                        .is_some_and(|own| tree.token(own) == name)
            };
            let named: Vec<NodeId> = members.filter(is_named).collect();
            let found = self.choose(&named, arguments);
            if let Some(found) = found.or_else(|| self.method_beside(at, name, arguments)) {
                return Some(found);
            }
            at = self.base_of(at)?;
        }
        None
    }

    /// The method of a class that stands in another part of it: Rust's `impl A`, a class of Ruby that is opened again.
    fn method_beside(&self, class: NodeId, name: Token, arguments: usize) -> Option<NodeId> {
        let tree = self.tree;
        let own = tree.token(tree.get(class, Field::Name)?);
        let named = self.index.functions.get(&name)?.iter().copied();
        let is_own = |function: &NodeId| {
            tree.kind(*function) == Kind::Function && self.class_of(*function) == Some(own)
        };
        self.choose(&named.filter(is_own).collect::<Vec<_>>(), arguments)
    }

    /// The class of the file that a class extends.
    pub(super) fn base_of(&self, class: NodeId) -> Option<NodeId> {
        let tree = self.tree;
        let base = match tree.kind(class) {
            Kind::New => tree.get(class, Field::Type)?,
            _ => tree.get(class, Field::Super)?,
        };
        let mut names = tree
            .walk(base)
            .filter(|part| tree.kind(*part) == Kind::Name);
        let known = names.find_map(|name| self.index.classes.get(&tree.token(name)).copied());
        known.filter(|known| *known != class)
    }

    /// The constructor of a class of the file.
    pub(super) fn constructor_of(&self, class: NodeId, arguments: usize) -> Option<NodeId> {
        let own = self
            .tree
            .get(class, Field::Name)
            .map(|name| self.tree.token(name));
        let usual = [
            "constructor",
            "__construct",
            "__init__",
            "initialize",
            "init",
        ]
        .map(Token::of);
        let mut names = own.into_iter().chain(usual);
        names.find_map(|name| self.method(class, name, arguments))
    }

    /// The class of the file that a call makes an object of, where classes are called.
    pub(super) fn class_called(&self, callee: NodeId) -> Option<NodeId> {
        let tree = self.tree;
        let named = match tree.kind(callee) {
            Kind::Name => callee,
            Kind::Member => {
                let name = tree.get(callee, Field::Name)?;
                let makes = matches!(tree.text(name), "new" | "default");
                makes.then(|| tree.get(callee, Field::Object))??
            }
            _ => return None,
        };
        let class = self.index.classes.get(&tree.token(named)).copied()?;
        // One that the class itself has is a function like any other.
        if tree
            .get(callee, Field::Name)
            .is_some_and(|name| self.method(class, self.called_name(name), 0).is_some())
        {
            return None;
        }
        (!self.index.functions.contains_key(&tree.token(callee))).then_some(class)
    }
}
