//! Elixir. Everything is a call there, definitions and branches too: `forms.rs` tells what those of the language's own
//! are. An atom is a string with the token `:`, a map a record of which a pattern may name some keys, and `x |> f(y)`
//! the call `f(x, y)`, which the compiler makes of it. A call with a block is a call of the call, as in Ruby.

use tree_sitter::Node as Raw;

use assay_syntax::hooks::{self, part, parts};
use assay_syntax::{
    Dots, Field, Kind, Lowering, LoweringTable, Shape, Slot::To, Token, Wrapper, hook, inline,
    leaf, node, string,
};

use super::forms;

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    // Texts are joined by `<>`, and nothing else.
    operators: &[("and", "&&"), ("or", "||"), ("not", "!"), ("<>", "..")],
    wrappers: &[
        Wrapper("", ""),
        Wrapper("f(", ")"),
        Wrapper("case x do ", " end"),
        Wrapper("case x do ", " -> 1 end"),
        Wrapper("", " do\nend"),
        Wrapper("", " end"),
        Wrapper("try do 1\n", " end"),
        Wrapper("if x do 1\n", " end"),
        Wrapper("%{", "}"),
    ],
    dots: &[Dots("@", ""), Dots("@: @", "(|,|{|["), Dots("@ -> @", "do")],
    ..LoweringTable::PLAIN
};

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    hook("source", hooks::statements),
    leaf("identifier", Kind::Name),
    leaf("operator_identifier", Kind::Name),
    leaf("integer", Kind::Int),
    leaf("float", Kind::Float),
    leaf("boolean", Kind::Bool),
    leaf("nil", Kind::Null),
    leaf("char", Kind::Char),
    hook("alias", alias),
    hook("atom", atom),
    hook("quoted_atom", quoted_atom),
    string("string", &["interpolation"]),
    hook("charlist", charlist),
    hook("sigil", sigil),

    node("list", Kind::List, &[]),
    node("tuple", Kind::Tuple, &[]),
    hook("map", map),
    inline("map_content"),
    inline("keywords"),
    hook("pair", pair),
    hook("block", block),
    inline("arguments"),
    hook("binary_operator", binary),
    hook("unary_operator", unary),
    hook("dot", dot),
    hook("call", forms::call),
    node("access_call", Kind::Index, &[("target", To(Field::Object)), ("key", To(Field::Index))]),
    hook("anonymous_function", forms::lambda),
    hook("stab_clause", forms::case),
    hook("body", hooks::statements),
];

/// `A.B` is one word to the grammar.
fn alias<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let start = raw.start_byte();
    let text = l.text(raw).to_owned();
    let mark = l.mark();
    let mut at = start;
    for (place, name) in text.split('.').enumerate() {
        let blank = name.len() - name.trim_start().len();
        let span = at + blank..at + blank + name.trim().len();
        at += name.len() + 1;
        let end = span.end;
        if place == 0 {
            l.name_at(span, Field::Object);
            continue;
        }
        l.name_at(span, Field::Name);
        l.close(Kind::Member, start..end, Field::Object, Token::NONE, mark);
    }
    if let [only] = *l.pending(mark) {
        l.relabel(only, field);
    }
}

fn atom<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let inside = raw.start_byte() + 1..raw.end_byte();
    l.string_of(raw, field, Token::of(":"), inside, &[]);
}

fn quoted_atom<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    quoted(l, raw, field, Token::of(":"));
}

fn charlist<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    quoted(l, raw, field, Token::of("'"));
}

/// A text between the quotes that the grammar tells.
fn quoted<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field, token: Token) {
    l.string_of(raw, field, token, inside(raw), &["interpolation"]);
}

fn inside(raw: Raw<'_>) -> std::ops::Range<usize> {
    let ends = ["quoted_start", "quoted_end"].map(|name| raw.child_by_field_name(name));
    match ends {
        [Some(open), Some(close)] => open.end_byte()..close.start_byte().max(open.end_byte()),
        _ => raw.byte_range(),
    }
}

/// `~r/…/` is a regular expression, `~s(…)` a string, `~w(…)` and the others are strings of their own sorts.
fn sigil<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let name = part(raw, "sigil_name").map_or("", |name| l.text(name));
    let flags = part(raw, "sigil_modifiers").map_or("", |flags| l.text(flags));
    let (is_regex, token) = match name {
        "r" | "R" if flags.is_empty() => (true, Token::NONE),
        "r" | "R" => (true, Token::of(flags)),
        "s" | "S" => (false, Token::NONE),
        name => (false, Token::of(&format!("~{name}"))),
    };
    if !is_regex {
        return quoted(l, raw, field, token);
    }
    l.build(Kind::Regex, raw, field, token, |l| {
        l.string_pieces(raw, inside(raw), &["interpolation"])
    });
}

/// `%{…}`, and `%Name{…}`, which makes a struct.
fn map<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let Some(name) = part(raw, "struct") else {
        return l.build(Kind::Record, raw, field, Token::NONE, |l| {
            l.visit_children(raw, Field::Item)
        });
    };
    l.build(Kind::New, raw, field, Token::NONE, |l| {
        l.visit_children(name, Field::Type);
        for content in parts(raw).into_iter().filter(|part| *part != name) {
            l.visit(content, Field::Arg);
        }
    });
}

/// `key: value`: an argument by name in a call or a struct, elsewhere a pair.
pub(super) fn pair<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let (kind, name) = match field {
        Field::Arg => (Kind::Keyword, Field::Name),
        _ => (Kind::Pair, Field::Key),
    };
    l.build(kind, raw, field, Token::NONE, |l| {
        if let Some(key) = raw.child_by_field_name("key") {
            key_of(l, key, name);
        }
        l.visit_field(raw, "value", Field::Value);
    });
}

