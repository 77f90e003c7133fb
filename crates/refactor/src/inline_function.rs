//! A function gives way to what it returns.

use std::collections::BTreeMap;

use assay_syntax::{Field, Kind, NodeId};
use assay_text::InOrder;

use crate::code::{Code, is_write};
use crate::effects::{Effect, effect};
use crate::extract_variable::used_as;
use crate::inline_variable::{as_part, lines_of};
use crate::{Refactored, Refused};

pub fn inline(code: &Code, declared: u32, function: NodeId) -> Result<Refactored, Refused> {
    let tree = &code.tree;
    let name = code.node_at(declared as usize, |kind| kind == Kind::Name);
    let name = name.map_or("", |id| tree.text(id)).to_owned();
    let value = returned(code, function)?;
    let parameters = parameters(code, function)?;
    let statement = code.statement_around(match tree.kind(function) {
        Kind::Lambda => tree.parent(function).unwrap_or(function),
        _ => tree.get(function, Field::Name).unwrap_or(function),
    })?;
    check_home(code, statement, declared, &name)?;
    check_body(code, function, value)?;
    let uses: Vec<usize> = code
        .names_of(declared)
        .filter(|one| one.offset != declared)
        .map(|one| one.offset as usize)
        .collect();
    if uses.is_empty() {
        return Err(Refused::new(format!("{name} is not used.")));
    }
    let mut edits = BTreeMap::new();
    for at in uses {
        let id = code.node_at(at, |kind| kind == Kind::Name);
        let call = id.and_then(|id| {
            tree.parent(id).filter(|parent| {
                tree.kind(*parent) == Kind::Call && tree.get(*parent, Field::Callee) == Some(id)
            })
        });
        let call =
            call.ok_or_else(|| Refused::new(format!("{name} is handed on here, not called.")))?;
        if tree.ancestors(call).any(|outer| outer == function) {
            return Err(Refused::new(format!("{name} calls itself.")));
        }
        let new = called(code, call, value, &parameters, declared)?;
        let span = code.span(call);
        edits.insert((span.start, span.end), used_as(code, call, &new));
    }
    let (start, end) = lines_of(code, statement);
    let text = &code.text;
    // The blank lines behind it go with it.
    let gap = text[end..].len() - text[end..].trim_start_matches('\n').len();
    let is_first = text[..start].trim().is_empty();
    let end = if is_first || text[..start].ends_with("\n\n") {
        end + gap
    } else {
        end
    };
    edits.insert((start, end), String::new());
    Ok(code.done(format!("Inline {name}"), edits))
}

/// What the function returns, if that is all it does.
fn returned(code: &Code, function: NodeId) -> Result<NodeId, Refused> {
    let tree = &code.tree;
    let body = tree.get(function, Field::Body);
    let only = body.and_then(|body| match tree.children(body) {
        [only] if tree.kind(*only) == Kind::Return => tree.get(*only, Field::Value),
        _ => None,
    });
    only.ok_or_else(|| Refused::new("It does more than return one value."))
}

/// The names of the parameters.
fn parameters(code: &Code, function: NodeId) -> Result<Vec<u32>, Refused> {
    let tree = &code.tree;
    let plain = |id: NodeId| {
        let name = match tree.kind(id) {
            Kind::Name => Some(id),
            Kind::Param
                if tree.get(id, Field::Default).is_none()
                    && code
                        .said(code.span(id))
                        .chars()
                        .next()
                        .is_some_and(|sign| sign != '*' && sign != '.') =>
            {
                tree.get(id, Field::Name)
                    .filter(|name| tree.kind(*name) == Kind::Name)
            }
            _ => None,
        };
        name.map(|name| code.span(name).start as u32)
    };
    let all: Option<Vec<u32>> = tree.all(function, Field::Param).map(plain).collect();
    let said = code.said(code.span(function));
    let is_plain =
        !said.starts_with("async") && tree.all(function, Field::Decorator).next().is_none();
    all.filter(|_| is_plain)
        .ok_or_else(|| Refused::new("Its parameters or modifiers are not plain ones."))
}

fn check_home(code: &Code, statement: NodeId, declared: u32, name: &str) -> Result<(), Refused> {
    let is_exported = code.is_exported(statement);
    let is_seen = code.is_indented() && !code.is_local(declared) && !name.starts_with('_');
    match is_exported || is_seen {
        true => Err(Refused::new(format!("Other files may use {name}."))),
        false => Ok(()),
    }
}

