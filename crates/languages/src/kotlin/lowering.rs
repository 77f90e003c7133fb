//! Kotlin. Its grammar has hardly any field names and no expression statements.

use tree_sitter::Node as Raw;

use assay_syntax::hooks::{self, empty_block, first_word, part, parts, path_of};
use assay_syntax::{
    Dots, Field, Kind, Lowering, LoweringTable, Shape,
    Slot::{Block, To},
    Token, Wrapper, drop, hook, inline, leaf, node,
};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    wrappers: &[
        Wrapper("", ""),
        Wrapper("", " {}"),
        Wrapper("class C {\n", "\n}"),
        Wrapper("try {} ", ""),
        Wrapper("", " catch (e: E) {}"),
        Wrapper("if (x) {} ", ""),
        Wrapper("when (x) { ", " }"),
        Wrapper("", "\nclass C {}"),
        Wrapper("fun f(", ") {}"),
        Wrapper("f(", ")"),
        Wrapper("val x: ", " = 1"),
    ],
    dots: &[
        Dots("@", ""),
        Dots("@: @", "(|,"),
        // A member needs a line of its own.
        Dots("val @: @\n", "{|;|}"),
        Dots("@ in @", "for (|for("),
        Dots("@ -> @", "{|;|}"),
    ],
    types: Some(Wrapper("val x: ", " = 1")),
    in_strings: Some(Dots("${@}", "")),
    ..LoweringTable::PLAIN
};

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    hook("source_file", hooks::statements),
    inline("import_list"),
    leaf("simple_identifier", Kind::Name),
    leaf("type_identifier", Kind::Name),
    leaf("interpolated_identifier", Kind::Name),
    leaf("label", Kind::Name),
    leaf("wildcard_import", Kind::Word),
    leaf("this_expression", Kind::Special),
    leaf("super_expression", Kind::Special),
    leaf("integer_literal", Kind::Int),
    leaf("long_literal", Kind::Int),
    leaf("hex_literal", Kind::Int),
    leaf("bin_literal", Kind::Int),
    leaf("unsigned_literal", Kind::Int),
    leaf("real_literal", Kind::Float),
    leaf("boolean_literal", Kind::Bool),
    leaf("null_literal", Kind::Null),
    leaf("character_literal", Kind::Char),
    leaf("binding_pattern_kind", Kind::Modifier),
    leaf("parameter_modifier", Kind::Modifier),
    leaf("reification_modifier", Kind::Modifier),
    leaf("variance_modifier", Kind::Modifier),
    hook("string_literal", string),
    inline("parenthesized_expression"),
    inline("value_arguments"),
    hook("value_argument", argument),
    hook("call_expression", call),
    hook("navigation_expression", navigation),
    hook("directly_assignable_expression", navigation),
    inline("navigation_suffix"),
    hook("indexing_expression", navigation),
    inline("indexing_suffix"),
    hook("prefix_expression", unary),
    hook("postfix_expression", unary),
    hook("additive_expression", hooks::binary),
    hook("multiplicative_expression", hooks::binary),
    hook("comparison_expression", hooks::binary),
    hook("equality_expression", hooks::binary),
    hook("conjunction_expression", hooks::binary),
    hook("disjunction_expression", hooks::binary),
    hook("elvis_expression", hooks::binary),
    hook("range_expression", hooks::binary),
    hook("infix_expression", infix),
    hook("check_expression", check),
    hook("as_expression", cast),
    node("type_test", Kind::TypeTest, &[("", To(Field::Type))]),
    node("spread_expression", Kind::Spread, &[("", To(Field::Value))]),
    node("collection_literal", Kind::List, &[]),
    node("object_literal", Kind::New, &[("", To(Field::Type))]),
    hook("lambda_literal", lambda),
    inline("lambda_parameters"),
    inline("annotated_lambda"),
    hook("anonymous_function", function),
    hook("statements", hooks::statements),
    hook("control_structure_body", body),
    hook("assignment", assignment),
    hook("property_declaration", property),
    hook("variable_declaration", variable),
    node("multi_variable_declaration", Kind::Tuple, &[]),
    inline("property_delegate"),
    node("if_expression", Kind::If, &[("condition", To(Field::Cond)), ("consequence", Block(Field::Then)), ("alternative", Block(Field::Else))]),
    hook("when_expression", when),
    inline("when_subject"),
    hook("when_entry", when_entry),
    inline("when_condition"),
    hook("for_statement", for_loop),
    hook("while_statement", while_loop),
    hook("do_while_statement", while_loop),
    hook("try_expression", try_block),
    hook("catch_block", try_block),
    hook("finally_block", try_block),
    hook("jump_expression", jump),
    hook("import_header", import),
    node("package_header", Kind::Package, &[("", To(Field::Name))]),
    hook("identifier", hooks::path),
    hook("modifiers", hooks::modifiers),
    inline("parameter_modifiers"),
    hook("annotation", annotation),
    hook("function_declaration", function),
    hook("secondary_constructor", function),
    hook("getter", function),
    hook("setter", function),
    hook("function_body", function_body),
    hook("function_value_parameters", parameters),
    hook("parameter", parameter),
    hook("parameter_with_optional_type", parameter),
    hook("class_parameter", parameter),
    inline("primary_constructor"),
    hook("class_declaration", class),
    hook("object_declaration", class),
    hook("companion_object", class),
    inline("delegation_specifier"),
    hook("constructor_invocation", first),
    node("class_body", Kind::Block, &[]),
    node("enum_class_body", Kind::Block, &[]),
    hook("enum_entry", enum_entry),
    hook("anonymous_initializer", hooks::statement_block),
    hook("type_alias", hooks::type_alias),
    hook("user_type", hooks::user_type),
    hook("nullable_type", first),
    inline("parenthesized_type"),
    inline("receiver_type"),
    inline("type_arguments"),
    inline("type_projection"),
    inline("type_parameters"),
    hook("type_parameter", parameter),
    drop("type_constraints"),
    drop("type_modifiers"),
];

