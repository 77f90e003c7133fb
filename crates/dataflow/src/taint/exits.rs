//! Where functions end, and what is tainted there: for sinks that are `at-exit`.
//!
//! An exit is a statement after which nothing more of its function runs: a `return`, a `throw` that nothing
//! catches, the last statement of each branch that comes last. Semgrep describes them in the notes to its
//! version 1.54.3; its open engine marks them and leaves what is tainted there to a commercial one. What a
//! `finally` does is done after a `return` in it, so the exit is at its end.

use std::collections::HashMap;
use std::ops::Range;

use assay_syntax::{Field, Kind, NodeId, Tree};

use super::path::step;
use super::spec::{Matches, Spec, What};
use super::state::{Origin, State, Taints};
use super::walk::Walk;
use crate::Facts;
use crate::names::BindingKind;

/// A statement that a function ends with.
#[derive(Clone, Copy, Debug)]
struct Exit {
    statement: NodeId,
    function: NodeId,
}

/// The bytes of the statements that functions end with, in the order of the text.
///
/// A sink that is `at-exit` is to be given to [`super::analyse`] as one match for each of them that lies in it.
pub fn exits(tree: &Tree) -> Vec<Range<usize>> {
    let mut ranges: Vec<_> = all(tree)
        .iter()
        .map(|exit| bare(tree, exit.statement))
        .collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    ranges.dedup();
    ranges
}

/// The sinks at the exits of functions, by the statements they are.
#[derive(Debug, Default)]
pub(super) struct ExitSinks {
    at: HashMap<NodeId, (NodeId, Vec<u32>)>,
    /// The functions that variables belong to, by their bindings.
    owners: HashMap<u64, NodeId>,
}

impl ExitSinks {
    pub(super) fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    pub(super) fn of(tree: &Tree, facts: &Facts, spec: &Spec, matches: &Matches) -> ExitSinks {
        let mut sinks: HashMap<Range<usize>, Vec<u32>> = HashMap::new();
        for (place, sink) in matches.sinks.iter().zip(0..) {
            if spec.sinks[place.spec].at_exit {
                sinks.entry(place.range.clone()).or_default().push(sink);
            }
        }
        let mut found = ExitSinks::default();
        if sinks.is_empty() {
            return found;
        }
        for Exit {
            statement,
            function,
        } in all(tree)
        {
            if let Some(sinks) = sinks.get(&bare(tree, statement)) {
                found.at.insert(statement, (function, sinks.clone()));
            }
        }
        for id in tree.walk(tree.root()) {
            let Some(binding) = facts.binding(id) else {
                continue;
            };
            let sort = facts.names().get(id).map(|binding| binding.kind);
            if matches!(
                sort,
                Some(BindingKind::Local | BindingKind::Parameter | BindingKind::Global)
            ) && let Some(function) = function_of(tree, id)
            {
                found.owners.entry(u64::from(binding.0)).or_insert(function);
            }
        }
        found
    }
}

impl Walk<'_> {
    /// Tells of what is tainted after a statement that is an exit.
    pub(super) fn leave(&mut self, state: &State, statement: NodeId) {
        let exits = self.exits;
        let Some((function, sinks)) = exits.at.get(&statement) else {
            return;
        };
        if !self.features.exits {
            return;
        }
        let held = self.held(state, *function);
        if held.is_empty() {
            return;
        }
        for &sink in sinks {
            let range = self.matches.sinks[sink as usize].range.clone();
            self.arrive(sink, &held, &step(&None, range, What::Sink));
        }
    }

    /// The taint in what a function leaves behind: its own variables, and what it has tainted outside of them.
    fn held(&self, state: &State, function: NodeId) -> Taints {
        let is_outermost = function_of(self.tree, function).is_none();
        let mut held = Taints::default();
        for (place, taints) in state.tainted() {
            let is_left = match self.exits.owners.get(&place[0]) {
                Some(owner) => *owner == function,
                // The functions around it will tell of what outlasts it.
                None => is_outermost && self.settled.own(place).is_empty(),
            };
            if is_left {
                held.add(taints);
            }
        }
        // What callers have handed in is theirs to clean up.
        held.map(|origin, label, path| match origin {
            Origin::Source(_) => Some((origin, label.cloned(), path.clone())),
            Origin::Param(_) => None,
        })
    }
}

/// The innermost function around a node.
fn function_of(tree: &Tree, id: NodeId) -> Option<NodeId> {
    tree.ancestors(id).find(|up| is_function(tree, *up))
}

fn is_function(tree: &Tree, id: NodeId) -> bool {
    matches!(tree.kind(id), Kind::Function | Kind::Lambda)
}

/// A statement without the semicolon that ends it.
fn bare(tree: &Tree, id: NodeId) -> Range<usize> {
    let span = tree.span(id);
    let text = tree.text(id).trim_end_matches([';', ' ', '\t', '\r', '\n']);
    span.start..span.start + text.len()
}

