//! Calls: what they hand on, and what functions of the same file do with what they are handed.

use std::collections::BTreeMap;
use std::rc::Rc;

use assay_syntax::{Field, Kind, NodeId, Token};

use super::spec::What;
use super::state::{Lvalue, Origin, State, THIS, Taints, Trail, Value, follow, step};
use super::walk::Walk;
use crate::Constant;
use crate::flow::Flow;
use crate::names::Sort;

/// How deep functions are followed into functions.
const DEPTH: usize = 12;

/// What a function does with what it is handed.
#[derive(Clone, Debug, Default)]
pub(super) struct Summary {
    /// What it gives back.
    pub value: Value,
    /// The sinks that its parameters reach, with the way there.
    pub sinks: BTreeMap<u32, (Taints, Trail)>,
    /// The fields of its object that it taints.
    pub fields: BTreeMap<Lvalue, Taints>,
}

impl Summary {
    /// Notes what is tainted where a function is left.
    pub(super) fn leaves(&mut self, state: &State) {
        for (place, taints) in state.tainted() {
            if !taints.is_empty() && place.len() == 1 {
                self.fields.entry(place.clone()).or_default().add(taints);
            }
        }
    }
}

/// What a method of a collection does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Collection {
    Append,
    Put,
    Get,
    Remove,
}

fn collection(name: &str, arguments: usize) -> Option<Collection> {
    Some(match (name, arguments) {
        ("add" | "append" | "push" | "addLast" | "addElement" | "Add" | "offer", 1) => {
            Collection::Append
        }
        (
            "put" | "set" | "setItem" | "setProperty" | "setAttribute" | "insert" | "add" | "Add"
            | "replace",
            2,
        ) => Collection::Put,
        ("set", 3) => Collection::Put,
        ("get" | "at" | "getItem" | "elementAt" | "getProperty" | "getAttribute", 1) => {
            Collection::Get
        }
        ("getOrDefault" | "get", 2) => Collection::Get,
        ("remove" | "pop" | "removeAt" | "RemoveAt", 1) => Collection::Remove,
        _ => return None,
    })
}

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

/// Whether a function of the language's own never comes back.
fn never_returns(lang: &str, name: &str) -> bool {
    match lang {
        "php" => matches!(name, "exit" | "die"),
        "ruby" => matches!(name, "raise" | "fail" | "exit" | "abort"),
        "python" => matches!(name, "sys.exit" | "os._exit" | "os.abort"),
        "go" => matches!(name, "panic" | "os.Exit" | "log.Fatal" | "log.Fatalf"),
        "java" => name == "System.exit",
        "javascript" | "typescript" | "tsx" => name == "process.exit",
        "csharp" => name == "Environment.Exit",
        _ => false,
    }
}

impl<'t> Walk<'t> {
    /// Whether nothing runs after a call, as far as its name tells.
    pub(super) fn is_last_call(&self, call: NodeId) -> bool {
        let tree = self.tree;
        let callee = tree
            .get(call, Field::Callee)
            .filter(|_| tree.kind(call) == Kind::Call);
        callee.is_some_and(|callee| {
            never_returns(tree.lang().id(), tree.text(callee))
                && !self.functions.contains_key(&tree.token(callee))
        })
    }

    pub(super) fn call(&mut self, state: &mut State, id: NodeId) -> Value {
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
        let mut own = Value::default();
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
        Value::of(taints)
    }

