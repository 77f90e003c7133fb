//! What the matches of a rule do to taint where they stand: sources, propagators, sinks.

use std::rc::Rc;

use assay_syntax::{Kind, NodeId};

use super::marks::Marks;
use super::path::{TaintPath, follow, hops, step};
use super::spec::{Requires, SideEffect, What};
use super::state::{Origin, State, TaintValue, Taints};
use super::walk::{PLAIN, Walk};

impl Walk<'_> {
    /// What matches of sources on an expression add to it.
    pub(super) fn sourced(
        &mut self,
        state: &mut State,
        id: NodeId,
        marks: &Marks,
        value: &mut TaintValue,
    ) {
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
            let path = step(&None, place.range.clone(), What::Source);
            let taints = Taints::one(Origin::Source(source), spec.label.clone(), path);
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
            state.taint(&place, &lasting);
        }
    }

    /// What propagators take from an expression and put into it.
    pub(super) fn propagated(
        &mut self,
        state: &mut State,
        id: NodeId,
        marks: &Marks,
        value: &mut TaintValue,
    ) {
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
                Some(new) => taints.map(|origin, label, path| {
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
                    Some((origin, label, path.clone()))
                }),
            };
            // Semgrep runs both operands of an operator before either is changed, but not so arguments.
            let is_operand = |to: NodeId| {
                let parent = self.tree.parent(to);
                parent.is_some_and(|parent| self.tree.kind(parent) == Kind::Binary)
            };
            if spec.by_side_effect
                && let Some(to) = self.marked.put_before(taken)
                && (self.features.late_sources || is_operand(to))
                && let Some(place) = self.place(to)
            {
                let taints = relabelled.stepped(&self.tree.span(to), What::Assigned);
                state.taint(&place, &taints);
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
                state.taint(&place, &taints);
            }
        }
    }

    /// Tells of taint that has reached the sinks on a node.
    pub(super) fn reached(&mut self, state: &State, marks: &Marks, taints: &Taints) {
        for &sink in &marks.sinks {
            let spec = &self.spec.sinks[self.matches.sinks[sink as usize].spec];
            if spec.at_exit {
                continue;
            }
            let mut taints = taints.clone();
            taints.add(&state.control);
            if !taints.is_empty() {
                let path = step(
                    &None,
                    self.matches.sinks[sink as usize].range.clone(),
                    What::Sink,
                );
                self.arrive(sink, &taints, &path);
            }
        }
    }

    /// Taint arrives at a sink, at the end of a way through functions.
    pub(super) fn arrive(&mut self, sink: u32, taints: &Taints, rest: &TaintPath) {
        let requires = &self.spec.sinks[self.matches.sinks[sink as usize].spec].requires;
        let mut waiting = Taints::default();
        for (origin, label, path) in taints.iter() {
            if let Origin::Param(_) = origin {
                waiting.add(&Taints::one(origin, label.cloned(), path.clone()));
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
        let known = taints.map(|origin, label, path| match origin {
            Origin::Source(_) => Some((origin, label.cloned(), path.clone())),
            Origin::Param(_) => None,
        });
        match requires {
            Some(requires) if !self.options.unify_mvars => {
                if !known.is_empty() && satisfied(requires, &known) {
                    let mut sources: Vec<usize> = Vec::new();
                    let mut way = Vec::new();
                    for (origin, _, path) in known.iter() {
                        let Origin::Source(source) = origin else {
                            continue;
                        };
                        sources.push(source as usize);
                        if way.is_empty() {
                            way = hops(&follow(path, rest));
                        }
                    }
                    sources.dedup();
                    self.findings.add(sink as usize, sources, way);
                }
            }
            _ => {
                for (origin, label, path) in known.iter() {
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
                            hops(&follow(path, rest)),
                        );
                    }
                }
            }
        }
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
