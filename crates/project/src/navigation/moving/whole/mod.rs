//! Moving a folder with all that is in it: its files keep where they stand to one another, so only what crosses its border
//! changes, and names that lead through it. One file per sort of module.

mod crates;
mod dotted;
mod folders;
mod packages;
mod specifiers;

use std::collections::BTreeSet;

use assay_languages::{Modules, code_outline};

use super::super::Navigator;
use super::changes::Changes;
use super::{CannotMove, MovedFile, Moving, is_path};
use crate::FileId;
use crate::resolve::split;

/// What is asked for.
pub struct Folder<'o> {
    from: &'o str,
    to: &'o str,
    /// A file beside the folder that is the module of it, which moves along.
    beside: Option<&'o str>,
    /// The files that move and whose names are known.
    files: Vec<FileId>,
}

impl Folder<'_> {
    /// Whether a path moves: of a file or of a folder.
    fn has(&self, path: &str) -> bool {
        self.after_if_moved(path).is_some()
    }

    /// The path that something has afterwards.
    fn after(&self, path: &str) -> String {
        self.after_if_moved(path).unwrap_or_else(|| path.to_owned())
    }

    fn after_if_moved(&self, path: &str) -> Option<String> {
        if self.beside == Some(path) {
            return Some(format!("{}{}", self.to, &path[self.from.len()..]));
        }
        let rest = path.strip_prefix(self.from)?;
        (rest.is_empty() || rest.starts_with('/')).then(|| format!("{}{rest}", self.to))
    }
}

impl Navigator<'_> {
    /// The files below a folder whose text or names are known, in order.
    pub(super) fn paths_below(&self, folder: &str) -> Vec<String> {
        let texts = self.texts.iter().map(|(path, _)| path);
        let files = self.project.files();
        let all = texts.chain(files.iter().map(|(_, file)| &*file.path));
        let below = all.filter(|path| {
            let rest = path.strip_prefix(folder);
            rest.is_some_and(|rest| rest.starts_with('/'))
        });
        below
            .map(str::to_owned)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect()
    }

    pub(super) fn move_folder(&self, from: &str, to: &str) -> Result<Moving, CannotMove> {
        if !is_path(to) {
            return Err(CannotMove::NotAPath);
        }
        if to == from || to.starts_with(&format!("{from}/")) {
            return Err(CannotMove::IntoItself);
        }
        if self.texts.get(to).is_some() || self.project.find(to).is_some() {
            return Err(CannotMove::Taken);
        }
        if !self.paths_below(to).is_empty() {
            return Err(CannotMove::FolderTaken);
        }
        let beside = format!("{from}.rs");
        let mut paths = self.paths_below(from);
        let is_module = self.project.find(&beside).is_some();
        if is_module {
            paths.push(beside.clone());
        }
        let folder = Folder {
            from,
            to,
            beside: is_module.then_some(&*beside),
            files: paths
                .iter()
                .filter_map(|path| self.project.find(path))
                .collect(),
        };
        let mut changes = Changes::new(self);
        self.carry(&folder, &mut changes)?;
        let (files, obstacles) = changes.finish();
        let moved = paths.iter().map(|path| MovedFile {
            from: path.clone(),
            to: folder.after(path),
        });
        Ok(Moving {
            from: from.to_owned(),
            to: to.to_owned(),
            moved: moved.collect(),
            files,
            obstacles,
        })
    }

    fn carry(&self, folder: &Folder<'_>, changes: &mut Changes<'_>) -> Result<(), CannotMove> {
        for file in &folder.files {
            let outline = self.outline_of(*file);
            if outline.is_some_and(|outline| !outline.moves && outline.modules != Modules::Nothing)
            {
                changes.obstacle(*file, 0, CannotMove::Language.to_string());
            }
        }
        let moves = |modules: Modules| {
            let mut all = folder
                .files
                .iter()
                .filter_map(|file| self.outline_of(*file));
            all.any(|outline| outline.moves && outline.modules == modules)
        };
        let of = |modules: Modules| {
            let all = self.project.files().into_iter().map(|(file, _)| file);
            let fits = move |file: &FileId| {
                self.outline_of(*file)
                    .is_some_and(|outline| outline.modules == modules)
            };
            all.filter(fits).collect::<Vec<_>>()
        };
        if moves(Modules::Specifiers) {
            for file in of(Modules::Specifiers) {
                self.carry_specifiers(folder, file, changes);
            }
        }
        if moves(Modules::Dotted) {
            self.carry_dotted(folder, &of(Modules::Dotted), changes)?;
        }
        if moves(Modules::Folders) {
            self.carry_folders(folder, &of(Modules::Folders), changes);
        }
        if moves(Modules::Packages) {
            self.carry_packages(folder, &of(Modules::Packages), changes);
        }
        if moves(Modules::Crates) {
            self.carry_module(folder, changes)?;
        }
        Ok(())
    }

    fn outline_of(&self, file: FileId) -> Option<&'static assay_languages::Outline> {
        code_outline(self.project.get(file)?.lang?)
    }
}

/// The last part of a path.
fn last(path: &str) -> &str {
    split(path).1
}
