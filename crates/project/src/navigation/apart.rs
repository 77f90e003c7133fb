//! Types and namespaces whose parts stand in several places: members outside of their type, namespaces in several files.

use assay_languages::{Modules, SymbolKind, code_outline};

use super::Navigator;
use super::value::Entity;
use super::view::View;
use crate::{FileId, ScopeKind};

impl Navigator<'_> {
    /// What a type says of a member that is written outside of it.
    pub(super) fn declared_in_type(
        &self,
        file: FileId,
        view: &View,
        at: u32,
        name: &str,
    ) -> Option<Entity> {
        let outline = code_outline(view.lang?)?;
        let owner = view.declaration(at).owner?;
        let of = (outline.modules == Modules::Includes).then(|| self.instance(file, owner))?;
        self.member(&of, name).into_iter().next()
    }

    /// Whether something is a member with the name of its type, which makes values of that.
    pub(super) fn is_maker_called(&self, found: &Entity, name: &str) -> bool {
        let Entity::Declared(place) = found else {
            return false;
        };
        let is_it = |view: &View| {
            let declared = view.declaration(place.at);
            let owner = view.owner(declared.scope).map(|owner| view.name_of(owner));
            declared.kind == SymbolKind::Method && owner == Some(name)
        };
        self.view(place.file).is_some_and(|view| is_it(&view))
    }

    /// What a function has by its name alone that is added to a type from outside: the members of that.
    pub(super) fn of_receiver(
        &self,
        file: FileId,
        view: &View,
        scope: u32,
        name: &str,
    ) -> Option<Entity> {
        let owner = view.declaration(view.owner(scope)?).owner?;
        let of = self.instance(file, owner);
        let found = self.member(&of, name).into_iter().next();
        found.filter(|found| !self.is_maker_called(found, name))
    }

    /// What a namespace that a scope is a part of has under a name in the files that are included.
    pub(super) fn in_same_namespace(
        &self,
        file: FileId,
        view: &View,
        scope: u32,
        name: &str,
    ) -> Option<Entity> {
        if view.kind(scope) != ScopeKind::Namespace {
            return None;
        }
        let at = view.owner(scope)?;
        self.included(file, view, at, name)
    }

    /// What other parts of a namespace have under a name, in the files that its own one includes.
    pub(super) fn included(
        &self,
        file: FileId,
        view: &View,
        at: u32,
        name: &str,
    ) -> Option<Entity> {
        let outline = code_outline(view.lang?)?;
        if outline.modules != Modules::Includes {
            return None;
        }
        let namespace = view.name_of(at);
        let mut modules = self.starred_modules(file, view);
        modules.find_map(|module| self.out_of(&self.out_of(&module, namespace)?, name))
    }
}
