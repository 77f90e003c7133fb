//! Calls of functions of the file, run where they are called with what they are handed.
//!
//! A function that is run so sees the objects of its caller, and its caller sees what it has done to them. Where that
//! would be too much, or in a circle, what is known of the function in general has to do ([`super::summaries`]).

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use assay_syntax::{Field, Kind, NodeId, Token, Tree};

use super::calls::EACH;
use super::objects::{Object, Objects};
use super::places::THIS_PLACE;
use super::spec::What;
use super::state::{State, THIS, TaintValue, Taints};
use super::targets::{TARGETS, Target};
use super::values::merged;
use super::walk::Walk;
use crate::Facts;
use crate::flow::Flow;
use crate::names::BindingKind;

/// How many levels of code the functions have together that are run within one another, for the stack's sake.
const LEVELS: usize = 160;

/// How many steps are taken in called functions, in a whole file and for one that nobody calls.
pub(super) const ROOM: usize = 20_000;
const ROOM_EACH: usize = 5_000;

impl Walk<'_> {
    /// What a method finds in its object that is tainted since that was made; none if nothing is.
    pub(super) fn born(&mut self, method: NodeId) -> Option<State> {
        let class = self.class_around(method)?;
        let constructor = self.constructor_of(class, 0);
        let live = constructor.filter(|constructor| self.live.contains(constructor));
        if constructor == Some(method) || live.is_none() && !self.has_sourced_fields(class) {
            return None;
        }
        if let Some(known) = self.made.get(&class) {
            return known.clone();
        }
        let mut state = self.settled.clone();
        self.made.insert(class, None);
        let this = TaintValue::held(self.this(&mut state, class));
        self.fields(&mut state, class, class, &this);
        let Some(constructor) = live else {
            let state = Some(state).filter(State::is_tainted);
            self.made.insert(class, state.clone());
            return state;
        };
        let body = self.tree.get(constructor, Field::Body)?;
        self.inlined += 1;
        self.running.push(constructor);
        let result = std::mem::take(&mut self.result);
        self.parameters(&mut state, constructor, &mut |_, _| TaintValue::default());
        let end = self.body_without_block(state, body);
        self.result = result;
        self.escaped = None;
        self.running.pop();
        self.inlined -= 1;
        let locals = self.locals(constructor);
        let state = end.map(|mut end| {
            end.drop_variables(&locals);
            end
        });
        let state = state.filter(State::is_tainted);
        self.made.insert(class, state.clone());
        state
    }

    /// Walks the body of a function that nobody calls here, so that none stands behind its arguments.
    pub(super) fn body_without_block(&mut self, state: State, body: NodeId) -> Option<State> {
        self.blocks.push(None);
        let end = self.body(state, body);
        self.blocks.pop();
        end
    }

    /// Walks a function as if it was called from outside.
    pub(super) fn enter(&mut self, function: NodeId, born: Option<State>) {
        let Some(body) = self.tree.get(function, Field::Body) else {
            return;
        };
        let rest = self.left.saturating_sub(ROOM_EACH);
        self.left -= rest;
        self.calls = function.0;
        self.depth += 1;
        self.running.push(function);
        let result = std::mem::take(&mut self.result);
        let mut state = born.unwrap_or_else(|| self.settled.clone());
        let this = state.read(&[THIS_PLACE]);
        self.panicked = Taints::default();
        let params = self.params(function);
        self.parameters(&mut state, function, &mut |at, _| match params.get(at) {
            Some((_, THIS)) => this.clone(),
            _ => TaintValue::default(),
        });
        self.body_without_block(state, body);
        self.left += rest;
        self.result = result;
        self.running.pop();
        self.depth -= 1;
    }

    /// Runs what a call calls; none if that is not known, or too much.
    pub(super) fn invoked(
        &mut self,
        state: &mut State,
        id: NodeId,
        targets: Vec<Target>,
        args: &[NodeId],
        values: &[TaintValue],
    ) -> Option<TaintValue> {
        if targets.is_empty() || targets.len() > TARGETS {
            return None;
        }
        if targets.iter().any(|target| !self.may_run(target.function)) {
            return None;
        }
        let mut out: Option<(State, TaintValue)> = None;
        for target in targets {
            let mut inner = state.clone();
            let value = self.invoke(&mut inner, id, &target, args, values);
            out = Some(match out {
                None => (inner, value),
                Some((mut state, before)) => {
                    state.join(&inner);
                    (state, merged(before, value))
                }
            });
        }
        let (after, value) = out?;
        *state = after;
        Some(value)
    }

    /// Whether a function can be run within those that run.
    pub(super) fn may_run(&mut self, function: NodeId) -> bool {
        self.left > 0 && self.tree.get(function, Field::Body).is_some() && self.has_room(function)
    }

    /// Whether a function or class is none of those that run, and they are not too deep together with it.
    pub(super) fn has_room(&mut self, inner: NodeId) -> bool {
        let running = self.running.clone();
        let mut levels = self.height(inner);
        for around in &running {
            levels += self.height(*around);
        }
        levels <= LEVELS && !running.contains(&inner)
    }

    /// How many levels of code a function has.
    fn height(&mut self, function: NodeId) -> usize {
        let tree = self.tree;
        *self.heights.entry(function).or_insert_with(|| {
            let mut most = 0;
            let mut open = vec![(function, 0)];
            while let Some((id, level)) = open.pop() {
                most = most.max(level);
                open.extend(tree.children(id).iter().map(|child| (*child, level + 1)));
            }
            most
        })
    }

    /// Runs a function with what it is handed.
    pub(super) fn invoke(
        &mut self,
        state: &mut State,
        id: NodeId,
        target: &Target,
        args: &[NodeId],
        values: &[TaintValue],
    ) -> TaintValue {
        let tree = self.tree;
        let function = target.function;
        let mut bound = self.bind(function, args, values, target.skipped);
        let before = self.calls;
        self.calls = mixed(before, id);
        let result = std::mem::take(&mut self.result);
        self.running.push(function);
        self.inlined += 1;
        self.entered.insert(function);
        self.blocks.push(self.block_behind(id));
        let this = target.receiver.as_ref().map(|receiver| {
            let this = self.this(state, id);
            state.store(&[THIS_PLACE], receiver, true);
            this
        });
        let receiver = match &target.receiver {
            Some(receiver) => receiver.clone(),
            None => {
                let this = self.this(state, id);
                TaintValue {
                    objects: this,
                    ..state.read(&[THIS_PLACE])
                }
            }
        };
        let first = bound.get(&0).cloned().unwrap_or_default();
        let places: Vec<u16> = self
            .params(function)
            .iter()
            .map(|(_, place)| *place)
            .collect();
        self.parameters(state, function, &mut |at, _| match places.get(at) {
            Some(&THIS) => receiver.clone(),
            Some(place) => bound.remove(place).unwrap_or_default(),
            None => TaintValue::default(),
        });
        self.promoted(state, function);
        let cased = std::mem::take(&mut self.cased);
        self.unnamed(state, function, &first);
        if let Some(block) = self.blocks.last().copied().flatten() {
            self.block_named(state, function, block);
        }
        let skipped = target.skipped.min(args.len());
        let mut handed = self.handed_tainted(state, function, &args[skipped..]);
        let escaped = self.escaped.take();
        let mut end: Option<State> = Some(state.clone());
        for body in tree.all(function, Field::Body) {
            end = end.and_then(|state| self.body(state, body));
        }
        self.cased = cased;
        let escaped = std::mem::replace(&mut self.escaped, escaped);
        self.inlined -= 1;
        self.running.pop();
        let made = std::mem::replace(&mut self.result, result);
        self.calls = before;
        // What it comes back from only where that is harmless, is.
        let vouched = match end {
            Some(end) => {
                handed.retain(|one| one.is_vouched_for(&end));
                *state = end;
                handed
            }
            None => Vec::new(),
        };
        self.blocks.pop();
        let back = self.handed_back(state, function, &args[skipped..]);
        let locals = self.locals(function);
        let leave = |state: &mut State| {
            if let Some(this) = &this {
                state.store(&[THIS_PLACE], &TaintValue::held(this.clone()), true);
            }
            state.drop_variables(&locals);
        };
        leave(state);
        for (place, value) in back {
            state.store(&place, &value, true);
        }
        for handed in vouched {
            state.wipe(&handed.place);
        }
        if let Some(mut escaped) = escaped {
            leave(&mut escaped);
            self.throws(&escaped);
        }
        let span = tree.span(id);
        let value = TaintValue {
            taints: made.value.taints.stepped(&span, What::Returned),
            parts: made
                .value
                .parts
                .iter()
                .map(|(path, taints)| (path.clone(), taints.stepped(&span, What::Returned)))
                .collect(),
            objects: made.value.objects.clone(),
        };
        self.result.adopt_sinks(made);
        value
    }

    /// The function that stands behind the arguments of a call and that the function which is called may run by a word of its
    /// own: `yield`.
    fn block_behind(&self, call: NodeId) -> Option<NodeId> {
        let tree = self.tree;
        let is_called = |up: &NodeId| {
            tree.kind(*up) == Kind::Call && tree.get(*up, Field::Callee) == Some(call)
        };
        let has_blocks = self.features.objects && self.semantics.control.yield_calls;
        let up = tree.parent(call).filter(|_| has_blocks).filter(is_called)?;
        let mut args = tree.all(up, Field::Arg);
        match (args.next(), args.next()) {
            (Some(only), None) if tree.kind(only) == Kind::Lambda => Some(only),
            _ => None,
        }
    }

    /// What each parameter is handed.
    pub(super) fn bind(
        &self,
        function: NodeId,
        args: &[NodeId],
        values: &[TaintValue],
        skipped: usize,
    ) -> HashMap<u16, TaintValue> {
        let tree = self.tree;
        let params = self.params(function);
        let takes = |signs: &[&str]| {
            let is_signed = |(param, _): &&(NodeId, u16)| {
                signs
                    .iter()
                    .any(|sign| Token::of(sign) == tree.token(*param))
            };
            params.iter().find(is_signed).map(|(_, place)| *place)
        };
        let (rest, named_rest) = (takes(&["*", "..."]), takes(&["**"]));
        let mut bound: HashMap<u16, TaintValue> = HashMap::new();
        let mut at = 0u16;
        for (arg, value) in args.iter().zip(values).skip(skipped) {
            let given = TaintValue {
                taints: value.taints.stepped(&tree.span(*arg), What::Passed),
                ..value.clone()
            };
            let named = (tree.kind(*arg) == Kind::Keyword)
                .then(|| tree.get(*arg, Field::Name))
                .flatten();
            if let Some(name) = named {
                let is_called = |param: &&(NodeId, u16)| {
                    tree.get(param.0, Field::Name)
                        .is_some_and(|own| bare(tree.text(own)) == bare(tree.text(name)))
                };
                let param = params.iter().find(is_called).map(|(_, place)| *place);
                match (param, named_rest) {
                    (None, Some(rest)) => {
                        let part = tree.token(name).value();
                        bound.entry(rest).or_default().put(part, &given);
                    }
                    (param, _) => {
                        bound.insert(param.unwrap_or(at), given);
                    }
                }
                continue;
            }
            if tree.kind(*arg) == Kind::Spread {
                // Any of those that follow may get any of these.
                let all = given.all();
                for (_, place) in params
                    .iter()
                    .filter(|(_, place)| *place >= at && *place != THIS)
                {
                    bound.entry(*place).or_default().taints.add(&all);
                }
                continue;
            }
            match rest.filter(|rest| at >= *rest) {
                Some(rest) => {
                    let part = u64::from(at - rest);
                    bound.entry(rest).or_default().put(part, &given);
                }
                None => {
                    bound.insert(at, given);
                }
            }
            at = at.saturating_add(1);
        }
        bound
    }

    /// Calls functions that are handed to a method of a collection with elements of it.
    pub(super) fn for_each_element(
        &mut self,
        state: &mut State,
        id: NodeId,
        name: &str,
        element: &TaintValue,
        values: &mut [TaintValue],
        args: &[NodeId],
    ) {
        if !EACH.contains(&name) {
            return;
        }
        for (value, arg) in values.iter_mut().zip(args) {
            if self.tree.kind(*arg) == Kind::Lambda {
                continue;
            }
            let targets: Vec<Target> = value
                .objects
                .iter()
                .filter_map(|one| self.only_method(one))
                .collect();
            for target in targets {
                if self.may_run(target.function) {
                    let given =
                        self.invoke(state, id, &target, &[*arg], std::slice::from_ref(element));
                    *value = merged(std::mem::take(value), given);
                }
            }
        }
    }

    /// What is called by who is handed an object: the function that it is, or the only method of a class without a name.
    fn only_method(&self, object: Object) -> Option<Target> {
        let tree = self.tree;
        if object.is_callable() {
            return Some(Target::of(object.node()));
        }
        let is_class = tree.kind(object.node()) == Kind::New;
        let body = tree.get(object.node(), Field::Body).filter(|_| is_class)?;
        let is_method = |member: &&NodeId| tree.kind(**member) == Kind::Function;
        let mut methods = tree.children(body).iter().filter(is_method);
        let (method, None) = (methods.next()?, methods.next()) else {
            return None;
        };
        Some(Target {
            receiver: Some(TaintValue::held(Objects::one(object))),
            ..Target::of(*method)
        })
    }

    /// The variables of a function that nothing outlives.
    fn locals(&self, function: NodeId) -> Rc<[u64]> {
        let locals = || locals(self.tree, self.facts);
        let all = self.index.locals.get_or_init(locals);
        all.get(&function).cloned().unwrap_or_default()
    }
}