fn all(tree: &Tree) -> Vec<Exit> {
    let mut exits = Vec::new();
    for id in tree.ids() {
        let mut found = Vec::new();
        let function = match tree.kind(id) {
            Kind::Function | Kind::Lambda => {
                for body in tree.all(id, Field::Body) {
                    ends(tree, body, &mut found);
                }
                id
            }
            Kind::Return | Kind::Throw => {
                let Some(function) = function_of(tree, id) else {
                    continue;
                };
                leaves(tree, id, function, &mut found);
                function
            }
            _ => continue,
        };
        exits.extend(found.into_iter().map(|statement| Exit {
            statement,
            function,
        }));
    }
    exits
}

/// Where a function ends that is left by a `return` or a `throw`.
fn leaves(tree: &Tree, jump: NodeId, function: NodeId, into: &mut Vec<NodeId>) {
    let mut below = jump;
    for up in tree.ancestors(jump).take_while(|up| *up != function) {
        if tree.kind(up) == Kind::Try {
            let from = tree.node(below).field;
            let is_caught = tree.kind(jump) == Kind::Throw
                && from == Field::Body
                && tree.get(up, Field::Handler).is_some();
            if is_caught {
                return;
            }
            if from != Field::Finally && tree.get(up, Field::Finally).is_some() {
                // What ends a `finally` is found where the `try` comes last; here it need not.
                finally(tree, up, into);
                return;
            }
        }
        below = up;
    }
    into.push(jump);
}

/// The statements that something ends with, if nothing follows it.
fn ends(tree: &Tree, id: NodeId, into: &mut Vec<NodeId>) {
    let mut next = Some(id);
    while let Some(id) = next.take() {
        match tree.kind(id) {
            Kind::Block => next = tree.children(id).last().copied(),
            Kind::If => {
                last_of(tree, id, Field::Then, into);
                next = tree.all(id, Field::Else).next_back();
            }
            _ => ends_of(tree, id, into),
        }
    }
}

/// The same for what is neither a block nor an `if`, of which there may be long chains.
fn ends_of(tree: &Tree, id: NodeId, into: &mut Vec<NodeId>) {
    match tree.kind(id) {
        Kind::While | Kind::DoWhile | Kind::For | Kind::ForEach => {
            last_of(tree, id, Field::Else, into);
            breaks(tree, id, into);
        }
        Kind::Switch => {
            let cases = tree.walk(id).filter(|case| tree.kind(*case) == Kind::Case);
            for case in cases.filter(|case| target_of(tree, *case) == Some(id)) {
                last_of(tree, case, Field::Body, into);
            }
            breaks(tree, id, into);
        }
        Kind::Try => {
            if tree.get(id, Field::Finally).is_some() {
                finally(tree, id, into);
                return;
            }
            let end = if tree.get(id, Field::Else).is_some() {
                Field::Else
            } else {
                Field::Body
            };
            last_of(tree, id, end, into);
            for handler in tree.all(id, Field::Handler) {
                last_of(tree, handler, Field::Body, into);
            }
        }
        Kind::With | Kind::Labeled => last_of(tree, id, Field::Body, into),
        // Where it leads to is looked at where it is left.
        Kind::Return | Kind::Throw | Kind::Break | Kind::Continue | Kind::Goto => {}
        // These run nothing.
        Kind::Function | Kind::Class | Kind::Import | Kind::Package | Kind::TypeDef => {}
        Kind::ExprStmt => match tree.children(id) {
            [only] if matches!(tree.kind(*only), Kind::If | Kind::Switch | Kind::Block) => {
                ends(tree, *only, into);
            }
            _ => into.push(id),
        },
        _ => into.push(id),
    }
}

fn last_of(tree: &Tree, id: NodeId, field: Field, into: &mut Vec<NodeId>) {
    if let Some(last) = tree.all(id, field).next_back() {
        ends(tree, last, into);
    }
}

fn finally(tree: &Tree, attempt: NodeId, into: &mut Vec<NodeId>) {
    for last in tree.all(attempt, Field::Finally) {
        let field = if tree.kind(last) == Kind::Finally {
            Field::Body
        } else {
            Field::Item
        };
        last_of(tree, last, field, into);
    }
}

/// The statements before each `break` out of a loop or a switch.
fn breaks(tree: &Tree, id: NodeId, into: &mut Vec<NodeId>) {
    let out = tree.walk(id).filter(|out| {
        tree.kind(*out) == Kind::Break
            && tree.get(*out, Field::Label).is_none()
            && target_of(tree, *out) == Some(id)
    });
    for out in out {
        let Some(around) = tree.parent(out) else {
            continue;
        };
        let before = tree.children(around).iter().take_while(|one| **one != out);
        let is_run = |one: &&NodeId| tree.node(**one).field == tree.node(out).field;
        if let Some(before) = before.filter(is_run).last() {
            ends(tree, *before, into);
        }
    }
}

/// The loop or switch that a `break` or a case belongs to.
fn target_of(tree: &Tree, id: NodeId) -> Option<NodeId> {
    let is_case = tree.kind(id) == Kind::Case;
    tree.ancestors(id)
        .take_while(|up| !is_function(tree, *up))
        .find(|up| match tree.kind(*up) {
            Kind::Switch => true,
            Kind::While | Kind::DoWhile | Kind::For | Kind::ForEach => !is_case,
            _ => false,
        })
}
