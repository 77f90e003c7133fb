//! What functions of the file do with what they are handed.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::rc::Rc;

use assay_syntax::{Field, Kind, NodeId};

use super::path::{TaintPath, follow, step};
use super::spec::What;
use super::state::{Lvalue, Origin, State, THIS, TaintValue, Taints};
use super::walk::Walk;
use crate::names::BindingKind;

/// How deep functions are walked within the walk of others. Those that a function calls are walked before it
/// ([`Walk::callees_first`]), so that this is met only where calls are not seen ahead, and then told.
const DEPTH: usize = 12;

/// What a function does with what it is handed.
#[derive(Clone, Debug, Default)]
pub(super) struct Summary {
    /// What it gives back.
    pub value: TaintValue,
    /// The sinks that its parameters reach, with the way there.
    pub sinks: BTreeMap<u32, (Taints, TaintPath)>,
    /// The fields of its object that it taints.
    pub fields: BTreeMap<Lvalue, Taints>,
}

impl Summary {
    /// The sinks that a function in it reaches are reached by what it is handed, too.
    pub(super) fn adopt_sinks(&mut self, inner: Summary) {
        for (sink, (taints, path)) in inner.sinks {
            let known = self.sinks.entry(sink);
            let (reaching, _) = known.or_insert_with(|| (Taints::default(), path));
            reaching.add(&taints);
        }
    }

    /// Notes what is tainted where a function is left.
    pub(super) fn leaves(&mut self, state: &State) {
        for (place, taints) in state.tainted() {
            if !taints.is_empty() && place.len() == 1 {
                self.fields.entry(place.clone()).or_default().add(taints);
            }
        }
    }
}

impl Walk<'_> {
    /// What calling a function of this file does.
    pub(super) fn called(
        &mut self,
        state: &mut State,
        id: NodeId,
        function: NodeId,
        object: Option<NodeId>,
        args: &[NodeId],
        values: &[TaintValue],
    ) -> Option<TaintValue> {
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
            for (origin, label, path) in taints.iter() {
                let close = |path: &TaintPath| match end {
                    Some(what) => step(path, span.clone(), what),
                    None => path.clone(),
                };
                match origin {
                    Origin::Source(_) => {
                        filled.add(&Taints::one(origin, label.cloned(), close(path)));
                    }
                    Origin::Param(place) => {
                        let Some(given) = handed.get(&place) else {
                            continue;
                        };
                        filled.add(&given.map(|origin, own, before| {
                            let label = label.or(own).cloned();
                            Some((origin, label, close(&follow(before, path))))
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
        Some(TaintValue {
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
            self.cut_off = true;
            return None;
        }
        for callee in self.callees_first(function) {
            self.summarise(callee);
        }
        self.summaries.get(&function).cloned().flatten()
    }

    /// A function and those that it calls, and they call, each after the ones it calls. None of them is
    /// known any more to those that call it in a circle.
    fn callees_first(&mut self, function: NodeId) -> Vec<NodeId> {
        let mut order = Vec::new();
        let mut open = vec![(function, false)];
        while let Some((function, is_done)) = open.pop() {
            if is_done {
                order.push(function);
            } else if let Entry::Vacant(unknown) = self.summaries.entry(function) {
                unknown.insert(None);
                open.push((function, true));
                let callees = self.callees(function).into_iter().rev();
                open.extend(callees.map(|callee| (callee, false)));
            }
        }
        order
    }

    /// The functions of the file that a function calls, in the order of the calls.
    fn callees(&self, function: NodeId) -> Vec<NodeId> {
        let tree = self.tree;
        if !self.features.functions {
            return Vec::new();
        }
        let resolved = |id: NodeId| {
            let arguments = tree.all(id, Field::Arg).count();
            let callee = match tree.kind(id) {
                Kind::Call => self.resolve(tree.get(id, Field::Callee)?, arguments),
                Kind::New => self.constructor(id, arguments),
                _ => None,
            };
            Some((tree.span(id).end, callee?))
        };
        let bodies = tree.all(function, Field::Body);
        let mut calls: Vec<(usize, NodeId)> = bodies
            .flat_map(|body| tree.walk(body))
            .filter_map(resolved)
            .collect();
        calls.sort_by_key(|(end, _)| *end);
        calls.into_iter().map(|(_, callee)| callee).collect()
    }

    /// Finds out what a function does; those that it calls are known.
    fn summarise(&mut self, function: NodeId) {
        let tree = self.tree;
        let Some(body) = tree.get(function, Field::Body) else {
            return;
        };
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
                return TaintValue::default();
            };
            TaintValue::of(Taints::one(Origin::Param(*place), None, None))
        });
        if let Some(end) = self.body(state, body) {
            self.result.leaves(&end);
        }
        let mut summary = std::mem::replace(&mut self.result, before);
        let names = self.facts.names();
        summary.fields.retain(|place, _| {
            let binding = names.bindings.get(place[0] as usize);
            binding.is_some_and(|binding| {
                matches!(binding.kind, BindingKind::Field | BindingKind::Global)
            })
        });
        self.depth -= 1;
        self.summaries.insert(function, Some(Rc::new(summary)));
    }
}
