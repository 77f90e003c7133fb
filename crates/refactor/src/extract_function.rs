//! An expression or statements become a function: names that it needs are handed over, what it changes is returned.

use std::collections::BTreeMap;
use std::ops::Range;

use assay_languages::{Blocks, Role};
use assay_syntax::{Field, Kind, NodeId};

use crate::code::{Code, is_write};
use crate::extract_variable::{expression_in, used_as};
use crate::new_home::{Home, Sort, home_of};
use crate::{Refactored, Refused};

/// What becomes a function.
struct Part {
    nodes: Vec<NodeId>,
    range: Range<usize>,
    is_expression: bool,
}

/// What the new function takes and gives.
#[derive(Default)]
struct Signature {
    parameters: Vec<(u32, String)>,
    /// Declared in it and used behind it.
    born: Vec<(u32, String)>,
    /// Declared before it and changed in it.
    changed: Vec<(u32, String)>,
    is_async: bool,
    /// It ends the function that it is taken from.
    exits: bool,
    /// It says `this` or `super` of what is around it.
    uses_this: bool,
}

pub fn extract(code: &Code, range: Range<usize>, name: &str) -> Result<Refactored, Refused> {
    code.check_name(name)?;
    let part = part_of(code, range)?;
    let function = code.functions_around(part.nodes[0]).next();
    let signature = signature_of(code, &part, function)?;
    let home = home_of(code, part.nodes[0], signature.uses_this)?;
    if matches!(home.sort, Sort::Method { .. }) {
        code.check_member(name)?;
    }
    let parameters = written_parameters(code, &signature)?;
    let text = function_text(code, &part, &signature, (name, &parameters), &home)?;
    let called = match home.sort {
        Sort::Method { .. } => format!("this.{name}"),
        Sort::Function | Sort::Arrow => name.to_owned(),
    };
    let mut edits = BTreeMap::new();
    edits.insert((home.at, home.at), text);
    edits.insert(
        (part.range.start, part.range.end),
        call_text(code, &part, &signature, &called)?,
    );
    Ok(code.done(format!("Extract {name}"), edits))
}

fn part_of(code: &Code, range: Range<usize>) -> Result<Part, Refused> {
    if let Some(part) = statements_in(code, &range) {
        return Ok(part);
    }
    let (id, range) = expression_in(code, range)?;
    Ok(Part {
        nodes: vec![id],
        range,
        is_expression: true,
    })
}

/// The statements of one block that a stretch of the text is.
fn statements_in(code: &Code, range: &Range<usize>) -> Option<Part> {
    let said = code.text.get(range.clone())?;
    let start = range.start + (said.len() - said.trim_start().len());
    let end = start + said.trim().len();
    let tree = &code.tree;
    // Whether the semicolon is marked, too, makes no difference.
    let is_end = |at: usize| {
        code.said(at.min(end)..at.max(end))
            .trim_matches(';')
            .trim()
            .is_empty()
    };
    for block in tree.ids() {
        if tree.kind(block) != Kind::Block || !code.is_real(block) {
            continue;
        }
        let inside = |id: &NodeId| {
            let span = code.span(*id);
            start <= span.start && span.start < end && (span.end <= end || is_end(span.end))
        };
        let all = tree.children(block).iter().copied();
        let nodes: Vec<NodeId> = all.filter(inside).collect();
        let (Some(first), Some(last)) = (nodes.first(), nodes.last()) else {
            continue;
        };
        let (from, to) = (code.span(*first).start, code.end_of(*last));
        let is_whole = from == start && (is_end(to) || is_end(code.span(*last).end));
        if is_whole {
            return Some(Part {
                nodes,
                range: from..to,
                is_expression: false,
            });
        }
    }
    None
}

