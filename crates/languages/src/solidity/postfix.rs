//! Members, calls and elements of what an operator stands before.
//!
//! The grammar gives `.`, `(…)` and `[…]` less weight than operators: `a + b.c(1)` is `(a + b).c(1)` to it. Here they
//! belong to the last operand, as in the language.

use tree_sitter::Node as Raw;

use assay_syntax::hooks::parts;
use assay_syntax::{Field, Kind, Lowering, Token};

/// Lowers a node of this sort whose first part is an operation; false if it is none.
pub(super) fn of_last_operand<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) -> bool {
    let mut postfixes = Vec::new();
    let mut at = raw;
    while let Some(inner) = object(at) {
        postfixes.push(at);
        at = plain(inner);
    }
    if postfixes.is_empty() || operands(at).is_none() {
        return false;
    }
    postfixes.reverse();
    apply(l, at, &postfixes, field);
    true
}

/// What a member, a call or an element is of.
fn object(raw: Raw<'_>) -> Option<Raw<'_>> {
    let name = match raw.kind() {
        "member_expression" => "object",
        "array_access" => "base",
        "call_expression" => "function",
        "struct_expression" => "type",
        _ => return None,
    };
    raw.child_by_field_name(name)
}

/// An expression without the nodes that only say that it is one.
fn plain(raw: Raw<'_>) -> Raw<'_> {
    match (raw.kind(), raw.named_child(0)) {
        ("expression", Some(only)) => plain(only),
        _ => raw,
    }
}

/// The operands of an operation with what they are to it.
fn operands(raw: Raw<'_>) -> Option<(Kind, Vec<(Raw<'_>, Field)>)> {
    let (kind, fields): (Kind, &[Field]) = match raw.kind() {
        "binary_expression" => (Kind::Binary, &[Field::Left, Field::Right]),
        "ternary_expression" => (Kind::Conditional, &[Field::Cond, Field::Then, Field::Else]),
        "unary_expression" => (Kind::Unary, &[Field::Value]),
        _ => return None,
    };
    Some((
        kind,
        parts(raw).into_iter().zip(fields.iter().copied()).collect(),
    ))
}

/// Lowers an expression with what follows it; of an operation it follows the last operand.
fn apply<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, postfixes: &[Raw<'t>], field: Field) {
    let end = postfixes.last().map_or(raw.end_byte(), Raw::end_byte);
    let Some((kind, operands)) = operands(raw) else {
        return follow(l, raw, postfixes, field);
    };
    let operator = raw.child_by_field_name("operator");
    let token = operator.map_or(Token::NONE, |operator| l.operator(l.text(operator)));
    l.build_over(kind, raw.start_byte()..end, field, token, |l| {
        let last = operands.len() - 1;
        for (place, (operand, field)) in operands.into_iter().enumerate() {
            match place == last {
                true => apply(l, plain(operand), postfixes, field),
                false => l.visit(operand, field),
            }
        }
    });
}

fn follow<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, postfixes: &[Raw<'t>], field: Field) {
    let mark = l.mark();
    let is_created = raw.kind() == "new_expression";
    match is_created {
        true => drop(l.visit_field(raw, "name", Field::Type)),
        false => l.visit(raw, Field::Object),
    }
    for (place, postfix) in postfixes.iter().enumerate() {
        let of = object(*postfix);
        let others = parts(*postfix).into_iter().filter(|part| Some(*part) != of);
        let (kind, own, part) = match postfix.kind() {
            "member_expression" => (Kind::Member, Field::Object, Field::Name),
            "array_access" => (Kind::Index, Field::Object, Field::Index),
            _ if is_created && place == 0 => (Kind::New, Field::Type, Field::Arg),
            _ => (Kind::Call, Field::Callee, Field::Arg),
        };
        if let Some(first) = l.pending(mark).first().copied() {
            l.relabel(first, own);
        }
        others.for_each(|other| l.visit(other, part));
        let token = match postfix.kind() {
            "struct_expression" => Token::of("{"),
            _ => Token::NONE,
        };
        l.close(
            kind,
            raw.start_byte()..postfix.end_byte(),
            Field::Object,
            token,
            mark,
        );
    }
    if let [only] = *l.pending(mark) {
        l.relabel(only, field);
    }
}
