//! Lua.

use tree_sitter::Node as Raw;

use assay_syntax::hooks::{self, parts};
use assay_syntax::{
    Dots, Field, Kind, Lowering, LoweringTable, Shape,
    Slot::{self, Block, To, Token as Word},
    Token, Wrapper, drop, hook, inline, leaf, node,
};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    operators: &[
        ("and", "&&"),
        ("or", "||"),
        ("not", "!"),
        ("~=", "!="),
        ("^", "**"),
    ],
    wrappers: &[
        Wrapper("", ""),
        Wrapper("return ", ""),
        Wrapper("", "\nend"),
        Wrapper("f(", ")"),
        Wrapper("x = {", "}"),
        Wrapper("function f(", ") end"),
    ],
    dots: &[Dots("@", ""), Dots("@()", "")],
    metavars: &[Dots("@", ""), Dots("@()", "")],
    ..LoweringTable::PLAIN
};

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    hook("chunk", hooks::statements),
    hook("block", block),
    drop("hash_bang_line"),
    drop("empty_statement"),
    leaf("identifier", Kind::Name),
    hook("number", hooks::number),
    leaf("true", Kind::Bool),
    leaf("false", Kind::Bool),
    leaf("nil", Kind::Null),
    leaf("vararg_expression", Kind::Special),
    hook("string", string),
    inline("parenthesized_expression"),
    inline("arguments"),
    node("function_call", Kind::Call, &[("name", To(Field::Callee)), ("arguments", To(Field::Arg))]),
    node("dot_index_expression", Kind::Member, &[("table", To(Field::Object)), ("field", To(Field::Name))]),
    node("method_index_expression", Kind::Member, &[("table", To(Field::Object)), ("method", To(Field::Name))]),
    node("bracket_index_expression", Kind::Index, &[("table", To(Field::Object)), ("field", To(Field::Index))]),
    node("binary_expression", Kind::Binary, &[("left", To(Field::Left)), ("right", To(Field::Right))]),
    node("unary_expression", Kind::Unary, &[("operand", To(Field::Value)), ("operator", Word)]),
    node("table_constructor", Kind::Dict, &[]),
    hook("field", field),
    node("function_definition", Kind::Lambda, FUNCTION),
    node("function_declaration", Kind::Function, FUNCTION),
    hook("parameters", parameters),
    hook("assignment_statement", assignment),
    hook("variable_declaration", declaration),
    hook("variable_list", several),
    hook("expression_list", several),
    hook("if_statement", conditional),
    hook("elseif_statement", conditional),
    node("while_statement", Kind::While, &[("condition", To(Field::Cond)), ("body", Block(Field::Body))]),
    hook("repeat_statement", repeat),
    hook("for_statement", for_loop),
    hook("do_statement", do_block),
    node("return_statement", Kind::Return, &[("", To(Field::Value))]),
    node("break_statement", Kind::Break, &[]),
    node("goto_statement", Kind::Goto, &[("", To(Field::Label))]),
    node("label_statement", Kind::Labeled, &[("", To(Field::Label))]),
];

const FUNCTION: &[(&str, Slot)] = &[
    ("name", To(Field::Name)),
    ("parameters", To(Field::Param)),
    ("body", Block(Field::Body)),
];

fn block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Block, raw, field, Token::NONE, |l| {
        hooks::statements(l, raw, Field::Item)
    });
}

fn do_block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    match raw.child_by_field_name("body") {
        Some(body) => l.visit(body, field),
        None => l.build(Kind::Block, raw, field, Token::NONE, |_| {}),
    }
}

fn string<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let inside = match raw.child_by_field_name("content") {
        Some(content) => content.byte_range(),
        None => raw.start_byte() + 1..raw.start_byte() + 1,
    };
    l.string_of(raw, field, Token::NONE, inside, &[]);
}

/// `k = v`, `[k] = v`, or `v` alone.
fn field<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if raw.child_by_field_name("name").is_none() {
        l.visit_field(raw, "value", field);
        return;
    }
    l.build(Kind::Pair, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "name", Field::Key);
        l.visit_field(raw, "value", Field::Value);
    });
}