fn signature_of(code: &Code, part: &Part, function: Option<NodeId>) -> Result<Signature, Refused> {
    let mut signature = Signature::default();
    check_control(code, part, function, &mut signature)?;
    let tree = &code.tree;
    let inside = &part.range;
    let home = function.map(|id| code.span(id));
    let loop_around = tree
        .ancestors(part.nodes[0])
        .take_while(|id| Some(*id) != function)
        .find(|id| {
            matches!(
                tree.kind(*id),
                Kind::While | Kind::DoWhile | Kind::For | Kind::ForEach | Kind::Comprehension
            )
        });
    let loop_around = loop_around.map(|id| code.span(id));
    let mut seen: Vec<u32> = Vec::new();
    let names: Vec<_> = code
        .names_in(inside)
        .filter(|one| !one.is_member)
        .cloned()
        .collect();
    for one in &names {
        let Some(declared) = one.declared.filter(|of| !seen.contains(of)) else {
            continue;
        };
        seen.push(declared);
        let is_inside = inside.contains(&(declared as usize));
        let writes = names
            .iter()
            .any(|other| other.declared == Some(declared) && is_write(other));
        let outside: Vec<u32> = code
            .names_of(declared)
            .map(|other| other.offset)
            .filter(|at| !inside.contains(&(*at as usize)))
            .collect();
        let is_used_behind = outside.iter().any(|at| *at as usize >= inside.end);
        let is_local = code.is_local(declared);
        if is_inside {
            if !outside.is_empty() {
                if !is_local && code.is_indented() {
                    return Err(Refused::new(format!(
                        "It defines {}, which all of the file knows.",
                        one.name
                    )));
                }
                let name = code.node_at(declared as usize, |kind| kind == Kind::Name);
                let defines = name.and_then(|id| {
                    tree.parent(id)
                        .filter(|up| tree.get(*up, Field::Name) == Some(id))
                });
                if defines.is_some_and(|up| matches!(tree.kind(up), Kind::Function | Kind::Class)) {
                    return Err(Refused::new(format!(
                        "It defines {}, which is used outside of it.",
                        one.name
                    )));
                }
                signature.born.push((declared, one.name.clone()));
            }
            continue;
        }
        if !is_local {
            if writes && code.is_indented() {
                return Err(Refused::new(format!(
                    "It changes {}, which all of the file knows.",
                    one.name
                )));
            }
            continue;
        }
        if one.role == Role::Type {
            return Err(Refused::new(format!(
                "The type {} is known only in its function.",
                one.name
            )));
        }
        if function.is_none() && !code.is_indented() {
            return Err(Refused::new(format!(
                "{} is known only in its block.",
                one.name
            )));
        }
        let is_again = loop_around.as_ref().is_some_and(|around| {
            !around.contains(&(declared as usize))
                || outside.iter().any(|at| around.contains(&(*at as usize)))
        });
        let is_captured = |at: u32| {
            let node = code.node_at(at as usize, |kind| kind == Kind::Name);
            let around = node.and_then(|id| code.functions_around(id).next());
            around != function
                && around.is_some_and(|around| {
                    home.as_ref()
                        .is_some_and(|home| code.span(around).len() < home.len())
                })
        };
        let writes_anywhere = code
            .names_of(declared)
            .filter(|other| is_write(other))
            .count();
        let captured = code
            .names_of(declared)
            .any(|other| is_captured(other.offset));
        if captured && (writes || writes_anywhere > 1) {
            return Err(Refused::new(format!(
                "{} is changed, and a function within uses it.",
                one.name
            )));
        }
        let first_read = names.iter().find(|other| other.declared == Some(declared));
        let is_set_first =
            first_read.is_some_and(|first| is_write(first) && is_set_always(code, part, declared));
        if !is_set_first {
            signature.parameters.push((declared, one.name.clone()));
        }
        if writes && (is_used_behind || is_again) && !signature.exits {
            signature.changed.push((declared, one.name.clone()));
        }
    }
    if part.is_expression && !(signature.changed.is_empty() && signature.born.is_empty()) {
        return Err(Refused::new(
            "It changes a variable that is used outside of it.",
        ));
    }
    Ok(signature)
}

