//! Functions where they stand, and their parameters.

use std::collections::HashMap;

use assay_syntax::{Field, Kind, NodeId, Token, Tree};

use super::places::THIS_PLACE;
use super::spec::What;
use super::state::{State, TaintValue};
use super::values::merged;
use super::walk::Walk;
use crate::BindingId;
use crate::names::{Binding, BindingKind};

impl Walk<'_> {
    /// Walks the body of a function where it stands, with what is known there.
    pub(super) fn inline(&mut self, state: &mut State, id: NodeId) {
        let tree = self.tree;
        if self.is_idle(state, id) {
            return;
        }
        let mut inner = state.clone();
        self.parameters(&mut inner, id, &mut |_, _| TaintValue::default());
        let result = std::mem::take(&mut self.result);
        let cased = std::mem::take(&mut self.cased);
        let may_run = !self.is_never_used(id);
        for body in tree.all(id, Field::Body) {
            if let Some(end) = self.body(inner.clone(), body)
                && may_run
            {
                state.join(&end);
            }
        }
        self.cased = cased;
        // What it gives back is not the result of the function around it.
        let inner = std::mem::replace(&mut self.result, result);
        self.given_last = self
            .features
            .objects
            .then(|| (id, inner.value.all()))
            .filter(|_| self.semantics.control.last_is_result || is_arrow(tree, id));
        self.result.adopt_sinks(inner);
    }

    /// Whether a function is held by a variable of the function around it that nothing asks for: then
    /// what it does is not done there.
    fn is_never_used(&self, lambda: NodeId) -> bool {
        let tree = self.tree;
        let holder = tree.parent(lambda).filter(|up| {
            matches!(tree.kind(*up), Kind::VarDef | Kind::Assign)
                && tree.get(*up, Field::Right) == Some(lambda)
        });
        let mut names = holder.into_iter().flat_map(|up| tree.all(up, Field::Left));
        let (Some(name), None) = (names.next(), names.next()) else {
            return false;
        };
        let is_local = |binding: &Binding| binding.kind == BindingKind::Local;
        if !self.facts.names().get(name).is_some_and(is_local) {
            return false;
        }
        let count = || {
            let mut uses: HashMap<BindingId, u32> = HashMap::new();
            for binding in tree.ids().filter_map(|id| self.facts.binding(id)) {
                *uses.entry(binding).or_default() += 1;
            }
            uses
        };
        let binding = self.facts.binding(name);
        binding.is_some_and(|binding| self.index.uses.get_or_init(count).get(&binding) == Some(&1))
    }

    /// Binds parameters; those that are sources are tainted.
    pub(super) fn parameters(
        &mut self,
        state: &mut State,
        id: NodeId,
        value: &mut dyn FnMut(usize, NodeId) -> TaintValue,
    ) {
        let tree = self.tree;
        let params: Vec<NodeId> = tree
            .all(id, Field::Receiver)
            .chain(tree.all(id, Field::Param))
            .collect();
        for (place, param) in params.into_iter().enumerate() {
            let mut own = value(place, param);
            for default in tree.all(param, Field::Default) {
                let given = self.eval(state, default);
                own = merged(own, given);
            }
            let bare = (tree.kind(param) == Kind::Name).then_some(param);
            for name in tree.all(param, Field::Name).chain(bare) {
                self.assign(state, name, &own, None);
                self.given_names(state, name);
            }
        }
    }

    /// The names that a pattern binds: not the keys of what they are taken from.
    pub(super) fn given_names(&mut self, state: &mut State, pattern: NodeId) {
        let tree = self.tree;
        let mut open = vec![pattern];
        while let Some(part) = open.pop() {
            if tree.kind(part) == Kind::Name {
                self.given(state, part);
            }
            let is_key = |child: &NodeId| {
                matches!(
                    (tree.kind(part), tree.node(*child).field),
                    (_, Field::Key) | (Kind::Keyword, Field::Name) | (Kind::New, Field::Type)
                ) && (tree.kind(part) == Kind::New || tree.get(part, Field::Value).is_some())
            };
            open.extend(tree.children(part).iter().filter(|child| !is_key(child)));
        }
    }

    /// A parameter that is a source stays tainted, whatever the rule says of side effects.
    pub(super) fn given(&mut self, state: &mut State, name: NodeId) {
        let Some(marks) = self.marks(name) else {
            return;
        };
        let Some(place) = self.place(name) else {
            return;
        };
        if !marks.sanitizers.is_empty() {
            return;
        }
        let mut value = state.read(&place);
        self.sourced(state, name, marks, &mut value);
        state.taint(&place, &value.taints);
    }

    /// A function that is called at once with elements of a collection; `lends` tells that it is called as one of its
    /// methods is.
    pub(super) fn handed(
        &mut self,
        state: &mut State,
        lambda: NodeId,
        element: &TaintValue,
        lends: bool,
    ) -> TaintValue {
        let tree = self.tree;
        if element.all().is_empty() && self.is_idle(state, lambda) {
            return TaintValue::default();
        }
        let mut inner = state.clone();
        let given = TaintValue {
            taints: element.taints.stepped(&tree.span(lambda), What::Passed),
            ..element.clone()
        };
        self.parameters(&mut inner, lambda, &mut |_, _| given.clone());
        let cased = std::mem::take(&mut self.cased);
        self.unnamed(&mut inner, lambda, &given);
        let this = lends.then(|| inner.read(&[THIS_PLACE]));
        if lends {
            inner.store(&[THIS_PLACE], &given, true);
        }
        let before = std::mem::take(&mut self.result);
        for body in tree.all(lambda, Field::Body) {
            if let Some(mut end) = self.body(inner.clone(), body) {
                if let Some(this) = &this {
                    end.store(&[THIS_PLACE], this, true);
                }
                state.join(&end);
            }
        }
        self.cased = cased;
        let made = std::mem::replace(&mut self.result, before);
        let value = TaintValue::of(made.value.all());
        self.result.adopt_sinks(made);
        value
    }

    /// Gives the parameter of a function that stands for the one behind the arguments of its call: `def f(&block)`.
    pub(super) fn block_named(&mut self, state: &mut State, function: NodeId, block: NodeId) {
        let tree = self.tree;
        let last = tree.all(function, Field::Param).last();
        let named = last.filter(|param| tree.text(*param).starts_with('&'));
        if let Some(place) = named
            .and_then(|param| tree.get(param, Field::Name))
            .and_then(|name| self.place(name))
        {
            let held = self.callable(block);
            state.store(&place, &held, true);
        }
    }

    /// Binds the parameter of a function that names none.
    pub(super) fn unnamed(&mut self, state: &mut State, lambda: NodeId, given: &TaintValue) {
        let tree = self.tree;
        if tree.kind(lambda) != Kind::Lambda || tree.get(lambda, Field::Param).is_some() {
            return;
        }
        if self.semantics.control.binding_case.is_some() {
            self.cased = given.clone();
        }
        let names = self.semantics.names.unnamed_parameters;
        if names.is_empty() {
            return;
        }
        let tokens: Vec<Token> = names.iter().map(|name| Token::of(name)).collect();
        let used = tree
            .walk(lambda)
            .find(|id| tree.kind(*id) == Kind::Name && tokens.contains(&tree.token(*id)));
        if let Some(place) = used.and_then(|name| self.place(name)) {
            state.store(&place, given, true);
        }
    }

    /// Walks the methods of an anonymous class where it stands.
    pub(super) fn members(&mut self, state: &State, body: NodeId) {
        let tree = self.tree;
        for item in tree.children(body) {
            if tree.kind(*item) == Kind::Function && !self.is_idle(state, *item) {
                let mut inner = state.clone();
                self.parameters(&mut inner, *item, &mut |_, _| TaintValue::default());
                let before = std::mem::take(&mut self.result);
                for body in tree.all(*item, Field::Body) {
                    self.body(inner.clone(), body);
                }
                let made = std::mem::replace(&mut self.result, before);
                self.result.adopt_sinks(made);
            }
        }
    }
}

/// Whether a function is just what it gives: `() -> x`.
fn is_arrow(tree: &Tree, lambda: NodeId) -> bool {
    let body = tree.get(lambda, Field::Body);
    body.is_some_and(|body| match (tree.kind(body), tree.children(body)) {
        (Kind::Block, [only]) => tree.kind(*only) == Kind::Return,
        (Kind::Block, _) => false,
        _ => true,
    })
}
