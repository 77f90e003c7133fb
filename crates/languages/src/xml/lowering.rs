//! XML. White space between elements means nothing, and a text is what stands between it.

use std::ops::Range;

use tree_sitter::Node as Raw;

use assay_syntax::hooks;
use assay_syntax::{
    Dots, Field, Kind, Lowering, LoweringTable, Shape, Token, Wrapper, drop, hook, leaf,
};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    wrappers: &[
        Wrapper("", ""),
        Wrapper("<x>", "</x>"),
        Wrapper("<x ", "/>"),
        Wrapper("", "</x>"),
    ],
    dots: &[Dots("@", ""), Dots("@=\"@\"", "")],
    choose_form: Some(choose),
    ..LoweringTable::PLAIN
};

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    hook("document", hooks::statements),
    hook("prolog", hooks::statements),
    hook("element", element),
    hook("content", content),
    drop("Comment"),
    leaf("Name", Kind::Name),
    hook("CharData", text),
    leaf("EntityRef", Kind::Text),
    leaf("CharRef", Kind::Text),
    hook("CDSect", character_data),
    hook("Attribute", attribute),
    hook("PseudoAtt", attribute),
    hook("AttValue", quoted),
    hook("PseudoAttValue", quoted),
    hook("EntityValue", quoted),
    hook("SystemLiteral", quoted),
    hook("PubidLiteral", quoted),
];

/// Inside of a tag an ellipsis stands for attributes.
fn choose(pattern: &str, hole: Range<usize>, is_dots: bool) -> &'static [usize] {
    let before = &pattern[..hole.start];
    let is_in_tag = before.rfind('<') > before.rfind('>');
    let is_quoted = before.matches('"').count() % 2 == 1;
    match is_dots && is_in_tag && !is_quoted {
        true => &[1],
        false => &[0],
    }
}

fn element<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Element, raw, field, Token::NONE, |l| {
        l.each(raw, |l, child, _| match child.kind() {
            "STag" | "EmptyElemTag" => tag(l, child),
            "content" => content(l, child, Field::Item),
            _ => {}
        });
    });
}

fn tag<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    l.each(raw, |l, child, _| match child.kind() {
        "Name" => l.visit(child, Field::Name),
        "Attribute" => l.visit(child, Field::Attr),
        _ => {}
    });
}

/// What stands between tags; a text with references in it is one text to the reader, but several nodes.
fn content<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    l.visit_children(raw, Field::Item);
}

/// A text without the white space around it; nothing if it is nothing else.
fn text<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let text = l.text(raw);
    let start = raw.start_byte() + (text.len() - text.trim_start().len());
    let end = start + text.trim().len();
    piece(l, start..end, field);
}

fn character_data<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    for data in hooks::parts(raw) {
        if data.kind() == "CData" {
            piece(l, data.byte_range(), field);
        }
    }
}

fn piece(l: &mut Lowering<'_>, span: Range<usize>, field: Field) {
    if span.is_empty() {
        return;
    }
    let token = Token::of(l.source(span.clone()));
    l.leaf(Kind::Text, span, field, token);
}

fn attribute<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Attr, raw, field, Token::NONE, |l| {
        for (part, field) in hooks::parts(raw)
            .into_iter()
            .zip([Field::Name, Field::Value])
        {
            l.visit(part, field);
        }
    });
}

fn quoted<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let inside = raw.start_byte() + 1..raw.end_byte().saturating_sub(1);
    let inside = inside.start..inside.end.max(inside.start);
    l.string_of(raw, field, Token::NONE, inside, &[]);
}
