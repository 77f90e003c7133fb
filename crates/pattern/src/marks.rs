//! The kinds of node that only patterns have, given to what the grammar took their forms for.

use std::ops::Range;

use assay_syntax::{Field, Kind, NodeId, Token, Tree};

use crate::prepare::DEEP;

/// Gives nodes the kinds that only patterns have.
pub fn mark(tree: &mut Tree) {
    let deep = Token::of(DEEP);
    for id in tree.ids() {
        match tree.kind(id) {
            Kind::Call
                if tree
                    .get(id, Field::Callee)
                    .is_some_and(|callee| tree.token(callee) == deep) =>
            {
                tree.retag(id, Kind::Deep, Token::NONE);
            }
            Kind::Member
                if tree
                    .get(id, Field::Name)
                    .is_some_and(|name| tree.kind(name) == Kind::Ellipsis) =>
            {
                tree.retag(id, Kind::Chain, Token::NONE);
            }
            Kind::Dict if is_deep_object(tree, id) => tree.retag(id, Kind::Deep, Token::NONE),
            Kind::Call if is_deep_command(tree, id) => tree.retag(id, Kind::Deep, Token::NONE),
            Kind::Call => {
                // `a. ...;` read as a call.
                let callee = tree.get(id, Field::Callee);
                if let Some(callee) = callee.filter(|callee| is_dots_called(tree, id, *callee)) {
                    tree.set_field(callee, Field::Object);
                    tree.retag(id, Kind::Chain, Token::NONE);
                }
            }
            _ => {}
        }
    }
}

/// `{"deep__": …}`, which stands for `<... ...>` where there are no calls.
fn is_deep_object(tree: &Tree, id: NodeId) -> bool {
    let [only] = *tree.children(id) else {
        return false;
    };
    let key = tree.get(only, Field::Key);
    key.is_some_and(|key| tree.text(key).trim_matches('"') == DEEP)
}

/// `$(deep__ …)`, which stands for it in a shell.
fn is_deep_command(tree: &Tree, id: NodeId) -> bool {
    let [only] = *tree.children(id) else {
        return false;
    };
    let word = tree.children(only).first();
    tree.token(id) == Token::of("$()")
        && tree.children(only).len() == 2
        && word.is_some_and(|word| tree.text(*word) == DEEP)
}

/// Among other statements any import of a group is any statement.
pub fn mark_imports(tree: &mut Tree, items: &[NodeId]) {
    for &item in items {
        let is_dots = |part: NodeId| tree.kind(part) == Kind::Ellipsis;
        let is_any = matches!(*tree.children(item), [only] if is_dots(only))
            || tree.get(item, Field::Name).is_some_and(is_dots);
        if tree.kind(item) == Kind::Import && is_any {
            tree.retag(item, Kind::Ellipsis, Token::of("..."));
        }
    }
}

/// Whether a call is of `...` as a member, which ends it.
fn is_dots_called(tree: &Tree, call: NodeId, callee: NodeId) -> bool {
    let name = tree.get(callee, Field::Name);
    tree.children(call).len() == 1 && name.is_some_and(|name| tree.kind(name) == Kind::Ellipsis)
}

/// `e : T` in an expression: of a metavariable it tells the type, in the arguments of a call as well. The places of
/// the types.
pub fn ascribed_types(tree: &mut Tree) -> Vec<(Token, Range<usize>)> {
    let mut found = Vec::new();
    if !tree.profile().matching.ascribes_types {
        return found;
    }
    for id in tree.ids() {
        let parts = (tree.get(id, Field::Value), tree.get(id, Field::Type));
        if let (Kind::Cast, (Some(value), Some(of))) = (tree.kind(id), parts)
            && tree.kind(value) == Kind::Metavar
        {
            let name = tree.token(value);
            found.push((name, tree.span(of)));
            tree.retag(id, Kind::Typed, name);
        }
    }
    found
}
