//! C#.

use tree_sitter::Node as Raw;

use assay_syntax::hooks::{self, block, part, parts};
use assay_syntax::{
    Dots, Field, Kind, Lowering, LoweringTable, Shape,
    Slot::{self, Block, Returned, Skip, To, Token as Word},
    Token, Wrapper, drop, hook, inline, leaf, node, string,
};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    modifiers: &["await"],
    operators: &[("and", "&&"), ("or", "||"), ("not", "!")],
    wrappers: &[
        Wrapper("", ""),
        Wrapper("", ";"),
        Wrapper("class C { ", " }"),
        Wrapper("(", ").x();"),
        Wrapper("", " {}"),
        Wrapper("class C { ", " {} }"),
        Wrapper("class C { ", "; }"),
        Wrapper("x = ", ";"),
        Wrapper("", " class C {}"),
        Wrapper("class C { void f() { ", " } }"),
        Wrapper("try {} ", ""),
        Wrapper("", " catch {}"),
        Wrapper("if (x) {} ", ""),
        Wrapper("switch (x) { ", " }"),
        Wrapper("void f(", ") {}"),
        Wrapper("f(", ");"),
        Wrapper("", " x;"),
    ],
    dots: &[
        Dots("@();", "{|;|}|)|else|:"),
        Dots("@", ""),
        Dots("@ @;", "{|;|}"),
        Dots("@ @", "(|,"),
        Dots("@;;", "for (|for("),
        Dots("case @:", "{|;|}"),
    ],
    metavars: &[Dots("@", ""), Dots("@()", "{|;|}|)|else|:")],
    types: Some(Wrapper("class C { ", " x; }")),
    ..LoweringTable::PLAIN
};

