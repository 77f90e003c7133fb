//! Whether two pieces of one tree are the same code.

use assay_dataflow::Constant;
use assay_syntax::{Field, Kind, NodeId};

use crate::{BoundValue, Target};

/// Whether two captures are the same code: equal shape and words, and, if `strict`, names that refer to the same thing.
pub fn same_value(target: &Target, left: &BoundValue, right: &BoundValue, strict: bool) -> bool {
    if left.range == right.range && left.text == right.text {
        return true;
    }
    if left.nodes.is_empty()
        || right.nodes.is_empty()
        || left.text.is_some()
        || right.text.is_some()
    {
        return plain(target, left) == plain(target, right);
    }
    left.nodes.len() == right.nodes.len()
        && left
            .nodes
            .iter()
            .zip(&*right.nodes)
            .all(|(l, r)| same(target, *l, *r, strict))
}

/// The text of a capture; of a string literal its content.
fn plain<'t>(target: &'t Target, value: &'t BoundValue) -> &'t str {
    let node = value
        .node()
        .filter(|node| target.tree.kind(*node) == Kind::Str);
    let content = node.and_then(|node| match *target.tree.children(node) {
        [text] => Some(target.tree.text(text)),
        _ => None,
    });
    content.unwrap_or_else(|| value.text(target))
}

fn same(target: &Target, left: NodeId, right: NodeId, strict: bool) -> bool {
    let tree = &target.tree;
    let mut open = vec![(left, right)];
    while let Some((left, right)) = open.pop() {
        if left == right {
            continue;
        }
        let (l, r) = (unwrap(target, left), unwrap(target, right));
        let (a, b) = (tree.node(l), tree.node(r));
        if a.kind != b.kind || a.kind == Kind::Name {
            if !same_leaf(target, l, r, strict) {
                return false;
            }
            continue;
        }
        let (left, right) = (tree.children(l), tree.children(r));
        let has_other_word = a.token != b.token && a.kind != Kind::Block;
        if has_other_word || left.len() != right.len() {
            return false;
        }
        for (l, r) in left.iter().zip(right).rev() {
            if tree.node(*l).field != tree.node(*r).field {
                return false;
            }
            open.push((*l, *r));
        }
    }
    true
}

/// The same for names, and for nodes of different kinds.
fn same_leaf(target: &Target, l: NodeId, r: NodeId, strict: bool) -> bool {
    let (a, b) = (target.tree.node(l), target.tree.node(r));
    if a.kind != b.kind && same_constant(target, l, r) {
        return true;
    }
    if a.kind != b.kind {
        let names = |id| {
            plain(
                target,
                &BoundValue {
                    range: target.tree.node(id).start..target.tree.node(id).end,
                    nodes: [id].into(),
                    text: None,
                },
            )
            .to_owned()
        };
        let is_key = |node: &assay_syntax::Node| {
            node.field == Field::Key && matches!(node.kind, Kind::Name | Kind::Str)
        };
        return is_key(a) && is_key(b) && names(l) == names(r);
    }
    same_name(target, l, r, strict)
}

/// An expression and the statement that consists of it are the same code; so is a parameter and its name.
fn unwrap(target: &Target, id: NodeId) -> NodeId {
    match (target.tree.kind(id), target.tree.children(id)) {
        (Kind::ExprStmt | Kind::Param, [only]) => *only,
        _ => id,
    }
}

/// Whether one is a name and the other the literal that it stands for.
fn same_constant(target: &Target, left: NodeId, right: NodeId) -> bool {
    let is_name = |id| target.tree.kind(id) == Kind::Name;
    if is_name(left) == is_name(right) {
        return false;
    }
    let facts = target.facts();
    match (facts.constant(left), facts.constant(right)) {
        (Some(left), Some(right)) => left == right && *left != Constant::SomeStr,
        _ => false,
    }
}

fn same_name(target: &Target, left: NodeId, right: NodeId, strict: bool) -> bool {
    if target.tree.token(left) != target.tree.token(right) {
        return false;
    }
    if !strict {
        return true;
    }
    let facts = target.facts();
    match (facts.binding(left), facts.binding(right)) {
        (Some(left), Some(right)) => left == right,
        _ => true,
    }
}