const TYPES: &[&str] = &[
    "user_type",
    "nullable_type",
    "function_type",
    "not_nullable_type",
    "parenthesized_type",
];

/// The text between the interpolations, whose signs are nodes of their own.
fn string<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let quote = if l.text(raw).starts_with("\"\"\"") {
        3
    } else {
        1
    };
    let end = raw.end_byte() - quote;
    l.build(Kind::Str, raw, field, Token::NONE, |l| {
        let mut at = raw.start_byte() + quote;
        let is_empty = parts(raw).is_empty();
        for part in parts(raw) {
            match part.kind() {
                "interpolation_expression_start" | "interpolation_identifier_start" => {
                    l.text_piece(at..part.start_byte())
                }
                "interpolated_identifier" | "interpolated_expression" => {
                    l.build(Kind::Interpolation, part, Field::Item, Token::NONE, |l| {
                        if part.kind() == "interpolated_identifier" {
                            l.visit(part, Field::Value);
                        } else {
                            l.visit_children(part, Field::Value);
                        }
                    });
                    at = part.end_byte();
                }
                "interpolation_expression_end" => at = part.end_byte(),
                _ => {}
            }
        }
        if is_empty {
            l.leaf(Kind::Text, at..end.max(at), Field::Item, Token::of(""));
        } else {
            l.text_piece(at..end.max(at));
        }
    });
}

fn argument<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let parts = parts(raw);
    match *parts {
        [name, value] if part(raw, "=").is_some() => {
            l.build(Kind::Keyword, raw, field, Token::NONE, |l| {
                l.visit(name, Field::Name);
                l.visit(value, Field::Value);
            });
        }
        [value] if part(raw, "*").is_some() => {
            l.build(Kind::Spread, raw, field, Token::of("*"), |l| {
                l.visit(value, Field::Value)
            });
        }
        _ => l.visit_children(raw, field),
    }
}

/// A lambda behind the brackets is the last argument.
fn call<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Call, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            if part.kind() != "call_suffix" {
                l.visit(part, Field::Callee);
                continue;
            }
            for part in parts(part) {
                if part.kind() != "type_arguments" {
                    l.visit(part, Field::Arg);
                }
            }
        }
    });
}

/// `a.b`, `a?.b` and `a[b]`.
fn navigation<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    chain(l, &parts(raw), field);
}

/// What is assigned to has all its suffixes beside each other: `a.b.c = d`.
fn chain<'t>(l: &mut Lowering<'t>, parts: &[Raw<'t>], field: Field) {
    let Some((suffix, before)) = parts.split_last() else {
        return;
    };
    let Some(first) = before.first() else {
        return l.visit(*suffix, field);
    };
    let (kind, part) = if suffix.kind() == "indexing_suffix" {
        (Kind::Index, Field::Index)
    } else {
        (Kind::Member, Field::Name)
    };
    let mark = l.mark();
    chain(l, before, Field::Object);
    l.visit(*suffix, part);
    let token = match l.text(*suffix).starts_with("?.") {
        true => Token::of("?."),
        false => Token::NONE,
    };
    let range = first.start_byte()..suffix.end_byte();
    l.close(kind, range, field, token, mark);
}

