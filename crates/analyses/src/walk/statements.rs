//! Imports and exports, put together from their parts as the walk comes by them.

use assay_languages::{Outline, Part};
use assay_model::Range;
use assay_project::{Import, ImportedName};

/// A statement that imports or exports, or a part of one with a path of its own, which the walk is in.
#[derive(Default)]
pub struct Statement {
    /// The place of its node among those the walk is in.
    pub depth: usize,
    /// Its range in bytes.
    pub bytes: (usize, usize),
    pub is_type_only: bool,
    pub is_deferred: bool,
    module: Option<String>,
    alias: Option<String>,
    segments: Vec<String>,
    item: Option<Item>,
    items: Vec<Item>,
    /// Others in it have told what is imported.
    has_inner: bool,
    is_default_export: bool,
}

/// A name that is imported or exported.
#[derive(Clone, Default)]
struct Item {
    depth: usize,
    module: Option<String>,
    name: Option<String>,
    alias: Option<String>,
    is_export: bool,
    is_type_only: bool,
}

/// A name that a statement exports: to others, and in the file, where it is from there.
pub type Exported = (String, Option<String>);

impl Statement {
    /// One that begins; `bytes` is its range.
    pub fn new(depth: usize, bytes: (usize, usize)) -> Statement {
        Statement {
            depth,
            bytes,
            ..Statement::default()
        }
    }

    /// Begins a name with another name.
    pub fn begin_item(&mut self, depth: usize) {
        self.item = Some(Item {
            depth,
            ..Item::default()
        });
    }

    /// Ends it, if it is the one at this depth.
    pub fn end_item(&mut self, depth: usize) {
        if self.item.as_ref().is_some_and(|item| item.depth == depth) {
            self.items.extend(self.item.take());
        }
    }

    /// Whether a name with another name is being read.
    pub fn has_open_item(&self) -> bool {
        self.item.is_some()
    }

    /// The word that says that only types are meant: of the name, or of all.
    pub fn types_only(&mut self) {
        match &mut self.item {
            Some(item) => item.is_type_only = true,
            None => self.is_type_only = true,
        }
    }

    /// Takes a part; false if it is none of an import.
    pub fn take(&mut self, part: Part, text: &str, outline: &Outline) -> bool {
        let text = || Some(unquoted(text).to_owned());
        match part {
            Part::Module => self.module = text(),
            Part::Name => self.item(|item| item.name = text()),
            Part::Path => self.path(&text().unwrap_or_default(), outline.separator),
            Part::AllOf => self.item(|item| {
                item.module = text();
                item.name = Some("*".to_owned());
            }),
            Part::Segment => self.segments.extend(text()),
            Part::NextPath => self.end_path(outline.separator),
            Part::Alias => match (&mut self.item, self.items.last_mut()) {
                (Some(item), _) | (None, Some(item)) => item.alias = text(),
                (None, None) => self.alias = text(),
            },
            Part::Default => self.item(|item| {
                item.name = Some("default".to_owned());
                item.alias = text();
            }),
            Part::Namespace => self.item(|item| item.alias = text()),
            Part::Itself => self.items.push(Item::default()),
            Part::Everything => self.everything(outline.separator),
            Part::ExportAll => self.item(|item| {
                item.name = Some("*".to_owned());
                item.is_export = true;
            }),
            Part::Export => self.item(|item| {
                item.name = text();
                item.is_export = true;
            }),
            Part::ExportAs => match (&mut self.item, self.items.last_mut()) {
                (Some(item), _) | (None, Some(item)) => item.alias = text(),
                (None, None) => self.item(|item| {
                    item.alias = text();
                    item.is_export = true;
                }),
            },
            Part::DefaultExport => self.is_default_export = true,
            _ => return false,
        }
        true
    }

    /// Whether what is defined in it is the default of the module.
    pub fn is_default_export(&self) -> bool {
        self.is_default_export
    }

    /// Changes the name that is being read, or adds one.
    fn item(&mut self, change: impl FnOnce(&mut Item)) {
        match &mut self.item {
            Some(item) => change(item),
            None => {
                let mut item = Item::default();
                change(&mut item);
                self.items.push(item);
            }
        }
    }

