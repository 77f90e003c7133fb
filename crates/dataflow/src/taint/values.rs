//! What taint expressions give.

use std::collections::BTreeMap;
use std::rc::Rc;

use assay_syntax::{Field, Kind, NodeId, Token};

use super::collections::is_collecting;
use super::index::is_getter;
use super::literals::pair;
use super::objects::{Object, Objects};
use super::places::THIS_PLACE;
use super::spec::What;
use super::state::{Lvalue, State, TaintValue, Taints};
use super::walk::{LOOKS, Walk};
use crate::constants::variable;
use crate::flow::{Flow, is_control};
use crate::names::{Binding, BindingKind};

impl Walk<'_> {
    pub(super) fn evals(&mut self, state: &mut State, ids: impl Iterator<Item = NodeId>) -> Taints {
        let mut taints = Taints::default();
        for id in ids {
            taints.add(&self.eval(state, id).all());
        }
        taints
    }

    /// The taint of what an operation is made from, where only assignments hand it on none.
    pub(super) fn passed(&self, taints: Taints) -> TaintValue {
        if self.options.only_propagate_through_assignments {
            return TaintValue::default();
        }
        TaintValue::of(taints)
    }

    pub(super) fn compute(&mut self, state: &mut State, id: NodeId) -> TaintValue {
        let tree = self.tree;
        match tree.kind(id) {
            Kind::Name => self.named(state, id),
            Kind::Special | Kind::Word if self.features.objects => self
                .place(id)
                .map_or_else(TaintValue::default, |place| state.read(&place)),
            Kind::Special | Kind::Word => {
                if self.is_this(id) && self.depth > 0 {
                    return TaintValue::of(state.get(&[THIS_PLACE]));
                }
                TaintValue::default()
            }
            Kind::Member | Kind::Index => self.access(state, id),
            Kind::Call => self.call(state, id),
            Kind::New => self.make(state, id),
            Kind::Assign => self.assignment(state, id),
            Kind::AugAssign => self.augmented(state, id),
            Kind::Update => self.update(state, id),
            Kind::Binary => self.binary(state, id),
            Kind::Conditional => self.choice(state, id),
            Kind::Lambda => {
                self.inline(state, id);
                self.callable(id)
            }
            Kind::Yield => {
                let value = self.last(state, tree.all(id, Field::Value));
                if self.semantics.control.loops_give
                    && let Some(tail) = self.tails.last_mut()
                {
                    *tail = merged(std::mem::take(tail), TaintValue::of(value.all()));
                    return TaintValue::default();
                }
                if !self.features.objects {
                    return self.passed(value.all());
                }
                if self.semantics.control.yield_calls {
                    return match self.blocks.last().copied().flatten() {
                        Some(block) => self.handed(state, block, &value, false),
                        None => TaintValue::default(),
                    };
                }
                let given = TaintValue::of(value.all());
                let before = std::mem::take(&mut self.result.value);
                self.result.value = merged(before, given);
                // A generator that waits for itself is no coroutine: what is sent back is something else.
                if self.is_async(id) {
                    return TaintValue::default();
                }
                self.passed(value.all())
            }
            Kind::Delete | Kind::Unary
                if self.features.objects
                    && (tree.kind(id) == Kind::Delete || tree.token(id) == Token::of("delete")) =>
            {
                self.evals(state, tree.children(id).iter().copied());
                for of in tree.all(id, Field::Value) {
                    self.removed(state, of, None);
                }
                TaintValue::default()
            }
            Kind::VarDef if self.features.objects => {
                self.definition(state, id);
                let left = tree.get(id, Field::Left).and_then(|left| self.place(left));
                left.map_or_else(TaintValue::default, |place| state.read(&place))
            }
            Kind::Other if self.features.objects && self.referred(id).is_some() => self
                .referred(id)
                .map_or_else(TaintValue::default, |function| self.callable(function)),
            Kind::List | Kind::Tuple => self.list(state, id),
            Kind::Record | Kind::Dict => self.record(state, id),
            Kind::Keyword => {
                let taints = self.evals(state, tree.all(id, Field::Value));
                TaintValue::of(taints)
            }
            Kind::Comprehension => self.comprehension(state, id),
            Kind::CompFor => self.drawn(state, id),
            Kind::TypeTest => self.type_test(state, id),
            Kind::Cast | Kind::Await | Kind::Spread | Kind::Ref => {
                self.last(state, tree.all(id, Field::Value))
            }
            Kind::Sequence => self.last(state, tree.children(id).iter().copied()),
            kind if is_control(kind) => {
                self.tails.push(TaintValue::default());
                if let Some(after) = self.statement(state.clone(), id, true) {
                    *state = after;
                }
                self.tails.pop().unwrap_or_default()
            }
            kind if kind.is_leaf() => TaintValue::default(),
            _ => {
                let taints = self.evals(state, tree.children(id).iter().copied());
                if self.features.objects {
                    self.puts_off(id);
                }
                self.passed(taints)
            }
        }
    }

    /// Whether an expression stands in a function that says of itself that it waits.
    fn is_async(&self, id: NodeId) -> bool {
        let tree = self.tree;
        let is_function = |up: &NodeId| matches!(tree.kind(*up), Kind::Function | Kind::Lambda);
        let function = tree.ancestors(id).find(is_function);
        function.is_some_and(|function| {
            let mut words = tree.all(function, Field::Modifier);
            words.any(|word| tree.text(word) == "async")
        })
    }

    /// What a name stands for.
    fn named(&mut self, state: &mut State, id: NodeId) -> TaintValue {
        let Some(place) = self.place(id) else {
            return TaintValue::default();
        };
        let mut value = state.read(&place);
        if !self.features.objects {
            return value;
        }
        if place[0] == THIS_PLACE {
            self.settle(id, &mut value);
        }
        if value.taints.is_empty()
            && let Some(given) = self.asked_by_name(state, id)
        {
            return given;
        }
        let is_elsewhere = |binding: &Binding| {
            matches!(binding.kind, BindingKind::Parameter | BindingKind::Import)
        };
        if value.objects.is_empty()
            && value.taints.is_empty()
            && !self.facts.names().get(id).is_some_and(is_elsewhere)
            && let [function] = self.functions_named(id)[..]
        {
            value.objects = self.callable(function).objects;
        }
        value
    }

    /// Adds what a field has for good.
    fn settle(&self, name: NodeId, value: &mut TaintValue) {
        let variable = variable(self.tree, self.facts.names(), name);
        if value.taints.is_empty() {
            value.taints.add(&self.settled.own(&[variable]));
        }
    }

    /// A function as a value.
    pub(super) fn callable(&self, function: NodeId) -> TaintValue {
        if !self.features.objects {
            return TaintValue::default();
        }
        TaintValue::held(Objects::one(Object::function(function)))
    }

    /// Runs expressions one after the other; the last one tells what they give.
    fn last(&mut self, state: &mut State, ids: impl Iterator<Item = NodeId>) -> TaintValue {
        ids.fold(TaintValue::default(), |_, id| self.eval(state, id))
    }

    fn assignment(&mut self, state: &mut State, id: NodeId) -> TaintValue {
        let tree = self.tree;
        let Some(right) = tree.get(id, Field::Right) else {
            return TaintValue::default();
        };
        let value = self.eval(state, right);
        let value = self.shared(state, right, value);
        for left in tree.all(id, Field::Left) {
            self.assign(state, left, &value, Some(right));
        }
        value
    }

    fn augmented(&mut self, state: &mut State, id: NodeId) -> TaintValue {
        let (left, right) = (
            self.tree.get(id, Field::Left),
            self.tree.get(id, Field::Right),
        );
        let is_sent = self.tree.token(id) == Token::of("<-");
        let taints = self.evals(state, left.into_iter().chain(right));
        // Open Semgrep knows nothing of channels.
        let value = self.passed(taints);
        if is_sent && !self.features.objects {
            return value;
        }
        if is_sent {
            // Who else has the channel gets it.
            if let Some(channel) = left.and_then(|left| self.place(left)) {
                let span = self.tree.span(id);
                state.taint(&channel, &value.taints.stepped(&span, What::Assigned));
            }
            return value;
        }
        if let Some(left) = left {
            let counted = self.counted_before(state, left);
            let by = right
                .filter(|_| counted.is_some())
                .and_then(|right| self.known(state, right, &mut { LOOKS }));
            self.assign(state, left, &value, right);
            if let Some((variable, before)) = counted {
                self.count(state, variable, self.tree.token(id), Some(before), by);
            }
        }
        value
    }

    fn binary(&mut self, state: &mut State, id: NodeId) -> TaintValue {
        let tree = self.tree;
        let (left, right) = (tree.get(id, Field::Left), tree.get(id, Field::Right));
        if self.features.objects
            && tree.token(id) == Token::of("->")
            && let (Some(left), Some(right)) = (left, right)
        {
            let (left, right) = (self.eval(state, left), self.eval(state, right));
            return pair(&left, &right);
        }
        let mut taints = self.evals(state, left.into_iter());
        let given = self.guarded(state, tree.token(id), left, right);
        self.shifted(state, id, &given);
        taints.add(&given);
        if self.options.assume_safe_comparisons && self.folding.is_comparison(tree.token(id)) {
            return TaintValue::default();
        }
        self.passed(taints)
    }

    fn list(&mut self, state: &mut State, id: NodeId) -> TaintValue {
        let tree = self.tree;
        let mut value = TaintValue::default();
        let mut items = Vec::new();
        let mut count = Some(0);
        if self.features.objects
            && !tree.children(id).is_empty()
            && tree
                .children(id)
                .iter()
                .all(|item| tree.kind(*item) == Kind::Pair)
        {
            return self.record(state, id);
        }
        for (place, item) in (0..).zip(tree.children(id)) {
            let part = self.eval(state, *item);
            if tree.kind(*item) == Kind::Spread {
                value.taints.add(&part.all());
                count = None;
            } else {
                value.put(place, &part);
                // `(Name: a, 1)`: a part that goes by a name, too.
                if let Some(name) = tree.get(*item, Field::Name)
                    && tree.kind(*item) == Kind::Keyword
                {
                    value.put(tree.token(name).value(), &part);
                    items.push((tree.token(name).value(), part.clone()));
                }
                let part = self.shared(state, *item, part);
                items.push((place, part));
                count = count.map(|count| count + 1);
            }
        }
        self.collection(state, id, value, items, count)
    }

    /// A literal as an object that has something in it.
    pub(super) fn collection(
        &mut self,
        state: &mut State,
        id: NodeId,
        mut value: TaintValue,
        items: Vec<(u64, TaintValue)>,
        count: Option<u64>,
    ) -> TaintValue {
        if !self.features.objects || self.semantics.values.literals_are_copied {
            return value;
        }
        let object = Object::made(id, self.calls);
        state.bear(object, &TaintValue::of(value.taints.clone()));
        for (place, item) in items {
            state.store(&[object.place(), place], &item, true);
        }
        if let Some(count) = count {
            Rc::make_mut(&mut state.lengths).insert(object.place(), count);
        }
        value.objects = Objects::one(object);
        value
    }

    fn comprehension(&mut self, state: &mut State, id: NodeId) -> TaintValue {
        let tree = self.tree;
        for item in tree.all(id, Field::Item) {
            if tree.kind(item) == Kind::CompFor {
                let over = self.evals(state, tree.all(item, Field::Right));
                for left in tree.all(item, Field::Left) {
                    self.assign(state, left, &TaintValue::of(over.clone()), None);
                }
            } else {
                self.evals(state, tree.children(item).iter().copied());
            }
        }
        let taints = self.evals(state, tree.all(id, Field::Value));
        TaintValue::of(taints)
    }

    /// `x <- xs if c`: the elements that fit, one after another.
    fn drawn(&mut self, state: &mut State, id: NodeId) -> TaintValue {
        self.element(state, id);
        for condition in self.tree.all(id, Field::Cond) {
            self.eval(state, condition);
            self.guard(state, condition, true);
        }
        TaintValue::default()
    }

    /// `x instanceof T y` and `x is T y` give what is tested a name.
    fn type_test(&mut self, state: &mut State, id: NodeId) -> TaintValue {
        let value = self.last(state, self.tree.all(id, Field::Value));
        for name in self.tree.all(id, Field::Name) {
            self.assign(state, name, &value, None);
        }
        // `x is { Name: var n }`
        if self.features.patterns {
            let parts = self.tree.all(id, Field::Type);
            let parts = parts.flat_map(|ty| self.tree.walk(ty));
            let is_new = |part: &NodeId| self.tree.kind(*part) == Kind::VarDef;
            let whole = TaintValue::of(value.all());
            for part in parts.filter(is_new).collect::<Vec<_>>() {
                for name in self.tree.all(part, Field::Left) {
                    self.assign(state, name, &whole, None);
                }
            }
        }
        self.passed(value.all())
    }

    fn access(&mut self, state: &mut State, id: NodeId) -> TaintValue {
        let tree = self.tree;
        let Some(object) = tree.get(id, Field::Object) else {
            return TaintValue::default();
        };
        // `o->a` is a member of what `o` leads to, which is nothing that is written.
        let leads_to = tree.get(object, Field::Value).filter(|value| {
            tree.kind(object) == Kind::Deref && tree.span(*value) == tree.span(object)
        });
        let whole = self.eval(state, object);
        if self.features.objects {
            self.receiver = Some((object, whole.clone()));
        }
        let from_index = self.evals(state, tree.all(id, Field::Index));
        let place = self.place(id);
        let is_safe = self.options.assume_safe_indexes
            || self.options.only_propagate_through_assignments
            || !from_index.is_empty() && self.has_fixed_values(object);
        let before = self.place(object);
        let is_clean = self
            .marks(object)
            .is_some_and(|marks| !marks.sanitizers.is_empty());
        if self.features.objects
            && !is_clean
            && let Some(mut value) = self.asked(state, id, object, &whole)
        {
            // What was assigned by the name of a property.
            if let Some(place) = &place {
                value.taints.add(&state.assigned(place));
            }
            return value;
        }
        // `a.last` where names call
        if self.features.objects
            && self.semantics.names.names_call
            && tree.node(id).field != Field::Callee
            && let Some(name) = tree.get(id, Field::Name)
            && is_collecting(tree.text(name))
        {
            let collected = self.collected(state, Some(object), tree.text(name), &[], &[]);
            return collected.unwrap_or_else(|| TaintValue::of(whole.all()));
        }
        let mut value = match &place {
            // What is reached through something clean is clean.
            Some(_) if is_clean => TaintValue::default(),
            Some(place) => {
                // What evaluating the object has added is not known of the place.
                let known = |before: Lvalue| match leads_to {
                    Some(_) => state.read(&before).all(),
                    None if self.features.objects => state.read(&before).taints,
                    None => state.get(&before),
                };
                let known = before.map_or_else(Taints::default, known);
                let mut value = state.read(place);
                value.taints.add(&whole.taints.beyond(&known));
                if place[0] == THIS_PLACE
                    && place.len() == 2
                    && let Some(name) = tree.get(id, Field::Name)
                {
                    self.settle(name, &mut value);
                }
                value
            }
            None => {
                let offset = match tree.kind(id) {
                    Kind::Index => tree
                        .get(id, Field::Index)
                        .and_then(|index| self.offset(index)),
                    _ => tree.get(id, Field::Name).map(|name| self.member(name)),
                };
                offset.map_or_else(
                    || TaintValue::of(whole.all()),
                    |offset| state.piece(&whole, offset),
                )
            }
        };
        if self.options.only_propagate_through_assignments {
            value.taints = place.map_or_else(Taints::default, |place| state.own(&place));
        }
        if self.features.objects && tree.kind(id) == Kind::Index && value.objects.is_empty() {
            value.objects = self.method_taken(&whole, object, id);
        }
        if self.features.objects && value.objects.is_empty() {
            value.objects = self.method_held(object, id);
        }
        if tree.kind(id) == Kind::Index && !self.is_precise(id) {
            value.taints.add(&whole.all());
            if let Some(path) = self.place(object).filter(|_| self.features.objects) {
                value.objects.add(&state.element(&path).objects);
            }
        }
        if !is_safe {
            value.taints.add(&from_index);
        }
        value
    }

    fn record(&mut self, state: &mut State, id: NodeId) -> TaintValue {
        let tree = self.tree;
        let mut value = TaintValue::default();
        let mut items = Vec::new();
        for item in tree.children(id) {
            if tree.kind(*item) != Kind::Pair {
                value.taints.add(&self.eval(state, *item).all());
                if tree.kind(*item) == Kind::Function
                    && !is_getter(tree, *item)
                    && let Some(name) = tree.get(*item, Field::Name)
                {
                    items.push((tree.token(name).value(), self.callable(*item)));
                }
                continue;
            }
            let key = tree.get(*item, Field::Key);
            let is_name = key.is_some_and(|key| matches!(tree.kind(key), Kind::Name | Kind::Word))
                && tree.kind(id) == Kind::Record;
            let from_key = match key.filter(|_| !is_name) {
                Some(key) => self.eval(state, key).all(),
                None => Taints::default(),
            };
            let mut part = TaintValue::default();
            for of in tree.all(*item, Field::Value) {
                part = self.eval(state, of);
            }
            let offset = match key {
                Some(key) if is_name => Some(tree.token(key).value()),
                Some(key) => self.offset(key),
                None => None,
            };
            match offset.filter(|_| self.features.elements) {
                Some(offset) if from_key.is_empty() => {
                    value.put(offset, &part);
                    if let Some(of) = tree.get(*item, Field::Value) {
                        let part = self.shared(state, of, part);
                        items.push((offset, part));
                    }
                }
                _ => {
                    value.taints.add(&part.all());
                    value.taints.add(&from_key);
                }
            }
        }
        self.collection(state, id, value, items, Some(0))
    }

    fn choice(&mut self, state: &mut State, id: NodeId) -> TaintValue {
        let tree = self.tree;
        let mut truth = None;
        if let Some(condition) = tree.get(id, Field::Cond) {
            self.eval(state, condition);
            truth = self.truth(state, condition);
        }
        let (then, otherwise) = (tree.get(id, Field::Then), tree.get(id, Field::Else));
        let mut other = state.clone();
        if let Some(condition) = tree.get(id, Field::Cond) {
            self.guard(state, condition, true);
            self.guard(&mut other, condition, false);
        }
        let mut value = TaintValue::default();
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
}

/// What either of two expressions may give.
pub(super) fn merged(left: TaintValue, right: TaintValue) -> TaintValue {
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
    let mut objects = left.objects;
    objects.add(&right.objects);
    let mut taints = left.taints;
    taints.add(&right.taints);
    TaintValue {
        taints,
        parts: parts.into_iter().collect(),
        objects,
    }
}
