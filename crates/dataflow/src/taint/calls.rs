//! Calls: what they hand on, and what functions of the same file do with what they are handed.

use assay_syntax::{Field, Kind, NodeId};

use super::carrying::{carries, keeps};
use super::path::step;
use super::spec::What;
use super::state::{Lvalue, State, TaintValue, Taints};
use super::targets::Target;
use super::walk::Walk;
use crate::names::BindingKind;

/// Methods that call what they are handed with elements of their object.
pub(super) const EACH: &[&str] = &[
    "forEach",
    "foreach",
    "map",
    "filter",
    "each",
    "flatMap",
    "reduce",
    "some",
    "every",
    "find",
    "then",
    "thenAccept",
    "thenApply",
    "subscribe",
    "let",
    "apply",
    "run",
    "onEach",
    "mapNotNull",
    "also",
    "collect",
    "select",
    "Select",
    "Where",
    "ForEach",
    "each_with_index",
    "on",
    "each_pair",
    "each_value",
    "for_each",
    "anyMatch",
    "ifPresent",
    "tap",
    "flat_map",
    "filter_map",
    "and_then",
];

/// Methods that give what the function gives that they are handed, for an element or for all of them.
const MAPPING: &[&str] = &[
    "map",
    "flatMap",
    "mapNotNull",
    "flat_map",
    "filter_map",
    "and_then",
    "then",
    "thenApply",
    "let",
    "Select",
];

/// Functions that call what they are handed with elements of what else they are handed.
const APPLYING: &[&str] = &[
    "array_map",
    "array_filter",
    "array_walk",
    "call_user_func",
    "map",
    "filter",
    "with",
];

/// Methods that give what their object has at a key, and put it there before where there is nothing.
const FILLING_ABSENT: &[&str] = &["computeIfAbsent", "getOrAdd", "getOrPut", "setdefault"];

/// Functions that give what the function gives that they are handed.
const GIVING: &[&str] = &[
    "Try",
    "async",
    "buildList",
    "buildString",
    "flow",
    "sequence",
    "lazy",
    "runBlocking",
    "runCatching",
    "supplyAsync",
    "synchronized",
    "withContext",
];

/// Methods that put something into the text that their object builds, and mostly give the object back.
const BUILDING: &[&str] = &[
    "append",
    "appendLine",
    "insert",
    "write",
    "push_str",
    "WriteString",
    "Append",
    "AppendLine",
    "AppendFormat",
    "Insert",
];

impl<'t> Walk<'t> {
    /// Whether nothing runs after a call, as far as its name tells.
    pub(super) fn is_last_call(&self, call: NodeId) -> bool {
        let tree = self.tree;
        let callee = tree
            .get(call, Field::Callee)
            .filter(|_| tree.kind(call) == Kind::Call);
        callee.is_some_and(|callee| {
            self.semantics
                .control
                .never_return
                .contains(&tree.text(callee))
                && !self.index.functions.contains_key(&tree.token(callee))
        })
    }

