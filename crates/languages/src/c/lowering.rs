//! C and C++, whose grammar is that of C and more.
//!
//! A declaration is taken apart: each declarator becomes a definition of its own, and what the
//! declarator says of the type (pointer, array, reference) goes to the type.

use tree_sitter::Node as Raw;

use assay_syntax::hooks::{self, block, empty_block, part, parts};
use assay_syntax::{
    Dots, Field, Kind, Lowering, LoweringTable, Shape,
    Slot::{Block, To, Token as Word},
    Token, Wrapper, drop, hook, inline, leaf, node, string,
};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    operators: &[("and", "&&"), ("or", "||"), ("not", "!")],
    wrappers: &[
        Wrapper("void f() { ", " }"),
        Wrapper("void f() { ", "; }"),
        Wrapper("", ""),
        Wrapper("", ";"),
        Wrapper("", " {}"),
        Wrapper("", "\n"),
        Wrapper("class C { ", " };"),
        Wrapper("struct C { ", " };"),
        Wrapper("void f() { try {} ", " }"),
        Wrapper("void f() { ", " catch (...) {} }"),
        Wrapper("void f() { if (x) {} ", " }"),
        Wrapper("void f() { switch (x) { ", " } }"),
        Wrapper("void f(", ") {}"),
        Wrapper("void f() { sizeof(", "); }"),
        Wrapper("", " x;"),
    ],
    dots: &[
        Dots("@;", "{|;|}|)|else|:"),
        Dots("@", ""),
        Dots("@ @;", "{|;|}"),
        Dots("@;;", "for (|for("),
        Dots("case @:", "{|;|}"),
    ],
    types: Some(Wrapper("", " x;")),
    ..LoweringTable::PLAIN
};

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    leaf("identifier", Kind::Name),
    leaf("type_identifier", Kind::Name),
    leaf("field_identifier", Kind::Name),
    leaf("namespace_identifier", Kind::Name),
    leaf("statement_identifier", Kind::Name),
    leaf("primitive_type", Kind::Name),
    leaf("sized_type_specifier", Kind::Name),
    leaf("auto", Kind::Name),
    leaf("destructor_name", Kind::Name),
    leaf("operator_name", Kind::Name),
    inline("placeholder_type_specifier"),
    inline("dependent_type"),
    leaf("this", Kind::Special),
    hook("number_literal", hooks::number),
    leaf("true", Kind::Bool),
    leaf("false", Kind::Bool),
    leaf("null", Kind::Null),
    leaf("char_literal", Kind::Char),
    leaf("storage_class_specifier", Kind::Modifier),
    leaf("type_qualifier", Kind::Modifier),
    leaf("virtual_specifier", Kind::Modifier),
    leaf("explicit_function_specifier", Kind::Modifier),
    drop("access_specifier"),
    drop("attribute_specifier"),
    drop("attribute_declaration"),
    drop("ms_call_modifier"),
    drop("ms_declspec_modifier"),
    string("string_literal", &[]),
    hook("raw_string_literal", raw_string),
    node("concatenated_string", Kind::Str, &[]),

    inline("parenthesized_expression"),
    inline("condition_clause"),
    inline("argument_list"),
    inline("subscript_argument_list"),
    node("call_expression", Kind::Call, &[("function", To(Field::Callee)), ("arguments", To(Field::Arg))]),
    hook("field_expression", member),
    node("subscript_expression", Kind::Index, &[("argument", To(Field::Object)), ("index", To(Field::Index)), ("indices", To(Field::Index))]),
    node("binary_expression", Kind::Binary, &[("left", To(Field::Left)), ("right", To(Field::Right)), ("operator", Word)]),
    node("unary_expression", Kind::Unary, &[("argument", To(Field::Value)), ("operator", Word)]),
    hook("pointer_expression", pointer),
    hook("update_expression", hooks::update),
    hook("assignment_expression", hooks::assignment),
    node("conditional_expression", Kind::Conditional, &[("condition", To(Field::Cond)), ("consequence", To(Field::Then)), ("alternative", To(Field::Else))]),
    node("comma_expression", Kind::Sequence, &[]),
    node("cast_expression", Kind::Cast, &[("type", To(Field::Type)), ("value", To(Field::Value))]),
    hook("sizeof_expression", size_of),
    hook("compound_literal_expression", compound),
    hook("new_expression", created),
    inline("new_declarator"),
    hook("delete_expression", delete),
    node("initializer_list", Kind::List, &[]),
    hook("initializer_pair", designated),
    inline("field_designator"),
    inline("subscript_designator"),
    hook("lambda_expression", lambda),
    node("co_await_expression", Kind::Await, &[("argument", To(Field::Value))]),
    node("parameter_pack_expansion", Kind::Spread, &[("", To(Field::Value))]),
    inline("extension_expression"),

    node("compound_statement", Kind::Block, &[]),
    node("declaration_list", Kind::Block, &[]),
    hook("expression_statement", expression_statement),
    hook("declaration", declaration),
    hook("field_declaration", declaration),
    inline("init_statement"),
    node("if_statement", Kind::If, &[("condition", To(Field::Cond)), ("consequence", Block(Field::Then)), ("alternative", Block(Field::Else))]),
    inline("else_clause"),
    node("while_statement", Kind::While, &[("condition", To(Field::Cond)), ("body", Block(Field::Body))]),
    node("do_statement", Kind::DoWhile, &[("condition", To(Field::Cond)), ("body", Block(Field::Body))]),
    node("for_statement", Kind::For, &[("initializer", To(Field::Init)), ("condition", To(Field::Cond)), ("update", To(Field::Step)), ("body", Block(Field::Body))]),
    hook("for_range_loop", range_loop),
    hook("switch_statement", switch),
    node("labeled_statement", Kind::Labeled, &[("label", To(Field::Label)), ("", To(Field::Body))]),
    node("goto_statement", Kind::Goto, &[("label", To(Field::Label))]),
    node("return_statement", Kind::Return, &[("", To(Field::Value))]),
    node("co_return_statement", Kind::Return, &[("", To(Field::Value))]),
    node("co_yield_statement", Kind::Yield, &[("", To(Field::Value))]),
    node("break_statement", Kind::Break, &[]),
    node("continue_statement", Kind::Continue, &[]),
    node("throw_statement", Kind::Throw, &[("", To(Field::Value))]),
    node("try_statement", Kind::Try, &[("body", Block(Field::Body)), ("", To(Field::Handler))]),
    hook("catch_clause", caught),
    node("static_assert_declaration", Kind::Assert, &[("condition", To(Field::Arg)), ("message", To(Field::Arg))]),

    hook("preproc_include", include),
    hook("preproc_ifdef", preprocessed),
    hook("preproc_if", preprocessed),
    hook("preproc_else", preprocessed),
    hook("preproc_elif", preprocessed),
    hook("preproc_elifdef", preprocessed),
    hook("linkage_specification", linkage),
    node("namespace_definition", Kind::Namespace, &[("name", To(Field::Name)), ("body", Block(Field::Body))]),
    hook("nested_namespace_specifier", hooks::path),
    hook("using_declaration", using),
    node("namespace_alias_definition", Kind::Import, &[("name", To(Field::Alias)), ("", To(Field::Module))]),

    hook("function_definition", function),
    inline("parameter_list"),
    hook("parameter_declaration", parameter),
    hook("optional_parameter_declaration", parameter),
    hook("variadic_parameter_declaration", parameter),
    hook("variadic_parameter", rest),
    hook("type_parameter_declaration", type_parameter),
    hook("variadic_type_parameter_declaration", type_parameter),
    inline("template_parameter_list"),
    hook("template_declaration", template),
    hook("class_specifier", class),
    hook("struct_specifier", class),
    hook("union_specifier", class),
    hook("enum_specifier", class),
    inline("base_class_clause"),
    node("field_declaration_list", Kind::Block, &[]),
    node("enumerator_list", Kind::Block, &[]),
    node("enumerator", Kind::VarDef, &[("name", To(Field::Left)), ("value", To(Field::Right))]),
    hook("type_definition", type_definition),
    node("alias_declaration", Kind::TypeDef, &[("name", To(Field::Name)), ("type", To(Field::Type))]),

    hook("type_descriptor", type_descriptor),
    node("template_type", Kind::Generic, &[("name", To(Field::Type)), ("arguments", To(Field::TypeArg))]),
    hook("template_function", template_call),
    hook("template_method", template_call),
    inline("template_argument_list"),
    inline("dependent_name"),
    hook("qualified_identifier", qualified),
    node("structured_binding_declarator", Kind::Tuple, &[]),
];