    fn arguments(
        &mut self,
        state: &mut State,
        object: Option<NodeId>,
        name: &str,
        args: &[NodeId],
    ) -> Vec<Value> {
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
                values.push(if is_safe { Value::default() } else { value });
            }
        }
        values
    }

    /// A function that is called at once with elements of a collection.
    fn handed(&mut self, state: &mut State, lambda: NodeId, taints: &Taints) -> Value {
        let tree = self.tree;
        let mut inner = state.clone();
        let given = taints.stepped(&tree.span(lambda), What::Passed);
        self.parameters(&mut inner, lambda, &mut |_, _| Value::of(given.clone()));
        let before = std::mem::take(&mut self.result);
        for body in tree.all(lambda, Field::Body) {
            if let Some(end) = self.body(inner.clone(), body) {
                state.join(&end);
            }
        }
        let made = std::mem::replace(&mut self.result, before);
        for (sink, (taints, trail)) in made.sinks {
            let known = self.result.sinks.entry(sink);
            known
                .or_insert_with(|| (Taints::default(), trail))
                .0
                .add(&taints);
        }
        Value::of(made.value.all())
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
                let trail = step(&None, place.range.clone(), What::Sink);
                self.arrive(sink, &taints, &trail);
            }
        }
    }

    /// Java's `getX()` and `setX(v)` stand for a property that nobody has written down.
    fn property(
        &mut self,
        state: &mut State,
        object: Option<NodeId>,
        name: &str,
        args: &[NodeId],
        handed: &Taints,
    ) -> Option<Taints> {
        let object =
            object.filter(|object| self.habits.is_java && self.tree.kind(*object) == Kind::Name)?;
        let (get, set) = (name.strip_prefix("get"), name.strip_prefix("set"));
        let property = get
            .filter(|_| args.is_empty())
            .or(set.filter(|_| args.len() == 1))?;
        let mut letters = property.chars();
        let first = letters.next()?;
        let property: String = first.to_lowercase().chain(letters).collect();
        let mut place = self.place(object)?;
        place.push(Token::of(&property).value());
        if get.is_some() && args.is_empty() {
            return Some(state.get(&place));
        }
        if !handed.is_empty() {
            state.add(&place, handed);
        }
        Some(Taints::default())
    }

    /// What the methods of collections do to their elements.
    fn collected(
        &mut self,
        state: &mut State,
        object: Option<NodeId>,
        name: &str,
        args: &[NodeId],
        values: &[Value],
    ) -> Option<Value> {
        let what = collection(name, args.len())?;
        let object = object?;
        let place = self.place(object)?;
        let [base] = place[..] else {
            return None;
        };
        let length = state.lengths.get(&base).copied();
        let mut handed = Taints::default();
        for value in values {
            handed.add(&value.all());
        }
        let key = self.key(args, what);
        match what {
            Collection::Append => match length {
                Some(length) => {
                    state.set(&[base, length], &values[0]);
                    Rc::make_mut(&mut state.lengths).insert(base, length + 1);
                }
                None => state.add(&[base], &handed),
            },
            Collection::Put => {
                let value = values.last()?;
                match (length, key) {
                    (Some(_), Some(key)) => state.set(&[base, key], value),
                    _ => state.add(&[base], &handed),
                }
            }
            Collection::Get => {
                length?;
                let mut value = match key {
                    Some(key) => state.value(&[base, key]),
                    None => Value::of(state.value(&[base]).all()),
                };
                if args.len() == 2
                    && matches!(name, "getOrDefault")
                    && let Some(default) = values.last()
                {
                    value.taints.add(&default.all());
                }
                return Some(value);
            }
            Collection::Remove => {
                let (length, gone) = (length?, key?);
                let removed = state.value(&[base, gone]);
                if gone >= length {
                    // A map: only this key is gone.
                    state.clean(&[base, gone]);
                    return Some(removed);
                }
                for at in gone..length - 1 {
                    let next = state.value(&[base, at + 1]);
                    state.set(&[base, at], &next);
                }
                Rc::make_mut(&mut state.lengths).insert(base, length - 1);
                return Some(removed);
            }
        }
        Some(Value::of(state.value(&[base]).all()))
    }

    /// The key of a collection's element; a section and a key together for those that have both.
    fn key(&self, args: &[NodeId], what: Collection) -> Option<u64> {
        let keys = match what {
            Collection::Put => &args[..args.len() - 1],
            Collection::Get if args.len() == 2 => match self.facts.constant(args[1]) {
                Some(Constant::Str(_)) => args,
                _ => &args[..1],
            },
            _ => args,
        };
        let mut mixed: Option<u64> = None;
        for key in keys {
            let key = self.offset(*key)?;
            mixed = Some(mixed.map_or(key, |before| before.rotate_left(7) ^ key));
        }
        mixed
    }

    pub(super) fn make(&mut self, state: &mut State, id: NodeId) -> Value {
        let tree = self.tree;
        if self.habits.classes_are_values
            && let Some(class) = tree.get(id, Field::Type)
        {
            self.eval(state, class);
        }
        let args: Vec<NodeId> = tree.all(id, Field::Arg).collect();
        let values: Vec<Value> = args.iter().map(|arg| self.eval(state, *arg)).collect();
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
            return Value::default();
        }
        // The elements of an array are told apart as those of a list are.
        let is_array = tree
            .get(id, Field::Type)
            .is_some_and(|ty| tree.kind(ty) == Kind::ArrayType);
        match (&args[..], is_array) {
            ([only], true) if tree.kind(*only) == Kind::List => values[0].clone(),
            _ => Value::of(handed),
        }
    }

    /// Walks the methods of an anonymous class where it stands.
    fn members(&mut self, state: &State, body: NodeId) {
        let tree = self.tree;
        for item in tree.children(body) {
            if tree.kind(*item) == Kind::Function {
                let mut inner = state.clone();
                self.parameters(&mut inner, *item, &mut |_, _| Value::default());
                let before = std::mem::take(&mut self.result);
                for body in tree.all(*item, Field::Body) {
                    self.body(inner.clone(), body);
                }
                let made = std::mem::replace(&mut self.result, before);
                for (sink, (taints, trail)) in made.sinks {
                    let known = self.result.sinks.entry(sink);
                    known
                        .or_insert_with(|| (Taints::default(), trail))
                        .0
                        .add(&taints);
                }
            }
        }
    }

    /// Finds the functions of the file by their names.
    pub(super) fn index(&mut self) {
        let tree = self.tree;
        for id in tree.walk(tree.root()) {
            let (name, function) = match tree.kind(id) {
                Kind::Function => (tree.get(id, Field::Name), Some(id)),
                Kind::VarDef | Kind::Assign => {
                    let name = tree
                        .get(id, Field::Left)
                        .and_then(|left| match tree.kind(left) {
                            Kind::Member => tree.get(left, Field::Name),
                            _ => Some(left),
                        });
                    let right = tree.get(id, Field::Right);
                    (
                        name,
                        right.filter(|right| tree.kind(*right) == Kind::Lambda),
                    )
                }
                _ => continue,
            };
            if let (Some(name), Some(function)) = (name, function) {
                self.functions
                    .entry(tree.token(name))
                    .or_default()
                    .push(function);
            }
        }
    }

    fn class_of(&self, function: NodeId) -> Option<Token> {
        let tree = self.tree;
        let class = tree
            .ancestors(function)
            .find(|up| tree.kind(*up) == Kind::Class)?;
        Some(tree.token(tree.get(class, Field::Name)?))
    }

    /// The parameters of a function as they are handed: not the object of a method.
    fn params(&self, function: NodeId) -> Vec<(NodeId, u16)> {
        let tree = self.tree;
        let mut place = 0;
        let mut params = Vec::new();
        for param in tree.all(function, Field::Receiver) {
            params.push((param, THIS));
        }
        for (at, param) in tree.all(function, Field::Param).enumerate() {
            let is_self = at == 0
                && self.habits.is_python
                && self.class_of(function).is_some()
                && matches!(
                    tree.get(param, Field::Name).map(|name| tree.text(name)),
                    Some("self" | "cls")
                );
            if is_self {
                params.push((param, THIS));
            } else {
                params.push((param, place));
                place += 1;
            }
        }
        params
    }

    fn choose(&self, candidates: &[NodeId], arguments: usize) -> Option<NodeId> {
        let takes = |function: &&NodeId| {
            let params = self.params(**function);
            params.iter().filter(|(_, place)| *place != THIS).count() == arguments
        };
        match candidates {
            [] => None,
            [only] => Some(*only),
            _ => {
                let mut fitting = candidates.iter().filter(takes);
                let first = fitting.next()?;
                fitting.next().is_none().then_some(*first)
            }
        }
    }

    /// The function of this file that a call calls, if that is certain enough.
    fn resolve(&self, callee: NodeId, arguments: usize) -> Option<NodeId> {
        let tree = self.tree;
        match tree.kind(callee) {
            Kind::Name => {
                let binding = self.facts.names().get(callee);
                if binding
                    .is_some_and(|binding| matches!(binding.sort, Sort::Parameter | Sort::Import))
                {
                    return None;
                }
                self.choose(self.functions.get(&tree.token(callee))?, arguments)
            }
            Kind::Member => {
                let object = tree.get(callee, Field::Object)?;
                let name = tree.get(callee, Field::Name)?;
                let class = self.class_named(object)?;
                let candidates: Vec<NodeId> = self
                    .functions
                    .get(&tree.token(name))?
                    .iter()
                    .copied()
                    .filter(|function| {
                        self.class_of(*function) == Some(class) || self.receives(*function, class)
                    })
                    .collect();
                self.choose(&candidates, arguments)
            }
            _ => None,
        }
    }

    /// Whether a Go method has a receiver of this type.
    fn receives(&self, function: NodeId, class: Token) -> bool {
        let tree = self.tree;
        let receiver = tree
            .get(function, Field::Receiver)
            .and_then(|receiver| tree.get(receiver, Field::Type));
        receiver.is_some_and(|ty| tree.walk(ty).any(|part| tree.token(part) == class))
    }

    /// The class of this file that an object is of: its own, one that is named, made or declared.
    fn class_named(&self, object: NodeId) -> Option<Token> {
        let tree = self.tree;
        let is_this = matches!(
            tree.text(object),
            "this" | "self" | "$this" | "cls" | "static" | "super"
        );
        if is_this {
            return self.class_of(object);
        }
        match tree.kind(object) {
            Kind::New => tree.get(object, Field::Type).map(|ty| tree.token(ty)),
            Kind::Call => {
                // Python makes an object by calling its class.
                let class = tree.get(object, Field::Callee)?;
                (tree.kind(class) == Kind::Name).then(|| tree.token(class))
            }
            Kind::Name => {
                let declared = self.facts.type_of(tree, object);
                let made = self
                    .facts
                    .value(object)
                    .and_then(|value| self.class_named(value));
                declared
                    .map(|ty| {
                        tree.walk(ty)
                            .find(|part| tree.kind(*part) == Kind::Name)
                            .map_or(tree.token(ty), |name| tree.token(name))
                    })
                    .or(made)
                    .or_else(|| Some(tree.token(object)))
            }
            _ => None,
        }
    }

    fn constructor(&self, id: NodeId, arguments: usize) -> Option<NodeId> {
        let tree = self.tree;
        let class = tree.token(tree.get(id, Field::Type)?);
        for name in [class, Token::of("constructor"), Token::of("__construct")] {
            let named = self.functions.get(&name).map_or(&[][..], Vec::as_slice);
            let own: Vec<NodeId> = named
                .iter()
                .copied()
                .filter(|one| self.class_of(*one) == Some(class))
                .collect();
            if let Some(found) = self.choose(&own, arguments) {
                return Some(found);
            }
        }
        None
    }

    /// What calling a function of this file does.
    fn called(
        &mut self,
        state: &mut State,
        id: NodeId,
        function: NodeId,
        object: Option<NodeId>,
        args: &[NodeId],
        values: &[Value],
    ) -> Option<Value> {
        let tree = self.tree;
        let summary = self.summary(function)?;
        let params = self.params(function);
        let own = object
            .and_then(|object| self.place(object))
            .map_or_else(Taints::default, |place| state.value(&place).all());
        let span = tree.span(id);
        let mut handed: BTreeMap<u16, Taints> = BTreeMap::from([(THIS, own)]);
        let last = params
            .iter()
            .filter(|(_, place)| *place != THIS)
            .count()
            .saturating_sub(1);
        let mut at = 0;
        for (arg, value) in args.iter().zip(values) {
            let named = (tree.kind(*arg) == Kind::Keyword)
                .then(|| tree.get(*arg, Field::Name))
                .flatten();
            let place = match named {
                Some(name) => {
                    let is_called = |param: &&(NodeId, u16)| {
                        tree.get(param.0, Field::Name)
                            .is_some_and(|own| tree.token(own) == tree.token(name))
                    };
                    params
                        .iter()
                        .find(is_called)
                        .map_or(at as u16, |(_, place)| *place)
                }
                None => {
                    at += 1;
                    (at - 1).min(last) as u16
                }
            };
            let taints = value.all().stepped(&tree.span(*arg), What::Passed);
            handed.entry(place).or_default().add(&taints);
        }
        let fill = |taints: &Taints, end: Option<What>| {
            let mut filled = Taints::default();
            for (origin, label, trail) in taints.iter() {
                let close = |trail: &Trail| match end {
                    Some(what) => step(trail, span.clone(), what),
                    None => trail.clone(),
                };
                match origin {
                    Origin::Source(_) => {
                        filled.add(&Taints::one(origin, label.cloned(), close(trail)));
                    }
                    Origin::Param(place) => {
                        let Some(given) = handed.get(&place) else {
                            continue;
                        };
                        filled.add(&given.map(|origin, own, before| {
                            let label = label.or(own).cloned();
                            Some((origin, label, close(&follow(before, trail))))
                        }));
                    }
                }
            }
            filled
        };
        for (sink, (taints, rest)) in &summary.sinks {
            let arriving = fill(taints, None);
            if !arriving.is_empty() {
                self.arrive(*sink, &arriving, rest);
            }
        }
        for (place, taints) in &summary.fields {
            let taints = fill(taints, None);
            if !taints.is_empty() {
                state.add(place, &taints);
            }
        }
        Some(Value {
            taints: fill(&summary.value.taints, Some(What::Returned)),
            parts: summary
                .value
                .parts
                .iter()
                .map(|(path, taints)| (path.clone(), fill(taints, Some(What::Returned))))
                .collect(),
        })
    }

    /// What a function does; none while it is being found out, or where that is too deep.
    pub(super) fn summary(&mut self, function: NodeId) -> Option<Rc<Summary>> {
        if let Some(known) = self.summaries.get(&function) {
            return known.clone();
        }
        if self.depth >= DEPTH {
            return None;
        }
        let tree = self.tree;
        let body = tree.get(function, Field::Body)?;
        self.summaries.insert(function, None);
        self.depth += 1;
        let before = std::mem::take(&mut self.result);
        let mut state = self.settled.clone();
        let params = self.params(function);
        let is_followed = self.features.functions;
        state.add(
            &[u64::from(THIS) | 1 << 62],
            &Taints::one(Origin::Param(THIS), None, None),
        );
        self.parameters(&mut state, function, &mut |place, _| {
            let Some((_, place)) = params.get(place).filter(|_| is_followed) else {
                return Value::default();
            };
            Value::of(Taints::one(Origin::Param(*place), None, None))
        });
        if let Some(end) = self.body(state, body) {
            self.result.leaves(&end);
        }
        let mut summary = std::mem::replace(&mut self.result, before);
        let names = self.facts.names();
        summary.fields.retain(|place, _| {
            let binding = names.bindings.get(place[0] as usize);
            binding.is_some_and(|binding| matches!(binding.sort, Sort::Field | Sort::Global))
        });
        self.depth -= 1;
        let summary = Rc::new(summary);
        self.summaries.insert(function, Some(Rc::clone(&summary)));
        Some(summary)
    }
}