    pub(super) fn call(&mut self, state: &mut State, id: NodeId) -> TaintValue {
        let tree = self.tree;
        let callee = tree.get(id, Field::Callee);
        let args: Vec<NodeId> = tree.all(id, Field::Arg).collect();
        // A function is all that is behind the arguments: `f(a) { … }`.
        let block_of = callee.filter(|callee| {
            let is_lambda = |arg: &NodeId| tree.kind(*arg) == Kind::Lambda;
            self.features.functions
                && tree.kind(*callee) == Kind::Call
                && !args.is_empty()
                && args.iter().all(is_lambda)
        });
        let named = match block_of {
            Some(inner) => tree.get(inner, Field::Callee),
            None => callee,
        };
        let object = named
            .filter(|named| tree.kind(*named) == Kind::Member)
            .and_then(|named| tree.get(named, Field::Object));
        let called = named.and_then(|named| match tree.kind(named) {
            Kind::Member => tree.get(named, Field::Name),
            _ => Some(named),
        });
        let name = called.map_or("", |name| tree.text(name));
        // A function among the arguments runs when the rest is known.
        let is_callback = |arg: &NodeId| tree.kind(*arg) == Kind::Lambda;
        let mut own = TaintValue::default();
        let first = callee.filter(|_| args.iter().any(is_callback));
        let mut receiver = None;
        if let Some(callee) = first {
            (own, receiver) = self.called_value(state, callee, object);
        }
        if let Some(inner) = block_of {
            let on = self.called_on.take().filter(|(call, _)| *call == inner);
            receiver = Some(on.map_or_else(|| own.clone(), |(_, value)| value));
        }
        let mut values = self.arguments(state, object, receiver.as_ref(), name, &args);
        let mut handed = Taints::default();
        for value in &values {
            handed.add(&value.all());
        }
        if let Some(callee) = callee.filter(|_| first.is_none()) {
            (own, receiver) = self.called_value(state, callee, object);
        }
        let from_block = self.given_behind(&args);
        let mut reaching = handed.clone();
        if args.last().is_some_and(|last| self.stands_behind(*last)) {
            reaching.add(&from_block);
        }
        self.call_sinks(state, id, &reaching);
        let is_called = |up: &NodeId| tree.get(*up, Field::Callee) == Some(id);
        if let Some(receiver) = receiver
            .as_ref()
            .filter(|_| tree.parent(id).as_ref().is_some_and(is_called))
        {
            self.called_on = Some((id, receiver.clone()));
        }
        if let Some(callee) = callee.filter(|_| self.features.objects) {
            let ran = self.run_call(
                state,
                id,
                callee,
                &own,
                receiver.as_ref(),
                &args,
                &mut values,
            );
            if let Some(value) = ran {
                return value;
            }
            self.reflected(state, name, object, &args, &values);
            if object.is_none()
                && let Some(value) = self.attribute(state, name, &args, &values)
            {
                return value;
            }
            if object.is_none()
                && let Some(value) = self.panicking(state, name, &args, &handed)
            {
                return value;
            }
            if let Some(value) = self.made_by_call(state, id, name, object, &args, &values) {
                return value;
            }
        }
        // A method that puts a text behind its object's.
        if self.semantics.library.appending_methods.contains(&name)
            && let Some(place) = object.and_then(|object| self.place(object))
        {
            state.taint(&place, &handed.stepped(&tree.span(id), What::Assigned));
        }
        if self.features.objects
            && self.is_building(name)
            && let Some(builder) = object.and_then(|object| self.builder(object))
        {
            state.taint(&builder, &handed.stepped(&tree.span(id), What::Assigned));
        }
        if let Some(value) = self.looked_up(state, name, object, &values) {
            return value;
        }
        // What is read as a call where `await` is a word like any other.
        if self.features.objects
            && let ("await", None, [_]) = (name, object, &args[..])
        {
            return values.swap_remove(0);
        }
        let is_made = |object: NodeId| tree.kind(object) == Kind::Call;
        let is_method = object.is_some() || receiver.is_some();
        if let ([function], [given]) = (&args[..], &values[..])
            && self.features.objects
            && is_method
            && MAPPING.contains(&name)
            && match is_callback(function) {
                true => self.takes_elements(*function),
                false => self.has_run(given),
            }
        {
            return TaintValue::of(given.all());
        }
        if self.features.elements
            && let Some(mut value) = self.collected(state, object, name, &args, &values)
        {
            // What evaluating the object has added is not known of its place.
            if let (Some(receiver), Some(object)) = (receiver, object) {
                let known = self.place(object).map(|place| state.read(&place).taints);
                let more = receiver.taints.beyond(&known.unwrap_or_default());
                value.taints.add(&more);
            }
            return value;
        }
        if self.features.functions
            && let Some(function) = callee.and_then(|callee| self.resolve(callee, args.len()))
            && let Some(value) = self.called(state, id, function, object, &args, &values)
        {
            return value;
        }
        let passes = !self.options.only_propagate_through_assignments
            && (!self.options.assume_safe_functions || self.hands_on(callee));
        if passes && self.features.objects {
            self.filled(state, id, receiver.as_ref(), &args, &values);
            self.handed_on(id, callee, &handed);
        }
        let mut taints = Taints::default();
        let on = object.map_or("", |object| tree.text(object));
        let carries =
            handed.is_empty() || carries(on, name) || keeps(name) || name == "new" && keeps(on);
        if passes && carries {
            taints.add(&handed);
        } else if passes {
            let span = tree.span(called.or(named).unwrap_or(id));
            taints.add(&handed.stepped(&span, What::Unfollowed));
        }
        if passes && GIVING.contains(&name) {
            taints.add(&from_block);
        }
        if let Some(through) = self.property(state, object, name, &args, &values) {
            taints.add(&through);
        } else if passes && let Some(object) = object {
            // The object was evaluated with the callee; looking again tells nothing twice.
            if let Some(place) = self.place(object) {
                taints.add(&state.read(&place).all());
            }
        }
        if !self.options.only_propagate_through_assignments {
            taints.add(&own.taints);
            // What a call makes is told apart, and what an unknown method makes of it is not.
            if self.features.objects {
                let called_on = receiver.as_ref().filter(|_| object.is_some_and(is_made));
                let of = called_on.unwrap_or(&own);
                // `a(0)` may be the element of a list.
                let element = match &args[..] {
                    [index] if object.is_none() && !of.objects.is_empty() => self.offset(*index),
                    _ => None,
                };
                taints.add(
                    &element.map_or_else(|| of.all(), |element| state.piece(of, element).all()),
                );
            }
        }
        TaintValue::of(taints)
    }

