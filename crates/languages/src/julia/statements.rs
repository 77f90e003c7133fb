//! Statements of Julia. A body is what is left of a node's children when its head is taken off.

use tree_sitter::Node as Raw;

use assay_syntax::hooks::{self, parts};
use assay_syntax::{BARE, Field, Kind, Lowering, Token};

use super::definitions;

/// These nodes as the statements of a block.
pub(super) fn body_of<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, body: &[Raw<'t>], field: Field) {
    let (Some(first), Some(last)) = (body.first(), body.last()) else {
        return hooks::empty_block(l, raw.end_byte(), field);
    };
    let span = first.start_byte()..last.end_byte();
    l.build_over(Kind::Block, span, field, Token::NONE, |l| {
        for part in body {
            let mark = l.mark();
            l.visit(*part, Field::Item);
            l.make_statement(mark);
        }
    });
}

/// All parts of a node as a block.
pub(super) fn block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Block, raw, field, Token::NONE, |l| {
        hooks::statements(l, raw, field)
    });
}

/// `a = b`, `a::T = b`, and `f(x) = b`, which defines a function.
pub(super) fn assignment<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    assignment_with(l, raw, field, None);
}

/// The same with a word in front of it.
fn assignment_with<'t>(
    l: &mut Lowering<'t>,
    raw: Raw<'t>,
    field: Field,
    statement: Option<Raw<'t>>,
) {
    let parts = parts(raw);
    let (Some(left), Some(value)) = (parts.first(), parts.last().filter(|_| parts.len() > 1))
    else {
        return l.visit_children(raw, field);
    };
    if definitions::is_signature(*left) {
        return definitions::short(l, raw, field, *left, *value);
    }
    let typed = (left.kind() == "typed_expression").then(|| hooks::parts(*left));
    let typed = typed.as_deref().and_then(|parts| match parts {
        [name, of] => Some((*name, *of)),
        _ => None,
    });
    let span = statement.unwrap_or(raw);
    let is_definition = statement.is_some() || typed.is_some();
    let kind = if is_definition {
        Kind::VarDef
    } else {
        Kind::Assign
    };
    l.build(kind, span, field, Token::NONE, |l| {
        if let Some(statement) = statement {
            word(l, statement);
        }
        match typed {
            Some((name, of)) => {
                l.visit(name, Field::Left);
                l.visit(of, Field::Type);
            }
            None => l.visit(*left, Field::Left),
        }
        l.visit(*value, Field::Right);
    });
}

/// The first word of a node as a modifier.
fn word<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    if let Some(word) = raw.child(0) {
        l.word(Kind::Modifier, word, Field::Modifier);
    }
}

/// `const a = b`, `local a`, `global a, b`.
pub(super) fn declaration<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let Some(inner) = parts(raw).first().copied() else {
        return;
    };
    match inner.kind() {
        "assignment" => assignment_with(l, inner, field, Some(raw)),
        _ => l.build(Kind::VarDef, raw, field, Token::NONE, |l| {
            word(l, raw);
            l.visit(inner, Field::Left);
        }),
    }
}

/// `a += b`.
pub(super) fn compound_assignment<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let [left, operator, right] = *parts(raw) else {
        return l.visit_children(raw, field);
    };
    let sign = l.text(operator).trim_end_matches('=').to_owned();
    let token = l.operator(&sign);
    l.build(Kind::AugAssign, raw, field, token, |l| {
        l.visit(left, Field::Left);
        l.visit(right, Field::Right);
    });
}

/// `let a = b … end`.
pub(super) fn let_block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_binding = |part: &Raw<'_>| part.kind() == "let_binding";
    let parts = parts(raw);
    let head = parts.iter().take_while(|part| is_binding(part)).count();
    l.build(Kind::With, raw, field, Token::of("let"), |l| {
        for binding in &parts[..head] {
            l.visit(*binding, Field::Resource);
        }
        body_of(l, raw, &parts[head..], Field::Body);
    });
}

