//! Dart. `new Foo()` and `const Foo()` are calls as `Foo()` is, and a section of a cascade is a member of what stands
//! before it.

use tree_sitter::Node as Raw;

use assay_syntax::hooks::{self, block, fields, first_word, part, parts};
use assay_syntax::{
    Dots, Field, Kind, Lowering, LoweringTable, Shape,
    Slot::{Block, Skip, To},
    Token, Wrapper, drop, hook, inline, leaf, node, string,
};

use super::{cascade, definitions};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    wrappers: &[
        Wrapper("void f() { ", " }"),
        Wrapper("void f() { ", "; }"),
        Wrapper("", ""),
        Wrapper("class C { ", " }"),
        Wrapper("class C { ", "; }"),
        Wrapper("void f() { x(", "); }"),
        Wrapper("void f() { var x = ", "; }"),
        Wrapper("void f() { x", "; }"),
        Wrapper("", " {}"),
        Wrapper("class C { ", " {} }"),
        Wrapper("", " class C {}"),
        Wrapper("void f() { try {} ", " }"),
        Wrapper("void f() { ", " catch (e) {} }"),
        Wrapper("void f() { if (x) {} ", " }"),
        Wrapper("void f() { switch (x) { ", " } }"),
        Wrapper("void f(", ") {}"),
    ],
    dots: &[
        Dots("@;", "{|;|}|)|else|:"),
        Dots("@", ""),
        Dots("@ @;", "{|;|}"),
        Dots("@: @", "(|,|{"),
        Dots("case @:", "{|;"),
        Dots("@;;", "for (|for("),
    ],
    in_strings: Some(Dots("${@}", "")),
    types: Some(Wrapper("void f() { ", " x; }")),
    ..LoweringTable::PLAIN
};

