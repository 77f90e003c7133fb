//! Julia. Statements and definitions have files of their own; this one has the table and expressions.
//!
//! The grammar names few parts, so that most are told by their place and kind.

use tree_sitter::Node as Raw;

use assay_syntax::hooks::{self, parts};
use assay_syntax::{
    Dots, Field, Kind, Lowering, LoweringTable, Shape,
    Slot::{Block, To},
    Token, Wrapper, hook, inline, leaf, node, string,
};

use super::{definitions, statements};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    operators: &[
        ("≠", "!="),
        ("≤", "<="),
        ("≥", ">="),
        ("^", "**"),
        ("⊻", "^"),
    ],
    wrappers: &[
        Wrapper("", ""),
        Wrapper("f(", ")"),
        Wrapper("", "\nend"),
        Wrapper("try\n", "\nend"),
        Wrapper("if x\n", "\nend"),
        Wrapper("struct S\n", "\nend"),
    ],
    in_strings: Some(Dots("$@", "")),
    dots: &[Dots("@", "")],
    ..LoweringTable::PLAIN
};

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    hook("source_file", hooks::statements),
    leaf("identifier", Kind::Name),
    leaf("operator", Kind::Name),
    hook("integer_literal", hooks::number),
    hook("float_literal", hooks::number),
    leaf("boolean_literal", Kind::Bool),
    leaf("character_literal", Kind::Char),
    string("string_literal", &["string_interpolation"]),
    hook("command_literal", command),
    hook("prefixed_string_literal", prefixed),
    hook("prefixed_command_literal", prefixed),
    hook("quote_expression", symbol),

    node("vector_expression", Kind::List, &[]),
    node("matrix_expression", Kind::List, &[]),
    node("matrix_row", Kind::List, &[]),
    node("tuple_expression", Kind::Tuple, &[]),
    node("open_tuple", Kind::Tuple, &[]),
    node("curly_expression", Kind::Set, &[]),
    hook("named_field", named),
    hook("named_argument", named),
    hook("parenthesized_expression", parenthesized),
    hook("comprehension_expression", comprehension),
    hook("for_clause", for_clause),
    node("if_clause", Kind::CompIf, &[("", To(Field::Cond))]),

    hook("call_expression", call),
    hook("broadcast_call_expression", call),
    hook("macrocall_expression", macro_call),
    hook("macro_identifier", macro_name),
    inline("argument_list"),
    inline("macro_argument_list"),
    hook("do_clause", definitions::do_block),
    hook("field_expression", member),
    hook("scoped_identifier", hooks::path),
    hook("import_path", import_path),
    hook("index_expression", index),
    hook("parametrized_type_expression", generic),
    hook("binary_expression", binary),
    hook("range_expression", range),
    hook("unary_expression", unary),
    hook("adjoint_expression", adjoint),
    hook("juxtaposition_expression", juxtaposed),
    hook("splat_expression", splat),
    hook("ternary_expression", ternary),
    hook("typed_expression", typed),
    hook("where_expression", first),
    hook("arrow_function_expression", definitions::arrow),
    hook("assignment", statements::assignment),
    hook("let_binding", statements::assignment),
    hook("compound_assignment_expression", statements::compound_assignment),

    hook("function_definition", definitions::function),
    hook("macro_definition", definitions::function),
    hook("struct_definition", definitions::structure),
    hook("abstract_definition", definitions::structure),
    hook("primitive_definition", definitions::structure),
    hook("module_definition", definitions::module),
    hook("const_statement", statements::declaration),
    hook("global_statement", statements::declaration),
    hook("local_statement", statements::declaration),
    hook("import_statement", definitions::import),
    hook("using_statement", definitions::import),
    hook("compound_statement", statements::block),
    hook("let_statement", statements::let_block),
    hook("if_statement", statements::conditional),
    hook("try_statement", statements::attempt),
    hook("for_statement", statements::for_loop),
    hook("while_statement", statements::while_loop),
    node("break_statement", Kind::Break, &[]),
    node("continue_statement", Kind::Continue, &[]),
    node("return_statement", Kind::Return, &[("", To(Field::Value))]),
    node("quote_statement", Kind::With, &[("", Block(Field::Body))]),
];