const FUNCTION: &[(&str, Slot)] = &[
    ("returns", To(Field::Result)),
    ("type", To(Field::Result)),
    ("name", To(Field::Name)),
    ("type_parameters", To(Field::TypeParam)),
    ("parameters", To(Field::Param)),
    ("body", Returned(Field::Body)),
    ("", To(Field::Modifier)),
];

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    leaf("identifier", Kind::Name),
    leaf("predefined_type", Kind::Name),
    leaf("discard", Kind::Name),
    leaf("this", Kind::Special),
    leaf("base", Kind::Special),
    leaf("integer_literal", Kind::Int),
    leaf("real_literal", Kind::Float),
    leaf("boolean_literal", Kind::Bool),
    leaf("null_literal", Kind::Null),
    leaf("character_literal", Kind::Char),
    leaf("modifier", Kind::Modifier),
    string("string_literal", &[]),
    string("verbatim_string_literal", &[]),
    string("raw_string_literal", &[]),
    string("interpolated_string_expression", &["interpolation"]),
    drop("interpolation_brace"),
    drop("interpolation_format_clause"),
    drop("interpolation_alignment_clause"),

    inline("parenthesized_expression"),
    inline("argument_list"),
    inline("bracketed_argument_list"),
    hook("argument", argument),
    hook("attribute_argument", argument),
    node("invocation_expression", Kind::Call, &[("function", To(Field::Callee)), ("arguments", To(Field::Arg))]),
    node("object_creation_expression", Kind::New, &[("type", To(Field::Type)), ("arguments", To(Field::Arg)), ("initializer", To(Field::Arg))]),
    node("implicit_object_creation_expression", Kind::New, &[("", To(Field::Arg))]),
    node("array_creation_expression", Kind::New, &[("type", To(Field::Type)), ("", To(Field::Arg))]),
    inline("implicit_array_creation_expression"),
    node("anonymous_object_creation_expression", Kind::Record, &[]),
    node("initializer_expression", Kind::List, &[]),
    node("collection_expression", Kind::List, &[]),
    inline("collection_element"),
    inline("expression_element"),
    node("spread_element", Kind::Spread, &[("", To(Field::Value))]),
    node("member_access_expression", Kind::Member, &[("expression", To(Field::Object)), ("name", To(Field::Name))]),
    hook("conditional_access_expression", conditional_access),
    hook("member_binding_expression", bound),
    hook("element_binding_expression", bound),
    node("element_access_expression", Kind::Index, &[("expression", To(Field::Object)), ("subscript", To(Field::Index))]),
    node("binary_expression", Kind::Binary, &[("left", To(Field::Left)), ("right", To(Field::Right)), ("operator", Word)]),
    hook("prefix_unary_expression", unary),
    hook("postfix_unary_expression", unary),
    hook("assignment_expression", hooks::assignment),
    node("conditional_expression", Kind::Conditional, &[("condition", To(Field::Cond)), ("consequence", To(Field::Then)), ("alternative", To(Field::Else))]),
    node("cast_expression", Kind::Cast, &[("type", To(Field::Type)), ("value", To(Field::Value))]),
    node("as_expression", Kind::Cast, &[("left", To(Field::Value)), ("right", To(Field::Type))]),
    node("is_expression", Kind::TypeTest, &[("left", To(Field::Value)), ("right", To(Field::Type))]),
    node("is_pattern_expression", Kind::TypeTest, &[("expression", To(Field::Value)), ("pattern", To(Field::Type))]),
    hook("declaration_pattern", declaration_pattern),
    inline("constant_pattern"),
    inline("type_pattern"),
    inline("parenthesized_pattern"),
    node("or_pattern", Kind::Binary, &[("left", To(Field::Left)), ("right", To(Field::Right)), ("operator", Word)]),
    node("and_pattern", Kind::Binary, &[("left", To(Field::Left)), ("right", To(Field::Right)), ("operator", Word)]),
    node("await_expression", Kind::Await, &[("", To(Field::Value))]),
    node("throw_expression", Kind::Throw, &[("", To(Field::Value))]),
    node("tuple_expression", Kind::Tuple, &[]),
    node("tuple_pattern", Kind::Tuple, &[]),
    node("ref_expression", Kind::Ref, &[("", To(Field::Value))]),
    inline("checked_expression"),
    node("declaration_expression", Kind::VarDef, &[("type", To(Field::Type)), ("name", To(Field::Left))]),
    node("lambda_expression", Kind::Lambda, &[("type", To(Field::Result)), ("parameters", To(Field::Param)), ("body", Returned(Field::Body)), ("", To(Field::Modifier))]),
    node("anonymous_method_expression", Kind::Lambda, &[("parameters", To(Field::Param)), ("", Block(Field::Body))]),

    inline("global_statement"),
    node("block", Kind::Block, &[]),
    drop("empty_statement"),
    drop("preproc_region"),
    drop("preproc_endregion"),
    drop("preproc_nullable"),
    drop("preproc_pragma"),
    drop("preproc_define"),
    drop("preproc_undef"),
    node("expression_statement", Kind::ExprStmt, &[("", To(Field::Value))]),
    hook("local_declaration_statement", variables),
    hook("field_declaration", variables),
    hook("event_field_declaration", variables),
    hook("variable_declaration", bare_variables),
    drop("implicit_type"),
    node("if_statement", Kind::If, &[("condition", To(Field::Cond)), ("consequence", Block(Field::Then)), ("alternative", Block(Field::Else))]),
    node("while_statement", Kind::While, &[("condition", To(Field::Cond)), ("body", Block(Field::Body))]),
    node("do_statement", Kind::DoWhile, &[("condition", To(Field::Cond)), ("body", Block(Field::Body))]),
    node("for_statement", Kind::For, &[("initializer", To(Field::Init)), ("condition", To(Field::Cond)), ("update", To(Field::Step)), ("body", Block(Field::Body))]),
    node("foreach_statement", Kind::ForEach, &[("type", To(Field::Type)), ("left", To(Field::Left)), ("right", To(Field::Right)), ("body", Block(Field::Body))]),
    node("switch_statement", Kind::Switch, &[("value", To(Field::Cond)), ("body", To(Field::Item))]),
    inline("switch_body"),
    hook("switch_section", case),
    hook("switch_expression", switch),
    hook("switch_expression_arm", case),
    inline("when_clause"),
    node("try_statement", Kind::Try, &[("body", Block(Field::Body)), ("", To(Field::Handler))]),
    hook("catch_clause", caught),
    hook("finally_clause", finally),
    hook("using_statement", with),
    hook("lock_statement", with),
    hook("fixed_statement", with),
    inline("unsafe_statement"),
    inline("checked_statement"),
    node("return_statement", Kind::Return, &[("", To(Field::Value))]),
    node("throw_statement", Kind::Throw, &[("", To(Field::Value))]),
    node("yield_statement", Kind::Yield, &[("", To(Field::Value))]),
    node("break_statement", Kind::Break, &[]),
    node("continue_statement", Kind::Continue, &[]),
    node("goto_statement", Kind::Goto, &[("", To(Field::Label))]),
    hook("using_directive", import),
    node("namespace_declaration", Kind::Namespace, &[("name", To(Field::Name)), ("body", Block(Field::Body))]),
    node("file_scoped_namespace_declaration", Kind::Package, &[("name", To(Field::Name))]),

    inline("attribute_list"),
    drop("attribute_target_specifier"),
    node("attribute", Kind::Decorator, &[("name", To(Field::Name)), ("", To(Field::Arg))]),
    inline("attribute_argument_list"),
    node("method_declaration", Kind::Function, FUNCTION),
    node("local_function_statement", Kind::Function, FUNCTION),
    node("constructor_declaration", Kind::Function, FUNCTION),
    node("destructor_declaration", Kind::Function, FUNCTION),
    node("operator_declaration", Kind::Function, FUNCTION),
    node("conversion_operator_declaration", Kind::Function, FUNCTION),
    drop("type_parameter_constraints_clause"),
    drop("explicit_interface_specifier"),
    drop("constructor_initializer"),
    inline("arrow_expression_clause"),
    hook("parameter_list", parameters),
    hook("bracketed_parameter_list", parameters),
    hook("parameter", parameter),
    hook("implicit_parameter", bare_parameter),
    hook("class_declaration", class),
    hook("struct_declaration", class),
    hook("record_declaration", class),
    hook("interface_declaration", class),
    hook("enum_declaration", class),
    inline("base_list"),
    node("declaration_list", Kind::Block, &[]),
    node("enum_member_declaration_list", Kind::Block, &[]),
    node("enum_member_declaration", Kind::VarDef, &[("name", To(Field::Left)), ("value", To(Field::Right)), ("", To(Field::Modifier))]),
    hook("property_declaration", property),
    hook("indexer_declaration", property),
    hook("event_declaration", property),
    node("accessor_list", Kind::Block, &[]),
    node("accessor_declaration", Kind::Function, &[("name", To(Field::Name)), ("body", Returned(Field::Body)), ("", To(Field::Modifier))]),

    inline("type_parameter_list"),
    node("type_parameter", Kind::Param, &[("name", To(Field::Name)), ("", To(Field::Decorator))]),
    hook("generic_name", generic),
    inline("type_argument_list"),
    node("qualified_name", Kind::Member, &[("qualifier", To(Field::Object)), ("name", To(Field::Name))]),
    node("alias_qualified_name", Kind::Member, &[("alias", To(Field::Object)), ("name", To(Field::Name))]),
    node("array_type", Kind::ArrayType, &[("type", To(Field::Type)), ("rank", Skip)]),
    node("pointer_type", Kind::PointerType, &[("type", To(Field::Type))]),
    inline("nullable_type"),
    inline("ref_type"),
    inline("scoped_type"),
];

