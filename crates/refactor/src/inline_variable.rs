//! A variable gives way to its value.

use std::collections::BTreeMap;

use assay_languages::Blocks;
use assay_syntax::{Field, Kind, NodeId};

use crate::code::{Code, is_write};
use crate::effects::{Effect, effect, may_go_before};
use crate::extract_variable::used_as;
use crate::{Refactored, Refused};

pub fn inline(code: &Code, declared: u32) -> Result<Refactored, Refused> {
    let tree = &code.tree;
    let (statement, value) = definition(code, declared)?;
    let name = code.node_at(declared as usize, |kind| kind == Kind::Name);
    let name = name.map_or("", |id| tree.text(id)).to_owned();
    let writes = code.names_of(declared).filter(|one| is_write(one)).count();
    if writes > 1 {
        return Err(Refused::new(format!(
            "{name} is given another value later."
        )));
    }
    let uses: Vec<usize> = code
        .names_of(declared)
        .filter(|one| one.offset != declared)
        .map(|one| one.offset as usize)
        .collect();
    if uses.is_empty() {
        return Err(Refused::new(format!("{name} is not used.")));
    }
    check_home(code, statement, declared, &name)?;
    check_value(code, declared, value, statement, &uses)?;
    let mut edits = BTreeMap::new();
    for at in &uses {
        let id = code
            .node_at(*at, |kind| kind == Kind::Name)
            .ok_or_else(unclear)?;
        let new = as_part(code, id, value)?;
        edits.insert((*at, *at + name.len()), used_as(code, id, &new));
    }
    let (start, end) = lines_of(code, statement);
    edits.insert((start, end), String::new());
    Ok(code.done(format!("Inline {name}"), edits))
}

fn unclear() -> Refused {
    Refused::new("It cannot be told what stands here.")
}

/// The statement that gives a variable its value, and the value.
fn definition(code: &Code, declared: u32) -> Result<(NodeId, NodeId), Refused> {
    let tree = &code.tree;
    let name = code
        .node_at(declared as usize, |kind| kind == Kind::Name)
        .ok_or_else(unclear)?;
    let parent = tree.parent(name).ok_or_else(unclear)?;
    let is_defined = matches!(tree.kind(parent), Kind::VarDef | Kind::Assign)
        && tree.get(parent, Field::Left) == Some(name);
    let value = tree.get(parent, Field::Right).filter(|_| is_defined);
    let value =
        value.ok_or_else(|| Refused::new("It is not a variable with one value of its own."))?;
    if tree.get(parent, Field::Type).is_some() {
        return Err(Refused::new("Its type is written down, and would be lost."));
    }
    let statement = match tree.kind(parent) {
        Kind::VarDef => parent,
        _ => tree
            .parent(parent)
            .filter(|outer| tree.kind(*outer) == Kind::ExprStmt)
            .ok_or_else(unclear)?,
    };
    let block = tree.parent(statement).ok_or_else(unclear)?;
    if tree.kind(block) != Kind::Block || !code.is_real(block) {
        return Err(Refused::new("Its statement has no block of its own."));
    }
    let said = code.said(code.span(statement));
    let is_one = code.is_indented()
        || said.matches(" = ").count() > 0 && !declares_more(code, statement, parent);
    is_one
        .then_some((statement, value))
        .ok_or_else(|| Refused::new("Its statement declares others, too."))
}

/// `const a = 1, b = 2`
fn declares_more(code: &Code, statement: NodeId, own: NodeId) -> bool {
    let tree = &code.tree;
    let end = code.span(statement).end;
    let line = code.line_start(code.span(own).start);
    let others = tree
        .ids()
        .filter(|id| tree.kind(*id) == Kind::VarDef && *id != own);
    let beside = |id: NodeId| {
        let span = code.span(id);
        line <= span.start
            && span.start <= end
            && tree.parent(id) == tree.parent(own)
            && code
                .said(span.start.min(end)..end.max(span.start))
                .find(';')
                .is_none()
    };
    code.text[end..].trim_start().starts_with(',')
        || code.said(line..code.span(own).start).contains(',')
        || others
            .into_iter()
            .any(|id| beside(id) && code.span(id).start < end && code.span(id) != code.span(own))
}

/// Others may know what all of the file knows.
fn check_home(code: &Code, statement: NodeId, declared: u32, name: &str) -> Result<(), Refused> {
    let is_exported = code.is_exported(statement);
    let is_seen = code.is_indented() && !code.is_local(declared);
    match is_exported || is_seen {
        true => Err(Refused::new(format!("Other files may use {name}."))),
        false => Ok(()),
    }
}

