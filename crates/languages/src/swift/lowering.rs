//! Swift. Statements are expressions to its grammar, and bodies stand in theirs without nodes.

use tree_sitter::Node as Raw;

use assay_syntax::hooks::{self, empty_block, first_word, part, parts};
use assay_syntax::{
    Dots, Field, Kind, Lowering, LoweringTable, Shape,
    Slot::{self, Skip, To, Token as Word},
    Token, Wrapper, drop, hook, inline, leaf, node,
};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    wrappers: &[
        Wrapper("", ""),
        Wrapper("", " {}"),
        Wrapper("func f() {\n", "\n}"),
        Wrapper("class C {\n", "\n}"),
        Wrapper("switch x { ", "\n}"),
        Wrapper("do {} ", ""),
        Wrapper("if x {} ", ""),
        Wrapper("", "\nclass C {}"),
        Wrapper("func f(", ") {}"),
        Wrapper("f(", ")"),
        Wrapper("let x: ", " = 1"),
    ],
    dots: &[
        Dots("@", ""),
        Dots("@: @", "(|,"),
        Dots("var @: @", "{|;|}"),
        Dots("func @()", "{|;|}"),
        Dots("case @:", "{|;|}"),
        Dots("let @", "case|,|("),
    ],
    types: Some(Wrapper("let x: ", " = 1")),
    ..LoweringTable::PLAIN
};

const BINARY: &[(&str, Slot)] = &[
    ("lhs", To(Field::Left)),
    ("rhs", To(Field::Right)),
    ("value", To(Field::Left)),
    ("if_nil", To(Field::Right)),
    ("start", To(Field::Left)),
    ("end", To(Field::Right)),
    ("op", Word),
];

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    hook("key_path_expression", key_path),
    hook("source_file", hooks::statements),
    leaf("simple_identifier", Kind::Name),
    leaf("type_identifier", Kind::Name),
    leaf("value_argument_label", Kind::Name),
    leaf("self_expression", Kind::Special),
    leaf("super_expression", Kind::Special),
    leaf("integer_literal", Kind::Int),
    leaf("hex_literal", Kind::Int),
    leaf("oct_literal", Kind::Int),
    leaf("bin_literal", Kind::Int),
    leaf("real_literal", Kind::Float),
    leaf("boolean_literal", Kind::Bool),
    leaf("nil_literal", Kind::Null),
    leaf("value_binding_pattern", Kind::Modifier),
    leaf("parameter_modifier", Kind::Modifier),
    leaf("wildcard_pattern", Kind::Name),
    hook("line_string_literal", string),
    hook("multi_line_string_literal", string),
    hook("raw_string_literal", string),

    hook("call_expression", call),
    inline("value_arguments"),
    hook("value_argument", argument),
    node("navigation_expression", Kind::Member, &[("target", To(Field::Object)), ("suffix", To(Field::Name))]),
    inline("navigation_suffix"),
    inline("directly_assignable_expression"),
    hook("assignment", assignment),
    hook("prefix_expression", unary),
    hook("postfix_expression", unary),
    node("additive_expression", Kind::Binary, BINARY),
    node("multiplicative_expression", Kind::Binary, BINARY),
    node("comparison_expression", Kind::Binary, BINARY),
    node("equality_expression", Kind::Binary, BINARY),
    node("conjunction_expression", Kind::Binary, BINARY),
    node("disjunction_expression", Kind::Binary, BINARY),
    node("bitwise_operation", Kind::Binary, BINARY),
    node("nil_coalescing_expression", Kind::Binary, BINARY),
    node("range_expression", Kind::Binary, BINARY),
    node("infix_expression", Kind::Binary, BINARY),
    node("ternary_expression", Kind::Conditional, &[("condition", To(Field::Cond)), ("if_true", To(Field::Then)), ("if_false", To(Field::Else))]),
    node("check_expression", Kind::TypeTest, &[("target", To(Field::Value)), ("type", To(Field::Type)), ("name", To(Field::Type)), ("", Skip)]),
    hook("try_expression", tried),
    node("await_expression", Kind::Await, &[("expr", To(Field::Value)), ("", To(Field::Value))]),
    node("array_literal", Kind::List, &[("element", To(Field::Item))]),
    hook("dictionary_literal", dictionary),
    hook("tuple_expression", tuple),
    hook("lambda_literal", lambda),
    inline("lambda_function_type_parameters"),
    hook("lambda_parameter", parameter),

    hook("statements", hooks::statements),
    hook("property_declaration", properties),
    hook("protocol_property_declaration", properties),
    inline("type_annotation"),
    hook("pattern", pattern),
    hook("computed_property", statement_block),
    hook("computed_getter", accessor),
    hook("computed_setter", accessor),
    hook("computed_modify", accessor),
    hook("if_statement", conditional),
    hook("guard_statement", conditional),
    hook("switch_statement", switch),
    hook("switch_entry", case),
    inline("switch_pattern"),
    hook("for_statement", loop_over),
    hook("while_statement", loop_over),
    hook("repeat_while_statement", loop_over),
    hook("do_statement", try_block),
    hook("catch_block", caught),
    hook("control_transfer_statement", jump),
    node("import_declaration", Kind::Import, &[("", To(Field::Module))]),
    hook("identifier", hooks::path),

    hook("modifiers", hooks::modifiers),
    inline("parameter_modifiers"),
    hook("attribute", attribute),
    hook("function_declaration", function),
    hook("protocol_function_declaration", function),
    hook("init_declaration", function),
    hook("deinit_declaration", function),
    hook("subscript_declaration", function),
    hook("function_body", statement_block),
    hook("parameter", parameter),
    hook("class_declaration", class),
    hook("protocol_declaration", class),
    node("class_body", Kind::Block, &[]),
    node("enum_class_body", Kind::Block, &[]),
    node("protocol_body", Kind::Block, &[]),
    hook("enum_entry", enum_entry),
    hook("typealias_declaration", hooks::type_alias),

    hook("user_type", hooks::user_type),
    inline("optional_type"),
    node("array_type", Kind::ArrayType, &[("name", To(Field::Type)), ("element", To(Field::Type))]),
    inline("type_arguments"),
    inline("type_parameters"),
    hook("type_parameter", type_parameter),
    drop("type_constraints"),
    drop("throws"),
];