fn argument<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let Some(name) = raw.child_by_field_name("name") else {
        return l.visit_children(raw, field);
    };
    l.build(Kind::Keyword, raw, field, Token::NONE, |l| {
        l.visit(name, Field::Name);
        for value in parts(raw).into_iter().filter(|part| *part != name) {
            l.visit(value, Field::Value);
        }
    });
}

/// `a?.b.c`: what is behind the question mark holds the place of its object (see [`bound`]).
fn conditional_access<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let condition = raw.child_by_field_name("condition");
    for part in parts(raw) {
        if Some(part) != condition {
            l.visit(part, field);
        }
    }
}

/// `.b` or `[b]` behind a question mark; its object is the condition of the access around it.
fn bound<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mut around = raw.parent();
    while let Some(at) = around.filter(|at| at.kind() != "conditional_access_expression") {
        around = at.parent();
    }
    let object = around.and_then(|at| at.child_by_field_name("condition"));
    let start = object.map_or(raw.start_byte(), |object| object.start_byte());
    let is_member = raw.kind().starts_with("member");
    let (kind, part) = if is_member {
        (Kind::Member, Field::Name)
    } else {
        (Kind::Index, Field::Index)
    };
    l.build_over(kind, start..raw.end_byte(), field, Token::NONE, |l| {
        if let Some(object) = object {
            let sign = Token::of("?");
            l.build(Kind::Unary, object, Field::Object, sign, |l| {
                l.visit(object, Field::Value)
            });
        }
        l.visit_children(raw, part);
    });
}

