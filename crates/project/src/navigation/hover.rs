//! What is said of the name under the pointer.

use serde::Serialize;

use super::Navigator;
use super::answers::DefinitionRow;
use crate::search::line_around;

/// What a name refers to, in the words of its definition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct HoverRow {
    /// The name as it stands there.
    pub name: String,
    /// Where it begins: in UTF-16 units from 1.
    pub col: u32,
    /// In UTF-16 units.
    pub length: u32,
    /// What it refers to, or what shares its name; see there.
    pub definitions: Vec<DefinitionRow>,
    /// How the first of them begins, on one line.
    pub signature: String,
    /// Names of what that belongs to, the outermost first, with dots.
    pub container: String,
    /// The first line of its documentation; empty if there is none.
    pub doc: String,
}

impl Navigator<'_> {
    /// What the name at a place refers to; none where there is no name.
    pub fn hover(&self, path: &str, line: u32, col: u32) -> Option<HoverRow> {
        let (_, view, one) = self.name_at(path, line, col)?;
        let text = self.texts.get(path)?;
        let place = assay_text::LineIndex::new(&text).place(&text, one.offset as usize);
        let name = view.symbols.name(one.name).to_owned();
        let definitions = self.definitions(path, line, col);
        let (signature, container, doc) = definitions
            .first()
            .and_then(|first| self.words_of(first))
            .unwrap_or_default();
        Some(HoverRow {
            col: place.col,
            length: name.encode_utf16().count() as u32,
            name,
            definitions,
            signature,
            container,
            doc,
        })
    }

    /// How a definition begins, what it belongs to, and what its comment says. Names inside of functions are not listed
    /// among the symbols: of them the line is told.
    fn words_of(&self, row: &DefinitionRow) -> Option<(String, String, String)> {
        let file = self.project.get(self.project.find(&row.file)?)?;
        let symbols = file.outline()?;
        let is_it = |place: assay_model::Position| (place.line, place.col) == (row.line, row.col);
        let listed = symbols
            .definitions
            .iter()
            .find(|one| is_it(one.name_range.start));
        if let Some(one) = listed {
            let container = symbols.container_name(one.container);
            return Some((one.signature.clone(), container, one.doc.clone()));
        }
        if row.kind == "module" {
            return None;
        }
        let text = self.texts.get(&row.file)?;
        let before = text
            .split_inclusive('\n')
            .take(row.line.checked_sub(1)? as usize);
        let start = before.map(str::len).sum();
        let indented = text.get(start..)?;
        let code = start + indented.len() - indented.trim_start().len();
        Some((
            line_around(&text, code).0.to_owned(),
            String::new(),
            String::new(),
        ))
    }
}
