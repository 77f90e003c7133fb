//! Files that are modules of a crate: each is declared by the one above it, and paths lead through all of them.

use assay_languages::Visibility;

use super::super::value::Entity;
use super::super::{Navigator, View};
use super::changes::Changes;
use super::{CannotMove, Order, Referring, is_word, stem};
use crate::resolve::split;
use crate::{FileId, ScopeKind};

/// A module as a path of names from its crate.
#[derive(PartialEq)]
struct Module {
    krate: String,
    path: Vec<String>,
}

impl Navigator<'_> {
    /// Moves the file of a module, and with it the files of modules below that move along.
    pub(super) fn move_in_crate(
        &self,
        order: &Order<'_>,
        below: &[FileId],
        changes: &mut Changes<'_>,
    ) -> Result<(), CannotMove> {
        let is_root = |path: &str| matches!(split(path).1, "lib.rs" | "main.rs" | "build.rs");
        if is_root(order.from) || is_root(order.to) {
            return Err(CannotMove::Folder);
        }
        let (Some(old), Some(new)) = (self.module_of(order.from), self.module_of(order.to)) else {
            changes.obstacle(order.file, 0, "It lies outside of the sources of a crate.");
            return Ok(());
        };
        if old == new {
            // `a.rs` and `a/mod.rs` are one module.
            return Ok(());
        }
        if old.krate != new.krate {
            changes.obstacle(order.file, 0, "It would become a part of another crate.");
            return Ok(());
        }
        if !new.path.iter().all(|part| part.chars().all(is_word)) {
            return Err(CannotMove::NotAPath);
        }
        let parents =
            [order.from, order.to].map(|path| self.layout().module_above(self.project, path));
        let (Some(old_parent), Some(new_parent)) = (parents[0], parents[1]) else {
            changes.obstacle(
                order.file,
                0,
                "There is no module for the folder; make its file first.",
            );
            return Ok(());
        };
        let Some(text) = self.texts.get(order.from) else {
            return Ok(());
        };
        self.check_children(order, below, changes);
        let (old_name, new_name) = (
            split(&old.path.join("/")).1.to_owned(),
            split(&new.path.join("/")).1.to_owned(),
        );
        self.declare((old_parent, &old_name), (new_parent, &new_name), changes);
        for file in self.files_mentioning(order, &[&old_name]) {
            let Some(view) = self.view(file) else {
                continue;
            };
            let Some(text) = self.texts.get(&view.path) else {
                continue;
            };
            let referring = Referring {
                file,
                view: &view,
                text: &text,
            };
            self.follow_paths(
                order,
                &referring,
                (&old, &new),
                old_parent == new_parent,
                changes,
            );
        }
        let own = Referring {
            file: order.file,
            view: order.view,
            text: &text,
        };
        self.follow_paths(order, &own, (&old, &new), old_parent == new_parent, changes);
        if old_parent == new_parent {
            return Ok(());
        }
        let all = std::iter::once(order.file).chain(below.iter().copied());
        for file in all {
            if let Some(view) = self.view(file)
                && let Some(text) = self.texts.get(&view.path)
            {
                let at = Referring {
                    file,
                    view: &view,
                    text: &text,
                };
                self.keep_paths(&at, &old, changes);
                self.check_private(&at, old_parent, new_parent, changes);
            }
        }
        Ok(())
    }

    fn module_of(&self, path: &str) -> Option<Module> {
        let (krate, rest) = self.layout().crate_of(path)?;
        let plain = stem(rest);
        let plain = plain.strip_suffix("/mod").unwrap_or(plain);
        Some(Module {
            krate: krate.to_owned(),
            path: plain.split('/').map(str::to_owned).collect(),
        })
    }

    /// Modules below it lie in a folder of its name.
    fn check_children(&self, order: &Order<'_>, below: &[FileId], changes: &mut Changes<'_>) {
        for (declared, at) in order.view.scopes.declarations.iter().zip(0..) {
            let name = order.view.name_of(at);
            let inside = self.layout().inside(self.project, order.file, name);
            let is_left = inside
                .is_some_and(|inside| !below.iter().any(|file| inside == Entity::File(*file)));
            if is_left && declared.scope == 0 {
                changes.obstacle(order.file, declared.offset, format!("The module {name} lies in a folder of its own, which would have to move along."));
            }
        }
    }

    /// The line that declares the module goes from one parent to the other.
    fn declare(
        &self,
        (old_parent, old): (FileId, &str),
        (new_parent, new): (FileId, &str),
        changes: &mut Changes<'_>,
    ) {
        let text_of = |file: FileId| {
            self.project
                .get(file)
                .and_then(|file| self.texts.get(&file.path))
        };
        let (Some(text), Some(new_text)) = (text_of(old_parent), text_of(new_parent)) else {
            return;
        };
        let Some((name_at, lines)) = declaration(&text, old) else {
            changes.obstacle(
                old_parent,
                0,
                format!("The line that declares the module {old} was not found."),
            );
            return;
        };
        let said = &text[lines.clone()];
        if said.contains("#[path") {
            changes.obstacle(
                old_parent,
                name_at as u32,
                "Its path is written down by hand.",
            );
        }
        if old_parent == new_parent {
            changes.replace(old_parent, name_at..name_at + old.len(), new);
            return;
        }
        if declaration(&new_text, new).is_some() {
            changes.obstacle(new_parent, 0, format!("There is a module {new} already."));
        }
        changes.replace(old_parent, lines.clone(), "");
        // Whoever saw it as a child of the old parent has to see it as one of the new.
        let is_seen = said.trim_start().starts_with("pub ") || said.contains("\npub ");
        let visibility = if is_seen { "pub" } else { "pub(crate)" };
        let attributes: String = said
            .lines()
            .filter(|line| line.trim_start().starts_with("#["))
            .map(|line| format!("{line}\n"))
            .collect();
        let line = format!("{attributes}{visibility} mod {new};\n");
        changes.insert(new_parent, place_for(&new_text), &line);
    }

    /// Paths through the module.
    fn follow_paths(
        &self,
        order: &Order<'_>,
        at: &Referring<'_>,
        (old, new): (&Module, &Module),
        is_renamed: bool,
        changes: &mut Changes<'_>,
    ) {
        let Referring { file, view, text } = *at;
        let (Some(old_name), Some(new_name)) = (old.path.last(), new.path.last()) else {
            return;
        };
        let own = self
            .project
            .get(file)
            .and_then(|file| self.module_of(&file.path));
        let is_inside = own.is_none_or(|own| own.krate == old.krate);
        for one in &view.symbols.occurrences {
            if view.symbols.name(one.name) != old_name {
                continue;
            }
            let offset = one.offset as usize;
            let is_declaration = text[..offset].trim_end().ends_with("mod");
            if is_declaration
                || self.module_at(file, view, one.offset, old_name, one.role) != Some(order.file)
            {
                continue;
            }
            let end = offset + old_name.len();
            let start = path_start(text, offset);
            let after = text[end..].trim_start();
            let is_last = !after.starts_with("::") && !after.starts_with("as ");
            let in_use = !view.import_at(one.offset).is_empty();
            let alias = if in_use && is_last && old_name != new_name {
                format!(" as {old_name}")
            } else {
                String::new()
            };
            if is_renamed {
                changes.replace(file, offset..end, format!("{new_name}{alias}"));
                continue;
            }
            // A name that a `use` brought here leads there still.
            if !in_use && start == offset && !view.imported(old_name).is_empty() {
                continue;
            }
            let krate = if is_inside {
                "crate"
            } else {
                old.krate.as_str()
            };
            let whole = format!("{krate}::{}{alias}", new.path.join("::"));
            let before = text[..start].trim_end();
            let in_group = in_use && before.ends_with(['{', ',']);
            if !in_group {
                changes.replace(file, start..end, whole);
                continue;
            }
            match group_item(text, start) {
                Some(item) => {
                    let rest = text[end..item.end].to_owned();
                    changes.replace(file, without_item(text, &item), "");
                    match use_around(text, start) {
                        Some((keyword, statement_end)) => changes.insert(
                            file,
                            statement_end,
                            &format!("\n{keyword}use {whole}{rest};"),
                        ),
                        None => changes.obstacle(
                            file,
                            one.offset,
                            "It cannot be told where this `use` ends.",
                        ),
                    }
                }
                None => changes.obstacle(
                    file,
                    one.offset,
                    "It cannot be told where this part of a `use` ends.",
                ),
            }
        }
    }

    /// The module that a name stands for, in a path or by itself.
    fn module_at(
        &self,
        file: FileId,
        view: &View,
        offset: u32,
        name: &str,
        role: assay_languages::Role,
    ) -> Option<FileId> {
        match self.refers(file, offset, name, role) {
            Some(Entity::File(found)) => return Some(found),
            Some(Entity::Declared(place)) => {
                let view = self.view(place.file)?;
                if view.name_of(place.at) != name {
                    return None;
                }
                if let Some(Entity::File(found)) =
                    self.layout().inside(self.project, place.file, name)
                {
                    return Some(found);
                }
            }
            _ => {}
        }
        let text = self.texts.get(&view.path)?;
        let path = &text[path_start(&text, offset as usize)..offset as usize + name.len()];
        match self.layout().module(self.project, file, path, true) {
            Some(Entity::File(found)) => Some(found),
            _ => None,
        }
    }

    /// `super` in a file that moves leads from its new place to where it leads now; `moved` is the topmost module that does.
    fn keep_paths(&self, at: &Referring<'_>, moved: &Module, changes: &mut Changes<'_>) {
        let Referring { file, view, text } = *at;
        let Some(old) = self.module_of(&view.path) else {
            return;
        };
        let is_top = old == *moved;
        if let Some(at) = text
            .find("pub(super)")
            .or_else(|| text.find("pub(in super"))
            .filter(|_| is_top)
        {
            changes.obstacle(
                file,
                at as u32,
                "What is seen by the module above would be seen by another one.",
            );
        }
        let mut end = 0;
        for (start, _) in text.match_indices("super::") {
            if start < end
                || text[..start].ends_with(is_word)
                || text[..start].ends_with("::") && !text[..start].ends_with("self::")
            {
                continue;
            }
            end = start;
            let mut ups = 0;
            while text[end..].starts_with("super::") {
                end += "super::".len();
                ups += 1;
            }
            let is_code = text[end..].starts_with(['*', '{'])
                || view
                    .symbols
                    .occurrences
                    .binary_search_by_key(&(end as u32), |one| one.offset)
                    .is_ok();
            let inner =
                std::iter::successors(Some(view.scope_at(start as u32)), |at| view.parent(*at));
            let depth = inner
                .filter(|at| view.kind(*at) == ScopeKind::Namespace)
                .count();
            if !is_code || ups <= depth {
                continue;
            }
            let Some(kept) = old.path.len().checked_sub(ups - depth) else {
                changes.obstacle(file, start as u32, "This path leads out of the crate.");
                continue;
            };
            if kept >= moved.path.len() {
                continue;
            }
            let mut path = vec!["crate"];
            path.extend(old.path[..kept].iter().map(String::as_str));
            changes.replace(file, start..end, format!("{}::", path.join("::")));
        }
    }

    /// What only the module above and those below it may see.
    fn check_private(
        &self,
        at: &Referring<'_>,
        old_parent: FileId,
        new_parent: FileId,
        changes: &mut Changes<'_>,
    ) {
        let stays = |file: FileId| {
            let mut above = Some(new_parent);
            while let Some(at) = above {
                if at == file {
                    return true;
                }
                let next = self
                    .project
                    .get(at)
                    .and_then(|one| self.layout().module_above(self.project, &one.path));
                above = next.filter(|next| *next != at);
            }
            false
        };
        let mut above = vec![old_parent];
        while let Some(next) = above
            .last()
            .and_then(|at| self.project.get(*at))
            .and_then(|one| self.layout().module_above(self.project, &one.path))
        {
            if above.contains(&next) {
                break;
            }
            above.push(next);
        }
        for (one, place) in self.leading(at.file, at.view, |place| above.contains(&place.file)) {
            let Some(view) = self.view(place.file) else {
                continue;
            };
            let declared = view.declaration(place.at);
            let all = &view.symbols.definitions;
            let found =
                all.binary_search_by_key(&declared.offset, |one| one.name_range.start.offset);
            let is_private = found.is_ok_and(|at| all[at].visibility == Visibility::Private);
            if is_private && !stays(place.file) {
                changes.obstacle(
                    at.file,
                    one.offset,
                    format!("{} is private to the module above.", view.name_of(place.at)),
                );
            }
        }
    }
}