fn unary<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let operator = match parts(raw).first() {
        Some(operand) if operand.start_byte() == raw.start_byte() => {
            &l.text(raw)[operand.end_byte() - raw.start_byte()..]
        }
        Some(operand) => &l.text(raw)[..operand.start_byte() - raw.start_byte()],
        None => "",
    };
    let operator = operator.trim();
    let kind = match operator {
        "++" | "--" => return hooks::update(l, raw, field),
        "!" if l.text(raw).ends_with('!') => return l.visit_children(raw, field),
        "*" => Kind::Deref,
        "&" => Kind::Ref,
        _ => Kind::Unary,
    };
    let token = l.operator(operator);
    l.build(kind, raw, field, token, |l| {
        l.visit_children(raw, Field::Value)
    });
}

/// `x is string s`.
fn declaration_pattern<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if field == Field::Type {
        l.visit_field(raw, "type", Field::Type);
        l.visit_field(raw, "name", Field::Name);
        return;
    }
    l.build(Kind::VarDef, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "type", Field::Type);
        l.visit_field(raw, "name", Field::Left);
    });
}

/// `int a = 1, b`: one node for each name, each with the modifiers and the type.
fn variables<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if let Some(declaration) = part(raw, "variable_declaration") {
        declared(l, raw, declaration, field);
    }
}

fn bare_variables<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    declared(l, raw, raw, field);
}

fn declared<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, declaration: Raw<'t>, field: Field) {
    let names: Vec<Raw<'t>> = parts(declaration)
        .into_iter()
        .filter(|part| part.kind() == "variable_declarator")
        .collect();
    let is_one = names.len() == 1;
    for (place, declarator) in names.into_iter().enumerate() {
        let span = match (is_one, place) {
            (true, _) => raw.byte_range(),
            (_, 0) => raw.start_byte()..declarator.end_byte(),
            _ => declarator.byte_range(),
        };
        l.build_over(Kind::VarDef, span, field, Token::NONE, |l| {
            for part in parts(raw) {
                if matches!(part.kind(), "modifier" | "attribute_list") {
                    l.visit(part, Field::Modifier);
                }
            }
            l.visit_field(declaration, "type", Field::Type);
            let name = declarator.child_by_field_name("name");
            for part in parts(declarator) {
                let is_left = Some(part) == name || part.kind() == "tuple_pattern";
                l.visit(part, if is_left { Field::Left } else { Field::Right });
            }
        });
    }
}

/// The labels stand before the colon or arrow, the body behind it.
fn case<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mut cursor = raw.walk();
    let is_border = |child: &Raw<'t>| matches!(child.kind(), ":" | "=>");
    let border = raw
        .children(&mut cursor)
        .filter(is_border)
        .last()
        .map_or(raw.start_byte(), |sign| sign.end_byte());
    l.build(Kind::Case, raw, field, Token::NONE, |l| {
        let (labels, body): (Vec<Raw<'t>>, Vec<Raw<'t>>) = parts(raw)
            .into_iter()
            .partition(|part| part.start_byte() < border);
        for label in labels {
            l.visit(label, Field::Label);
        }
        let span = border..raw.end_byte();
        if let [only] = *body {
            return l.visit_block(only, Field::Body);
        }
        l.build_over(Kind::Block, span, Field::Body, Token::NONE, |l| {
            for part in body {
                l.visit(part, Field::Item);
            }
        });
    });
}

fn switch<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Switch, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            let is_arm = part.kind() == "switch_expression_arm";
            l.visit(part, if is_arm { Field::Item } else { Field::Cond });
        }
    });
}

fn caught<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    l.build(Kind::Catch, raw, Field::Handler, Token::NONE, |l| {
        if let Some(declaration) = part(raw, "catch_declaration") {
            let is_dots = parts(declaration)
                .first()
                .and_then(|first| l.placeholder(*first))
                .is_some_and(|(kind, _)| kind == Kind::Ellipsis);
            l.visit_field(
                declaration,
                "type",
                if is_dots { Field::Param } else { Field::Type },
            );
            if !is_dots {
                l.visit_field(declaration, "name", Field::Name);
            }
        }
        block(l, raw, "body", Field::Body);
    });
}