const TYPES: &[&str] = &[
    "user_type",
    "optional_type",
    "array_type",
    "dictionary_type",
    "function_type",
    "tuple_type",
    "opaque_type",
    "existential_type",
    "metatype",
    "protocol_composition_type",
    "type_pack_expansion",
];

/// The text between the interpolations; their brackets belong to neither.
fn string<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let text = l.text(raw);
    let hashes = text.len() - text.trim_start_matches('#').len();
    let quotes = if text[hashes..].starts_with("\"\"\"") {
        3
    } else {
        1
    };
    let start = raw.start_byte() + hashes + quotes;
    let end = raw.end_byte().saturating_sub(hashes + quotes).max(start);
    let holes: Vec<Raw<'t>> = parts(raw)
        .into_iter()
        .filter(|part| {
            part.kind().ends_with("interpolation") || part.kind() == "interpolated_expression"
        })
        .collect();
    if holes.is_empty() {
        return l.string_of(raw, field, Token::NONE, start..end, &[]);
    }
    l.build(Kind::Str, raw, field, Token::NONE, |l| {
        let mut at = start;
        for hole in holes {
            let opening = "\\(".len() + hashes;
            l.text_piece(at..hole.start_byte().saturating_sub(opening).max(at));
            l.build(Kind::Interpolation, hole, Field::Item, Token::NONE, |l| {
                l.visit_children(hole, Field::Value)
            });
            at = (hole.end_byte() + 1).min(end);
        }
        l.text_piece(at..end);
    });
}

/// Lambdas behind the brackets are arguments; square brackets make an index of it.
fn call<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let suffix = part(raw, "call_suffix");
    let is_index = suffix.is_some_and(|suffix| l.text(suffix).starts_with('['));
    let (kind, callee, argument) = if is_index {
        (Kind::Index, Field::Object, Field::Index)
    } else {
        (Kind::Call, Field::Callee, Field::Arg)
    };
    l.build(kind, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            if Some(part) != suffix {
                l.visit(part, callee);
                continue;
            }
            for part in parts(part) {
                if matches!(part.kind(), "value_arguments" | "lambda_literal") {
                    l.visit(part, argument);
                }
            }
        }
    });
}

fn argument<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let Some(name) = raw.child_by_field_name("name") else {
        l.visit_field(raw, "value", field);
        return;
    };
    l.build(Kind::Keyword, raw, field, Token::NONE, |l| {
        l.visit(name, Field::Name);
        l.visit_field(raw, "value", Field::Value);
    });
}

fn assignment<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let operator = first_word(l, raw).trim_end_matches('=');
    let (kind, token) = match operator {
        "" => (Kind::Assign, Token::NONE),
        operator => (Kind::AugAssign, l.operator(operator)),
    };
    l.build(kind, raw, field, token, |l| {
        l.visit_field(raw, "target", Field::Left);
        l.visit_field(raw, "result", Field::Right);
    });
}