/// Where the name of the module stands in the line that declares it, and all lines of that.
fn declaration(text: &str, name: &str) -> Option<(usize, std::ops::Range<usize>)> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let said = line.split("//").next().unwrap_or_default().trim();
        let Some(head) = said
            .strip_suffix(';')
            .map(str::trim_end)
            .and_then(|said| said.strip_suffix(name))
        else {
            continue;
        };
        let head = head
            .strip_suffix(|sign: char| sign.is_whitespace())
            .unwrap_or("-")
            .trim_end();
        let is_visible = |head: &str| head.is_empty() || head.starts_with("pub");
        if !head
            .strip_suffix("mod")
            .is_some_and(|head| is_visible(head.trim()))
        {
            continue;
        }
        // What is said of it stands above it.
        let mut first = at;
        while let Some(line) = text[..first]
            .strip_suffix('\n')
            .map(|before| before.rfind('\n').map_or(0, |end| end + 1))
        {
            let above = text[line..first].trim_start();
            if !(above.starts_with("#[") || above.starts_with("///")) {
                break;
            }
            first = line;
        }
        let name_at = at + line.find(&format!("{name};")).or_else(|| line.find(name))?;
        return Some((name_at, first..start));
    }
    None
}

/// Where a declaration is put: behind the others, or behind what is said of the file.
fn place_for(text: &str) -> usize {
    let (mut at, mut last, mut head) = (0, None, 0);
    for line in text.split_inclusive('\n') {
        let said = line.trim();
        let is_module = said.ends_with(';')
            && (said.starts_with("mod ") || (said.starts_with("pub") && said.contains(" mod ")));
        let is_head = at == head
            && (said.starts_with("//!") || said.starts_with("#!") || (said.is_empty() && at > 0));
        at += line.len();
        if is_module {
            last = Some(at);
        }
        if is_head {
            head = at;
        }
    }
    last.unwrap_or(head)
}

