//! Definitions and references, as lists show them.

use std::collections::{BTreeSet, HashMap};

use assay_languages::{Lang, Modules, SymbolKind, code_outline};
use assay_text::{InOrder, LineIndex};
use memchr::memmem;
use serde::Serialize;

use super::Navigator;
use super::value::{Entity, Place};
use super::view::View;
use crate::standing::standing;
use crate::{File, FileId, Occurrence, ScopeKind};

/// Where something is defined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct DefinitionRow {
    /// Its name.
    pub name: String,
    /// Such as `class` or `enummember`.
    pub kind: String,
    /// The path of its file.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// In UTF-16 units from 1.
    pub col: u32,
    /// It is what the name refers to; else it shares but the name.
    pub certain: bool,
}

/// Where something is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct ReferenceRow {
    /// The path of the file.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// In UTF-16 units from 1.
    pub col: u32,
    /// What the name does there: `definition`, `reference`, `write`, `call`, `type` or `import`.
    pub role: String,
    /// It refers to what was asked for; else it shares but the name.
    pub certain: bool,
}

/// Candidates that are listed.
const CANDIDATES: usize = 100;

impl Navigator<'_> {
    /// What the name at a place refers to; lines and columns count from 1, columns in UTF-16 units.
    pub fn definitions(&self, path: &str, line: u32, col: u32) -> Vec<DefinitionRow> {
        let Some((file, view, one)) = self.name_at(path, line, col) else {
            return Vec::new();
        };
        let name = view.symbols.name(one.name);
        match self.refers(file, one.offset, name, one.role) {
            Some(entity) => {
                let maker = self.maker(&view, one.offset, &entity).map(Entity::Declared);
                self.row_of(&maker.unwrap_or(entity)).into_iter().collect()
            }
            None => self.candidates(name, view.lang),
        }
    }

    /// What makes a value of a type, where `new` stands in front of the type's name and there is one way to do so.
    pub(super) fn maker(&self, view: &View, offset: u32, entity: &Entity) -> Option<Place> {
        let Entity::Declared(of) = entity else {
            return None;
        };
        let text = self.texts.get(&view.path)?;
        is_made(&text, offset as usize)
            .then(|| self.only_maker(*of))
            .flatten()
    }

    /// The constructor of a type that has but one.
    pub(super) fn only_maker(&self, Place { file, at }: Place) -> Option<Place> {
        let view = self.view(file)?;
        let inner = view.declaration(at).inner?;
        let members = view.scopes.declarations.iter().zip(0..);
        let mut makers = members.filter(|(declared, at)| {
            declared.scope == inner && view.kind_of(*at) == SymbolKind::Constructor
        });
        let (_, at) = makers.next().filter(|_| makers.next().is_none())?;
        Some(Place { file, at })
    }

    /// Where that is used which the name at a place refers to.
    pub fn references(&self, path: &str, line: u32, col: u32) -> Vec<ReferenceRow> {
        self.uses_at(path, line, col)
            .map_or_else(Vec::new, |uses| self.rows_of(uses))
    }

    /// Where anything of a name is used.
    pub fn references_to(&self, name: &str) -> Vec<ReferenceRow> {
        self.rows_of(self.uses_of(name))
    }

    pub(super) fn name_at(
        &self,
        path: &str,
        line: u32,
        col: u32,
    ) -> Option<(FileId, std::rc::Rc<View>, Occurrence)> {
        let file = self.project.find(path)?;
        let text = self.texts.get(path)?;
        let offset = offset_of(&text, line, col)?;
        let view = self.view(file)?;
        let one = view.occurrence_at(offset as u32)?;
        Some((file, view, one))
    }

    pub(super) fn row_of(&self, entity: &Entity) -> Option<DefinitionRow> {
        let (file, offset, name, kind) = match entity {
            Entity::Declared(place) => {
                let view = self.view(place.file)?;
                let at = view.first_of(place.at);
                let offset = view.declaration(at).offset;
                (
                    place.file,
                    offset,
                    view.name_of(at).to_owned(),
                    view.kind_of(at),
                )
            }
            Entity::File(file) => (*file, 0, String::new(), SymbolKind::Module),
            Entity::Package(package) => self.package_clause(package)?,
        };
        let path = &self.project.get(file)?.path;
        let name = match name.is_empty() {
            true => crate::resolve::split(path)
                .1
                .split('.')
                .next()
                .unwrap_or_default()
                .to_owned(),
            false => name,
        };
        let text = self.texts.get(path)?;
        let place = LineIndex::new(&text).place(&text, offset as usize);
        Some(DefinitionRow {
            name,
            kind: kind.text(),
            file: path.to_string(),
            line: place.line,
            col: place.col,
            certain: true,
        })
    }

    /// Where a package says its name, in the first of its files that is no test.
    fn package_clause(&self, package: &str) -> Option<(FileId, u32, String, SymbolKind)> {
        let files = self.layout().files_of(package).iter();
        let files = files.filter_map(|id| Some((*id, self.project.get(*id)?)));
        let (id, file) = files.min_by_key(|(_, file)| (standing(&file.path), file.path.clone()))?;
        let last = file
            .package()
            .rsplit(['.', '\\', ':'])
            .next()
            .unwrap_or_default()
            .to_owned();
        let view = self.view(id)?;
        let mut said = view.symbols.occurrences.iter();
        let said = said.find(|one| view.symbols.name(one.name) == last);
        Some((
            id,
            said.map_or(0, |one| one.offset),
            last,
            SymbolKind::Module,
        ))
    }

    /// What has this name somewhere in the project, the likeliest first.
    fn candidates(&self, name: &str, lang: Option<Lang>) -> Vec<DefinitionRow> {
        let found = self.project.definitions(name).into_iter();
        let fits = found.filter(|found| {
            let other = self
                .project
                .find(found.path)
                .and_then(|file| self.project.get(file));
            family(other.and_then(|file| file.lang)) == family(lang)
        });
        let mut fits: Vec<_> = fits.collect();
        fits.put_in_order_by(|a, b| {
            standing(a.path)
                .cmp(&standing(b.path))
                .then(a.path.cmp(b.path))
        });
        let rows = fits
            .into_iter()
            .take(CANDIDATES)
            .map(|found| DefinitionRow {
                name: name.to_owned(),
                kind: found.definition.kind.text(),
                file: found.path.to_owned(),
                line: found.definition.name_range.start.line,
                col: found.definition.name_range.start.col,
                certain: false,
            });
        rows.collect()
    }

    /// The files in whose code any of these may be used, in the order of their paths, and the names they may go by there;
    /// with `only` no other file is looked into.
    pub(super) fn files_with(
        &self,
        name: &str,
        wanted: &[Entity],
        only: Option<FileId>,
    ) -> Vec<(FileId, BTreeSet<String>)> {
        if let [Entity::Declared(place)] = wanted
            && self.is_local(*place)
        {
            return vec![(place.file, BTreeSet::from([name.to_owned()]))];
        }
        let mut names: HashMap<FileId, BTreeSet<String>> = HashMap::new();
        let mut learn = |file: FileId, name: &str| {
            if only.is_none_or(|only| only == file) {
                names.entry(file).or_default().insert(name.to_owned());
            }
        };
        let passed_on = self.passed_on();
        let mut known_as = passed_on.known_as(name);
        for one in wanted {
            for given in self.given_as(one) {
                known_as.extend(passed_on.known_as(&given));
            }
            if self.is_given_whole(one) {
                for (file, alias) in passed_on.required() {
                    learn(*file, alias);
                }
            }
        }
        for name in &known_as {
            for file in self.project.files_mentioning(name) {
                learn(*file, name);
            }
        }
        // A default goes by any name.
        for name in known_as.iter().map(String::as_str).chain(["default"]) {
            for (file, alias) in passed_on.aliases(name) {
                learn(*file, alias);
            }
        }
        let mut files: Vec<_> = names.into_iter().collect();
        files.put_in_order_by_key(|(file, _)| self.project.get(*file).map(|file| &file.path));
        files
    }

    /// The files in whose texts a name, or one under which it is passed on, stands: in comments and strings, too.
    pub(super) fn files_with_text(&self, name: &str) -> Vec<FileId> {
        let known_as = self.passed_on().known_as(name);
        let finders: Vec<_> = known_as
            .iter()
            .map(|name| memmem::Finder::new(name.as_bytes()))
            .collect();
        let has_one = |file: &File| {
            let text = self.texts.get(&file.path);
            let is_in = |text: &str| {
                finders
                    .iter()
                    .any(|one| one.find(text.as_bytes()).is_some())
            };
            text.is_some_and(|text| is_in(&text))
        };
        let files = self.project.files().into_iter();
        files
            .filter(|(_, file)| has_one(file))
            .map(|(id, _)| id)
            .collect()
    }

    /// Whether nobody outside of a function knows it.
    pub(super) fn is_local(&self, place: Place) -> bool {
        let Some(view) = self.view(place.file) else {
            return false;
        };
        let declared = view.declaration(place.at);
        let scope = declared.scope;
        let outline = view.lang.and_then(code_outline);
        // Those who call a function may say the names of its parameters.
        let may_be_said = declared.kind == SymbolKind::Parameter
            && view.owner(scope).is_some()
            && outline.is_some_and(|outline| {
                matches!(
                    outline.modules,
                    Modules::Dotted | Modules::Packages | Modules::Everywhere
                )
            });
        !may_be_said
            && matches!(view.kind(scope), ScopeKind::Function | ScopeKind::Block)
            && view.kind_of(place.at) != SymbolKind::Field
    }

    /// The first declaration of what is declared several times.
    pub(super) fn canonical(&self, entity: &Entity) -> Entity {
        match entity {
            Entity::Declared(place) => {
                let first = self.view(place.file).map(|view| view.first_of(place.at));
                Entity::Declared(Place {
                    file: place.file,
                    at: first.unwrap_or(place.at),
                })
            }
            other => other.clone(),
        }
    }
}

