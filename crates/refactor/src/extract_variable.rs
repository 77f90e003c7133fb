//! An expression gets a name.

use std::collections::BTreeMap;
use std::ops::Range;

use assay_syntax::{Field, Kind, NodeId};

use crate::code::Code;
use crate::effects::may_go_before;
use crate::{Refactored, Refused};

pub fn extract(code: &Code, range: Range<usize>, name: &str) -> Result<Refactored, Refused> {
    code.check_name(name)?;
    let (id, range) = expression_in(code, range)?;
    let statement = code.statement_around(id)?;
    may_go_before(code, id, statement)?;
    let value = value_of(code, id);
    let end = code.semicolon();
    let start = code.span(statement).start;
    let start = before_export(code, start);
    let indent = code.indent_at(start);
    let keyword = if code.is_indented() { "" } else { "const " };
    let mut edits = BTreeMap::new();
    edits.insert(
        (start, start),
        format!("{keyword}{name} = {value}{end}\n{indent}"),
    );
    edits.insert((range.start, range.end), used_as(code, id, name));
    Ok(code.done(format!("Extract {name}"), edits))
}

/// The expression that a stretch of the text is, with the brackets that belong to the stretch.
pub fn expression_in(code: &Code, range: Range<usize>) -> Result<(NodeId, Range<usize>), Refused> {
    let none = || Refused::new("This is not an expression; mark a whole one.");
    let said = code.text.get(range.clone()).ok_or_else(none)?;
    let start = range.start + (said.len() - said.trim_start().len());
    let range = start..start + said.trim().len();
    if range.is_empty() {
        return Err(Refused::new("Mark an expression first."));
    }
    let tree = &code.tree;
    let is_all = |id: &NodeId| {
        let span = tree.span(*id);
        let kind = tree.kind(*id);
        let is_within = range.start <= span.start && span.end <= range.end;
        is_within
            && !span.is_empty()
            && is_expression(kind)
            && code
                .said(range.start..span.start)
                .chars()
                .all(|sign| sign == '(' || sign.is_whitespace())
            && code
                .said(span.end..range.end)
                .chars()
                .all(|sign| sign == ')' || sign.is_whitespace())
    };
    let id = tree
        .ids()
        .filter(is_all)
        .max_by_key(|id| tree.span(*id).len())
        .ok_or_else(none)?;
    let opened = code
        .said(range.start..tree.span(id).start)
        .matches('(')
        .count();
    let closed = code.said(tree.span(id).end..range.end).matches(')').count();
    if opened != closed {
        return Err(none());
    }
    check_place(code, id)?;
    Ok((id, range))
}

/// Refuses what is written to, called as a method, or no value at all.
fn check_place(code: &Code, id: NodeId) -> Result<(), Refused> {
    let tree = &code.tree;
    let Some(parent) = tree.parent(id) else {
        return Err(Refused::new("This is not an expression; mark a whole one."));
    };
    let is = |field: Field| tree.all(parent, field).any(|child| child == id);
    let (own, outer) = (tree.kind(id), tree.kind(parent));
    let why = match outer {
        Kind::Assign | Kind::AugAssign | Kind::VarDef | Kind::ForEach | Kind::CompFor
            if is(Field::Left) =>
        {
            "It is written to, so it must stay where it is."
        }
        Kind::Update | Kind::Delete => "It is written to, so it must stay where it is.",
        Kind::Call if is(Field::Callee) && own == Kind::Member => {
            "A method needs what stands in front of it."
        }
        Kind::Member | Kind::Call | Kind::Index
            if code.said(code.span(id)).contains("?.")
                && (is(Field::Object) || is(Field::Callee)) =>
        {
            "What follows it is evaluated only if it is there."
        }
        Kind::Member
        | Kind::Keyword
        | Kind::Function
        | Kind::Class
        | Kind::Param
        | Kind::Import
        | Kind::Attr
            if is(Field::Name) || is(Field::Alias) || is(Field::Module) =>
        {
            "This is a name and no value."
        }
        Kind::Pair
            if is(Field::Key)
                && tree.get(parent, Field::Value) != Some(id)
                && !is_shorthand(code, parent) =>
        {
            "This is a name and no value."
        }
        Kind::Str | Kind::Regex => "This is a part of a text.",
        _ if is(Field::Type)
            || is(Field::Super)
            || is(Field::Result)
            || is(Field::TypeArg)
            || is(Field::TypeParam)
            || is(Field::Implements) =>
        {
            "This is a type and no value."
        }
        _ if own == Kind::Special && code.said(code.span(id)) == "super" => {
            "It means something only where it stands."
        }
        _ => return Ok(()),
    };
    Err(Refused::new(why))
}

fn is_expression(kind: Kind) -> bool {
    let is_value =
        kind <= Kind::Null || (Kind::Str..=Kind::Element).contains(&kind) || kind == Kind::Char;
    is_value
        && !matches!(
            kind,
            Kind::Interpolation
                | Kind::Keyword
                | Kind::Spread
                | Kind::Slice
                | Kind::Pair
                | Kind::CompFor
                | Kind::CompIf
                | Kind::Sequence
        )
}

/// Whether a pair says its key and its value in one word.
fn is_shorthand(code: &Code, pair: NodeId) -> bool {
    let tree = &code.tree;
    let (Some(key), Some(value)) = (tree.get(pair, Field::Key), tree.get(pair, Field::Value))
    else {
        return false;
    };
    code.span(key) == code.span(value)
}

/// What stands where an expression stood.
pub fn used_as(code: &Code, id: NodeId, new: &str) -> String {
    let tree = &code.tree;
    let Some(parent) = tree.parent(id) else {
        return new.to_owned();
    };
    match tree.kind(parent) {
        Kind::Pair if is_shorthand(code, parent) => format!("{}: {new}", code.said(code.span(id))),
        Kind::Element
            if tree.all(parent, Field::Item).any(|child| child == id) && !braced(code, id) =>
        {
            format!("{{{new}}}")
        }
        _ => new.to_owned(),
    }
}

/// Whether an expression stands in braces between tags.
fn braced(code: &Code, id: NodeId) -> bool {
    let span = code.span(id);
    code.text[..span.start].trim_end().ends_with('{')
        && code.text[span.end..].trim_start().starts_with('}')
}

/// An expression as the value of a variable.
pub fn value_of(code: &Code, id: NodeId) -> String {
    let said = code.said(code.span(id));
    let is_open = said.contains('\n') && !said.starts_with(['(', '[', '{', '"', '\'']);
    match code.is_indented() && is_open {
        true => format!("({said})"),
        false => said.to_owned(),
    }
}

/// Words in front of a declaration belong to it.
pub fn before_export(code: &Code, start: usize) -> usize {
    let line = code.line_start(start);
    match code.said(line..start).trim() {
        "export" | "export default" => line + code.indent_at(start).len(),
        _ => start,
    }
}
