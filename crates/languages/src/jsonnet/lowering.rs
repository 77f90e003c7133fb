//! Jsonnet. A file is one expression; `local a = b; c` is a block with a definition and what is made of it.
//!
//! Calls, members and signs have no node of their own in the grammar: an expression is a row of siblings, an atom with
//! signs before and suffixes behind it.

use std::ops::Range;

use tree_sitter::Node as Raw;

use assay_syntax::hooks;
use assay_syntax::{
    Dots, Field, Kind, Lowering, LoweringTable, Shape, Token, Wrapper, hook, inline, leaf, string,
};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    wrappers: &[
        Wrapper("", ""),
        Wrapper("{", "}"),
        Wrapper("", "; x"),
        Wrapper("f(", ")"),
        Wrapper("local ", "; x"),
    ],
    dots: &[
        Dots("@", ""),
        Dots("@: @", "{|,"),
        Dots("local @ = @;", ";"),
    ],
    ..LoweringTable::PLAIN
};

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    hook("source_file", file),
    leaf("ident", Kind::Name),
    inline("ident_ref"),
    leaf("dollar", Kind::Special),
    hook("literal", literal),
    hook("number", hooks::number),
    string("string", &[]),
    string("verbatim_string", &[]),
    hook("string_block", text_block),

    hook("parened", only),
    hook("array", list),
    hook("object", object),
    inline("member"),
    hook("member_local", only_part),
    hook("member_assert", only_part),
    hook("field", pair),
    hook("field_name", key),
    hook("for_spec", for_spec),
    hook("if_spec", if_spec),

    hook("binary_expr", binary),
    hook("if_then_else", conditional),
    hook("function_expr", lambda),
    inline("params"),
    hook("param", parameter),
    hook("arg", argument),
    hook("error_expr", error),
    hook("import_expr", import),
    hook("local_expr", block),
    hook("assert_expr", block),
    hook("assertion", assertion),
    hook("bind", definition),
];

/// The children of a node without comments, its signs and words among them.
fn pieces<'t>(raw: Raw<'t>) -> Vec<Raw<'t>> {
    let mut cursor = raw.walk();
    raw.children(&mut cursor)
        .filter(|child| !child.is_extra())
        .collect()
}

fn is_sign(piece: Raw<'_>) -> bool {
    matches!(piece.kind(), "-" | "+" | "!" | "~")
}

/// The expressions in a row of pieces: other words stand between them.
fn rows<'p, 't>(pieces: &'p [Raw<'t>]) -> impl Iterator<Item = &'p [Raw<'t>]> {
    let is_between = |piece: &Raw<'t>| !piece.is_named() && !is_sign(*piece);
    pieces.split(is_between).filter(|row| !row.is_empty())
}

/// One expression: signs, an atom, suffixes.
fn expression<'t>(l: &mut Lowering<'t>, row: &[Raw<'t>], field: Field) {
    let signs = row.iter().take_while(|piece| is_sign(**piece)).count();
    let (signs, rest) = row.split_at(signs);
    let (Some(atom), Some(last)) = (rest.first(), rest.last()) else {
        return;
    };
    let mark = l.mark();
    let inner = if signs.is_empty() {
        field
    } else {
        Field::Value
    };
    l.visit(*atom, inner);
    for suffix in &rest[1..] {
        suffixed(
            l,
            *suffix,
            atom.start_byte()..suffix.end_byte(),
            inner,
            mark,
        );
    }
    for (place, sign) in signs.iter().enumerate().rev() {
        let outer = if place == 0 { field } else { Field::Value };
        let token = l.operator(sign.kind());
        l.close(
            Kind::Unary,
            sign.start_byte()..last.end_byte(),
            outer,
            token,
            mark,
        );
    }
}

/// What was pushed since `mark` with a suffix behind it.
fn suffixed<'t>(
    l: &mut Lowering<'t>,
    suffix: Raw<'t>,
    span: Range<usize>,
    field: Field,
    mark: usize,
) {
    let part = match suffix.kind() {
        "suffix_apply" => Field::Callee,
        "object" | "suffix_object_apply" => Field::Left,
        _ => Field::Object,
    };
    if let [before] = *l.pending(mark) {
        l.relabel(before, part);
    }
    let (kind, token) = match suffix.kind() {
        "suffix_apply" => {
            l.visit_children(suffix, Field::Arg);
            (Kind::Call, Token::NONE)
        }
        "suffix_index" => {
            l.visit_children(suffix, Field::Name);
            (Kind::Member, Token::NONE)
        }
        "suffix_object_apply" => {
            l.visit_children(suffix, Field::Right);
            (Kind::Binary, Token::of("{}"))
        }
        _ => {
            for row in rows(&pieces(suffix)) {
                expression(l, row, Field::Index);
            }
            (Kind::Index, Token::NONE)
        }
    };
    l.close(kind, span, field, token, mark);
}