/// Languages that share a library share names: those of one sort of modules and paths.
pub(super) fn family(lang: Option<Lang>) -> Option<(Modules, bool)> {
    let outline = code_outline(lang?)?;
    Some((outline.modules, outline.paths.is_some()))
}

/// Whether `new` stands in front of what starts at a byte.
pub(super) fn is_made(text: &str, offset: usize) -> bool {
    let before = text.get(..offset).unwrap_or_default();
    let word = before.trim_end();
    let is_word = |rest: &str| !rest.ends_with(|sign: char| sign.is_alphanumeric() || sign == '_');
    word.len() < before.len() && word.strip_suffix("new").is_some_and(is_word)
}

/// The byte at a line and a column in UTF-16 units, both from 1.
fn offset_of(text: &str, line: u32, col: u32) -> Option<usize> {
    let before = text
        .split_inclusive('\n')
        .take(line.checked_sub(1)? as usize);
    let start: usize = before.map(str::len).sum();
    let rest = text.get(start..)?;
    let row = rest.split('\n').next().unwrap_or_default();
    let mut left = col.checked_sub(1)?;
    for (at, sign) in row.char_indices() {
        if left == 0 {
            return Some(start + at);
        }
        left = left.saturating_sub(sign.len_utf16() as u32);
    }
    (left == 0).then_some(start + row.len())
}
