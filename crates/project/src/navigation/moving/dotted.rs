//! Files that others name by a path with dots, from a root of the sources or from their own package.

use assay_languages::Role;

use super::super::Navigator;
use super::super::value::Entity;
use super::changes::Changes;
use super::{CannotMove, Order, Referring, is_word, stem};
use crate::resolve::{join, split};
use crate::{FileId, Import};

/// The file that stands for its folder.
pub(super) const FOLDER_FILE: &str = "__init__";

impl Navigator<'_> {
    pub(super) fn move_dotted(
        &self,
        order: &Order<'_>,
        changes: &mut Changes<'_>,
    ) -> Result<(), CannotMove> {
        let (old, new) = (split(stem(order.from)).1, split(stem(order.to)).1);
        if old == FOLDER_FILE || new == FOLDER_FILE {
            return Err(CannotMove::Folder);
        }
        if !new.chars().all(is_word) || new.starts_with(|sign: char| sign.is_ascii_digit()) {
            return Err(CannotMove::NotAPath);
        }
        for file in self.files_mentioning(order, &[old]) {
            self.follow_dotted(order, file, changes);
        }
        if !order.stays_in_folder() {
            self.keep_dotted(order, changes);
        }
        if let Some((old, new)) = self.absolute(order) {
            self.mention(&old, &new, changes);
        }
        Ok(())
    }

    fn follow_dotted(&self, order: &Order<'_>, file: FileId, changes: &mut Changes<'_>) {
        let (Some(view), Some(text)) = (
            self.view(file),
            self.project
                .get(file)
                .and_then(|file| self.texts.get(&file.path)),
        ) else {
            return;
        };
        for import in &view.imports {
            let range = import.range.start.offset as usize..import.range.end.offset as usize;
            let Some(statement) = text.get(range.clone()) else {
                continue;
            };
            let is_from = statement.trim_start().starts_with("from");
            let leads = self
                .layout()
                .module(self.project, file, &import.module, true);
            let is_it = leads == Some(Entity::File(order.file));
            let done = if is_it {
                self.dotted_to(order, &view.path, &import.module, stem(order.to))
                    .and_then(|new| {
                        let at = dotted_in(statement, &import.module)?;
                        let stretch = range.start + at..range.start + at + import.module.len();
                        changes.replace(file, stretch, new.clone());
                        let is_alone =
                            !is_from && import.names.iter().all(|name| name.alias.is_none());
                        if is_alone {
                            let at = Referring {
                                file,
                                view: &view,
                                text: &text,
                            };
                            let it = Entity::File(order.file);
                            self.follow_qualified(&it, &at, (&import.module, &new), changes);
                        }
                        Some(())
                    })
            } else {
                let name = split(stem(order.from)).1;
                let named = import
                    .names
                    .iter()
                    .find(|one| one.name.as_deref() == Some(name));
                let is_taken = named.is_some()
                    && self.taken(file, import, name) == Some(Entity::File(order.file));
                if !is_taken {
                    continue;
                }
                let at = Referring {
                    file,
                    view: &view,
                    text: &text,
                };
                self.take_from_elsewhere(order, &at, &view.path, import, changes)
            };
            if done.is_none() {
                changes.obstacle(
                    file,
                    import.range.start.offset,
                    format!("It cannot be told how {} is to be written.", import.module),
                );
            }
        }
    }

    /// `from package import module`: the module has another name, or comes from another package. `importer` is the path that
    /// the file has afterwards.
    pub(super) fn take_from_elsewhere(
        &self,
        order: &Order<'_>,
        at: &Referring<'_>,
        importer: &str,
        import: &Import,
        changes: &mut Changes<'_>,
    ) -> Option<()> {
        let Referring { file, text, .. } = *at;
        let (old, new) = (split(stem(order.from)).1, split(stem(order.to)).1);
        let (start, end) = (
            import.range.start.offset as usize,
            import.range.end.offset as usize,
        );
        let statement = text.get(start..end)?;
        let list = statement.find("import")? + "import".len();
        let at = start + list + word_in(&statement[list..], old)?;
        let named = import
            .names
            .iter()
            .find(|one| one.name.as_deref() == Some(old))?;
        let item = match (&named.alias, new == old) {
            (Some(alias), _) => format!("{new} as {alias}"),
            (None, true) => new.to_owned(),
            (None, false) => format!("{new} as {old}"),
        };
        let name_end = at + old.len();
        let item_end = match &named.alias {
            Some(alias) => name_end + word_in(text.get(name_end..end)?, alias)? + alias.len(),
            None => name_end,
        };
        let package = self.dotted_to(order, importer, &import.module, split(order.to).0)?;
        if package == import.module {
            changes.replace(file, at..item_end, item);
            return Some(());
        }
        let own = if package.is_empty() {
            format!("import {item}")
        } else {
            format!("from {package} import {item}")
        };
        if import.names.len() == 1 {
            changes.replace(file, start..end, own);
            return Some(());
        }
        changes.replace(
            file,
            without_item(text, at..item_end, start + list..end),
            "",
        );
        let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let indent = &text[line..start];
        if !indent.trim().is_empty() {
            return None;
        }
        changes.insert(file, end, &format!("\n{indent}{own}"));
        Some(())
    }

    /// `import a.b`: the code says `a.b` wherever it uses it.
    pub(super) fn follow_qualified(
        &self,
        it: &Entity,
        at: &Referring<'_>,
        (old, new): (&str, &str),
        changes: &mut Changes<'_>,
    ) {
        let Referring { file, view, text } = *at;
        let (last, first) = (
            old.rsplit('.').next().unwrap_or(old),
            old.split('.').next().unwrap_or(old),
        );
        let mut changed = Vec::new();
        for one in &view.symbols.occurrences {
            let offset = one.offset as usize;
            let is_named =
                view.symbols.name(one.name) == last && view.import_at(one.offset).is_empty();
            let Some(start) = (offset + last.len())
                .checked_sub(old.len())
                .filter(|_| is_named)
            else {
                continue;
            };
            if text.get(start..offset + last.len()) != Some(old)
                || text[..start].ends_with(['.', '_'])
            {
                continue;
            }
            if self.refers(file, one.offset, last, one.role).as_ref() == Some(it) {
                changes.replace(file, start..start + old.len(), new);
                changed.push(start);
            }
        }
        // The first part of the path was known because of this import.
        if new.split('.').next() == Some(first) {
            return;
        }
        let imports_it = |import: &Import| {
            let is_below = import.module.strip_prefix(old);
            is_below.is_none_or(|rest| !rest.is_empty() && !rest.starts_with('.'))
                && import
                    .names
                    .iter()
                    .all(|name| name.name.is_none() && name.alias.is_none())
                && import.module.split('.').next() == Some(first)
        };
        if view.imports.iter().any(imports_it) {
            return;
        }
        for one in &view.symbols.occurrences {
            let is_it = view.symbols.name(one.name) == first
                && one.role != Role::Import
                && view.import_at(one.offset).is_empty()
                && view.member_at(one.offset).is_none()
                && !changed.contains(&(one.offset as usize));
            let found = is_it.then(|| self.refers(file, one.offset, first, one.role));
            if matches!(found, Some(Some(Entity::Package(_) | Entity::File(_)))) {
                changes.obstacle(
                    file,
                    one.offset,
                    format!("{first} would no longer be imported here."),
                );
            }
        }
    }

    /// The file's own imports, from its new folder.
    fn keep_dotted(&self, order: &Order<'_>, changes: &mut Changes<'_>) {
        let Some(text) = self.texts.get(order.from) else {
            return;
        };
        for import in &order.view.imports {
            if !import.module.starts_with('.') {
                self.keep_absolute(order, import, changes);
                continue;
            }
            let range = import.range.start.offset as usize..import.range.end.offset as usize;
            let target = path_of(order.from, &import.module);
            let new =
                target.and_then(|target| self.dotted_to(order, order.to, &import.module, &target));
            let at = text
                .get(range.clone())
                .and_then(|statement| dotted_in(statement, &import.module));
            match (at, new) {
                (Some(at), Some(new)) => {
                    let start = range.start + at;
                    changes.replace(order.file, start..start + import.module.len(), new);
                }
                _ => changes.obstacle(
                    order.file,
                    import.range.start.offset,
                    format!("It cannot be told how {} is to be written.", import.module),
                ),
            }
        }
    }

    /// A file beside the old place may have been found just because it lay there.
    fn keep_absolute(&self, order: &Order<'_>, import: &Import, changes: &mut Changes<'_>) {
        let Some(Entity::File(target)) =
            self.layout()
                .module(self.project, order.file, &import.module, true)
        else {
            return;
        };
        let found = self
            .project
            .get(target)
            .map(|file| file.path.to_string())
            .unwrap_or_default();
        let root = stem(&found)
            .trim_end_matches(&format!("/{FOLDER_FILE}"))
            .strip_suffix(&import.module.replace('.', "/"));
        let root = root.unwrap_or_default().trim_end_matches('/');
        let is_beside = root == split(order.from).0 && !root.is_empty();
        let is_known = self.layout().is_root(root);
        if is_beside && !is_known {
            changes.obstacle(
                order.file,
                import.range.start.offset,
                format!(
                    "{} is found here only because both files lie in one folder.",
                    import.module
                ),
            );
        }
    }

    /// How a file names a module or a package at a path without ending, in the style of what it says now; `importer` is the
    /// path that the file has afterwards.
    pub(super) fn dotted_to(
        &self,
        order: &Order<'_>,
        importer: &str,
        module: &str,
        target: &str,
    ) -> Option<String> {
        let dots = module.len() - module.trim_start_matches('.').len();
        if dots == 0 {
            // What of the present path the module leaves away is the root of the sources.
            let own = if target == split(order.to).0 {
                split(order.from).0
            } else {
                stem(order.from)
            };
            let said = module.replace('.', "/");
            let root = own.strip_suffix(&said)?;
            if !(root.is_empty() || root.ends_with('/')) {
                return None;
            }
            return Some(
                target
                    .strip_prefix(root)
                    .or_else(|| target.is_empty().then_some(""))?
                    .replace('/', "."),
            );
        }
        let folder = split(importer).0;
        let up = shared_folder(folder, target);
        if self.layout().is_package(self.project, up) {
            return Some(dots_to(folder, target));
        }
        // From outside of its package a module is named from the folder that the package lies in.
        let mut root = split(target).0;
        while self.layout().is_package(self.project, root) {
            root = split(root).0;
        }
        let rest = target[root.len()..]
            .trim_start_matches('/')
            .replace('/', ".");
        (!rest.is_empty()).then_some(rest)
    }

    /// The module's whole name before and after, if it has more than one part.
    pub(super) fn absolute(&self, order: &Order<'_>) -> Option<(String, String)> {
        let root = |path: &str| {
            let mut root = split(path).0.to_owned();
            while self.layout().is_package(self.project, &root) {
                root = split(&root).0.to_owned();
            }
            root
        };
        let name = |path: &str, root: &str| {
            stem(path)[root.len()..]
                .trim_start_matches('/')
                .replace('/', ".")
        };
        let old = name(order.from, &root(order.from));
        let new = name(order.to, &root(order.to));
        old.contains('.').then_some((old, new))
    }
}