/// The calls on the way to a function, as one number.
fn mixed(calls: u32, call: NodeId) -> u32 {
    calls.rotate_left(5).wrapping_mul(0x9e37_79b1) ^ call.0.wrapping_mul(0x85eb_ca6b)
}

/// A name without the sign that some languages put before variables.
pub(super) fn bare(name: &str) -> &str {
    name.trim_start_matches('$')
}

/// The variables of each function that nothing outlives.
fn locals(tree: &Tree, facts: &Facts) -> HashMap<NodeId, Rc<[u64]>> {
    let names = facts.names();
    let is_function = |id: &NodeId| matches!(tree.kind(*id), Kind::Function | Kind::Lambda);
    let around = |id: NodeId| tree.ancestors(id).find(is_function);
    let mut owners: HashMap<u64, NodeId> = HashMap::new();
    let mut has_inner: HashSet<NodeId> = HashSet::new();
    for id in tree.walk(tree.root()) {
        if is_function(&id) {
            has_inner.extend(around(id));
        }
        let Some(binding) = facts.binding(id) else {
            continue;
        };
        let kind = names.bindings[binding.0 as usize].kind;
        if matches!(kind, BindingKind::Local | BindingKind::Parameter)
            && let Entry::Vacant(unknown) = owners.entry(u64::from(binding.0))
            && let Some(owner) = around(id)
        {
            unknown.insert(owner);
        }
    }
    let mut all: HashMap<NodeId, Vec<u64>> = HashMap::new();
    // What is defined inside of a function may outlive it, and see its variables.
    let mut own: Vec<(u64, NodeId)> = owners.into_iter().collect();
    own.retain(|(_, owner)| !has_inner.contains(owner));
    for (variable, owner) in own {
        all.entry(owner).or_default().push(variable);
    }
    all.into_iter()
        .map(|(function, own)| (function, own.into()))
        .collect()
}