fn check_body(code: &Code, function: NodeId, value: NodeId) -> Result<(), Refused> {
    let tree = &code.tree;
    let is_bound = |id: NodeId| {
        matches!(
            tree.kind(id),
            Kind::Special | Kind::Await | Kind::Yield | Kind::Lambda | Kind::Comprehension
        ) || (tree.kind(id) == Kind::Name && tree.text(id) == "arguments")
    };
    if tree.walk(value).any(is_bound) {
        return Err(Refused::new(
            "What it returns means something only where it stands.",
        ));
    }
    let span = code.span(value);
    let unsteady = code.names_in(&span).find(|one| {
        let outer = one
            .declared
            .filter(|of| !one.is_member && !code.span(function).contains(&(*of as usize)));
        outer.is_some_and(|of| {
            code.is_local(of) && code.names_of(of).filter(|one| is_write(one)).count() > 1
        })
    });
    match unsteady {
        Some(one) => Err(Refused::new(format!(
            "{} is given another value later.",
            one.name
        ))),
        None => Ok(()),
    }
}

/// What a call becomes.
fn called(
    code: &Code,
    call: NodeId,
    value: NodeId,
    parameters: &[u32],
    declared: u32,
) -> Result<String, Refused> {
    let tree = &code.tree;
    let arguments: Vec<NodeId> = tree.all(call, Field::Arg).collect();
    let is_plain = arguments
        .iter()
        .all(|id| !matches!(tree.kind(*id), Kind::Spread | Kind::Keyword));
    if !is_plain || arguments.len() != parameters.len() {
        return Err(Refused::new(
            "A call hands over other values than it has parameters.",
        ));
    }
    let span = code.span(value);
    for one in code.names_in(&span).filter(|one| !one.is_member) {
        let is_parameter = one.declared.is_some_and(|of| parameters.contains(&of));
        let at = code.span(call).start as u32;
        let is_shadowed = !is_parameter
            && code.names.names.iter().any(|other| {
                let reach = other
                    .declared
                    .and_then(|of| code.names.reach.get(&of))
                    .cloned()
                    .flatten();
                other.name == one.name
                    && other.declared != one.declared
                    && !other.is_member
                    && reach.is_some_and(|reach| reach.contains(&at) && !reach.contains(&declared))
            });
        if is_shadowed {
            return Err(Refused::new(format!(
                "{} means something else where it is called.",
                one.name
            )));
        }
    }
    let mut said = code.said(span.clone()).to_owned();
    let mut places: Vec<(usize, usize)> = Vec::new();
    for (which, declared) in parameters.iter().enumerate() {
        let uses: Vec<usize> = code
            .names_in(&span)
            .filter(|one| one.declared == Some(*declared) && !one.is_member)
            .map(|one| one.offset as usize)
            .collect();
        let own = effect(tree, arguments[which]);
        if own > Effect::Plain && uses.len() != 1 {
            return Err(Refused::new(
                "A value that is handed over would be evaluated another number of times.",
            ));
        }
        places.extend(uses.into_iter().map(|at| (at, which)));
    }
    places.put_in_order();
    let acting: Vec<usize> = places
        .iter()
        .filter(|(_, which)| effect(tree, arguments[*which]) > Effect::Plain)
        .map(|(_, which)| *which)
        .collect();
    let is_mixed = acting.len() > 1
        || (acting.len() == 1
            && effect(tree, value) > Effect::Plain
            && acts_before(code, value, &places, acting[0]));
    if is_mixed {
        return Err(Refused::new(
            "The values that are handed over would be evaluated in another order.",
        ));
    }
    for (at, which) in places.iter().rev() {
        let id = code
            .node_at(*at, |kind| kind == Kind::Name)
            .ok_or_else(|| Refused::new("It cannot be told what stands here."))?;
        let length = tree.text(id).len();
        let new = used_as(code, id, &as_part(code, id, arguments[*which])?);
        said.replace_range(at - span.start..at - span.start + length, &new);
    }
    let part = as_part(code, call, value)?;
    let is_wrapped = part.starts_with('(') && !code.said(code.span(value)).starts_with('(');
    Ok(if is_wrapped {
        format!("({said})")
    } else {
        said
    })
}

/// Whether something is evaluated before the place of an argument, or only sometimes it.
fn acts_before(code: &Code, value: NodeId, places: &[(usize, usize)], which: usize) -> bool {
    let tree = &code.tree;
    let Some((at, _)) = places.iter().find(|(_, one)| *one == which) else {
        return true;
    };
    let is_conditional = tree
        .walk(value)
        .any(|id| matches!(tree.kind(id), Kind::Conditional));
    is_conditional
        || tree
            .walk(value)
            .any(|id| code.span(id).end <= *at && effect(tree, id) > Effect::Plain)
}
