//! What giving something another name changes, and what speaks against it.
//!
//! A place is changed if it refers to the thing; what shares but its name is a candidate, and the name in a comment or a
//! string is text. Whatever would mean something else afterwards is an obstacle.

mod fitting;
mod obstacles;
mod relatives;
mod words;

use assay_languages::{Lang, SymbolKind};
use assay_model::{Edit, Position, Range};
use assay_text::{InOrder, LineIndex};
use serde::Serialize;

use super::value::{Entity, Place};
use super::{Navigator, View};
use crate::{Expression, FileId, Occurrence, ScopeKind};

/// What a renaming does.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Renaming {
    /// The present name.
    pub name: String,
    /// Such as `function`.
    pub kind: String,
    /// In the order of their paths.
    pub files: Vec<ChangedFile>,
    /// Why the result would not mean the same.
    pub obstacles: Vec<Obstacle>,
}

/// What changes in one file.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct ChangedFile {
    /// Its path.
    pub path: String,
    /// Places that refer to the thing that is renamed or moved.
    pub certain: Vec<Edit>,
    /// Places that share its name, where nobody can tell what it refers to.
    pub candidates: Vec<Edit>,
    /// The name in comments and strings, as a word of its own.
    pub texts: Vec<Edit>,
}

/// A place where the result would mean something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Obstacle {
    /// The path of its file.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// In UTF-16 units from 1.
    pub col: u32,
    /// In a sentence.
    pub why: String,
}

/// Why something cannot be renamed at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotRename {
    /// There is no name.
    #[error("There is no name at this place.")]
    NoName,
    /// Nobody knows what it refers to.
    #[error(
        "It is not known what this name refers to, so it cannot be told where else it is used."
    )]
    Unknown,
    /// A file or a package.
    #[error("This is the name of a module; move its file instead.")]
    Module,
    /// What makes values has the name that the language wants for it.
    #[error("The language calls constructors so; they cannot have another name.")]
    Constructor,
    /// The new name is none.
    #[error("The new name is not a name in this language.")]
    NotAName,
    /// Nothing would change.
    #[error("This is its name already.")]
    Same,
}

/// What a name stands for where it stands.
pub(super) enum Meaning {
    /// One thing, if it can be told.
    One(Option<Entity>),
    /// The property that `{ name }` sets or takes, and the variable that it says at the same time.
    Both {
        property: Option<Entity>,
        variable: Option<Entity>,
    },
}

