//! The search for the uses of something, which goes from file to file and can be left between two of them.

use std::collections::{BTreeSet, VecDeque};

use assay_languages::{Lang, Role};
use assay_text::{InOrder, LineIndex};
use serde::Serialize;

use super::answers::{ReferenceRow, family, is_made};
use super::value::{Entity, Place};
use super::{Navigator, View};
use crate::FileId;
use crate::search::line_around;
use crate::standing::standing;

/// The uses in one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct UsedFile {
    /// Its path.
    pub path: String,
    /// Its language; empty if it has none.
    pub language: String,
    /// In the order of the text.
    pub uses: Vec<UsedPlace>,
}

/// A use, with the line that it stands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct UsedPlace {
    /// From 1.
    pub line: u32,
    /// In UTF-16 units from 1.
    pub col: u32,
    /// In UTF-16 units.
    pub length: u32,
    /// The line, trimmed, and cut around the name.
    pub text: String,
    /// Where the name begins in it, in UTF-16 units.
    pub from: u32,
    /// What the name does there: `definition`, `reference`, `write`, `call`, `type` or `import`.
    pub role: String,
    /// It refers to what was asked for; else it shares but the name.
    pub certain: bool,
}

/// What is looked for, and the files that are left to look into.
#[derive(Debug)]
pub struct Uses {
    name: String,
    wanted: Vec<Entity>,
    /// Only those uses of a type count that make a value of it, and what makes it.
    maker: Option<Place>,
    lang: Option<Lang>,
    files: VecDeque<(FileId, BTreeSet<String>)>,
}

/// A name that stands for what is looked for, or may do so.
struct FoundUse {
    offset: u32,
    length: u32,
    role: Role,
    certain: bool,
}

impl Uses {
    /// Files that are left to look into.
    pub fn left(&self) -> usize {
        self.files.len()
    }
}