    /// What a function gives that stands behind the arguments of a call: `f(a) { b }`; that of one that gives it on may stand
    /// among them.
    fn given_behind(&mut self, args: &[NodeId]) -> Taints {
        let given = self.given_last.take();
        let last = args.last().copied();
        match given {
            Some((lambda, taints)) if Some(lambda) == last => taints,
            _ => Taints::default(),
        }
    }

    /// Whether an argument stands behind the brackets of the others, or there are none: `f(a) { b }`.
    fn stands_behind(&self, arg: NodeId) -> bool {
        let before = self.tree.source()[..self.tree.span(arg).start].trim_end();
        !before.ends_with(['(', ',', '=', ':'])
    }

    /// Whether what an argument holds are functions of the file that were run with what they were handed to.
    fn has_run(&mut self, given: &TaintValue) -> bool {
        let functions: Vec<NodeId> = given
            .objects
            .iter()
            .filter(|object| object.is_callable())
            .map(|object| object.node())
            .collect();
        !functions.is_empty() && functions.into_iter().all(|function| self.may_run(function))
    }

    /// Whether a function binds what it is handed, so that what it gives tells all.
    fn takes_elements(&self, function: NodeId) -> bool {
        let tree = self.tree;
        let has_unnamed = !self.semantics.names.unnamed_parameters.is_empty();
        has_unnamed || tree.get(function, Field::Param).is_some()
    }

    /// Whether a method puts what it is handed into its object.
    fn is_building(&self, name: &str) -> bool {
        BUILDING.contains(&name) || self.semantics.library.filling_methods.contains(&name)
    }

    /// The place of what a chain of calls puts something into: `b` of `b.append(x).append(y)`.
    fn builder(&self, object: NodeId) -> Option<Lvalue> {
        let tree = self.tree;
        let mut at = object;
        while tree.kind(at) == Kind::Call {
            let callee = tree.get(at, Field::Callee)?;
            let name = tree.get(callee, Field::Name)?;
            let name = tree.text(name);
            at = tree
                .get(callee, Field::Object)
                .filter(|_| self.is_building(name) || FILLING_ABSENT.contains(&name))?;
        }
        self.place(at)
    }

