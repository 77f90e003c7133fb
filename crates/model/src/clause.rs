//! What a rule demands, one thing after the other: so that it can be told which of them fails.

use serde::Serialize;

use crate::RuleSource;

/// Something that a rule demands, with rules to ask whether it is there.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Clause {
    /// The id of the rules in `upto`; no other clause of the rule has it.
    pub id: String,
    /// Its key in the rule, such as `pattern-inside`; `flow` for data that must get from a source to a sink.
    pub key: String,
    /// How its value begins.
    pub text: String,
    /// Where its key stands in the rule's file, from 1.
    pub line: u32,
    /// From 1, in UTF-16 units.
    pub col: u32,
    /// Where it must hold.
    pub scope: ClauseScope,
    /// A rule that demands this and all before it, and nothing else.
    pub upto: RuleSource,
    /// Where one of several is enough: the clauses of each of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub any: Vec<Vec<Clause>>,
    /// A rule that tells wherever the data gets, with the id of this clause and `-reach`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub reach: Option<RuleSource>,
}

/// Where a clause must hold for a rule to match at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum ClauseScope {
    /// There.
    Place,
    /// Anywhere in the file.
    File,
}
