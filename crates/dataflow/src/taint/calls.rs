//! Calls: what they hand on, and what functions of the same file do with what they are handed.

use std::rc::Rc;

use assay_syntax::{Field, Kind, NodeId, Tree};

use super::objects::Object;
use super::path::step;
use super::spec::What;
use super::state::{State, TaintValue, Taints};
use super::walk::Walk;
use crate::flow::Flow;
use crate::names::BindingKind;

/// Methods that call what they are handed with elements of their object.
pub(super) const EACH: &[&str] = &[
    "forEach",
    "map",
    "filter",
    "each",
    "flatMap",
    "reduce",
    "some",
    "every",
    "find",
    "then",
    "let",
    "also",
    "collect",
    "select",
    "Select",
    "Where",
    "ForEach",
    "each_with_index",
    "for_each",
    "anyMatch",
    "ifPresent",
    "tap",
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
        let object = callee
            .filter(|callee| tree.kind(*callee) == Kind::Member)
            .and_then(|callee| tree.get(callee, Field::Object));
        let name = callee.and_then(|callee| match tree.kind(callee) {
            Kind::Member => tree.get(callee, Field::Name),
            _ => Some(callee),
        });
        let name = name.map_or("", |name| tree.text(name));
        // A function among the arguments runs when the rest is known.
        let is_callback = |arg: &NodeId| tree.kind(*arg) == Kind::Lambda;
        let mut own = TaintValue::default();
        let first = callee.filter(|_| args.iter().any(is_callback));
        let mut receiver = None;
        if let Some(callee) = first {
            (own, receiver) = self.called_value(state, callee, object);
        }
        let mut values = self.arguments(state, object, receiver.as_ref(), name, &args);
        let mut handed = Taints::default();
        for value in &values {
            handed.add(&value.all());
        }
        if let Some(callee) = callee.filter(|_| first.is_none()) {
            (own, receiver) = self.called_value(state, callee, object);
        }
        self.call_sinks(state, id, &handed);
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
        }
        // A method that puts a text behind its object's.
        if self.semantics.library.appending_methods.contains(&name)
            && let Some(place) = object.and_then(|object| self.place(object))
        {
            state.taint(&place, &handed.stepped(&tree.span(id), What::Assigned));
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
        let passes =
            !self.options.assume_safe_functions && !self.options.only_propagate_through_assignments;
        if passes && self.features.objects {
            self.filled(state, id, &args, &values);
            self.handed_on(id, callee, &handed);
        }
        let mut taints = Taints::default();
        if passes {
            taints.add(&handed);
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
        }
        TaintValue::of(taints)
    }

    /// What a function that is not known is handed the place of gets what else it is handed.
    fn filled(&mut self, state: &mut State, id: NodeId, args: &[NodeId], values: &[TaintValue]) {
        for (at, arg) in args.iter().enumerate() {
            if self.tree.kind(*arg) != Kind::Ref {
                continue;
            }
            let Some(place) = self.place(*arg) else {
                continue;
            };
            let others = values.iter().enumerate().filter(|(other, _)| *other != at);
            let mut taints = Taints::default();
            for (_, value) in others {
                taints.add(&value.all());
            }
            if !taints.is_empty() {
                state.taint(&place, &taints.stepped(&self.tree.span(id), What::Assigned));
            }
        }
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
        let value = self.invoked(state, id, targets, args, values);
        if value.is_none()
            && let (Some(receiver), Some(name)) = (receiver, tree.get(callee, Field::Name))
        {
            let element = element(state, receiver);
            self.for_each_element(state, id, tree.text(name), &element, values, args);
        }
        value
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
        for &arg in args {
            if self.features.functions && tree.kind(arg) == Kind::Lambda && EACH.contains(&name) {
                let place = object.and_then(|object| self.place(object));
                let given = match (place, receiver) {
                    (_, Some(receiver)) => element(state, receiver),
                    (Some(place), None) => TaintValue::of(state.read(&place).all()),
                    (None, None) => TaintValue::default(),
                };
                values.push(self.handed(state, arg, &given));
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

    /// A sink without a focus is reached by every argument of the call it matches.
    fn call_sinks(&mut self, state: &State, id: NodeId, handed: &Taints) {
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

    pub(super) fn make(&mut self, state: &mut State, id: NodeId) -> TaintValue {
        let tree = self.tree;
        if self.semantics.values.classes_are_values
            && let Some(class) = tree.get(id, Field::Type)
        {
            self.eval(state, class);
        }
        let mut args: Vec<NodeId> = tree.all(id, Field::Arg).collect();
        let is_start = |arg: &NodeId| self.features.objects && is_start(tree, *arg);
        let starts: Vec<NodeId> = args.iter().copied().filter(is_start).collect();
        args.retain(|arg| !starts.contains(arg));
        let promised = std::mem::take(&mut self.promised);
        let values: Vec<TaintValue> = args.iter().map(|arg| self.eval(state, *arg)).collect();
        let mut handed = std::mem::replace(&mut self.promised, promised);
        for value in &values {
            handed.add(&value.all());
        }
        self.call_sinks(state, id, &handed);
        if self.features.objects {
            let value = self.make_object(state, id, &args, values, &handed);
            return self.started(state, value, &starts);
        }
        for body in tree.all(id, Field::Body) {
            self.statement(state.clone(), body, false);
            self.members(state, body);
        }
        if self.features.functions
            && let Some(constructor) = self.constructor(id, args.len())
        {
            self.called(state, id, constructor, None, &args, &values);
        }
        if self.options.only_propagate_through_assignments {
            return TaintValue::default();
        }
        // The elements of an array are told apart as those of a list are.
        let is_array = tree
            .get(id, Field::Type)
            .is_some_and(|ty| tree.kind(ty) == Kind::ArrayType);
        match (&args[..], is_array) {
            ([only], true) if tree.kind(*only) == Kind::List => values[0].clone(),
            _ => TaintValue::of(handed),
        }
    }

    /// Gives the fields of a new object what is written behind it.
    fn started(&mut self, state: &mut State, value: TaintValue, starts: &[NodeId]) -> TaintValue {
        let tree = self.tree;
        let Some(object) = value.objects.only().filter(|_| !starts.is_empty()) else {
            return value;
        };
        for start in starts {
            for item in tree.children(*start) {
                let (Some(left), Some(right)) =
                    (tree.get(*item, Field::Left), tree.get(*item, Field::Right))
                else {
                    continue;
                };
                let given = self.eval(state, right);
                let given = self.shared(state, right, given);
                state.store(&[object.place(), tree.token(left).value()], &given, true);
            }
        }
        state.read_object(object)
    }

    /// Makes an object that is told apart from others.
    fn make_object(
        &mut self,
        state: &mut State,
        id: NodeId,
        args: &[NodeId],
        mut values: Vec<TaintValue>,
        handed: &Taints,
    ) -> TaintValue {
        let tree = self.tree;
        let ty = tree.get(id, Field::Type);
        let named = ty.map(|ty| match tree.kind(ty) {
            Kind::Generic => tree.get(ty, Field::Type).unwrap_or(ty),
            _ => ty,
        });
        for (value, arg) in values.iter_mut().zip(args) {
            *value = self.shared(state, *arg, std::mem::take(value));
        }
        let class = named.and_then(|named| self.index.classes.get(&tree.token(named)).copied());
        let has_body = tree.get(id, Field::Body).is_some();
        if let Some(class) = class.filter(|_| !has_body) {
            let constructor = self.constructor_of(class, args.len());
            return self.instance(state, id, class, constructor, args, &values);
        }
        let is_array = ty.is_some_and(|ty| tree.kind(ty) == Kind::ArrayType);
        if is_array
            && let [only] = args
            && tree.kind(*only) == Kind::List
        {
            return values.swap_remove(0);
        }
        let passes = !self.options.only_propagate_through_assignments;
        let object = Object::made(id, self.calls);
        let content = match &values[..] {
            _ if !passes => TaintValue::default(),
            // A copy has the same elements.
            [only] if !is_array && handed.is_known_by(&only.all()) => only.clone(),
            _ => TaintValue::of(handed.clone()),
        };
        state.bear(object, &content);
        if args.is_empty() {
            Rc::make_mut(&mut state.lengths).insert(object.place(), 0);
        }
        for body in tree.all(id, Field::Body) {
            self.members(state, body);
        }
        state.read_object(object)
    }
}

/// Whether an argument is no argument but what fields start as: `new T { A = 1 }`.
fn is_start(tree: &Tree, arg: NodeId) -> bool {
    let is_field = |item: &NodeId| {
        tree.kind(*item) == Kind::Assign
            && tree
                .get(*item, Field::Left)
                .is_some_and(|left| tree.kind(left) == Kind::Name)
    };
    tree.kind(arg) == Kind::List
        && !tree.children(arg).is_empty()
        && tree.children(arg).iter().all(is_field)
}

/// What any element of a value may be.
fn element(state: &State, value: &TaintValue) -> TaintValue {
    TaintValue {
        objects: state.elements(&value.objects),
        ..TaintValue::of(value.all())
    }
}
