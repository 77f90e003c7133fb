//! How the parts of a node are matched, by what they are to it.

use assay_syntax::{Field, Kind};

/// How the parts of one sort are matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Policy {
    /// In order, as many as there are; `...` stands for any number.
    Ordered,
    /// The same, and a pattern without any matches all.
    Less,
    /// The same, and there may be more behind.
    Prefix,
    /// Each part of the pattern is one of the parts, in any order; there may be more.
    Subset,
    /// The same, but there may be more only where the pattern says `...`.
    Unordered,
    /// In order, and there may be others before, between and behind.
    Subsequence,
    /// Arguments: in order, but those with names in any.
    Arguments,
}

/// How the parts `field` of a node of this kind are matched.
pub(crate) fn policy(kind: Kind, field: Field, is_partial: bool) -> Policy {
    match (kind, field) {
        (_, Field::Modifier | Field::Decorator | Field::Implements) => Policy::Subset,
        (Kind::Element | Kind::Call, Field::Attr) => Policy::Subset,
        (Kind::Try, Field::Handler) | (Kind::Switch, Field::Item) => Policy::Subset,
        (Kind::Class, Field::Super) | (Kind::Element, Field::Item) => Policy::Prefix,
        (Kind::Record, Field::Item) => Policy::Subset,
        (Kind::Dict | Kind::Set, Field::Item) => Policy::Unordered,
        (Kind::New, Field::Body) => Policy::Less,
        (_, Field::Arg) => Policy::Arguments,
        (_, Field::TypeParam | Field::TypeArg | Field::Result | Field::Default | Field::Else) => {
            Policy::Less
        }
        (Kind::VarDef | Kind::Param, Field::Type) => Policy::Less,
        (Kind::Function | Kind::Lambda | Kind::Class | Kind::Namespace, Field::Body) => {
            Policy::Less
        }
        (Kind::Lambda, Field::Name) | (Kind::Function, Field::Receiver) => Policy::Less,
        _ if is_partial => Policy::Less,
        _ => Policy::Ordered,
    }
}
