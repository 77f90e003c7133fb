//! How the project is laid out: which files and packages imports lead to. One file per sort of module.

mod config;
mod crates;
mod dotted;
mod folders;
mod includes;
mod packages;
mod specifiers;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use assay_languages::{Modules, code_outline};
use assay_text::InOrder;

use crate::navigation::Entity;
use crate::{FileId, Project, Texts};

/// Where things are in the project.
#[derive(Debug, Default)]
pub struct Layout {
    /// The files right in each folder, and folders that have but folders in them.
    folders: HashMap<Rc<str>, Vec<FileId>>,
    /// The files of each package, in order.
    packages: HashMap<Rc<str>, Vec<FileId>>,
    /// Files by their names without folders.
    by_name: HashMap<Box<str>, Vec<FileId>>,
    specifiers: specifiers::Specifiers,
    modules: Vec<folders::Module>,
    crates: Vec<crates::Crate>,
    /// Folders that modules with dots start from.
    roots: Vec<Box<str>>,
    /// The files that packages offer to those who use them, or run.
    offered: HashSet<FileId>,
}

impl Layout {
    /// Looks through the files once.
    pub fn new(project: &Project, texts: &Texts) -> Layout {
        let mut layout = Layout::default();
        for (id, file) in project.files() {
            let (folder, name) = split(&file.path);
            layout.by_name.entry(name.into()).or_default().push(id);
            layout.folder(folder).push(id);
            let modules = file
                .lang
                .and_then(code_outline)
                .map(|outline| outline.modules);
            if let Some(package) =
                layout.package_of(project, id, modules.unwrap_or(Modules::Nothing))
            {
                layout.packages.entry(package).or_default().push(id);
            }
        }
        for files in layout.packages.values_mut() {
            files.put_in_order();
        }
        layout.add_outer_packages();
        layout.specifiers = specifiers::Specifiers::new(texts);
        layout.modules = folders::modules(texts);
        layout.crates = crates::crates(texts);
        layout.roots = dotted::roots(texts);
        layout.offered = layout.offers(project);
        layout
    }

    fn folder(&mut self, folder: &str) -> &mut Vec<FileId> {
        let mut above = folder;
        while !above.is_empty() && !self.folders.contains_key(above) {
            self.folders.insert(above.into(), Vec::new());
            above = split(above).0;
        }
        self.folders.entry(folder.into()).or_default()
    }

    /// What an import of a module means. Where it `is_whole` all of its path is meant, else what its first part names.
    pub fn module(
        &self,
        project: &Project,
        from: FileId,
        module: &str,
        is_whole: bool,
    ) -> Option<Entity> {
        let file = project.get(from)?;
        let outline = code_outline(file.lang?)?;
        match outline.modules {
            Modules::Nothing | Modules::Everywhere => None,
            Modules::Specifiers => {
                let paths = outline.paths.as_ref()?;
                self.specifier(project, paths, &file.path, module)
                    .map(Entity::File)
            }
            Modules::Dotted => {
                let first = module.split('.').next().unwrap_or_default();
                let part = if is_whole || first.is_empty() {
                    module
                } else {
                    first
                };
                self.dotted(project, &file.path, part)
            }
            Modules::Folders => self.imported_folder(project, module).map(Entity::Package),
            Modules::Packages => self.package(module),
            Modules::Crates => self.in_crate(project, &file.path, module).map(Entity::File),
            Modules::Includes => self.included(project, &file.path, module).map(Entity::File),
        }
    }

    /// What the part of a module's path means that ends in a name.
    pub fn part(
        &self,
        project: &Project,
        from: FileId,
        module: &str,
        name: &str,
    ) -> Option<Entity> {
        let file = project.get(from)?;
        let outline = code_outline(file.lang?)?;
        let ends = module.match_indices(name).map(|(at, _)| at + name.len());
        let is_end = |end: &usize| {
            let rest = &module[*end..];
            rest.is_empty() || rest.starts_with(outline.separator)
        };
        let end = ends.into_iter().find(is_end)?;
        self.module(project, from, &module[..end], true)
    }

    /// A module below one that is a file.
    pub fn inside(&self, project: &Project, file: FileId, name: &str) -> Option<Entity> {
        let file = project.get(file)?;
        match code_outline(file.lang?)?.modules {
            Modules::Dotted => self.below_package(project, &file.path, name),
            Modules::Crates => self
                .below_module(project, &file.path, name)
                .map(Entity::File),
            _ => None,
        }
    }

    /// The package that a file belongs to with others, which know what it declares.
    pub fn package_of(&self, project: &Project, file: FileId, modules: Modules) -> Option<Rc<str>> {
        let file = project.get(file)?;
        match modules {
            Modules::Folders => Some(folders::key(split(&file.path).0, file.package())),
            Modules::Packages => Some(packages::key(file)),
            Modules::Everywhere => Some(everywhere(file.lang?.profile().grammar)),
            _ => None,
        }
    }

    /// Whether a package offers a file to those who use it, or runs it.
    pub fn is_offered(&self, file: FileId) -> bool {
        self.offered.contains(&file)
    }

    /// The files of a package.
    pub fn files_of(&self, package: &str) -> &[FileId] {
        self.packages.get(package).map_or(&[], Vec::as_slice)
    }

    /// A package or module in a package.
    pub fn within(&self, project: &Project, package: &str, name: &str) -> Option<Entity> {
        match package.strip_prefix(dotted::FOLDER) {
            Some(folder) => self.in_folder(project, &join(folder, name)),
            None => self.package_within(package, name),
        }
    }
}

/// The package of all files in a language.
fn everywhere(grammar: &str) -> Rc<str> {
    format!("everywhere:{grammar}").into()
}

pub(crate) use dotted::FOLDER;
pub(crate) use folders::key as folder_package;

/// The folder of a path, and its name in it.
pub(crate) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// A name in a folder.
pub(crate) fn join(folder: &str, name: &str) -> String {
    match (folder, name) {
        ("", name) => name.to_owned(),
        (folder, "") => folder.to_owned(),
        (folder, name) => format!("{folder}/{name}"),
    }
}

/// A folder and all above it, the nearest first; the last is the project.
fn upwards(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| {
        (!folder.is_empty()).then(|| split(folder).0)
    })
}

/// Files with this name, with the folders they are in and their texts, the outermost first.
fn named(texts: &Texts, fits: impl Fn(&str) -> bool) -> Vec<(&str, &str, String)> {
    let found = texts.iter().filter_map(|(path, text)| {
        let (folder, name) = split(path);
        fits(name).then(|| (folder, name, text.unpack().unwrap_or_default().into_owned()))
    });
    let mut found: Vec<_> = found.collect();
    found.put_in_order_by_key(|(folder, ..)| folder.len());
    found
}
