//! Lowering of what is nested deep ahead of what it stands in, so that its depth does not cost stack.
//!
//! Below a node at depth [`FROM`], some nodes on every level that is a multiple of [`STEP`] further down are
//! lowered first, the deepest first of all. Whoever visits them later finds them done.

use std::collections::HashMap;

use tree_sitter::Node as Raw;

use super::Lowering;
use crate::{Field, NodeId};

/// The depth from which on nodes are lowered ahead.
pub(super) const FROM: u32 = 100;

/// How many levels lie between nodes that are lowered ahead. Chains repeat every few levels and hooks do not visit
/// each of those, so that this is a prime.
const STEP: usize = 37;

/// What was lowered ahead and has not been visited yet, by the grammar's nodes.
#[derive(Default)]
pub(super) struct Ahead {
    done: HashMap<usize, Vec<NodeId>>,
    is_running: bool,
}

impl<'t> Lowering<'t> {
    /// Lowers what is nested deep below a node, and the parts of an `else if` chain that follow it.
    pub(super) fn lower_ahead(&mut self, raw: Raw<'t>) {
        if self.pattern.is_some() || std::mem::replace(&mut self.ahead.is_running, true) {
            return;
        }
        for next in deep_below(raw)
            .into_iter()
            .chain(rest_of_chain(raw).into_iter().rev())
        {
            let mark = self.stack.len();
            self.visit(next, Field::Item);
            let done = self.stack.split_off(mark);
            self.ahead.done.insert(next.id(), done);
        }
        self.ahead.is_running = false;
    }

    /// Puts what was lowered ahead where it is visited; false if this node was not.
    pub(super) fn take_ahead(&mut self, raw: Raw<'t>, field: Field) -> bool {
        if self.ahead.done.is_empty() {
            return false;
        }
        let Some(done) = self.ahead.done.remove(&raw.id()) else {
            return false;
        };
        for &id in &done {
            self.tree.set_field(id, field);
        }
        self.stack.extend(done);
        true
    }
}

/// The nodes below one that are lowered ahead, the deepest first.
fn deep_below(raw: Raw<'_>) -> Vec<Raw<'_>> {
    let mut levels: Vec<Vec<Raw<'_>>> = Vec::new();
    let mut cursor = raw.walk();
    let mut depth = 0;
    loop {
        if cursor.goto_first_child() {
            depth += 1;
        } else {
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return levels.into_iter().rev().flatten().collect();
                }
                depth -= 1;
            }
        }
        let node = cursor.node();
        if depth % STEP == 0 && node.is_named() && node.child_count() > 0 {
            levels.resize_with(levels.len().max(depth / STEP), Vec::new);
            levels[depth / STEP - 1].push(node);
        }
    }
}

/// The siblings after a node that each stand in the one before in our trees: Python's `elif`, PHP's `elseif`.
fn rest_of_chain(raw: Raw<'_>) -> Vec<Raw<'_>> {
    let is_link = |raw: Raw<'_>| raw.kind().starts_with("els") || raw.kind().starts_with("elif");
    let Some(parent) = raw.parent().filter(|_| is_link(raw)) else {
        return Vec::new();
    };
    let mut cursor = parent.walk();
    parent
        .named_children(&mut cursor)
        .filter(|child| is_link(*child) && child.start_byte() > raw.start_byte())
        .collect()
}