/// Whether a statement of the part itself gives a variable its value before anything reads it.
fn is_set_always(code: &Code, part: &Part, declared: u32) -> bool {
    let tree = &code.tree;
    let first = code
        .names_in(&part.range)
        .find(|one| one.declared == Some(declared));
    let Some(node) =
        first.and_then(|one| code.node_at(one.offset as usize, |kind| kind == Kind::Name))
    else {
        return false;
    };
    let Some(parent) = tree.parent(node) else {
        return false;
    };
    let is_plain = matches!(tree.kind(parent), Kind::Assign | Kind::VarDef)
        && tree.get(parent, Field::Left) == Some(node);
    // Its own value is read before.
    let value = tree.get(parent, Field::Right).map(|id| code.span(id));
    let reads = value.is_some_and(|value| {
        code.names_in(&value)
            .any(|one| one.declared == Some(declared))
    });
    let is_top = part
        .nodes
        .iter()
        .any(|id| *id == parent || tree.parent(parent) == Some(*id));
    is_plain && !reads && is_top
}

/// What leaves the part, or means something only where it stands.
fn check_control(
    code: &Code,
    part: &Part,
    function: Option<NodeId>,
    signature: &mut Signature,
) -> Result<(), Refused> {
    let tree = &code.tree;
    let mut returns = 0;
    for top in &part.nodes {
        for id in tree.walk(*top) {
            let mut around = Vec::new();
            let mut at = id;
            while at != *top {
                let Some(outer) = tree.parent(at) else { break };
                around.push(tree.kind(outer));
                at = outer;
            }
            let in_function = around
                .iter()
                .any(|kind| matches!(kind, Kind::Function | Kind::Lambda));
            let in_own_this = around
                .iter()
                .any(|kind| matches!(kind, Kind::Function | Kind::Class));
            let in_loop = around.iter().any(|kind| {
                matches!(
                    kind,
                    Kind::While | Kind::DoWhile | Kind::For | Kind::ForEach
                )
            });
            let in_switch = around.contains(&Kind::Switch);
            let said = || tree.text(id);
            let why = match tree.kind(id) {
                Kind::Return if !in_function => {
                    returns += 1;
                    continue;
                }
                Kind::Yield if !in_function => "It yields values of the function that it is in.",
                Kind::Await if !in_function => {
                    signature.is_async = true;
                    continue;
                }
                Kind::Break if !(in_function || in_loop || in_switch) => {
                    "It leaves a loop that it is in."
                }
                Kind::Continue if !(in_function || in_loop) => {
                    "It goes on with a loop that it is in."
                }
                Kind::Break | Kind::Continue if tree.get(id, Field::Label).is_some() => {
                    "It goes to a label."
                }
                Kind::Labeled | Kind::Goto => "It has a label.",
                Kind::Special if !in_own_this && matches!(said(), "this" | "super") => {
                    signature.uses_this |= !code.is_indented();
                    continue;
                }
                Kind::Special if !in_own_this && !code.is_indented() => {
                    "It says something that means something only where it stands."
                }
                Kind::Assign if sets_in_constructor(code, id, function) => {
                    "What a constructor sets must be set in it."
                }
                Kind::Name if said() == "arguments" && !in_own_this && !code.is_indented() => {
                    "`arguments` means something only where it stands."
                }
                Kind::Call
                    if code.is_indented()
                        && ["super()", "locals()", "vars()"].contains(&said()) =>
                {
                    "It depends on the function that it is in."
                }
                Kind::Import if code.is_indented() && said().contains('*') => {
                    "It imports names that are not known."
                }
                _ => continue,
            };
            return Err(Refused::new(why));
        }
        let said = code.said(code.span(*top));
        let starts = |word: &str| said.lines().any(|line| line.trim_start().starts_with(word));
        if code.is_indented() && (starts("global ") || starts("nonlocal ")) {
            return Err(Refused::new(
                "It says that a name belongs to code around it.",
            ));
        }
        if code.is_indented() && (starts("async for") || starts("async with"))
            || said.contains("for await")
        {
            signature.is_async = true;
        }
        let hidden = code
            .names_in(&code.span(*top))
            .any(|one| one.is_member && one.name.starts_with("__") && !one.name.ends_with("__"));
        if code.is_indented() && hidden {
            return Err(Refused::new("It uses a name that only its class knows."));
        }
        if code.is_exported(*top) {
            return Err(Refused::new("It exports something."));
        }
    }
    if signature.is_async && function.is_none() {
        return Err(Refused::new("It waits outside of any function."));
    }
    if returns > 0 {
        let last = part.nodes.last().copied();
        if !last.is_some_and(|last| always_leaves(code, last)) {
            return Err(Refused::new("It returns from its function in the middle."));
        }
        signature.exits = true;
    }
    Ok(())
}

