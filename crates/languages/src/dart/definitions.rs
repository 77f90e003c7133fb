//! Functions, variables and classes of Dart.

use tree_sitter::Node as Raw;

use assay_syntax::hooks::{empty_block, fields, part, parts};
use assay_syntax::{Field, Kind, Lowering, Token};

/// Words before a definition that count.
const MODIFIERS: &[&str] = &[
    "static",
    "final",
    "const",
    "late",
    "var",
    "covariant",
    "external",
    "abstract",
    "sealed",
    "base",
    "interface",
    "async",
    "async*",
    "sync*",
    "factory",
    "mixin",
];

fn modifiers<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    l.each(raw, |l, child, _| {
        if MODIFIERS.contains(&child.kind()) {
            l.word(Kind::Modifier, child, Field::Modifier);
        }
    });
}

fn annotations<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    for note in parts(raw)
        .into_iter()
        .filter(|part| part.kind() == "annotation")
    {
        l.visit(note, Field::Decorator);
    }
}

/// A function, a method, a getter or a constructor, with its signature in some child.
pub(super) fn function<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let Some(signature) = signature(raw) else {
        return l.visit_children(raw, field);
    };
    let sort = match signature.kind() {
        "getter_signature" => Token::of("get"),
        "setter_signature" => Token::of("set"),
        _ => Token::NONE,
    };
    let body = part(raw, "function_body");
    l.build(Kind::Function, raw, field, sort, |l| {
        annotations(l, raw);
        modifiers(l, raw);
        if let Some(holder) = signature.parent().filter(|holder| *holder != raw) {
            modifiers(l, holder);
        }
        modifiers(l, signature);
        if let Some(body) = body {
            modifiers(l, body);
        }
        l.visit_field(signature, "return_type", Field::Result);
        name(l, signature);
        for part in parts(signature) {
            match part.kind() {
                "formal_parameter_list" => l.visit(part, Field::Param),
                "type_parameters" => l.visit(part, Field::TypeParam),
                _ => {}
            }
        }
        if let Some(body) = body {
            function_body(l, body);
        }
    });
}

/// The name of a constructor may have two parts.
fn name<'t>(l: &mut Lowering<'t>, signature: Raw<'t>) {
    let mut cursor = signature.walk();
    let names: Vec<Raw<'t>> = signature
        .children_by_field_name("name", &mut cursor)
        .filter(Raw::is_named)
        .collect();
    match *names {
        [only] => l.visit(only, Field::Name),
        [first, .., last] => l.name_at(first.start_byte()..last.end_byte(), Field::Name),
        [] => {}
    }
}

fn signature(raw: Raw<'_>) -> Option<Raw<'_>> {
    let is_inner = |kind: &str| kind.ends_with("_signature") && kind != "method_signature";
    let own = parts(raw).into_iter().find(|part| is_inner(part.kind()));
    own.or_else(|| part(raw, "method_signature").and_then(signature))
}

/// `{ … }`, or `=> e`, which returns it.
fn function_body<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    match parts(raw).last().copied() {
        Some(block) if block.kind() == "block" => l.visit(block, Field::Body),
        Some(value) => l.visit_returned(value, Field::Body),
        None => {}
    }
}

pub(super) fn lambda<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Lambda, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            match part.kind() {
                "function_expression_body" => {
                    modifiers(l, part);
                    function_body(l, part);
                }
                "type_parameters" => l.visit(part, Field::TypeParam),
                _ => l.visit(part, Field::Param),
            }
        }
    });
}