/// The folder that the dots in front of a relative module lead to.
pub(super) fn climbed<'f>(from: &'f str, module: &str) -> Option<&'f str> {
    let dots = module.len() - module.trim_start_matches('.').len();
    let mut folder = split(from).0;
    for _ in 1..dots {
        if folder.is_empty() {
            return None;
        }
        folder = split(folder).0;
    }
    Some(folder)
}

/// Where a relative module leads, as a path without ending.
pub(super) fn path_of(from: &str, module: &str) -> Option<String> {
    let rest = module.trim_start_matches('.').replace('.', "/");
    Some(join(climbed(from, module)?, &rest))
}

/// How a file of a folder names a module or a package of the same package.
pub(super) fn dots_to(folder: &str, target: &str) -> String {
    let up = shared_folder(folder, target);
    let levels = depth(folder) - depth(up) + 1;
    let rest = target[up.len()..].trim_start_matches('/').replace('/', ".");
    format!("{}{rest}", ".".repeat(levels))
}

fn shared_folder<'t>(folder: &str, target: &'t str) -> &'t str {
    let mut end = 0;
    let mut at = 0;
    for (own, other) in folder.split('/').zip(target.split('/')) {
        at += other.len();
        if own != other || own.is_empty() {
            break;
        }
        end = at;
        at += 1;
    }
    &target[..end]
}

