//! Where the imports of a file lead.

use assay_text::InOrder;

use super::Navigator;
use super::value::Entity;
use crate::{FileId, Import};

/// An import that leads to a file of the project.
#[derive(Clone, Copy, Debug)]
pub struct ResolvedImport<'p> {
    /// The statement.
    pub import: &'p Import,
    /// The file.
    pub to: FileId,
}

impl<'p> Navigator<'p> {
    /// The imports of a file that lead to others: relative, by paths of a configuration, and by packages of the project.
    pub fn imported_files(&self, id: FileId) -> Vec<ResolvedImport<'p>> {
        let Some(file) = self.project.get(id) else {
            return Vec::new();
        };
        let mut resolved = Vec::new();
        for import in file.imports() {
            self.begin();
            let mut targets = self.files_of_import(id, import);
            targets.put_in_order();
            targets.dedup();
            resolved.extend(targets.into_iter().map(|to| ResolvedImport { import, to }));
        }
        resolved
    }

    fn files_of_import(&self, from: FileId, import: &Import) -> Vec<FileId> {
        let module = self
            .layout()
            .module(self.project, from, &import.module, true);
        let own = match &module {
            Some(Entity::File(file)) => Some(*file),
            _ => None,
        };
        let names = import.names.iter().filter_map(|name| name.name.as_deref());
        let mut names = names.filter(|name| *name != "*").peekable();
        if names.peek().is_none() {
            return own.into_iter().collect();
        }
        // What is taken may be a module itself, which is run then, or lie in one of several files.
        let of_name = |name: &str| match &module {
            Some(Entity::File(file)) => match self.layout().inside(self.project, *file, name) {
                Some(Entity::File(inner)) => Some(inner),
                _ => own,
            },
            Some(package) => match self.out_of(package, name)? {
                Entity::File(file) => Some(file),
                Entity::Declared(place) => Some(place.file),
                Entity::Package(_) => None,
            },
            None => None,
        };
        names.filter_map(of_name).collect()
    }

    /// Whether a package offers a file to those who use it, or runs it.
    pub fn is_offered(&self, file: FileId) -> bool {
        self.layout().is_offered(file)
    }
}