impl Navigator<'_> {
    /// Begins to look for the uses of what the name at a place refers to.
    pub fn uses_at(&self, path: &str, line: u32, col: u32) -> Option<Uses> {
        self.uses_within(path, line, col, None)
    }

    /// The same, in one file only if there is one: the texts of the others are not looked into then.
    fn uses_within(&self, path: &str, line: u32, col: u32, only: Option<FileId>) -> Option<Uses> {
        let (file, view, one) = self.name_at(path, line, col)?;
        let name = view.symbols.name(one.name);
        let entity = self.refers(file, one.offset, name, one.role);
        let making = entity
            .as_ref()
            .and_then(|entity| self.making(&view, one.offset, entity, only));
        Some(making.unwrap_or_else(|| self.begin_uses(name, entity.as_slice(), view.lang, only)))
    }

    /// Begins to look for the uses of a constructor, which goes by the name of its type.
    fn making(
        &self,
        view: &View,
        offset: u32,
        entity: &Entity,
        only: Option<FileId>,
    ) -> Option<Uses> {
        let own = || match entity {
            Entity::Declared(place) => Some(*place),
            _ => None,
        };
        let maker = self.maker(view, offset, entity).or_else(own)?;
        let view = self.view(maker.file)?;
        let of = Place {
            file: maker.file,
            at: view.owner(view.declaration(maker.at).scope)?,
        };
        (self.only_maker(of) == Some(maker)).then(|| Uses {
            maker: Some(maker),
            ..self.begin_uses(
                view.name_of(of.at),
                &[Entity::Declared(of)],
                view.lang,
                only,
            )
        })
    }

    /// Begins to look for the uses of anything that has a name.
    pub fn uses_of(&self, name: &str) -> Uses {
        let places = self.project.places_of(name).iter();
        let entities = places.filter_map(|(file, at)| {
            let view = self.view(*file)?;
            let definition = view.symbols.definitions.get(*at as usize)?;
            let at = view.declared_at(definition.name_range.start.offset)?;
            Some(Entity::Declared(Place {
                file: *file,
                at: view.first_of(at),
            }))
        });
        self.begin_uses(name, &entities.collect::<Vec<_>>(), None, None)
    }

    /// The uses in the next file that has some; none when there are no more, or when `is_over` says so.
    pub fn next_uses(&self, uses: &mut Uses, is_over: &dyn Fn() -> bool) -> Option<UsedFile> {
        while !is_over() {
            let (view, found) = self.step(uses)?;
            let Some(text) = self.texts.get(&view.path).filter(|_| !found.is_empty()) else {
                continue;
            };
            let lines = LineIndex::new(&text);
            let place = |one: FoundUse| {
                let at = lines.place(&text, one.offset as usize);
                let (shown, from) = line_around(&text, one.offset as usize);
                UsedPlace {
                    line: at.line,
                    col: at.col,
                    length: one.length,
                    text: shown.to_owned(),
                    from,
                    role: name_of(one.role),
                    certain: one.certain,
                }
            };
            return Some(UsedFile {
                path: view.path.to_string(),
                language: view.lang.map_or("", Lang::id).to_owned(),
                uses: found.into_iter().map(place).collect(),
            });
        }
        None
    }

    /// Where in its file that stands which the name at a place refers to; or the same name, where nobody knows to what.
    pub fn occurrences(&self, path: &str, line: u32, col: u32) -> Vec<UsedPlace> {
        let own = self.project.find(path);
        let Some(mut uses) = self.uses_within(path, line, col, own) else {
            return Vec::new();
        };
        // What is local to another file is looked for there.
        uses.files.retain(|(file, _)| Some(*file) == own);
        let certain = !uses.wanted.is_empty();
        let found = self.next_uses(&mut uses, &|| false);
        let places = found.map_or_else(Vec::new, |file| file.uses);
        places
            .into_iter()
            .filter(|one| one.certain == certain)
            .collect()
    }

    /// All of them, in the order of paths.
    pub(super) fn rows_of(&self, mut uses: Uses) -> Vec<ReferenceRow> {
        let mut rows = Vec::new();
        while let Some((view, found)) = self.step(&mut uses) {
            let Some(text) = self.texts.get(&view.path) else {
                continue;
            };
            let lines = LineIndex::new(&text);
            rows.extend(found.into_iter().map(|one| {
                let at = lines.place(&text, one.offset as usize);
                ReferenceRow {
                    file: view.path.to_string(),
                    line: at.line,
                    col: at.col,
                    role: name_of(one.role),
                    certain: one.certain,
                }
            }));
        }
        rows.put_in_order_by(|a, b| a.file.cmp(&b.file));
        rows
    }

    fn begin_uses(
        &self,
        name: &str,
        entities: &[Entity],
        lang: Option<Lang>,
        only: Option<FileId>,
    ) -> Uses {
        let wanted: Vec<Entity> = entities.iter().map(|one| self.canonical(one)).collect();
        let mut files = self.files_with(name, &wanted, only);
        let path = |file: FileId| self.project.get(file).map_or("", |file| &file.path);
        // Tests and generated code come last; the rest stays in the order of paths.
        files.put_in_order_by_key(|(file, _)| standing(path(*file)));
        Uses {
            name: name.to_owned(),
            wanted,
            maker: None,
            lang,
            files: files.into(),
        }
    }

    /// The files in which these may be used under their own name, or in comments and strings.
    pub(super) fn files_using(
        &self,
        name: &str,
        things: &[Entity],
        lang: Option<Lang>,
    ) -> Vec<(FileId, std::rc::Rc<View>)> {
        let mut files: Vec<FileId> = self
            .files_with(name, things, None)
            .into_iter()
            .map(|(file, _)| file)
            .collect();
        let is_local = matches!(things, [Entity::Declared(place)] if self.is_local(*place));
        if !is_local {
            files.extend(self.files_with_text(name));
            files.put_in_order_by_key(|file| self.project.get(*file).map(|file| &file.path));
            files.dedup();
        }
        let views = files
            .into_iter()
            .filter_map(|file| Some((file, self.view(file)?)));
        views
            .filter(|(_, view)| family(view.lang) == family(lang))
            .collect()
    }

    /// The uses in the next file; none when there is no more.
    fn step(&self, uses: &mut Uses) -> Option<(std::rc::Rc<View>, Vec<FoundUse>)> {
        loop {
            let (file, names) = uses.files.pop_front()?;
            let Some(view) = self.view(file) else {
                continue;
            };
            if uses.lang.is_none() || family(view.lang) == family(uses.lang) {
                let found = self.uses_in(file, &view, uses, &names);
                return Some((view, found));
            }
        }
    }

    fn uses_in(
        &self,
        file: FileId,
        view: &View,
        Uses {
            name,
            wanted,
            maker,
            ..
        }: &Uses,
        names: &BTreeSet<String>,
    ) -> Vec<FoundUse> {
        let mut uses = Vec::new();
        let text = maker.and_then(|_| self.texts.get(&view.path));
        let text = text.as_deref().unwrap_or_default();
        let maker_here = maker.filter(|maker| maker.file == file);
        let maker_here = maker_here.map(|maker| view.declaration(maker.at).offset);
        for one in &view.symbols.occurrences {
            let own = view.symbols.name(one.name);
            let length = own.encode_utf16().count() as u32;
            if maker_here == Some(one.offset) {
                uses.push(FoundUse {
                    offset: one.offset,
                    length,
                    role: one.role,
                    certain: true,
                });
                continue;
            }
            let counts = maker.is_none() || is_made(text, one.offset as usize);
            if !names.contains(own) || !counts {
                continue;
            }
            let found = self.refers(file, one.offset, own, one.role);
            let certain = match found.map(|found| self.canonical(&found)) {
                Some(found) if wanted.contains(&found) => true,
                Some(_) => continue,
                None if own == name => false,
                None => continue,
            };
            uses.push(FoundUse {
                offset: one.offset,
                length,
                role: one.role,
                certain,
            });
        }
        uses
    }
}

fn name_of(role: Role) -> String {
    format!("{role:?}").to_lowercase()
}
