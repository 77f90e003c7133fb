//! Java.

use tree_sitter::Node as Raw;

use assay_syntax::hooks::{self, fields, part, parts};
use assay_syntax::{
    Dots, Field, Kind, Lowering, LoweringTable, Shape,
    Slot::{self, Block, Skip, To, Token as Word},
    Token, Wrapper, drop, hook, inline, leaf, node, string,
};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    modifiers: &["static", "final"],
    wrappers: &[
        Wrapper("", ""),
        Wrapper("", ";"),
        Wrapper("(", ");"),
        Wrapper("class C { C() { ", "; } }"),
        Wrapper("class C { ", " }"),
        Wrapper("", " {}"),
        Wrapper("class C { ", " {} }"),
        Wrapper("class C { ", "; }"),
        Wrapper("interface C { ", " }"),
        Wrapper("", " class C {}"),
        Wrapper("class C { C() { ", " } }"),
        Wrapper("try {} ", ""),
        Wrapper("", " catch (E e) {}"),
        Wrapper("if (x) {} ", ""),
        Wrapper("switch (x) { ", " }"),
        Wrapper("switch (x) { ", ": }"),
        Wrapper("void f(", ") {}"),
        Wrapper("f(", ");"),
        Wrapper("", " x;"),
        Wrapper("@A(", ") class C {}"),
        Wrapper("enum E { ", " }"),
        Wrapper("void f() ", " {}"),
        Wrapper("class C ", " {}"),
    ],
    dots: &[
        Dots("@;", "{|;|}|)|else|:"),
        Dots("@", ""),
        Dots("@ @;", "{|;|}"),
        Dots("@ @", "(|,"),
        Dots("@;;", "for (|for("),
        Dots("@ = @", "(|,"),
        Dots("case @:", "{|;|}"),
    ],
    metavars: &[Dots("@", ""), Dots("int @", "(|,")],
    types: Some(Wrapper("class C { ", " x; }")),
    ..LoweringTable::PLAIN
};

const FUNCTION: &[(&str, Slot)] = &[
    ("type_parameters", To(Field::TypeParam)),
    ("type", To(Field::Result)),
    ("name", To(Field::Name)),
    ("parameters", To(Field::Param)),
    ("dimensions", Skip),
    ("body", Block(Field::Body)),
    ("", To(Field::Modifier)),
];

