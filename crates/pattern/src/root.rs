//! What of a tree is the pattern, and not the text around it.

use std::ops::Range;

use assay_syntax::{Field, Kind, NodeId, Tree};

use crate::pattern::Root;

/// The node or nodes that are the pattern, and whether part of what was parsed was cut off.
pub fn root(tree: &Tree, range: &Range<usize>) -> Option<(Root, bool)> {
    let mut at = tree.root();
    loop {
        let inside: Vec<NodeId> = tree
            .children(at)
            .iter()
            .copied()
            .filter(|id| tree.span(*id).start >= range.start)
            .collect();
        let holder = tree.children(at).iter().copied().find(|id| {
            let span = tree.span(*id);
            span.start < range.start && span.end > range.start
        });
        match (&*inside, holder) {
            ([], Some(holder)) => at = holder,
            // The pattern stands on both sides of a border: it closed the text around it.
            (_, Some(_)) | ([], None) => return None,
            ([only], None) => {
                let cut = tree.span(*only).end > range.end;
                return Some((Root::Node(unwrapped(tree, *only, range)), cut));
            }
            ([first, ..], None) if is_one_import(tree, *first, &inside) => {
                return Some((Root::Imports(inside), false));
            }
            // A statement has one value: the rest is a type that was said of it.
            (_, None) if tree.kind(at) == Kind::ExprStmt => return None,
            (_, None) => return Some((Root::Sequence(inside), false)),
        }
    }
}

/// Whether nodes are the names that one statement imports.
fn is_one_import(tree: &Tree, first: NodeId, all: &[NodeId]) -> bool {
    all.iter()
        .all(|id| tree.kind(*id) == Kind::Import && tree.span(*id) == tree.span(first))
}

/// The expression of a statement that is written without a semicolon.
fn unwrapped(tree: &Tree, id: NodeId, range: &Range<usize>) -> NodeId {
    let ends_open = !tree.source()[range.clone()].trim_end().ends_with(';');
    match (tree.kind(id), tree.children(id)) {
        (Kind::ExprStmt, [value]) if ends_open => *value,
        // A type alone, before the name that makes it a definition.
        (Kind::VarDef | Kind::Function | Kind::Param, [only])
            if matches!(tree.node(*only).field, Field::Type | Field::Result) =>
        {
            *only
        }
        // An annotation alone; what it stands before is text around the pattern.
        (_, [only]) if tree.kind(*only) == Kind::Decorator => *only,
        _ => id,
    }
}
