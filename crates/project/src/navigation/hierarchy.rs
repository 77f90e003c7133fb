//! What a function calls, and how types are derived from one another.

use std::ops::Range;

use assay_languages::Role;
use assay_text::LineIndex;
use serde::Serialize;

use super::Navigator;
use super::answers::{DefinitionRow, family};
use super::value::{Entity, Place, Value};
use super::view::View;

/// Something that a function calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct CalleeRow {
    /// Where it is defined.
    pub definition: DefinitionRow,
    /// The line of the first call, in the file of the function that calls; from 1.
    pub line: u32,
    /// Its column, in UTF-16 units from 1.
    pub col: u32,
    /// How many calls there are.
    pub calls: u32,
}

/// Calls of one function that are looked at.
const CALLS: usize = 2000;

impl Navigator<'_> {
    /// What the function at a place calls, in the order of the first calls. Calls of what nobody knows are left out.
    pub fn callees(&self, path: &str, line: u32, col: u32) -> Vec<CalleeRow> {
        let Some((place, view)) = self.declared_by(path, line, col) else {
            return Vec::new();
        };
        let Some(text) = self.texts.get(&view.path) else {
            return Vec::new();
        };
        let body = body_of(&view, place.at);
        let own = view.declaration(place.at).offset;
        let inside = |offset: u32| body.contains(&offset) && offset != own;
        let calls = view.symbols.occurrences.iter();
        let calls = calls.filter(|one| one.role == Role::Call && inside(one.offset));
        let lines = LineIndex::new(&text);
        let mut found: Vec<(Entity, CalleeRow)> = Vec::new();
        for one in calls.take(CALLS) {
            let name = view.symbols.name(one.name);
            let Some(called) = self.refers(place.file, one.offset, name, one.role) else {
                continue;
            };
            let maker = self.maker(&view, one.offset, &called).map(Entity::Declared);
            let called = self.canonical(&maker.unwrap_or(called));
            if let Some((_, row)) = found.iter_mut().find(|(other, _)| *other == called) {
                row.calls += 1;
                continue;
            }
            let at = lines.place(&text, one.offset as usize);
            found.extend(self.row_of(&called).map(|definition| {
                let row = CalleeRow {
                    definition,
                    line: at.line,
                    col: at.col,
                    calls: 1,
                };
                (called, row)
            }));
        }
        found.into_iter().map(|(_, row)| row).collect()
    }

    /// The types of the project that the one at a place is derived from.
    pub fn supertypes(&self, path: &str, line: u32, col: u32) -> Vec<DefinitionRow> {
        let Some((place, _)) = self.declared_by(path, line, col) else {
            return Vec::new();
        };
        let bases = self.base_types(place).into_iter();
        bases
            .filter_map(|base| self.row_of(&Entity::Declared(base)))
            .collect()
    }

    /// The types that are derived from the one at a place, in the order of their paths.
    pub fn subtypes(&self, path: &str, line: u32, col: u32) -> Vec<DefinitionRow> {
        let Some((place, view)) = self.declared_by(path, line, col) else {
            return Vec::new();
        };
        let name = view.name_of(place.at);
        let mut rows = Vec::new();
        for (file, _) in self.files_with(name, &[Entity::Declared(place)], None) {
            let Some(other) = self
                .view(file)
                .filter(|other| family(other.lang) == family(view.lang))
            else {
                continue;
            };
            for (declared, at) in other.scopes.declarations.iter().zip(0..) {
                let own = Place { file, at };
                let is_first = other.first_of(at) == at && own != place;
                if !declared.bases.is_empty() && is_first && self.base_types(own).contains(&place) {
                    rows.extend(self.row_of(&Entity::Declared(own)));
                }
            }
        }
        rows
    }

    /// What is declared by that which the name at a place refers to.
    fn declared_by(&self, path: &str, line: u32, col: u32) -> Option<(Place, std::rc::Rc<View>)> {
        let (file, view, one) = self.name_at(path, line, col)?;
        let name = view.symbols.name(one.name);
        let found = self.refers(file, one.offset, name, one.role)?;
        let Entity::Declared(place) = self.canonical(&found) else {
            return None;
        };
        Some((place, self.view(place.file)?))
    }

    /// The types that are written down as those that one is derived from.
    fn base_types(&self, place: Place) -> Vec<Place> {
        let mut types = Vec::new();
        for base in self.bases(place) {
            let (Value::Type(base) | Value::Instance(base, _)) = base else {
                continue;
            };
            if let Entity::Declared(base) = self.canonical(&Entity::Declared(base))
                && base != place
                && !types.contains(&base)
            {
                types.push(base);
            }
        }
        types
    }
}

/// From where to where a declaration goes, in bytes.
fn body_of(view: &View, at: u32) -> Range<u32> {
    let declared = view.declaration(at);
    let all = &view.symbols.definitions;
    let listed = all.binary_search_by_key(&declared.offset, |one| one.name_range.start.offset);
    if let Ok(listed) = listed {
        let range = all[listed].range;
        return range.start.offset..range.end.offset;
    }
    let inner = declared
        .inner
        .map(|inner| &view.scopes.scopes[inner as usize]);
    inner.map_or(0..0, |scope| scope.start..scope.end)
}