/// `if … elseif … else … end`: each further condition is in the `else` of the one before.
pub(super) fn conditional<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_branch = |part: &&Raw<'_>| matches!(part.kind(), "elseif_clause" | "else_clause");
    let parts = parts(raw);
    let branches: Vec<Raw<'t>> = parts.iter().filter(is_branch).copied().collect();
    let own: Vec<Raw<'t>> = parts
        .iter()
        .filter(|part| !is_branch(part))
        .copied()
        .collect();
    // From the last branch to the first, so that a chain of any length costs no stack.
    let mark = l.mark();
    branch(l, raw, &own, field);
    let mut open = vec![(mark, raw.byte_range(), field)];
    for (place, clause) in branches.iter().enumerate() {
        let own = hooks::parts(*clause);
        if clause.kind() == "else_clause" {
            body_of(l, *clause, &own, Field::Else);
            break;
        }
        let end = branches
            .last()
            .map_or(clause.end_byte(), |last| last.end_byte());
        let mark = l.mark();
        branch(l, *clause, &own, Field::Item);
        open.push((mark, clause.start_byte()..end, Field::Item));
        if place + 1 == branches.len() {
            break;
        }
    }
    while let Some((mark, span, field)) = open.pop() {
        l.close(Kind::If, span.clone(), field, Token::NONE, mark);
        if !open.is_empty() {
            l.close(Kind::Block, span, Field::Else, Token::of(BARE), mark);
        }
    }
}

/// A condition and what follows it.
fn branch<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, parts: &[Raw<'t>], _: Field) {
    if let Some((condition, body)) = parts.split_first() {
        l.visit(*condition, Field::Cond);
        body_of(l, raw, body, Field::Then);
    }
}

pub(super) fn while_loop<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let parts = parts(raw);
    l.build(Kind::While, raw, field, Token::NONE, |l| {
        if let Some((condition, body)) = parts.split_first() {
            l.visit(*condition, Field::Cond);
            body_of(l, raw, body, Field::Body);
        }
    });
}

/// `for a in b, c in d … end` is a loop in a loop.
pub(super) fn for_loop<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let parts = parts(raw);
    let heads = parts
        .iter()
        .take_while(|part| part.kind() == "for_binding")
        .count();
    let (heads, body) = parts.split_at(heads);
    let marks: Vec<usize> = heads
        .iter()
        .map(|head| {
            let mark = l.mark();
            binding(l, *head);
            mark
        })
        .collect();
    body_of(l, raw, body, Field::Body);
    for (place, (mark, head)) in marks.iter().zip(heads).enumerate().rev() {
        let start = if place == 0 { raw } else { *head }.start_byte();
        let span = start..raw.end_byte();
        let is_inner = place > 0;
        let own = if is_inner { Field::Item } else { field };
        l.close(Kind::ForEach, span.clone(), own, Token::NONE, *mark);
        if is_inner {
            l.close(Kind::Block, span, Field::Body, Token::of(BARE), *mark);
        }
    }
}

/// `a in b`, `a = b`.
pub(super) fn binding<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    let is_value = |part: &Raw<'_>| part.kind() != "operator";
    let sides = parts(raw).into_iter().filter(is_value);
    for (side, field) in sides.zip([Field::Left, Field::Right]) {
        l.visit(side, field);
    }
}

/// `try … catch … else … finally … end`.
pub(super) fn attempt<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_clause = |part: &&Raw<'_>| {
        matches!(
            part.kind(),
            "catch_clause" | "else_clause" | "finally_clause"
        )
    };
    let parts = parts(raw);
    let body: Vec<Raw<'t>> = parts
        .iter()
        .filter(|part| !is_clause(part))
        .copied()
        .collect();
    l.build(Kind::Try, raw, field, Token::NONE, |l| {
        body_of(l, raw, &body, Field::Body);
        for clause in parts.iter().filter(is_clause) {
            let own = hooks::parts(*clause);
            match clause.kind() {
                "catch_clause" => caught(l, *clause, &own),
                "else_clause" => body_of(l, *clause, &own, Field::Else),
                _ => l.build(Kind::Finally, *clause, Field::Finally, Token::NONE, |l| {
                    body_of(l, *clause, &own, Field::Body)
                }),
            }
        }
    });
}

/// A name on the line of `catch` is that of what was caught.
fn caught<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, parts: &[Raw<'t>]) {
    let line = raw.start_position().row;
    let is_name =
        |first: &Raw<'_>| first.kind() == "identifier" && first.start_position().row == line;
    let names = parts.first().is_some_and(is_name);
    let (name, body) = parts.split_at(usize::from(names));
    l.build(Kind::Catch, raw, Field::Handler, Token::NONE, |l| {
        for name in name {
            l.visit(*name, Field::Name);
        }
        body_of(l, raw, body, Field::Body);
    });
}
