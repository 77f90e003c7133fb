//! What a name refers to where it stands.

use assay_languages::{Modules, Role, SymbolKind, code_outline};

use super::Navigator;
use super::value::{Entity, Place, Value};
use super::view::{Imported, View, is_type};
use crate::{FileId, GIVEN, Import, ScopeKind};

impl Navigator<'_> {
    /// What the name at a byte refers to; empty if that cannot be told.
    pub(super) fn refers(
        &self,
        file: FileId,
        offset: u32,
        name: &str,
        role: Role,
    ) -> Option<Entity> {
        let view = self.view(file)?;
        self.begin();
        if let Some(member) = view.member_at(offset) {
            let of = member.of.map(|of| self.value(file, of)).unwrap_or_default();
            let found = self.member(&of, name).into_iter().next();
            // What takes an object apart declares a name, too.
            let own = || {
                Some(Entity::Declared(Place {
                    file,
                    at: view.declared_at(offset)?,
                }))
            };
            return found.or_else(own);
        }
        if role == Role::Import {
            let found = self.imported_at(file, &view, offset, name);
            return found.or_else(|| self.lookup(file, offset, name, role));
        }
        if let Some(at) = view.declared_at(offset) {
            return self.declared(file, &view, at, name, role);
        }
        self.lookup(file, offset, name, role)
    }

    /// What a name stands for that is declared where it stands.
    fn declared(
        &self,
        file: FileId,
        view: &View,
        at: u32,
        name: &str,
        role: Role,
    ) -> Option<Entity> {
        let declared = view.declaration(at);
        let bound = self
            .bound_by_require(file, view, declared.scope, name)
            .or_else(|| self.declared_in_type(file, view, at, name));
        if bound.is_some() {
            return bound;
        }
        let own = Some(Entity::Declared(Place {
            file,
            at: view.first_of(at),
        }));
        let scope = &view.scopes.scopes[declared.scope as usize];
        if scope.kind == ScopeKind::Record
            && let Some(of) = scope.of
        {
            let expected = self.value(file, of);
            let found = self.member(&expected, name).into_iter().next();
            if found.is_some() {
                return found;
            }
        }
        // `{ name }` and a field that is named by its type say two things in one word.
        let parts = [declared.ty, declared.value];
        let is_used = parts.into_iter().flatten().any(|part| {
            matches!(view.expression(part), Some(crate::Expression::Name { offset, .. })
                if *offset == declared.offset)
        });
        if is_used {
            return self
                .lookup_outside(file, declared.offset, name, role, at)
                .or(own);
        }
        own
    }

    fn lookup_outside(
        &self,
        file: FileId,
        offset: u32,
        name: &str,
        role: Role,
        not: u32,
    ) -> Option<Entity> {
        let found = self.lookup(file, offset, name, role)?;
        (found != Entity::Declared(Place { file, at: not })).then_some(found)
    }

    /// What a name refers to by the scopes around it, then by what the file imports, then by what is known in it anyway.
    pub(super) fn lookup(
        &self,
        file: FileId,
        offset: u32,
        name: &str,
        role: Role,
    ) -> Option<Entity> {
        let view = self.view(file)?;
        let lang = view.lang?;
        let names = &lang.profile().semantics.names;
        // Where an assignment may make a variable of the whole program, a bare name never means a member.
        let class_scope = names.class_scope && !names.assigning_is_global;
        let is_known_in_body = names.assigning_declares && !names.assigning_is_global;
        let mut at = view.scope_at(offset);
        let mut in_function = false;
        loop {
            match view.kind(at) {
                ScopeKind::Record => {}
                // What is written in a class is known there by its name alone in few languages; what it takes is in all.
                ScopeKind::Type if !class_scope && (in_function || !is_known_in_body) => {
                    let all = view.in_scope(at, name).iter();
                    let mut taken =
                        all.filter(|at| view.declaration(**at).kind == SymbolKind::Parameter);
                    if let Some(at) = taken.next() {
                        return Some(Entity::Declared(Place { file, at: *at }));
                    }
                }
                ScopeKind::Type if class_scope => {
                    let own = self.choose(file, &view, at, name, role);
                    let own = own.or_else(|| {
                        let of = self.type_of_scope(file, at)?;
                        self.member(&of, name).into_iter().next()
                    });
                    // What makes a type goes by its name, which means the type all the same.
                    let own = own.filter(|own| !self.is_maker_called(own, name));
                    if own.is_some() {
                        return own;
                    }
                }
                kind => {
                    in_function |= kind == ScopeKind::Function;
                    let found = self
                        .bound_by_require(file, &view, at, name)
                        .or_else(|| self.choose(file, &view, at, name, role))
                        .or_else(|| self.imported_in(file, &view, at, name))
                        .or_else(|| self.in_same_namespace(file, &view, at, name))
                        .or_else(|| match class_scope {
                            true => self.of_receiver(file, &view, at, name),
                            false => None,
                        });
                    if found.is_some() {
                        return found;
                    }
                }
            }
            match view.parent(at) {
                Some(parent) => at = parent,
                None => return self.beyond(file, &view, name),
            }
        }
    }

    /// The declaration of a name in a scope that is meant at a byte.
    fn choose(
        &self,
        file: FileId,
        view: &View,
        scope: u32,
        name: &str,
        role: Role,
    ) -> Option<Entity> {
        // What has a receiver is known by that alone.
        let all = view.in_scope(scope, name).iter();
        let mut all = all
            .filter(|at| view.declaration(**at).owner.is_none())
            .peekable();
        let first = *all.peek()?;
        if view.names_are_one() {
            return Some(Entity::Declared(Place { file, at: *first }));
        }
        let wants_type = role == Role::Type;
        let mut fits = all.filter(|at| is_type(view.declaration(**at).kind) == wants_type);
        let chosen = fits.next().unwrap_or(first);
        Some(Entity::Declared(Place { file, at: *chosen }))
    }

    /// What a name in a file means to all of it, and to those who ask for it from outside.
    pub(super) fn top_level(&self, file: FileId, name: &str, role: Role) -> Option<Entity> {
        let view = self.view(file)?;
        self.choose(file, &view, 0, name, role)
            .or_else(|| self.imported_in(file, &view, 0, name))
    }

    /// What an import of a scope makes known under a name.
    pub(super) fn imported_in(
        &self,
        file: FileId,
        view: &View,
        scope: u32,
        name: &str,
    ) -> Option<Entity> {
        let all = view.imported(name).iter();
        let mut here = all.filter(|imported| imported.scope == scope);
        here.find_map(|imported| self.imported(file, view, imported))
    }

    /// What an import makes known under a name.
    fn imported(&self, file: FileId, view: &View, imported: &Imported) -> Option<Entity> {
        let import = &view.imports[imported.import];
        let name = imported.name.map(|which| &import.names[which]);
        match name.and_then(|name| name.name.as_deref()) {
            None | Some("*") => {
                let is_whole = name.is_some_and(|name| name.alias.is_some());
                let module = self.module(file, import, is_whole)?;
                Some(self.as_given(module))
            }
            Some(name) => self.taken(file, import, name),
        }
    }

    /// The module that an import is about. Without another name, the first part of a dotted one is what is known.
    pub(super) fn module(&self, file: FileId, import: &Import, is_whole: bool) -> Option<Entity> {
        self.layout()
            .module(self.project, file, &import.module, is_whole)
    }

    /// What an import takes out of a module.
    pub(super) fn taken(&self, file: FileId, import: &Import, name: &str) -> Option<Entity> {
        if let Some(module) = self.module(file, import, true) {
            return self.out_of(&module, name);
        }
        // The path of a module may go on into a type.
        let (outer, inner) = import.module.rsplit_once(['.', '\\', ':'])?;
        let layout = self.layout();
        let outer = layout.module(self.project, file, outer.trim_end_matches(':'), true)?;
        let inner = self.out_of(&outer, inner)?;
        self.out_of(&inner, name)
    }

    /// What a module has under a name.
    pub(super) fn out_of(&self, module: &Entity, name: &str) -> Option<Entity> {
        self.further(|| match module {
            Entity::File(file) => self.exported(*file, name),
            Entity::Package(package) => self.in_package(package, name),
            Entity::Declared(place) => {
                let value = Value::Type(*place);
                self.member(&value, name).into_iter().next()
            }
        })
    }

    /// What a file has for others under a name.
    fn exported(&self, file: FileId, name: &str) -> Option<Entity> {
        let view = self.view(file)?;
        let exports = &view.symbols.exports;
        let export = exports
            .iter()
            .find(|export| view.symbols.name(export.name) == name);
        if let Some(local) = export.and_then(|export| export.local) {
            let local = view.symbols.name(local);
            let found = self.top_level(file, local, Role::Reference);
            if found.is_some() {
                return found;
            }
        }
        // What comes from elsewhere.
        for import in view.imports.iter().filter(|import| import.is_reexport) {
            for imported in &import.names {
                let outer = imported.alias.as_deref().or(imported.name.as_deref());
                match (imported.name.as_deref(), imported.alias.as_deref()) {
                    (Some("*") | None, None) => {}
                    (Some("*") | None, Some(alias)) if alias == name => {
                        return self.module(file, import, true);
                    }
                    (Some(inner), _) if outer == Some(name) => {
                        let module = self.module(file, import, true)?;
                        return self.out_of(&module, inner);
                    }
                    _ => {}
                }
            }
        }
        if !view.in_scope(0, GIVEN).is_empty() {
            let found = self.given(file, name);
            let whole = || match name {
                "default" => Some(self.as_given(Entity::File(file))),
                _ => None,
            };
            if let Some(found) = found.or_else(whole) {
                return Some(found);
            }
        }
        let found = match name {
            "default" => {
                let said = self.top_level(file, name, Role::Reference);
                said.or_else(|| Some(Entity::File(file)).filter(|_| export.is_some()))
            }
            _ => self.top_level(file, name, Role::Reference),
        };
        found
            .or_else(|| self.layout().inside(self.project, file, name))
            .or_else(|| self.starred(file, &view, name))
    }

    /// What comes of importing everything from somewhere.
    fn starred(&self, file: FileId, view: &View, name: &str) -> Option<Entity> {
        if name == "default" {
            return None;
        }
        let mut modules = self.starred_modules(file, view);
        modules.find_map(|module| self.out_of(&module, name))
    }

    /// The modules of which a file imports everything.
    pub(super) fn starred_modules(
        &self,
        file: FileId,
        view: &View,
    ) -> impl Iterator<Item = Entity> {
        let imports = view.stars.iter().map(|at| &view.imports[*at]);
        let modules = imports.filter_map(move |import| self.module(file, import, true));
        modules.filter(move |module| *module != Entity::File(file))
    }

    /// What is known in a file without being declared or imported by name.
    fn beyond(&self, file: FileId, view: &View, name: &str) -> Option<Entity> {
        self.starred(file, view, name)
            .or_else(|| self.around(file, view, name))
            .or_else(|| self.element_types(view, name))
            .or_else(|| self.outermost_package(view, name))
    }

    /// The package that a name in full begins with: `org` in `org.acme.Shape`.
    fn outermost_package(&self, view: &View, name: &str) -> Option<Entity> {
        let says_package = code_outline(view.lang?)?.modules == Modules::Packages;
        says_package.then(|| self.layout().package(name)).flatten()
    }

    /// The type of all elements that nobody declares, which no file imports.
    fn element_types(&self, view: &View, name: &str) -> Option<Entity> {
        if name != view.lang?.profile().semantics.names.element_types {
            return None;
        }
        let places = self.project.places_of(name).iter();
        let mut declared = places.filter_map(|(file, at)| {
            let view = self.view(*file)?;
            let start = view.symbols.definitions.get(*at as usize)?.name_range.start;
            let at = view.declared_at(start.offset)?;
            Some(Entity::Declared(Place { file: *file, at }))
        });
        declared.next()
    }

    /// What a package has under a name.
    pub(super) fn in_package(&self, package: &str, name: &str) -> Option<Entity> {
        let files = self.layout().files_of(package);
        if files.len() <= 8 {
            let found = files.iter().find_map(|file| self.own(*file, name));
            if found.is_some() {
                return found;
            }
        } else {
            let places = self.project.places_of(name).iter();
            let mut here = places.filter(|(file, _)| files.binary_search(file).is_ok());
            let found = here.find_map(|(file, _)| self.own(*file, name));
            if found.is_some() {
                return found;
            }
        }
        self.layout().within(self.project, package, name)
    }

    /// What a file declares itself, on its outermost level.
    pub(super) fn own(&self, file: FileId, name: &str) -> Option<Entity> {
        let view = self.view(file)?;
        let is_free = |at: &&u32| view.declaration(**at).owner.is_none();
        let mut at = view.in_scope(0, name).iter().find(is_free).copied();
        // A file may say in a block which namespace it is.
        if at.is_none() {
            let scopes = &view.scopes.scopes;
            let mut inner = (1..scopes.len() as u32).filter(|scope| {
                view.kind(*scope) == ScopeKind::Namespace && scopes[*scope as usize].parent == 0
            });
            at = inner.find_map(|scope| view.in_scope(scope, name).first().copied());
        }
        at.map(|at| Entity::Declared(Place { file, at }))
    }

    /// What other files of the same package, or all of the project, make known in a file.
    fn around(&self, file: FileId, view: &View, name: &str) -> Option<Entity> {
        let outline = code_outline(view.lang?)?;
        let package = self
            .layout()
            .package_of(self.project, file, outline.modules)?;
        self.in_package(&package, name)
    }

    /// What a name in an import statement means.
    fn imported_at(&self, file: FileId, view: &View, offset: u32, name: &str) -> Option<Entity> {
        for at in view.import_at(offset) {
            let import = &view.imports[at];
            let named = import.names.iter().find(|imported| {
                imported.name.as_deref() == Some(name) || imported.alias.as_deref() == Some(name)
            });
            let found = match named.map(|named| named.name.as_deref()) {
                Some(Some("*") | None) => self.module(file, import, true),
                Some(Some(taken)) => self.taken(file, import, taken),
                None => self.layout().part(self.project, file, &import.module, name),
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// The type that the members of a scope belong to.
    pub(super) fn type_of_scope(&self, file: FileId, scope: u32) -> Option<Value> {
        let view = self.view(file)?;
        if let Some(of) = view.scopes.scopes[scope as usize].of {
            return Some(self.instance(file, of));
        }
        let at = view.owner(scope)?;
        Some(Value::Instance(Place { file, at }, [].into()))
    }
}