/// Whether an assignment sets a field of a new object whose fields are declared with types.
fn sets_in_constructor(code: &Code, id: NodeId, function: Option<NodeId>) -> bool {
    let tree = &code.tree;
    let name = function.and_then(|function| tree.get(function, Field::Name));
    let left = tree.get(id, Field::Left);
    code.blocks == Blocks::TypedBraces
        && name.is_some_and(|name| tree.text(name) == "constructor")
        && left.is_some_and(|left| tree.text(left).starts_with("this."))
}

/// Whether nothing behind a statement runs.
fn always_leaves(code: &Code, id: NodeId) -> bool {
    let tree = &code.tree;
    let block_leaves = |block: Option<NodeId>| {
        block
            .and_then(|block| tree.children(block).last().copied())
            .is_some_and(|last| always_leaves(code, last))
    };
    match tree.kind(id) {
        Kind::Return | Kind::Throw => true,
        Kind::Block => block_leaves(Some(id)),
        Kind::If => {
            block_leaves(tree.get(id, Field::Then)) && block_leaves(tree.get(id, Field::Else))
        }
        _ => false,
    }
}

/// The parameters, with their types where code has some.
fn written_parameters(code: &Code, signature: &Signature) -> Result<String, Refused> {
    let written = signature.parameters.iter().map(|(declared, name)| {
        if code.blocks != Blocks::TypedBraces {
            return Ok(name.clone());
        }
        let why = || {
            Refused::new(format!(
                "The type of {name} is not written down, so the function could not name it."
            ))
        };
        Ok(format!(
            "{name}: {}",
            type_of(code, *declared).ok_or_else(why)?
        ))
    });
    Ok(written
        .collect::<Result<Vec<String>, Refused>>()?
        .join(", "))
}

/// The type of a variable as far as its declaration tells it.
fn type_of(code: &Code, declared: u32) -> Option<String> {
    let tree = &code.tree;
    let name = code.node_at(declared as usize, |kind| kind == Kind::Name)?;
    let parent = tree.parent(name)?;
    let is_own =
        tree.get(parent, Field::Name) == Some(name) || tree.get(parent, Field::Left) == Some(name);
    if !is_own || !matches!(tree.kind(parent), Kind::Param | Kind::VarDef) {
        return None;
    }
    if let Some(ty) = tree.get(parent, Field::Type) {
        let said = code.said(code.span(ty));
        let is_narrow = said.contains('|')
            || said == "unknown"
            || code
                .said(code.span(name).end..code.span(ty).start)
                .contains('?');
        return (!is_narrow).then(|| said.to_owned());
    }
    let value = tree
        .get(parent, Field::Right)
        .or(tree.get(parent, Field::Default))?;
    match tree.kind(value) {
        Kind::Int | Kind::Float => Some("number".to_owned()),
        Kind::Str => Some("string".to_owned()),
        Kind::Bool => Some("boolean".to_owned()),
        _ => None,
    }
}