#[rustfmt::skip]
pub(crate) const SHAPES: &[Shape] = &[
    leaf("identifier", Kind::Name),
    leaf("type_identifier", Kind::Name),
    leaf("underscore_pattern", Kind::Name),
    leaf("integral_type", Kind::Name),
    leaf("floating_point_type", Kind::Name),
    leaf("boolean_type", Kind::Name),
    leaf("void_type", Kind::Name),
    leaf("this", Kind::Special),
    leaf("super", Kind::Special),
    leaf("decimal_integer_literal", Kind::Int),
    leaf("hex_integer_literal", Kind::Int),
    leaf("octal_integer_literal", Kind::Int),
    leaf("binary_integer_literal", Kind::Int),
    leaf("decimal_floating_point_literal", Kind::Float),
    leaf("hex_floating_point_literal", Kind::Float),
    leaf("true", Kind::Bool),
    leaf("false", Kind::Bool),
    leaf("null_literal", Kind::Null),
    leaf("character_literal", Kind::Char),
    leaf("requires_modifier", Kind::Modifier),
    string("string_literal", &["string_interpolation"]),

    inline("parenthesized_expression"),
    inline("argument_list"),
    hook("method_invocation", call),
    hook("explicit_constructor_invocation", constructor_call),
    hook("object_creation_expression", creation),
    hook("array_creation_expression", array_creation),
    node("array_initializer", Kind::List, &[]),
    node("element_value_array_initializer", Kind::List, &[]),
    node("field_access", Kind::Member, &[("object", To(Field::Object)), ("field", To(Field::Name)), ("", Skip)]),
    node("array_access", Kind::Index, &[("array", To(Field::Object)), ("index", To(Field::Index))]),
    node("binary_expression", Kind::Binary, &[("left", To(Field::Left)), ("right", To(Field::Right)), ("operator", Word)]),
    node("unary_expression", Kind::Unary, &[("operand", To(Field::Value)), ("operator", Word)]),
    hook("update_expression", hooks::update),
    hook("assignment_expression", hooks::assignment),
    node("ternary_expression", Kind::Conditional, &[("condition", To(Field::Cond)), ("consequence", To(Field::Then)), ("alternative", To(Field::Else))]),
    node("cast_expression", Kind::Cast, &[("type", To(Field::Type)), ("value", To(Field::Value))]),
    node("instanceof_expression", Kind::TypeTest, &[("left", To(Field::Value)), ("right", To(Field::Type)), ("name", To(Field::Name)), ("pattern", To(Field::Type))]),
    hook("lambda_expression", lambda),
    hook("inferred_parameters", bare_parameters),

    node("block", Kind::Block, &[]),
    node("constructor_body", Kind::Block, &[]),
    drop("empty_statement"),
    node("expression_statement", Kind::ExprStmt, &[("", To(Field::Value))]),
    hook("local_variable_declaration", variables),
    hook("field_declaration", variables),
    hook("constant_declaration", variables),
    node("if_statement", Kind::If, &[("condition", To(Field::Cond)), ("consequence", Block(Field::Then)), ("alternative", Block(Field::Else))]),
    node("while_statement", Kind::While, &[("condition", To(Field::Cond)), ("body", Block(Field::Body))]),
    node("do_statement", Kind::DoWhile, &[("condition", To(Field::Cond)), ("body", Block(Field::Body))]),
    node("for_statement", Kind::For, &[("init", To(Field::Init)), ("condition", To(Field::Cond)), ("update", To(Field::Step)), ("body", Block(Field::Body))]),
    node("enhanced_for_statement", Kind::ForEach, &[("type", To(Field::Type)), ("name", To(Field::Left)), ("value", To(Field::Right)), ("body", Block(Field::Body)), ("dimensions", Skip), ("", To(Field::Modifier))]),
    node("switch_expression", Kind::Switch, &[("condition", To(Field::Cond)), ("body", To(Field::Item))]),
    hook("switch_block", cases),
    inline("pattern"),
    node("type_pattern", Kind::TypeTest, &[("", To(Field::Type))]),
    node("synchronized_statement", Kind::With, &[("body", Block(Field::Body)), ("", To(Field::Resource))]),
    node("try_statement", Kind::Try, &[("body", Block(Field::Body)), ("", To(Field::Handler))]),
    node("try_with_resources_statement", Kind::Try, &[("resources", To(Field::Resource)), ("body", Block(Field::Body)), ("", To(Field::Handler))]),
    inline("resource_specification"),
    hook("resource", resource),
    node("catch_clause", Kind::Catch, &[("body", Block(Field::Body)), ("", To(Field::Param))]),
    hook("catch_formal_parameter", caught),
    hook("finally_clause", finally),
    node("return_statement", Kind::Return, &[("", To(Field::Value))]),
    node("throw_statement", Kind::Throw, &[("", To(Field::Value))]),
    node("yield_statement", Kind::Yield, &[("", To(Field::Value))]),
    node("break_statement", Kind::Break, &[("", To(Field::Label))]),
    node("continue_statement", Kind::Continue, &[("", To(Field::Label))]),
    hook("labeled_statement", labeled),
    node("assert_statement", Kind::Assert, &[("", To(Field::Arg))]),
    hook("import_declaration", import),
    node("package_declaration", Kind::Package, &[("", To(Field::Name))]),
    hook("scoped_identifier", hooks::path),
    hook("scoped_type_identifier", hooks::path),

    hook("modifiers", hooks::modifiers),
    node("marker_annotation", Kind::Decorator, &[("name", To(Field::Name))]),
    node("annotation", Kind::Decorator, &[("name", To(Field::Name)), ("arguments", To(Field::Arg))]),
    inline("annotation_argument_list"),
    node("element_value_pair", Kind::Keyword, &[("key", To(Field::Name)), ("value", To(Field::Value))]),
    node("method_declaration", Kind::Function, FUNCTION),
    node("constructor_declaration", Kind::Function, FUNCTION),
    node("compact_constructor_declaration", Kind::Function, FUNCTION),
    node("annotation_type_element_declaration", Kind::Function, &[("type", To(Field::Result)), ("name", To(Field::Name)), ("value", Skip), ("dimensions", Skip), ("", To(Field::Modifier))]),
    inline("formal_parameters"),
    hook("formal_parameter", parameter),
    hook("spread_parameter", rest_parameter),
    drop("receiver_parameter"),
    hook("class_declaration", class),
    hook("interface_declaration", class),
    hook("enum_declaration", class),
    hook("record_declaration", class),
    hook("annotation_type_declaration", class),
    inline("superclass"),
    inline("super_interfaces"),
    inline("extends_interfaces"),
    inline("type_list"),
    node("class_body", Kind::Block, &[]),
    node("interface_body", Kind::Block, &[]),
    node("annotation_type_body", Kind::Block, &[]),
    node("enum_body", Kind::Block, &[]),
    inline("enum_body_declarations"),
    node("enum_constant", Kind::VarDef, &[("name", To(Field::Left)), ("arguments", To(Field::Arg)), ("body", Block(Field::Body)), ("", To(Field::Modifier))]),
    hook("static_initializer", static_block),

    hook("generic_type", generic),
    inline("type_arguments"),
    inline("type_parameters"),
    hook("type_parameter", type_parameter),
    node("array_type", Kind::ArrayType, &[("element", To(Field::Type)), ("dimensions", Skip)]),
    hook("annotated_type", last),
];

