//! Trees without errors in which a pattern was taken for something that it is not.

use std::ops::Range;

use assay_syntax::{Field, Kind, NodeId, Tree};

use crate::pattern::Root;
use crate::prepare::{Prepared, Rendered};

/// Whether `name: value` was taken for a label before a statement; it is a field of an object.
pub fn is_field(tree: &Tree, root: &Root, range: &Range<usize>) -> bool {
    let Root::Node(only) = *root else {
        return false;
    };
    let body = tree.get(only, Field::Body).map(|body| tree.kind(body));
    let is_value = match body {
        // What looks like a block is an object there.
        Some(Kind::Block) => tree.profile().matching.braces_are_objects,
        body => matches!(body, Some(Kind::ExprStmt | Kind::Metavar)),
    };
    tree.kind(only) == Kind::Labeled
        && is_value
        && !tree.source()[range.clone()].trim_end().ends_with(';')
        || is_symbol_entry(tree, only)
        || tree.kind(only) == Kind::VarDef
            && tree.profile().matching.braces_are_objects
            && tree.get(only, Field::Type).is_some_and(|of| {
                let before = tree.source()[range.start..tree.span(of).start].trim_end();
                before.ends_with(':') && tree.children(only).len() == 2
            })
}

/// Whether `:key => value` was taken for anything but an entry of a hash.
fn is_symbol_entry(tree: &Tree, only: NodeId) -> bool {
    let text = tree.text(only);
    text.starts_with(':') && text.contains("=>") && tree.kind(only) != Kind::Pair
}

/// Whether a word that only helps a hole to its place (`int` before the name of a parameter) came to be
/// something else in the tree.
pub fn has_leftover(tree: &Tree, rendered: &Rendered) -> bool {
    let is_hole = |kind| matches!(kind, Kind::Metavar | Kind::Metavars | Kind::Ellipsis);
    let starts: Vec<u32> = tree
        .ids()
        .filter(|id| is_hole(tree.kind(*id)))
        .map(|id| tree.node(id).start)
        .collect();
    let mut helped = rendered.helped();
    helped.any(|start| !starts.contains(&(start as u32)))
}

/// Whether code with metavariables was taken for the text between two tags.
pub fn is_prose(tree: &Tree, root: &Root, prepared: &Prepared) -> bool {
    matches!(*root, Root::Node(only) if tree.kind(only) == Kind::Text)
        && !prepared.names().is_empty()
}

/// Words that start a part of a statement, and that some grammars also take as names.
#[rustfmt::skip]
const KEYWORDS: &[&str] = &["if", "else", "for", "while", "do", "switch", "case", "try", "catch", "finally"];

/// Whether `catch (E e) { ... }` was taken for a method of that name, or the like.
pub fn starts_with_keyword(tree: &Tree, range: &Range<usize>) -> bool {
    tree.ids().any(|id| {
        let node = tree.node(id);
        let parent = tree.parent(id).map(|parent| tree.kind(parent));
        let has_block = || {
            tree.source()[node.end as usize..]
                .trim_start()
                .starts_with('{')
        };
        let is_part = match (parent, node.field) {
            (Some(Kind::Function), Field::Name) | (Some(Kind::New), Field::Type) => true,
            (Some(Kind::Call), Field::Callee) => has_block(),
            _ => false,
        };
        let word = tree.text(id);
        let is_definition = tree.profile().matching.definition_words.contains(&word);
        matches!(node.kind, Kind::Name | Kind::New)
            && node.start as usize == range.start
            && (is_part && KEYWORDS.contains(&word) || is_definition && range.len() > word.len())
    })
}

/// Whether `[...](...) { ... }` or `T x{...}` was taken for a function.
pub fn has_no_parameters(tree: &Tree) -> bool {
    let is_function = |id: &NodeId| tree.kind(*id) == Kind::Function;
    let may_be = tree.profile().matching.functions_have_parameters;
    tree.ids().filter(is_function).filter(|_| may_be).any(|id| {
        let (name, body) = (tree.get(id, Field::Name), tree.get(id, Field::Body));
        name.zip(body).is_some_and(|(name, body)| {
            let between = tree.span(name).end..tree.span(body).start;
            let between = tree.source().get(between).unwrap_or("(");
            tree.kind(name) == Kind::Tuple || !between.contains('(')
        })
    })
}

/// Whether `...` and the line behind it were taken for one thing: for a definition with the dots as its type, or for a
/// call of them.
pub fn has_dots_joined(tree: &Tree) -> bool {
    let is_dots = |id: &NodeId| {
        let node = tree.node(*id);
        matches!(node.kind, Kind::Ellipsis | Kind::Metavars)
            && matches!(
                node.field,
                Field::Type | Field::Result | Field::Callee | Field::Object | Field::Alias
            )
    };
    tree.ids().filter(is_dots).any(|id| {
        let rest = &tree.source()[tree.span(id).end..];
        let blank = &rest[..rest.len() - rest.trim_start().len()];
        blank.contains('\n')
    })
}
