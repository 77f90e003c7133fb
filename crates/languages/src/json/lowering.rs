//! JSON.

use assay_syntax::hooks;
use assay_syntax::{
    Dots, Field, Kind, LoweringTable, Shape, Slot::To, Wrapper, hook, leaf, node, string,
};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    wrappers: &[Wrapper("", ""), Wrapper("{", "}")],
    // With a sign that tells a metavariable from one in quotes.
    dots: &[Dots("\"@!\"", ""), Dots("\"@!\": 1", ""), Dots("@", "")],
    metavars: &[Dots("\"@!\"", ""), Dots("@", "")],
    deep: ("{\"@\": ", "}"),
    ..LoweringTable::PLAIN
};

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    hook("document", hooks::statements),
    node("object", Kind::Dict, &[]),
    node("array", Kind::List, &[]),
    node("pair", Kind::Pair, &[("key", To(Field::Key)), ("value", To(Field::Value))]),
    string("string", &[]),
    hook("number", hooks::number),
    leaf("true", Kind::Bool),
    leaf("false", Kind::Bool),
    leaf("null", Kind::Null),
];