/// `!a`, `&a`, `.a`; what is behind (`a!`, `a?`) does not count.
fn unary<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let Some(target) = raw.child_by_field_name("target") else {
        return l.visit_children(raw, field);
    };
    if target.start_byte() == raw.start_byte() {
        return l.visit(target, field);
    }
    let operator = l.text(raw)[..target.start_byte() - raw.start_byte()].trim();
    let (kind, token) = match operator {
        "&" => (Kind::Ref, Token::of("&")),
        operator => (Kind::Unary, l.operator(operator)),
    };
    l.build(kind, raw, field, token, |l| l.visit(target, Field::Value));
}

fn tried<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.visit_field(raw, "expr", field);
}

fn dictionary<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Dict, raw, field, Token::NONE, |l| {
        let mut key: Option<Raw<'t>> = None;
        for part in parts(raw) {
            let is_dots = l
                .placeholder(part)
                .is_some_and(|(kind, _)| kind != Kind::Metavar);
            match key.take() {
                _ if is_dots => l.visit(part, Field::Item),
                None => key = Some(part),
                Some(key) => {
                    let span = key.start_byte()..part.end_byte();
                    l.build_over(Kind::Pair, span, Field::Item, Token::NONE, |l| {
                        l.visit(key, Field::Key);
                        l.visit(part, Field::Value);
                    });
                }
            }
        }
    });
}

/// Brackets around one expression are none.
fn tuple<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    match *parts(raw) {
        [only] => l.visit(only, field),
        _ => l.build(Kind::Tuple, raw, field, Token::NONE, |l| {
            l.visit_children(raw, Field::Item)
        }),
    }
}

fn lambda<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Lambda, raw, field, Token::NONE, |l| {
        if let Some(of) = raw.child_by_field_name("type") {
            for part in parts(of) {
                let is_list = part.kind() == "lambda_function_type_parameters";
                l.visit(part, if is_list { Field::Param } else { Field::Result });
            }
        }
        body(l, raw, Field::Body);
    });
}

/// The statements of a node as its body; the grammar leaves them out where there are none.
fn body<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    match part(raw, "statements") {
        Some(body) => block_of(l, body, field),
        None => empty_block(l, raw.end_byte(), field),
    }
}

fn block_of<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Block, raw, field, Token::NONE, |l| {
        hooks::statements(l, raw, field)
    });
}

/// Statements in brackets.
fn statement_block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Block, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            l.visit(part, Field::Item);
        }
    });
}

fn accessor<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Function, raw, field, Token::NONE, |l| {
        if let Some(word) = raw.named_child(0) {
            l.word(Kind::Name, word, Field::Name);
        }
        body(l, raw, Field::Body);
    });
}

/// `var a: T = 1, b = 2`: one node for each name.
fn properties<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mut cursor = raw.walk();
    let names: Vec<Raw<'t>> = raw.children_by_field_name("name", &mut cursor).collect();
    let parts = parts(raw);
    for (place, name) in names.iter().enumerate() {
        let end = names.get(place + 1).map_or(raw.end_byte(), Raw::start_byte);
        let start = if place == 0 {
            raw.start_byte()
        } else {
            name.start_byte()
        };
        let own =
            |part: &&Raw<'t>| part.start_byte() > name.start_byte() && part.start_byte() < end;
        let last = parts.iter().rfind(own).unwrap_or(name);
        l.build_over(
            Kind::VarDef,
            start..last.end_byte(),
            field,
            Token::NONE,
            |l| {
                for part in &parts {
                    if matches!(part.kind(), "modifiers" | "value_binding_pattern") {
                        l.visit(*part, Field::Modifier);
                    }
                }
                l.visit(*name, Field::Left);
                for part in parts.iter().filter(own) {
                    match part.kind() {
                        "type_annotation" => l.visit(*part, Field::Type),
                        "computed_property" => l.visit_block(*part, Field::Body),
                        "type_constraints"
                        | "willset_didset_block"
                        | "protocol_property_requirements" => {}
                        _ => l.visit(*part, Field::Right),
                    }
                }
            },
        );
    }
}