fn function_text(
    code: &Code,
    part: &Part,
    signature: &Signature,
    (name, parameters): (&str, &str),
    home: &Home,
) -> Result<String, Refused> {
    let indent = &home.indent;
    let step = code.step();
    let wait = if signature.is_async { "async " } else { "" };
    let end = code.semicolon();
    let mut body = match part.is_expression {
        true => {
            let said = code.said(part.range.clone());
            let said = if said.contains('\n') && !said.starts_with('(') {
                format!("({said})")
            } else {
                said.to_owned()
            };
            format!("{indent}{step}return {said}{end}")
        }
        false => moved_text(code, part, &format!("{indent}{step}"))?,
    };
    let given: Vec<&str> = signature
        .changed
        .iter()
        .chain(&signature.born)
        .map(|(_, name)| name.as_str())
        .collect();
    match (given.as_slice(), code.is_indented()) {
        ([], _) => {}
        ([one], _) => body += &format!("\n{indent}{step}return {one}{end}"),
        (all, true) => body += &format!("\n{indent}{step}return {}", all.join(", ")),
        (all, false) => body += &format!("\n{indent}{step}return {{ {} }}{end}", all.join(", ")),
    }
    let block = format!("({parameters}) {{\n{body}\n{indent}}}");
    Ok(match home.sort {
        _ if code.is_indented() => format!("{wait}def {name}({parameters}):\n{body}\n\n\n"),
        Sort::Function => format!("\n\n{indent}{wait}function {name}{block}"),
        Sort::Method { is_static } => {
            let seen = if code.blocks == Blocks::TypedBraces {
                "private "
            } else {
                ""
            };
            let of_class = if is_static { "static " } else { "" };
            format!("\n\n{indent}{seen}{of_class}{wait}{name}{block}")
        }
        Sort::Arrow => {
            let block = format!("({parameters}) => {{\n{body}\n{indent}}}");
            format!("const {name} = {wait}{block}{end}\n{indent}")
        }
    })
}

/// The statements, as far to the right as the new function has them; lines within texts stay as they are.
fn moved_text(code: &Code, part: &Part, indent: &str) -> Result<String, Refused> {
    let old = code.indent_at(part.range.start);
    let said = code.said(part.range.clone());
    if old != indent {
        let texts = part
            .nodes
            .iter()
            .flat_map(|id| code.tree.walk(*id))
            .filter(|id| code.tree.kind(*id) == Kind::Str);
        if texts
            .into_iter()
            .any(|id| code.said(code.span(id)).contains('\n'))
        {
            return Err(Refused::new(
                "It has a text of several lines, which must keep its place in the line.",
            ));
        }
    }
    let lines = said
        .lines()
        .enumerate()
        .map(|(at, line)| match (at, line.strip_prefix(old)) {
            (0, _) => format!("{indent}{line}"),
            (_, Some(rest)) if !line.trim().is_empty() => format!("{indent}{rest}"),
            _ => line.to_owned(),
        });
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

fn call_text(
    code: &Code,
    part: &Part,
    signature: &Signature,
    name: &str,
) -> Result<String, Refused> {
    let handed: Vec<&str> = signature
        .parameters
        .iter()
        .map(|(_, name)| name.as_str())
        .collect();
    let wait = if signature.is_async { "await " } else { "" };
    let call = format!("{wait}{name}({})", handed.join(", "));
    if part.is_expression {
        let parent = code.tree.parent(part.nodes[0]);
        let is_joined = signature.is_async
            && parent.is_some_and(|up| {
                let places = [Field::Object, Field::Callee];
                places
                    .iter()
                    .any(|field| code.tree.get(up, *field) == part.nodes.first().copied())
            });
        return Ok(used_as(
            code,
            part.nodes[0],
            &if is_joined { format!("({call})") } else { call },
        ));
    }
    let end = code.semicolon();
    if signature.exits {
        return Ok(format!("return {call}{end}"));
    }
    let names =
        |all: &[(u32, String)]| all.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>();
    let (changed, born) = (names(&signature.changed), names(&signature.born));
    let is_written_later = signature.born.iter().any(|(declared, _)| {
        code.names_of(*declared)
            .any(|one| is_write(one) && one.offset as usize >= part.range.end)
    });
    let keyword = if is_written_later { "let" } else { "const" };
    Ok(match (changed.as_slice(), born.as_slice()) {
        ([], []) => format!("{call}{end}"),
        _ if code.is_indented() => format!("{} = {call}", [changed, born].concat().join(", ")),
        ([one], []) => format!("{one} = {call}{end}"),
        (all, []) => format!("({{ {} }} = {call}){end}", all.join(", ")),
        ([], [one]) => format!("{keyword} {one} = {call}{end}"),
        ([], all) => format!("{keyword} {{ {} }} = {call}{end}", all.join(", ")),
        _ => {
            return Err(Refused::new(
                "It declares some variables and changes others.",
            ));
        }
    })
}