fn finally<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    l.build(Kind::Finally, raw, Field::Finally, Token::NONE, |l| {
        for body in parts(raw) {
            l.visit_block(body, Field::Body);
        }
    });
}

/// The last part is the body, those before are the resources.
fn with<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let parts = parts(raw);
    let Some((body, resources)) = parts.split_last() else {
        return;
    };
    l.build(Kind::With, raw, field, Token::NONE, |l| {
        for resource in resources {
            l.visit(*resource, Field::Resource);
        }
        l.visit_block(*body, Field::Body);
    });
}

fn import<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let alias = raw.child_by_field_name("name");
    let token = match alias {
        Some(_) => Token::NONE,
        None => Token::of("*"),
    };
    l.build(Kind::Import, raw, field, token, |l| {
        for part in parts(raw) {
            let is_alias = Some(part) == alias;
            l.visit(
                part,
                if is_alias {
                    Field::Alias
                } else {
                    Field::Module
                },
            );
        }
    });
}

/// `params T[] rest` stands in the list without a node of its own.
fn parameters<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    for part in parts(raw) {
        if part.kind() == "parameter" || l.placeholder(part).is_some() {
            l.visit(part, field);
        }
    }
    let (Some(of), Some(name)) = (
        raw.child_by_field_name("type"),
        raw.child_by_field_name("name"),
    ) else {
        return;
    };
    let span = of.start_byte()..name.end_byte();
    l.build_over(Kind::Param, span, field, Token::of("..."), |l| {
        l.visit(of, Field::Type);
        l.visit(name, Field::Name);
    });
}

fn parameter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let of = raw.child_by_field_name("type");
    let name = raw.child_by_field_name("name");
    l.build(Kind::Param, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            let slot = match part.kind() {
                _ if Some(part) == of => Field::Type,
                _ if Some(part) == name => Field::Name,
                "modifier" | "attribute_list" => Field::Modifier,
                _ => Field::Default,
            };
            l.visit(part, slot);
        }
    });
}

fn bare_parameter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Param, raw, field, Token::NONE, |l| {
        l.word(Kind::Name, raw, Field::Name)
    });
}

fn class<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let word = match raw.kind() {
        "interface_declaration" => "interface",
        "enum_declaration" => "enum",
        _ => "class",
    };
    let body = raw.child_by_field_name("body");
    l.build(Kind::Class, raw, field, Token::of(word), |l| {
        for part in parts(raw) {
            match part.kind() {
                _ if Some(part) == body => l.visit_block(part, Field::Body),
                "identifier" => l.visit(part, Field::Name),
                "modifier" | "attribute_list" => l.visit(part, Field::Modifier),
                "base_list" => l.visit(part, Field::Super),
                "parameter_list" => l.visit(part, Field::Param),
                "type_parameter_list" => l.visit(part, Field::TypeParam),
                _ => {}
            }
        }
    });
}

/// A property is a field; what its accessors do is its body.
fn property<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::VarDef, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            if matches!(part.kind(), "modifier" | "attribute_list") {
                l.visit(part, Field::Modifier);
            }
        }
        l.visit_field(raw, "type", Field::Type);
        l.visit_field(raw, "name", Field::Left);
        l.visit_field(raw, "parameters", Field::Param);
        match raw.child_by_field_name("value") {
            Some(value) if value.kind() == "arrow_expression_clause" => {
                l.visit_returned(value, Field::Body)
            }
            Some(value) => l.visit(value, Field::Right),
            None => {}
        }
        if let Some(accessors) = raw.child_by_field_name("accessors") {
            l.visit_block(accessors, Field::Body);
        }
    });
}

/// Type arguments count in types; a function that is called with some is its name.
fn generic<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let parts = parts(raw);
    let (Some(name), Some(arguments)) = (parts.first(), parts.get(1)) else {
        return l.visit_children(raw, field);
    };
    if matches!(field, Field::Callee | Field::Name) {
        return l.visit(*name, field);
    }
    l.build(Kind::Generic, raw, field, Token::NONE, |l| {
        l.visit(*name, Field::Type);
        l.visit(*arguments, Field::TypeArg);
    });
}