/// `R"x(…)x"`: the text between the brackets.
fn raw_string<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    match part(raw, "raw_string_content") {
        Some(content) => l.string_of(raw, field, Token::NONE, content.byte_range(), &[]),
        None => l.string_of(raw, field, Token::NONE, raw.end_byte()..raw.end_byte(), &[]),
    }
}

/// `a->b` is `(*a).b`.
fn member<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_arrow = part(raw, "->").is_some();
    let Some(object) = raw.child_by_field_name("argument") else {
        return l.visit_children(raw, field);
    };
    l.build(Kind::Member, raw, field, Token::NONE, |l| {
        if is_arrow {
            l.build(Kind::Deref, object, Field::Object, Token::NONE, |l| {
                l.visit(object, Field::Value)
            });
        } else {
            l.visit(object, Field::Object);
        }
        l.visit_field(raw, "field", Field::Name);
    });
}

fn pointer<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let (kind, token) = if part(raw, "&").is_some() {
        (Kind::Ref, Token::of("&"))
    } else {
        (Kind::Deref, Token::NONE)
    };
    l.build(kind, raw, field, token, |l| {
        l.visit_field(raw, "argument", Field::Value);
    });
}

fn size_of<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Call, raw, field, Token::NONE, |l| {
        if let Some(word) = raw.child(0) {
            l.word(Kind::Special, word, Field::Callee);
        }
        l.visit_children(raw, Field::Arg);
    });
}

