//! What one file defines, in the order of its text.

use assay_model::Range;
use serde::Serialize;

use crate::{Container, Project};

/// Something that a file defines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct OutlineRow {
    /// Its name.
    pub name: String,
    /// Such as `class` or `enummember`.
    pub kind: String,
    /// Names of what it belongs to, the outermost first, with dots; empty if to nothing but the file.
    pub container: String,
    /// What it belongs to in this file, by its place in the list.
    pub within: Option<u32>,
    /// Where its name stands.
    pub name_range: Range,
    /// All of it.
    pub range: Range,
    /// How it begins, on one line.
    pub signature: String,
}

/// What a file defines; nothing if its names are not known.
pub fn outline(project: &Project, path: &str) -> Vec<OutlineRow> {
    let file = project.find(path).and_then(|id| project.get(id));
    let Some(symbols) = file.and_then(|file| file.outline()) else {
        return Vec::new();
    };
    let row = |definition: &crate::Definition| OutlineRow {
        name: symbols.name(definition.name).to_owned(),
        kind: definition.kind.text(),
        container: symbols.container_name(definition.container),
        within: match definition.container {
            Container::Definition(at) => Some(at),
            Container::File | Container::Named(_) => None,
        },
        name_range: definition.name_range,
        range: definition.range,
        signature: definition.signature.clone(),
    };
    symbols.definitions.iter().map(row).collect()
}