    /// A whole path; what is behind its last separator is the name.
    fn path(&mut self, path: &str, separator: &str) {
        self.item(|item| match path.rsplit_once(separator) {
            Some((module, name)) => {
                item.module = Some(module.to_owned());
                item.name = Some(name.to_owned());
            }
            None => item.name = Some(path.to_owned()),
        });
    }

    /// Everything of the module, or of the path that has just come by: that was no name, then.
    fn everything(&mut self, separator: &str) {
        let last = self
            .items
            .last_mut()
            .filter(|item| item.module.is_some() || self.module.is_none());
        match last {
            Some(item) if item.name.as_deref() != Some("*") && self.segments.is_empty() => {
                let path = [item.module.take(), item.name.take()];
                let parts: Vec<String> = path.into_iter().flatten().collect();
                item.module = Some(parts.join(separator));
                item.name = Some("*".to_owned());
            }
            _ => self.item(|item| item.name = Some("*".to_owned())),
        }
    }

    /// A path in pieces is over: it is the module of the names that came, or ends in the name itself.
    fn end_path(&mut self, separator: &str) {
        if self.segments.is_empty() {
            return;
        }
        let path = std::mem::take(&mut self.segments).join(separator);
        let is_open = |item: &&mut Item| item.module.is_none() && !item.is_export;
        let mut has_names = false;
        for item in self.items.iter_mut().filter(is_open) {
            item.module = Some(path.clone());
            has_names = true;
        }
        if !has_names {
            self.path(&path, separator);
        }
    }

    /// What it imports and exports; `outer` are the statements around it.
    pub fn finish(
        mut self,
        outer: &mut [Statement],
        outline: &Outline,
        range: Range,
    ) -> (Vec<Import>, Vec<Exported>) {
        self.end_path(outline.separator);
        let around = outer
            .iter()
            .filter_map(|statement| statement.module.clone());
        let own = around.chain(self.module.take());
        let module: Vec<String> = own.collect();
        if let Some(outer) = outer.last_mut() {
            outer.has_inner = true;
        }
        if let Some(alias) = self.alias.take() {
            self.items.push(Item {
                alias: Some(alias),
                ..Item::default()
            });
        }
        let exported = self.exported(!module.is_empty());
        if module.is_empty() {
            self.items.retain(|item| !item.is_export);
        }
        if self.items.is_empty() && !self.has_inner && !module.is_empty() {
            let module = module.join(outline.separator);
            return (vec![self.import(module, range)], exported);
        }
        (self.imports(&module, outline, range), exported)
    }

    fn exported(&self, is_from_elsewhere: bool) -> Vec<Exported> {
        let exported = |item: &Item| {
            if !item.is_export {
                return None;
            }
            let local = item.name.clone().filter(|_| !is_from_elsewhere);
            let name = if self.is_default_export {
                Some("default".to_owned())
            } else {
                item.alias.clone().or_else(|| item.name.clone())
            };
            Some((name?, local))
        };
        self.items.iter().filter_map(exported).collect()
    }

    fn imports(&self, module: &[String], outline: &Outline, range: Range) -> Vec<Import> {
        let mut imports: Vec<Import> = Vec::new();
        for item in &self.items {
            let mut path = module.to_vec();
            path.extend(item.module.clone());
            let mut name = item.name.clone();
            if path.is_empty() {
                path.extend(name.take());
            }
            let module = path.join(outline.separator);
            let is_type_only = self.is_type_only || item.is_type_only;
            let fits = imports
                .last()
                .is_some_and(|last| last.module == module && last.is_type_only == is_type_only);
            if !fits {
                imports.push(Import {
                    is_type_only,
                    ..self.import(module, range)
                });
            }
            if let Some(last) = imports.last_mut() {
                last.is_reexport |= item.is_export;
                last.names.push(ImportedName {
                    name,
                    alias: item.alias.clone(),
                });
            }
        }
        imports
    }

    fn import(&self, module: String, range: Range) -> Import {
        Import {
            module,
            names: Vec::new(),
            range,
            excerpt: String::new(),
            is_type_only: self.is_type_only,
            is_deferred: self.is_deferred,
            is_reexport: false,
        }
    }
}

/// A text without the quotes or brackets around it.
pub fn unquoted(text: &str) -> &str {
    let text = text.trim();
    text.trim_matches(['"', '\'', '`', '<', '>'])
}