/// `.x = 1` in an initializer.
fn designated<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Pair, raw, field, Token::NONE, |l| {
        hooks::fields(l, raw, "designator", Field::Key);
        l.visit_field(raw, "value", Field::Value);
    });
}

fn lambda<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Lambda, raw, field, Token::NONE, |l| {
        if let Some(declarator) = raw.child_by_field_name("declarator") {
            l.visit_field(declarator, "parameters", Field::Param);
            if let Some(result) = part(declarator, "trailing_return_type") {
                l.visit_children(result, Field::Result);
            }
        }
        block(l, raw, "body", Field::Body);
    });
}

/// A lone semicolon is no statement.
fn expression_statement<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if !parts(raw).is_empty() {
        l.build(Kind::ExprStmt, raw, field, Token::NONE, |l| {
            l.visit_children(raw, Field::Value)
        });
    }
}

/// The words before a declaration's type.
fn qualifiers<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    for part in parts(raw) {
        let kind = part.kind();
        if matches!(
            kind,
            "type_qualifier"
                | "storage_class_specifier"
                | "virtual_specifier"
                | "explicit_function_specifier"
        ) {
            l.visit(part, Field::Modifier);
        }
    }
}

/// The type of what a declarator names: the declared one inside the pointers and arrays around the name.
fn declared_type<'t>(
    l: &mut Lowering<'t>,
    raw: Raw<'t>,
    declarator: Option<Raw<'t>>,
    field: Field,
) {
    let mark = l.mark();
    if let Some(of) = raw.child_by_field_name("type") {
        l.visit(of, field);
    }
    let mut at = declarator;
    while let Some(declarator) = at {
        if l.placeholder(declarator).is_some() {
            break;
        }
        let (kind, token) = match declarator.kind() {
            kind if kind.contains("pointer_") => (Some(Kind::PointerType), Token::NONE),
            kind if kind.contains("reference_") => (Some(Kind::PointerType), Token::of("&")),
            kind if kind.contains("array_") => (Some(Kind::ArrayType), Token::NONE),
            _ => (None, Token::NONE),
        };
        if let Some(kind) = kind
            && let [inner] = *l.pending(mark)
        {
            l.relabel(inner, Field::Type);
            l.visit_field(declarator, "size", Field::Index);
            let start = raw.child_by_field_name("type").unwrap_or(raw).start_byte();
            let end = declarator
                .child(0)
                .map_or(declarator.end_byte(), |sign| sign.end_byte());
            l.close(kind, start..end, field, token, mark);
        }
        at = inner_declarator(declarator);
    }
}

