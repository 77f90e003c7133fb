//! Whether two pieces of one tree are the same code.

use assay_dataflow::Constant;
use assay_syntax::{Field, Kind, NodeId};

use crate::{BoundValue, Options, Target};

/// Whether two captures are the same code: equal shape and words, and, as a rule's options have it, names that refer to
/// the same thing or stand for it.
pub fn same_value(
    target: &Target,
    left: &BoundValue,
    right: &BoundValue,
    options: &Options,
) -> bool {
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
            .all(|(l, r)| same(target, *l, *r, options))
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

fn same(target: &Target, left: NodeId, right: NodeId, options: &Options) -> bool {
    let tree = &target.tree;
    let mut open = vec![(left, right)];
    while let Some((left, right)) = open.pop() {
        if left == right {
            continue;
        }
        let (l, r) = (unwrap(target, left), unwrap(target, right));
        let (a, b) = (tree.node(l), tree.node(r));
        if a.kind != b.kind || a.kind == Kind::Name {
            if !same_leaf(target, l, r, options) {
                return false;
            }
            continue;
        }
        let (left, right) = (tree.children(l), tree.children(r));
        let has_other_word = a.token != b.token && a.kind != Kind::Block
            || a.kind == Kind::Str && is_bytes(tree.text(l)) != is_bytes(tree.text(r));
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

/// Whether a string literal says that it is bytes: `b"x"`.
fn is_bytes(text: &str) -> bool {
    let prefix = text.split(['"', '\'']).next().unwrap_or_default();
    prefix.len() < 3 && prefix.contains(['b', 'B'])
}

/// The same for names, and for nodes of different kinds.
fn same_leaf(target: &Target, l: NodeId, r: NodeId, options: &Options) -> bool {
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
    let strict = options.unify_ids_strictly;
    if same_name(target, l, r, strict) || !options.symbolic_propagation {
        return same_name(target, l, r, strict);
    }
    let (left, right) = (stood_for(target, l), stood_for(target, r));
    same_name(target, left, right, strict)
}

/// The name that a name is another one for.
fn stood_for(target: &Target, name: NodeId) -> NodeId {
    let value = target.facts().value(name);
    let is_name = |value: &NodeId| target.tree.kind(*value) == Kind::Name;
    value.filter(is_name).unwrap_or(name)
}

/// An expression and the statement that consists of it are the same code; so is a parameter and its name, and a value
/// with its type where types are gone when the code runs.
fn unwrap(target: &Target, id: NodeId) -> NodeId {
    let tree = &target.tree;
    match (tree.kind(id), tree.children(id)) {
        (Kind::ExprStmt, [only]) => *only,
        (Kind::Param, _) if tree.profile().matching.types_vanish => match tree.get(id, Field::Name)
        {
            Some(name) if tree.get(id, Field::Default).is_none() => name,
            _ => id,
        },
        (Kind::Param, [only]) => *only,
        (Kind::Cast, _) if tree.profile().matching.types_vanish => {
            let value = tree.get(id, Field::Value);
            value.map_or(id, |value| unwrap(target, value))
        }
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
