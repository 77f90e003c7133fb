//! Rust. What stands in a block is an expression, made a statement here. The arguments of a macro are
//! tokens to the grammar; those that are simple expressions are lowered as such.

use std::ops::Range;

use tree_sitter::Node as Raw;

use assay_syntax::hooks::{self, block, first_word, part, parts, path_of};
use assay_syntax::{
    BARE, Dots, Field, Kind, Lowering, LoweringTable, Shape,
    Slot::{self, Block, Skip, To, Token as Word},
    Token, Wrapper, drop, hook, inline, integer, leaf, node, string,
};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    modifiers: &["const", "static", "async", "move", "unsafe"],
    wrappers: &[
        Wrapper("", ""),
        Wrapper("fn f() { ", " }"),
        Wrapper("fn f() { ", "; }"),
        Wrapper("", " {}"),
        Wrapper("impl T { ", " }"),
        Wrapper("struct S { ", " }"),
        Wrapper("match x { ", " }"),
        Wrapper("match x { ", " => 1 }"),
        Wrapper("", " fn f() {}"),
        Wrapper("fn f(", ") {}"),
        Wrapper("let x: ", " = 1;"),
    ],
    dots: &[
        Dots("@", ""),
        Dots("@;", "{|;|}"),
        Dots("@: @", "(|,|{"),
        Dots("@: @,", "{|,"),
        Dots("@!();", "{|;|}"),
        Dots("@ => @,", "{|,"),
    ],
    types: Some(Wrapper("let x: ", " = 1;")),
    ..LoweringTable::PLAIN
};