fn call<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let (Some(name), Some(arguments)) = (
        raw.child_by_field_name("name"),
        raw.child_by_field_name("arguments"),
    ) else {
        return l.visit_children(raw, field);
    };
    l.build(Kind::Call, raw, field, Token::NONE, |l| {
        match raw.child_by_field_name("object") {
            Some(object) => {
                let span = raw.start_byte()..name.end_byte();
                l.build_over(Kind::Member, span, Field::Callee, Token::NONE, |l| {
                    l.visit(object, Field::Object);
                    l.visit(name, Field::Name);
                });
            }
            None => l.visit(name, Field::Callee),
        }
        l.visit(arguments, Field::Arg);
    });
}

/// `super(...)` and `this(...)` are statements of their own to the grammar.
fn constructor_call<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::ExprStmt, raw, field, Token::NONE, |l| {
        l.build(Kind::Call, raw, Field::Value, Token::NONE, |l| {
            l.visit_field(raw, "constructor", Field::Callee);
            l.visit_field(raw, "arguments", Field::Arg);
        });
    });
}

fn creation<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::New, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "type", Field::Type);
        l.visit_field(raw, "arguments", Field::Arg);
        if let Some(body) = part(raw, "class_body") {
            l.visit_block(body, Field::Body);
        }
    });
}

/// `new int[n]` and `new int[] {1, 2}`: the sizes and the values are arguments.
fn array_creation<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let Some(element) = raw.child_by_field_name("type") else {
        return l.visit_children(raw, field);
    };
    l.build(Kind::New, raw, field, Token::NONE, |l| {
        let span = element.byte_range();
        l.build_over(Kind::ArrayType, span, Field::Type, Token::NONE, |l| {
            l.visit(element, Field::Type)
        });
        for part in parts(raw) {
            match part.kind() {
                "dimensions_expr" => l.visit_children(part, Field::Arg),
                "array_initializer" => l.visit(part, Field::Arg),
                _ => {}
            }
        }
    });
}

