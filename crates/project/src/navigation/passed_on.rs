//! Other names under which files know what has a name.

use std::collections::{BTreeSet, HashMap};

use crate::{FileId, Project};

/// What imports call by another name than it has.
#[derive(Debug, Default)]
pub struct PassedOn {
    /// By the name that is imported: the files that call it otherwise, and how.
    aliases: HashMap<Box<str>, Vec<(FileId, Box<str>)>>,
    /// The files that call a module as a whole by a name, and how.
    required: Vec<(FileId, Box<str>)>,
    /// By the name that is imported: the names under which files pass it on.
    passed_on: HashMap<Box<str>, Vec<Box<str>>>,
}

impl PassedOn {
    /// Looks through the imports of all files.
    pub fn new(project: &Project) -> PassedOn {
        let mut all = PassedOn::default();
        for (id, file) in project.files() {
            for import in file.imports() {
                for imported in &import.names {
                    let Some(alias) = &imported.alias else {
                        continue;
                    };
                    let Some(name) = &imported.name else {
                        all.required.push((id, alias.as_str().into()));
                        continue;
                    };
                    let aliases = all.aliases.entry(name.as_str().into()).or_default();
                    aliases.push((id, alias.as_str().into()));
                    if import.is_reexport && alias != "default" {
                        let passed_on = all.passed_on.entry(name.as_str().into()).or_default();
                        passed_on.push(alias.as_str().into());
                    }
                }
            }
        }
        all
    }

    /// The files that import something under another name, with that name.
    pub fn aliases(&self, name: &str) -> &[(FileId, Box<str>)] {
        self.aliases.get(name).map_or(&[], Vec::as_slice)
    }

    /// The files that call a module as a whole by a name, with that name.
    pub fn required(&self) -> &[(FileId, Box<str>)] {
        &self.required
    }

    /// A name, and those under which files pass on what has it.
    pub fn known_as(&self, name: &str) -> BTreeSet<String> {
        let mut all = BTreeSet::from([name.to_owned()]);
        let mut rest = vec![name.to_owned()];
        while let Some(name) = rest.pop() {
            for alias in self.passed_on.get(&*name).into_iter().flatten() {
                if all.insert(alias.to_string()) {
                    rest.push(alias.to_string());
                }
            }
        }
        all
    }
}