const FUNCTION: &[(&str, Slot)] = &[
    ("name", To(Field::Name)),
    ("type_parameters", To(Field::TypeParam)),
    ("parameters", To(Field::Param)),
    ("return_type", To(Field::Result)),
    ("body", Block(Field::Body)),
    ("", To(Field::Modifier)),
];

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    hook("source_file", items),
    leaf("identifier", Kind::Name),
    leaf("type_identifier", Kind::Name),
    leaf("field_identifier", Kind::Name),
    leaf("shorthand_field_identifier", Kind::Name),
    leaf("primitive_type", Kind::Name),
    leaf("metavariable", Kind::Name),
    leaf("self", Kind::Special),
    leaf("super", Kind::Special),
    leaf("crate", Kind::Special),
    hook("integer_literal", number),
    leaf("float_literal", Kind::Float),
    leaf("boolean_literal", Kind::Bool),
    leaf("char_literal", Kind::Char),
    leaf("visibility_modifier", Kind::Modifier),
    leaf("mutable_specifier", Kind::Modifier),
    leaf("function_modifiers", Kind::Modifier),
    leaf("extern_modifier", Kind::Modifier),
    string("string_literal", &[]),
    hook("raw_string_literal", raw_string),

    inline("parenthesized_expression"),
    inline("arguments"),
    node("call_expression", Kind::Call, &[("function", To(Field::Callee)), ("arguments", To(Field::Arg))]),
    hook("generic_function", generic_function),
    hook("macro_invocation", macro_call),
    node("field_expression", Kind::Member, &[("value", To(Field::Object)), ("field", To(Field::Name))]),
    hook("index_expression", index),
    hook("unary_expression", unary),
    hook("try_expression", unary),
    hook("reference_expression", reference),
    node("binary_expression", Kind::Binary, &[("left", To(Field::Left)), ("right", To(Field::Right)), ("operator", Word)]),
    hook("range_expression", hooks::binary),
    hook("range_pattern", hooks::binary),
    node("assignment_expression", Kind::Assign, &[("left", To(Field::Left)), ("right", To(Field::Right))]),
    node("compound_assignment_expr", Kind::AugAssign, &[("left", To(Field::Left)), ("right", To(Field::Right)), ("operator", Word)]),
    node("type_cast_expression", Kind::Cast, &[("value", To(Field::Value)), ("type", To(Field::Type))]),
    node("await_expression", Kind::Await, &[("", To(Field::Value))]),
    node("tuple_expression", Kind::Tuple, &[]),
    node("array_expression", Kind::List, &[]),
    node("struct_expression", Kind::New, &[("name", To(Field::Type)), ("body", To(Field::Arg))]),
    inline("field_initializer_list"),
    node("field_initializer", Kind::Keyword, &[("field", To(Field::Name)), ("value", To(Field::Value))]),
    hook("shorthand_field_initializer", shorthand),
    node("base_field_initializer", Kind::Spread, &[("", To(Field::Value))]),
    hook("closure_expression", closure),

    hook("block", item_block),
    inline("async_block"),
    hook("unsafe_block", unsafe_block),
    inline("const_block"),
    hook("expression_statement", expression_statement),
    drop("empty_statement"),
    node("let_declaration", Kind::VarDef, &[("pattern", To(Field::Left)), ("type", To(Field::Type)), ("value", To(Field::Right)), ("alternative", Block(Field::Else)), ("", To(Field::Modifier))]),
    node("let_condition", Kind::VarDef, &[("pattern", To(Field::Left)), ("value", To(Field::Right))]),
    node("const_item", Kind::VarDef, &[("name", To(Field::Left)), ("type", To(Field::Type)), ("value", To(Field::Right)), ("", To(Field::Modifier))]),
    node("static_item", Kind::VarDef, &[("name", To(Field::Left)), ("type", To(Field::Type)), ("value", To(Field::Right)), ("", To(Field::Modifier))]),
    node("if_expression", Kind::If, &[("condition", To(Field::Cond)), ("consequence", Block(Field::Then)), ("alternative", Block(Field::Else))]),
    inline("else_clause"),
    node("while_expression", Kind::While, &[("condition", To(Field::Cond)), ("body", Block(Field::Body)), ("", Skip)]),
    hook("loop_expression", endless),
    node("for_expression", Kind::ForEach, &[("pattern", To(Field::Left)), ("value", To(Field::Right)), ("body", Block(Field::Body)), ("", Skip)]),
    node("match_expression", Kind::Switch, &[("value", To(Field::Cond)), ("body", To(Field::Item))]),
    inline("match_block"),
    hook("match_arm", arm),
    hook("match_pattern", pattern),
    node("return_expression", Kind::Return, &[("", To(Field::Value))]),
    hook("break_expression", jump),
    hook("continue_expression", jump),
    leaf("label", Kind::Name),

    hook("tuple_pattern", pattern_tuple),
    hook("tuple_struct_pattern", pattern_call),
    node("struct_pattern", Kind::New, &[("type", To(Field::Type)), ("", To(Field::Arg))]),
    hook("field_pattern", field_pattern),
    hook("or_pattern", hooks::binary),
    inline("ref_pattern"),
    inline("mut_pattern"),
    node("reference_pattern", Kind::Ref, &[("", To(Field::Value))]),
    node("slice_pattern", Kind::List, &[]),

    hook("use_declaration", import),
    node("extern_crate_declaration", Kind::Import, &[("name", To(Field::Module)), ("alias", To(Field::Alias)), ("", Skip)]),
    node("mod_item", Kind::Namespace, &[("name", To(Field::Name)), ("body", Block(Field::Body)), ("", To(Field::Modifier))]),
    hook("foreign_mod_item", foreign),
    hook("declaration_list", item_block),
    node("function_item", Kind::Function, FUNCTION),
    node("function_signature_item", Kind::Function, FUNCTION),
    drop("where_clause"),
    inline("parameters"),
    node("parameter", Kind::Param, &[("pattern", To(Field::Name)), ("type", To(Field::Type)), ("", To(Field::Modifier))]),
    node("self_parameter", Kind::Param, &[("", To(Field::Name))]),
    inline("type_parameters"),
    drop("lifetime_parameter"),
    drop("lifetime"),
    node("type_parameter", Kind::Param, &[("name", To(Field::Name)), ("bounds", To(Field::Type)), ("default_type", To(Field::Default))]),
    inline("trait_bounds"),
    hook("struct_item", class),
    hook("union_item", class),
    hook("enum_item", class),
    hook("trait_item", class),
    hook("impl_item", class),
    hook("field_declaration_list", item_block),
    hook("enum_variant_list", item_block),
    node("ordered_field_declaration_list", Kind::Block, &[("type", To(Field::Item)), ("", Skip)]),
    node("field_declaration", Kind::VarDef, &[("name", To(Field::Left)), ("type", To(Field::Type)), ("", To(Field::Modifier))]),
    node("enum_variant", Kind::VarDef, &[("name", To(Field::Left)), ("body", Block(Field::Body)), ("value", To(Field::Right)), ("", To(Field::Modifier))]),
    node("type_item", Kind::TypeDef, &[("name", To(Field::Name)), ("type_parameters", To(Field::TypeParam)), ("type", To(Field::Type)), ("", To(Field::Modifier))]),
    node("associated_type", Kind::TypeDef, &[("name", To(Field::Name)), ("bounds", To(Field::Super))]),
    inline("attribute_item"),
    inline("inner_attribute_item"),
    hook("attribute", attribute),

    hook("scoped_identifier", path),
    hook("scoped_type_identifier", path),
    node("generic_type", Kind::Generic, &[("type", To(Field::Type)), ("type_arguments", To(Field::TypeArg))]),
    node("generic_type_with_turbofish", Kind::Generic, &[("type", To(Field::Type)), ("type_arguments", To(Field::TypeArg))]),
    inline("type_arguments"),
    hook("reference_type", pointer_type),
    hook("pointer_type", pointer_type),
    node("array_type", Kind::ArrayType, &[("element", To(Field::Type)), ("length", To(Field::Index))]),
    node("tuple_type", Kind::Tuple, &[]),
    inline("dynamic_type"),
    inline("abstract_type"),
    inline("bracketed_type"),
];