fn lambda<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Lambda, raw, field, Token::NONE, |l| {
        if let Some(parameters) = raw.child_by_field_name("parameters") {
            if parameters.kind() == "identifier" {
                bare_parameter(l, parameters);
            } else {
                l.visit(parameters, Field::Param);
            }
        }
        if let Some(body) = raw.child_by_field_name("body") {
            l.visit_returned(body, Field::Body);
        }
    });
}

fn bare_parameters<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    for name in parts(raw) {
        bare_parameter(l, name);
    }
}

fn bare_parameter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    match l.placeholder(raw) {
        Some((kind, _)) if kind != Kind::Metavar => l.visit(raw, Field::Param),
        _ => l.build(Kind::Param, raw, Field::Param, Token::NONE, |l| {
            l.visit(raw, Field::Name)
        }),
    }
}

/// `int a = 1, b[]`: one node for each name, each with the modifiers and the type.
pub(crate) fn variables<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mut cursor = raw.walk();
    let declarators: Vec<Raw<'t>> = raw
        .children_by_field_name("declarator", &mut cursor)
        .collect();
    let many = declarators.len() > 1;
    for (place, declarator) in declarators.into_iter().enumerate() {
        let span = match (place, many) {
            (_, false) => raw.byte_range(),
            (0, _) => raw.start_byte()..declarator.end_byte(),
            _ => declarator.byte_range(),
        };
        l.build_over(Kind::VarDef, span, field, Token::NONE, |l| {
            if let Some(modifiers) = part(raw, "modifiers") {
                l.visit(modifiers, Field::Modifier);
            }
            typed(l, raw, declarator);
            l.visit_field(declarator, "name", Field::Left);
            l.visit_field(declarator, "value", Field::Right);
        });
    }
}

/// The type of `raw`, of an array where `named` has brackets.
fn typed<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, named: Raw<'t>) {
    let Some(base) = raw.child_by_field_name("type") else {
        return;
    };
    if named.child_by_field_name("dimensions").is_none() {
        return l.visit(base, Field::Type);
    }
    l.build(Kind::ArrayType, base, Field::Type, Token::NONE, |l| {
        l.visit(base, Field::Type)
    });
}

fn resource<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if raw.child_by_field_name("value").is_none() {
        return l.visit_children(raw, field);
    }
    l.build(Kind::VarDef, raw, field, Token::NONE, |l| {
        if let Some(modifiers) = part(raw, "modifiers") {
            l.visit(modifiers, Field::Modifier);
        }
        l.visit_field(raw, "type", Field::Type);
        l.visit_field(raw, "name", Field::Left);
        l.visit_field(raw, "value", Field::Right);
    });
}

/// Labels without statements belong to the next case that has some.
fn cases<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mut labels: Vec<Raw<'t>> = Vec::new();
    for group in parts(raw) {
        if l.placeholder(group).is_some() {
            l.visit(group, field);
            continue;
        }
        let (own, body): (Vec<Raw<'t>>, Vec<Raw<'t>>) = parts(group)
            .into_iter()
            .partition(|part| part.kind() == "switch_label");
        labels.extend(own);
        if !body.is_empty() {
            case(l, &std::mem::take(&mut labels), &body, field);
        }
    }
    if !labels.is_empty() {
        case(l, &labels, &[], field);
    }
}

fn case<'t>(l: &mut Lowering<'t>, labels: &[Raw<'t>], body: &[Raw<'t>], field: Field) {
    let (Some(first), Some(last)) = (labels.first(), body.last().or(labels.last())) else {
        return;
    };
    let span = first.start_byte()..last.end_byte();
    l.build_over(Kind::Case, span, field, Token::NONE, |l| {
        for label in labels {
            l.visit_children(*label, Field::Label);
        }
        if let [only] = body
            && only.kind() == "block"
        {
            return l.visit_block(*only, Field::Body);
        }
        let start = body
            .first()
            .map_or(last.end_byte(), |first| first.start_byte());
        let span = start..last.end_byte();
        l.build_over(Kind::Block, span, Field::Body, Token::NONE, |l| {
            for part in body {
                l.visit(*part, Field::Item);
            }
        });
    });
}