/// `r"…"` is a regular expression, `raw"…"` a string, others are strings of their own sorts.
fn prefixed<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let prefix = raw
        .child_by_field_name("prefix")
        .map_or(String::new(), |prefix| l.text(prefix).to_owned());
    let contents: Vec<Raw<'t>> = parts(raw)
        .into_iter()
        .filter(|part| matches!(part.kind(), "content" | "escape_sequence"))
        .collect();
    let inside = match (contents.first(), contents.last()) {
        (Some(first), Some(last)) => first.start_byte()..last.end_byte(),
        _ => raw.end_byte()..raw.end_byte(),
    };
    match prefix.as_str() {
        "r" => {
            let flags = raw
                .child_by_field_name("suffix")
                .map_or(Token::NONE, |flags| Token::of(l.text(flags)));
            l.build(Kind::Regex, raw, field, flags, |l| {
                l.string_pieces(raw, inside, &[])
            });
        }
        "raw" => l.string_of(raw, field, Token::NONE, inside, &[]),
        prefix => l.string_of(raw, field, Token::of(prefix), inside, &[]),
    }
}

/// A command is no string, but one is in it.
fn command<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let quotes = if l.text(raw).starts_with("```") { 3 } else { 1 };
    let end = raw.end_byte().saturating_sub(quotes);
    let inside = raw.start_byte() + quotes..end.max(raw.start_byte() + quotes);
    l.build(Kind::Other, raw, field, Token::of("`"), |l| {
        l.string_of(
            raw,
            Field::Item,
            Token::of("`"),
            inside,
            &["string_interpolation"],
        );
    });
}

/// `:name` is a string of its own sort; other quoted code keeps its parts.
fn symbol<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    match *parts(raw) {
        [only] if matches!(only.kind(), "identifier" | "operator") => {
            l.string_of(raw, field, Token::of(":"), only.byte_range(), &[]);
        }
        _ => l.build(Kind::Other, raw, field, Token::of(":()"), |l| {
            l.visit_children(raw, Field::Item)
        }),
    }
}

/// `name = value` among arguments and in tuples.
fn named<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let parts = parts(raw);
    let (Some(name), Some(value)) = (parts.first(), parts.last().filter(|_| parts.len() > 1))
    else {
        return l.visit_children(raw, field);
    };
    l.build(Kind::Keyword, raw, field, Token::NONE, |l| {
        l.visit(*name, Field::Name);
        l.visit(*value, Field::Value);
    });
}

/// `(a)` is `a`, `(a; b)` a block, `(a for a in b)` a generator.
fn parenthesized<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let parts = parts(raw);
    if parts.iter().any(|part| part.kind() == "for_clause") {
        return comprehension(l, raw, field);
    }
    match *parts {
        [only] => l.visit(only, field),
        _ => statements::block(l, raw, field),
    }
}

fn comprehension<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let bracket = Token::of(&l.text(raw)[..1]);
    l.build(Kind::Comprehension, raw, field, bracket, |l| {
        for part in parts(raw) {
            match part.kind() {
                "for_clause" | "if_clause" => l.visit(part, Field::Item),
                _ => l.visit(part, Field::Value),
            }
        }
    });
}

fn for_clause<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    for binding in parts(raw) {
        l.build(Kind::CompFor, binding, field, Token::NONE, |l| {
            statements::binding(l, binding)
        });
    }
}

/// `f(x)` and `f.(x)`; a block behind it is one more argument.
fn call<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let token = match raw.kind() {
        "broadcast_call_expression" => Token::of("."),
        _ => Token::NONE,
    };
    l.build(Kind::Call, raw, field, token, |l| {
        for (place, part) in parts(raw).into_iter().enumerate() {
            match place {
                0 => l.visit(part, Field::Callee),
                _ => l.visit(part, Field::Arg),
            }
        }
    });
}