/// A number without the type behind it.
fn number<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let text = l.text(raw);
    let end = text.find(['i', 'u']).unwrap_or(text.len());
    let token = integer(&text[..end])
        .map_or_else(|| Token::of(text), |value| Token::of(&value.to_string()));
    l.leaf(Kind::Int, raw.byte_range(), field, token);
}

fn raw_string<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let end = raw.end_byte();
    let inside = part(raw, "string_content").map_or(end..end, |content| content.byte_range());
    l.string_of(raw, field, Token::NONE, inside, &[]);
}

/// A function that is called with type arguments is its name.
fn generic_function<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.visit_field(raw, "function", field);
}

/// `name!(…)` is a call of `name!`.
fn macro_call<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Call, raw, field, Token::NONE, |l| {
        if let Some(name) = raw.child_by_field_name("macro") {
            if name.kind() == "identifier" && l.placeholder(name).is_none() {
                let token = Token::of(&format!("{}!", l.text(name)));
                l.leaf(
                    Kind::Name,
                    name.start_byte()..name.end_byte() + 1,
                    Field::Callee,
                    token,
                );
            } else {
                l.visit(name, Field::Callee);
            }
        }
        if let Some(tokens) = part(raw, "token_tree") {
            let formats = raw
                .child_by_field_name("macro")
                .is_some_and(|name| FORMATTING.contains(&l.text(name)));
            arguments(l, tokens, formats);
        }
    });
}

/// Macros whose texts name variables between braces.
const FORMATTING: &[&str] = &[
    "anyhow",
    "bail",
    "debug",
    "ensure",
    "eprint",
    "eprintln",
    "error",
    "format",
    "format_args",
    "info",
    "panic",
    "print",
    "println",
    "trace",
    "warn",
    "write",
    "writeln",
];

/// A text with the variables that it names: `{name}` or `{name:>8}`, but not `{{name}}`.
fn formatted_string<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let text = l.text(raw).to_owned();
    let names = named_in(&text);
    if names.is_empty() {
        return l.visit(raw, field);
    }
    l.build(Kind::Str, raw, field, Token::NONE, |l| {
        let start = raw.start_byte();
        let mut at = start + 1;
        for (hole, name) in names {
            l.text_piece(at..start + hole.start);
            let span = start + hole.start..start + hole.end;
            l.build_over(Kind::Interpolation, span, Field::Item, Token::NONE, |l| {
                let token = Token::of(&text[name.clone()]);
                l.leaf(
                    Kind::Name,
                    start + name.start..start + name.end,
                    Field::Value,
                    token,
                );
            });
            at = start + hole.end;
        }
        l.text_piece(at..raw.end_byte() - 1);
    });
}

/// Where a text has holes, and the names at their beginnings; a hole without a name takes one of the arguments.
fn named_in(text: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('{').map(|offset| at + offset) {
        let inside = &text[open + 1..];
        if inside.starts_with('{') {
            at = open + 2;
            continue;
        }
        let Some(length) = inside.find('}') else {
            break;
        };
        let name = inside[..length].split(':').next().unwrap_or_default();
        let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_alphanumeric() || c == '_');
        if is_name {
            found.push((open..open + 2 + length, open + 1..open + 1 + name.len()));
        }
        at = open + 2 + length;
    }
    found
}