fn caught<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    if let Some(types) = part(raw, "catch_type") {
        l.visit_children(types, Field::Type);
    }
    l.visit_field(raw, "name", Field::Name);
}

fn finally<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    l.build(Kind::Finally, raw, Field::Finally, Token::NONE, |l| {
        for body in parts(raw) {
            l.visit_block(body, Field::Body);
        }
    });
}

fn labeled<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Labeled, raw, field, Token::NONE, |l| {
        for (part, field) in parts(raw).into_iter().zip([Field::Label, Field::Body]) {
            l.visit(part, field);
        }
    });
}

/// The last name of the path is what is imported, the rest is where from.
fn import<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_all = part(raw, "asterisk").is_some();
    let token = if is_all { Token::of("*") } else { Token::NONE };
    l.build(Kind::Import, raw, field, token, |l| {
        if let Some(word) = part(raw, "static") {
            l.word(Kind::Modifier, word, Field::Modifier);
        }
        let Some(path) = parts(raw).first().copied() else {
            return;
        };
        if is_all {
            return l.visit(path, Field::Module);
        }
        if path.kind() == "identifier" || l.placeholder(path).is_some() {
            return l.visit(path, Field::Name);
        }
        l.visit_field(path, "scope", Field::Module);
        l.visit_field(path, "name", Field::Name);
    });
}

fn parameter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Param, raw, field, Token::NONE, |l| {
        if let Some(modifiers) = part(raw, "modifiers") {
            l.visit(modifiers, Field::Modifier);
        }
        typed(l, raw, raw);
        l.visit_field(raw, "name", Field::Name);
    });
}

fn rest_parameter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Param, raw, field, Token::of("..."), |l| {
        for part in parts(raw) {
            match part.kind() {
                "modifiers" => l.visit(part, Field::Modifier),
                "variable_declarator" => {
                    l.visit_field(part, "name", Field::Name);
                }
                _ => l.visit(part, Field::Type),
            }
        }
    });
}

/// `static { … }`, which is no plain block.
fn static_block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::With, raw, field, Token::of("static"), |l| {
        l.visit_children(raw, Field::Body)
    });
}

fn class<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let word = match raw.kind() {
        "interface_declaration" => "interface",
        "enum_declaration" => "enum",
        "annotation_type_declaration" => "@interface",
        "record_declaration" => "record",
        _ => "class",
    };
    l.build(Kind::Class, raw, field, Token::of(word), |l| {
        if let Some(modifiers) = part(raw, "modifiers") {
            l.visit(modifiers, Field::Modifier);
        }
        l.visit_field(raw, "name", Field::Name);
        l.visit_field(raw, "type_parameters", Field::TypeParam);
        l.visit_field(raw, "parameters", Field::Param);
        l.visit_field(raw, "superclass", Field::Super);
        fields(l, raw, "interfaces", Field::Implements);
        if let Some(extended) = part(raw, "extends_interfaces") {
            l.visit(extended, Field::Super);
        }
        hooks::block(l, raw, "body", Field::Body);
    });
}

fn generic<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Generic, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            if part.kind() == "type_arguments" {
                l.visit(part, Field::TypeArg);
            } else {
                l.visit(part, Field::Type);
            }
        }
    });
}

/// `T extends A & B`.
fn type_parameter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Param, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            match part.kind() {
                "type_bound" => l.visit_children(part, Field::Type),
                "annotation" | "marker_annotation" => l.visit(part, Field::Decorator),
                _ => l.visit(part, Field::Name),
            }
        }
    });
}

/// Annotations of types are not told.
fn last<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if let Some(last) = parts(raw).last() {
        l.visit(*last, field);
    }
}
