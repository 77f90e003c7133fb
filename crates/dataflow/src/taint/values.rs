//! What taint expressions give.

use std::collections::BTreeMap;

use assay_syntax::{Field, Kind, NodeId};

use super::state::{Lvalue, State, THIS, TaintValue, Taints};
use super::walk::Walk;
use crate::flow::{Flow, is_control};

impl Walk<'_> {
    pub(super) fn evals(&mut self, state: &mut State, ids: impl Iterator<Item = NodeId>) -> Taints {
        let mut taints = Taints::default();
        for id in ids {
            taints.add(&self.eval(state, id).all());
        }
        taints
    }

    /// The taint of what an operation is made from, where only assignments hand it on none.
    fn passed(&self, taints: Taints) -> TaintValue {
        if self.options.only_propagate_through_assignments {
            return TaintValue::default();
        }
        TaintValue::of(taints)
    }

    pub(super) fn compute(&mut self, state: &mut State, id: NodeId) -> TaintValue {
        let tree = self.tree;
        match tree.kind(id) {
            Kind::Name => self
                .place(id)
                .map_or_else(TaintValue::default, |place| state.value(&place)),
            Kind::Special | Kind::Word => {
                if self.is_this(id) && self.depth > 0 {
                    return TaintValue::of(state.get(&[u64::from(THIS) | 1 << 62]));
                }
                TaintValue::default()
            }
            Kind::Member | Kind::Index => self.access(state, id),
            Kind::Call => self.call(state, id),
            Kind::New => self.make(state, id),
            Kind::Assign => self.assignment(state, id),
            Kind::AugAssign => self.augmented(state, id),
            Kind::Binary => self.binary(state, id),
            Kind::Conditional => self.choice(state, id),
            Kind::Lambda => {
                self.inline(state, id);
                TaintValue::default()
            }
            Kind::List | Kind::Tuple => self.list(state, id),
            Kind::Record | Kind::Dict => self.record(state, id),
            Kind::Keyword => {
                let taints = self.evals(state, tree.all(id, Field::Value));
                TaintValue::of(taints)
            }
            Kind::Comprehension => self.comprehension(state, id),
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
                self.passed(taints)
            }
        }
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
        let taints = self.evals(state, left.into_iter().chain(right));
        let value = self.passed(taints);
        if let Some(left) = left {
            self.assign(state, left, &value, right);
        }
        value
    }

    fn binary(&mut self, state: &mut State, id: NodeId) -> TaintValue {
        let tree = self.tree;
        let (left, right) = (tree.get(id, Field::Left), tree.get(id, Field::Right));
        let taints = self.evals(state, left.into_iter().chain(right));
        if self.options.assume_safe_comparisons && self.folding.is_comparison(tree.token(id)) {
            return TaintValue::default();
        }
        self.passed(taints)
    }

    fn list(&mut self, state: &mut State, id: NodeId) -> TaintValue {
        let tree = self.tree;
        let mut value = TaintValue::default();
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

    /// `x instanceof T y` and `x is T y` give what is tested a name.
    fn type_test(&mut self, state: &mut State, id: NodeId) -> TaintValue {
        let value = self.last(state, self.tree.all(id, Field::Value));
        for name in self.tree.all(id, Field::Name) {
            self.assign(state, name, &value, None);
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
            Some(_) if is_clean => TaintValue::default(),
            Some(place) => {
                // What evaluating the object has added is not known of the place.
                let known = |before: Lvalue| match leads_to {
                    Some(_) => state.value(&before).all(),
                    None => state.get(&before),
                };
                let known = before.map_or_else(Taints::default, known);
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
                offset.map_or_else(|| TaintValue::of(whole.all()), |offset| whole.part(offset))
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

    fn record(&mut self, state: &mut State, id: NodeId) -> TaintValue {
        let tree = self.tree;
        let mut value = TaintValue::default();
        for item in tree.children(id) {
            if tree.kind(*item) != Kind::Pair {
                value.taints.add(&self.eval(state, *item).all());
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
                Some(offset) if from_key.is_empty() => value.put(offset, &part),
                _ => {
                    value.taints.add(&part.all());
                    value.taints.add(&from_key);
                }
            }
        }
        value
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
    let mut taints = left.taints;
    taints.add(&right.taints);
    TaintValue {
        taints,
        parts: parts.into_iter().collect(),
    }
}