    /// Whether a function of the language is known to give what it is handed in another form.
    fn hands_on(&self, callee: Option<NodeId>) -> bool {
        let known = self.semantics.library.handing_on;
        self.features.functions
            && callee.is_some_and(|callee| known.contains(&self.tree.text(callee)))
    }

    /// A function that is handed in by who makes an object hands on to that: `new Promise(done => done(x))`.
    fn handed_on(&mut self, id: NodeId, callee: Option<NodeId>, handed: &Taints) {
        let names = self.facts.names();
        let binding = callee.and_then(|callee| names.get(callee));
        if binding.is_some_and(|binding| binding.kind == BindingKind::Parameter) {
            let span = self.tree.span(id);
            self.promised.add(&handed.stepped(&span, What::Passed));
        }
    }

    /// Runs what is called, but for the call; gives also what a method is called on.
    fn called_value(
        &mut self,
        state: &mut State,
        callee: NodeId,
        object: Option<NodeId>,
    ) -> (TaintValue, Option<TaintValue>) {
        self.receiver = None;
        let own = self.eval(state, callee);
        let receiver = self.receiver.take();
        let receiver = receiver.filter(|(of, _)| Some(*of) == object);
        (own, receiver.map(|(_, value)| value))
    }

    /// Runs the functions of the file that a call runs: what it calls, and what it hands on to be called.
    #[allow(clippy::too_many_arguments, reason = "what is known of one call")]
    fn run_call(
        &mut self,
        state: &mut State,
        id: NodeId,
        callee: NodeId,
        own: &TaintValue,
        receiver: Option<&TaintValue>,
        args: &[NodeId],
        values: &mut [TaintValue],
    ) -> Option<TaintValue> {
        let tree = self.tree;
        let class = self.class_called(callee);
        let targets = match class {
            Some(_) => Vec::new(),
            None => self.targets(state, callee, own, receiver.cloned(), args.len()),
        };
        if class.is_some() || !targets.is_empty() {
            for (value, arg) in values.iter_mut().zip(args) {
                *value = self.shared(state, *arg, std::mem::take(value));
            }
        }
        if let Some(class) = class {
            let constructor = self.constructor_of(class, args.len());
            return Some(self.instance(state, id, class, constructor, args, values));
        }
        let mut targets = targets;
        for target in targets.iter_mut().filter(|target| target.skipped > 0) {
            target.receiver = values.first().cloned();
        }
        if let Some(value) = self.lent(state, id, callee, receiver, args, values) {
            return Some(value);
        }
        let value = self.invoked(state, id, targets, args, values);
        if value.is_none()
            && let (Some(receiver), Some(name)) = (receiver, tree.get(callee, Field::Name))
        {
            let element = element(state, receiver);
            self.for_each_element(state, id, tree.text(name), &element, values, args);
        }
        value
    }

    /// What the methods of functions give that lend them an object: `f.apply(this, [a])`, `Reflect.apply(f, this, [a])` and
    /// `f.bind(this)`.
    fn lent(
        &mut self,
        state: &mut State,
        id: NodeId,
        callee: NodeId,
        receiver: Option<&TaintValue>,
        args: &[NodeId],
        values: &[TaintValue],
    ) -> Option<TaintValue> {
        let tree = self.tree;
        if !self.semantics.names.functions_take_this {
            return None;
        }
        let name = tree.text(tree.get(callee, Field::Name)?);
        let object = tree.text(tree.get(callee, Field::Object)?);
        let (function, at) = match (name, object) {
            ("apply", "Reflect") => (values.first()?, 1),
            ("apply" | "bind", _) => (receiver?, 0),
            _ => return None,
        };
        let functions: Vec<NodeId> = function
            .objects
            .iter()
            .filter(|object| object.is_callable())
            .map(|object| object.node())
            .collect();
        if functions.is_empty() {
            return None;
        }
        if name == "bind" {
            let mut held = TaintValue::default();
            for function in functions {
                held.objects.add(&self.callable(function).objects);
            }
            return Some(held);
        }
        let (list, given) = (*args.get(at + 1)?, values.get(at + 1)?);
        let this = values.get(at).cloned();
        let count = functions.iter().map(|one| self.params(*one).len()).max()?;
        let args = vec![list; count];
        let values: Vec<TaintValue> = (0..count as u64).map(|at| state.piece(given, at)).collect();
        let targets = functions.into_iter().map(|function| Target {
            receiver: this.clone(),
            ..Target::of(function)
        });
        let targets = targets.collect();
        self.invoked(state, id, targets, &args, &values)
    }

