//! The summaries of all files, joined.

use std::collections::{HashMap, HashSet};

use assay_languages::Lang;
use assay_text::InOrder;

use crate::codec::Damaged;
use crate::{Definition, Hidden, Import, Imports, Scopes, Summary, Suppressed, Symbols};

/// The number of a file in a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A file of the project.
#[derive(Debug)]
pub struct File {
    /// Its path.
    pub path: Box<str>,
    /// Its language.
    pub lang: Option<Lang>,
    /// Its names, as bytes: of most files nobody asks.
    symbols: Option<Box<[u8]>>,
    scopes: Option<Box<[u8]>>,
    imports: Vec<Import>,
    hidden: Vec<Hidden>,
}

/// A definition in the project.
#[derive(Debug)]
pub struct FoundDefinition<'p> {
    /// The path of its file.
    pub path: &'p str,
    /// The names of what it belongs to; see [`Symbols::container_name`].
    pub container: String,
    /// The definition.
    pub definition: Definition,
}

/// All files that a summary is known of.
#[derive(Debug, Default)]
pub struct Project {
    files: Vec<Option<File>>,
    by_path: HashMap<Box<str>, FileId>,
    /// Where each name is defined: the file, and the place among its definitions.
    definitions: HashMap<Box<str>, Vec<(FileId, u32)>>,
    /// The files in whose code each name stands.
    mentions: HashMap<Box<str>, Vec<FileId>>,
}

