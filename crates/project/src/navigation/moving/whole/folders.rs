//! Import paths of a moved folder and of all folders in it; a package that is named after its folder is renamed with it.

use super::super::super::Navigator;
use super::super::changes::Changes;
use super::super::folders::{Package, is_shadowed, path_in, qualifier_before};
use super::super::{Order, is_word};
use super::{Folder, last};
use crate::resolve::split;
use crate::{FileId, Import};

impl Navigator<'_> {
    pub(super) fn carry_folders(
        &self,
        folder: &Folder<'_>,
        all: &[FileId],
        changes: &mut Changes<'_>,
    ) {
        let Some(first) = folder.files.first().copied() else {
            return;
        };
        if self.layout().has_module_within(folder.from) {
            let why =
                "It has a go.mod of its own, and those who name it by its path would not follow.";
            changes.obstacle(first, 0, why);
            return;
        }
        let above = [split(folder.from).0, split(folder.to).0];
        if !self.layout().is_one_module(above[0], above[1]) {
            changes.obstacle(first, 0, "It would become a part of another module.");
            return;
        }
        let paths = self
            .layout()
            .import_path(folder.from)
            .zip(self.layout().import_path(folder.to));
        let Some((old_path, new_path)) = paths else {
            let why = "There is no go.mod that says how its folder is imported.";
            changes.obstacle(first, 0, why);
            return;
        };
        let names = self.renamed_package(folder);
        for file in all {
            let Some(view) = self.view(*file) else {
                continue;
            };
            let (own, order_to) = (&*view.path, folder.after(&view.path));
            let order = Order {
                file: *file,
                view: &view,
                from: own,
                to: &order_to,
            };
            if let Some((old, new)) = names.as_ref().filter(|_| split(own).0 == folder.from) {
                let package = self.project.get(*file).map(|file| file.package());
                for end in ["", "_test"] {
                    if package == Some(&format!("{old}{end}")) {
                        let [old, new] = [old, new].map(|name| Package {
                            name: format!("{name}{end}"),
                            path: String::new(),
                        });
                        self.rename_package(&order, &old, &new, changes);
                    }
                }
            }
            let Some(text) = self.texts.get(own) else {
                continue;
            };
            let importer = self
                .layout()
                .import_path(split(&order_to).0)
                .unwrap_or_default();
            for import in &view.imports {
                let is_below = |rest: &str| rest.is_empty() || rest.starts_with('/');
                let rest = import
                    .module
                    .strip_prefix(&old_path)
                    .filter(|rest| is_below(rest));
                let path = rest.map_or(import.module.to_string(), |rest| {
                    format!("{new_path}{rest}")
                });
                if (rest.is_some() || folder.has(own)) && !may_import(&importer, &path) {
                    let why = format!(
                        "{path} is known only below the folder that its `internal` lies in."
                    );
                    changes.obstacle(*file, import.range.start.offset, why);
                }
                if rest.is_none() {
                    continue;
                }
                match path_in(&text, import) {
                    Some(stretch) => changes.replace(*file, stretch, path),
                    None => {
                        let why = "The path of this import was not found.";
                        changes.obstacle(*file, import.range.start.offset, why);
                    }
                }
                if let Some((old, new)) = names.as_ref().filter(|_| rest == Some("")) {
                    self.rename_qualifiers(folder, (&order, &text), import, (old, new), changes);
                }
            }
        }
    }

    /// The name of the package of the folder, before and after, if it is the folder's own.
    fn renamed_package(&self, folder: &Folder<'_>) -> Option<(String, String)> {
        let old = self.layout().package_name(self.project, folder.from)?;
        let new = last(folder.to).replace(['-', '.'], "_");
        let is_name =
            new.chars().all(is_word) && !new.starts_with(|sign: char| sign.is_ascii_digit());
        (old == last(folder.from) && is_name && old != new).then(|| (old.to_owned(), new))
    }

    fn rename_qualifiers(
        &self,
        folder: &Folder<'_>,
        (order, text): (&Order<'_>, &str),
        import: &Import,
        (old, new): (&str, &str),
        changes: &mut Changes<'_>,
    ) {
        if import
            .names
            .first()
            .is_some_and(|name| name.alias.is_some())
        {
            return;
        }
        let is_of_it = |file: FileId| {
            let found = self.project.get(file);
            found.is_some_and(|file| split(&file.path).0 == folder.from)
        };
        for (one, _) in self.leading(order.file, order.view, |place| is_of_it(place.file)) {
            let Some(at) = qualifier_before(text, one.offset as usize, old) else {
                continue;
            };
            let is_taken =
                !order.view.imported(new).is_empty() || is_shadowed(order.view, at as u32, new);
            if is_taken {
                let why = format!("{new} means something else here already.");
                changes.obstacle(order.file, at as u32, why);
            }
            changes.replace(order.file, at..at + old.len(), new);
        }
    }
}

/// Whether a package may import another: one below a folder `internal` only from beside that.
fn may_import(importer: &str, path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    let Some(at) = parts.iter().rposition(|part| *part == "internal") else {
        return true;
    };
    let outer = parts[..at].join("/");
    let rest = importer.strip_prefix(&outer);
    rest.is_some_and(|rest| outer.is_empty() || rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn internal_packages_are_known_beside_them() {
        assert!(may_import("app/a", "app/internal/b"));
        assert!(may_import("app", "app/internal/b"));
        assert!(may_import("app/internal/c", "app/internal"));
        assert!(!may_import("apple", "app/internal/b"));
        assert!(!may_import("app/b", "app/a/internal"));
        assert!(may_import("app/b", "app/internals"));
    }
}
