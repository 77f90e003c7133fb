//! Packages that lie in a moved folder: they are named after it, and so is what is imported of them.

use std::collections::BTreeSet;
use std::rc::Rc;

use assay_languages::Modules;

use super::super::super::value::Entity;
use super::super::super::{Navigator, View};
use super::super::Order;
use super::super::changes::Changes;
use super::super::packages::whole_in;
use super::Folder;
use crate::FileId;
use crate::resolve::split;

/// A file that moves.
struct Carried {
    file: FileId,
    view: Rc<View>,
    to: String,
    old: String,
    new: String,
    types: Vec<String>,
}

impl Carried {
    fn order(&self) -> Order<'_> {
        Order {
            file: self.file,
            view: &self.view,
            from: &self.view.path,
            to: &self.to,
        }
    }
}

impl Navigator<'_> {
    pub(super) fn carry_packages(
        &self,
        folder: &Folder<'_>,
        all: &[FileId],
        changes: &mut Changes<'_>,
    ) {
        let carried = self.carried(folder, all, changes);
        for file in all {
            self.carry_stars(*file, &carried, changes);
        }
        for one in &carried {
            let order = one.order();
            let names: Vec<&str> = one.types.iter().map(String::as_str).collect();
            for file in self.files_mentioning(&order, &names) {
                let along = carried.iter().find(|other| other.file == file);
                if along.is_some_and(|other| other.old == one.old) {
                    self.carry_qualified(one, file, changes);
                    continue;
                }
                let is_known =
                    self.takes_all(one, file, &carried) && self.imports_all(file, &one.old);
                self.follow_types(
                    &order,
                    file,
                    (&one.old, &one.new),
                    &names,
                    is_known,
                    changes,
                );
            }
            let Some(text) = self.texts.get(&one.view.path) else {
                continue;
            };
            let beside: Vec<FileId> = carried.iter().map(|other| other.file).collect();
            self.keep_types(&order, &text, (&one.old, &one.new), &beside, changes);
            self.carry_qualified(one, one.file, changes);
            for name in &names {
                let [old, new] = [&one.old, &one.new].map(|package| format!("{package}.{name}"));
                self.mention(&old, &new, changes);
            }
        }
    }

    /// The files that move, each with the clause that names its package changed.
    fn carried(
        &self,
        folder: &Folder<'_>,
        all: &[FileId],
        changes: &mut Changes<'_>,
    ) -> Vec<Carried> {
        let mut carried = Vec::new();
        for file in folder.files.iter().filter(|file| all.contains(file)) {
            let Some(view) = self.view(*file) else {
                continue;
            };
            let old = view.scopes.package.clone();
            let Some(text) = self.texts.get(&view.path).filter(|_| !old.is_empty()) else {
                continue;
            };
            let mut one = Carried {
                file: *file,
                to: folder.after(&view.path),
                new: old.clone(),
                types: Vec::new(),
                view: Rc::clone(&view),
                old,
            };
            let Some(new) = self.package_for(&one.order(), &one.old) else {
                let why =
                    "Its folder does not follow its package, so the new package is not known.";
                changes.obstacle(*file, 0, why);
                continue;
            };
            one.new = new;
            self.rename_clause(&one.order(), &text, &one.old, &one.new, changes);
            for (name, at) in self.outermost_types(&one.order()) {
                let there = self.layout().module(self.project, *file, &one.new, true);
                if let Some(Entity::Package(there)) = there
                    && self.in_package(&there, &name).is_some()
                {
                    let why = format!("The package {} has {name} already.", one.new);
                    changes.obstacle(*file, view.declaration(at).offset, why);
                }
                one.types.push(name);
            }
            carried.push(one);
        }
        carried
    }

    /// Whether all of a package moves that a file knows: beside the other sources of its own root nothing is left.
    fn takes_all(&self, one: &Carried, file: FileId, carried: &[Carried]) -> bool {
        let key = self
            .layout()
            .package_of(self.project, one.file, Modules::Packages);
        let files = key.map_or(&[][..], |key| self.layout().files_of(&key));
        let left = files
            .iter()
            .filter(|file| !carried.iter().any(|one| one.file == **file));
        let path_of = |file: FileId| self.project.get(file).map_or("", |found| &*found.path);
        let root = root_of(one);
        let is_in_root = root.is_some_and(|root| path_of(file).starts_with(root));
        let counts = |left: &FileId| {
            !is_in_root || root.is_some_and(|root| path_of(*left).starts_with(root))
        };
        !left.into_iter().any(counts)
    }

    /// `import old.*` and, in the description of a module, the package itself.
    fn carry_stars(&self, file: FileId, carried: &[Carried], changes: &mut Changes<'_>) {
        let Some(view) = self.view(file) else { return };
        let Some(text) = self.texts.get(&view.path) else {
            return;
        };
        let is_description = view.path.ends_with("module-info.java");
        let mut seen = BTreeSet::new();
        for one in carried {
            let (old, new) = (&*one.old, &*one.new);
            if !seen.insert(old) || !self.takes_all(one, file, carried) {
                continue;
            }
            for import in &view.imports {
                let range = import.range.start.offset as usize..import.range.end.offset as usize;
                if let Some(statement) = text.get(range.clone())
                    && let Some(at) = whole_in(statement, &format!("{old}.*"))
                {
                    let start = range.start + at;
                    changes.replace(file, start..start + old.len(), new);
                }
            }
            for line in text.split_inclusive('\n').filter(|_| is_description) {
                let start = line.as_ptr() as usize - text.as_ptr() as usize;
                let said = line.trim_start();
                let says = said.starts_with("exports ") || said.starts_with("opens ");
                let is_it = |at: &usize| says && !line[at + old.len()..].starts_with('.');
                if let Some(at) = whole_in(line, old).filter(is_it) {
                    changes.replace(file, start + at..start + at + old.len(), new);
                }
            }
        }
    }

    /// Whether a file has all of a package by one import.
    fn imports_all(&self, file: FileId, package: &str) -> bool {
        let Some(view) = self.view(file) else {
            return false;
        };
        let Some(text) = self.texts.get(&view.path) else {
            return false;
        };
        let star = format!("{package}.*");
        view.imports.iter().any(|import| {
            let range = import.range.start.offset as usize..import.range.end.offset as usize;
            text.get(range)
                .is_some_and(|statement| whole_in(statement, &star).is_some())
        })
    }

    /// A file that moves along says the package of the other one where it names it in full.
    fn carry_qualified(&self, one: &Carried, file: FileId, changes: &mut Changes<'_>) {
        let Some(text) = self.view(file).and_then(|view| self.texts.get(&view.path)) else {
            return;
        };
        for name in &one.types {
            let said = format!("{}.{name}", one.old);
            let mut from = 0;
            while let Some(at) = text.get(from..).and_then(|rest| whole_in(rest, &said)) {
                let start = from + at;
                let is_code = self.view(file).is_some_and(|view| {
                    let offset = (start + one.old.len() + 1) as u32;
                    view.occurrence_at(offset).is_some() || !view.import_at(start as u32).is_empty()
                });
                if is_code {
                    changes.replace(file, start..start + one.old.len(), one.new.clone());
                }
                from = start + said.len();
            }
        }
    }
}

/// The folder that the packages of a file start from, with the slash behind it.
fn root_of(one: &Carried) -> Option<&str> {
    split(&one.view.path)
        .0
        .strip_suffix(&one.old.replace('.', "/"))
}