fn inner_declarator<'t>(declarator: Raw<'t>) -> Option<Raw<'t>> {
    declarator.child_by_field_name("declarator").or_else(|| {
        let kind = declarator.kind();
        let wraps =
            kind.ends_with("reference_declarator") || kind.ends_with("parenthesized_declarator");
        parts(declarator)
            .last()
            .copied()
            .filter(|_| wraps || kind == "attributed_declarator" || kind == "variadic_declarator")
    })
}

/// The name inside a declarator.
fn declared_name<'t>(declarator: Raw<'t>) -> Raw<'t> {
    let mut at = declarator;
    while let Some(inner) = inner_declarator(at) {
        at = inner;
    }
    at
}

/// The function declarator inside, if it declares a function rather than a pointer to one.
fn function_declarator<'t>(declarator: Raw<'t>) -> Option<Raw<'t>> {
    let mut at = Some(declarator);
    while let Some(declarator) = at {
        if declarator.kind() == "function_declarator" {
            let inner = declarator.child_by_field_name("declarator");
            return inner
                .is_none_or(|inner| inner.kind() != "parenthesized_declarator")
                .then_some(declarator);
        }
        at = inner_declarator(declarator);
    }
    None
}

/// `delete x`, told apart from `delete[] x`.
fn delete<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let text = l.text(raw).trim_start_matches("::");
    let is_array = text["delete".len()..].trim_start().starts_with('[');
    let token = if is_array {
        Token::of("[]")
    } else {
        Token::NONE
    };
    l.build(Kind::Delete, raw, field, token, |l| {
        l.visit_children(raw, Field::Value)
    });
}

/// `T{1}`, told apart from `new T`.
fn compound<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::New, raw, field, Token::of("{}"), |l| {
        l.visit_field(raw, "type", Field::Type);
        arguments(l, raw, "value");
    });
}

/// `new T(a)` and `new T{a}`; what it is to be placed in comes first.
fn created<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::New, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "placement", Field::Resource);
        l.visit_field(raw, "type", Field::Type);
        l.visit_field(raw, "declarator", Field::Arg);
        arguments(l, raw, "arguments");
    });
}

/// What is in the round or curly brackets behind a type.
fn arguments<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, name: &str) {
    match raw.child_by_field_name(name) {
        Some(all) if all.kind() == "initializer_list" => l.visit_children(all, Field::Arg),
        Some(all) => l.visit(all, Field::Arg),
        None => {}
    }
}

/// `int a = 1, *b`: one node for each name.
fn declaration<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mut cursor = raw.walk();
    let declarators: Vec<Raw<'t>> = raw
        .children_by_field_name("declarator", &mut cursor)
        .filter(Raw::is_named)
        .collect();
    let of = raw.child_by_field_name("type");
    if let Some(of) = of.filter(|of| of.child_by_field_name("body").is_some()) {
        l.visit(of, field);
    }
    let is_one = declarators.len() == 1;
    for (place, declarator) in declarators.into_iter().enumerate() {
        let span = match (is_one, place) {
            (true, _) => raw.byte_range(),
            (_, 0) => raw.start_byte()..declarator.end_byte(),
            _ => declarator.byte_range(),
        };
        let inner = inner_declarator(declarator).filter(|_| declarator.kind() == "init_declarator");
        if let Some(function) = function_declarator(inner.unwrap_or(declarator)) {
            l.build_over(Kind::Function, span, field, Token::NONE, |l| {
                signature(l, raw, declarator, function)
            });
            continue;
        }
        l.build_over(Kind::VarDef, span, field, Token::NONE, |l| {
            qualifiers(l, raw);
            declared_type(l, raw, Some(inner.unwrap_or(declarator)), Field::Type);
            l.visit(declared_name(declarator), Field::Left);
            let value = declarator
                .child_by_field_name("value")
                .or_else(|| raw.child_by_field_name("default_value"))
                .or_else(|| raw.child_by_field_name("value"));
            match value {
                Some(value) if value.kind() == "argument_list" => {
                    l.build(Kind::New, value, Field::Right, Token::NONE, |l| {
                        if let Some(of) = of {
                            l.visit(of, Field::Type);
                        }
                        l.visit(value, Field::Arg);
                    })
                }
                Some(value) => l.visit(value, Field::Right),
                None => {}
            }
        });
    }
}