/// `name:` without the colon.
fn key_of<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    match raw.kind() {
        "quoted_keyword" => quoted(l, raw, field, Token::of(":")),
        _ => {
            let name = l.text(raw).trim_end().trim_end_matches(':').len();
            let span = raw.start_byte()..raw.start_byte() + name;
            match field {
                Field::Key => atom_key(l, span, field),
                _ => l.name_at(span, field),
            }
        }
    }
}

/// A key that is an atom: neither a variable nor the string of that text.
fn atom_key(l: &mut Lowering<'_>, span: std::ops::Range<usize>, field: Field) {
    let word = l.source(span.clone()).to_owned();
    match l.is_placeholder(&word) {
        true => l.name_at(span, field),
        false => l.leaf(Kind::Word, span, field, Token::of(&word)),
    }
}

/// Brackets around one expression, or several as a block.
fn block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    match *parts(raw) {
        [only] => l.visit(only, field),
        _ => l.build(Kind::Block, raw, field, Token::NONE, |l| {
            hooks::statements(l, raw, field)
        }),
    }
}

fn binary<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let sides = ["left", "right"].map(|name| raw.child_by_field_name(name));
    let operator = raw.child_by_field_name("operator");
    let ([Some(left), Some(right)], Some(operator)) = (sides, operator) else {
        return l.visit_children(raw, field);
    };
    let word = l.text(operator).to_owned();
    let (kind, token, slots) = match word.as_str() {
        "|>" => return forms::pipe(l, raw, field, left, right),
        "|" if field == Field::Item
            && raw.parent().is_some_and(|up| up.kind() == "map_content") =>
        {
            return updated(l, left, right, field);
        }
        "=>" => (Kind::Pair, Token::NONE, [Field::Key, Field::Value]),
        "=" => (Kind::Assign, Token::NONE, [Field::Left, Field::Right]),
        "<-" => (Kind::VarDef, Token::of("<-"), [Field::Left, Field::Right]),
        operator => (
            Kind::Binary,
            l.operator(operator),
            [Field::Left, Field::Right],
        ),
    };
    l.build(kind, raw, field, token, |l| {
        match (kind, left.kind()) {
            // `:a => 1` is `a: 1`.
            (Kind::Pair, "atom") => atom_key(l, left.start_byte() + 1..left.end_byte(), slots[0]),
            _ => l.visit(left, slots[0]),
        }
        l.visit(right, slots[1]);
    });
}

/// `%{map | key: value}`.
fn updated<'t>(l: &mut Lowering<'t>, old: Raw<'t>, new: Raw<'t>, field: Field) {
    l.build(Kind::Spread, old, field, Token::of("|"), |l| {
        l.visit(old, Field::Value)
    });
    l.visit(new, field);
}

/// `@name`, `@name value`, `&name/1`, `&(&1 + 1)`, `-x`.
fn unary<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let operator = raw
        .child_by_field_name("operator")
        .map_or("", |sign| l.text(sign));
    // Brackets count as operands as well.
    let mut cursor = raw.walk();
    let operand = raw
        .children_by_field_name("operand", &mut cursor)
        .find(Raw::is_named);
    let Some(operand) = operand else {
        return l.visit_children(raw, field);
    };
    match operator {
        "@" => attribute(l, raw, field, operand),
        "&" => captured(l, raw, field, operand),
        operator => {
            let token = l.operator(operator);
            l.build(Kind::Unary, raw, field, token, |l| {
                l.visit(operand, Field::Value)
            });
        }
    }
}

/// An attribute of the module is a variable with a sign before its name.
fn attribute<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field, operand: Raw<'t>) {
    let arguments = part(operand, "arguments").map(parts).unwrap_or_default();
    let target = operand.child_by_field_name("target");
    match (target, &*arguments) {
        (Some(name), [value]) => l.build(Kind::Assign, raw, field, Token::NONE, |l| {
            attribute_name(l, raw, name, Field::Left);
            l.visit(*value, Field::Right);
        }),
        _ => attribute_name(l, raw, operand, field),
    }
}

fn attribute_name<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, name: Raw<'t>, field: Field) {
    if l.placeholder(name).is_some() {
        return l.visit(name, field);
    }
    let span = raw.start_byte()..name.end_byte();
    let token = Token::of(l.source(span.clone()));
    l.leaf(Kind::Name, span, field, token);
}

/// A function by its name, a parameter of a short function, or such a function.
fn captured<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field, operand: Raw<'t>) {
    let arity = operand
        .child_by_field_name("operator")
        .filter(|sign| l.text(*sign) == "/")
        .and_then(|_| operand.child_by_field_name("right"))
        .filter(|arity| arity.kind() == "integer");
    if operand.kind() == "integer" {
        return l.word(Kind::Name, raw, field);
    }
    if let Some(arity) = arity {
        let token = Token::of(l.text(arity));
        return l.build(Kind::Ref, raw, field, token, |l| {
            l.visit_field(operand, "left", Field::Value);
        });
    }
    l.build(Kind::Lambda, raw, field, Token::NONE, |l| {
        for parameter in forms::captures(l, operand) {
            l.build(Kind::Param, parameter, Field::Param, Token::NONE, |l| {
                l.word(Kind::Name, parameter, Field::Name)
            });
        }
        l.visit_block(operand, Field::Body);
    });
}

/// `a.b` and `A.b`, and the function in `f.(x)`.
fn dot<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let Some(right) = raw.child_by_field_name("right") else {
        l.visit_field(raw, "left", field);
        return;
    };
    l.build(Kind::Member, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "left", Field::Object);
        match right.kind() {
            "identifier" | "operator_identifier" => l.visit(right, Field::Name),
            _ => l.name_at(right.byte_range(), Field::Name),
        }
    });
}
