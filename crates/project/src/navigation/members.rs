//! What values and types have under a name.

use assay_languages::SymbolKind;

use super::Navigator;
use super::evaluate::is_wrapper;
use super::value::{Entity, Place, Value};
use crate::{Expression, FileId, ScopeKind};

/// Types that are looked through for a member, bases of bases included.
const TYPES: usize = 64;
/// Parts of a type that are looked at for what it takes.
const PARTS: usize = 64;
/// Members of that name outside of their types that are looked at.
const OUTSIDE: usize = 200;

impl Navigator<'_> {
    /// What a value has under a name, likeliest first.
    pub(super) fn member(&self, value: &Value, name: &str) -> Vec<Entity> {
        self.further(|| self.new_member(value, name))
    }

    fn new_member(&self, value: &Value, name: &str) -> Vec<Entity> {
        match value {
            Value::Type(place) | Value::Instance(place, _) => {
                let mut found = self.of_type(*place, name);
                if found.is_empty() {
                    found.extend(self.in_file_of(*place, name));
                }
                match value {
                    Value::Instance(_, taken) if found.is_empty() => {
                        self.member_of_taken(*place, taken, name)
                    }
                    _ => found,
                }
            }
            Value::Record(file, scope) => self.in_scope(*file, *scope, name),
            Value::File(file) => self
                .out_of(&Entity::File(*file), name)
                .into_iter()
                .collect(),
            Value::Package(package) => self.in_package(package, name).into_iter().collect(),
            Value::Function(place) => self.given_beside(*place, name).into_iter().collect(),
            Value::Either(all) => {
                let found = all.iter().map(|one| self.member(one, name));
                found
                    .into_iter()
                    .find(|found| !found.is_empty())
                    .unwrap_or_default()
            }
            Value::Outside(outer, inner) if is_wrapper(outer) => match inner.first() {
                Some(inner) => self.member(inner, name),
                None => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// A member of what a name for a type takes and stands for, such as `S` in `type Mutate<S, M> = M extends [] ? S : …`.
    fn member_of_taken(&self, place: Place, taken: &[Value], name: &str) -> Vec<Entity> {
        let Some(view) = self.view(place.file).filter(|_| !taken.is_empty()) else {
            return Vec::new();
        };
        let declared = view.declaration(place.at);
        let ty = declared
            .ty
            .filter(|_| declared.kind == SymbolKind::TypeAlias);
        let mut left: Vec<u32> = ty.into_iter().collect();
        for _ in 0..PARTS {
            let Some(part) = left.pop() else {
                break;
            };
            match view.expression(part) {
                Some(Expression::Either(all)) => left.extend(all.iter().rev()),
                Some(Expression::Generic { arguments, .. }) => left.extend(arguments.iter().rev()),
                Some(Expression::List(of)) => left.push(*of),
                Some(Expression::Name { name: of, offset }) => {
                    let of = view.scopes.name(*of);
                    let which = view.parameter_number(*offset, of);
                    let value = which.and_then(|which| taken.get(which));
                    let found = value.map(|value| self.member(value, name));
                    if let Some(found) = found.filter(|found| !found.is_empty()) {
                        return found;
                    }
                }
                _ => {}
            }
        }
        Vec::new()
    }

    /// What a module has that is declared in one file and written in another, or in several.
    fn in_file_of(&self, Place { file, at }: Place, name: &str) -> Option<Entity> {
        let view = self.view(file)?;
        if view.declaration(at).kind != SymbolKind::Module {
            return None;
        }
        match self.layout().inside(self.project, file, view.name_of(at)) {
            Some(module) => self.out_of(&module, name),
            None => self.included(file, &view, at, name),
        }
    }

    fn in_scope(&self, file: FileId, scope: u32, name: &str) -> Vec<Entity> {
        let Some(view) = self.view(file) else {
            return Vec::new();
        };
        // PHP writes a field with a sign where it is declared, and without one behind a receiver.
        let signed = format!("${name}");
        let all = match view.in_scope(scope, name) {
            [] => view.in_scope(scope, &signed).iter(),
            all => all.iter(),
        };
        all.map(|at| Entity::Declared(Place { file, at: *at }))
            .collect()
    }

    /// A member of a type, or of what it is derived from, the nearest first.
    fn of_type(&self, place: Place, name: &str) -> Vec<Entity> {
        let mut seen = vec![place];
        let mut next = 0;
        while let Some(place) = seen.get(next).copied() {
            next += 1;
            let found = self.own_member(place, name);
            if !found.is_empty() {
                return found;
            }
            for base in self.bases(place) {
                match base {
                    Value::Type(base) | Value::Instance(base, _) => {
                        if !seen.contains(&base) && seen.len() < TYPES {
                            seen.push(base);
                        }
                    }
                    other => {
                        let found = self.member(&other, name);
                        if !found.is_empty() {
                            return found;
                        }
                    }
                }
            }
        }
        Vec::new()
    }

    /// What a type is derived from, or stands for.
    pub(super) fn bases(&self, place: Place) -> Vec<Value> {
        let Some(view) = self.view(place.file) else {
            return Vec::new();
        };
        let mut bases = Vec::new();
        let all = view.in_scope(view.declaration(place.at).scope, view.name_of(place.at));
        // Some languages let several declarations make one type.
        for at in all
            .iter()
            .filter(|at| **at == place.at || view.declaration(**at).inner.is_some())
        {
            let declared = view.declaration(*at);
            let parts = declared.bases.iter().chain(&declared.ty);
            for part in parts {
                match self.instance(place.file, *part) {
                    Value::Either(all) => bases.extend(all.iter().cloned()),
                    base => bases.push(base),
                }
            }
        }
        bases
    }

    fn own_member(&self, place: Place, name: &str) -> Vec<Entity> {
        let Some(view) = self.view(place.file) else {
            return Vec::new();
        };
        let declared = view.declaration(place.at);
        let same = view.in_scope(declared.scope, view.name_of(place.at));
        for at in std::iter::once(&place.at).chain(same) {
            let inner = view.declaration(*at).inner;
            let inner = inner.filter(|inner| view.kind(*inner) != ScopeKind::Function);
            let found = inner.map(|inner| self.in_scope(place.file, inner, name));
            if let Some(found) = found.filter(|found| !found.is_empty()) {
                return found;
            }
        }
        self.outside_member(place, name).into_iter().collect()
    }

    /// A member that stands outside of its type: behind a receiver, or in a block that adds to the type.
    fn outside_member(&self, place: Place, name: &str) -> Option<Entity> {
        let own = self.project.get(place.file)?;
        let places = self.project.places_of(name).iter().take(OUTSIDE);
        for (file, at) in places {
            let view = self.view(*file)?;
            if view.lang.map(|lang| lang.profile().grammar)
                != own.lang.map(|lang| lang.profile().grammar)
            {
                continue;
            }
            let Some(definition) = view.symbols.definitions.get(*at as usize) else {
                continue;
            };
            let Some(at) = view.declared_at(definition.name_range.start.offset) else {
                continue;
            };
            let declared = view.declaration(at);
            let of = declared
                .owner
                .or(view.scopes.scopes[declared.scope as usize].of);
            let is_record = view.kind(declared.scope) == ScopeKind::Record;
            let Some(of) = of.filter(|_| !is_record) else {
                continue;
            };
            if let Value::Instance(owner, _) = self.instance(*file, of)
                && owner == place
            {
                return Some(Entity::Declared(Place { file: *file, at }));
            }
        }
        None
    }
}