const INTERPOLATIONS: &[&str] = &["template_substitution"];

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    hook("source_file", hooks::statements),
    drop("script_tag"),
    leaf("identifier", Kind::Name),
    leaf("identifier_dollar_escaped", Kind::Name),
    leaf("type_identifier", Kind::Name),
    leaf("void_type", Kind::Name),
    leaf("decimal_integer_literal", Kind::Int),
    leaf("hex_integer_literal", Kind::Int),
    leaf("decimal_floating_point_literal", Kind::Float),
    leaf("true", Kind::Bool),
    leaf("false", Kind::Bool),
    leaf("null_literal", Kind::Null),
    hook("string_literal", adjacent_strings),
    string("string_literal_double_quotes", INTERPOLATIONS),
    string("string_literal_single_quotes", INTERPOLATIONS),
    string("string_literal_double_quotes_multiple", INTERPOLATIONS),
    string("string_literal_single_quotes_multiple", INTERPOLATIONS),
    string("raw_string_literal_double_quotes", &[]),
    string("raw_string_literal_single_quotes", &[]),
    string("raw_string_literal_double_quotes_multiple", &[]),
    string("raw_string_literal_single_quotes_multiple", &[]),
    node("list_literal", Kind::List, &[]),
    hook("set_or_map_literal", set_or_map),
    node("map_element", Kind::Pair, &[("key", To(Field::Key)), ("value", To(Field::Value))]),
    node("spread_element", Kind::Spread, &[("value", To(Field::Value))]),
    node("if_element", Kind::Conditional, &[("condition", To(Field::Cond)), ("consequence", To(Field::Then)), ("alternative", To(Field::Else))]),
    node("record_literal", Kind::Tuple, &[]),
    inline("record_field"),

    inline("parenthesized_expression"),
    hook("arguments", arguments),
    hook("annotation_arguments", arguments),
    hook("named_argument", named),
    inline("label"),
    node("call_expression", Kind::Call, &[("function", To(Field::Callee)), ("arguments", To(Field::Arg))]),
    node("instantiation_expression", Kind::Call, &[("function", To(Field::Callee)), ("type_arguments", To(Field::TypeArg))]),
    hook("new_expression", creation),
    hook("const_object_expression", creation),
    hook("constructor_invocation", creation),
    node("member_expression", Kind::Member, MEMBER),
    node("null_aware_member_expression", Kind::Member, MEMBER),
    node("index_expression", Kind::Index, MEMBER),
    node("null_aware_index_expression", Kind::Index, MEMBER),
    hook("assignable_expression", assignable),
    node("null_assertion_expression", Kind::Unary, &[("value", To(Field::Value))]),
    hook("cascade", cascade::cascade),
    hook("assignment_expression", hooks::assignment),
    node("pattern_assignment", Kind::Assign, &[("", To(Field::Left))]),
    hook("conditional_expression", conditional),
    hook("if_null_expression", binary),
    hook("logical_or_expression", binary),
    hook("logical_and_expression", binary),
    hook("equality_expression", binary),
    hook("relational_expression", binary),
    hook("bitwise_or_expression", binary),
    hook("bitwise_xor_expression", binary),
    hook("bitwise_and_expression", binary),
    hook("shift_expression", binary),
    hook("additive_expression", binary),
    hook("multiplicative_expression", binary),
    hook("type_test_expression", type_test),
    hook("type_cast_expression", cast),
    hook("unary_expression", unary),
    node("await_expression", Kind::Await, &[("", To(Field::Value))]),
    hook("postfix_expression", hooks::update),
    node("throw_expression", Kind::Throw, &[("value", To(Field::Value))]),
    hook("function_expression", definitions::lambda),
    node("switch_expression", Kind::Switch, &[("condition", To(Field::Cond)), ("", To(Field::Item))]),

    node("block", Kind::Block, &[]),
    hook("expression_statement", expression_statement),
    drop("empty_statement"),
    hook("local_variable_declaration", definitions::variables),
    hook("top_level_variable_declaration", definitions::variables),
    hook("external_variable_declaration", definitions::variables),
    hook("initialized_variable_declaration", definitions::variables),
    node("if_statement", Kind::If, &[("condition", To(Field::Cond)), ("consequence", Block(Field::Then)), ("alternative", Block(Field::Else))]),
    hook("for_statement", repeated),
    node("while_statement", Kind::While, &[("condition", To(Field::Cond)), ("body", Block(Field::Body))]),
    node("do_statement", Kind::DoWhile, &[("condition", To(Field::Cond)), ("body", Block(Field::Body))]),
    node("switch_statement", Kind::Switch, &[("condition", To(Field::Cond)), ("body", To(Field::Item))]),
    inline("switch_block"),
    hook("switch_statement_case", case),
    hook("switch_statement_default", case),
    hook("switch_expression_case", case),
    inline("constant_pattern"),
    node("variable_pattern", Kind::VarDef, &[("name", To(Field::Left)), ("", To(Field::Type))]),
    node("list_pattern", Kind::List, &[]),
    node("record_pattern", Kind::Tuple, &[]),
    hook("try_statement", try_block),
    node("return_statement", Kind::Return, &[("", To(Field::Value))]),
    node("yield_statement", Kind::Yield, &[("", To(Field::Value))]),
    node("yield_each_statement", Kind::Yield, &[("", To(Field::Value))]),
    node("rethrow_statement", Kind::Throw, &[]),
    node("break_statement", Kind::Break, &[("", To(Field::Label))]),
    node("continue_statement", Kind::Continue, &[("", To(Field::Label))]),
    inline("assert_statement"),
    node("assertion", Kind::Assert, &[("", To(Field::Arg))]),

    inline("library_import"),
    hook("import_specification", import),
    inline("configurable_uri"),
    inline("uri"),
    hook("function_declaration", definitions::function),
    hook("local_function_declaration", definitions::function),
    hook("getter_declaration", definitions::function),
    hook("setter_declaration", definitions::function),
    hook("method_declaration", definitions::function),
    hook("external_function_declaration", definitions::function),
    hook("declaration", definitions::member),
    hook("member_declaration", definitions::annotated),
    inline("formal_parameter_list"),
    inline("optional_formal_parameters"),
    hook("formal_parameter", definitions::parameter),
    node("annotation", Kind::Decorator, &[("name", To(Field::Name)), ("", To(Field::Arg))]),
    hook("qualified_name", hooks::path),
    hook("class_declaration", definitions::class),
    hook("mixin_declaration", definitions::class),
    hook("extension_declaration", definitions::class),
    hook("enum_declaration", definitions::class),
    node("class_body", Kind::Block, &[]),
    node("extension_body", Kind::Block, &[]),
    node("enum_body", Kind::Block, &[]),
    node("enum_entry", Kind::VarDef, &[("name", To(Field::Left)), ("", To(Field::Arg))]),
    hook("type", hooks::user_type),
    inline("type_arguments"),
    inline("type_parameters"),
    node("type_parameter", Kind::Param, &[("name", To(Field::Name)), ("bound", To(Field::Type)), ("", Skip)]),
];

const MEMBER: &[(&str, assay_syntax::Slot)] = &[
    ("object", To(Field::Object)),
    ("property", To(Field::Name)),
    ("index", To(Field::Index)),
];