impl Navigator<'_> {
    /// What calling the thing at a place by a new name changes. Lines and columns count from 1, columns in UTF-16 units.
    pub fn rename(
        &self,
        (path, line, col): (&str, u32, u32),
        new: &str,
    ) -> Result<Renaming, CannotRename> {
        let (file, view, one) = self.name_at(path, line, col).ok_or(CannotRename::NoName)?;
        let name = view.symbols.name(one.name).to_owned();
        if name == new {
            return Err(CannotRename::Same);
        }
        if !words::may_replace(&name, new) {
            return Err(CannotRename::NotAName);
        }
        let entity = match self.meaning(file, &view, &one, &name) {
            Meaning::One(entity) => entity,
            // Whoever stands on `{ name }` sees the variable.
            Meaning::Both { property, variable } => variable.or(property),
        };
        let place = match entity.ok_or(CannotRename::Unknown)? {
            Entity::Declared(place) => place,
            Entity::File(_) | Entity::Package(_) => return Err(CannotRename::Module),
        };
        let own = self.view(place.file).ok_or(CannotRename::Unknown)?;
        // An import may call it something else; then it is that name which changes, and only there.
        if own.name_of(place.at) != name {
            return Err(CannotRename::Unknown);
        }
        if own.kind_of(place.at) == SymbolKind::Constructor && self.made_by(place, &name).is_none()
        {
            return Err(CannotRename::Constructor);
        }
        let things = self.relatives(place, &name);
        let mut renaming = Renaming {
            kind: own.kind_of(place.at).text(),
            files: self.changes(&things, &name, new, own.lang),
            ..Renaming::default()
        };
        renaming.obstacles = self.obstacles(&things, &renaming.files, &name, new);
        renaming.name = name;
        Ok(renaming)
    }

    fn changes(
        &self,
        things: &[Entity],
        name: &str,
        new: &str,
        lang: Option<Lang>,
    ) -> Vec<ChangedFile> {
        let mut files = Vec::new();
        let reach = self.reach(things);
        for (file, view) in self.files_using(name, things, lang) {
            let Some(text) = self.texts.get(&view.path) else {
                continue;
            };
            let lines = LineIndex::new(&text);
            let mut changed = ChangedFile::nothing(&view.path);
            let name_at = |offset: u32| range(&text, &lines, offset..offset + name.len() as u32);
            for one in &view.symbols.occurrences {
                // What an import calls otherwise keeps that name.
                if view.symbols.name(one.name) != name {
                    continue;
                }
                let edit = |written: String| Edit {
                    range: name_at(one.offset),
                    text: written,
                };
                match self.meaning(file, &view, one, name) {
                    Meaning::One(None) if reach.may_be(&view, one.offset) => {
                        changed.candidates.push(edit(new.to_owned()));
                    }
                    Meaning::One(None) => {}
                    Meaning::One(Some(found)) if self.is_among(things, &found) => {
                        changed.certain.push(edit(new.to_owned()));
                    }
                    Meaning::One(Some(_)) => {}
                    Meaning::Both { property, variable } => {
                        let is = |found: Option<Entity>| {
                            found.is_some_and(|found| self.is_among(things, &found))
                        };
                        match (is(property), is(variable)) {
                            (true, true) => changed.certain.push(edit(new.to_owned())),
                            (true, false) => changed.certain.push(edit(format!("{new}: {name}"))),
                            (false, true) => changed.certain.push(edit(format!("{name}: {new}"))),
                            (false, false) => {}
                        }
                    }
                }
            }
            let known = |offset: usize| {
                let all = &view.symbols.occurrences;
                all.binary_search_by_key(&(offset as u32), |one| one.offset)
                    .is_ok()
            };
            changed.texts = words::matches(&text, name)
                .filter(|offset| !known(*offset) && reach.covers(*offset as u32))
                .map(|offset| Edit {
                    range: name_at(offset as u32),
                    text: new.to_owned(),
                })
                .collect();
            if changed != ChangedFile::nothing(&changed.path) {
                files.push(changed);
            }
        }
        files.put_in_order_by(|a, b| a.path.cmp(&b.path));
        files
    }

    /// How far something is known: all that are renamed together are known alike.
    fn reach(&self, things: &[Entity]) -> Reach {
        let [Entity::Declared(place), others @ ..] = things else {
            return Reach::Outermost;
        };
        let Some(view) = self.view(place.file) else {
            return Reach::Outermost;
        };
        if is_member(&view, place.at) {
            let is_bare = view
                .lang
                .is_some_and(|lang| lang.profile().semantics.names.class_scope);
            return Reach::Member { is_bare };
        }
        if !others.is_empty() || !self.is_local(*place) {
            return Reach::Outermost;
        }
        let scope = &view.scopes.scopes[view.declaration(place.at).scope as usize];
        Reach::Local(scope.start..scope.end)
    }

    fn is_among(&self, things: &[Entity], found: &Entity) -> bool {
        things.contains(&self.canonical(found))
    }

    pub(super) fn meaning(
        &self,
        file: FileId,
        view: &View,
        one: &Occurrence,
        name: &str,
    ) -> Meaning {
        let found = self.refers(file, one.offset, name, one.role);
        let Some(at) = view.declared_at(one.offset) else {
            return Meaning::One(found);
        };
        let own = Entity::Declared(Place {
            file,
            at: view.first_of(at),
        });
        let declared = view.declaration(at);
        // `const { name } = require('./file')`, and what the file itself gives: one thing, under its own name.
        let is_bound = self
            .bound_by_require(file, view, declared.scope, name)
            .is_some();
        if is_bound || Self::is_given_record(view, declared.scope) {
            return Meaning::One(found);
        }
        // `const { name } = object`: what takes an object apart.
        if view.member_at(one.offset).is_some() {
            return Meaning::Both {
                property: found.filter(|found| *found != own),
                variable: Some(own),
            };
        }
        // `{ name }`: an object that is written out.
        let value = declared.value.and_then(|value| view.expression(value));
        let is_said =
            matches!(value, Some(Expression::Name { offset, .. }) if *offset == one.offset);
        if is_said && view.kind(declared.scope) == ScopeKind::Record {
            let variable = self.lookup(file, one.offset, name, one.role);
            return Meaning::Both {
                property: found
                    .filter(|found| Some(found) != variable.as_ref())
                    .or(Some(own)),
                variable,
            };
        }
        Meaning::One(found)
    }
}

/// From where something is known.
enum Reach {
    /// In this stretch of its file, where nothing of it is unknown.
    Local(std::ops::Range<u32>),
    /// Behind what it belongs to; in some languages also by its name alone.
    Member { is_bare: bool },
    /// Everywhere.
    Outermost,
}

impl Reach {
    /// Whether a name of which nobody can tell what it refers to may mean the thing.
    fn may_be(&self, view: &View, offset: u32) -> bool {
        match self {
            Reach::Local(_) => false,
            Reach::Member { is_bare } => *is_bare || view.member_at(offset).is_some(),
            Reach::Outermost => true,
        }
    }

    /// Whether comments here may speak of the thing.
    fn covers(&self, offset: u32) -> bool {
        match self {
            Reach::Local(stretch) => stretch.contains(&offset),
            _ => true,
        }
    }
}

impl ChangedFile {
    pub(super) fn nothing(path: &str) -> ChangedFile {
        ChangedFile {
            path: path.to_owned(),
            certain: Vec::new(),
            candidates: Vec::new(),
            texts: Vec::new(),
        }
    }
}

/// A stretch of a text, with lines and columns.
pub(super) fn range(text: &str, lines: &LineIndex, stretch: std::ops::Range<u32>) -> Range {
    let position = |offset: u32| {
        let place = lines.place(text, offset as usize);
        Position {
            line: place.line,
            col: place.col,
            offset,
        }
    };
    Range {
        start: position(stretch.start),
        end: position(stretch.end),
    }
}

/// Whether it belongs to a type, and is known by what stands in front of it.
pub(super) fn is_member(view: &View, at: u32) -> bool {
    let declared = view.declaration(at);
    let is_parameter = declared.kind == SymbolKind::Parameter;
    let is_within = matches!(
        view.kind(declared.scope),
        ScopeKind::Type | ScopeKind::Record
    );
    declared.owner.is_some() || (is_within && !is_parameter)
}
