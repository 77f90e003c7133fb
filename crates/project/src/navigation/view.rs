//! One file, unpacked and indexed for questions about its names.

use std::collections::HashMap;

use assay_languages::{Lang, Modules, SymbolKind, code_outline};
use assay_text::InOrder;

use crate::{Declared, Expression, File, Import, Member, Occurrence, ScopeKind, Scopes, Symbols};

/// A name that an import makes known.
#[derive(Clone, Copy, Debug)]
pub struct Imported {
    /// The import, by its place in the file.
    pub import: usize,
    /// The name in it; none where the module as a whole is meant.
    pub name: Option<usize>,
    /// The scope that it is known in.
    pub scope: u32,
}

/// One file.
#[derive(Debug)]
pub struct View {
    pub path: Box<str>,
    pub lang: Option<Lang>,
    pub symbols: Symbols,
    pub scopes: Scopes,
    pub imports: Vec<Import>,
    /// Scopes by their first bytes.
    by_start: Vec<u32>,
    numbers: HashMap<Box<str>, u32>,
    declared: HashMap<(u32, u32), Vec<u32>>,
    /// What each scope of parameters or members belongs to.
    owners: HashMap<u32, u32>,
    imported: HashMap<Box<str>, Vec<Imported>>,
    /// Imports of all that a module has.
    pub stars: Vec<usize>,
}

impl View {
    /// Unpacks a file; none if its scopes are not known.
    pub fn new(file: &File) -> Option<View> {
        let (symbols, scopes) = (file.symbols()?, file.scopes()?);
        let mut by_start: Vec<u32> = (0..scopes.scopes.len() as u32).collect();
        by_start.put_in_order_by_key(|at| {
            let scope = &scopes.scopes[*at as usize];
            (scope.start, std::cmp::Reverse(scope.end))
        });
        let numbers = scopes
            .names
            .iter()
            .map(|name| name.as_str().into())
            .zip(0..);
        let mut view = View {
            path: file.path.clone(),
            lang: file.lang,
            symbols,
            imports: file.imports().to_vec(),
            by_start,
            numbers: numbers.collect(),
            declared: HashMap::new(),
            owners: HashMap::new(),
            imported: HashMap::new(),
            stars: Vec::new(),
            scopes,
        };
        for (declared, at) in view.scopes.declarations.iter().zip(0..) {
            let key = (declared.scope, declared.name);
            view.declared.entry(key).or_default().push(at);
            if let Some(inner) = declared.inner {
                view.owners.entry(inner).or_insert(at);
            }
        }
        view.learn_imports();
        Some(view)
    }

    fn learn_imports(&mut self) {
        // Where files or packages are named as a whole, all that they have is known by its own name.
        let outline = self.lang.and_then(code_outline);
        let makes_all_known = outline.is_some_and(|outline| {
            matches!(outline.modules, Modules::Includes | Modules::Packages)
        });
        for (at, import) in self.imports.iter().enumerate() {
            let scope = self.scope_at(import.range.start.offset);
            if import.names.is_empty() {
                if makes_all_known {
                    self.stars.push(at);
                }
                let own = own_name(&import.module);
                for name in [Some(own), name_before_version(&import.module)] {
                    let imported = Imported {
                        import: at,
                        name: None,
                        scope,
                    };
                    let known = name.map(|name| self.imported.entry(name.into()).or_default());
                    known.into_iter().for_each(|known| known.push(imported));
                }
            }
            for (which, name) in import.names.iter().enumerate() {
                let is_all = name.name.as_deref() == Some("*");
                if is_all && name.alias.is_none() {
                    self.stars.push(at);
                    continue;
                }
                let local = name.alias.as_deref().or(name.name.as_deref());
                let local = local.unwrap_or_else(|| own_name(&import.module));
                let imported = Imported {
                    import: at,
                    name: Some(which),
                    scope,
                };
                self.imported
                    .entry(local.into())
                    .or_default()
                    .push(imported);
            }
        }
    }

    /// The innermost scope around a byte.
    pub fn scope_at(&self, offset: u32) -> u32 {
        let scopes = &self.scopes.scopes;
        let after = self
            .by_start
            .partition_point(|at| scopes[*at as usize].start <= offset);
        let mut at = after.checked_sub(1).map_or(0, |last| self.by_start[last]);
        while at != 0 && scopes[at as usize].end <= offset {
            at = scopes[at as usize].parent;
        }
        at
    }

    pub fn parent(&self, scope: u32) -> Option<u32> {
        (scope != 0).then(|| self.scopes.scopes[scope as usize].parent)
    }

    /// Whether a scope stands somewhere in another one.
    pub fn is_within(&self, scope: u32, outer: u32) -> bool {
        std::iter::successors(self.parent(scope), |at| self.parent(*at)).any(|at| at == outer)
    }

    pub fn kind(&self, scope: u32) -> ScopeKind {
        self.scopes.scopes[scope as usize].kind
    }

    /// What is declared under a name in a scope.
    pub fn in_scope(&self, scope: u32, name: &str) -> &[u32] {
        let Some(number) = self.numbers.get(name) else {
            return &[];
        };
        self.declared
            .get(&(scope, *number))
            .map_or(&[], Vec::as_slice)
    }