/// The tokens between commas, each an argument.
fn arguments<'t>(l: &mut Lowering<'t>, tree: Raw<'t>, formats: bool) {
    let mut cursor = tree.walk();
    let tokens: Vec<Raw<'t>> = tree
        .children(&mut cursor)
        .filter(|token| !token.is_extra())
        .collect();
    let inner = tokens.len().saturating_sub(1);
    for tokens in tokens[1.min(inner)..inner].split(|token| token.kind() == ",") {
        if let [name, sign, value @ ..] = tokens
            && sign.kind() == "="
            && !value.is_empty()
        {
            let span = name.start_byte()..value[value.len() - 1].end_byte();
            l.build_over(Kind::Keyword, span, Field::Arg, Token::NONE, |l| {
                l.visit(*name, Field::Name);
                tokens_as_expression(l, value, Field::Value);
            });
        } else if let ([text], true) = (tokens, formats)
            && text.kind() == "string_literal"
        {
            formatted_string(l, *text, Field::Arg);
        } else {
            tokens_as_expression(l, tokens, Field::Arg);
        }
    }
}

/// `&a.b(c)::d` from its tokens; what is more than that stays a row of tokens.
fn tokens_as_expression<'t>(l: &mut Lowering<'t>, tokens: &[Raw<'t>], field: Field) {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return;
    };
    let whole = first.start_byte()..last.end_byte();
    if first.kind() == "&" && tokens.len() > 1 {
        return l.build_over(Kind::Ref, whole, field, Token::of("&"), |l| {
            tokens_as_expression(l, &tokens[1..], Field::Value)
        });
    }
    let mark = l.mark();
    l.visit(*first, Field::Object);
    let mut rest = &tokens[1..];
    loop {
        match rest {
            [sign, name, after @ ..] if matches!(sign.kind(), "." | "::") && name.is_named() => {
                l.visit(*name, Field::Name);
                l.close(
                    Kind::Member,
                    whole.start..name.end_byte(),
                    Field::Object,
                    Token::NONE,
                    mark,
                );
                rest = after;
            }
            [tree, after @ ..] if tree.kind() == "token_tree" && l.text(*tree).starts_with('(') => {
                if let [callee] = *l.pending(mark) {
                    l.relabel(callee, Field::Callee);
                }
                arguments(l, *tree, false);
                l.close(
                    Kind::Call,
                    whole.start..tree.end_byte(),
                    Field::Object,
                    Token::NONE,
                    mark,
                );
                rest = after;
            }
            _ => break,
        }
    }
    if let ([only], []) = (l.pending(mark), rest) {
        let only = *only;
        return l.relabel(only, field);
    }
    for token in rest {
        l.visit(*token, Field::Item);
    }
    l.close(Kind::Other, whole, field, Token::of("tokens"), mark);
}

fn index<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Index, raw, field, Token::NONE, |l| {
        for (part, field) in parts(raw).into_iter().zip([Field::Object, Field::Index]) {
            l.visit(part, field);
        }
    });
}

fn unary<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let operator = first_word(l, raw);
    let (kind, token) = match operator {
        "*" => (Kind::Deref, Token::NONE),
        operator => (Kind::Unary, l.operator(operator)),
    };
    l.build(kind, raw, field, token, |l| {
        l.visit_children(raw, Field::Value)
    });
}

fn reference<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_mutable = part(raw, "mutable_specifier").is_some();
    let token = Token::of(if is_mutable { "&mut" } else { "&" });
    l.build(Kind::Ref, raw, field, token, |l| {
        l.visit_field(raw, "value", Field::Value);
    });
}

fn shorthand<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Keyword, raw, field, Token::NONE, |l| {
        l.visit_children(raw, Field::Name);
        l.visit_children(raw, Field::Value);
    });
}

fn closure<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Lambda, raw, field, Token::NONE, |l| {
        for parameter in raw
            .child_by_field_name("parameters")
            .map_or(Vec::new(), parts)
        {
            let is_dots = l
                .placeholder(parameter)
                .is_some_and(|(kind, _)| kind != Kind::Metavar);
            if is_dots || parameter.kind() == "parameter" {
                l.visit(parameter, Field::Param);
            } else {
                l.build(Kind::Param, parameter, Field::Param, Token::NONE, |l| {
                    l.visit(parameter, Field::Name)
                });
            }
        }
        l.visit_field(raw, "return_type", Field::Result);
        if let Some(body) = raw.child_by_field_name("body") {
            l.visit_returned(body, Field::Body);
        }
    });
}

