//! Members and names that run a function of the file without a call: getters, properties, and methods where names call.

use assay_syntax::{Field, Kind, NodeId, Token};

use super::index::is_getter;
use super::objects::Objects;
use super::state::{State, TaintValue};
use super::targets::{TARGETS, Target};
use super::walk::Walk;
use crate::names::{Binding, BindingKind};

impl Walk<'_> {
    /// What a member gives that is worked out when it is asked for; none if it is just a field.
    pub(super) fn asked(
        &mut self,
        state: &mut State,
        access: NodeId,
        object: NodeId,
        whole: &TaintValue,
    ) -> Option<TaintValue> {
        let tree = self.tree;
        let name = tree.get(access, Field::Name)?;
        let token = tree.token(name);
        let is_called = tree.node(access).field == Field::Callee;
        if is_called || !self.index.getters.contains(&token) {
            return None;
        }
        let mut targets = Vec::new();
        if self.is_this(object) {
            let getter = self.getter(self.class_around(access)?, token);
            targets.extend(getter.map(Target::of));
        }
        for one in whole.objects.iter().filter(|_| !self.is_this(object)) {
            let class = self.class_made(one.node());
            let getter = class
                .and_then(|class| self.getter(class, token))
                .or_else(|| self.getter_of_record(one.node(), token));
            targets.extend(getter.map(|function| Target {
                receiver: Some(TaintValue::held(Objects::one(one))),
                ..Target::of(function)
            }));
        }
        if targets.is_empty() && !self.is_this(object) {
            let class = self.class_named(object)?;
            let class = self.index.classes.get(&class).copied()?;
            let receiver = self.shared(state, object, whole.clone());
            targets.extend(self.getter(class, token).map(|function| Target {
                receiver: Some(receiver),
                ..Target::of(function)
            }));
        }
        self.invoked(state, access, targets, &[], &[])
    }

    /// What a name gives that stands for a getter of the class around, or calls a function.
    pub(super) fn asked_by_name(&mut self, state: &mut State, name: NodeId) -> Option<TaintValue> {
        let token = self.tree.token(name);
        let is_variable =
            |binding: &Binding| !matches!(binding.kind, BindingKind::Field | BindingKind::Function);
        if !self.index.getters.contains(&token)
            || self.facts.names().get(name).is_some_and(is_variable)
        {
            return None;
        }
        let own = self.class_around(name);
        let getter = own.and_then(|class| self.getter(class, token));
        let calls = self.semantics.names.names_call;
        let function = getter.or_else(|| self.resolve(name, 0).filter(|_| calls))?;
        self.invoked(state, name, vec![Target::of(function)], &[], &[])
    }

    /// What may run where a member or a name is asked for, whatever objects there are.
    pub(super) fn getter_at(&self, id: NodeId) -> Option<NodeId> {
        let tree = self.tree;
        let name = match tree.kind(id) {
            Kind::Member => tree.get(id, Field::Name)?,
            _ => id,
        };
        let token = tree.token(name);
        if !self.index.getters.contains(&token) {
            return None;
        }
        let own = self.class_around(id);
        let getter = own.and_then(|class| self.getter(class, token));
        let classes = self.index.classes.values().copied();
        // The first of the file: there may be several of that name.
        let any = || {
            let getters = classes.filter_map(|class| self.getter(class, token));
            getters.min_by_key(|getter| getter.0)
        };
        let calls = self.semantics.names.names_call;
        match tree.kind(id) {
            Kind::Member => getter.or_else(any),
            _ => getter.or_else(|| self.resolve(id, 0).filter(|_| calls)),
        }
    }

    /// What runs when a member of a class, or of one it extends, is asked for.
    fn getter(&self, class: NodeId, name: Token) -> Option<NodeId> {
        let tree = self.tree;
        let mut at = class;
        for _ in 0..TARGETS {
            let bodies = tree.all(at, Field::Body);
            let mut members = bodies.flat_map(|body| tree.children(body).iter().copied());
            let is_named = |member: &NodeId| {
                let own = tree.get(*member, Field::Name);
                let own = own.or_else(|| tree.get(*member, Field::Left));
                own.is_some_and(|own| tree.token(own) == name) && is_getter(tree, *member)
            };
            if let Some(found) = members.find(is_named) {
                return self.getting(found);
            }
            at = self.base_of(at)?;
        }
        None
    }

    /// What runs when a member of an object is asked for that is written as it is: `{ get x() { … } }`.
    fn getter_of_record(&self, at: NodeId, name: Token) -> Option<NodeId> {
        let tree = self.tree;
        if !matches!(tree.kind(at), Kind::Record | Kind::Dict) {
            return None;
        }
        let mut members = tree.children(at).iter().copied();
        members.find(|member| {
            let own = tree.get(*member, Field::Name);
            own.is_some_and(|own| tree.token(own) == name) && is_getter(tree, *member)
        })
    }

    /// What of a member runs when it is asked for: of a property with several accessors, `get`.
    fn getting(&self, member: NodeId) -> Option<NodeId> {
        let tree = self.tree;
        if tree.kind(member) == Kind::Function {
            return Some(member);
        }
        let body = tree.get(member, Field::Body)?;
        let accessors = std::iter::once(body).chain(tree.children(body).iter().copied());
        let mut accessors = accessors
            .filter(|part| tree.kind(*part) == Kind::Function)
            .peekable();
        if accessors.peek().is_none() {
            return Some(member);
        }
        accessors.find(|one| {
            let name = tree.get(*one, Field::Name);
            name.is_some_and(|name| tree.text(name) == "get")
                && tree.get(*one, Field::Body).is_some()
        })
    }

    /// The function of the file that an expression refers to without calling it: `this::g`, `A::g`, `::g`.
    pub(super) fn referred(&self, id: NodeId) -> Option<NodeId> {
        let tree = self.tree;
        let name = *tree.children(id).last()?;
        let is_last = tree.kind(name) == Kind::Name && tree.span(name).end == tree.span(id).end;
        let before = &tree.source()[tree.span(id).start..tree.span(name).start];
        if !is_last || !before.trim_end().ends_with("::") {
            return None;
        }
        let named = self.index.functions.get(&tree.token(name))?;
        match named[..] {
            [only] => Some(only),
            _ => None,
        }
    }
}