fn depth(folder: &str) -> usize {
    folder.split('/').filter(|part| !part.is_empty()).count()
}

/// Where a path with dots stands in a statement, as a whole.
pub(super) fn dotted_in(statement: &str, module: &str) -> Option<usize> {
    let ends = |at: &usize| {
        let (before, after) = (&statement[..*at], &statement[*at + module.len()..]);
        !before.ends_with(|sign| is_word(sign) || sign == '.')
            && !after.starts_with(|sign| is_word(sign) || sign == '.')
    };
    statement.match_indices(module).map(|(at, _)| at).find(ends)
}

/// Where a word stands in a text.
fn word_in(text: &str, word: &str) -> Option<usize> {
    let ends = |at: &usize| {
        !text[..*at].ends_with(is_word) && !text[*at + word.len()..].starts_with(is_word)
    };
    text.match_indices(word).map(|(at, _)| at).find(ends)
}

/// An item of a list with the comma that goes with it.
fn without_item(
    text: &str,
    item: std::ops::Range<usize>,
    list: std::ops::Range<usize>,
) -> std::ops::Range<usize> {
    let after = &text[item.end..list.end];
    let rest = after.trim_start();
    if let Some(next) = rest.strip_prefix(',') {
        let start_of_next = list.end - next.trim_start().len();
        return item.start..start_of_next;
    }
    let before = text[list.start..item.start].trim_end();
    let before = before.strip_suffix(',').unwrap_or(before);
    list.start + before.len()..item.end
}