/// Attributes belong to the item behind them.
fn items<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    let mut attributes: Vec<Raw<'t>> = Vec::new();
    for part in parts(raw) {
        if part.kind() == "attribute_item" {
            attributes.push(part);
            continue;
        }
        let mark = l.mark();
        match attributes.first() {
            Some(first) => {
                let span = first.start_byte()..part.end_byte();
                let before = std::mem::take(&mut attributes);
                l.extend(span, part, Field::Item, |l| {
                    before
                        .iter()
                        .for_each(|attribute| l.visit(*attribute, Field::Decorator))
                });
            }
            None => l.visit(part, Field::Item),
        }
        l.make_statement(mark);
    }
    for attribute in attributes {
        l.visit(attribute, Field::Item);
    }
}

fn item_block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Block, raw, field, Token::NONE, |l| {
        items(l, raw, field)
    });
}

/// `if`, `match` and the like are statements of their own.
fn expression_statement<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_own = parts(raw).first().is_some_and(|only| {
        matches!(
            only.kind(),
            "if_expression"
                | "match_expression"
                | "while_expression"
                | "loop_expression"
                | "for_expression"
                | "return_expression"
                | "break_expression"
                | "continue_expression"
                | "unsafe_block"
                | "block"
        )
    });
    if is_own {
        return l.visit_children(raw, field);
    }
    l.build(Kind::ExprStmt, raw, field, Token::NONE, |l| {
        l.visit_children(raw, Field::Value)
    });
}

/// `loop` is `while true`.
fn endless<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::While, raw, field, Token::NONE, |l| {
        if let Some(word) = part(raw, "loop") {
            l.leaf(
                Kind::Bool,
                word.byte_range(),
                Field::Cond,
                Token::of("true"),
            );
        }
        block(l, raw, "body", Field::Body);
    });
}

fn arm<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Case, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "pattern", Field::Label);
        if let Some(value) = raw.child_by_field_name("value") {
            if value.kind() == "block" && l.placeholder(value).is_none() {
                return l.visit_block(value, Field::Body);
            }
            let span = value.byte_range();
            l.build_over(Kind::Block, span, Field::Body, Token::of(BARE), |l| {
                let mark = l.mark();
                l.visit(value, Field::Item);
                l.make_statement(mark);
            });
        }
    });
}

/// A pattern and its guard; `_` is no node of its own.
fn pattern<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let condition = raw.child_by_field_name("condition");
    let mut cursor = raw.walk();
    let children: Vec<Raw<'t>> = raw.children(&mut cursor).collect();
    for part in children {
        if Some(part) == condition {
            l.visit(part, Field::Cond);
        } else if part.kind() == "_" {
            l.word(Kind::Name, part, field);
        } else if part.is_named() {
            l.visit(part, field);
        }
    }
}

fn pattern_tuple<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Tuple, raw, field, Token::NONE, |l| {
        pattern(l, raw, Field::Item)
    });
}

/// `Some(x)`.
fn pattern_call<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let of = raw.child_by_field_name("type");
    let mut cursor = raw.walk();
    let children: Vec<Raw<'t>> = raw.children(&mut cursor).collect();
    l.build(Kind::Call, raw, field, Token::NONE, |l| {
        for part in children {
            if Some(part) == of {
                l.visit(part, Field::Callee);
            } else if part.kind() == "_" {
                l.word(Kind::Name, part, Field::Arg);
            } else if part.is_named() {
                l.visit(part, Field::Arg);
            }
        }
    });
}

fn field_pattern<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Keyword, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "name", Field::Name);
        if !l.visit_field(raw, "pattern", Field::Value) {
            l.visit_field(raw, "name", Field::Value);
        }
    });
}

fn jump<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let kind = if raw.kind() == "break_expression" {
        Kind::Break
    } else {
        Kind::Continue
    };
    l.build(kind, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            let is_label = part.kind() == "label";
            l.visit(part, if is_label { Field::Label } else { Field::Value });
        }
    });
}

/// One node for each name: `use a::{b, c as d, e::*}`.
fn import<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if let Some(argument) = raw.child_by_field_name("argument") {
        imported(l, raw, argument, &mut Vec::new(), field);
    }
}