/// Strings that follow each other are one.
fn adjacent_strings<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    match *parts(raw) {
        [only] => l.visit(only, field),
        _ => l.build(Kind::Str, raw, field, Token::NONE, |l| {
            l.visit_children(raw, Field::Item)
        }),
    }
}

fn set_or_map<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_set = parts(raw).iter().any(|item| {
        !matches!(
            item.kind(),
            "map_element" | "spread_element" | "type_arguments"
        )
    });
    let has_pairs = part(raw, "map_element").is_some();
    let kind = if is_set && !has_pairs {
        Kind::Set
    } else {
        Kind::Dict
    };
    l.build(kind, raw, field, Token::NONE, |l| {
        for item in parts(raw)
            .into_iter()
            .filter(|item| item.kind() != "type_arguments")
        {
            l.visit(item, Field::Item);
        }
    });
}

/// `this` is an argument too, though the grammar does not name it.
fn arguments<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.each(raw, |l, child, _| {
        if child.is_named() || matches!(child.kind(), "this" | "super") {
            l.visit(child, field);
        }
    });
}

fn named<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Keyword, raw, field, Token::NONE, |l| {
        for (part, slot) in parts(raw).into_iter().zip([Field::Name, Field::Value]) {
            l.visit(part, slot);
        }
    });
}

/// `new Foo.named(x)`.
fn creation<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let arguments = raw.child_by_field_name("arguments");
    l.build(Kind::Call, raw, field, Token::NONE, |l| {
        let named: Vec<Raw<'t>> = parts(raw)
            .into_iter()
            .filter(|part| Some(*part) != arguments && part.kind() != "type_arguments")
            .flat_map(|part| match part.kind() {
                "type" => parts(part),
                _ => vec![part],
            })
            .filter(|name| name.kind().ends_with("identifier"))
            .collect();
        let end = named.last().map_or(raw.start_byte(), Raw::end_byte);
        let mark = l.mark();
        for (place, name) in named.iter().enumerate() {
            if place == 0 {
                l.visit(*name, Field::Object);
                continue;
            }
            l.visit(*name, Field::Name);
            let start = named[0].start_byte();
            l.close(Kind::Member, start..end, Field::Object, Token::NONE, mark);
        }
        if let [callee] = *l.pending(mark) {
            l.relabel(callee, Field::Callee);
        }
        if let Some(list) = arguments {
            l.visit(list, Field::Arg);
        }
    });
}

/// What stands on the left of an assignment.
fn assignable<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let kind = match raw.child_by_field_name("index") {
        Some(_) => Kind::Index,
        None if raw.child_by_field_name("property").is_some() => Kind::Member,
        None => return l.visit_children(raw, field),
    };
    l.build(kind, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "object", Field::Object);
        l.visit_field(raw, "property", Field::Name);
        l.visit_field(raw, "index", Field::Index);
    });
}

fn conditional<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Conditional, raw, field, Token::NONE, |l| {
        if let Some(condition) = parts(raw).first() {
            l.visit(*condition, Field::Cond);
        }
        l.visit_field(raw, "consequence", Field::Then);
        l.visit_field(raw, "alternative", Field::Else);
    });
}

/// The operator is a node in some kinds, a word in others.
fn binary<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let sign = raw.child_by_field_name("operator");
    let token = match sign {
        Some(sign) => l.operator(l.text(sign)),
        None => l.operator(first_word(l, raw)),
    };
    let operands = parts(raw).into_iter().filter(|part| Some(*part) != sign);
    l.build(Kind::Binary, raw, field, token, |l| {
        for (operand, slot) in operands.zip([Field::Left, Field::Right]) {
            l.visit(operand, slot);
        }
    });
}

fn type_test<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let test = part(raw, "type_test").map(parts).unwrap_or_default();
    let is_negated = test.first().is_some_and(|is| l.text(*is).contains('!'));
    let token = if is_negated {
        Token::of("!")
    } else {
        Token::NONE
    };
    l.build(Kind::TypeTest, raw, field, token, |l| {
        if let Some(value) = parts(raw).first() {
            l.visit(*value, Field::Value);
        }
        if let [_, of] = *test {
            l.visit(of, Field::Type);
        }
    });
}

fn cast<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Cast, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            match part.kind() {
                "type_cast" => l.visit_children(part, Field::Type),
                _ => l.visit(part, Field::Value),
            }
        }
    });
}