/// `@name a b` and `@name(a, b)`.
fn macro_call<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let parts = parts(raw);
    let name = parts
        .iter()
        .position(|part| part.kind() == "macro_identifier");
    let Some(name) = name else {
        return l.visit_children(raw, field);
    };
    l.build(Kind::Call, raw, field, Token::NONE, |l| {
        match name {
            0 => l.visit(parts[0], Field::Callee),
            _ => {
                let span = raw.start_byte()..parts[name].end_byte();
                l.build_over(Kind::Member, span, Field::Callee, Token::NONE, |l| {
                    l.visit(parts[0], Field::Object);
                    l.visit(parts[name], Field::Name);
                });
            }
        }
        for argument in &parts[name + 1..] {
            l.visit(*argument, Field::Arg);
        }
    });
}

/// The sign is part of the name, unless a metavariable stands behind it.
fn macro_name<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_placeholder = parts(raw)
        .first()
        .is_some_and(|name| l.placeholder(*name).is_some());
    match is_placeholder {
        true => l.visit_children(raw, field),
        false => l.word(Kind::Name, raw, field),
    }
}

fn member<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Member, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "value", Field::Object);
        for name in parts(raw).into_iter().skip(1) {
            l.visit(name, Field::Name);
        }
    });
}

/// `..name`: as many modules up as there are dots.
fn import_path<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let Some(path) = parts(raw).last().copied() else {
        return;
    };
    l.visit(path, field);
}

fn index<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Index, raw, field, Token::NONE, |l| {
        for (place, part) in parts(raw).into_iter().enumerate() {
            match (place, part.kind()) {
                (0, _) => l.visit(part, Field::Object),
                (_, "vector_expression") => l.visit_children(part, Field::Index),
                _ => l.visit(part, Field::Index),
            }
        }
    });
}

fn generic<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Generic, raw, field, Token::NONE, |l| {
        for (place, part) in parts(raw).into_iter().enumerate() {
            match (place, part.kind()) {
                (0, _) => l.visit(part, Field::Type),
                (_, "curly_expression") => l.visit_children(part, Field::TypeArg),
                _ => l.visit(part, Field::TypeArg),
            }
        }
    });
}

fn binary<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let [left, operator, right] = *parts(raw) else {
        return l.visit_children(raw, field);
    };
    let token = l.operator(l.text(operator));
    l.build(Kind::Binary, raw, field, token, |l| {
        l.visit(left, Field::Left);
        l.visit(right, Field::Right);
    });
}

fn range<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    two(l, raw, field, Token::of(":"));
}

/// `2x` is a product.
fn juxtaposed<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    two(l, raw, field, Token::of("*"));
}

fn two<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field, token: Token) {
    l.build(Kind::Binary, raw, field, token, |l| {
        for (part, field) in parts(raw).into_iter().zip([Field::Left, Field::Right]) {
            l.visit(part, field);
        }
    });
}

fn unary<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let [operator, value] = *parts(raw) else {
        return l.visit_children(raw, field);
    };
    let token = l.operator(l.text(operator));
    l.build(Kind::Unary, raw, field, token, |l| {
        l.visit(value, Field::Value)
    });
}

fn adjoint<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Unary, raw, field, Token::of("'"), |l| {
        l.visit_children(raw, Field::Value)
    });
}

fn splat<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Spread, raw, field, Token::of("..."), |l| {
        l.visit_children(raw, Field::Value)
    });
}

fn ternary<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let fields = [Field::Cond, Field::Then, Field::Else];
    l.build(Kind::Conditional, raw, field, Token::NONE, |l| {
        for (part, field) in parts(raw).into_iter().zip(fields) {
            l.visit(part, field);
        }
    });
}

/// `value::Type`.
fn typed<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Cast, raw, field, Token::NONE, |l| {
        for (part, field) in parts(raw).into_iter().zip([Field::Value, Field::Type]) {
            l.visit(part, field);
        }
    });
}

/// `T where T <: S` outside of a definition.
fn first<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if let Some(first) = parts(raw).first() {
        l.visit(*first, field);
    }
}
