//! Paths with dots that lead through a moved folder, or out of it.

use super::super::super::Navigator;
use super::super::super::value::Entity;
use super::super::changes::Changes;
use super::super::dotted::{FOLDER_FILE, climbed, dots_to, dotted_in};
use super::super::{CannotMove, Order, Referring, is_word, stem};
use super::{Folder, last};
use crate::resolve::{FOLDER, join, split};
use crate::{FileId, Import};

impl Navigator<'_> {
    pub(super) fn carry_dotted(
        &self,
        folder: &Folder<'_>,
        all: &[FileId],
        changes: &mut Changes<'_>,
    ) -> Result<(), CannotMove> {
        let name = last(folder.to);
        if !name.chars().all(is_word) || name.starts_with(|sign: char| sign.is_ascii_digit()) {
            return Err(CannotMove::NotAPath);
        }
        // A folder is named as a module at its path would be.
        let (from, to) = (format!("{}.py", folder.from), format!("{}.py", folder.to));
        let mut names = None;
        for file in all {
            let Some(view) = self.view(*file) else {
                continue;
            };
            let Some(text) = self.texts.get(&view.path) else {
                continue;
            };
            let order = Order {
                file: *file,
                view: &view,
                from: &from,
                to: &to,
            };
            let at = Referring {
                file: *file,
                view: &view,
                text: &text,
            };
            for import in &view.imports {
                self.carry_import(folder, &order, &at, import, changes);
            }
            names = names.or_else(|| self.absolute(&order));
        }
        if let Some((old, new)) = names {
            self.mention(&old, &new, changes);
        }
        Ok(())
    }

    fn carry_import(
        &self,
        folder: &Folder<'_>,
        order: &Order<'_>,
        at: &Referring<'_>,
        import: &Import,
        changes: &mut Changes<'_>,
    ) {
        let module = &*import.module;
        let Some(found) = self.layout().module(self.project, at.file, module, true) else {
            return;
        };
        let Some(path) = self.path_of_module(&found) else {
            return;
        };
        let now = folder.after(&at.view.path);
        let takes_folder = import
            .names
            .iter()
            .filter_map(|one| one.name.as_deref())
            .any(|name| {
                join(&path, name) == folder.from
                    && self
                        .taken(at.file, import, name)
                        .and_then(|taken| self.path_of_module(&taken))
                        .is_some_and(|taken| taken == folder.from)
            });
        let is_relative = module.starts_with('.');
        let crosses = folder.has(&path) != folder.has(&at.view.path);
        // `..folder.module`: what stays within the folder may still go by its name.
        let goes_around = is_relative
            && folder.has(&at.view.path)
            && climbed(&at.view.path, module).is_none_or(|up| !folder.has(up));
        let done = if takes_folder {
            self.take_from_elsewhere(order, at, &now, import, changes)
        } else if goes_around && folder.has(&path) {
            let target = folder.after(&path);
            put(at, import, dots_to(split(&now).0, &target), changes)
        } else if is_relative && crosses {
            let target = folder.after(&path);
            self.dotted_to(order, &now, module, &target)
                .and_then(|new| put(at, import, new, changes))
        } else if !is_relative && folder.has(&path) {
            self.carry_absolute(folder, at, import, &path, changes)
        } else {
            return;
        };
        if done.is_none() {
            changes.obstacle(
                at.file,
                import.range.start.offset,
                format!("It cannot be told how {module} is to be written."),
            );
        }
    }

    /// What of the present path the module leaves away is the root of the sources.
    fn carry_absolute(
        &self,
        folder: &Folder<'_>,
        at: &Referring<'_>,
        import: &Import,
        path: &str,
        changes: &mut Changes<'_>,
    ) -> Option<()> {
        let module = &*import.module;
        let root = path.strip_suffix(&module.replace('.', "/"))?;
        if folder.has(root.trim_end_matches('/')) && !root.is_empty() {
            // The root moves along.
            return Some(());
        }
        let target = folder.after(path);
        let new = target.strip_prefix(root)?.replace('/', ".");
        put(at, import, new, changes)?;
        let statement = at.text[import.range.start.offset as usize..].trim_start();
        let is_alone =
            !statement.starts_with("from") && import.names.iter().all(|name| name.alias.is_none());
        if is_alone {
            let names = [folder.from, folder.to]
                .map(|path| path.strip_prefix(root).map(|name| name.replace('/', ".")));
            let [Some(old), Some(new)] = names else {
                return None;
            };
            let it = self.layout().module(self.project, at.file, &old, true)?;
            self.follow_qualified(&it, at, (&old, &new), changes);
        }
        Some(())
    }

    /// The path of a module without its ending.
    fn path_of_module(&self, module: &Entity) -> Option<String> {
        match module {
            Entity::File(file) => {
                let path = stem(&self.project.get(*file)?.path).to_owned();
                let folder = path.strip_suffix(&format!("/{FOLDER_FILE}"));
                Some(folder.map_or(path.clone(), str::to_owned))
            }
            Entity::Package(package) => package.strip_prefix(FOLDER).map(str::to_owned),
            Entity::Declared(_) => None,
        }
    }
}

/// Puts another module into an import.
fn put(at: &Referring<'_>, import: &Import, new: String, changes: &mut Changes<'_>) -> Option<()> {
    let range = import.range.start.offset as usize..import.range.end.offset as usize;
    let found = dotted_in(at.text.get(range.clone())?, &import.module)?;
    let start = range.start + found;
    changes.replace(at.file, start..start + import.module.len(), new);
    Some(())
}
