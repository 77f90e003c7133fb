//! Where an extracted function is put, and what it is there: a function of the file, a method, or, where `this` means
//! something else than an object of a class, an arrow function in front of its statement.

use assay_syntax::{Field, Kind, NodeId};

use crate::Refused;
use crate::code::Code;
use crate::extract_variable::before_export;

/// A place for a function.
pub struct Home {
    /// The byte that it is put at.
    pub at: usize,
    pub indent: String,
    pub sort: Sort,
}

/// What the function is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Function,
    Method { is_static: bool },
    Arrow,
}

/// The place for a function that is taken from around a node.
pub fn home_of(code: &Code, first: NodeId, uses_this: bool) -> Result<Home, Refused> {
    if !uses_this {
        return beside_outermost(code, first);
    }
    match method_around(code, first) {
        Some(method) => behind_method(code, method),
        None => before_statement(code, first),
    }
}

/// Before or behind the outermost statement.
fn beside_outermost(code: &Code, first: NodeId) -> Result<Home, Refused> {
    let tree = &code.tree;
    let mut outermost = first;
    for id in tree.ancestors(first) {
        if tree.parent(id).is_none()
            || tree.parent(outermost).is_some_and(|up| {
                tree.parent(up)
                    .is_some_and(|up| tree.kind(up) == Kind::Namespace)
            })
        {
            break;
        }
        outermost = id;
    }
    if code.is_indented() {
        let start = code.span(outermost).start;
        let decorated = tree
            .all(outermost, Field::Decorator)
            .map(|id| code.span(id).start)
            .min();
        return Ok(Home {
            at: code.line_start(decorated.unwrap_or(start).min(start)),
            indent: String::new(),
            sort: Sort::Function,
        });
    }
    let start = before_export(code, code.span(outermost).start);
    Ok(Home {
        at: line_end_behind(code, outermost)?,
        indent: code.indent_at(start).to_owned(),
        sort: Sort::Function,
    })
}

/// The method whose `this` a node means; none if it is a constructor, which alone may set certain fields.
fn method_around(code: &Code, first: NodeId) -> Option<NodeId> {
    let tree = &code.tree;
    let is_border = |id: &NodeId| matches!(tree.kind(*id), Kind::Function | Kind::Class);
    let owner = tree.ancestors(first).find(is_border)?;
    if tree.kind(owner) != Kind::Function {
        return None;
    }
    let around = tree
        .ancestors(owner)
        .find(|id| matches!(tree.kind(*id), Kind::Function | Kind::Lambda | Kind::Class))?;
    let is_constructor = tree
        .get(owner, Field::Name)
        .is_some_and(|name| tree.text(name) == "constructor");
    (tree.kind(around) == Kind::Class && !is_constructor).then_some(owner)
}

fn behind_method(code: &Code, method: NodeId) -> Result<Home, Refused> {
    let start = code.span(method).start;
    let name = code.tree.get(method, Field::Name);
    let name_at = name.map_or(start, |name| code.span(name).start);
    let mut head = code
        .said(code.line_start(start)..name_at.max(start))
        .split_whitespace();
    Ok(Home {
        at: line_end_behind(code, method)?,
        indent: code.indent_at(start).to_owned(),
        sort: Sort::Method {
            is_static: head.any(|word| word == "static"),
        },
    })
}

fn before_statement(code: &Code, first: NodeId) -> Result<Home, Refused> {
    let statement = code.statement_around(first)?;
    let at = before_export(code, code.span(statement).start);
    Ok(Home {
        at,
        indent: code.indent_at(at).to_owned(),
        sort: Sort::Arrow,
    })
}

fn line_end_behind(code: &Code, id: NodeId) -> Result<usize, Refused> {
    let end = code.end_of(id);
    let after = code.text[end..]
        .find('\n')
        .map_or(code.text.len(), |at| end + at);
    match code.said(end..after).trim().trim_matches(';').is_empty() {
        true => Ok(after),
        false => Err(Refused::new("There is no place for a function behind it.")),
    }
}
