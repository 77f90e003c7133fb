//! What a function calls, and how types are derived from one another.

use std::collections::VecDeque;
use std::ops::Range;

use assay_languages::{Lang, Role};
use assay_text::LineIndex;
use serde::Serialize;

use super::Navigator;
use super::answers::{DefinitionRow, family};
use super::value::{Entity, Place, Value};
use super::view::View;
use crate::FileId;

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

/// What a function calls, and the calls that are left to look at.
#[derive(Debug)]
pub struct Callees {
    file: FileId,
    calls: VecDeque<usize>,
    found: Vec<(Entity, CalleeRow)>,
}

impl Callees {
    /// What was found by now.
    pub fn into_rows(self) -> Vec<CalleeRow> {
        self.found.into_iter().map(|(_, row)| row).collect()
    }
}

/// The types that are derived from one, and the files that are left to look into.
#[derive(Debug)]
pub struct Subtypes {
    of: Place,
    lang: Option<Lang>,
    files: VecDeque<FileId>,
    found: Vec<DefinitionRow>,
}

impl Subtypes {
    /// What was found by now.
    pub fn into_rows(self) -> Vec<DefinitionRow> {
        self.found
    }
}

impl Navigator<'_> {
    /// Begins to look for what the function at a place calls, in the order of the first calls. Calls of what nobody knows are
    /// left out.
    pub fn callees(&self, path: &str, line: u32, col: u32) -> Option<Callees> {
        let (place, view) = self.declared_by(path, line, col)?;
        let body = body_of(&view, place.at);
        let own = view.declaration(place.at).offset;
        let calls = view.symbols.occurrences.iter().zip(0..);
        let calls = calls.filter(|(one, _)| one.role == Role::Call);
        let calls = calls.filter(|(one, _)| body.contains(&one.offset) && one.offset != own);
        Some(Callees {
            file: place.file,
            calls: calls.take(CALLS).map(|(_, at)| at).collect(),
            found: Vec::new(),
        })
    }

    /// Goes on until `is_over` says so; whether it has come to the end.
    pub fn look_for_callees(&self, search: &mut Callees, is_over: &dyn Fn() -> bool) -> bool {
        let file = search.file;
        let Some(view) = self.view(file) else {
            return true;
        };
        let Some(text) = self.texts.get(&view.path) else {
            return true;
        };
        let lines = LineIndex::new(&text);
        while let Some(at) = search.calls.pop_front() {
            let one = &view.symbols.occurrences[at];
            let name = view.symbols.name(one.name);
            let Some(called) = self.refers(file, one.offset, name, one.role) else {
                continue;
            };
            let maker = self.maker(&view, one.offset, &called).map(Entity::Declared);
            let called = self.canonical(&maker.unwrap_or(called));
            let found = &mut search.found;
            if let Some((_, row)) = found.iter_mut().find(|(other, _)| *other == called) {
                row.calls += 1;
            } else if let Some(definition) = self.row_of(&called) {
                let at = lines.place(&text, one.offset as usize);
                let row = CalleeRow {
                    definition,
                    line: at.line,
                    col: at.col,
                    calls: 1,
                };
                found.push((called, row));
            }
            if is_over() {
                return search.calls.is_empty();
            }
        }
        true
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

    /// Begins to look for the types that are derived from the one at a place, in the order of their paths.
    pub fn subtypes(&self, path: &str, line: u32, col: u32) -> Option<Subtypes> {
        let (place, view) = self.declared_by(path, line, col)?;
        let name = view.name_of(place.at);
        let files = self.files_with(name, &[Entity::Declared(place)], None);
        Some(Subtypes {
            of: place,
            lang: view.lang,
            files: files.into_iter().map(|(file, _)| file).collect(),
            found: Vec::new(),
        })
    }

    /// Goes on until `is_over` says so; whether it has come to the end.
    pub fn look_for_subtypes(&self, search: &mut Subtypes, is_over: &dyn Fn() -> bool) -> bool {
        while let Some(file) = search.files.pop_front() {
            if let Some(view) = self
                .view(file)
                .filter(|other| family(other.lang) == family(search.lang))
            {
                for (declared, at) in view.scopes.declarations.iter().zip(0..) {
                    let own = Place { file, at };
                    let is_first = view.first_of(at) == at && own != search.of;
                    if !declared.bases.is_empty()
                        && is_first
                        && self.base_types(own).contains(&search.of)
                    {
                        search.found.extend(self.row_of(&Entity::Declared(own)));
                    }
                }
            }
            if is_over() {
                return search.files.is_empty();
            }
        }
        true
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
