//! What the names of one file refer to in that file, for whoever changes its code.

use std::collections::HashMap;
use std::ops::Range;

use assay_languages::Role;

use super::Navigator;
use super::rename::Meaning;
use super::value::Entity;

/// A name in the text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalName {
    /// The name.
    pub name: String,
    /// Its first byte.
    pub offset: u32,
    /// What it does there.
    pub role: Role,
    /// Where that is declared first which it refers to, if it is declared in this file.
    pub declared: Option<u32>,
    /// It belongs to what stands in front of it.
    pub is_member: bool,
    /// It stands in an import.
    pub is_import: bool,
}

/// The names of a file, and the stretches in which what it declares is known, by where that is declared first.
#[derive(Clone, Debug, Default)]
pub struct LocalNames {
    /// In the order of the text.
    pub names: Vec<LocalName>,
    /// None for what all of the file knows.
    pub reach: HashMap<u32, Option<Range<u32>>>,
}

impl Navigator<'_> {
    /// The names of a file.
    pub fn local_names(&self, path: &str) -> Option<LocalNames> {
        let file = self.project.find(path)?;
        let view = self.view(file)?;
        let mut local = LocalNames::default();
        for (declared, at) in view.scopes.declarations.iter().zip(0..) {
            let scope = &view.scopes.scopes[declared.scope as usize];
            let reach = (declared.scope != 0).then_some(scope.start..scope.end);
            let first = view.declaration(view.first_of(at)).offset;
            local.reach.insert(first, reach);
        }
        for one in &view.symbols.occurrences {
            let name = view.symbols.name(one.name).to_owned();
            let found = match self.meaning(file, &view, one, &name) {
                Meaning::One(found) => found,
                Meaning::Both { variable, .. } => variable,
            };
            let declared = match found.map(|found| self.canonical(&found)) {
                Some(Entity::Declared(place)) if place.file == file => {
                    Some(view.declaration(place.at).offset)
                }
                _ => None,
            };
            local.names.push(LocalName {
                offset: one.offset,
                role: one.role,
                declared,
                is_member: view.member_at(one.offset).is_some()
                    && view.declared_at(one.offset).is_none(),
                is_import: !view.import_at(one.offset).is_empty(),
                name,
            });
        }
        Some(local)
    }
}