fn unary<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let operator = first_word(l, raw);
    if matches!(operator, "++" | "--") {
        return hooks::update(l, raw, field);
    }
    if matches!(operator, "!!" | "" | "@") || operator.ends_with('@') {
        return parts(raw)
            .last()
            .into_iter()
            .for_each(|last| l.visit(*last, field));
    }
    let token = l.operator(operator);
    l.build(Kind::Unary, raw, field, token, |l| {
        l.visit_children(raw, Field::Value)
    });
}

/// `a to b` calls `to`.
fn infix<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Call, raw, field, Token::NONE, |l| {
        for (place, part) in parts(raw).into_iter().enumerate() {
            l.visit(
                part,
                if place == 1 {
                    Field::Callee
                } else {
                    Field::Arg
                },
            );
        }
    });
}

fn check<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let operator = first_word(l, raw);
    if operator == "in" {
        return hooks::binary(l, raw, field);
    }
    if part(raw, "in").is_some() {
        return l.build(Kind::Binary, raw, field, Token::of("!in"), |l| {
            for (part, field) in parts(raw).into_iter().zip([Field::Left, Field::Right]) {
                l.visit(part, field);
            }
        });
    }
    let token = if operator == "is" {
        Token::NONE
    } else {
        Token::of(operator)
    };
    l.build(Kind::TypeTest, raw, field, token, |l| {
        for (part, field) in parts(raw).into_iter().zip([Field::Value, Field::Type]) {
            l.visit(part, field);
        }
    });
}

fn cast<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Cast, raw, field, Token::NONE, |l| {
        for (part, field) in parts(raw).into_iter().zip([Field::Value, Field::Type]) {
            l.visit(part, field);
        }
    });
}

fn lambda<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Lambda, raw, field, Token::NONE, |l| {
        if let Some(parameters) = part(raw, "lambda_parameters") {
            l.visit(parameters, Field::Param);
        }
        inner_block(l, raw, Field::Body);
    });
}

/// The statements of a node as its body; the grammar leaves them out where there are none.
fn inner_block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    match part(raw, "statements") {
        Some(body) => l.build(Kind::Block, body, field, Token::NONE, |l| {
            hooks::statements(l, body, field)
        }),
        None => empty_block(l, raw.end_byte(), field),
    }
}

/// `{ … }` or one statement.
fn body<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    match part(raw, "statements") {
        Some(body) => l.build(Kind::Block, raw, field, Token::NONE, |l| {
            hooks::statements(l, body, field)
        }),
        None => hooks::statement_block(l, raw, field),
    }
}

fn assignment<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let operator = first_word(l, raw).trim_end_matches('=');
    let (kind, token) = match operator {
        "" => (Kind::Assign, Token::NONE),
        operator => (Kind::AugAssign, l.operator(operator)),
    };
    l.build(kind, raw, field, token, |l| {
        for (part, field) in parts(raw).into_iter().zip([Field::Left, Field::Right]) {
            l.visit(part, field);
        }
    });
}

fn property<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::VarDef, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            let slot = match part.kind() {
                "modifiers" | "binding_pattern_kind" => Field::Modifier,
                "variable_declaration" | "multi_variable_declaration" => Field::Left,
                "type_parameters" => Field::TypeParam,
                "getter" | "setter" => Field::Body,
                "receiver_type" => Field::Receiver,
                "type_constraints" => continue,
                _ => Field::Right,
            };
            l.visit(part, slot);
        }
    });
}

fn variable<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if field == Field::Param {
        return parameter(l, raw, field);
    }
    for part in parts(raw) {
        if part.kind() == "simple_identifier" {
            l.visit(part, field);
        } else if field == Field::Left && TYPES.contains(&part.kind()) {
            l.visit(part, Field::Type);
        }
    }
}

