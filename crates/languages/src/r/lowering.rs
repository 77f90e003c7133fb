//! R. Everything is an expression there; what stands in a list of statements is made a statement here. The signs of
//! assignment are one, whichever way they point, and `x |> f(y)` is the call `f(x, y)`, which the parser of R makes
//! of it.

use tree_sitter::Node as Raw;

use assay_syntax::hooks;
use assay_syntax::{
    Dots, Field, Kind, Lowering, LoweringTable, Shape,
    Slot::{Block, Returned, Skip, To},
    Token, Wrapper, drop, hook, inline, leaf, node,
};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    operators: &[("^", "**")],
    wrappers: &[
        Wrapper("", ""),
        Wrapper("f(", ")"),
        Wrapper("{\n", "\n}"),
        Wrapper("", " {}"),
        Wrapper("", "\n}"),
        Wrapper("function(", ") {}"),
    ],
    dots: &[Dots("@", "")],
    ..LoweringTable::PLAIN
};

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    hook("program", hooks::statements),
    leaf("identifier", Kind::Name),
    leaf("na", Kind::Name),
    leaf("nan", Kind::Name),
    leaf("inf", Kind::Name),
    leaf("dots", Kind::Special),
    leaf("dot_dot_i", Kind::Special),
    hook("integer", hooks::number),
    hook("float", hooks::number),
    leaf("complex", Kind::Float),
    leaf("true", Kind::Bool),
    leaf("false", Kind::Bool),
    leaf("null", Kind::Null),
    hook("string", string),

    hook("call", call),
    node("subset", Kind::Index, &[("function", To(Field::Object)), ("arguments", To(Field::Index))]),
    hook("subset2", element),
    inline("arguments"),
    hook("argument", argument),
    drop("comma"),
    node("extract_operator", Kind::Member, &[("lhs", To(Field::Object)), ("rhs", To(Field::Name)), ("operator", Skip)]),
    node("namespace_operator", Kind::Member, &[("lhs", To(Field::Object)), ("rhs", To(Field::Name)), ("operator", Skip)]),
    node("unary_operator", Kind::Unary, &[("rhs", To(Field::Value))]),
    hook("binary_operator", binary),
    inline("parenthesized_expression"),
    node("function_definition", Kind::Lambda, &[("parameters", To(Field::Param)), ("body", Returned(Field::Body))]),
    inline("parameters"),
    node("parameter", Kind::Param, &[("name", To(Field::Name)), ("default", To(Field::Default))]),

    hook("braced_expression", hooks::statement_block),
    node("if_statement", Kind::If, &[("condition", To(Field::Cond)), ("consequence", Block(Field::Then)), ("alternative", Block(Field::Else))]),
    node("for_statement", Kind::ForEach, &[("variable", To(Field::Left)), ("sequence", To(Field::Right)), ("body", Block(Field::Body))]),
    node("while_statement", Kind::While, &[("condition", To(Field::Cond)), ("body", Block(Field::Body))]),
    hook("repeat_statement", endless),
    node("next", Kind::Continue, &[]),
    node("break", Kind::Break, &[]),
];

/// What lies between the quotes, raw or not.
fn string<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let part = |name: &str| raw.child_by_field_name(name);
    let inside = match (part("open"), part("close")) {
        (Some(open), Some(close)) => open.end_byte()..close.start_byte().max(open.end_byte()),
        _ => raw.byte_range(),
    };
    l.string_of(raw, field, Token::NONE, inside, &[]);
}

/// `f(x)`; `return(x)` as a statement is one.
fn call<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let callee = raw.child_by_field_name("function");
    let is_return = callee.is_some_and(|callee| l.text(callee) == "return");
    if field == Field::Item && is_return {
        return l.build(Kind::Return, raw, field, Token::NONE, |l| {
            l.visit_field(raw, "arguments", Field::Value);
        });
    }
    l.build(Kind::Call, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "function", Field::Callee);
        l.visit_field(raw, "arguments", Field::Arg);
    });
}

/// `x[[i]]`.
fn element<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Index, raw, field, Token::of("[["), |l| {
        l.visit_field(raw, "function", Field::Object);
        l.visit_field(raw, "arguments", Field::Index);
    });
}

/// `value` and `name = value`.
fn argument<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if raw.child_by_field_name("name").is_none() {
        l.visit_field(raw, "value", field);
        return;
    }
    l.build(Kind::Keyword, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "name", Field::Name);
        l.visit_field(raw, "value", Field::Value);
    });
}

fn binary<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let part = |name: &str| raw.child_by_field_name(name);
    let (Some(left), Some(operator), Some(right)) = (part("lhs"), part("operator"), part("rhs"))
    else {
        return l.visit_children(raw, field);
    };
    let sides = match l.text(operator) {
        "<-" | "<<-" | "=" | ":=" => [(left, Field::Left), (right, Field::Right)],
        "->" | "->>" => [(right, Field::Left), (left, Field::Right)],
        "|>" | "%>%" if right.kind() == "call" && l.placeholder(right).is_none() => {
            return piped(l, raw, field, left, right);
        }
        sign => {
            let token = l.operator(sign);
            return l.build(Kind::Binary, raw, field, token, |l| {
                l.visit(left, Field::Left);
                l.visit(right, Field::Right);
            });
        }
    };
    l.build(Kind::Assign, raw, field, Token::NONE, |l| {
        for (side, field) in sides {
            l.visit(side, field);
        }
    });
}

/// `x |> f(y)`: what stands before the sign is the first argument.
fn piped<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field, left: Raw<'t>, right: Raw<'t>) {
    l.build(Kind::Call, raw, field, Token::NONE, |l| {
        l.visit(left, Field::Arg);
        l.visit_field(right, "function", Field::Callee);
        l.visit_field(right, "arguments", Field::Arg);
    });
}

/// `repeat` goes on while true.
fn endless<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::While, raw, field, Token::NONE, |l| {
        let start = raw.start_byte();
        l.leaf(Kind::Bool, start..start, Field::Cond, Token::of("true"));
        hooks::block(l, raw, "body", Field::Body);
    });
}
