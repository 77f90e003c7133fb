//! The walk that carries taint through statements and expressions.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use assay_syntax::{Field, Kind, NodeId, Token, Tree};

use super::calls::Summary;
use super::exits::ExitSinks;
use super::marks::{Marked, Marks};
use super::spec::{Matches, Options, Requires, SideEffect, Spec, What};
use super::state::{Lvalue, Origin, State, THIS, Taints, Trail, Value, follow, hops, step};
use super::{Features, Findings};
use crate::constants::variable;
use crate::flow::{Flow, Jumps, is_control};
use crate::fold::Folding;
use crate::habits::Habits;
use crate::names::{Binding, Sort};
use crate::{BindingId, Constant, Facts};

/// How many steps an analysis takes before it stops.
const BUDGET: usize = 3_000_000;

/// Where the host is asked whether time is up.
const TICK: usize = 2048;

/// How many expressions are looked at to find out what one of them gives.
const LOOKS: usize = 256;

/// The label of taint whose source names none.
pub(super) const PLAIN: &str = "__SOURCE__";

pub(super) struct Walk<'t> {
    pub tree: &'t Tree,
    pub facts: &'t Facts,
    pub spec: &'t Spec,
    pub matches: &'t Matches,
    pub options: &'t Options,
    pub features: Features,
    pub marked: &'t Marked,
    pub exits: &'t ExitSinks,
    pub folding: Folding,
    pub habits: Habits,
    pub words: Words,
    pub findings: Findings,
    pub summaries: HashMap<NodeId, Option<Rc<Summary>>>,
    pub functions: HashMap<Token, Vec<NodeId>>,
    /// What the function that is walked gives back and does.
    pub result: Summary,
    /// What is tainted in every function: variables of the file and its classes that never change.
    pub settled: State,
    /// The values of blocks that stand where expressions do.
    tails: Vec<Value>,
    jumps: Jumps<State>,
    /// How often things are named.
    uses: OnceCell<HashMap<BindingId, u32>>,
    tick: &'t dyn Fn() -> bool,
    steps: usize,
    pub exhausted: bool,
    pub depth: usize,
}

/// Words that mean something to the walk.
pub(super) struct Words {
    this: Vec<Token>,
}

impl Words {
    fn new() -> Words {
        Words {
            this: ["this", "self", "$this"].map(Token::of).to_vec(),
        }
    }
}

