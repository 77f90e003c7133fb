//! Packages that are folders, behind the path that their module says it has.

use std::rc::Rc;

use assay_text::InOrder;

use super::{Layout, join, named};
use crate::{Project, Texts};

/// A module: the path that imports say, and the folder that it stands for.
#[derive(Debug)]
pub struct Module {
    path: Box<str>,
    folder: Box<str>,
}

/// The modules of the project, those with the longest paths first.
pub fn modules(texts: &Texts) -> Vec<Module> {
    let files = named(texts, |name| name == "go.mod");
    let read = files.iter().filter_map(|(folder, _, text)| {
        let mut lines = text.lines().map(str::trim);
        let path = lines.find_map(|line| line.strip_prefix("module "))?;
        let path = path.split_whitespace().next()?.trim_matches('"');
        Some(Module {
            path: path.into(),
            folder: (*folder).into(),
        })
    });
    let mut modules: Vec<Module> = read.collect();
    modules.put_in_order_by_key(|module| std::cmp::Reverse(module.path.len()));
    modules
}

/// A folder may have two packages: that of its tests may be another one.
pub fn key(folder: &str, package: &str) -> Rc<str> {
    format!("package {package} in {folder}").into()
}

/// Whether a folder is another one or lies in it.
fn is_below(folder: &str, outer: &str) -> bool {
    let rest = folder.strip_prefix(outer);
    rest.is_some_and(|rest| outer.is_empty() || rest.is_empty() || rest.starts_with('/'))
}

impl Layout {
    /// The package that an import leads to.
    pub(super) fn imported_folder(&self, project: &Project, module: &str) -> Option<Rc<str>> {
        let below = |one: &Module| {
            let rest = module.strip_prefix(&*one.path)?;
            let rest = rest.strip_prefix('/').or(rest.is_empty().then_some(rest))?;
            Some(join(&one.folder, rest))
        };
        let folders = self.modules.iter().filter_map(below);
        // Copies of other modules lie in a folder of their own.
        let folders = folders.chain([join("vendor", module)]);
        folders
            .into_iter()
            .find_map(|folder| self.package_in(project, &folder))
    }

    fn package_in(&self, project: &Project, folder: &str) -> Option<Rc<str>> {
        self.package_name(project, folder)
            .map(|name| key(folder, name))
    }

    /// What imports say of a folder.
    pub fn import_path(&self, folder: &str) -> Option<String> {
        let module = self.module_around(folder)?;
        Some(join(
            &module.path,
            folder[module.folder.len()..].trim_start_matches('/'),
        ))
    }

    /// Whether two folders belong to the same module.
    pub fn is_one_module(&self, one: &str, other: &str) -> bool {
        let folder = |of: &str| self.module_around(of).map(|module| &*module.folder);
        folder(one) == folder(other)
    }

    /// Whether a folder has a module in it or is one.
    pub fn has_module_within(&self, folder: &str) -> bool {
        self.modules
            .iter()
            .any(|module| is_below(&module.folder, folder))
    }

    fn module_around(&self, folder: &str) -> Option<&Module> {
        let around = self
            .modules
            .iter()
            .filter(|one| is_below(folder, &one.folder));
        around.max_by_key(|one| one.folder.len())
    }

    /// The name of the package in a folder that others import.
    pub fn package_name<'p>(&self, project: &'p Project, folder: &str) -> Option<&'p str> {
        let files = self
            .folders
            .get(folder)?
            .iter()
            .filter_map(|file| project.get(*file));
        let mut names = files
            .filter(|file| file.path.ends_with(".go") && !file.path.ends_with("_test.go"))
            .map(|file| file.package())
            .filter(|name| !name.is_empty() && *name != "main");
        let first = names.next();
        first.or_else(|| {
            let mut files = self
                .folders
                .get(folder)?
                .iter()
                .filter_map(|file| project.get(*file));
            files.find_map(|file| Some(file.package()).filter(|name| !name.is_empty()))
        })
    }
}