fn unary<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let Some(sign) = raw.child_by_field_name("operator") else {
        return l.visit_children(raw, field);
    };
    let (kind, token) = match sign.kind() {
        "increment_operator" => (Kind::Update, hooks::update_token(l, raw)),
        _ => (Kind::Unary, l.operator(l.text(sign))),
    };
    l.build(kind, raw, field, token, |l| {
        for part in parts(raw).into_iter().filter(|part| *part != sign) {
            l.visit(part, Field::Value);
        }
    });
}

fn expression_statement<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    hooks::expression_statement_unless(l, raw, field, "throw_expression");
}

/// `for (var x in xs)` and `for (var i = 0; i < n; i++)`.
fn repeated<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let (over, body) = (
        raw.child_by_field_name("value"),
        raw.child_by_field_name("body"),
    );
    if over.is_none() || part(raw, "in").is_none() {
        return l.build(Kind::For, raw, field, Token::NONE, |l| {
            fields(l, raw, "init", Field::Init);
            fields(l, raw, "condition", Field::Cond);
            fields(l, raw, "update", Field::Step);
            block(l, raw, "body", Field::Body);
        });
    }
    l.build(Kind::ForEach, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            match part.kind() {
                _ if Some(part) == over => l.visit(part, Field::Right),
                _ if Some(part) == body => l.visit_block(part, Field::Body),
                "type" => l.visit(part, Field::Type),
                _ => l.visit(part, Field::Left),
            }
        }
    });
}

/// `case pattern when guard:` with its statements, `pattern => value` in an expression.
fn case<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let guard = raw.child_by_field_name("guard");
    let sign = part(raw, "=>").or_else(|| part(raw, ":"));
    let (head, body): (Vec<Raw<'t>>, Vec<Raw<'t>>) = parts(raw)
        .into_iter()
        .filter(|part| part.kind() != "label")
        .partition(|part| sign.is_none_or(|sign| part.start_byte() < sign.start_byte()));
    let start = sign.map_or(raw.end_byte(), |sign| sign.end_byte());
    l.build(Kind::Case, raw, field, Token::NONE, |l| {
        for part in head {
            let slot = if Some(part) == guard {
                Field::Cond
            } else {
                Field::Label
            };
            l.visit(part, slot);
        }
        l.build_over(
            Kind::Block,
            start..raw.end_byte(),
            Field::Body,
            Token::NONE,
            |l| {
                for statement in body {
                    let mark = l.mark();
                    l.visit(statement, Field::Item);
                    l.make_statement(mark);
                }
            },
        );
    });
}

/// `try {} on E catch (e, s) {} catch (e) {} finally {}`: the parts of a handler have no node of their own.
fn try_block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let body = raw.child_by_field_name("body");
    l.build(Kind::Try, raw, field, Token::NONE, |l| {
        block(l, raw, "body", Field::Body);
        let mut head: Vec<Raw<'t>> = Vec::new();
        for part in parts(raw).into_iter().filter(|part| Some(*part) != body) {
            match part.kind() {
                "finally_clause" => {
                    l.build(Kind::Finally, part, Field::Finally, Token::NONE, |l| {
                        l.visit_children(part, Field::Body)
                    })
                }
                "block" => handler(l, &std::mem::take(&mut head), part),
                _ => head.push(part),
            }
        }
    });
}

fn handler<'t>(l: &mut Lowering<'t>, head: &[Raw<'t>], body: Raw<'t>) {
    let start = head.first().unwrap_or(&body).start_byte();
    l.build_over(
        Kind::Catch,
        start..body.end_byte(),
        Field::Handler,
        Token::NONE,
        |l| {
            for part in head {
                match part.kind() {
                    "catch_clause" => {
                        l.visit_field(*part, "exception", Field::Name);
                        l.visit_field(*part, "stack_trace", Field::Param);
                    }
                    _ => l.visit(*part, Field::Type),
                }
            }
            l.visit(body, Field::Body);
        },
    );
}

/// `import 'uri' as alias show a, b`: one node, or one for each name that is shown.
fn import<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let shown = parts(raw)
        .into_iter()
        .find(|part| part.kind() == "combinator" && l.text(*part).starts_with("show"))
        .map(parts)
        .unwrap_or_default();
    let names: Vec<Option<Raw<'t>>> = match &*shown {
        [] => vec![None],
        names => names.iter().copied().map(Some).collect(),
    };
    for name in names {
        l.build(Kind::Import, raw, field, Token::NONE, |l| {
            l.visit_field(raw, "uri", Field::Module);
            if let Some(name) = name {
                l.visit(name, Field::Name);
            }
            l.visit_field(raw, "alias", Field::Alias);
        });
    }
}