/// Modifiers, result, name and parameters of a function.
fn signature<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, declarator: Raw<'t>, function: Raw<'t>) {
    qualifiers(l, raw);
    declared_type(l, raw, Some(declarator), Field::Result);
    if let Some(name) = function.child_by_field_name("declarator") {
        l.visit(declared_name(name), Field::Name);
    }
    l.visit_field(function, "parameters", Field::Param);
}

fn function<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Function, raw, field, Token::NONE, |l| {
        if let Some(declarator) = raw.child_by_field_name("declarator") {
            match function_declarator(declarator) {
                Some(function) => signature(l, raw, declarator, function),
                None => l.visit(declared_name(declarator), Field::Name),
            }
        }
        block(l, raw, "body", Field::Body);
    });
}

fn parameter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let declarator = raw.child_by_field_name("declarator");
    if l.text(raw) == "void" {
        return;
    }
    l.build(Kind::Param, raw, field, Token::NONE, |l| {
        qualifiers(l, raw);
        declared_type(l, raw, declarator, Field::Type);
        if let Some(name) = declarator.map(declared_name)
            && !name.kind().starts_with("abstract_")
        {
            l.visit(name, Field::Name);
        }
        l.visit_field(raw, "default_value", Field::Default);
    });
}

/// `using a::b`, and `using namespace a`, which is told by the word.
fn using<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Import, raw, field, Token::NONE, |l| {
        if let Some(word) = part(raw, "namespace") {
            l.word(Kind::Modifier, word, Field::Modifier);
        }
        l.visit_children(raw, Field::Module);
    });
}

fn rest<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Param, raw, field, Token::of("..."), |_| {});
}

fn type_parameter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Param, raw, field, Token::NONE, |l| {
        l.visit_children(raw, Field::Name)
    });
}

/// The parameters of a template belong to what it defines.
fn template<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let parts = parts(raw);
    let Some(definition) = parts.last() else {
        return;
    };
    l.extend(raw.byte_range(), *definition, field, |l| {
        l.visit_field(raw, "parameters", Field::TypeParam);
    });
}

/// A class with a body is a definition; `struct S` alone is a type.
fn class<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let word = raw.kind().trim_end_matches("_specifier");
    let Some(body) = raw.child_by_field_name("body") else {
        return l.build(Kind::Other, raw, field, Token::of(word), |l| {
            l.visit_field(raw, "name", Field::Name);
        });
    };
    if matches!(field, Field::Type | Field::Result)
        && let Some(name) = raw.child_by_field_name("name")
    {
        return l.visit(name, field);
    }
    l.build(Kind::Class, raw, field, Token::of(word), |l| {
        l.visit_field(raw, "name", Field::Name);
        if let Some(supers) = part(raw, "base_class_clause") {
            l.visit(supers, Field::Super);
        }
        l.visit_block(body, Field::Body);
    });
}

fn type_definition<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let declarator = raw.child_by_field_name("declarator");
    l.build(Kind::TypeDef, raw, field, Token::NONE, |l| {
        declared_type(l, raw, declarator, Field::Type);
        if let Some(declarator) = declarator {
            l.visit(declared_name(declarator), Field::Name);
        }
    });
}

fn type_descriptor<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    declared_type(l, raw, raw.child_by_field_name("declarator"), field);
}

/// A function that is called with type arguments is its name.
fn template_call<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.visit_field(raw, "name", field);
}