/// The only expression among the children of a node.
fn only<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    for row in rows(&pieces(raw)) {
        expression(l, row, field);
    }
}

fn only_part<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.visit_children(raw, field);
}

fn file<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    for row in rows(&pieces(raw)) {
        body(l, row);
    }
}

/// What definitions come before: in the same block if it has definitions itself.
fn body<'t>(l: &mut Lowering<'t>, row: &[Raw<'t>]) {
    if let [inner] = row
        && matches!(inner.kind(), "local_expr" | "assert_expr")
        && l.placeholder(*inner).is_none()
    {
        return statements(l, *inner);
    }
    let mark = l.mark();
    expression(l, row, Field::Item);
    l.make_statement(mark);
}

fn statements<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    let mut raw = raw;
    loop {
        let pieces = pieces(raw);
        let head = pieces.iter().position(|piece| piece.kind() == ";");
        let (head, rest) = pieces.split_at(head.unwrap_or(pieces.len()));
        for part in head.iter().filter(|piece| piece.is_named()) {
            l.visit(*part, Field::Item);
        }
        let row = rows(rest).next().unwrap_or_default();
        match *row {
            // A loop, so that a chain of definitions costs no stack.
            [inner] if matches!(inner.kind(), "local_expr" | "assert_expr") => raw = inner,
            _ => return body(l, row),
        }
    }
}

fn block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Block, raw, field, Token::NONE, |l| statements(l, raw));
}

fn literal<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let kind = match l.text(raw) {
        "null" => Kind::Null,
        "true" | "false" => Kind::Bool,
        _ => Kind::Special,
    };
    l.word(kind, raw, field);
}

/// `|||` and the lines up to the next one.
fn text_block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let text = l.text(raw);
    let start = text.find("|||").map_or(0, |at| at + 3);
    let start = start + usize::from(text[start..].starts_with('\n'));
    let end = text
        .rfind("|||")
        .filter(|end| *end >= start)
        .unwrap_or(text.len());
    let inside = raw.start_byte() + start..raw.start_byte() + end;
    l.string_of(raw, field, Token::NONE, inside, &[]);
}

fn list<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let pieces = pieces(raw);
    let is_comprehension = pieces.iter().any(|piece| piece.kind() == "for_spec");
    if is_comprehension {
        return comprehension(l, raw, field, &pieces);
    }
    l.build(Kind::List, raw, field, Token::NONE, |l| {
        for row in rows(&pieces) {
            expression(l, row, Field::Item);
        }
    });
}

/// `[a for b in c if d]`: what comes before the first `for` is the value.
fn comprehension<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field, pieces: &[Raw<'t>]) {
    let is_spec = |piece: &Raw<'_>| matches!(piece.kind(), "for_spec" | "if_spec");
    let head = pieces.iter().position(is_spec).unwrap_or(pieces.len());
    let token = Token::of(&l.text(raw)[..1]);
    l.build(Kind::Comprehension, raw, field, token, |l| {
        for row in rows(&pieces[..head]) {
            expression(l, row, Field::Value);
        }
        for spec in pieces[head..].iter().filter(|piece| is_spec(piece)) {
            l.visit(*spec, Field::Item);
        }
    });
}

fn object<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let pieces = pieces(raw);
    if pieces.iter().any(|piece| piece.kind() == "for_spec") {
        return comprehension(l, raw, field, &pieces);
    }
    l.build(Kind::Record, raw, field, Token::NONE, |l| {
        l.visit_children(raw, Field::Item)
    });
}

/// `key: value`, `key(x): value`, `key: function(x) value`.
fn pair<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Pair, raw, field, Token::NONE, |l| {
        let pieces = pieces(raw);
        if let Some(name) = pieces.first() {
            l.visit(*name, Field::Key);
        }
        let behind = |kind: &str| pieces.iter().position(|piece| piece.kind() == kind);
        let value = behind("visibility").map_or(1, |at| at + 1);
        valued(l, raw, &pieces, value, Field::Value);
    });
}

/// The value behind a sign, or the function that it is the body of where parameters are told.
fn valued<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, pieces: &[Raw<'t>], from: usize, field: Field) {
    let parameters = pieces.iter().position(|piece| piece.kind() == "params");
    let Some(parameters) = parameters else {
        if let Some(row) = rows(&pieces[from.min(pieces.len())..]).next() {
            expression(l, row, field);
        }
        return;
    };
    let body = from.max(parameters + 1).min(pieces.len());
    function(l, raw, pieces[parameters], &pieces[body..], field);
}

