//! Files that say which package they belong to, and lie in the folder of that name.

use std::collections::BTreeMap;

use assay_languages::{Modules, Role, SymbolKind, Visibility};

use super::super::rename::is_member;
use super::super::value::{Entity, Place};
use super::super::{Navigator, View};
use super::changes::Changes;
use super::{Order, is_word, stem};
use crate::FileId;
use crate::resolve::split;

impl Navigator<'_> {
    pub(super) fn move_between_packages(&self, order: &Order<'_>, changes: &mut Changes<'_>) {
        let old = order.view.scopes.package.clone();
        let types = self.outermost_types(order);
        let file_name = split(stem(order.from)).1;
        if split(stem(order.to)).1 != file_name && types.iter().any(|(name, _)| name == file_name) {
            changes.obstacle(
                order.file,
                0,
                format!("The file is named after {file_name}; rename that instead."),
            );
        }
        if order.stays_in_folder() {
            return;
        }
        let Some(new) = self.package_for(order, &old) else {
            changes.obstacle(
                order.file,
                0,
                "Its folder does not follow its package, so the new package is not known.",
            );
            return;
        };
        let Some(text) = self.texts.get(order.from) else {
            return;
        };
        self.rename_clause(order, &text, &old, &new, changes);
        for (name, at) in &types {
            let there = self.layout().module(self.project, order.file, &new, true);
            if let Some(Entity::Package(there)) = there
                && self.in_package(&there, name).is_some()
            {
                let offset = order.view.declaration(*at).offset;
                changes.obstacle(
                    order.file,
                    offset,
                    format!("The package {new} has {name} already."),
                );
            }
        }
        let names: Vec<&str> = types.iter().map(|(name, _)| name.as_str()).collect();
        for file in self.files_mentioning(order, &names) {
            self.follow_types(order, file, (&old, &new), &names, false, changes);
        }
        self.keep_types(order, &text, (&old, &new), &[], changes);
        for name in &names {
            self.mention(&format!("{old}.{name}"), &format!("{new}.{name}"), changes);
        }
    }

    /// The types that others know of the file.
    pub(super) fn outermost_types(&self, order: &Order<'_>) -> Vec<(String, u32)> {
        let view = order.view;
        let all = (0..view.scopes.declarations.len() as u32)
            .filter(|at| view.declaration(*at).scope == 0 && !is_member(view, *at));
        all.map(|at| (view.name_of(at).to_owned(), at)).collect()
    }

    /// The package of the new folder, below the same root.
    pub(super) fn package_for(&self, order: &Order<'_>, old: &str) -> Option<String> {
        let root = split(order.from).0.strip_suffix(&old.replace('.', "/"))?;
        let rest = split(order.to).0.strip_prefix(root)?;
        let is_whole = root.is_empty() || root.ends_with('/');
        (is_whole && !old.is_empty() && !rest.is_empty()).then(|| rest.replace('/', "."))
    }

    pub(super) fn rename_clause(
        &self,
        order: &Order<'_>,
        text: &str,
        old: &str,
        new: &str,
        changes: &mut Changes<'_>,
    ) {
        let clause = format!("package {old}");
        let found = text.match_indices(&clause).map(|(at, _)| at).find(|at| {
            let line = text[..*at].rsplit('\n').next().unwrap_or_default();
            line.trim().is_empty()
                && !text[at + clause.len()..].starts_with(|sign| is_word(sign) || sign == '.')
        });
        match found {
            Some(at) => changes.replace(order.file, at + "package ".len()..at + clause.len(), new),
            None => changes.obstacle(
                order.file,
                0,
                "The clause that names its package was not found.",
            ),
        }
    }

    /// Another file: what it imports of the moved one has another path, and what it knew by the package is imported, unless
    /// it `is_known` without that.
    pub(super) fn follow_types(
        &self,
        order: &Order<'_>,
        file: FileId,
        (old, new): (&str, &str),
        names: &[&str],
        is_known: bool,
        changes: &mut Changes<'_>,
    ) {
        let Some(view) = self.view(file) else { return };
        let Some(text) = self.texts.get(&view.path) else {
            return;
        };
        for import in &view.imports {
            let (start, end) = (
                import.range.start.offset as usize,
                import.range.end.offset as usize,
            );
            let Some(statement) = text.get(start..end) else {
                continue;
            };
            for name in names {
                if let Some(at) = whole_in(statement, &format!("{old}.{name}")) {
                    changes.replace(file, start + at..start + at + old.len(), new);
                }
            }
        }
        for one in &view.symbols.occurrences {
            let name = view.symbols.name(one.name);
            let start = qualified_start(&text, one.offset as usize, old);
            let Some(start) = start.filter(|_| names.contains(&name)) else {
                continue;
            };
            let leads = self.refers(file, one.offset, name, one.role);
            let is_other =
                matches!(leads, Some(Entity::Declared(place)) if place.file != order.file);
            if !is_other && view.import_at(one.offset).is_empty() {
                changes.replace(file, start..start + old.len(), new);
            }
        }
        let is_there = is_known || view.scopes.package == new;
        for (one, place) in self.leading(file, &view, |place| place.file == order.file) {
            // From elsewhere it is seen as well as before.
            if view.scopes.package == old {
                self.check_seen(order.view, place, (file, one.offset), changes);
            }
            let name = order.view.name_of(place.at);
            if is_member(order.view, place.at) || !names.contains(&name) {
                continue;
            }
            if qualified_start(&text, one.offset as usize, old).is_some() {
                continue;
            }
            let is_imported = view
                .imported(name)
                .iter()
                .any(|imported| view.imports[imported.import].module == old);
            if !is_imported && !is_there {
                self.import_type(file, &view, &text, &format!("{new}.{name}"), changes);
            }
        }
    }

    /// The file itself: what it knew by its package is imported, unless that moves along.
    pub(super) fn keep_types(
        &self,
        order: &Order<'_>,
        text: &str,
        (old, new): (&str, &str),
        along: &[FileId],
        changes: &mut Changes<'_>,
    ) {
        let package = self
            .layout()
            .package_of(self.project, order.file, Modules::Packages);
        let beside = package.map_or(&[][..], |package| self.layout().files_of(&package));
        let stays = |place: Place| beside.contains(&place.file) && !along.contains(&place.file);
        for (one, place) in self.leading(order.file, order.view, stays) {
            let Some(view) = self.view(place.file) else {
                continue;
            };
            self.check_seen(&view, place, (order.file, one.offset), changes);
            let name = view.name_of(place.at);
            let is_outermost = !is_member(&view, place.at) && view.declaration(place.at).scope == 0;
            let is_qualified = text[..one.offset as usize].ends_with('.');
            let is_imported = order
                .view
                .imported(name)
                .iter()
                .any(|imported| order.view.imports[imported.import].module == old);
            if is_outermost && !is_qualified && !is_imported {
                self.import_type(
                    order.file,
                    order.view,
                    text,
                    &format!("{old}.{name}"),
                    changes,
                );
            }
        }
        // What the new package has under a name that meant something of another one.
        if let Some(Entity::Package(there)) =
            self.layout().module(self.project, order.file, new, true)
        {
            for import in order.view.imports.iter().filter(|import| {
                import
                    .names
                    .iter()
                    .any(|name| name.name.as_deref() == Some("*"))
            }) {
                for one in order
                    .view
                    .symbols
                    .occurrences
                    .iter()
                    .filter(|one| one.role == Role::Type)
                {
                    let name = order.view.symbols.name(one.name);
                    if self.in_package(&there, name).is_some()
                        && order.view.in_scope(0, name).is_empty()
                        && order.view.imported(name).is_empty()
                    {
                        changes.obstacle(
                            order.file,
                            one.offset,
                            format!(
                                "{name} comes of {}.*, and {new} has another one.",
                                import.module
                            ),
                        );
                    }
                }
            }
        }
    }

    /// What only the package may see does not go over its border.
    fn check_seen(
        &self,
        view: &View,
        place: Place,
        (file, offset): (FileId, u32),
        changes: &mut Changes<'_>,
    ) {
        let declared = view.declaration(place.at);
        let all = &view.symbols.definitions;
        let found = all.binary_search_by_key(&declared.offset, |one| one.name_range.start.offset);
        let Some(definition) = found.ok().map(|at| &all[at]) else {
            return;
        };
        let is_local = declared.kind == SymbolKind::Parameter;
        if !is_local
            && matches!(
                definition.visibility,
                Visibility::Internal | Visibility::Protected
            )
        {
            let name = view.name_of(place.at);
            changes.obstacle(
                file,
                offset,
                format!("{name} is known only in its own package."),
            );
        }
    }

    /// Adds an import where the others stand, in the order of the alphabet if that is theirs.
    fn import_type(
        &self,
        file: FileId,
        view: &View,
        text: &str,
        path: &str,
        changes: &mut Changes<'_>,
    ) {
        let name = path.rsplit('.').next().unwrap_or(path);
        if !view.imported(name).is_empty() || !view.in_scope(0, name).is_empty() {
            changes.obstacle(
                file,
                0,
                format!("{name} means something else here already."),
            );
            return;
        }
        let is_static = |at: usize| {
            text[at..]
                .trim_start_matches("import")
                .trim_start()
                .starts_with("static ")
        };
        let mut plain: BTreeMap<usize, (usize, String)> = BTreeMap::new();
        for import in &view.imports {
            let (start, end) = (
                import.range.start.offset as usize,
                import.range.end.offset as usize,
            );
            if text[start..].starts_with("import") && !is_static(start) {
                let said = text[start + "import".len()..end]
                    .trim()
                    .trim_end_matches(';')
                    .to_owned();
                plain.insert(start, (end, said));
            }
        }
        let line_end = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end);
        let semicolon = if text.contains("import ") && !text.contains(';') {
            ""
        } else {
            ";"
        };
        let line = format!("import {path}{semicolon}");
        if let Some(start) = plain
            .iter()
            .find(|(_, (_, said))| said.as_str() > path)
            .map(|(start, _)| *start)
        {
            changes.insert(file, start, &format!("{line}\n"));
            return;
        }
        if let Some((end, _)) = plain.values().next_back() {
            changes.insert(file, line_end(*end), &format!("\n{line}"));
            return;
        }
        let clause = text.find(&format!("package {}", view.scopes.package));
        match clause {
            Some(at) if !view.scopes.package.is_empty() => {
                let gap = if changes.touches(file) { "\n" } else { "\n\n" };
                changes.insert(file, line_end(at), &format!("{gap}{line}"));
            }
            _ => changes.insert(file, 0, &format!("{line}\n")),
        }
    }
}

/// Where a name's package begins that is said in front of it.
fn qualified_start(text: &str, offset: usize, package: &str) -> Option<usize> {
    let before = text[..offset].strip_suffix('.')?.strip_suffix(package)?;
    (!before.ends_with(|sign| is_word(sign) || sign == '.')).then_some(before.len())
}

/// Where a path with dots stands in a statement, perhaps as the beginning of a longer one.
pub(super) fn whole_in(statement: &str, path: &str) -> Option<usize> {
    let ends = |at: &usize| {
        let (before, after) = (&statement[..*at], &statement[*at + path.len()..]);
        !before.ends_with(|sign| is_word(sign) || sign == '.') && !after.starts_with(is_word)
    };
    statement.match_indices(path).map(|(at, _)| at).find(ends)
}
