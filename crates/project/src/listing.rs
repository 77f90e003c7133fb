//! All names that the project defines, in the order of paths and places.

use assay_languages::Visibility;
use serde::Serialize;

use crate::{Container, Definition, Project, Symbols};

/// Something that is defined, as lists show it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct SymbolRow {
    /// Its name.
    pub name: String,
    /// Such as `class` or `enummember`.
    pub kind: String,
    /// Names of what it belongs to, the outermost first, with dots; empty if to nothing but the file.
    pub container: String,
    /// The path of its file.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// In UTF-16 units from 1.
    pub col: u32,
    /// Whether files that import this one see it.
    pub exported: bool,
}

/// Everything that is defined, or what has one name.
pub fn symbols(project: &Project, name: Option<&str>) -> Vec<SymbolRow> {
    let mut rows = Vec::new();
    for (_, file) in project.files() {
        let Some(symbols) = file.outline() else {
            continue;
        };
        let wanted = symbols
            .definitions
            .iter()
            .filter(|definition| name.is_none_or(|name| symbols.name(definition.name) == name));
        rows.extend(wanted.map(|definition| row(&file.path, &symbols, definition)));
    }
    rows
}

fn row(path: &str, symbols: &Symbols, definition: &Definition) -> SymbolRow {
    let start = definition.name_range.start;
    SymbolRow {
        name: symbols.name(definition.name).to_owned(),
        kind: definition.kind.text(),
        container: symbols.container_name(definition.container),
        file: path.to_owned(),
        line: start.line,
        col: start.col,
        exported: is_exported(symbols, definition),
    }
}

/// It is public, and so is what it belongs to.
fn is_exported(symbols: &Symbols, definition: &Definition) -> bool {
    let outer = match definition.container {
        Container::Definition(at) => symbols.definitions.get(at as usize),
        Container::File | Container::Named(_) => None,
    };
    definition.visibility == Visibility::Public
        && outer.is_none_or(|outer| is_exported(symbols, outer))
}
