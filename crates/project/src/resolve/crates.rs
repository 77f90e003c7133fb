//! Modules as trees of files, each of which a crate is.

use super::config::toml_value;
use super::{Layout, join, named, split};
use crate::{FileId, Project, Texts};

/// A crate: the name that others use, and the folder of its sources.
#[derive(Debug)]
pub struct Crate {
    name: Box<str>,
    sources: Box<str>,
}

/// The crates of the project, the innermost first.
pub fn crates(texts: &Texts) -> Vec<Crate> {
    let files = named(texts, |name| name == "Cargo.toml");
    let read = files.iter().rev().filter_map(|(folder, _, text)| {
        let name = toml_value(text, "lib", "name").or(toml_value(text, "package", "name"))?;
        let sources = join(folder, "src");
        Some(Crate {
            name: name.replace('-', "_").into(),
            sources: sources.into(),
        })
    });
    read.collect()
}

impl Layout {
    /// The crate that a file belongs to, and its path in the sources of that.
    pub fn crate_of<'p>(&self, path: &'p str) -> Option<(&str, &'p str)> {
        self.crates.iter().find_map(|one| {
            let rest = path.strip_prefix(&*one.sources)?.strip_prefix('/')?;
            Some((&*one.name, rest))
        })
    }

    /// The module that the module of a file lies in.
    pub fn module_above(&self, project: &Project, file: &str) -> Option<FileId> {
        above(project, file)
            .filter(|found| project.get(*found).is_some_and(|one| *one.path != *file))
    }

    /// The file of the module that a path leads to, from the module that a file is.
    pub(super) fn in_crate(&self, project: &Project, from: &str, path: &str) -> Option<FileId> {
        let mut parts = path.split("::").filter(|part| !part.is_empty()).peekable();
        let own = self
            .crates
            .iter()
            .find(|one| from.starts_with(&format!("{}/", one.sources)));
        let mut at = match parts.peek().copied()? {
            "crate" => {
                parts.next();
                root(project, own.map_or(split(from).0, |own| &own.sources))?
            }
            "self" => {
                parts.next();
                project.find(from)?
            }
            "super" => project.find(from)?,
            name => match self.crates.iter().find(|one| *one.name == *name) {
                Some(found) => {
                    parts.next();
                    root(project, &found.sources)?
                }
                None => project.find(from)?,
            },
        };
        for part in parts {
            let path = &project.get(at)?.path;
            at = match part {
                "super" => above(project, path)?,
                name => self.below_module(project, path, name)?,
            };
        }
        Some(at)
    }

    /// The file of a module in the one that a file is.
    pub(super) fn below_module(&self, project: &Project, file: &str, name: &str) -> Option<FileId> {
        let base = join(&folder_of(file), name);
        let paths = [format!("{base}.rs"), join(&base, "mod.rs")];
        paths.iter().find_map(|path| project.find(path))
    }
}

fn root(project: &Project, sources: &str) -> Option<FileId> {
    let roots = ["lib.rs", "main.rs"].map(|name| join(sources, name));
    roots.iter().find_map(|path| project.find(path))
}

/// The folder that the modules of a module lie in.
fn folder_of(file: &str) -> String {
    let (folder, name) = split(file);
    match name {
        "mod.rs" | "lib.rs" | "main.rs" => folder.to_owned(),
        name => join(folder, name.trim_end_matches(".rs")),
    }
}

/// The module that the module of a file lies in.
fn above(project: &Project, file: &str) -> Option<FileId> {
    let folder = match split(file) {
        (folder, "mod.rs") => split(folder).0,
        (folder, _) => folder,
    };
    let own = [format!("{folder}.rs"), join(folder, "mod.rs")];
    own.iter()
        .find_map(|path| project.find(path))
        .or_else(|| root(project, folder))
}