/// `a::b`; `::b` is `b`.
fn qualified<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if raw.child_by_field_name("scope").is_none() {
        return l.visit_children(raw, field);
    }
    l.build(Kind::Member, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "scope", Field::Object);
        l.visit_field(raw, "name", Field::Name);
    });
}

fn range_loop<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let declarator = raw.child_by_field_name("declarator");
    l.build(Kind::ForEach, raw, field, Token::NONE, |l| {
        qualifiers(l, raw);
        declared_type(l, raw, declarator, Field::Type);
        if let Some(declarator) = declarator {
            l.visit(declared_name(declarator), Field::Left);
        }
        l.visit_field(raw, "right", Field::Right);
        block(l, raw, "body", Field::Body);
    });
}

/// Labels without statements belong to the next case that has some.
fn switch<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Switch, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "condition", Field::Cond);
        let mut labels: Vec<Raw<'t>> = Vec::new();
        for part in raw.child_by_field_name("body").map_or(Vec::new(), parts) {
            if part.kind() != "case_statement" || l.placeholder(part).is_some() {
                l.visit(part, Field::Item);
                continue;
            }
            labels.push(part);
            let value = part.child_by_field_name("value");
            if parts(part).len() > usize::from(value.is_some()) {
                case(l, &std::mem::take(&mut labels));
            }
        }
        if !labels.is_empty() {
            case(l, &labels);
        }
    });
}

fn case<'t>(l: &mut Lowering<'t>, cases: &[Raw<'t>]) {
    let (Some(first), Some(last)) = (cases.first(), cases.last()) else {
        return;
    };
    let span = first.start_byte()..last.end_byte();
    l.build_over(Kind::Case, span, Field::Item, Token::NONE, |l| {
        for case in cases {
            l.visit_field(*case, "value", Field::Label);
        }
        let value = last.child_by_field_name("value");
        let body: Vec<Raw<'t>> = parts(*last)
            .into_iter()
            .filter(|part| Some(*part) != value)
            .collect();
        let start = body.first().map_or(last.end_byte(), Raw::start_byte);
        let span = start..last.end_byte();
        l.build_over(Kind::Block, span, Field::Body, Token::NONE, |l| {
            for part in body {
                l.visit(part, Field::Item);
            }
        });
    });
}

fn caught<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    l.build(Kind::Catch, raw, Field::Handler, Token::NONE, |l| {
        let parameters = raw
            .child_by_field_name("parameters")
            .map_or(Vec::new(), parts);
        for parameter in parameters {
            let declarator = parameter.child_by_field_name("declarator");
            if l.placeholder(parameter).is_some() {
                l.visit(parameter, Field::Param);
                continue;
            }
            declared_type(l, parameter, declarator, Field::Type);
            if let Some(declarator) = declarator {
                l.visit(declared_name(declarator), Field::Name);
            }
        }
        block(l, raw, "body", Field::Body);
    });
}

/// The path between quotes or angle brackets.
fn include<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let span = raw.start_byte()..raw.start_byte() + l.text(raw).trim_end().len();
    l.build_over(Kind::Import, span, field, Token::NONE, |l| {
        let Some(path) = raw.child_by_field_name("path") else {
            return;
        };
        if path.kind() == "system_lib_string" {
            let inside = path.start_byte() + 1..path.end_byte() - 1;
            l.string_of(path, Field::Module, Token::of("<"), inside, &[]);
        } else {
            l.visit(path, Field::Module);
        }
    });
}

/// What stands between the lines of the preprocessor takes its place, both ways.
fn preprocessed<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let head = raw
        .child_by_field_name("condition")
        .or_else(|| raw.child_by_field_name("name"));
    for part in parts(raw) {
        if Some(part) != head {
            l.visit(part, field);
        }
    }
}

/// `extern "C" { … }`: what is inside.
fn linkage<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    match raw.child_by_field_name("body") {
        Some(body) if body.kind() == "declaration_list" => l.visit_children(body, field),
        Some(body) => l.visit(body, field),
        None => empty_block(l, raw.end_byte(), field),
    }
}
