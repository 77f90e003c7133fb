//! Hooks and helpers that several languages share.

use tree_sitter::Node as Raw;

use crate::{BARE, Field, Kind, Lowering, Token};

/// The named parts of a node without its comments.
pub fn parts<'t>(raw: Raw<'t>) -> Vec<Raw<'t>> {
    let mut cursor = raw.walk();
    raw.named_children(&mut cursor)
        .filter(|child| !child.is_extra())
        .collect()
}

/// The first part of this kind.
pub fn part<'t>(raw: Raw<'t>, kind: &str) -> Option<Raw<'t>> {
    let mut cursor = raw.walk();
    raw.children(&mut cursor).find(|child| child.kind() == kind)
}

/// Lowers all children of this field's name.
pub fn fields<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, name: &str, field: Field) {
    let mut cursor = raw.walk();
    let children: Vec<Raw<'t>> = raw.children_by_field_name(name, &mut cursor).collect();
    for child in children.into_iter().filter(Raw::is_named) {
        l.visit(child, field);
    }
}

/// `(a)` is `a`, whose place is told with its brackets.
pub fn bracketed<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let mark = l.mark();
    l.visit_children(raw, field);
    if let [only] = *l.pending(mark) {
        l.bracket(only, raw);
    }
}

/// Lowers the child of this field's name into a block.
pub fn block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, name: &str, field: Field) {
    if let Some(body) = raw.child_by_field_name(name) {
        l.visit_block(body, field);
    }
}

/// A number, with a fraction where it has a point or an exponent.
pub fn number<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let text = l.text(raw).to_ascii_lowercase();
    let is_hex = text.starts_with("0x");
    let is_float = text.contains('.') || text.contains(if is_hex { 'p' } else { 'e' });
    l.word(if is_float { Kind::Float } else { Kind::Int }, raw, field);
}

/// `++x` and `x--`.
pub fn update<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Update, raw, field, update_token(l, raw), |l| {
        l.visit_children(raw, Field::Value)
    });
}

/// The sign of `++x` or `x--`, and the side that it stands on.
pub fn update_token<'t>(l: &Lowering<'t>, raw: Raw<'t>) -> Token {
    let text = l.text(raw);
    Token::of(match (text.starts_with(['+', '-']), text.contains("++")) {
        (true, true) => "++_",
        (true, false) => "--_",
        (false, true) => "_++",
        (false, false) => "_--",
    })
}

/// A statement of an expression, but for one of this kind, which is a statement itself.
pub fn expression_statement_unless<'t>(
    l: &mut Lowering<'t>,
    raw: Raw<'t>,
    field: Field,
    kind: &str,
) {
    if raw.named_child(0).is_some_and(|only| only.kind() == kind) {
        return l.visit_children(raw, field);
    }
    l.build(Kind::ExprStmt, raw, field, Token::NONE, |l| {
        l.visit_children(raw, Field::Value)
    });
}

/// `a = b` and `a += b` where the grammar has one kind of node for both.
pub fn assignment<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let operator = raw
        .child_by_field_name("operator")
        .map_or("=", |operator| l.text(operator));
    let (kind, token) = match operator.trim_end_matches('=') {
        "" => (Kind::Assign, Token::NONE),
        operator => (Kind::AugAssign, l.operator(operator)),
    };
    l.build(kind, raw, field, token, |l| {
        l.visit_field(raw, "left", Field::Left);
        l.visit_field(raw, "right", Field::Right);
    });
}

/// Names with dots between as the member accesses they would be in an expression.
pub fn path<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    path_of(l, raw, field, &parts(raw));
}

/// The same for some parts of a node.
pub fn path_of<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field, parts: &[Raw<'t>]) {
    let mark = l.mark();
    for (place, part) in parts.iter().enumerate() {
        if place == 0 {
            l.visit(*part, Field::Object);
            continue;
        }
        l.visit(*part, Field::Name);
        let span = raw.start_byte()..part.end_byte();
        l.close(Kind::Member, span, Field::Object, Token::NONE, mark);
    }
    if let [only] = *l.pending(mark) {
        l.relabel(only, field);
    }
}

/// The words and annotations in front of a definition, each in its place.
pub fn modifiers<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    l.each(raw, |l, child, _| {
        if child.is_extra() {
        } else if child.kind().contains("annotation") || child.kind().contains("attribute") {
            l.visit(child, Field::Decorator);
        } else {
            l.word(Kind::Modifier, child, Field::Modifier);
        }
    });
}

/// The children as statements, for grammars that have none: an expression gets a node above it. What
/// stands in broken code is kept, each part by itself.
pub fn statements<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, _: Field) {
    let mut open = vec![raw];
    while let Some(node) = open.pop() {
        if node != raw && !node.is_error() {
            let mark = l.mark();
            l.visit(node, Field::Item);
            l.make_statement(mark);
            continue;
        }
        let mut cursor = node.walk();
        let parts: Vec<Raw<'t>> = node
            .named_children(&mut cursor)
            .filter(|child| !child.is_extra() || child.is_error())
            .collect();
        open.extend(parts.into_iter().rev());
    }
}

/// The same as a block, told apart where it has no braces.
pub fn statement_block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_braced = l.text(raw).starts_with('{');
    let token = if is_braced {
        Token::NONE
    } else {
        Token::of(BARE)
    };
    l.build(Kind::Block, raw, field, token, |l| {
        statements(l, raw, field)
    });
}

/// A block in which nothing stands.
pub fn empty_block(l: &mut Lowering<'_>, at: usize, field: Field) {
    l.build_over(Kind::Block, at..at, field, Token::NONE, |_| {});
}

/// The text of the first word that is no named node: an operator, a keyword.
pub fn first_word<'l>(l: &'l Lowering<'_>, raw: Raw<'_>) -> &'l str {
    let mut cursor = raw.walk();
    let word = raw.children(&mut cursor).find(|child| !child.is_named());
    word.map_or("", |word| l.text(word))
}

/// Two operands with an operator between, without names of fields.
pub fn binary<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let token = l.operator(first_word(l, raw));
    l.build(Kind::Binary, raw, field, token, |l| {
        for (part, field) in parts(raw).into_iter().zip([Field::Left, Field::Right]) {
            l.visit(part, field);
        }
    });
}

/// A name for a type, in grammars where parts of such a definition have no fields.
pub fn type_alias<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::TypeDef, raw, field, Token::NONE, |l| {
        for part in parts(raw) {
            match part.kind() {
                "modifiers" => l.visit(part, Field::Modifier),
                "type_identifier" => l.visit(part, Field::Name),
                "type_parameters" => l.visit(part, Field::TypeParam),
                _ => l.visit(part, Field::Type),
            }
        }
    });
}

/// `a.b.C<D>`.
pub fn user_type<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let (names, arguments): (Vec<Raw<'t>>, Vec<Raw<'t>>) = parts(raw)
        .into_iter()
        .partition(|part| part.kind() != "type_arguments");
    let Some(arguments) = arguments.last() else {
        return path_of(l, raw, field, &names);
    };
    l.build(Kind::Generic, raw, field, Token::NONE, |l| {
        path_of(l, raw, Field::Type, &names);
        l.visit(*arguments, Field::TypeArg);
    });
}