impl Project {
    /// Takes a summary of a file, in place of the one before. One of a version that is not known is left aside.
    pub fn add(
        &mut self,
        path: &str,
        lang: Option<Lang>,
        summary: &Summary,
    ) -> Result<(), Damaged> {
        let Summary {
            analysis,
            version,
            data,
        } = summary;
        match (analysis.as_str(), *version) {
            (Symbols::ANALYSIS, Symbols::VERSION) => {
                let symbols = Symbols::decode_outline(data)?;
                let id = self.file(path, lang);
                self.forget_names(id);
                self.learn_names(id, &symbols);
                if let Some(file) = self.file_mut(id) {
                    file.symbols = Some(data.as_slice().into());
                }
            }
            (Imports::ANALYSIS, Imports::VERSION) => {
                let Imports(imports) = Imports::decode(data)?;
                let id = self.file(path, lang);
                if let Some(file) = self.file_mut(id) {
                    file.imports = imports;
                }
            }
            (Scopes::ANALYSIS, Scopes::VERSION) => {
                Scopes::decode_package(data)?;
                let id = self.file(path, lang);
                if let Some(file) = self.file_mut(id) {
                    file.scopes = Some(data.as_slice().into());
                }
            }
            (Suppressed::ANALYSIS, Suppressed::VERSION) => {
                let Suppressed(hidden) = Suppressed::decode(data)?;
                let id = self.file(path, lang);
                if let Some(file) = self.file_mut(id) {
                    file.hidden = hidden;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Forgets a file, and hands over what was known of it.
    pub fn remove(&mut self, path: &str) -> Option<File> {
        let id = self.by_path.remove(path)?;
        self.forget_names(id);
        self.files[id.0 as usize].take()
    }

    /// Takes back what was known of a file.
    pub fn put_back(&mut self, file: File) {
        self.remove(&file.path);
        let id = self.file(&file.path, file.lang);
        if let Some(symbols) = file.outline() {
            self.learn_names(id, &symbols);
        }
        self.files[id.0 as usize] = Some(file);
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.by_path.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_path.is_empty()
    }

    /// All files, in the order of their paths.
    pub fn files(&self) -> Vec<(FileId, &File)> {
        let ids = (0..).map(FileId).zip(&self.files);
        let mut files: Vec<(FileId, &File)> = ids
            .filter_map(|(id, file)| Some((id, file.as_ref()?)))
            .collect();
        files.put_in_order_by(|(_, a), (_, b)| a.path.cmp(&b.path));
        files
    }

    /// The file of a path.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.by_path.get(path).copied()
    }

    /// A file by its number.
    pub fn get(&self, id: FileId) -> Option<&File> {
        self.files.get(id.0 as usize)?.as_ref()
    }

    /// Where a name is defined, in the order in which files came.
    pub fn definitions(&self, name: &str) -> Vec<FoundDefinition<'_>> {
        let places = self.definitions.get(name).map_or(&[][..], Vec::as_slice);
        let in_file = |places: &[(FileId, u32)]| self.definitions_in(places);
        // Those of a file stand together, so that each is decoded once.
        let by_file = places.chunk_by(|(one, _), (other, _)| one == other);
        by_file.flat_map(in_file).collect()
    }

    /// Definitions of one file.
    fn definitions_in(&self, places: &[(FileId, u32)]) -> Vec<FoundDefinition<'_>> {
        let file = places.first().and_then(|(id, _)| self.get(*id));
        let Some((file, symbols)) = file.and_then(|file| Some((file, file.outline()?))) else {
            return Vec::new();
        };
        let found = |(_, at): &(FileId, u32)| {
            let definition = symbols.definitions.get(*at as usize)?.clone();
            Some(FoundDefinition {
                path: &file.path,
                container: symbols.container_name(definition.container),
                definition,
            })
        };
        places.iter().filter_map(found).collect()
    }

    /// Where a name is defined: the file, and the place among its definitions.
    pub fn places_of(&self, name: &str) -> &[(FileId, u32)] {
        self.definitions.get(name).map_or(&[], Vec::as_slice)
    }

    /// The files in whose code a name stands, in the order in which they came.
    pub fn files_mentioning(&self, name: &str) -> &[FileId] {
        self.mentions.get(name).map_or(&[], Vec::as_slice)
    }

    /// The files that define a name.
    pub fn files_defining(&self, name: &str) -> impl Iterator<Item = FileId> {
        let places = self.definitions.get(name).map_or(&[][..], Vec::as_slice);
        places.iter().map(|(file, _)| *file)
    }

    /// The files that define something whose name fits: each name is looked at once, however often it is defined.
    pub fn files_with_name(&self, fits: impl Fn(&str) -> bool) -> HashSet<FileId> {
        let named = self.definitions.iter().filter(|(name, _)| fits(name));
        let places = named.flat_map(|(_, places)| places);
        places.map(|(file, _)| *file).collect()
    }

    fn file(&mut self, path: &str, lang: Option<Lang>) -> FileId {
        if let Some(id) = self.find(path) {
            return id;
        }
        let id = FileId(self.files.len() as u32);
        self.by_path.insert(path.into(), id);
        self.files.push(Some(File {
            path: path.into(),
            lang,
            symbols: None,
            scopes: None,
            imports: Vec::new(),
            hidden: Vec::new(),
        }));
        id
    }

    fn file_mut(&mut self, id: FileId) -> Option<&mut File> {
        self.files.get_mut(id.0 as usize)?.as_mut()
    }

    fn learn_names(&mut self, id: FileId, symbols: &Symbols) {
        for name in &symbols.names {
            match self.mentions.get_mut(&**name) {
                Some(files) => files.push(id),
                None => {
                    self.mentions.insert(name.as_str().into(), vec![id]);
                }
            }
        }
        for (definition, at) in symbols.definitions.iter().zip(0..) {
            let name = symbols.name(definition.name);
            match self.definitions.get_mut(name) {
                Some(places) => places.push((id, at)),
                None => {
                    self.definitions.insert(name.into(), vec![(id, at)]);
                }
            }
        }
    }

    fn forget_names(&mut self, id: FileId) {
        let Some(symbols) = self.get(id).and_then(File::outline) else {
            return;
        };
        for name in &symbols.names {
            if let Some(files) = self.mentions.get_mut(&**name) {
                files.retain(|file| *file != id);
                if files.is_empty() {
                    self.mentions.remove(&**name);
                }
            }
        }
        for definition in &symbols.definitions {
            let name = symbols.name(definition.name);
            if let Some(places) = self.definitions.get_mut(name) {
                places.retain(|(file, _)| *file != id);
                if places.is_empty() {
                    self.definitions.remove(name);
                }
            }
        }
    }
}

impl File {
    /// All names of the file, if they are known.
    pub fn symbols(&self) -> Option<Symbols> {
        Symbols::decode(self.symbols.as_deref()?).ok()
    }

    /// Its names without their occurrences.
    pub fn outline(&self) -> Option<Symbols> {
        Symbols::decode_outline(self.symbols.as_deref()?).ok()
    }

    /// Its scopes, if they are known.
    pub fn scopes(&self) -> Option<Scopes> {
        Scopes::decode(self.scopes.as_deref()?).ok()
    }

    /// The package that it says it belongs to; empty if it says nothing.
    pub fn package(&self) -> &str {
        let bytes = self.scopes.as_deref().unwrap_or_default();
        Scopes::decode_package(bytes).unwrap_or_default()
    }

    /// The comment that hides a finding of this rule on a line, which counts from 1.
    pub fn hidden(&self, rule: &str, line: u32) -> Option<&Hidden> {
        let is_it = |hidden: &&Hidden| {
            hidden.rule == rule
                && hidden
                    .lines
                    .is_none_or(|(start, end)| (start..end).contains(&line))
        };
        self.hidden.iter().find(is_it)
    }

    /// What it imports.
    pub fn imports(&self) -> &[Import] {
        &self.imports
    }
}