    fn arguments(
        &mut self,
        state: &mut State,
        object: Option<NodeId>,
        receiver: Option<&TaintValue>,
        name: &str,
        args: &[NodeId],
    ) -> Vec<TaintValue> {
        let tree = self.tree;
        let mut values = Vec::new();
        let is_lambda = |arg: &NodeId| tree.kind(*arg) == Kind::Lambda;
        if self.features.functions
            && object.is_none()
            && APPLYING.contains(&name)
            && args.iter().any(is_lambda)
        {
            return self.applied(state, name, args);
        }
        for &arg in args {
            let is_method = object.is_some() || receiver.is_some();
            if self.features.functions && is_method && is_lambda(&arg) && EACH.contains(&name) {
                let place = object.and_then(|object| self.place(object));
                let given = match (place, receiver) {
                    (_, Some(receiver)) => element(state, receiver),
                    (Some(place), None) => TaintValue::of(state.read(&place).all()),
                    (None, None) => TaintValue::default(),
                };
                let lends = self.semantics.names.lending_this.contains(&name);
                values.push(self.handed(state, arg, &given, lends));
            } else {
                let value = self.eval(state, arg);
                let is_safe = self.is_safe_type(arg);
                values.push(if is_safe {
                    TaintValue::default()
                } else {
                    value
                });
            }
        }
        values
    }

    /// Runs functions among arguments with elements of the others.
    fn applied(&mut self, state: &mut State, name: &str, args: &[NodeId]) -> Vec<TaintValue> {
        let tree = self.tree;
        let lends = self.semantics.names.lending_this.contains(&name);
        let is_lambda = |arg: NodeId| tree.kind(arg) == Kind::Lambda;
        let mut values = vec![TaintValue::default(); args.len()];
        let mut elements = TaintValue::default();
        for (value, &arg) in values.iter_mut().zip(args) {
            if !is_lambda(arg) {
                *value = self.eval(state, arg);
                elements.taints.add(&value.all());
                elements.objects.add(&state.elements(&value.objects));
            }
        }
        for (value, &arg) in values.iter_mut().zip(args) {
            if is_lambda(arg) {
                *value = self.handed(state, arg, &elements, lends);
            }
        }
        values
    }

    /// A sink without a focus is reached by every argument of the call it matches.
    pub(super) fn call_sinks(&mut self, state: &State, id: NodeId, handed: &Taints) {
        let Some(marks) = self.marked.get(id) else {
            return;
        };
        for &sink in &marks.sinks {
            let place = &self.matches.sinks[sink as usize];
            let spec = &self.spec.sinks[place.spec];
            if spec.at_exit || spec.exact && place.focused {
                continue;
            }
            let mut taints = handed.clone();
            taints.add(&state.control);
            if !taints.is_empty() {
                let path = step(&None, place.range.clone(), What::Sink);
                self.arrive(sink, &taints, &path);
            }
        }
    }
}

/// What any element of a value may be.
fn element(state: &State, value: &TaintValue) -> TaintValue {
    TaintValue {
        objects: state.elements(&value.objects),
        ..TaintValue::of(value.all())
    }
}
