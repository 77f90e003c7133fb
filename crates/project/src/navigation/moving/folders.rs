//! Files that make up the package of a folder with others, as Go has them: who moves goes from one package to another.

use std::rc::Rc;

use assay_languages::{Modules, Role};

use super::super::rename::is_member;
use super::super::value::{Entity, Place};
use super::super::{Navigator, View};
use super::changes::Changes;
use super::{Order, is_word, stem};
use crate::resolve::split;
use crate::{FileId, Import, Occurrence};

/// A package: its name, and what imports say of it.
pub(super) struct Package {
    pub name: String,
    pub path: String,
}

impl Navigator<'_> {
    pub(super) fn move_between_folders(&self, order: &Order<'_>, changes: &mut Changes<'_>) {
        let is_test = |path: &str| stem(path).ends_with("_test");
        if is_test(order.from) != is_test(order.to) {
            changes.obstacle(
                order.file,
                0,
                "The name of a file says whether it is a test.",
            );
        }
        if order.stays_in_folder() {
            return;
        }
        let (old_folder, new_folder) = (split(order.from).0, split(order.to).0);
        if !self.layout().is_one_module(old_folder, new_folder) {
            let why = "It would become a part of another module.";
            changes.obstacle(order.file, 0, why);
            return;
        }
        let paths = self
            .layout()
            .import_path(old_folder)
            .zip(self.layout().import_path(new_folder));
        let own = self
            .project
            .get(order.file)
            .map(|file| file.package().to_owned());
        let (Some((old_path, new_path)), Some(own)) = (paths, own) else {
            changes.obstacle(
                order.file,
                0,
                "There is no go.mod that says how its folder is imported.",
            );
            return;
        };
        let there = self.layout().package_name(self.project, new_folder);
        let last = |path: &str| split(path).1.to_owned();
        let name = match there {
            Some(name) => name.to_owned(),
            None if own == last(old_folder) && !new_folder.is_empty() => {
                last(new_folder).replace(['-', '.'], "_")
            }
            None => own.clone(),
        };
        let old = Package {
            name: own,
            path: old_path,
        };
        let new = Package {
            name,
            path: new_path,
        };
        self.rename_package(order, &old, &new, changes);
        self.check_taken(order, &old, &new, changes);
        let to_moved = self.follow_beside(order, &new, changes);
        let to_rest = self.keep_beside(order, &old, changes);
        if let (Some(at), Some(_)) = (to_moved, to_rest) {
            changes.obstacle(
                at.0,
                at.1,
                "This file and the moved one would import each other.",
            );
        }
        for file in self.files_mentioning(order, &[&old.path]) {
            self.follow_imports(order, file, (&old, &new), changes);
        }
    }

    /// The clause that says which package the file belongs to.
    pub(super) fn rename_package(
        &self,
        order: &Order<'_>,
        old: &Package,
        new: &Package,
        changes: &mut Changes<'_>,
    ) {
        let Some(text) = self.texts.get(order.from).filter(|_| old.name != new.name) else {
            return;
        };
        let clause = format!("package {}", old.name);
        let found = text
            .match_indices(&clause)
            .map(|(at, _)| at)
            .find(|at| text[..*at].ends_with('\n') || *at == 0);
        match found {
            Some(at) => changes.replace(
                order.file,
                at + "package ".len()..at + clause.len(),
                new.name.clone(),
            ),
            None => changes.obstacle(
                order.file,
                0,
                "The clause that names its package was not found.",
            ),
        }
    }

    /// What the new package has already.
    fn check_taken(
        &self,
        order: &Order<'_>,
        old: &Package,
        new: &Package,
        changes: &mut Changes<'_>,
    ) {
        let there = package_of(split(order.to).0, &new.name);
        for (at, declared) in (0..).zip(&order.view.scopes.declarations) {
            if declared.scope != 0 || is_member(order.view, at) {
                continue;
            }
            let name = order.view.name_of(at);
            let is_everywhere = matches!(name, "init" | "_");
            if !is_everywhere && self.in_package(&there, name).is_some() {
                changes.obstacle(
                    order.file,
                    declared.offset,
                    format!("The package {} has {name} already.", new.name),
                );
            }
        }
        if old.name == "main" && new.name != "main" {
            changes.obstacle(
                order.file,
                0,
                "It belongs to a program, which nobody can import.",
            );
        }
    }

    /// The other files of the package: they say from now on where they have it from. The first of them that does.
    fn follow_beside(
        &self,
        order: &Order<'_>,
        new: &Package,
        changes: &mut Changes<'_>,
    ) -> Option<(FileId, u32)> {
        let mut first = None;
        for file in self.beside(order) {
            let Some(view) = self.view(file) else {
                continue;
            };
            let Some(text) = self.texts.get(&view.path) else {
                continue;
            };
            let mut is_used = false;
            for (one, place) in self.leading(file, &view, |place| place.file == order.file) {
                if !self.may_be_named(order.view, place, (file, one.offset), changes)
                    || is_member(order.view, place.at)
                {
                    continue;
                }
                changes.insert(file, one.offset as usize, &format!("{}.", new.name));
                (is_used, first) = (true, first.or(Some((file, one.offset))));
            }
            if is_used {
                self.import_package(file, &view, &text, new, changes);
            }
        }
        first
    }

    /// The moved file says from now on where it has the rest of its package from. The first place where it does.
    fn keep_beside(
        &self,
        order: &Order<'_>,
        old: &Package,
        changes: &mut Changes<'_>,
    ) -> Option<u32> {
        let text = self.texts.get(order.from)?;
        let beside = self.beside(order);
        let mut first = None;
        for (one, place) in
            self.leading(order.file, order.view, |place| beside.contains(&place.file))
        {
            let view = self.view(place.file)?;
            if !self.may_be_named(&view, place, (order.file, one.offset), changes)
                || is_member(&view, place.at)
            {
                continue;
            }
            changes.insert(order.file, one.offset as usize, &format!("{}.", old.name));
            first = first.or(Some(one.offset));
        }
        for (declared, at) in order.view.scopes.declarations.iter().zip(0..) {
            let owner = self.owner_of(Place {
                file: order.file,
                at,
            });
            if owner.is_some_and(|owner| owner.file != order.file) && is_member(order.view, at) {
                changes.obstacle(
                    order.file,
                    declared.offset,
                    "A method must stay in the package of its type.",
                );
            }
        }
        for file in &beside {
            let Some(view) = self.view(*file) else {
                continue;
            };
            for (declared, at) in view.scopes.declarations.iter().zip(0..) {
                let owner = is_member(&view, at)
                    .then(|| self.owner_of(Place { file: *file, at }))
                    .flatten();
                if owner.is_some_and(|owner| owner.file == order.file) {
                    changes.obstacle(
                        *file,
                        declared.offset,
                        "A method must stay in the package of its type.",
                    );
                }
            }
        }
        if first.is_some() {
            self.import_package(order.file, order.view, &text, old, changes);
        }
        first
    }

    /// Whether other packages may say a name; if not it is in the way.
    fn may_be_named(
        &self,
        view: &View,
        place: Place,
        (file, offset): (FileId, u32),
        changes: &mut Changes<'_>,
    ) -> bool {
        let name = view.name_of(place.at);
        let is_exported = name.starts_with(char::is_uppercase);
        if !is_exported {
            changes.obstacle(
                file,
                offset,
                format!(
                    "{name} is known only in its own package; rename it to {} first.",
                    exported(name)
                ),
            );
        }
        is_exported
    }

    /// Other packages that import it.
    fn follow_imports(
        &self,
        order: &Order<'_>,
        file: FileId,
        packages: (&Package, &Package),
        changes: &mut Changes<'_>,
    ) {
        let Some(view) = self.view(file) else { return };
        let Some(text) = self.texts.get(&view.path) else {
            return;
        };
        let moved = self.leading(file, &view, |place| {
            place.file == order.file && !is_member(order.view, place.at)
        });
        let beside = self.beside(order);
        let rest = self.leading(file, &view, |place| beside.contains(&place.file));
        for import in &view.imports {
            if import.module != packages.0.path {
                continue;
            }
            let alias = import.names.first().and_then(|name| name.alias.as_deref());
            let qualifier = alias.unwrap_or(&packages.0.name);
            let places = |all: &[(Occurrence, Place)]| -> Vec<usize> {
                let offsets = all.iter().map(|(one, _)| one.offset as usize);
                offsets
                    .filter_map(|offset| qualifier_before(&text, offset, qualifier))
                    .collect()
            };
            let (moved, rest) = (places(&moved), places(&rest));
            if moved.is_empty() && !beside.is_empty() {
                continue;
            }
            if split(&view.path).0 == split(order.to).0 {
                let why = "It would import its own package.";
                changes.obstacle(file, import.range.start.offset, why);
                continue;
            }
            let says = if !rest.is_empty() {
                self.import_package(file, &view, &text, packages.1, changes);
                &packages.1.name
            } else if let Some(stretch) = path_in(&text, import) {
                changes.replace(file, stretch, packages.1.path.clone());
                alias.unwrap_or(&packages.1.name)
            } else {
                let why = "The path of this import was not found.";
                changes.obstacle(file, import.range.start.offset, why);
                continue;
            };
            for at in moved {
                let is_taken = says != qualifier
                    && (!view.imported(says).is_empty() || is_shadowed(&view, at as u32, says));
                if is_taken {
                    let why = format!("{says} means something else here already.");
                    changes.obstacle(file, at as u32, why);
                }
                changes.replace(file, at..at + qualifier.len(), says);
            }
        }
    }

    /// The other files of the same package.
    fn beside(&self, order: &Order<'_>) -> Vec<FileId> {
        let package = self
            .layout()
            .package_of(self.project, order.file, Modules::Folders);
        let files = package.map_or(&[][..], |package| self.layout().files_of(&package));
        files
            .iter()
            .copied()
            .filter(|file| *file != order.file)
            .collect()
    }

    /// Names in a file, outside of its imports, that lead to such declarations of other files.
    pub(super) fn leading(
        &self,
        file: FileId,
        view: &View,
        wanted: impl Fn(Place) -> bool,
    ) -> Vec<(Occurrence, Place)> {
        let mut found = Vec::new();
        for one in &view.symbols.occurrences {
            if one.role == Role::Import || !view.import_at(one.offset).is_empty() {
                continue;
            }
            let name = view.symbols.name(one.name);
            if let Some(Entity::Declared(place)) = self.refers(file, one.offset, name, one.role)
                && place.file != file
                && wanted(place)
            {
                found.push((*one, place));
            }
        }
        found
    }

    /// Adds an import, unless the file has it.
    fn import_package(
        &self,
        file: FileId,
        view: &View,
        text: &str,
        package: &Package,
        changes: &mut Changes<'_>,
    ) {
        if view
            .imports
            .iter()
            .any(|import| import.module == package.path)
        {
            return;
        }
        if !view.imported(&package.name).is_empty() || !view.in_scope(0, &package.name).is_empty() {
            changes.obstacle(
                file,
                0,
                format!("{} means something else here already.", package.name),
            );
        }
        let line = format!("\"{}\"", package.path);
        let line = match split(&package.path).1 == package.name {
            true => line,
            false => format!("{} {line}", package.name),
        };
        let Some(last) = view
            .imports
            .iter()
            .map(|import| import.range.end.offset as usize)
            .max()
        else {
            let clause = text.find("\npackage ").map_or(0, |at| at + 1);
            let end = text[clause..]
                .find('\n')
                .map_or(text.len(), |at| clause + at);
            changes.insert(file, end, &format!("\n\nimport {line}"));
            return;
        };
        let start = text[..last].rfind('\n').map_or(0, |at| at + 1);
        let end = text[last..].find('\n').map_or(text.len(), |at| last + at);
        // One by itself is a statement of its own.
        let is_single = text[start..].trim_start().starts_with("import");
        let indent = &text[start..start + (text[start..].len() - text[start..].trim_start().len())];
        let keyword = if is_single { "import " } else { "" };
        changes.insert(file, end, &format!("\n{indent}{keyword}{line}"));
    }
}