/// A name, a tuple of names, `.name(…)`, or an expression.
fn pattern<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if let Some(name) = raw.child_by_field_name("bound_identifier") {
        return l.visit(name, field);
    }
    let text = l.text(raw);
    let parts: Vec<Raw<'t>> = parts(raw)
        .into_iter()
        .filter(|part| part.kind() != "value_binding_pattern")
        .collect();
    match *parts {
        _ if text.starts_with('(') => l.build(Kind::Tuple, raw, field, Token::NONE, |l| {
            for part in parts {
                l.visit(part, Field::Item);
            }
        }),
        [name, ref arguments @ ..]
            if text.starts_with('.') || text.ends_with(')') && !arguments.is_empty() =>
        {
            l.build(Kind::Call, raw, field, Token::NONE, |l| {
                l.visit(name, Field::Callee);
                for argument in arguments {
                    l.visit(*argument, Field::Arg);
                }
            })
        }
        [only] => l.visit(only, field),
        _ => l.build(Kind::Other, raw, field, Token::of("pattern"), |l| {
            for part in parts {
                l.visit(part, Field::Item);
            }
        }),
    }
}

/// Conditions stand before the first bracket; `let a = b` among them defines.
fn conditional<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mut cursor = raw.walk();
    let children: Vec<Raw<'t>> = raw.children(&mut cursor).collect();
    let is_guard = raw.kind() == "guard_statement";
    let is_body = |child: &Raw<'t>| matches!(child.kind(), "{" | "else");
    let head = children.iter().position(is_body).unwrap_or(children.len());
    l.build(Kind::If, raw, field, Token::NONE, |l| {
        conditions(l, &children[..head]);
        let mut slot = if is_guard { Field::Else } else { Field::Then };
        let mut is_filled = false;
        for child in &children[head..] {
            match child.kind() {
                "else" if !is_guard => {
                    slot = Field::Else;
                    is_filled = false;
                }
                "statements" => {
                    block_of(l, *child, slot);
                    is_filled = true;
                }
                "if_statement" => l.visit_block(*child, slot),
                "}" if !is_filled => empty_block(l, child.start_byte(), slot),
                _ => {}
            }
        }
    });
}

fn conditions<'t>(l: &mut Lowering<'t>, children: &[Raw<'t>]) {
    for condition in children.split(|child| child.kind() == ",") {
        let named: Vec<Raw<'t>> = condition.iter().copied().filter(Raw::is_named).collect();
        let binds = named
            .iter()
            .any(|part| part.kind() == "value_binding_pattern");
        match *named {
            [_, name, .., value] if binds => {
                let span = named[0].start_byte()..value.end_byte();
                l.build_over(Kind::VarDef, span, Field::Cond, Token::NONE, |l| {
                    l.visit(named[0], Field::Modifier);
                    l.visit(name, Field::Left);
                    l.visit(value, Field::Right);
                });
            }
            [_, name] if binds => l.visit(name, Field::Cond),
            _ => named.iter().for_each(|part| l.visit(*part, Field::Cond)),
        }
    }
}

fn switch<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let value = raw.child_by_field_name("expr");
    l.build(Kind::Switch, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            let is_value = Some(part) == value;
            l.visit(part, if is_value { Field::Cond } else { Field::Item });
        }
    });
}

fn case<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Case, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            match part.kind() {
                "switch_pattern" => l.visit(part, Field::Label),
                "statements" | "where_keyword" | "default_keyword" | "modifiers" => {}
                _ => l.visit(part, Field::Cond),
            }
        }
        body(l, raw, Field::Body);
    });
}

fn loop_over<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let kind = match raw.kind() {
        "for_statement" => Kind::ForEach,
        "while_statement" => Kind::While,
        _ => Kind::DoWhile,
    };
    l.build(kind, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "item", Field::Left);
        l.visit_field(raw, "collection", Field::Right);
        hooks::fields(l, raw, "condition", Field::Cond);
        body(l, raw, Field::Body);
    });
}

fn try_block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Try, raw, field, Token::NONE, |l| {
        body(l, raw, Field::Body);
        for part in parts(raw) {
            if part.kind() == "catch_block" {
                l.visit(part, Field::Handler);
            }
        }
    });
}

fn caught<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Catch, raw, field, Token::NONE, |l| {
        if let Some(error) = raw.child_by_field_name("error") {
            match *parts(error) {
                [name, of] if of.kind().ends_with("_type") => {
                    l.visit(name, Field::Name);
                    l.visit(of, Field::Type);
                }
                _ => l.visit(error, Field::Name),
            }
        }
        body(l, raw, Field::Body);
    });
}

fn jump<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let text = l.text(raw);
    let kind = [
        ("return", Kind::Return),
        ("throw", Kind::Throw),
        ("break", Kind::Break),
        ("yield", Kind::Yield),
    ]
    .into_iter()
    .find(|(word, _)| text.starts_with(word))
    .map_or(Kind::Continue, |(_, kind)| kind);
    l.build(kind, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            if part.kind() != "throw_keyword" {
                l.visit(part, Field::Value);
            }
        }
    });
}

