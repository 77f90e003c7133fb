//! What the names of a file lead to, to be compared before and after: whoever is moved or renamed around it, a file must
//! mean what it meant.

use std::collections::BTreeMap;

use assay_languages::Role;
use serde::Serialize;

use super::super::Navigator;
use super::super::value::Entity;

/// How many names of a file lead to one thing in another file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Lead {
    /// The path of the other file.
    pub file: String,
    /// The name of the thing; empty for the file itself.
    pub name: String,
    /// How often.
    pub count: u32,
}

impl Navigator<'_> {
    /// What the names of a file outside of its imports lead to in other files.
    pub fn leads(&self, path: &str) -> Vec<Lead> {
        let Some((file, view)) = self
            .project
            .find(path)
            .and_then(|file| Some((file, self.view(file)?)))
        else {
            return Vec::new();
        };
        let mut counts: BTreeMap<(String, String), u32> = BTreeMap::new();
        for one in &view.symbols.occurrences {
            if one.role == Role::Import || !view.import_at(one.offset).is_empty() {
                continue;
            }
            let name = view.symbols.name(one.name);
            let Some(Entity::Declared(place)) = self.refers(file, one.offset, name, one.role)
            else {
                continue;
            };
            let Some(other) = self.project.get(place.file).filter(|_| place.file != file) else {
                continue;
            };
            let found = self
                .view(place.file)
                .map(|view| view.name_of(place.at).to_owned());
            *counts
                .entry((other.path.to_string(), found.unwrap_or_default()))
                .or_default() += 1;
        }
        let leads = counts
            .into_iter()
            .map(|((file, name), count)| Lead { file, name, count });
        leads.collect()
    }
}
