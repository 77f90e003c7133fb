//! Calls: what they hand on, and what functions of the same file do with what they are handed.

use assay_syntax::{Field, Kind, NodeId};

use super::path::step;
use super::spec::What;
use super::state::{State, TaintValue, Taints};
use super::walk::Walk;
use crate::flow::Flow;

/// Methods that call what they are handed with elements of their object.
const EACH: &[&str] = &[
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
                && !self.functions.contains_key(&tree.token(callee))
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
        if let Some(callee) = first {
            own = self.eval(state, callee);
        }
        let values = self.arguments(state, object, name, &args);
        let mut handed = Taints::default();
        for value in &values {
            handed.add(&value.all());
        }
        if let Some(callee) = callee.filter(|_| first.is_none()) {
            own = self.eval(state, callee);
        }
        self.call_sinks(state, id, &handed);
        // A method that puts a text behind its object's.
        if self.semantics.library.appending_methods.contains(&name)
            && let Some(place) = object.and_then(|object| self.place(object))
        {
            state.add(&place, &handed.stepped(&tree.span(id), What::Assigned));
        }
        if self.features.elements
            && let Some(value) = self.collected(state, object, name, &args, &values)
        {
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
        let mut taints = Taints::default();
        if passes {
            taints.add(&handed);
        }
        if let Some(through) = self.property(state, object, name, &args, &handed) {
            taints.add(&through);
        } else if passes && let Some(object) = object {
            // The object was evaluated with the callee; looking again tells nothing twice.
            if let Some(place) = self.place(object) {
                taints.add(&state.value(&place).all());
            }
        }
        if !self.options.only_propagate_through_assignments {
            taints.add(&own.taints);
        }
        TaintValue::of(taints)
    }

    fn arguments(
        &mut self,
        state: &mut State,
        object: Option<NodeId>,
        name: &str,
        args: &[NodeId],
    ) -> Vec<TaintValue> {
        let tree = self.tree;
        let mut values = Vec::new();
        for &arg in args {
            if self.features.functions && tree.kind(arg) == Kind::Lambda && EACH.contains(&name) {
                let place = object.and_then(|object| self.place(object));
                let taints = place.map_or_else(Taints::default, |place| state.value(&place).all());
                values.push(self.handed(state, arg, &taints));
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
        let args: Vec<NodeId> = tree.all(id, Field::Arg).collect();
        let values: Vec<TaintValue> = args.iter().map(|arg| self.eval(state, *arg)).collect();
        let mut handed = Taints::default();
        for value in &values {
            handed.add(&value.all());
        }
        self.call_sinks(state, id, &handed);
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
}