fn when<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Switch, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            let is_subject = part.kind() == "when_subject";
            let declares = is_subject
                && parts(part)
                    .iter()
                    .any(|inner| inner.kind() == "variable_declaration");
            if declares {
                l.build(Kind::VarDef, part, Field::Cond, Token::NONE, |l| {
                    for inner in parts(part) {
                        let is_name = inner.kind() == "variable_declaration";
                        l.visit(inner, if is_name { Field::Left } else { Field::Right });
                    }
                });
            } else {
                l.visit(part, if is_subject { Field::Cond } else { Field::Item });
            }
        }
    });
}

fn when_entry<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Case, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            if part.kind() == "control_structure_body" {
                l.visit_block(part, Field::Body);
            } else {
                l.visit(part, Field::Label);
            }
        }
    });
}

fn for_loop<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let parts = parts(raw);
    let has_body = part(raw, "control_structure_body").is_some();
    l.build(Kind::ForEach, raw, field, Token::NONE, |l| {
        for part in &parts {
            match part.kind() {
                "annotation" => {}
                "variable_declaration" | "multi_variable_declaration" => {
                    l.visit(*part, Field::Left)
                }
                "control_structure_body" => l.visit_block(*part, Field::Body),
                _ => l.visit(*part, Field::Right),
            }
        }
        if !has_body {
            empty_block(l, raw.end_byte(), Field::Body);
        }
    });
}

fn while_loop<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let kind = if raw.kind() == "while_statement" {
        Kind::While
    } else {
        Kind::DoWhile
    };
    l.build(kind, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            if part.kind() == "control_structure_body" {
                l.visit_block(part, Field::Body);
            } else {
                l.visit(part, Field::Cond);
            }
        }
    });
}

/// `try`, `catch` and `finally` have their statements without a block around.
fn try_block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let (kind, field) = match raw.kind() {
        "catch_block" => (Kind::Catch, Field::Handler),
        "finally_block" => (Kind::Finally, Field::Finally),
        _ => (Kind::Try, field),
    };
    l.build(kind, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            match part.kind() {
                "simple_identifier" => l.visit(part, Field::Name),
                kind if TYPES.contains(&kind) => l.visit(part, Field::Type),
                _ => {}
            }
        }
        inner_block(l, raw, Field::Body);
        for part in parts(raw) {
            if matches!(part.kind(), "catch_block" | "finally_block") {
                l.visit(part, Field::Handler);
            }
        }
    });
}

fn jump<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let text = l.text(raw);
    let kind = [
        ("return", Kind::Return),
        ("throw", Kind::Throw),
        ("break", Kind::Break),
    ]
    .into_iter()
    .find(|(word, _)| text.starts_with(word))
    .map_or(Kind::Continue, |(_, kind)| kind);
    l.build(kind, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            match (part.kind(), kind) {
                ("label", Kind::Return) => {}
                ("label", _) => l.visit(part, Field::Label),
                _ => l.visit(part, Field::Value),
            }
        }
    });
}

/// The last name of the path is what is imported, the rest is where from.
fn import<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let takes_all = part(raw, "wildcard_import").is_some();
    let token = if takes_all {
        Token::of("*")
    } else {
        Token::NONE
    };
    l.build(Kind::Import, raw, field, token, |l| {
        let path = part(raw, "identifier");
        if let Some(path) = path {
            let names = parts(path);
            match names.split_last() {
                Some((name, module)) if !takes_all => {
                    path_of(l, path, Field::Module, module);
                    l.visit(*name, Field::Name);
                }
                _ => l.visit(path, Field::Module),
            }
        }
        if let Some(alias) = part(raw, "import_alias") {
            l.visit_children(alias, Field::Alias);
        }
    });
}

fn annotation<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Decorator, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            match part.kind() {
                "constructor_invocation" => {
                    for part in parts(part) {
                        let is_type = part.kind() == "user_type";
                        l.visit(part, if is_type { Field::Name } else { Field::Arg });
                    }
                }
                "use_site_target" => {}
                _ => l.visit(part, Field::Name),
            }
        }
    });
}

