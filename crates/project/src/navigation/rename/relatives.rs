//! What has to change its name together: a method and those that stand in for it in derived types, a type and what makes
//! values of it under its name.

use assay_languages::SymbolKind;

use super::super::Navigator;
use super::super::value::{Entity, Place, Value};
use super::is_member;

/// Types that are looked at above one.
const ANCESTORS: usize = 64;

impl Navigator<'_> {
    /// The thing, and what goes by the same name because of it.
    pub(super) fn relatives(&self, place: Place, name: &str) -> Vec<Entity> {
        let place = self.made_by(place, name).unwrap_or(place);
        let mut things = vec![self.canonical(&Entity::Declared(place))];
        for maker in self.makers(place, name) {
            let maker = self.canonical(&Entity::Declared(maker));
            if !things.contains(&maker) {
                things.push(maker);
            }
        }
        if things.len() > 1 {
            return things;
        }
        let Some(mut types) = self.owner_of(place).map(|owner| self.lineage(owner)) else {
            return things;
        };
        // Every member of that name, with the types that may know it by that.
        let mut others: Vec<(Entity, Vec<Place>)> = (self.members_called(name).into_iter())
            .map(|(other, owner)| {
                let entity = self.canonical(&Entity::Declared(other));
                (entity, self.lineage(owner))
            })
            .collect();
        // A type may join two others, so one that is found may lead to more.
        loop {
            let before = others.len();
            others.retain(|(entity, lineage)| {
                let own = lineage.first();
                let is_related = types.iter().any(|one| own == Some(one))
                    || lineage
                        .iter()
                        .any(|one| self.declares(*one, name) && types.contains(one));
                if is_related {
                    if !things.contains(entity) {
                        things.push(entity.clone());
                    }
                    types.extend(lineage);
                }
                !is_related
            });
            if others.len() == before {
                return things;
            }
        }
    }

    /// The type that a constructor of its name makes.
    pub(super) fn made_by(&self, place: Place, name: &str) -> Option<Place> {
        let kind = self.view(place.file)?.kind_of(place.at);
        let owner = (kind == SymbolKind::Constructor).then(|| self.owner_of(place))??;
        (self.view(owner.file)?.name_of(owner.at) == name).then_some(owner)
    }

    /// The constructors of a type that have its name, as those of Java do.
    fn makers(&self, Place { file, at }: Place, name: &str) -> Vec<Place> {
        let Some(view) = self.view(file) else {
            return Vec::new();
        };
        let Some(inner) = view.declaration(at).inner else {
            return Vec::new();
        };
        let members = view.scopes.declarations.iter().zip(0..);
        members
            .filter(|(declared, at)| {
                declared.scope == inner
                    && view.kind_of(*at) == SymbolKind::Constructor
                    && view.name_of(*at) == name
            })
            .map(|(_, at)| Place { file, at })
            .collect()
    }

    /// All members of a name, and the types that they belong to.
    pub(super) fn members_called(&self, name: &str) -> Vec<(Place, Place)> {
        let places = self.project.places_of(name).iter();
        let found = places.filter_map(|(file, at)| {
            let view = self.view(*file)?;
            let definition = view.symbols.definitions.get(*at as usize)?;
            let at = view.declared_at(definition.name_range.start.offset)?;
            let member = Place { file: *file, at };
            Some((member, self.owner_of(member)?))
        });
        found.collect()
    }

    /// The type that a member belongs to.
    pub(in crate::navigation) fn owner_of(&self, place: Place) -> Option<Place> {
        let view = self.view(place.file)?;
        if !is_member(&view, place.at) {
            return None;
        }
        let declared = view.declaration(place.at);
        let value = match declared.owner {
            Some(owner) => self.instance(place.file, owner),
            None => self.type_of_scope(place.file, declared.scope)?,
        };
        match value {
            Value::Instance(owner, _) | Value::Type(owner) => Some(self.first(owner)),
            _ => None,
        }
    }

    /// A type and all that it is derived from.
    fn lineage(&self, place: Place) -> Vec<Place> {
        let mut seen = vec![place];
        let mut next = 0;
        while let Some(place) = seen.get(next).copied() {
            next += 1;
            for base in self.bases(place) {
                if let Value::Type(base) | Value::Instance(base, _) = base {
                    let base = self.first(base);
                    if !seen.contains(&base) && seen.len() < ANCESTORS {
                        seen.push(base);
                    }
                }
            }
        }
        seen
    }

    fn declares(&self, place: Place, name: &str) -> bool {
        let found = self.member(&Value::Type(place), name);
        found.iter().any(|one| match one {
            Entity::Declared(found) => self.owner_of(*found) == Some(place),
            _ => false,
        })
    }

    fn first(&self, place: Place) -> Place {
        let at = self.view(place.file).map(|view| view.first_of(place.at));
        Place {
            file: place.file,
            at: at.unwrap_or(place.at),
        }
    }
}
