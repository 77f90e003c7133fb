//! HCL, the language of Terraform.
//!
//! As in Semgrep a block is a call of its type with its labels and a record of what it holds, so that
//! `resource` is found as a name and the order in a block does not count.

use std::ops::Range;

use tree_sitter::Node as Raw;

use assay_syntax::hooks::{self, parts};
use assay_syntax::{
    Dots, Field, Kind, Lowering, LoweringTable, Place, Shape, Slot::To, Token, Wrapper, drop, hook,
    inline, leaf, node,
};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    wrappers: &[Wrapper("", ""), Wrapper("x = ", "\n"), Wrapper("x {", "}")],
    braces: Some(Wrapper("x = ", "\n")),
    dots: &[Dots("@", ""), Dots("@ = 1", "")],
    choose_form: Some(choose_form),
    ..LoweringTable::PLAIN
};

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    hook("config_file", document),
    inline("body"),
    hook("block", block),
    hook("attribute", attribute),
    leaf("identifier", Kind::Name),
    hook("expression", expression),
    inline("literal_value"),
    inline("template_expr"),
    inline("variable_expr"),
    inline("collection_value"),
    inline("operation"),
    hook("numeric_lit", hooks::number),
    leaf("bool_lit", Kind::Bool),
    leaf("null_lit", Kind::Null),
    hook("string_lit", string),
    hook("quoted_template", string),
    hook("heredoc_template", heredoc),
    drop("template_interpolation_start"),
    drop("template_interpolation_end"),
    drop("object_start"),
    drop("object_end"),
    drop("tuple_start"),
    drop("tuple_end"),
    hook("function_call", call),
    inline("function_arguments"),
    node("object", Kind::Record, &[]),
    node("object_elem", Kind::Pair, &[("key", To(Field::Key)), ("val", To(Field::Value))]),
    node("tuple", Kind::List, &[]),
    hook("binary_operation", hooks::binary),
    node("unary_operation", Kind::Unary, &[("", To(Field::Value))]),
    hook("conditional", conditional),
];

/// An ellipsis among attributes and blocks is an attribute: as a mere name it would be one block with the name of the
/// next, since line ends count for nothing.
fn choose_form(pattern: &str, at: Range<usize>, is_dots: bool) -> &'static [usize] {
    let after = pattern[at.end..].trim_start();
    let before = pattern[..at.start].trim_end();
    let is_value = before.ends_with(['=', ':', '?']) || after.starts_with(['{', '"']);
    let is_inside = Place::of(pattern, at).inside;
    let is_item = is_dots && !is_value && matches!(is_inside, None | Some('{'));
    match is_item {
        true => &[1],
        false => &[0],
    }
}

fn document<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    l.each(raw, |l, child, _| {
        if child.kind() == "body" {
            hooks::statements(l, child, Field::Item);
        } else if child.is_named() {
            let mark = l.mark();
            l.visit(child, Field::Item);
            l.make_statement(mark);
        }
    });
}

fn block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let start = hooks::part(raw, "block_start").map_or(raw.end_byte(), |start| start.start_byte());
    l.build(Kind::Call, raw, field, Token::NONE, |l| {
        let mut is_first = true;
        l.each(raw, |l, child, _| match child.kind() {
            "identifier" | "string_lit" => {
                let part = if is_first { Field::Callee } else { Field::Arg };
                is_first = false;
                l.visit(child, part);
            }
            _ => {}
        });
        l.build_over(
            Kind::Record,
            start..raw.end_byte(),
            Field::Arg,
            Token::NONE,
            |l| {
                if let Some(body) = hooks::part(raw, "body") {
                    l.visit_children(body, Field::Item);
                }
            },
        );
    });
}

fn attribute<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Pair, raw, field, Token::NONE, |l| {
        for (part, field) in parts(raw).into_iter().zip([Field::Key, Field::Value]) {
            l.visit(part, field);
        }
    });
}

/// A value and what is taken from it: `a.b[0].c`.
fn expression<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mark = l.mark();
    for part in parts(raw) {
        let Some(first) = l.pending(mark).first().copied() else {
            l.visit(part, Field::Object);
            continue;
        };
        l.relabel(first, Field::Object);
        let kind = match part.kind() {
            "get_attr" => {
                l.visit_children(part, Field::Name);
                Kind::Member
            }
            "index" => {
                index(l, part);
                Kind::Index
            }
            _ => {
                l.visit(part, Field::Index);
                Kind::Index
            }
        };
        let span = raw.start_byte()..part.end_byte();
        l.close(kind, span, Field::Object, Token::NONE, mark);
    }
    if let [only] = *l.pending(mark) {
        l.relabel(only, field);
    }
}

fn index<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    match raw.named_child(0) {
        Some(new) if new.kind() == "new_index" => l.visit_children(new, Field::Index),
        _ => l.word(Kind::Int, raw, Field::Index),
    }
}

fn string<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let inside = raw.start_byte() + 1..raw.end_byte().max(raw.start_byte() + 2) - 1;
    l.string_of(raw, field, Token::NONE, inside, INTERPOLATIONS);
}

const INTERPOLATIONS: &[&str] = &["template_interpolation", "template_directive"];

/// The lines between the first and the last of a here-document.
fn heredoc<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let all = parts(raw);
    let names: Vec<_> = all
        .iter()
        .filter(|part| part.kind() == "heredoc_identifier")
        .collect();
    let start = names
        .first()
        .map_or(raw.start_byte(), |name| name.end_byte());
    let end = names
        .last()
        .map_or(raw.end_byte(), |name| name.start_byte());
    let inside = (start + 1).min(end)..end;
    l.string_of(raw, field, Token::NONE, inside, INTERPOLATIONS);
}

fn call<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Call, raw, field, Token::NONE, |l| {
        l.each(raw, |l, child, _| match child.kind() {
            "identifier" => l.visit(child, Field::Callee),
            "function_arguments" => l.visit(child, Field::Arg),
            _ => {}
        });
    });
}

fn conditional<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Conditional, raw, field, Token::NONE, |l| {
        let fields = [Field::Cond, Field::Then, Field::Else];
        for (part, field) in parts(raw).into_iter().zip(fields) {
            l.visit(part, field);
        }
    });
}
