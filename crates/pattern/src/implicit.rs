//! Values that a function returns without saying so, in languages where the last expression is returned.

use assay_syntax::{Field, Kind, NodeId, Tree, lowering_table};

/// The value of an expression statement, if a function returns it because nothing comes after it.
pub(crate) fn returned(tree: &Tree, statement: NodeId) -> Option<NodeId> {
    let is_last = tree.kind(statement) == Kind::ExprStmt && is_last(tree, statement);
    let value = tree.get(statement, Field::Value).filter(|_| is_last)?;
    match tree.kind(value) {
        Kind::Assign => tree.get(value, Field::Right),
        _ => Some(value),
    }
}

/// Whether the language has such returns.
pub(crate) fn has_returns(tree: &Tree) -> bool {
    lowering_table(tree.lang()).is_some_and(|profile| profile.implicit_return)
}

/// Whether nothing of the function runs after a statement.
fn is_last(tree: &Tree, statement: NodeId) -> bool {
    let Some(block) = tree.parent(statement) else {
        return false;
    };
    if tree.kind(block) != Kind::Block || tree.children(block).last() != Some(&statement) {
        return false;
    }
    let Some(holder) = tree.parent(block) else {
        return false;
    };
    match (tree.kind(holder), tree.node(block).field) {
        (Kind::Function | Kind::Lambda, Field::Body) => true,
        (Kind::If, Field::Then | Field::Else) => is_last(tree, holder),
        (Kind::Block, Field::Item) => is_last(tree, block),
        // What an `ensure` or `finally` does comes after the rest.
        (Kind::Try, _) => tree.get(holder, Field::Finally).is_none() && is_last(tree, holder),
        (Kind::Finally, _) => tree.parent(holder).is_some_and(|all| is_last(tree, all)),
        (Kind::Catch, _) => tree
            .parent(holder)
            .is_some_and(|all| tree.get(all, Field::Finally).is_none() && is_last(tree, all)),
        (Kind::Case, _) => tree.parent(holder).is_some_and(|all| is_last(tree, all)),
        _ => false,
    }
}