fn parameters<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    for part in parts(raw) {
        let is_dots = l
            .placeholder(part)
            .is_some_and(|(kind, _)| kind != Kind::Metavar);
        if is_dots {
            l.visit(part, field);
        } else {
            let token = match part.kind() {
                "vararg_expression" => Token::of("..."),
                _ => Token::NONE,
            };
            l.build(Kind::Param, part, field, token, |l| {
                l.visit(part, Field::Name)
            });
        }
    }
}

/// One is itself, several are a tuple.
fn several<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if parts(raw).len() == 1 {
        return l.visit_children(raw, field);
    }
    l.build(Kind::Tuple, raw, field, Token::NONE, |l| {
        l.visit_children(raw, Field::Item)
    });
}

fn assignment<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Assign, raw, field, Token::NONE, |l| {
        for (part, field) in parts(raw).into_iter().zip([Field::Left, Field::Right]) {
            l.visit(part, field);
        }
    });
}

/// `local a, b = 1, 2` defines each of its names.
fn declaration<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let Some(inner) = raw.named_child(0) else {
        return;
    };
    let lists = match inner.kind() {
        "assignment_statement" => parts(inner),
        _ => vec![inner],
    };
    let names = lists.first().map(|list| parts(*list)).unwrap_or_default();
    let values = lists.get(1).map(|list| parts(*list)).unwrap_or_default();
    for (place, name) in names.into_iter().enumerate() {
        let value = values.get(place);
        let start = if place == 0 { raw } else { name }.start_byte();
        let end = value.map_or(name.end_byte(), |value| value.end_byte());
        l.build_over(Kind::VarDef, start..end, field, Token::NONE, |l| {
            l.visit(name, Field::Left);
            if let Some(value) = value {
                l.visit(*value, Field::Right);
            }
        });
    }
}

fn conditional<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let next = match raw.kind() {
        "if_statement" => raw.child_by_field_name("alternative"),
        _ => raw
            .next_named_sibling()
            .filter(|next| next.kind().starts_with("else")),
    };
    l.build(Kind::If, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "condition", Field::Cond);
        match raw.child_by_field_name("consequence") {
            Some(body) => l.visit_block(body, Field::Then),
            None => hooks::empty_block(l, raw.end_byte(), Field::Then),
        }
        match next.map(|next| (next.kind(), next)) {
            Some(("else_statement", next)) => match next.child_by_field_name("body") {
                Some(body) => l.visit_block(body, Field::Else),
                None => hooks::empty_block(l, next.end_byte(), Field::Else),
            },
            Some((_, next)) => l.visit_block(next, Field::Else),
            None => {}
        }
    });
}

/// `repeat … until c` goes on while `not c`.
fn repeat<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::DoWhile, raw, field, Token::NONE, |l| {
        hooks::block(l, raw, "body", Field::Body);
        if let Some(condition) = raw.child_by_field_name("condition") {
            l.build(Kind::Unary, condition, Field::Cond, Token::of("!"), |l| {
                l.visit(condition, Field::Value)
            });
        }
    });
}

fn for_loop<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let Some(clause) = raw.child_by_field_name("clause") else {
        return;
    };
    if clause.kind() == "for_generic_clause" {
        return l.build(Kind::ForEach, raw, field, Token::NONE, |l| {
            for (part, field) in parts(clause).into_iter().zip([Field::Left, Field::Right]) {
                l.visit(part, field);
            }
            hooks::block(l, raw, "body", Field::Body);
        });
    }
    l.build(Kind::For, raw, field, Token::NONE, |l| {
        l.build(Kind::Assign, clause, Field::Init, Token::NONE, |l| {
            l.visit_field(clause, "name", Field::Left);
            l.visit_field(clause, "start", Field::Right);
        });
        l.visit_field(clause, "end", Field::Cond);
        l.visit_field(clause, "step", Field::Step);
        hooks::block(l, raw, "body", Field::Body);
    });
}
