//! How tainted data flows from sources to sinks within a file.
//!
//! Each function is walked once, in the order in which it runs (see [`crate::flow`]), with the taint
//! of places (variables, their fields and elements) as the state. What a rule's patterns matched
//! comes as ranges, which [`marks`] puts on nodes. The deep analysis also keeps what each function does with its
//! parameters and uses that where it is called.

mod calls;
mod carrying;
mod changes;
mod collections;
mod doubts;
mod exits;
mod filling;
mod fixed;
mod functions;
mod getters;
mod guards;
mod heap;
mod index;
mod instances;
mod invoke;
mod known;
mod literals;
mod making;
mod marks;
mod numbers;
mod objects;
mod path;
mod patterns;
mod places;
mod put_off;
mod reflection;
mod resolve;
mod roles;
mod sharing;
mod spec;
mod state;
mod steps;
mod summaries;
mod targets;
mod types;
mod values;
mod vouching;
mod walk;

use std::collections::BTreeMap;

use assay_syntax::{Field, Kind, Tree};

pub use exits::exits;
pub use spec::{
    Hop, Level, Matches, Options, Outcome, Passage, Propagator, Requires, RoleMatch, Sanitizer,
    SideEffect, Sink, Source, Spec, Step, TaintFinding, What,
};

use crate::Facts;
use exits::ExitSinks;
pub(crate) use index::Index;
use invoke::ROOM;
use marks::Marked;
use state::State;
use walk::Walk;

/// What the deep analysis does more; each can be left out to see what it changes.
#[derive(Clone, Copy, Debug)]
struct Features {
    functions: bool,
    dead_branches: bool,
    guards: bool,
    elements: bool,
    late_sources: bool,
    patterns: bool,
    exits: bool,
    objects: bool,
}

impl Features {
    const NONE: Features = Features {
        functions: false,
        dead_branches: false,
        guards: false,
        elements: false,
        late_sources: false,
        patterns: false,
        exits: false,
        objects: false,
    };
    const ALL: Features = Features {
        functions: true,
        dead_branches: true,
        guards: true,
        elements: true,
        late_sources: true,
        patterns: true,
        exits: true,
        objects: true,
    };

    fn without(self, step: Step) -> Features {
        let mut fewer = self;
        match step {
            Step::Functions => fewer.functions = false,
            Step::DeadBranches => fewer.dead_branches = false,
            Step::Guards => fewer.guards = false,
            Step::Elements => fewer.elements = false,
            Step::Exits => fewer.exits = false,
            Step::Objects => fewer.objects = false,
            Step::Several => {}
        }
        fewer
    }

    /// The analysis of Semgrep with this one step more.
    fn only(step: Step) -> Features {
        let mut one = Features::NONE;
        match step {
            Step::Functions => one.functions = true,
            Step::DeadBranches => one.dead_branches = true,
            Step::Guards => one.guards = true,
            Step::Elements => one.elements = true,
            Step::Exits => one.exits = true,
            Step::Objects => one.objects = true,
            Step::Several => {}
        }
        one
    }
}

/// How large a file may be for objects to be told apart in it. In larger ones, as bundles are, variables and what
/// functions do in general have to do.
const MOST_NODES: usize = 20_000;

/// Whether a way goes through nothing whose code is not here.
fn is_followed(way: &[Hop]) -> bool {
    !way.iter().any(|hop| hop.what.is_guess())
}

/// Findings by sink and sources, each with the first way that was seen, one that is followed if there is one.
#[derive(Debug, Default)]
struct Findings(BTreeMap<(usize, Vec<usize>), Vec<Hop>>);

impl Findings {
    fn add(&mut self, sink: usize, sources: Vec<usize>, path: Vec<Hop>) {
        let known = self.0.entry((sink, sources));
        let known = known.or_insert_with(|| path.clone());
        if !is_followed(known) && is_followed(&path) {
            *known = path;
        }
    }

    fn has_sink(&self, sink: usize) -> bool {
        self.0.keys().any(|(known, _)| *known == sink)
    }