    /// What the scope belongs to.
    pub fn owner(&self, scope: u32) -> Option<u32> {
        self.owners.get(&scope).copied()
    }

    pub fn declaration(&self, at: u32) -> &Declared {
        &self.scopes.declarations[at as usize]
    }

    pub fn name_of(&self, at: u32) -> &str {
        self.scopes.name(self.declaration(at).name)
    }

    pub fn expression(&self, at: u32) -> Option<&Expression> {
        self.scopes.expressions.get(at as usize)
    }

    /// Which parameter of the scope around a byte has this name: the first, the second.
    pub fn parameter_number(&self, offset: u32, name: &str) -> Option<usize> {
        let scope = self.scope_at(offset);
        let at = *self.in_scope(scope, name).first()?;
        let all = self.scopes.declarations.iter();
        let before = all
            .take(at as usize)
            .filter(|one| one.scope == scope && one.kind == SymbolKind::Parameter);
        (self.declaration(at).kind == SymbolKind::Parameter).then(|| before.count())
    }

    /// What is declared by the name at a byte.
    pub fn declared_at(&self, offset: u32) -> Option<u32> {
        let all = &self.scopes.declarations;
        let at = all.partition_point(|declared| declared.offset < offset);
        (all.get(at)?.offset == offset).then_some(at as u32)
    }

    /// What the name at a byte belongs to.
    pub fn member_at(&self, offset: u32) -> Option<Member> {
        let all = &self.scopes.members;
        let at = all
            .binary_search_by_key(&offset, |member| member.offset)
            .ok()?;
        Some(all[at])
    }

    /// The name at a byte, or around it.
    pub fn occurrence_at(&self, offset: u32) -> Option<Occurrence> {
        let all = &self.symbols.occurrences;
        let after = all.partition_point(|one| one.offset <= offset);
        let found = all.get(after.checked_sub(1)?)?;
        let length = self.symbols.name(found.name).len() as u32;
        (offset <= found.offset + length).then_some(*found)
    }

    /// What imports make known under a name.
    pub fn imported(&self, name: &str) -> &[Imported] {
        self.imported.get(name).map_or(&[], Vec::as_slice)
    }

    /// The import that a byte stands in.
    pub fn import_at(&self, offset: u32) -> Vec<usize> {
        let around = |(_, import): &(usize, &Import)| {
            let range = import.range;
            range.start.offset <= offset && offset < range.end.offset
        };
        let found = self.imports.iter().enumerate().filter(around);
        found.map(|(at, _)| at).collect()
    }

    /// What a declaration is in the list of symbols, which knows best.
    pub fn kind_of(&self, at: u32) -> SymbolKind {
        let declared = self.declaration(at);
        let all = &self.symbols.definitions;
        let found = all.binary_search_by_key(&declared.offset, |one| one.name_range.start.offset);
        found.map_or(declared.kind, |found| all[found].kind)
    }

    /// Whether a type and a value of one name are one thing, so that assigning to the name replaces either.
    pub fn names_are_one(&self) -> bool {
        let names = self.lang.map(|lang| &lang.profile().semantics.names);
        names.is_some_and(|names| names.assigning_declares)
    }

    /// The first declaration of the same name in the same scope: what is declared again is the same thing.
    pub fn first_of(&self, at: u32) -> u32 {
        let declared = self.declaration(at);
        let all = self.declared.get(&(declared.scope, declared.name));
        let is_type = is_type(declared.kind);
        let owner = self.owner_name(at);
        let same = |one: &&u32| {
            let is_alike = self.names_are_one() || is_type == is_type_of(self, **one);
            is_alike && owner == self.owner_name(**one)
        };
        all.and_then(|all| all.iter().find(same).copied())
            .unwrap_or(at)
    }

    /// The name of the type that a declaration outside of it belongs to.
    fn owner_name(&self, at: u32) -> Option<u32> {
        let mut part = self.declaration(at).owner?;
        // Parts stand before the whole, so this ends.
        loop {
            part = match self.expression(part)? {
                Expression::Name { name, .. } | Expression::Member { name, .. } => {
                    return Some(*name);
                }
                Expression::Generic { of, .. }
                | Expression::Made(of)
                | Expression::Element(of)
                | Expression::List(of) => *of,
                _ => return None,
            };
        }
    }
}

fn is_type_of(view: &View, at: u32) -> bool {
    is_type(view.declaration(at).kind)
}

/// Whether it is known by its name as a type, and perhaps as a value, too.
pub fn is_type(kind: SymbolKind) -> bool {
    matches!(
        kind,
        SymbolKind::Interface
            | SymbolKind::TypeAlias
            | SymbolKind::Class
            | SymbolKind::Struct
            | SymbolKind::Enum
    )
}

/// The name that a module goes by where it is given no other: the first part of a dotted one, the last of a path.
fn own_name(module: &str) -> &str {
    match module.contains('/') {
        true => module.rsplit('/').next().unwrap_or(module),
        false => module.split('.').next().unwrap_or(module),
    }
}

/// The name before a last part that may but say which version is meant: `example.org/name/v2`.
fn name_before_version(module: &str) -> Option<&str> {
    let (before, version) = module.rsplit_once('/')?;
    let number = version.strip_prefix('v')?;
    let is_version = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_version.then(|| own_name(before))
}
