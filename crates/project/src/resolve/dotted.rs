//! Modules by the paths of their files from a root of the sources: packages with and without a file of their own, and
//! roots such as `src`.

use super::{Layout, join, named, split, upwards};
use crate::navigation::Entity;
use crate::{Project, Texts};

/// What stands before the path of a folder that is a package without a file of its own.
pub const FOLDER: &str = "folder:";

const ENDINGS: [&str; 2] = [".py", ".pyi"];

/// Folders that a project is built from, and those that their sources lie in by habit.
pub fn roots(texts: &Texts) -> Vec<Box<str>> {
    let builds = named(texts, |name| {
        matches!(name, "pyproject.toml" | "setup.py" | "setup.cfg")
    });
    let mut roots: Vec<Box<str>> = Vec::new();
    let folders = builds.iter().map(|(folder, ..)| *folder);
    for folder in folders.chain([""]) {
        for root in [folder.to_owned(), join(folder, "src"), join(folder, "lib")] {
            if !roots.contains(&root.as_str().into()) {
                roots.push(root.into());
            }
        }
    }
    roots
}

impl Layout {
    /// What a module with dots in it means to a file.
    pub(super) fn dotted(&self, project: &Project, from: &str, module: &str) -> Option<Entity> {
        let folder = split(from).0;
        let rest = module.trim_start_matches('.');
        let path = rest.replace('.', "/");
        let dots = module.len() - rest.len();
        if dots > 0 {
            let base = upwards(folder).nth(dots - 1)?;
            return self.in_folder(project, &join(base, &path));
        }
        // A package is imported from the folder that it lies in, never from inside.
        let outside = upwards(folder).filter(|folder| !self.is_package(project, folder));
        for root in outside {
            if let Some(file) = file_of(project, &join(root, &path)) {
                return Some(file);
            }
        }
        let mut roots = self.roots.iter().map(|root| join(root, &path));
        roots.find_map(|path| self.in_folder(project, &path))
    }

    /// Whether modules with dots are looked for from a folder, whoever asks.
    pub fn is_root(&self, folder: &str) -> bool {
        self.roots.iter().any(|root| **root == *folder)
    }

    /// Whether a folder is a package by a file of its own.
    pub fn is_package(&self, project: &Project, folder: &str) -> bool {
        let own = join(folder, "__init__");
        !folder.is_empty()
            && ENDINGS
                .iter()
                .any(|ending| project.find(&format!("{own}{ending}")).is_some())
    }

    /// The module at a path: a file, a package, or a folder.
    pub(super) fn in_folder(&self, project: &Project, path: &str) -> Option<Entity> {
        file_of(project, path).or_else(|| {
            let is_there = self.folders.contains_key(path);
            is_there.then(|| Entity::Package(format!("{FOLDER}{path}").into()))
        })
    }

    /// A module of a package that has a file of its own.
    pub(super) fn below_package(
        &self,
        project: &Project,
        package: &str,
        name: &str,
    ) -> Option<Entity> {
        let (folder, file) = split(package);
        let is_package = file.starts_with("__init__.");
        is_package.then(|| self.in_folder(project, &join(folder, name)))?
    }
}

fn file_of(project: &Project, path: &str) -> Option<Entity> {
    let own = ENDINGS.iter().map(|ending| format!("{path}{ending}"));
    let package = ENDINGS
        .iter()
        .map(|ending| join(path, &format!("__init__{ending}")));
    let mut files = own.filter(|_| !path.is_empty()).chain(package);
    files.find_map(|path| project.find(&path)).map(Entity::File)
}
