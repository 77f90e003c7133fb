//! What names stand for everywhere, whatever runs before, and which expressions may be stood for.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use assay_syntax::{Field, Kind, NodeId};

use super::expressions::{joined, literal};
use super::{Constants, Known};
use crate::Constant;
use crate::flow::Flow;
use crate::names::BindingKind;

/// How deep values of names are looked up in values of names, and what stands for a name may be nested.
/// Semgrep's own bounds are lower: what is deeper counts as unknown in every analysis, by design.
const DEPTH: usize = 16;

/// How deep expressions and the values of names in them are looked at together, for the stack's sake. What is deeper
/// is told.
const MAX_NESTED: usize = 600;

/// How many names are looked through in what a name stands for: without a bound, names of names of names
/// are the same code in exponentially many ways, none of which a pattern spells out.
const EXPANSION: usize = 1_000;

impl Constants<'_> {
    /// The values of names of which, with what their own names stand for, too much would be looked through.
    pub(super) fn large(&self) -> HashSet<NodeId> {
        let names = self.known.iter();
        let names = names.filter(|(id, _)| self.tree.kind(**id) == Kind::Name);
        let mut given: Vec<NodeId> = names
            .filter_map(|(_, known)| match known {
                Known::Expression(value) => Some(*value),
                Known::Constant(_) => None,
            })
            .collect();
        given.sort_unstable_by_key(|value| value.0);
        given.dedup();
        // What a name stands for is written before it, so one pass in order knows all parts.
        let mut sizes: HashMap<NodeId, usize> = HashMap::new();
        for value in given {
            let parts = self.tree.walk(value);
            let size = parts.fold(0_usize, |size, part| match self.known.get(&part) {
                Some(Known::Expression(inner)) if self.tree.kind(part) == Kind::Name => size
                    .saturating_add(1)
                    .saturating_add(sizes.get(inner).copied().unwrap_or(0)),
                _ => size,
            });
            sizes.insert(value, size);
        }
        let is_large = |(value, size): (NodeId, usize)| (size > EXPANSION).then_some(value);
        sizes.into_iter().filter_map(is_large).collect()
    }

    /// The value of a name that is the same everywhere.
    pub(super) fn fixed(&mut self, name: NodeId, depth: usize) -> Option<Known> {
        let binding = self.names.get(name)?;
        let value = binding.fixed.filter(|_| depth < DEPTH)?;
        let is_after = self.tree.span(name).start >= self.tree.span(value).end;
        if !is_after && !(binding.kind == BindingKind::Field) {
            return None;
        }
        match self.settled(value, depth + 1) {
            Some(constant) => Some(Known::Constant(constant)),
            None => {
                let own = self.tree.token(name);
                // No name stands for itself, and two fields may be given each other.
                let is_circular = self.tree.walk(value).any(|part| {
                    let is_field =
                        |part| self.names.get(part).map(|of| of.kind) == Some(BindingKind::Field);
                    self.tree.token(part) == own || !is_after && is_field(part)
                });
                (!is_circular && self.is_symbolic(value, 0)).then_some(Known::Expression(value))
            }
        }
    }

    /// The value of an expression that depends on nothing that changes.
    pub(super) fn settled(&mut self, id: NodeId, depth: usize) -> Option<Constant> {
        if self.enough() {
            return None;
        }
        self.nested += 1;
        self.is_cut |= self.nested > MAX_NESTED;
        let settled = match self.nested > MAX_NESTED {
            true => None,
            false => self.settled_here(id, depth),
        };
        self.nested -= 1;
        settled
    }

    fn settled_here(&mut self, id: NodeId, depth: usize) -> Option<Constant> {
        let tree = self.tree;
        match tree.kind(id) {
            Kind::Name => match self.fixed(id, depth)? {
                Known::Constant(constant) => Some(constant),
                Known::Expression(_) => None,
            },
            Kind::Binary => {
                let links = tree.links(id);
                let first = links.last().copied().unwrap_or(id);
                let mut value = self.settled(tree.get(first, Field::Left)?, depth)?;
                for &at in links.iter().rev().chain([&id]) {
                    let right = self.settled(tree.get(at, Field::Right)?, depth)?;
                    value = self.folding.binary(tree.token(at), &value, &right)?;
                }
                Some(value)
            }
            Kind::Unary => {
                let value = self.settled(tree.get(id, Field::Value)?, depth)?;
                self.folding.unary(tree.token(id), &value)
            }
            Kind::Str => {
                let parts: Vec<Option<Constant>> = tree
                    .children(id)
                    .iter()
                    .map(|part| match tree.kind(*part) {
                        Kind::Interpolation => {
                            let value = tree.get(*part, Field::Value)?;
                            self.settled(value, depth)
                        }
                        Kind::Str => self.settled(*part, depth),
                        _ => Some(Constant::Str(Rc::from(tree.text(*part)))),
                    })
                    .collect();
                joined(parts)
            }
            _ => literal(tree, id),
        }
    }

    /// Whether an expression may stand for the name that holds it.
    pub(super) fn is_symbolic(&self, id: NodeId, depth: usize) -> bool {
        let tree = self.tree;
        match tree.kind(id) {
            Kind::Name
            | Kind::Special
            | Kind::Text
            | Kind::Int
            | Kind::Float
            | Kind::Bool
            | Kind::Null
            | Kind::Char
            | Kind::Regex => true,
            Kind::Member
            | Kind::Index
            | Kind::Call
            | Kind::New
            | Kind::Cast
            | Kind::Keyword
            | Kind::Str
            | Kind::Interpolation
            | Kind::Unary
            | Kind::Binary => {
                depth < DEPTH
                    && tree.children(id).iter().all(|child| {
                        self.is_symbolic(*child, depth + 1)
                            || tree.kind(id) == Kind::New && tree.node(*child).field == Field::Type
                            || tree.node(*child).field == Field::Type
                    })
            }
            _ => false,
        }
    }
}
