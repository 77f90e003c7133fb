//! Values that a function returns without saying so, in languages where the last expression is returned.

use assay_syntax::{Field, Kind, NodeId, Tree};

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
    tree.profile().matching.implicit_return
}

/// Whether nothing of the function runs after a statement.
fn is_last(tree: &Tree, statement: NodeId) -> bool {
    let mut at = Some(statement);
    while let Some(statement) = at {
        let Some(block) = tree.parent(statement) else {
            return false;
        };
        if tree.kind(block) != Kind::Block || tree.children(block).last() != Some(&statement) {
            return false;
        }
        let Some(holder) = tree.parent(block) else {
            return false;
        };
        let is_final = |all: &NodeId| tree.get(*all, Field::Finally).is_none();
        at = match (tree.kind(holder), tree.node(block).field) {
            (Kind::Function | Kind::Lambda, Field::Body) => return true,
            (Kind::If, Field::Then | Field::Else) => Some(holder),
            (Kind::Block, Field::Item) => Some(block),
            // What an `ensure` or `finally` does comes after the rest, and an `else` after what went well.
            (Kind::Try, Field::Body) if tree.get(holder, Field::Else).is_some() => None,
            (Kind::Try, _) => Some(holder).filter(is_final),
            (Kind::Catch, _) => {
                let all = tree.parent(holder).filter(is_final);
                all.filter(|all| may_throw(tree, *all))
            }
            (Kind::Finally | Kind::Case, _) => tree.parent(holder),
            _ => None,
        };
    }
    false
}

/// Whether something in what is tried may fail at all: then what is caught may be the end.
fn may_throw(tree: &Tree, all: NodeId) -> bool {
    let body = tree.get(all, Field::Body);
    let fails = |id: NodeId| matches!(tree.kind(id), Kind::Call | Kind::New | Kind::Throw);
    body.is_some_and(|body| tree.walk(body).any(fails))
}
