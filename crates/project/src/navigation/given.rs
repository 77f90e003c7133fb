//! CommonJS: what a file gives to those who require it, and what a call of `require` gives.

use assay_languages::Role;

use super::Navigator;
use super::value::{Entity, Place, Value};
use super::view::View;
use crate::{Expression, FileId, GIVEN};

impl Navigator<'_> {
    /// What a file gives as a whole, where that is one thing with a name or a place of its own.
    pub(super) fn given_whole(&self, file: FileId) -> Option<Entity> {
        let view = self.view(file)?;
        let all = view.in_scope(0, GIVEN).iter();
        all.copied().find_map(|at| {
            let value = view.declaration(at).value?;
            match view.expression(value)? {
                // Of these the members are what is given.
                Expression::Record(_) => None,
                Expression::Name { .. } => match self.stands_for(file, &view, value)? {
                    Entity::Declared(place) if self.is_thing(place) => {
                        Some(Entity::Declared(place))
                    }
                    _ => None,
                },
                Expression::Function(_) => Some(Entity::Declared(Place { file, at })),
                _ => match self.value(file, value) {
                    Value::Function(place) | Value::Type(place) => Some(Entity::Declared(place)),
                    _ => None,
                },
            }
        })
    }

    /// What a file gives under a name.
    pub(super) fn given(&self, file: FileId, name: &str) -> Option<Entity> {
        let view = self.view(file)?;
        view.in_scope(0, GIVEN).iter().find_map(|at| {
            let value = view.declaration(*at).value?;
            let found = match self.value(file, value) {
                // A file that gives what it requires, or itself.
                Value::File(other) if other == file => None,
                of => self.member(&of, name).into_iter().next(),
            };
            found.map(|found| self.passed(found))
        })
    }

    /// What a function has beside it that its file gives as a whole.
    pub(super) fn given_beside(&self, place: Place, name: &str) -> Option<Entity> {
        let is_whole = self.is_given_whole(&self.canonical(&Entity::Declared(place)));
        is_whole.then(|| self.given(place.file, name)).flatten()
    }

    /// Whether a thing is all that its file gives.
    pub(super) fn is_given_whole(&self, thing: &Entity) -> bool {
        let Entity::Declared(place) = thing else {
            return false;
        };
        let whole = self.given_whole(place.file);
        whole.is_some_and(|whole| self.canonical(&whole) == *thing)
    }

    /// The other names under which its file gives a thing.
    pub(super) fn given_as(&self, thing: &Entity) -> Vec<String> {
        let Entity::Declared(place) = thing else {
            return Vec::new();
        };
        let Some(view) = self.view(place.file) else {
            return Vec::new();
        };
        let own = view.name_of(place.at);
        let exports = view.symbols.exports.iter();
        let exported = exports.filter_map(|export| {
            let is_own = export
                .local
                .is_some_and(|local| view.symbols.name(local) == own);
            is_own.then(|| view.symbols.name(export.name))
        });
        let records = given_records(&view);
        let all = view.scopes.declarations.iter().zip(0..);
        let given = all.filter_map(|(declared, at)| {
            let value = declared.value?;
            let is_said = matches!(view.expression(value)?, Expression::Name { name, .. } if view.scopes.name(*name) == own);
            (is_said && records.contains(&declared.scope)).then(|| view.name_of(at))
        });
        let names = exported
            .chain(given)
            .filter(|name| *name != own && *name != "default");
        names.map(str::to_owned).collect()
    }

    /// `{ name }`, `{ name: other }` and `exports.name = other` give the other thing itself.
    fn passed(&self, found: Entity) -> Entity {
        let other = || {
            let Entity::Declared(place) = found else {
                return None;
            };
            let view = self.view(place.file)?;
            let value = view.declaration(place.at).value?;
            self.stands_for(place.file, &view, value)
        };
        other().unwrap_or(found)
    }

    /// What a name stands for that is an expression of its own.
    fn stands_for(&self, file: FileId, view: &View, expression: u32) -> Option<Entity> {
        let Expression::Name { name, offset } = view.expression(expression)? else {
            return None;
        };
        let name = view.scopes.name(*name);
        self.further(|| self.lookup(file, *offset, name, Role::Reference))
    }

    /// A function or a type, and no variable with members.
    fn is_thing(&self, place: Place) -> bool {
        let value = self.value_of(&Entity::Declared(place));
        matches!(
            value,
            Value::Function(_) | Value::Type(_) | Value::Lambda(..)
        )
    }

    /// All that a file gives, where that is what is written: `exports` or `module.exports`.
    pub(super) fn own_given(view: &View, expression: &Expression) -> bool {
        let is_name = |expression: &Expression, word: &str| matches!(expression, Expression::Name { name, .. } if view.scopes.name(*name) == word);
        let is_all = match expression {
            Expression::Member { of, name } => {
                view.scopes.name(*name) == "exports"
                    && view.expression(*of).is_some_and(|of| is_name(of, "module"))
            }
            other => is_name(other, "exports"),
        };
        is_all && !view.in_scope(0, GIVEN).is_empty()
    }

    /// Whether the members of an object are what its file gives.
    pub(super) fn is_given_record(view: &View, scope: u32) -> bool {
        given_records(view).contains(&scope)
    }

    /// What a call of `require` gives that stands here.
    pub(super) fn required(&self, file: FileId, view: &View, callee: u32) -> Option<Value> {
        let Expression::Name { name, offset } = view.expression(callee)? else {
            return None;
        };
        if view.scopes.name(*name) != "require" {
            return None;
        }
        let mut imports = view.import_at(*offset).into_iter();
        imports.find_map(|at| {
            let module = self.module(file, &view.imports[at], true)?;
            Some(self.value_of(&self.as_given(module)))
        })
    }

    /// A module as those who require it get it: what its file gives as a whole, or the file itself.
    pub(super) fn as_given(&self, module: Entity) -> Entity {
        match module {
            Entity::File(file) => self.given_whole(file).unwrap_or(module),
            other => other,
        }
    }

    /// What a variable is bound to by requiring a file, if that is one thing and not the file.
    pub(super) fn bound_by_require(
        &self,
        file: FileId,
        view: &View,
        scope: u32,
        name: &str,
    ) -> Option<Entity> {
        if !view.lang?.profile().semantics.names.requires {
            return None;
        }
        let found = self.imported_in(file, view, scope, name)?;
        matches!(found, Entity::Declared(_)).then_some(found)
    }
}

/// The scopes of the objects whose members are what a file gives.
fn given_records(view: &View) -> Vec<u32> {
    let records = view.in_scope(0, GIVEN).iter().filter_map(|at| {
        let value = view.declaration(*at).value?;
        match view.expression(value)? {
            Expression::Record(scope) => Some(*scope),
            _ => None,
        }
    });
    records.collect()
}