fn attribute<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    l.build(Kind::Decorator, raw, Field::Decorator, Token::NONE, |l| {
        for (place, part) in parts(raw).into_iter().enumerate() {
            l.visit(part, if place == 0 { Field::Name } else { Field::Arg });
        }
    });
}

fn function<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let parts = parts(raw);
    let is_named = parts.iter().any(|part| part.kind() == "simple_identifier");
    l.build(Kind::Function, raw, field, Token::NONE, |l| {
        if !is_named {
            let mut cursor = raw.walk();
            let word = raw.children(&mut cursor).find(|child| !child.is_named());
            if let Some(word) = word {
                l.word(Kind::Name, word, Field::Name);
            }
        }
        for (place, part) in parts.iter().enumerate() {
            match part.kind() {
                "modifiers" => l.visit(*part, Field::Modifier),
                "simple_identifier" => l.visit(*part, Field::Name),
                "type_parameters" => l.visit(*part, Field::TypeParam),
                "parameter" => {
                    let default = parts.get(place + 1).filter(|next| is_default(raw, **next));
                    parameter_with(l, *part, default.copied());
                }
                "function_body" => l.visit(*part, Field::Body),
                kind if TYPES.contains(&kind) => l.visit(*part, Field::Result),
                _ => {}
            }
        }
    });
}

fn is_default(function: Raw<'_>, part: Raw<'_>) -> bool {
    let mut cursor = function.walk();
    function
        .children_by_field_name("default_value", &mut cursor)
        .any(|default| default == part)
}

fn parameter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    parameter_with(l, raw, None);
}

fn parameter_with<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, default: Option<Raw<'t>>) {
    if l.placeholder(raw)
        .is_some_and(|(kind, _)| kind != Kind::Metavar)
    {
        return l.visit(raw, Field::Param);
    }
    let outer = raw.child_by_field_name("external_name");
    let token = if l.text(raw).ends_with("...") {
        Token::of("...")
    } else {
        Token::NONE
    };
    let end = default.unwrap_or(raw).end_byte();
    l.build_over(
        Kind::Param,
        raw.start_byte()..end,
        Field::Param,
        token,
        |l| {
            for part in parts(raw).into_iter().filter(|part| Some(*part) != outer) {
                match part.kind() {
                    "simple_identifier" => l.visit(part, Field::Name),
                    "parameter_modifiers" => l.visit(part, Field::Modifier),
                    kind if TYPES.contains(&kind) => l.visit(part, Field::Type),
                    _ => {}
                }
            }
            if let Some(default) = default {
                l.visit(default, Field::Default);
            }
        },
    );
}

fn class<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let word = match raw.child_by_field_name("declaration_kind") {
        // All of these are classes to Semgrep.
        Some(word) if matches!(l.text(word), "struct" | "extension" | "actor") => {
            Token::of("class")
        }
        Some(word) => Token::of(l.text(word)),
        None => Token::of("protocol"),
    };
    l.build(Kind::Class, raw, field, word, |l| {
        for part in parts(raw) {
            match part.kind() {
                "modifiers" => l.visit(part, Field::Modifier),
                "type_parameters" => l.visit(part, Field::TypeParam),
                "inheritance_specifier" => l.visit_children(part, Field::Super),
                "class_body" | "enum_class_body" | "protocol_body" => {
                    l.visit_block(part, Field::Body)
                }
                "type_identifier" | "user_type" => l.visit(part, Field::Name),
                _ => {}
            }
        }
    });
}

fn enum_entry<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mut cursor = raw.walk();
    let names: Vec<Raw<'t>> = raw.children_by_field_name("name", &mut cursor).collect();
    for name in names {
        l.build(Kind::VarDef, name, field, Token::NONE, |l| {
            l.visit(name, Field::Left)
        });
    }
}

fn type_parameter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Param, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            let is_name = part.kind() == "type_identifier";
            l.visit(part, if is_name { Field::Name } else { Field::Type });
        }
    });
}

/// `\T` of `\T.name`; the type may be left out.
fn key_path<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(
        Kind::Other,
        raw,
        field,
        Token::of("key_path_expression"),
        |l| {
            let mark = l.mark();
            l.visit_children(raw, Field::Item);
            if l.pending(mark).is_empty() {
                let end = raw.end_byte();
                l.leaf(Kind::Name, end..end, Field::Item, Token::of(""));
            }
        },
    );
}
