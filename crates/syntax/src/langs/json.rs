//! JSON.

use super::common;
use crate::lowering_table::{Dots, LoweringTable, Slot::To, Wrapper, hook, leaf, node, string};
use crate::{Field, Kind};

pub(super) const PROFILE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    wrappers: &[Wrapper("", ""), Wrapper("{", "}")],
    // With a sign that tells a metavariable from one in quotes.
    dots: &[Dots("\"@!\"", ""), Dots("\"@!\": 1", ""), Dots("@", "")],
    metavars: &[Dots("\"@!\"", ""), Dots("@", "")],
    ..LoweringTable::PLAIN
};

#[rustfmt::skip]
const SHAPES: &[crate::Shape] = &[
    hook("document", common::statements),
    node("object", Kind::Dict, &[]),
    node("array", Kind::List, &[]),
    node("pair", Kind::Pair, &[("key", To(Field::Key)), ("value", To(Field::Value))]),
    string("string", &[]),
    hook("number", common::number),
    leaf("true", Kind::Bool),
    leaf("false", Kind::Bool),
    leaf("null", Kind::Null),
];
