//! Apex: the shapes of Java, of which its grammar was made, and those of its own.

use tree_sitter::Node as Raw;

use assay_syntax::hooks::{part, parts};
use assay_syntax::{
    Dots, Field, Kind, Lowering, LoweringTable, Shape,
    Slot::{Block, To},
    Token, hook, inline, leaf, node, string,
};

use crate::java::lowering as java;
use crate::outline::joined;

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: &ALL,
    dots: &[
        Dots("@;", "{|;|}|)|else|:"),
        Dots("@", ""),
        Dots("@ @;", "{|;|}"),
        Dots("@ @", "(|,"),
        Dots("@;;", "for (|for("),
        Dots("when @ {}", "{|}"),
    ],
    ..java::TABLE
};

const ALL: [Shape; java::SHAPES.len() + OWN.len()] = joined(java::SHAPES, OWN);

#[rustfmt::skip]
const OWN: &[Shape] = &[
    hook("identifier", name),
    hook("type_identifier", name),
    leaf("int", Kind::Int),
    leaf("boolean", Kind::Bool),
    string("multi_line_string_literal", &[]),
    hook("update_expression", update),
    hook("dml_expression", database),
    hook("map_creation_expression", map),
    node("map_initializer", Kind::Dict, &[]),
    hook("map_key_initializer", entry),
    node("annotation_key_value", Kind::Keyword, &[("key", To(Field::Name)), ("value", To(Field::Value))]),
    node("run_as_statement", Kind::With, &[("user", To(Field::Resource)), ("", Block(Field::Body))]),
    hook("field_declaration", property),
    inline("accessor_list"),
    hook("trigger_declaration", trigger),
    inline("trigger_body"),
];

/// Names are the same in upper and lower case.
fn name<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let token = Token::of(&l.text(raw).to_lowercase());
    l.leaf(Kind::Name, raw.byte_range(), field, token);
}

/// `x++`; the sign is a node of its own.
fn update<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let token = assay_syntax::hooks::update_token(l, raw);
    l.build(Kind::Update, raw, field, token, |l| {
        l.visit_field(raw, "operand", Field::Value);
    });
}

/// `insert records` is a call.
fn database<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Call, raw, field, Token::NONE, |l| {
        if let Some(word) = part(raw, "dml_type") {
            name(l, word, Field::Callee);
        }
        for argument in ["target", "upsert_key", "merge_with"] {
            l.visit_field(raw, argument, Field::Arg);
        }
    });
}

/// `new Map<K, V>{ k => v }`.
fn map<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::New, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "type", Field::Type);
        l.visit_field(raw, "value", Field::Arg);
    });
}

fn entry<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Pair, raw, field, Token::NONE, |l| {
        for (part, field) in parts(raw).into_iter().zip([Field::Key, Field::Value]) {
            l.visit(part, field);
        }
    });
}

/// A field, and the functions that read and write it.
fn property<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    java::variables(l, raw, field);
    let accessors = part(raw, "accessor_list").map(parts).unwrap_or_default();
    for accessor in accessors {
        let Some(body) = accessor.child_by_field_name("body") else {
            continue;
        };
        l.build(Kind::Function, accessor, field, Token::NONE, |l| {
            if let Some(word) = accessor.child_by_field_name("accessor") {
                name(l, word, Field::Name);
            }
            l.visit_block(body, Field::Body);
        });
    }
}

/// `trigger T on Account (before insert) { … }`: the object that it is on stands where a class has what it is made of.
fn trigger<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Class, raw, field, Token::of("trigger"), |l| {
        l.visit_field(raw, "name", Field::Name);
        l.visit_field(raw, "object", Field::Super);
        if let Some(body) = raw.child_by_field_name("body") {
            l.visit_block(body, Field::Body);
        }
    });
}
