//! Which nodes of the tree the matches of a rule fall on.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use assay_syntax::{Field, Kind, NodeId, Token, Tree};

use super::index::Index;
use super::spec::{Matches, RoleMatch, Spec};

/// The matches that fall on a node, by their places in [`Matches`].
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    pub sources: Vec<u32>,
    pub sanitizers: Vec<u32>,
    pub sinks: Vec<u32>,
    pub takes: Vec<u32>,
    pub puts: Vec<u32>,
}

/// The marks of all nodes that have some.
#[derive(Debug, Default)]
pub(super) struct Marked {
    nodes: HashMap<NodeId, Marks>,
    /// Where a propagator puts what is run behind it, by its match: `copy(to, from)`, `from.fill(to)`.
    behind: HashMap<u32, NodeId>,
    /// The names of what propagators put something into, and of what may be the same.
    pub filled: HashSet<Token>,
}

impl Marked {
    pub(super) fn of(tree: &Tree, index: &Index, spec: &Spec, matches: &Matches) -> Marked {
        let mut marked = Marked::default();
        if !matches.propagators.is_empty() {
            let filled = matches.propagators.iter();
            let filled = filled.map(|passage| Token::of(&tree.source()[passage.to.clone()]));
            marked.filled = index.changes(tree).and_others(filled.collect());
        }
        for (id, place) in matches.sources.iter().enumerate() {
            let is_exact = spec.sources[place.spec].exact;
            marked.mark((tree, index), &place.range, is_exact, &mut |marks| {
                marks.sources.push(id as u32)
            });
        }
        for (id, place) in matches.sanitizers.iter().enumerate() {
            let sanitizer = &spec.sanitizers[place.spec];
            if sanitizer.not_conflicting && conflicts(place, matches) {
                continue;
            }
            marked.mark((tree, index), &place.range, sanitizer.exact, &mut |marks| {
                marks.sanitizers.push(id as u32);
            });
        }
        for (id, place) in matches.sinks.iter().enumerate() {
            let is_exact = spec.sinks[place.spec].exact;
            marked.mark((tree, index), &place.range, is_exact, &mut |marks| {
                marks.sinks.push(id as u32)
            });
        }
        for (id, passage) in matches.propagators.iter().enumerate() {
            marked.mark((tree, index), &passage.from, true, &mut |marks| {
                marks.takes.push(id as u32)
            });
            let to = marked.mark((tree, index), &passage.to, true, &mut |marks| {
                marks.puts.push(id as u32)
            });
            if let Some(to) = to
                && (passage.to.end <= passage.from.start || is_given_to(tree, to, &passage.from))
            {
                marked.behind.insert(id as u32, to);
            }
        }
        marked
    }

    /// What a match of a propagator puts taint into, where that is run before what it takes it from.
    pub(super) fn put_before(&self, passage: u32) -> Option<NodeId> {
        self.behind.get(&passage).copied()
    }

    /// The nodes that sources match.
    pub(super) fn sourced(&self) -> impl Iterator<Item = NodeId> {
        let is_sourced = |(_, marks): &(&NodeId, &Marks)| !marks.sources.is_empty();
        self.nodes.iter().filter(is_sourced).map(|(id, _)| *id)
    }

    pub(super) fn get(&self, id: NodeId) -> Option<&Marks> {
        self.nodes.get(&id)
    }

    /// Marks the largest expressions in a range, or all; gives the first.
    fn mark(
        &mut self,
        (tree, index): (&Tree, &Index),
        range: &Range<usize>,
        only_largest: bool,
        with: &mut dyn FnMut(&mut Marks),
    ) -> Option<NodeId> {
        let mut first = None;
        let mut open = vec![tree.root()];
        while let Some(id) = open.pop() {
            let span = tree.span(id);
            let is_inside = range.start <= span.start && span.end <= range.end;
            let overlaps = span.start < range.end && range.start < span.end;
            if is_inside && !is_frame(tree.kind(id)) {
                with(self.nodes.entry(id).or_default());
                first = first.or(Some(id));
                if only_largest {
                    continue;
                }
            }
            if overlaps || is_inside || index.spilling.contains(&id) {
                open.extend(tree.children(id));
            }
        }
        first
    }
}

/// The nodes that have something in them that stands outside of them.
pub(super) fn spilling(tree: &Tree) -> HashSet<NodeId> {
    let mut spilling = HashSet::new();
    for id in tree.ids() {
        let (span, child) = match tree.parent(id) {
            Some(parent) => (tree.span(parent), tree.span(id)),
            None => continue,
        };
        if child.start < span.start || span.end < child.end {
            // Where one is known already, those around it are.
            let mut around = tree.ancestors(id);
            while around.next().is_some_and(|up| spilling.insert(up)) {}
        }
    }
    spilling
}

/// Whether a node is no expression but something that expressions stand in.
fn is_frame(kind: Kind) -> bool {
    kind.is_statement()
        || matches!(
            kind,
            Kind::Param
                | Kind::Pair
                | Kind::Decorator
                | Kind::Modifier
                | Kind::Other
                | Kind::Keyword
        )
}

/// Whether a match is a source, a sink or a propagator's as well.
fn conflicts(place: &RoleMatch, matches: &Matches) -> bool {
    let is_same = |other: &RoleMatch| other.range == place.range;
    matches.sources.iter().any(is_same)
        || matches.sinks.iter().any(is_same)
        || matches
            .propagators
            .iter()
            .any(|passage| passage.from == place.range || passage.to == place.range)
}

/// Whether an expression is handed to a method of what stands in a range: arguments are run before that.
fn is_given_to(tree: &Tree, arg: NodeId, object: &Range<usize>) -> bool {
    let call = tree.parent(arg).filter(|up| tree.kind(*up) == Kind::Call);
    let callee = call.and_then(|call| tree.get(call, Field::Callee));
    callee.is_some_and(|callee| {
        let span = tree.span(callee);
        tree.node(arg).field == Field::Arg && span.start <= object.start && object.end <= span.end
    })
}