/// The value must be the same where it is used, and be evaluated as often and in the same order.
fn check_value(
    code: &Code,
    declared: u32,
    value: NodeId,
    statement: NodeId,
    uses: &[usize],
) -> Result<(), Refused> {
    let tree = &code.tree;
    let span = code.span(value);
    let own = effect(tree, value);
    let is_steady = code
        .names_in(&span)
        .filter(|one| !one.is_member)
        .all(|one| match one.declared {
            Some(of) => code.names_of(of).filter(|one| is_write(one)).count() <= 1,
            None => true,
        });
    for one in code.names_in(&span).filter(|one| !one.is_member) {
        for at in uses {
            let is_shadowed = code.names.names.iter().any(|other| {
                let reach = other
                    .declared
                    .and_then(|of| code.names.reach.get(&of))
                    .cloned()
                    .flatten();
                other.name == one.name
                    && other.declared != one.declared
                    && !other.is_member
                    && reach.is_some_and(|reach| {
                        reach.contains(&(*at as u32)) && !reach.contains(&declared)
                    })
            });
            if is_shadowed {
                return Err(Refused::new(format!(
                    "{} means something else where it is used.",
                    one.name
                )));
            }
        }
    }
    if own == Effect::Plain && is_steady {
        return Ok(());
    }
    let [only] = uses else {
        return Err(Refused::new("Its value would be evaluated more than once."));
    };
    let id = code
        .node_at(*only, |kind| kind == Kind::Name)
        .ok_or_else(unclear)?;
    let user = code.statement_around(id)?;
    let block = tree.parent(statement).ok_or_else(unclear)?;
    let mut all = tree
        .children(block)
        .iter()
        .skip_while(|id| **id != statement)
        .skip(1);
    if all.next() != Some(&user) {
        return Err(Refused::new(
            "Something between its definition and its use may change it.",
        ));
    }
    may_go_before_as(code, id, user, own)
}

/// The place of a name is evaluated first in its statement, and once.
fn may_go_before_as(
    code: &Code,
    id: NodeId,
    statement: NodeId,
    own: Effect,
) -> Result<(), Refused> {
    let tree = &code.tree;
    let mut at = id;
    while at != statement {
        let Some(parent) = tree.parent(at) else { break };
        let is = |field: Field| tree.all(parent, field).any(|child| child == at);
        let is_sometimes = match tree.kind(parent) {
            Kind::Binary => is(Field::Right) && own > Effect::Plain,
            Kind::Conditional => is(Field::Then) || is(Field::Else),
            Kind::While
            | Kind::DoWhile
            | Kind::For
            | Kind::Comprehension
            | Kind::Lambda
            | Kind::Function
            | Kind::Class => true,
            _ => false,
        };
        if is_sometimes {
            return Err(Refused::new(
                "It would be evaluated at another time, or not at all.",
            ));
        }
        at = parent;
    }
    may_go_before(code, id, statement)?;
    let span = code.span(id);
    let acts = tree.walk(statement).any(|other| {
        code.span(other).end <= span.start
            && effect(tree, other) == Effect::Acts
            && !tree.kind(other).is_statement()
    });
    match acts {
        true => Err(Refused::new(
            "Something is evaluated before it in the same statement.",
        )),
        false => Ok(()),
    }
}

/// A value as a part of another expression.
pub fn as_part(code: &Code, place: NodeId, value: NodeId) -> Result<String, Refused> {
    let tree = &code.tree;
    let said = code.said(code.span(value)).to_owned();
    let parent = tree.parent(place).ok_or_else(unclear)?;
    let in_text = tree
        .ancestors(place)
        .any(|id| tree.kind(id) == Kind::Interpolation);
    if in_text && code.is_indented() && said.contains(['"', '\'', '\\', '\n']) {
        return Err(Refused::new(
            "It is used in a text that cannot hold its quotes.",
        ));
    }
    let is = |field: Field| tree.all(parent, field).any(|child| child == place);
    let is_whole = match tree.kind(parent) {
        Kind::Return | Kind::Interpolation | Kind::Index | Kind::Throw => !is(Field::Object),
        Kind::ExprStmt => {
            !said.starts_with('{') && !said.starts_with("function") && !said.starts_with("class")
        }
        Kind::VarDef | Kind::Assign | Kind::AugAssign | Kind::Pair | Kind::Keyword => true,
        Kind::Call | Kind::New => is(Field::Arg),
        Kind::List | Kind::If | Kind::While => true,
        _ => false,
    };
    let is_simple = match tree.kind(value) {
        Kind::Name
        | Kind::Special
        | Kind::Bool
        | Kind::Null
        | Kind::Str
        | Kind::Call
        | Kind::Member
        | Kind::Index
        | Kind::List => true,
        Kind::Int | Kind::Float => !is(Field::Object),
        Kind::Dict | Kind::Set | Kind::Comprehension => code.blocks == Blocks::Indented,
        _ => false,
    };
    let is_split =
        code.is_indented() && said.contains('\n') && !said.starts_with(['(', '[', '{', '"', '\'']);
    Ok(
        match (is_whole || is_simple)
            && !is_split
            && tree.kind(value) != Kind::Sequence
            && tree.kind(value) != Kind::Tuple
        {
            true => said,
            false => format!("({said})"),
        },
    )
}

/// A statement with all of its line, if there is nothing else.
pub fn lines_of(code: &Code, statement: NodeId) -> (usize, usize) {
    let (start, end) = (code.span(statement).start, code.end_of(statement));
    let line = code.line_start(start);
    let rest = &code.text[end..];
    let after = rest.find('\n').map_or(rest.len(), |at| at + 1);
    let is_alone = code.said(line..start).trim().is_empty() && rest[..after].trim().is_empty();
    match is_alone {
        true => (line, end + after),
        false => (start, end),
    }
}
