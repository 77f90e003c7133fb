//! HTML, and XML as far as the grammar of HTML takes it.

use tree_sitter::Node as Raw;

use assay_syntax::hooks;
use assay_syntax::{Dots, Field, Kind, Lowering, LoweringTable, Shape, Token, Wrapper, hook, leaf};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    wrappers: &[Wrapper("", ""), Wrapper("<x ", "></x>")],
    metavars: &[Dots("~", "</"), Dots("~", "<"), Dots("@", "")],
    ..LoweringTable::PLAIN
};

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    hook("document", hooks::statements),
    hook("element", element),
    hook("script_element", element),
    hook("style_element", element),
    leaf("tag_name", Kind::Name),
    leaf("attribute_name", Kind::Name),
    leaf("text", Kind::Text),
    leaf("raw_text", Kind::Text),
    leaf("entity", Kind::Text),
    leaf("doctype", Kind::Word),
    hook("attribute", attribute),
    hook("attribute_value", value),
    hook("quoted_attribute_value", quoted),
];

fn element<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Element, raw, field, Token::NONE, |l| {
        l.each(raw, |l, child, _| match child.kind() {
            "start_tag" | "self_closing_tag" => tag(l, child),
            "end_tag" => {}
            _ if child.is_named() => l.visit(child, Field::Item),
            _ => {}
        });
    });
}

fn tag<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    l.each(raw, |l, child, _| match child.kind() {
        "tag_name" => l.visit(child, Field::Name),
        "attribute" => l.visit(child, Field::Attr),
        _ => {}
    });
}

/// An attribute without a value is true.
fn attribute<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Attr, raw, field, Token::NONE, |l| {
        let parts = hooks::parts(raw);
        if let Some(name) = parts.first() {
            l.visit(*name, Field::Name);
        }
        match parts.get(1) {
            Some(value) => l.visit(*value, Field::Value),
            None => {
                let end = raw.end_byte();
                l.leaf(Kind::Bool, end..end, Field::Value, Token::of("true"));
            }
        }
    });
}

fn value<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.string_of(raw, field, Token::NONE, raw.byte_range(), &[]);
}

fn quoted<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let inside = raw.start_byte() + 1..raw.end_byte() - 1;
    l.string_of(raw, field, Token::NONE, inside, &[]);
}
