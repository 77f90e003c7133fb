//! What functions of the file do with what they are handed.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use assay_syntax::{Field, Kind, NodeId};

use super::index::is_getter;
use super::objects::Objects;
use super::path::{TaintPath, follow, step};
use super::places::THIS_PLACE;
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
        for (place, taints) in state.read(&[THIS_PLACE]).parts {
            if place.len() == 1 && !taints.is_empty() {
                let place = vec![THIS_PLACE, place[0]];
                self.fields.entry(place).or_default().add(&taints);
            }
        }
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
        let own_place = object.and_then(|object| self.place(object));
        let own = own_place
            .as_ref()
            .map_or_else(Taints::default, |place| state.read(place).all());
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
            if taints.is_empty() {
                continue;
            }
            match (&place[..], own_place.as_deref()) {
                ([THIS_PLACE, field], Some(object)) => {
                    state.taint(&[object, &[*field]].concat(), &taints);
                }
                ([THIS_PLACE, _], None) if object.is_some() => {}
                _ => state.taint(place, &taints),
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
            objects: Objects::default(),
        })
    }

    /// The functions that data can come into: at a source in them or in what they call. In the others there is nothing
    /// to follow, as long as nothing is tainted where they stand.
    pub(super) fn live(&self) -> HashSet<NodeId> {
        let tree = self.tree;
        let is_function = |up: &NodeId| {
            matches!(tree.kind(*up), Kind::Function | Kind::Lambda)
                || tree.kind(*up) == Kind::VarDef && is_getter(tree, *up)
        };
        let mut open: Vec<NodeId> = self.marked.sourced().collect();
        let mut live = HashSet::new();
        while let Some(id) = open.pop() {
            for function in tree.ancestors(id).filter(is_function) {
                if !live.insert(function) || !self.features.functions {
                    continue;
                }
                let callers = self.index.callers.get_or_init(|| self.callers());
                open.extend(callers.get(&function).into_iter().flatten());
            }
        }
        live
    }

    /// Whether nothing can be tainted in a function that stands where a state holds.
    pub(super) fn is_idle(&self, state: &State, function: NodeId) -> bool {
        !self.live.contains(&function) && !state.is_tainted()
    }

    /// The calls of each function of the file.
    fn callers(&self) -> HashMap<NodeId, Vec<NodeId>> {
        let tree = self.tree;
        let mut callers: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
        for call in tree.ids() {
            if let Some(function) = self.resolved(call) {
                callers.entry(function).or_default().push(call);
            }
        }
        callers
    }

    /// The function of the file that runs at a node.
    fn resolved(&self, id: NodeId) -> Option<NodeId> {
        let tree = self.tree;
        let arguments = || tree.all(id, Field::Arg).count();
        match tree.kind(id) {
            Kind::Call => self.resolve(tree.get(id, Field::Callee)?, arguments()),
            Kind::New => self.constructor(id, arguments()),
            Kind::Name | Kind::Member => self.getter_at(id),
            // It may run wherever it is handed to.
            Kind::Other => self.referred(id),
            _ => None,
        }
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
        // Without objects nothing runs but what is called.
        let runs = |id: &NodeId| {
            self.features.objects || !matches!(tree.kind(*id), Kind::Name | Kind::Member)
        };
        let resolved = |id: NodeId| Some((tree.span(id).end, self.resolved(id)?));
        let bodies = tree.all(function, Field::Body);
        let mut calls: Vec<(usize, NodeId)> = bodies
            .flat_map(|body| tree.walk(body))
            .filter(runs)
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
        let left = std::mem::take(&mut self.left);
        let summing = std::mem::replace(&mut self.summing, true);
        let mut state = self.settled.clone();
        let params = self.params(function);
        let is_followed = self.features.functions;
        state.taint(&[THIS_PLACE], &Taints::one(Origin::Param(THIS), None, None));
        self.parameters(&mut state, function, &mut |place, _| {
            let Some((_, place)) = params.get(place).filter(|_| is_followed) else {
                return TaintValue::default();
            };
            TaintValue::of(Taints::one(Origin::Param(*place), None, None))
        });
        if let Some(end) = self.body_without_block(state, body) {
            self.result.leaves(&end);
        }
        let mut summary = std::mem::replace(&mut self.result, before);
        let names = self.facts.names();
        summary.fields.retain(|place, _| {
            if place[0] == THIS_PLACE {
                return place.len() == 2;
            }
            let binding = names.bindings.get(place[0] as usize);
            binding.is_some_and(|binding| {
                matches!(binding.kind, BindingKind::Field | BindingKind::Global)
            })
        });
        self.depth -= 1;
        self.left = left;
        self.summing = summing;
        self.summaries.insert(function, Some(Rc::new(summary)));
    }
}
