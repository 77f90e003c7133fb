//! Definitions of Julia: functions in their three forms, types, modules, imports.

use tree_sitter::Node as Raw;

use assay_syntax::hooks::parts;
use assay_syntax::{Field, Kind, Lowering, Token};

use super::statements;

/// Whether the left side of an assignment is the head of a function.
pub(super) fn is_signature(left: Raw<'_>) -> bool {
    match left.kind() {
        "call_expression" => true,
        "where_expression" | "typed_expression" => parts(left)
            .first()
            .is_some_and(|inner| is_signature(*inner)),
        _ => false,
    }
}

/// `f(x) = y`.
pub(super) fn short<'t>(
    l: &mut Lowering<'t>,
    raw: Raw<'t>,
    field: Field,
    left: Raw<'t>,
    value: Raw<'t>,
) {
    l.build(Kind::Function, raw, field, Token::NONE, |l| {
        signature(l, left);
        l.visit_returned(value, Field::Body);
    });
}

/// `function f(x) … end`, `function (x) … end`, `macro m(x) … end`.
pub(super) fn function<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let parts = parts(raw);
    let Some((head, body)) = parts.split_first() else {
        return;
    };
    let own = head.named_child(0);
    let is_nameless = own.is_some_and(|own| own.kind() == "argument_list");
    let kind = if is_nameless {
        Kind::Lambda
    } else {
        Kind::Function
    };
    l.build(kind, raw, field, Token::NONE, |l| {
        if raw.kind() == "macro_definition" {
            let word = raw.start_byte()..raw.start_byte() + "macro".len();
            l.leaf(Kind::Modifier, word, Field::Modifier, Token::of("macro"));
        }
        match own {
            Some(own) if l.placeholder(*head).is_none() => signature(l, own),
            _ => l.visit(*head, Field::Name),
        }
        statements::body_of(l, raw, body, Field::Body);
    });
}

/// `f(x)::T where T`: name, parameters, result, parameters that are types.
fn signature<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    let parts = parts(raw);
    match (raw.kind(), &*parts) {
        ("call_expression", [name, arguments, ..]) => {
            l.visit(*name, Field::Name);
            parameters(l, *arguments);
        }
        ("typed_expression", [head, of]) => {
            signature(l, *head);
            l.visit(*of, Field::Result);
        }
        ("where_expression", [head, types @ ..]) => {
            signature(l, *head);
            for of in types {
                type_parameters(l, *of);
            }
        }
        ("argument_list", _) => parameters(l, raw),
        _ => l.visit(raw, Field::Name),
    }
}

fn type_parameters<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    let each = match raw.kind() {
        "curly_expression" => parts(raw),
        _ => vec![raw],
    };
    for one in each {
        let parts = parts(one);
        l.build(
            Kind::Param,
            one,
            Field::TypeParam,
            Token::NONE,
            |l| match (one.kind(), &*parts) {
                ("binary_expression", [name, _, bound]) => {
                    l.visit(*name, Field::Name);
                    l.visit(*bound, Field::Type);
                }
                _ => l.visit(one, Field::Name),
            },
        );
    }
}

pub(super) fn parameters<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    for part in parts(raw) {
        parameter(l, part);
    }
}

/// `x`, `x::T`, `::T`, `x = 1`, `x...`.
fn parameter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    let stands = l.placeholder(raw);
    if stands.is_some_and(|(kind, _)| kind != Kind::Metavar) {
        return l.visit(raw, Field::Param);
    }
    let inner = parts(raw);
    let token = match raw.kind() {
        "splat_expression" => Token::of("..."),
        _ => Token::NONE,
    };
    l.build(Kind::Param, raw, Field::Param, token, |l| {
        match (raw.kind(), &*inner) {
            ("named_argument" | "assignment", [name, .., default]) => {
                typed_name(l, *name);
                l.visit(*default, Field::Default);
            }
            ("splat_expression", [name]) => typed_name(l, *name),
            _ => typed_name(l, raw),
        }
    });
}

fn typed_name<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    match (raw.kind(), &*parts(raw)) {
        ("typed_expression", [name, of]) => {
            l.visit(*name, Field::Name);
            l.visit(*of, Field::Type);
        }
        ("unary_typed_expression", [of]) => l.visit(*of, Field::Type),
        _ => l.visit(raw, Field::Name),
    }
}

/// `x -> y`, `(x, y) -> z`.
pub(super) fn arrow<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let [head, body] = *parts(raw) else {
        return l.visit_children(raw, field);
    };
    l.build(Kind::Lambda, raw, field, Token::NONE, |l| {
        match head.kind() {
            "argument_list" => parameters(l, head),
            _ => parameter(l, head),
        }
        l.visit_returned(body, Field::Body);
    });
}