fn imported<'t>(
    l: &mut Lowering<'t>,
    raw: Raw<'t>,
    clause: Raw<'t>,
    prefix: &mut Vec<Raw<'t>>,
    field: Field,
) {
    let depth = prefix.len();
    let one = |l: &mut Lowering<'t>, names: &[Raw<'t>], alias: Option<Raw<'t>>, takes_all: bool| {
        let token = if takes_all {
            Token::of("*")
        } else {
            Token::NONE
        };
        l.build(Kind::Import, raw, field, token, |l| {
            let (module, name) = match names.split_last() {
                Some((name, module)) if !takes_all && !module.is_empty() => (module, Some(*name)),
                _ => (names, None),
            };
            path_of(l, clause, Field::Module, module);
            if let Some(name) = name {
                l.visit(name, Field::Name);
            }
            if let Some(alias) = alias {
                l.visit(alias, Field::Alias);
            }
        });
    };
    match clause.kind() {
        _ if l.placeholder(clause).is_some() => {
            prefix.push(clause);
            one(l, prefix, None, false);
        }
        "use_list" => {
            for clause in parts(clause) {
                imported(l, raw, clause, prefix, field);
            }
        }
        "scoped_use_list" => {
            if let Some(path) = clause.child_by_field_name("path") {
                segments(path, prefix);
            }
            if let Some(list) = clause.child_by_field_name("list") {
                imported(l, raw, list, prefix, field);
            }
        }
        "use_wildcard" => {
            parts(clause)
                .into_iter()
                .for_each(|path| segments(path, prefix));
            one(l, prefix, None, true);
        }
        "use_as_clause" => {
            if let Some(path) = clause.child_by_field_name("path") {
                segments(path, prefix);
            }
            one(l, prefix, clause.child_by_field_name("alias"), false);
        }
        "self" if depth > 0 => one(l, prefix, None, false),
        _ => {
            segments(clause, prefix);
            one(l, prefix, None, false);
        }
    }
    prefix.truncate(depth);
}

/// The names of `a::b::c`.
fn segments<'t>(raw: Raw<'t>, into: &mut Vec<Raw<'t>>) {
    if raw.kind() != "scoped_identifier" {
        return into.push(raw);
    }
    if let Some(path) = raw.child_by_field_name("path") {
        segments(path, into);
    }
    into.extend(raw.child_by_field_name("name"));
}

/// `a::b`; `::b` is `b`.
fn path<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if raw.child_by_field_name("path").is_none() {
        l.visit_field(raw, "name", field);
        return;
    }
    l.build(Kind::Member, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "path", Field::Object);
        l.visit_field(raw, "name", Field::Name);
    });
}

fn pointer_type<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let token = if raw.kind() == "reference_type" {
        Token::of("&")
    } else {
        Token::NONE
    };
    l.build(Kind::PointerType, raw, field, token, |l| {
        l.visit_field(raw, "type", Field::Type);
    });
}

fn foreign<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if let Some(body) = raw.child_by_field_name("body") {
        items(l, body, field);
    }
}

/// Structures, traits and implementations; the trait that is implemented is what is above the type.
fn class<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let of = raw.child_by_field_name("trait");
    let word = match raw.kind() {
        "impl_item" if of.is_some() => "impl for",
        kind => kind.trim_end_matches("_item"),
    };
    l.build(Kind::Class, raw, field, Token::of(word), |l| {
        if let Some(modifier) = part(raw, "visibility_modifier") {
            l.visit(modifier, Field::Modifier);
        }
        l.visit_field(raw, "name", Field::Name);
        l.visit_field(raw, "type", Field::Name);
        l.visit_field(raw, "type_parameters", Field::TypeParam);
        l.visit_field(raw, "bounds", Field::Super);
        if let Some(of) = of {
            l.visit(of, Field::Super);
        }
        block(l, raw, "body", Field::Body);
    });
}

/// `name(args)` or `name = value`.
fn attribute<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    l.build(Kind::Decorator, raw, Field::Decorator, Token::NONE, |l| {
        if let Some(name) = parts(raw).first() {
            l.visit(*name, Field::Name);
        }
        if let Some(tokens) = raw.child_by_field_name("arguments") {
            arguments(l, tokens, false);
        }
        l.visit_field(raw, "value", Field::Arg);
    });
}

/// A block that is a statement is told apart from others; as a value it is worth what it ends with.
fn unsafe_block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if field != Field::Item {
        return l.visit_children(raw, field);
    }
    l.build(Kind::With, raw, field, Token::of("unsafe"), |l| {
        l.visit_children(raw, Field::Body)
    });
}