impl<'t> Walk<'t> {
    #[allow(clippy::too_many_arguments, reason = "made in one place only")]
    pub(super) fn new(
        tree: &'t Tree,
        facts: &'t Facts,
        spec: &'t Spec,
        matches: &'t Matches,
        options: &'t Options,
        features: Features,
        marked: &'t Marked,
        exits: &'t ExitSinks,
        tick: &'t dyn Fn() -> bool,
    ) -> Walk<'t> {
        Walk {
            tree,
            facts,
            spec,
            matches,
            options,
            features,
            marked,
            exits,
            folding: Folding::of(tree.lang()),
            habits: Habits::of(tree.lang()),
            words: Words::new(),
            findings: Findings::default(),
            summaries: HashMap::new(),
            functions: HashMap::new(),
            result: Summary::default(),
            settled: State::default(),
            tails: Vec::new(),
            jumps: Jumps::default(),
            uses: OnceCell::new(),
            tick,
            steps: 0,
            exhausted: false,
            depth: 0,
        }
    }

    /// Walks a body with jumps and a result of its own; gives the state at its end.
    pub(super) fn body(&mut self, state: State, body: NodeId) -> Option<State> {
        let jumps = std::mem::take(&mut self.jumps);
        let tails = std::mem::take(&mut self.tails);
        let is_result = self.habits.last_is_result;
        if is_result {
            self.tails.push(Value::default());
        }
        let end = self.statement(state, body, is_result);
        if is_result && let Some(tail) = self.tails.pop() {
            self.result.value.taints.add(&tail.all());
        }
        self.jumps = jumps;
        self.tails = tails;
        end
    }

    fn marks(&self, id: NodeId) -> Option<&'t Marks> {
        self.marked.get(id)
    }

    /// Runs an expression and tells what taint it gives.
    pub(super) fn eval(&mut self, state: &mut State, id: NodeId) -> Value {
        if self.spent() {
            return Value::default();
        }
        let marks = self.marks(id);
        if let Some(marks) = marks.filter(|marks| !marks.sanitizers.is_empty()) {
            if let Some(place) = self.place(id) {
                let cleans = |one: &&u32| {
                    let place = &self.matches.sanitizers[**one as usize];
                    self.spec.sanitizers[place.spec].by_side_effect
                        && place.range == self.tree.span(id)
                };
                if marks.sanitizers.iter().any(|one| cleans(&one)) {
                    state.clean(&place);
                }
            }
            let is_exact = |one: &u32| {
                let place = &self.matches.sanitizers[*one as usize];
                self.spec.sanitizers[place.spec].exact
            };
            if marks.sanitizers.iter().all(is_exact) {
                self.evals(state, self.tree.children(id).iter().copied());
            }
            return Value::default();
        }
        let mut value = self.compute(state, id);
        if self.is_safe_type(id) {
            value = Value::default();
        }
        if let Some(marks) = marks {
            self.sourced(state, id, marks, &mut value);
            self.propagated(state, id, marks, &mut value);
            let all = value.all();
            self.reached(state, marks, &all);
        }
        value
    }

    /// What matches of sources on an expression add to it.
    fn sourced(&mut self, state: &mut State, id: NodeId, marks: &Marks, value: &mut Value) {
        let mut lasting = Taints::default();
        for &source in &marks.sources {
            let place = &self.matches.sources[source as usize];
            let spec = &self.spec.sources[place.spec];
            let incoming = value.all();
            if spec
                .requires
                .as_ref()
                .is_some_and(|requires| !satisfied(requires, &incoming))
            {
                continue;
            }
            let trail = step(&None, place.range.clone(), What::Source);
            let taints = Taints::one(Origin::Source(source), spec.label.clone(), trail);
            if spec.control {
                state.control.add(&taints);
                continue;
            }
            let is_whole = place.range == self.tree.span(id);
            if spec.by_side_effect != SideEffect::No && is_whole {
                lasting.add(&taints);
            }
            if spec.by_side_effect != SideEffect::Only {
                value.taints.add(&taints);
            }
        }
        if !lasting.is_empty()
            && let Some(place) = self.place(id)
        {
            state.add(&place, &lasting);
        }
    }

    /// What propagators take from an expression and put into it.
    fn propagated(&mut self, state: &mut State, id: NodeId, marks: &Marks, value: &mut Value) {
        for &taken in &marks.takes {
            let spec = &self.spec.propagators[self.matches.propagators[taken as usize].spec];
            let taints = value.all();
            let fits = spec
                .requires
                .as_ref()
                .is_none_or(|requires| satisfied(requires, &taints));
            if taints.is_empty() || !fits {
                continue;
            }
            let relabelled = match &spec.label {
                None => taints,
                Some(new) => taints.map(|origin, label, trail| {
                    let old = label.map_or(PLAIN, |label| label);
                    let replaces = spec
                        .replace_labels
                        .as_ref()
                        .is_none_or(|some| some.iter().any(|one| **one == *old));
                    let label = if replaces {
                        Some(Rc::clone(new))
                    } else {
                        label.cloned()
                    };
                    Some((origin, label, trail.clone()))
                }),
            };
            if self.features.late_sources
                && spec.by_side_effect
                && let Some(to) = self.marked.put_before(taken)
                && let Some(place) = self.place(to)
            {
                let taints = relabelled.stepped(&self.tree.span(to), What::Assigned);
                state.add(&place, &taints);
            }
            Rc::make_mut(&mut state.carried).insert(taken as usize, relabelled);
        }
        for &put in &marks.puts {
            let Some(taints) = Rc::make_mut(&mut state.carried).remove(&(put as usize)) else {
                continue;
            };
            let spec = &self.spec.propagators[self.matches.propagators[put as usize].spec];
            let taints = taints.stepped(&self.tree.span(id), What::Assigned);
            value.taints.add(&taints);
            if spec.by_side_effect
                && let Some(place) = self.place(id)
            {
                state.add(&place, &taints);
            }
        }
    }

    /// Tells of taint that has reached the sinks on a node.
    fn reached(&mut self, state: &State, marks: &Marks, taints: &Taints) {
        for &sink in &marks.sinks {
            let spec = &self.spec.sinks[self.matches.sinks[sink as usize].spec];
            if spec.at_exit {
                continue;
            }
            let mut taints = taints.clone();
            taints.add(&state.control);
            if !taints.is_empty() {
                let trail = step(
                    &None,
                    self.matches.sinks[sink as usize].range.clone(),
                    What::Sink,
                );
                self.arrive(sink, &taints, &trail);
            }
        }
    }

    /// Taint arrives at a sink, at the end of a way through functions.
    pub(super) fn arrive(&mut self, sink: u32, taints: &Taints, rest: &Trail) {
        let requires = &self.spec.sinks[self.matches.sinks[sink as usize].spec].requires;
        let mut waiting = Taints::default();
        for (origin, label, trail) in taints.iter() {
            if let Origin::Param(_) = origin {
                waiting.add(&Taints::one(origin, label.cloned(), trail.clone()));
            }
        }
        if !waiting.is_empty() {
            self.result
                .sinks
                .entry(sink)
                .or_insert_with(|| (Taints::default(), rest.clone()))
                .0
                .add(&waiting);
        }
        let known = taints.map(|origin, label, trail| match origin {
            Origin::Source(_) => Some((origin, label.cloned(), trail.clone())),
            Origin::Param(_) => None,
        });
        match requires {
            Some(requires) if !self.options.unify_mvars => {
                if !known.is_empty() && satisfied(requires, &known) {
                    let mut sources: Vec<usize> = Vec::new();
                    let mut way = Vec::new();
                    for (origin, _, trail) in known.iter() {
                        let Origin::Source(source) = origin else {
                            continue;
                        };
                        sources.push(source as usize);
                        if way.is_empty() {
                            way = hops(&follow(trail, rest));
                        }
                    }
                    sources.dedup();
                    self.findings.add(sink as usize, sources, way);
                }
            }
            _ => {
                for (origin, label, trail) in known.iter() {
                    let Origin::Source(source) = origin else {
                        continue;
                    };
                    let has = |wanted: &str| label.map_or(PLAIN, |label| label) == wanted;
                    let fits = requires
                        .as_ref()
                        .map_or_else(|| has(PLAIN), |requires| requires.holds(&has));
                    if fits {
                        self.findings.add(
                            sink as usize,
                            vec![source as usize],
                            hops(&follow(trail, rest)),
                        );
                    }
                }
            }
        }
    }

    /// The place that an expression names, if it is one that is followed.
    pub(super) fn place(&self, id: NodeId) -> Option<Lvalue> {
        let tree = self.tree;
        match tree.kind(id) {
            Kind::Name => Some(vec![variable(tree, self.facts.names(), id)]),
            Kind::Member => {
                let object = tree.get(id, Field::Object)?;
                let name = tree.get(id, Field::Name)?;
                if self.is_this(object) {
                    // A field is the same place with `this` and without it.
                    return Some(vec![variable(tree, self.facts.names(), name)]);
                }
                let mut place = self.place(object)?;
                place.push(tree.token(name).value());
                Some(place)
            }
            Kind::Index => {
                let mut place = self.place(tree.get(id, Field::Object)?)?;
                // Open Semgrep takes an element for the whole.
                if !self.features.elements {
                    return Some(place);
                }
                if let Some(offset) = tree
                    .get(id, Field::Index)
                    .and_then(|index| self.offset(index))
                {
                    place.push(offset);
                }
                Some(place)
            }
            Kind::Deref | Kind::Ref | Kind::Spread => self.place(tree.get(id, Field::Value)?),
            Kind::VarDef => self.place(tree.get(id, Field::Left)?),
            _ => None,
        }
    }

    fn is_this(&self, id: NodeId) -> bool {
        self.words.this.contains(&self.tree.token(id))
    }

    /// The element that an index means, if that is known.
    pub(super) fn offset(&self, index: NodeId) -> Option<u64> {
        match self.facts.constant(index)? {
            Constant::Str(text) => Some(Token::of(text).value()),
            Constant::Int(number) => Some(*number as u64),
            _ => None,
        }
    }

    fn is_precise(&self, place: NodeId) -> bool {
        match self.tree.kind(place) {
            Kind::Index if !self.features.elements => true,
            Kind::Index => {
                let index = self.tree.get(place, Field::Index);
                index.is_some_and(|index| self.offset(index).is_some())
                    && self
                        .tree
                        .get(place, Field::Object)
                        .is_some_and(|object| self.is_precise(object))
            }
            Kind::Member => self
                .tree
                .get(place, Field::Object)
                .is_some_and(|object| self.is_precise(object)),
            Kind::Deref | Kind::Ref => false,
            _ => true,
        }
    }

    pub(super) fn evals(&mut self, state: &mut State, ids: impl Iterator<Item = NodeId>) -> Taints {
        let mut taints = Taints::default();
        for id in ids {
            taints.add(&self.eval(state, id).all());
        }
        taints
    }

    /// The taint of what an operation is made from, where only assignments hand it on none.
    fn passed(&self, taints: Taints) -> Value {
        if self.options.only_propagate_through_assignments {
            return Value::default();
        }
        Value::of(taints)
    }

    fn compute(&mut self, state: &mut State, id: NodeId) -> Value {
        let tree = self.tree;
        match tree.kind(id) {
            Kind::Name => self
                .place(id)
                .map_or_else(Value::default, |place| state.value(&place)),
            Kind::Special | Kind::Word => {
                if self.is_this(id) && self.depth > 0 {
                    return Value::of(state.get(&[u64::from(THIS) | 1 << 62]));
                }
                Value::default()
            }
            Kind::Member | Kind::Index => self.access(state, id),
            Kind::Call => self.call(state, id),
            Kind::New => self.make(state, id),
            Kind::Assign => {
                let Some(right) = tree.get(id, Field::Right) else {
                    return Value::default();
                };
                let value = self.eval(state, right);
                for left in tree.all(id, Field::Left) {
                    self.assign(state, left, &value, Some(right));
                }
                value
            }
            Kind::AugAssign => {
                let (left, right) = (tree.get(id, Field::Left), tree.get(id, Field::Right));
                let mut taints = Taints::default();
                for side in [left, right].into_iter().flatten() {
                    taints.add(&self.eval(state, side).all());
                }
                let value = self.passed(taints);
                if let Some(left) = left {
                    self.assign(state, left, &value, right);
                }
                value
            }
            Kind::Binary => {
                let left = tree
                    .get(id, Field::Left)
                    .map(|left| self.eval(state, left).all());
                let right = tree
                    .get(id, Field::Right)
                    .map(|right| self.eval(state, right).all());
                if self.options.assume_safe_comparisons
                    && self.folding.is_comparison(tree.token(id))
                {
                    return Value::default();
                }
                let mut taints = left.unwrap_or_default();
                taints.add(&right.unwrap_or_default());
                self.passed(taints)
            }
            Kind::Conditional => self.choice(state, id),
            Kind::Lambda => {
                self.inline(state, id);
                Value::default()
            }
            Kind::List | Kind::Tuple => {
                let mut value = Value::default();
                for (place, item) in (0..).zip(tree.children(id)) {
                    let part = self.eval(state, *item);
                    if tree.kind(*item) == Kind::Spread {
                        value.taints.add(&part.all());
                    } else {
                        value.put(place, &part);
                    }
                }
                value
            }
            Kind::Record | Kind::Dict => self.record(state, id),
            Kind::Keyword => {
                let taints = self.evals(state, tree.all(id, Field::Value));
                Value::of(taints)
            }
            Kind::Comprehension => {
                for item in tree.all(id, Field::Item) {
                    if tree.kind(item) == Kind::CompFor {
                        let over = self.evals(state, tree.all(item, Field::Right));
                        for left in tree.all(item, Field::Left) {
                            self.assign(state, left, &Value::of(over.clone()), None);
                        }
                    } else {
                        self.evals(state, tree.children(item).iter().copied());
                    }
                }
                let taints = self.evals(state, tree.all(id, Field::Value));
                Value::of(taints)
            }
            Kind::TypeTest => {
                // `x instanceof T y` and `x is T y` give what is tested a name.
                let mut value = Value::default();
                for part in tree.all(id, Field::Value) {
                    value = self.eval(state, part);
                }
                for name in tree.all(id, Field::Name) {
                    self.assign(state, name, &value, None);
                }
                self.passed(value.all())
            }
            Kind::Cast | Kind::Await | Kind::Spread | Kind::Ref => {
                let mut value = Value::default();
                for part in tree.all(id, Field::Value) {
                    value = self.eval(state, part);
                }
                value
            }
            Kind::Sequence => {
                let mut value = Value::default();
                for part in tree.children(id) {
                    value = self.eval(state, *part);
                }
                value
            }
            kind if is_control(kind) => {
                self.tails.push(Value::default());
                if let Some(after) = self.statement(state.clone(), id, true) {
                    *state = after;
                }
                self.tails.pop().unwrap_or_default()
            }
            kind if kind.is_leaf() => Value::default(),
            _ => {
                let taints = self.evals(state, tree.children(id).iter().copied());
                self.passed(taints)
            }
        }
    }

    fn access(&mut self, state: &mut State, id: NodeId) -> Value {
        let tree = self.tree;
        let Some(object) = tree.get(id, Field::Object) else {
            return Value::default();
        };
        let whole = self.eval(state, object);
        let from_index = self.evals(state, tree.all(id, Field::Index));
        let place = self.place(id);
        let is_safe =
            self.options.assume_safe_indexes || self.options.only_propagate_through_assignments;
        let before = self.place(object);
        let is_clean = self
            .marks(object)
            .is_some_and(|marks| !marks.sanitizers.is_empty());
        let mut value = match &place {
            // What is reached through something clean is clean.
            Some(_) if is_clean => Value::default(),
            Some(place) => {
                // What evaluating the object has added is not known of the place.
                let known = before.map_or_else(Taints::default, |before| state.get(&before));
                let mut value = state.value(place);
                value.taints.add(&whole.taints.beyond(&known));
                value
            }
            None => {
                let offset = match tree.kind(id) {
                    Kind::Index => tree
                        .get(id, Field::Index)
                        .and_then(|index| self.offset(index)),
                    _ => tree
                        .get(id, Field::Name)
                        .map(|name| tree.token(name).value()),
                };
                offset.map_or_else(|| Value::of(whole.all()), |offset| whole.part(offset))
            }
        };
        if self.options.only_propagate_through_assignments {
            value.taints = place.map_or_else(Taints::default, |place| state.own(&place));
        }
        if tree.kind(id) == Kind::Index && !self.is_precise(id) {
            value.taints.add(&whole.all());
        }
        if !is_safe {
            value.taints.add(&from_index);
        }
        value
    }

    fn record(&mut self, state: &mut State, id: NodeId) -> Value {
        let tree = self.tree;
        let mut value = Value::default();
        for item in tree.children(id) {
            if tree.kind(*item) != Kind::Pair {
                value.taints.add(&self.eval(state, *item).all());
                continue;
            }
            let key = tree.get(*item, Field::Key);
            let is_name = key.is_some_and(|key| tree.kind(key) == Kind::Name)
                && tree.kind(id) == Kind::Record;
            let from_key = match key.filter(|_| !is_name) {
                Some(key) => self.eval(state, key).all(),
                None => Taints::default(),
            };
            let mut part = Value::default();
            for of in tree.all(*item, Field::Value) {
                part = self.eval(state, of);
            }
            let offset = match key {
                Some(key) if is_name => Some(tree.token(key).value()),
                Some(key) => self.offset(key),
                None => None,
            };
            match offset.filter(|_| self.features.elements) {
                Some(offset) if from_key.is_empty() => value.put(offset, &part),
                _ => {
                    value.taints.add(&part.all());
                    value.taints.add(&from_key);
                }
            }
        }
        value
    }

    fn choice(&mut self, state: &mut State, id: NodeId) -> Value {
        let tree = self.tree;
        let mut truth = None;
        if let Some(condition) = tree.get(id, Field::Cond) {
            self.eval(state, condition);
            truth = self.truth(state, condition);
        }
        let (then, otherwise) = (tree.get(id, Field::Then), tree.get(id, Field::Else));
        let mut other = state.clone();
        let mut value = Value::default();
        if let Some(then) = then.filter(|_| truth != Some(false)) {
            value = self.eval(state, then);
        }
        if let Some(otherwise) = otherwise.filter(|_| truth != Some(true)) {
            let more = self.eval(&mut other, otherwise);
            value = merged(value, more);
        }
        state.join(&other);
        value
    }

    /// Makes a place, or every place of a pattern, hold a value.
    pub(super) fn assign(
        &mut self,
        state: &mut State,
        left: NodeId,
        value: &Value,
        from: Option<NodeId>,
    ) {
        let tree = self.tree;
        match tree.kind(left) {
            Kind::Tuple | Kind::List => {
                for (place, part) in (0..).zip(tree.children(left)) {
                    let piece = if tree.kind(*part) == Kind::Spread {
                        Value::of(value.all())
                    } else {
                        value.part(place)
                    };
                    self.assign(state, *part, &piece, None);
                }
            }
            Kind::Record => {
                for item in tree.children(left) {
                    // `{ a = 1 }`: a part with what it is where there is none.
                    let with_default = tree.kind(*item) == Kind::Assign;
                    let pair = Some(*item)
                        .filter(|_| !with_default)
                        .or_else(|| tree.get(*item, Field::Left))
                        .unwrap_or(*item);
                    let key = tree
                        .get(pair, Field::Key)
                        .map(|key| tree.token(key).value());
                    let piece = key.map_or_else(|| Value::of(value.all()), |key| value.part(key));
                    if with_default {
                        self.assign(state, *item, &piece, None);
                    }
                    for part in tree.all(*item, Field::Value) {
                        self.assign(state, part, &piece, None);
                    }
                }
            }
            Kind::Pair => {
                for part in tree.children(left) {
                    self.assign(state, *part, value, None);
                }
            }
            Kind::Assign => {
                let mut value = value.clone();
                for default in tree.all(left, Field::Right) {
                    let more = self.eval(state, default);
                    value = merged(value, more);
                }
                for part in tree.all(left, Field::Left) {
                    self.assign(state, part, &value, None);
                }
            }
            Kind::Spread => {
                for part in tree.children(left) {
                    self.assign(state, *part, value, None);
                }
            }
            // Rust: `Foo { a, b: c }`, `Some(a)`, `a | b`.
            Kind::New | Kind::Call if self.habits.patterns_make => {
                let whole = Value::of(value.all());
                for part in tree.all(left, Field::Arg) {
                    self.assign(state, part, &whole, None);
                }
            }
            Kind::Keyword if self.habits.patterns_make => {
                for part in tree.all(left, Field::Value) {
                    self.assign(state, part, value, None);
                }
            }
            Kind::Binary if self.habits.patterns_make => {
                for part in tree.children(left) {
                    self.assign(state, *part, value, None);
                }
            }
            _ => self.assign_place(state, left, value, from),
        }
    }

    fn assign_place(
        &mut self,
        state: &mut State,
        left: NodeId,
        value: &Value,
        from: Option<NodeId>,
    ) {
        let tree = self.tree;
        let Some(place) = self.place(left) else {
            self.evals(state, tree.children(left).iter().copied());
            return;
        };
        let mut part = Some(left).filter(|left| tree.kind(*left) != Kind::Name);
        while let Some(at) = part {
            for index in tree.all(at, Field::Index) {
                self.eval(state, index);
            }
            part = tree.get(at, Field::Object);
        }
        let value = if self.is_safe_type(left) {
            &Value::default()
        } else {
            value
        };
        let value = Value {
            taints: value.taints.stepped(&tree.span(left), What::Assigned),
            parts: value.parts.clone(),
        };
        if self.is_precise(left) {
            state.set(&place, &value);
        } else {
            state.add(&place, &value.all());
        }
        self.constructed(state, &place, from);
        // The place itself may be a source or a sink.
        if let Some(marks) = self.marks(left) {
            let mut own = state.value(&place);
            self.sourced(state, left, marks, &mut own);
            self.propagated(state, left, marks, &mut own);
            if !marks.puts.is_empty() {
                state.add(&place, &own.taints);
            }
            let all = own.all();
            self.reached(state, marks, &all);
        }
    }

    /// Begins to count the elements of a list that starts empty.
    fn constructed(&mut self, state: &mut State, place: &[u64], from: Option<NodeId>) {
        let [base] = place else { return };
        let tree = self.tree;
        let count =
            from.filter(|_| self.features.elements)
                .and_then(|from| match tree.kind(from) {
                    Kind::List => Some(tree.children(from).len() as u64),
                    Kind::New if tree.get(from, Field::Arg).is_none() => Some(0),
                    Kind::Dict | Kind::Record => Some(0),
                    _ => None,
                });
        match count {
            Some(count) => {
                Rc::make_mut(&mut state.lengths).insert(*base, count);
            }
            None if state.lengths.contains_key(base) => {
                Rc::make_mut(&mut state.lengths).remove(base);
            }
            None => {}
        }
    }

    /// Walks the body of a function where it stands, with what is known there.
    fn inline(&mut self, state: &mut State, id: NodeId) {
        let tree = self.tree;
        let mut inner = state.clone();
        self.parameters(&mut inner, id, &mut |_, _| Value::default());
        let result = std::mem::take(&mut self.result);
        let may_run = !self.is_never_used(id);
        for body in tree.all(id, Field::Body) {
            if let Some(end) = self.body(inner.clone(), body)
                && may_run
            {
                state.join(&end);
            }
        }
        // What it gives back is not the result of the function around it.
        let inner = std::mem::replace(&mut self.result, result);
        for (sink, (taints, trail)) in inner.sinks {
            self.result
                .sinks
                .entry(sink)
                .or_insert_with(|| (Taints::default(), trail))
                .0
                .add(&taints);
        }
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
        let is_local = |binding: &Binding| binding.sort == Sort::Local;
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
        binding.is_some_and(|binding| self.uses.get_or_init(count).get(&binding) == Some(&1))
    }

    /// Binds parameters; those that are sources are tainted.
    pub(super) fn parameters(
        &mut self,
        state: &mut State,
        id: NodeId,
        value: &mut dyn FnMut(usize, NodeId) -> Value,
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
    fn given_names(&mut self, state: &mut State, pattern: NodeId) {
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
    fn given(&mut self, state: &mut State, name: NodeId) {
        let Some(marks) = self.marks(name) else {
            return;
        };
        let Some(place) = self.place(name) else {
            return;
        };
        if !marks.sanitizers.is_empty() {
            return;
        }
        let mut value = state.value(&place);
        self.sourced(state, name, marks, &mut value);
        state.add(&place, &value.taints);
    }

    /// The value of an expression, as a machine would compute it.
    fn known(&self, id: NodeId, looks: &mut usize) -> Option<Constant> {
        if let Some(known) = self.facts.constant(id) {
            return Some(known.clone());
        }
        let tree = self.tree;
        // Values of values fan out: what needs too many of them stays unknown.
        *looks = looks.checked_sub(1)?;
        let mut part = |field| tree.get(id, field).and_then(|part| self.known(part, looks));
        match tree.kind(id) {
            Kind::Name => self.known(self.facts.value(id)?, looks),
            Kind::Char => {
                let text = tree.text(id).trim_matches('\'');
                Some(Constant::Str(Rc::from(text)))
            }
            Kind::Binary => {
                let (left, right) = (part(Field::Left), part(Field::Right));
                let operator = tree.token(id);
                let is = |value: &Option<Constant>, truth| *value == Some(Constant::Bool(truth));
                if self.folding.is_and(operator) && (is(&left, false) || is(&right, false)) {
                    return Some(Constant::Bool(false));
                }
                if self.folding.is_or(operator) && (is(&left, true) || is(&right, true)) {
                    return Some(Constant::Bool(true));
                }
                self.folding.binary_deep(operator, &left?, &right?)
            }
            Kind::Unary => self.folding.unary(tree.token(id), &part(Field::Value)?),
            Kind::Index => nth(&part(Field::Object)?, &part(Field::Index)?),
            Kind::Call => {
                let callee = tree.get(id, Field::Callee)?;
                let name = tree.get(callee, Field::Name)?;
                let argument = part(Field::Arg);
                let object = self.known(tree.get(callee, Field::Object)?, looks)?;
                match tree.text(name) {
                    "charAt" => nth(&object, &argument?),
                    "length" => match &object {
                        Constant::Str(text) => Some(Constant::Int(text.len() as i128)),
                        _ => None,
                    },
                    "equals" => match (&object, &argument?) {
                        (Constant::Str(left), Constant::Str(right)) => {
                            Some(Constant::Bool(left == right))
                        }
                        _ => None,
                    },
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn spent(&mut self) -> bool {
        self.steps += 1;
        if self.steps > BUDGET || self.steps.is_multiple_of(TICK) && (self.tick)() {
            self.exhausted = true;
        }
        self.exhausted
    }
}

/// The character at a place of a text.
fn nth(text: &Constant, place: &Constant) -> Option<Constant> {
    let (Constant::Str(text), Constant::Int(place)) = (text, place) else {
        return None;
    };
    let found = text.chars().nth(usize::try_from(*place).ok()?)?;
    Some(Constant::Str(Rc::from(found.to_string())))
}

/// What either of two expressions may give.
pub(super) fn merged(left: Value, right: Value) -> Value {
    let mut parts: BTreeMap<Lvalue, Taints> = BTreeMap::new();
    for (path, taints) in left.parts.iter().chain(&right.parts) {
        parts.entry(path.clone()).or_default().add(taints);
    }
    // A part that only one of them has is in the other what that is itself.
    for (path, taints) in &mut parts {
        for side in [&left, &right] {
            if !side.parts.iter().any(|(other, _)| other == path) {
                taints.add(&side.taints);
            }
        }
    }
    let mut taints = left.taints;
    taints.add(&right.taints);
    Value {
        taints,
        parts: parts.into_iter().collect(),
    }
}

/// Whether labels satisfy a condition.
fn satisfied(requires: &Requires, taints: &Taints) -> bool {
    requires.holds(&|wanted| {
        taints.iter().any(|(origin, label, _)| {
            matches!(origin, Origin::Param(_)) || label.map_or(PLAIN, |label| label) == wanted
        })
    })
}

impl<'t> Flow<'t> for Walk<'t> {
    type State = State;

    fn tree(&self) -> &'t Tree {
        self.tree
    }

    fn habits(&self) -> Habits {
        self.habits
    }

    fn jumps(&mut self) -> &mut Jumps<State> {
        &mut self.jumps
    }

    fn join(&mut self, into: &mut State, from: &State) -> bool {
        into.join(from)
    }

    fn expression(&mut self, state: &mut State, id: NodeId) {
        self.eval(state, id);
    }

    fn effect(&mut self, state: &mut State, id: NodeId, is_last: bool) {
        let value = self.eval(state, id);
        if is_last && let Some(tail) = self.tails.last_mut() {
            *tail = merged(std::mem::take(tail), value);
        }
    }

    fn definition(&mut self, state: &mut State, id: NodeId) {
        let tree = self.tree;
        if let Some(right) = tree.get(id, Field::Right) {
            let value = self.eval(state, right);
            for left in tree.all(id, Field::Left) {
                // Open Semgrep takes no value apart where Rust's `let` does.
                let is_unseen = self.habits.patterns_make
                    && !self.features.patterns
                    && tree.kind(left) != Kind::Name;
                if is_unseen {
                    self.assign(state, left, &Value::default(), None);
                } else {
                    self.assign(state, left, &value, Some(right));
                }
            }
        }
        for body in tree.all(id, Field::Body) {
            self.statement(state.clone(), body, false);
        }
    }

    fn element(&mut self, state: &mut State, id: NodeId) {
        let tree = self.tree;
        // What is iterated over was evaluated before; its taint is looked up without telling of sinks again.
        let mut taints = Taints::default();
        for over in tree.all(id, Field::Right) {
            taints.add(&self.eval(state, over).all());
        }
        for left in tree.all(id, Field::Left) {
            self.assign(state, left, &Value::of(taints.clone()), None);
            self.given_names(state, left);
        }
    }

    fn ends(&self, call: NodeId) -> bool {
        self.features.dead_branches && self.is_last_call(call)
    }

    fn matched(&mut self, state: &mut State, subject: Option<NodeId>, case: NodeId) {
        // Open Semgrep binds nothing here.
        let Some(subject) = subject.filter(|_| self.features.patterns) else {
            return;
        };
        let names = self.bound(case);
        if names.is_empty() {
            return;
        }
        let taints = self.eval(state, subject).all();
        for name in names {
            self.assign(state, name, &Value::of(taints.clone()), None);
        }
    }

    fn caught(&mut self, state: &mut State, id: NodeId) {
        let tree = self.tree;
        for name in tree.all(id, Field::Name) {
            self.assign(state, name, &Value::default(), None);
            self.given(state, name);
        }
        self.parameters(state, id, &mut |_, _| Value::default());
    }

    fn function(&mut self, state: &mut State, id: NodeId) {
        let tree = self.tree;
        let is_nested = tree
            .ancestors(id)
            .any(|up| matches!(tree.kind(up), Kind::Function | Kind::Lambda));
        if is_nested {
            let in_class = tree
                .parent(id)
                .and_then(|up| tree.parent(up))
                .is_some_and(|up| tree.kind(up) == Kind::Class);
            if !in_class {
                self.inline(state, id);
            }
        }
        for decorator in tree.all(id, Field::Decorator) {
            self.evals(state, tree.children(decorator).iter().copied());
        }
    }

    fn ran(&mut self, state: &State, statement: NodeId) {
        self.leave(state, statement);
    }

    fn returned(&mut self, state: &mut State, id: NodeId) {
        let tree = self.tree;
        for value in tree.all(id, Field::Value) {
            let value = self.eval(state, value);
            let before = std::mem::take(&mut self.result.value);
            self.result.value = merged_result(before, value);
        }
        self.result.leaves(state);
    }

    fn enough(&mut self) -> bool {
        self.spent()
    }

    fn truth(&mut self, _state: &State, condition: NodeId) -> Option<bool> {
        if !self.features.dead_branches {
            return None;
        }
        let mut looks = LOOKS;
        match self.known(condition, &mut looks)? {
            Constant::Bool(truth) => Some(truth),
            _ => None,
        }
    }

    fn fits(&mut self, _state: &State, subject: NodeId, label: NodeId) -> Option<bool> {
        if !self.features.dead_branches {
            return None;
        }
        // What matches anything needs nothing to be known.
        if self.habits.is_python && self.tree.text(label) == "_" {
            return Some(true);
        }
        let mut looks = LOOKS;
        self.fits_pattern(&self.known(subject, &mut looks)?, label)
    }
}

impl Walk<'_> {
    /// Whether a known value is what a label describes: a value, `a | b` or `_`.
    fn fits_pattern(&self, subject: &Constant, label: NodeId) -> Option<bool> {
        let tree = self.tree;
        let children = tree.children(label);
        match (tree.kind(label), children) {
            (Kind::Word, _) => (tree.text(label) == "_").then_some(true),
            (Kind::Other, [only]) => self.fits_pattern(subject, *only),
            (Kind::Other, [_, bar, ..]) if tree.text(*bar) == "|" => {
                let mut all = children.iter().step_by(2);
                let fits = |one: &NodeId| self.fits_pattern(subject, *one);
                all.clone()
                    .any(|one| fits(one) == Some(true))
                    .then_some(true)
                    .or_else(|| all.all(|one| fits(one) == Some(false)).then_some(false))
            }
            _ => {
                let mut looks = LOOKS;
                let label = self.known(label, &mut looks)?;
                let is_whole = |value: &Constant| !matches!(value, Constant::SomeStr);
                (is_whole(subject) && is_whole(&label)).then(|| *subject == label)
            }
        }
    }
}

/// What a function may give back, in addition to what was seen before.
fn merged_result(before: Value, more: Value) -> Value {
    if before.taints.is_empty() && before.parts.is_empty() {
        return more;
    }
    merged(before, more)
}