/// `do x … end`.
pub(super) fn do_block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let parts = parts(raw);
    let is_head = |first: &&Raw<'_>| first.kind() == "argument_list";
    let head = usize::from(parts.first().filter(is_head).is_some());
    l.build(Kind::Lambda, raw, field, Token::NONE, |l| {
        for head in &parts[..head] {
            parameters(l, *head);
        }
        statements::body_of(l, raw, &parts[head..], Field::Body);
    });
}

/// `mutable struct Name{T} <: Super … end`, `abstract type Name end`.
pub(super) fn structure<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let parts = parts(raw);
    let Some((head, body)) = parts.split_first() else {
        return;
    };
    let word = match raw.kind() {
        "abstract_definition" => "abstract type",
        "primitive_definition" => "primitive type",
        _ => "struct",
    };
    let is_mutable = l.text(raw).starts_with("mutable");
    l.build(Kind::Class, raw, field, Token::of(word), |l| {
        if is_mutable {
            let word = raw.start_byte()..raw.start_byte() + "mutable".len();
            l.leaf(Kind::Modifier, word, Field::Modifier, Token::of("mutable"));
        }
        match head.named_child(0) {
            Some(own) if l.placeholder(*head).is_none() => type_head(l, own),
            _ => l.visit(*head, Field::Name),
        }
        if raw.kind() == "struct_definition" {
            members(l, raw, body);
        }
    });
}

fn type_head<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    match (raw.kind(), &*parts(raw)) {
        ("binary_expression", [name, _, of]) => {
            type_head(l, *name);
            l.visit(*of, Field::Super);
        }
        ("parametrized_type_expression", [name, types]) => {
            l.visit(*name, Field::Name);
            type_parameters(l, *types);
        }
        _ => l.visit(raw, Field::Name),
    }
}

/// Fields are definitions without a value; constructors stand among them.
fn members<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, body: &[Raw<'t>]) {
    let start = body
        .first()
        .map_or(raw.end_byte(), |first| first.start_byte());
    let end = body.last().map_or(start, |last| last.end_byte());
    l.build_over(Kind::Block, start..end, Field::Body, Token::NONE, |l| {
        for part in body {
            let is_field = matches!(part.kind(), "typed_expression" | "identifier");
            if is_field && l.placeholder(*part).is_none() {
                l.build(
                    Kind::VarDef,
                    *part,
                    Field::Item,
                    Token::NONE,
                    |l| match &*parts(*part) {
                        [name, of] => {
                            l.visit(*name, Field::Left);
                            l.visit(*of, Field::Type);
                        }
                        _ => l.visit(*part, Field::Left),
                    },
                );
                continue;
            }
            let mark = l.mark();
            l.visit(*part, Field::Item);
            l.make_statement(mark);
        }
    });
}

/// `module M … end`.
pub(super) fn module<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let parts = parts(raw);
    l.build(Kind::Namespace, raw, field, Token::NONE, |l| {
        if let Some((name, body)) = parts.split_first() {
            l.visit(*name, Field::Name);
            statements::body_of(l, raw, body, Field::Body);
        }
    });
}

/// `using a, b` takes all names of each, `using a: b, c` some, `import a` none.
pub(super) fn import<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_using = raw.kind() == "using_statement";
    let parts = parts(raw);
    let many = parts.len() > 1;
    for (place, part) in parts.into_iter().enumerate() {
        let start = if place == 0 { raw } else { part }.start_byte();
        let span = if many {
            start..part.end_byte()
        } else {
            raw.byte_range()
        };
        match part.kind() {
            "selected_import" => selected(l, raw, part, field),
            kind => {
                let takes_all = is_using && kind != "import_alias";
                let token = if takes_all {
                    Token::of("*")
                } else {
                    Token::NONE
                };
                l.build_over(Kind::Import, span, field, token, |l| {
                    using(l, raw);
                    renamed(l, part, Field::Module);
                });
            }
        }
    }
}

fn selected<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, list: Raw<'t>, field: Field) {
    let parts = parts(list);
    let Some((module, names)) = parts.split_first() else {
        return;
    };
    for (place, name) in names.iter().enumerate() {
        let start = if place == 0 { raw } else { *name }.start_byte();
        l.build_over(
            Kind::Import,
            start..name.end_byte(),
            field,
            Token::NONE,
            |l| {
                using(l, raw);
                l.visit(*module, Field::Module);
                renamed(l, *name, Field::Name);
            },
        );
    }
}

/// The word that tells `using` from `import`.
fn using<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    if raw.kind() == "using_statement" {
        let word = raw.start_byte()..raw.start_byte() + "using".len();
        l.leaf(Kind::Modifier, word, Field::Modifier, Token::of("using"));
    }
}

/// A name, perhaps with another one for it.
fn renamed<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    match (raw.kind(), &*parts(raw)) {
        ("import_alias", [name, alias]) => {
            l.visit(*name, field);
            l.visit(*alias, Field::Alias);
        }
        _ => l.visit(raw, field),
    }
}