/// Where the path begins that ends in a name.
fn path_start(text: &str, offset: usize) -> usize {
    let mut start = offset;
    while let Some(before) = text[..start].strip_suffix("::") {
        let word = before.trim_end_matches(is_word);
        if word.len() == before.len() {
            break;
        }
        start = word.len();
    }
    start
}

/// A part of a group, up to the comma or bracket behind it.
fn group_item(text: &str, start: usize) -> Option<std::ops::Range<usize>> {
    let mut depth = 0;
    for (at, sign) in text[start..].char_indices() {
        match sign {
            '{' => depth += 1,
            '}' | ',' if depth == 0 => {
                return Some(start..start + text[start..start + at].trim_end().len());
            }
            '}' => depth -= 1,
            ';' => return None,
            _ => {}
        }
    }
    None
}

/// A part of a group with the comma that goes with it.
fn without_item(text: &str, item: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    let after = text[item.end..].trim_start();
    match after.strip_prefix(',') {
        Some(next) => item.start..text.len() - next.trim_start().len(),
        None => {
            let before = text[..item.start].trim_end();
            before.strip_suffix(',').unwrap_or(before).len()..item.end
        }
    }
}

/// What stands before the `use` that a place lies in, on its line, and where the statement ends.
fn use_around(text: &str, at: usize) -> Option<(&str, usize)> {
    let keyword = text[..at].rfind("use ")?;
    let line = text[..keyword].rfind('\n').map_or(0, |end| end + 1);
    let head = &text[line..keyword];
    let is_head = head.trim().is_empty() || head.trim_start().starts_with("pub");
    let end = at + text[at..].find(';')? + 1;
    is_head.then_some((head, end))
}