/// Its default value stands behind it.
pub(super) fn parameter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let default = raw
        .next_named_sibling()
        .filter(|next| next.kind() != "formal_parameter" && next.kind() != "annotation")
        .filter(|next| {
            let between = raw.end_byte()..next.start_byte();
            l.source(between).contains(['=', ':'])
        });
    let end = default.unwrap_or(raw).end_byte();
    // What is given by its name is no parameter by place.
    let list = raw
        .parent()
        .filter(|list| list.kind() == "optional_formal_parameters");
    let sort = match list.map(|list| l.text(list).starts_with('{')) {
        Some(true) => Token::of("{"),
        _ => Token::NONE,
    };
    l.build_over(Kind::Param, raw.start_byte()..end, field, sort, |l| {
        annotations(l, raw);
        modifiers(l, raw);
        for part in parts(raw) {
            match part.kind() {
                "type" => l.visit(part, Field::Type),
                "identifier" => l.visit(part, Field::Name),
                _ => {}
            }
        }
        if let Some(default) = default {
            l.visit(default, Field::Default);
        }
    });
}

/// `final T a = 1, b;`: a node for each name; the first one covers the statement.
pub(super) fn variables<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let inner = part(raw, "initialized_variable_declaration").unwrap_or(raw);
    if let Some(pattern) = part(raw, "pattern_variable_declaration") {
        return l.build(Kind::VarDef, raw, field, Token::NONE, |l| {
            for (part, slot) in parts(pattern).into_iter().zip([Field::Left, Field::Right]) {
                l.visit(part, slot);
            }
        });
    }
    let entries = entries(inner);
    for (place, (name, value)) in entries.iter().enumerate() {
        let span = match (place, value) {
            (0, _) => raw.byte_range(),
            (_, Some(value)) => name.start_byte()..value.end_byte(),
            (_, None) => name.byte_range(),
        };
        l.build_over(Kind::VarDef, span, field, Token::NONE, |l| {
            annotations(l, raw);
            modifiers(l, inner);
            if let Some(of) = part(inner, "type") {
                l.visit(of, Field::Type);
            }
            l.visit(*name, Field::Left);
            if let Some(value) = value {
                l.visit(*value, Field::Right);
            }
        });
    }
    if entries.is_empty() {
        l.visit_children(raw, field);
    }
}

fn named(raw: Raw<'_>) -> Option<(Raw<'_>, Option<Raw<'_>>)> {
    Some((
        raw.child_by_field_name("name")?,
        raw.child_by_field_name("value"),
    ))
}

/// The names of a declaration with their values.
fn entries(raw: Raw<'_>) -> Vec<(Raw<'_>, Option<Raw<'_>>)> {
    let mut found: Vec<(Raw<'_>, Option<Raw<'_>>)> = named(raw).into_iter().collect();
    for part in parts(raw) {
        match part.kind() {
            "initialized_identifier" | "static_final_declaration" => found.extend(named(part)),
            "initialized_identifier_list" | "static_final_declaration_list" => {
                found.extend(entries(part))
            }
            "identifier_list" => found.extend(parts(part).into_iter().map(|name| (name, None))),
            _ => {}
        }
    }
    found
}

/// A field, or a method without a body.
pub(super) fn member<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    match signature(raw) {
        Some(_) => function(l, raw, field),
        None => variables(l, raw, field),
    }
}

/// A member of a class with what stands before it.
pub(super) fn annotated<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let own = parts(raw)
        .into_iter()
        .find(|part| part.kind() != "annotation");
    if let Some(own) = own {
        l.extend(raw.byte_range(), own, field, |l| annotations(l, raw));
    }
}

pub(super) fn class<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let word = raw.kind().split('_').next().unwrap_or_default();
    l.build(Kind::Class, raw, field, Token::of(word), |l| {
        annotations(l, raw);
        modifiers(l, raw);
        l.visit_field(raw, "name", Field::Name);
        fields(l, raw, "type_parameters", Field::TypeParam);
        if let Some(parent) = raw.child_by_field_name("superclass") {
            fields(l, parent, "type", Field::Super);
            if let Some(mixins) = part(parent, "mixins") {
                l.visit_children(mixins, Field::Implements);
            }
        }
        if let Some(interfaces) = part(raw, "interfaces") {
            l.visit_children(interfaces, Field::Implements);
        }
        match raw.child_by_field_name("body") {
            Some(body) => l.visit_block(body, Field::Body),
            None => empty_block(l, raw.end_byte(), Field::Body),
        }
    });
}