    /// The first finding at a sink.
    fn at(&self, sink: usize) -> Option<TaintFinding> {
        let ((_, sources), path) = self.0.iter().find(|((known, _), _)| *known == sink)?;
        Some(TaintFinding {
            sink,
            sources: sources.clone(),
            path: path.clone(),
            added_by: None,
        })
    }
}

/// Follows tainted data through a tree. `tick` is asked now and then; true means that the time is up.
pub fn analyse(
    tree: &Tree,
    facts: &Facts,
    spec: &Spec,
    matches: &Matches,
    options: &Options,
    level: Level,
    tick: &dyn Fn() -> bool,
) -> Outcome {
    if matches.sources.is_empty() || matches.sinks.is_empty() {
        return Outcome::default();
    }
    let index = facts.index(tree);
    let marked = Marked::of(tree, index, spec, matches);
    let exits = ExitSinks::of(tree, facts, spec, matches);
    let run = |features| {
        let mut walk = Walk::new(
            tree, facts, spec, matches, options, features, &marked, &exits, index, tick,
        );
        walk.file();
        (walk.findings, walk.exhausted || walk.cut_off)
    };
    let features = match level {
        Level::Semgrep => Features::NONE,
        // What is tainted where functions end is told of functions that run on their own.
        Level::Deep => Features {
            objects: exits.is_empty() && tree.len() <= MOST_NODES,
            ..Features::ALL
        },
    };
    let (findings, mut exhausted) = run(features);
    let mut causes = BTreeMap::new();
    let mut dropped = Vec::new();
    if level == Level::Deep {
        let (shallow, _) = run(Features::NONE);
        let differs = |sink: &usize| findings.has_sink(*sink) != shallow.has_sink(*sink);
        let changed: Vec<usize> = (0..matches.sinks.len()).filter(differs).collect();
        // The cause is the step without which the outcome would be another. Where two steps lead to the same, it takes
        // neither: then it is the first that does it alone.
        for step in Step::SINGLE {
            if changed.iter().all(|sink| causes.contains_key(sink)) {
                break;
            }
            let (fewer, gave_up) = run(features.without(step));
            exhausted |= gave_up;
            for &sink in &changed {
                if fewer.has_sink(sink) != findings.has_sink(sink) {
                    causes.entry(sink).or_insert(step);
                }
            }
        }
        for step in Step::SINGLE {
            if changed.iter().all(|sink| causes.contains_key(sink)) {
                break;
            }
            let (alone, gave_up) = run(Features::only(step));
            exhausted |= gave_up;
            for &sink in &changed {
                if alone.has_sink(sink) == findings.has_sink(sink) {
                    causes.entry(sink).or_insert(step);
                }
            }
        }
        for sink in changed {
            let step = *causes.entry(sink).or_insert(Step::Several);
            if let Some(finding) = shallow.at(sink) {
                dropped.push((finding, step));
            }
        }
    }
    let findings = findings
        .0
        .into_iter()
        .map(|((sink, sources), path)| TaintFinding {
            sink,
            sources,
            path,
            added_by: causes.get(&sink).copied(),
        });
    let mut findings: Vec<TaintFinding> = findings.collect();
    findings.sort_by_key(|finding| matches.sinks[finding.sink].range.start);
    Outcome {
        findings,
        dropped,
        exhausted,
    }
}

impl Walk<'_> {
    /// Walks the whole file: what stands outside of functions, then each function.
    fn file(&mut self) {
        let tree = self.tree;
        self.live = self.live();
        self.left = ROOM;
        self.settled = match self.body(State::default(), tree.root()) {
            Some(end) => end.settled(self.facts.names()),
            None => State::default(),
        };
        let functions: Vec<_> = tree
            .walk(tree.root())
            .filter(|id| tree.kind(*id) == Kind::Function && tree.get(*id, Field::Body).is_some())
            .collect();
        for function in functions {
            if !self.features.objects {
                if !self.is_idle(&self.settled, function) {
                    self.summary(function);
                }
                continue;
            }
            if self.entered.contains(&function) {
                continue;
            }
            let born = self.born(function);
            if born.is_some() || !self.is_idle(&self.settled, function) {
                self.enter(function, born);
            }
        }
    }
}

#[cfg(test)]
mod tests;