fn function<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let kind = if raw.kind() == "anonymous_function" {
        Kind::Lambda
    } else {
        Kind::Function
    };
    let receiver = raw.child_by_field_name("receiver");
    l.build(kind, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            match part.kind() {
                _ if Some(part) == receiver => l.visit(part, Field::Receiver),
                "modifiers" => l.visit(part, Field::Modifier),
                "type_parameters" => l.visit(part, Field::TypeParam),
                "simple_identifier" => l.visit(part, Field::Name),
                "function_value_parameters" | "parameter_with_optional_type" => {
                    l.visit(part, Field::Param)
                }
                "function_body" => l.visit(part, Field::Body),
                "statements" => inner_block(l, raw, Field::Body),
                "constructor_delegation_call" => {}
                _ => l.visit(part, Field::Result),
            }
        }
        if kind == Kind::Function && part(raw, "simple_identifier").is_none() {
            let mut cursor = raw.walk();
            let word = raw.children(&mut cursor).find(|child| !child.is_named());
            if let Some(word) = word {
                l.word(Kind::Name, word, Field::Name);
            }
        }
    });
}

/// `{ … }`, or `= value`, which is what is returned.
fn function_body<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if l.text(raw).starts_with('{') {
        return l.build(Kind::Block, raw, field, Token::NONE, |l| {
            if let Some(body) = part(raw, "statements") {
                hooks::statements(l, body, field);
            }
        });
    }
    if let Some(value) = parts(raw).first() {
        l.visit_returned(*value, field);
    }
}

/// Modifiers and default values stand beside the parameters they belong to.
fn parameters<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    let parts = parts(raw);
    for (place, part) in parts.iter().enumerate() {
        if l.placeholder(*part).is_some() {
            l.visit(*part, Field::Param);
            continue;
        }
        if part.kind() != "parameter" {
            continue;
        }
        let before = place
            .checked_sub(1)
            .map(|place| parts[place])
            .filter(|before| before.kind() == "parameter_modifiers");
        let default = parts
            .get(place + 1)
            .filter(|next| !matches!(next.kind(), "parameter" | "parameter_modifiers"));
        let is_many = before.is_some_and(|before| l.text(before).contains("vararg"));
        let token = if is_many {
            Token::of("...")
        } else {
            Token::NONE
        };
        let start = before.unwrap_or(*part).start_byte();
        let end = default.unwrap_or(part).end_byte();
        l.build_over(Kind::Param, start..end, Field::Param, token, |l| {
            if let Some(before) = before.filter(|_| !is_many) {
                l.visit(before, Field::Modifier);
            }
            named(l, *part);
            if let Some(default) = default {
                l.visit(*default, Field::Default);
            }
        });
    }
}

fn parameter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Param, raw, field, Token::NONE, |l| named(l, raw));
}

/// The name, type, modifiers and default value that stand in a parameter.
fn named<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    for part in parts(raw) {
        let slot = match part.kind() {
            "simple_identifier" if is_first_name(raw, part) => Field::Name,
            "type_identifier" => Field::Name,
            "modifiers"
            | "binding_pattern_kind"
            | "parameter_modifiers"
            | "type_parameter_modifiers" => Field::Modifier,
            kind if TYPES.contains(&kind) => Field::Type,
            _ => Field::Default,
        };
        l.visit(part, slot);
    }
}

fn is_first_name(raw: Raw<'_>, name: Raw<'_>) -> bool {
    part(raw, "simple_identifier") == Some(name)
}

fn class<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mut word = "class";
    let mut cursor = raw.walk();
    for child in raw.children(&mut cursor).filter(|child| !child.is_named()) {
        match child.kind() {
            "interface" => word = "interface",
            "enum" => word = "enum",
            "object" => word = "object",
            _ => {}
        }
    }
    l.build(Kind::Class, raw, field, Token::of(word), |l| {
        for part in parts(raw) {
            match part.kind() {
                "modifiers" => l.visit(part, Field::Modifier),
                "type_identifier" => l.visit(part, Field::Name),
                "type_parameters" => l.visit(part, Field::TypeParam),
                "primary_constructor" => {
                    for part in parts(part) {
                        if part.kind() != "modifiers" {
                            l.visit(part, Field::Param);
                        }
                    }
                }
                "delegation_specifier" => l.visit(part, Field::Implements),
                "class_body" | "enum_class_body" => l.visit_block(part, Field::Body),
                _ => {}
            }
        }
    });
}

fn enum_entry<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::VarDef, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            match part.kind() {
                "simple_identifier" => l.visit(part, Field::Left),
                "value_arguments" => l.visit(part, Field::Arg),
                "class_body" => l.visit_block(part, Field::Body),
                _ => l.visit(part, Field::Modifier),
            }
        }
    });
}

/// Only the type, without its question mark or the arguments for its constructor.
fn first<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if let Some(first) = parts(raw).first() {
        l.visit(*first, field);
    }
}