/// A name as other packages may say it.
fn exported(name: &str) -> String {
    let mut signs = name.trim_start_matches('_').chars();
    let first = signs.next().into_iter().flat_map(char::to_uppercase);
    first.chain(signs).collect()
}

/// Whether a scope around a place declares a name.
pub(super) fn is_shadowed(view: &View, offset: u32, name: &str) -> bool {
    std::iter::successors(Some(view.scope_at(offset)), |at| view.parent(*at))
        .any(|scope| !view.in_scope(scope, name).is_empty())
}

fn package_of(folder: &str, name: &str) -> Rc<str> {
    crate::resolve::folder_package(folder, name)
}

/// Where a qualifier stands in front of a name.
pub(super) fn qualifier_before(text: &str, offset: usize, qualifier: &str) -> Option<usize> {
    let before = text[..offset].strip_suffix('.')?;
    let rest = before.strip_suffix(qualifier)?;
    (!rest.ends_with(|sign| is_word(sign) || sign == '.')).then_some(rest.len())
}

/// Where the path stands in an import.
pub(super) fn path_in(text: &str, import: &Import) -> Option<std::ops::Range<usize>> {
    let range = import.range.start.offset as usize..import.range.end.offset as usize;
    let at = text.get(range.clone())?.rfind(&import.module)?;
    let start = range.start + at;
    Some(start..start + import.module.len())
}
