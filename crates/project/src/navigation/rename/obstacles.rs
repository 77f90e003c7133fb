//! Why a new name would not do: it is taken, or is going to mean something else somewhere.

use assay_languages::{Modules, Role, code_outline};
use assay_text::{InOrder, LineIndex};

use super::super::value::{Entity, Place, Value};
use super::super::{Navigator, View};
use super::{ChangedFile, Obstacle, is_member};
use crate::{FileId, ScopeKind};

/// Obstacles that are told.
const MOST: usize = 20;

impl Navigator<'_> {
    /// What speaks against calling these things by a new name instead of their present one.
    pub(super) fn obstacles(
        &self,
        things: &[Entity],
        files: &[ChangedFile],
        name: &str,
        new: &str,
    ) -> Vec<Obstacle> {
        let mut obstacles = Vec::new();
        for thing in things {
            let Entity::Declared(place) = thing else {
                continue;
            };
            if let Some(owner) = self.owner_of(*place) {
                self.taken_by_member(owner, new, &mut obstacles);
            }
            obstacles.extend(self.unfitting(*place, things, name));
            self.taken_in_scope(*place, files, new, &mut obstacles);
        }
        obstacles.dedup();
        obstacles.truncate(MOST);
        obstacles
    }

    fn taken_by_member(&self, owner: Place, new: &str, obstacles: &mut Vec<Obstacle>) {
        for found in self.member(&Value::Type(owner), new) {
            let Entity::Declared(place) = found else {
                continue;
            };
            let Some(view) = self.view(owner.file) else {
                continue;
            };
            let why = format!("{} has a member {new} already.", view.name_of(owner.at));
            obstacles.extend(self.obstacle_at(place, why));
        }
    }

    /// Names are looked up from the inside to the outside: nothing of the new name may stand between a use and what it
    /// refers to, and no other use of the new name may come upon the thing.
    fn taken_in_scope(
        &self,
        place: Place,
        files: &[ChangedFile],
        new: &str,
        obstacles: &mut Vec<Obstacle>,
    ) {
        let Some(own) = self.view(place.file) else {
            return;
        };
        let scope = own.declaration(place.at).scope;
        // What belongs to a type is known by its name alone in few languages.
        let is_bare = !is_member(&own, place.at)
            || own
                .lang
                .is_some_and(|lang| lang.profile().semantics.names.class_scope);
        for (file, view) in self.knowing(place, files) {
            let limit = if file == place.file { scope } else { 0 };
            let edited = files
                .iter()
                .any(|one| *one.path == *view.path && !one.certain.is_empty());
            if !edited && let Some(Entity::Declared(other)) = self.own(file, new) {
                let why = format!("{new} is declared in the same package already.");
                obstacles.extend(self.obstacle_at(other, why));
            }
            let edits = files.iter().find(|one| *one.path == *view.path);
            let offsets = edits.map_or(&[][..], |one| &one.certain).iter();
            for offset in offsets.map(|edit| edit.range.start.offset) {
                if view.member_at(offset).is_none()
                    && let Some(why) = self.between(&view, offset, limit, new)
                {
                    obstacles.extend(self.obstacle(&view, offset, why));
                }
            }
            for one in view.symbols.occurrences.iter().filter(|_| is_bare) {
                if view.symbols.name(one.name) == new
                    && self.would_be_caught(file, &view, (one.offset, one.role), limit, new)
                {
                    let why = format!(
                        "{new} is used here, and would mean the renamed {}.",
                        own.kind_of(place.at).text()
                    );
                    obstacles.extend(self.obstacle(&view, one.offset, why));
                }
            }
        }
    }

    /// The files in which the thing is known without anybody saying from where.
    fn knowing(&self, place: Place, files: &[ChangedFile]) -> Vec<(FileId, std::rc::Rc<View>)> {
        let Some(own) = self.view(place.file) else {
            return Vec::new();
        };
        let mut ids = vec![place.file];
        let is_outermost = own.declaration(place.at).scope == 0;
        let outline = own.lang.and_then(code_outline).filter(|_| is_outermost);
        if let Some(Modules::Packages | Modules::Folders) = outline.map(|outline| outline.modules)
            && let Some(package) = outline.and_then(|outline| {
                self.layout()
                    .package_of(self.project, place.file, outline.modules)
            })
        {
            ids.extend(self.layout().files_of(&package));
        }
        ids.extend(
            files
                .iter()
                .filter(|one| !one.certain.is_empty())
                .filter_map(|one| self.project.find(&one.path)),
        );
        ids.put_in_order();
        ids.dedup();
        ids.into_iter()
            .filter_map(|id| Some((id, self.view(id)?)))
            .collect()
    }

    /// What of a name is declared in the scopes from a byte up to this one.
    fn between(&self, view: &View, offset: u32, limit: u32, new: &str) -> Option<String> {
        let mut at = view.scope_at(offset);
        loop {
            let is_seen = !matches!(view.kind(at), ScopeKind::Record | ScopeKind::Type);
            let is_taken = is_seen
                && (view
                    .in_scope(at, new)
                    .iter()
                    .any(|one| !is_member(view, *one))
                    || view
                        .imported(new)
                        .iter()
                        .any(|imported| imported.scope == at));
            if is_taken {
                return Some(format!("{new} means something else here already."));
            }
            if at == limit {
                return None;
            }
            at = view.parent(at)?;
        }
    }

    /// Whether a use of the new name has nothing of that name inside of a scope.
    fn would_be_caught(
        &self,
        file: FileId,
        view: &View,
        (offset, role): (u32, Role),
        limit: u32,
        new: &str,
    ) -> bool {
        if view.member_at(offset).is_some()
            || role == Role::Import
            || view.declared_at(offset).is_some()
        {
            return false;
        }
        let limits = &view.scopes.scopes[limit as usize];
        if limit != 0 && !(limits.start <= offset && offset < limits.end) {
            return false;
        }
        match self.refers(file, offset, new, role) {
            Some(Entity::Declared(found)) if found.file == file => {
                let declared = view.declaration(found.at).scope;
                // Inside, it goes on meaning what it means; beside the thing, it is in the way of its uses, too.
                declared != limit && !view.is_within(declared, limit)
            }
            Some(_) => limit != 0 || view.imported(new).is_empty(),
            None => true,
        }
    }

    pub(super) fn obstacle_at(&self, place: Place, why: String) -> Option<Obstacle> {
        let view = self.view(place.file)?;
        self.obstacle(&view, view.declaration(place.at).offset, why)
    }

    fn obstacle(&self, view: &View, offset: u32, why: String) -> Option<Obstacle> {
        let text = self.texts.get(&view.path)?;
        let at = LineIndex::new(&text).place(&text, offset as usize);
        Some(Obstacle {
            file: view.path.to_string(),
            line: at.line,
            col: at.col,
            why,
        })
    }
}