fn function<'t>(
    l: &mut Lowering<'t>,
    raw: Raw<'t>,
    parameters: Raw<'t>,
    body: &[Raw<'t>],
    field: Field,
) {
    let span = parameters.start_byte()..raw.end_byte();
    l.build_over(Kind::Lambda, span, field, Token::NONE, |l| {
        l.visit(parameters, Field::Param);
        if let Some(row) = rows(body).next() {
            returned(l, row);
        }
    });
}

/// The body of a function: what it gives.
fn returned<'t>(l: &mut Lowering<'t>, row: &[Raw<'t>]) {
    let (Some(first), Some(last)) = (row.first(), row.last()) else {
        return;
    };
    if row.len() == 1 {
        return l.visit_returned(*first, Field::Body);
    }
    let span = first.start_byte()..last.end_byte();
    l.build_over(Kind::Block, span.clone(), Field::Body, Token::NONE, |l| {
        l.build_over(Kind::Return, span, Field::Item, Token::NONE, |l| {
            expression(l, row, Field::Value)
        });
    });
}

fn lambda<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Lambda, raw, field, Token::NONE, |l| {
        let pieces = pieces(raw);
        let parameters = pieces.iter().position(|piece| piece.kind() == "params");
        let Some(parameters) = parameters else {
            return;
        };
        l.visit(pieces[parameters], Field::Param);
        if let Some(row) = rows(&pieces[parameters + 1..]).next() {
            returned(l, row);
        }
    });
}

fn key<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    only(l, raw, field);
}

fn for_spec<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::CompFor, raw, field, Token::NONE, |l| {
        let pieces = pieces(raw);
        for (row, field) in rows(&pieces).zip([Field::Left, Field::Right]) {
            expression(l, row, field);
        }
    });
}

fn if_spec<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::CompIf, raw, field, Token::NONE, |l| {
        only(l, raw, Field::Cond)
    });
}

fn binary<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let operator = raw.child_by_field_name("op");
    let token = operator.map_or(Token::NONE, |operator| l.operator(operator.kind()));
    l.build(Kind::Binary, raw, field, token, |l| {
        let pieces = pieces(raw);
        let at = pieces.iter().position(|piece| Some(*piece) == operator);
        let (left, right) = pieces.split_at(at.unwrap_or(pieces.len()));
        expression(l, left, Field::Left);
        expression(l, right.get(1..).unwrap_or_default(), Field::Right);
    });
}

fn conditional<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Conditional, raw, field, Token::NONE, |l| {
        let fields = [Field::Cond, Field::Then, Field::Else];
        for (row, field) in rows(&pieces(raw)).zip(fields) {
            expression(l, row, field);
        }
    });
}

/// `name`, `name = default`.
fn parameter<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let pieces = pieces(raw);
    let is_dots = l
        .placeholder(raw)
        .is_some_and(|(kind, _)| kind != Kind::Metavar);
    if is_dots {
        return l.visit_children(raw, field);
    }
    l.build(Kind::Param, raw, field, Token::NONE, |l| {
        for (row, field) in rows(&pieces).zip([Field::Name, Field::Default]) {
            expression(l, row, field);
        }
    });
}

/// `value`, `name = value`.
fn argument<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let pieces = pieces(raw);
    if !pieces.iter().any(|piece| piece.kind() == "=") {
        return only(l, raw, field);
    }
    l.build(Kind::Keyword, raw, field, Token::NONE, |l| {
        for (row, field) in rows(&pieces).zip([Field::Name, Field::Value]) {
            expression(l, row, field);
        }
    });
}

fn error<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Throw, raw, field, Token::NONE, |l| {
        only(l, raw, Field::Value)
    });
}

/// `import "file"` is a call.
fn import<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Call, raw, field, Token::NONE, |l| {
        if let Some(word) = raw.child(0) {
            l.word(Kind::Name, word, Field::Callee);
        }
        l.visit_children(raw, Field::Arg);
    });
}

fn assertion<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Assert, raw, field, Token::NONE, |l| {
        only(l, raw, Field::Arg)
    });
}

/// `name = value`, `name(x) = value`.
fn definition<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::VarDef, raw, field, Token::NONE, |l| {
        let pieces = pieces(raw);
        let sign = pieces.iter().position(|piece| piece.kind() == "=");
        if let Some(row) = rows(&pieces).next() {
            let name = match row.iter().any(|piece| piece.kind() == "params") {
                true => &row[..1],
                false => row,
            };
            expression(l, name, Field::Left);
        }
        valued(l, raw, &pieces, sign.map_or(1, |at| at + 1), Field::Right);
    });
}
