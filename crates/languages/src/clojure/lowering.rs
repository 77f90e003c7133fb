//! Clojure. A list is a call of what stands first in it; `forms.rs` tells what those of the language's own are.

use tree_sitter::Node as Raw;

use assay_syntax::hooks;
use assay_syntax::{
    Field, Kind, Lowering, LoweringTable, Shape, Slot::To, Token, Wrapper, drop, hook, leaf, node,
    string,
};

use super::forms;

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    wrappers: &[Wrapper("", ""), Wrapper("(f ", ")"), Wrapper("", ")")],
    ..LoweringTable::PLAIN
};

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    hook("source", hooks::statements),
    drop("comment"),
    drop("dis_expr"),
    drop("meta_lit"),
    drop("old_meta_lit"),
    hook("sym_lit", symbol),
    hook("num_lit", number),
    hook("kwd_lit", keyword),
    string("str_lit", &[]),
    leaf("char_lit", Kind::Char),
    leaf("nil_lit", Kind::Null),
    leaf("bool_lit", Kind::Bool),
    hook("regex_lit", regex),
    node("vec_lit", Kind::List, &[("value", To(Field::Item))]),
    node("set_lit", Kind::Set, &[("value", To(Field::Item))]),
    hook("map_lit", map),
    hook("ns_map_lit", map),
    hook("list_lit", forms::list),
    hook("anon_fn_lit", forms::short_function),
    node("derefing_lit", Kind::Deref, &[("value", To(Field::Value))]),
    node("var_quoting_lit", Kind::Ref, &[("value", To(Field::Value))]),
];

/// `name`, `space/name`, `object.name`.
fn symbol<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let part = |name: &str| raw.child_by_field_name(name);
    let (Some(name), space) = (part("name"), part("namespace")) else {
        return l.word(Kind::Name, raw, field);
    };
    match space {
        None => l.name_at(name.byte_range(), field),
        Some(space) => l.build(Kind::Member, raw, field, Token::NONE, |l| {
            l.name_at(space.byte_range(), Field::Object);
            l.name_at(name.byte_range(), Field::Name);
        }),
    }
}

/// `1/2` is one number.
fn number<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    match l.text(raw).contains('/') {
        true => l.word(Kind::Float, raw, field),
        false => hooks::number(l, raw, field),
    }
}

/// `:name`, a string of its own sort.
fn keyword<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let colons = l.text(raw).len() - l.text(raw).trim_start_matches(':').len();
    let inside = raw.start_byte() + colons..raw.end_byte();
    l.string_of(raw, field, Token::of(":"), inside, &[]);
}

fn regex<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let inside = raw.start_byte() + 2..raw.end_byte() - 1;
    l.build(Kind::Regex, raw, field, Token::NONE, |l| {
        l.string_pieces(raw, inside, &[])
    });
}

/// Keys and values stand in turn.
fn map<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let values = forms::values(raw);
    l.build(Kind::Dict, raw, field, Token::NONE, |l| {
        let mut rest = &values[..];
        while let Some((key, after)) = rest.split_first() {
            let is_dots = l
                .placeholder(*key)
                .is_some_and(|(kind, _)| kind != Kind::Metavar);
            let (Some(value), false) = (after.first(), is_dots) else {
                l.visit(*key, Field::Item);
                rest = after;
                continue;
            };
            let span = key.start_byte()..value.end_byte();
            l.build_over(Kind::Pair, span, Field::Item, Token::NONE, |l| {
                l.visit(*key, Field::Key);
                l.visit(*value, Field::Value);
            });
            rest = &after[1..];
        }
    });
}
