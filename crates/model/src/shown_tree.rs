//! Syntax trees as people look at them.

use serde::Serialize;

/// The trees of one text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct ShownTrees {
    /// The language that it was parsed in; empty if there are none.
    pub language: String,
    /// The grammar's own tree, parents first.
    pub grammar: Vec<ShownNode>,
    /// The tree in the shape that all languages share; empty where the language has none.
    pub common: Vec<ShownNode>,
    /// There are more nodes than are shown.
    pub is_cut: bool,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct ShownNode {
    /// How many nodes it stands in.
    pub depth: u32,
    /// What it is.
    pub kind: String,
    /// What it is to the node it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub field: Option<String>,
    /// Whether rules can name its kind; others are words and signs.
    pub is_named: bool,
    /// Where it begins in the text, in UTF-16 units.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
}
