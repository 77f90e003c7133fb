//! In some languages a type fits an interface because it has its members: once one of them is called otherwise, it does not.

use assay_languages::SymbolKind;

use super::super::Navigator;
use super::super::value::{Entity, Place, Value};
use super::Obstacle;

impl Navigator<'_> {
    /// Interfaces that the type of a member would not fit without it, or types that would not fit its interface.
    pub(super) fn unfitting(&self, place: Place, things: &[Entity], name: &str) -> Vec<Obstacle> {
        let Some(owner) = self
            .owner_of(place)
            .filter(|one| self.fits_by_members(*one))
        else {
            return Vec::new();
        };
        let others = self.members_called(name).into_iter();
        let broken = others.filter_map(|(other, other_owner)| {
            let is_other = !things.contains(&self.canonical(&Entity::Declared(other)));
            let (interface, fitting) =
                match (self.is_interface(owner), self.is_interface(other_owner)) {
                    (true, false) => (owner, other_owner),
                    (false, true) => (other_owner, owner),
                    _ => return None,
                };
            if !is_other || !self.fits_by_members(other_owner) || !self.fits(fitting, interface) {
                return None;
            }
            let [fitting, interface] = [fitting, interface].map(|one| self.name_of(one));
            let why = format!("{fitting} would no longer fit the interface {interface}.");
            self.obstacle_at(other, why)
        });
        broken.collect()
    }

    fn fits_by_members(&self, place: Place) -> bool {
        let lang = self.view(place.file).and_then(|view| view.lang);
        lang.is_some_and(|lang| lang.profile().semantics.names.fits_by_members)
    }

    fn is_interface(&self, place: Place) -> bool {
        let view = self.view(place.file);
        view.is_some_and(|view| view.kind_of(place.at) == SymbolKind::Interface)
    }

    /// Whether a type has all that an interface itself declares, whatever the types of it.
    fn fits(&self, place: Place, interface: Place) -> bool {
        let Some(view) = self.view(interface.file) else {
            return false;
        };
        let mut wanted = (view.scopes.declarations.iter())
            .filter(|one| view.owner(one.scope) == Some(interface.at))
            .map(|one| view.scopes.name(one.name));
        wanted.all(|name| !self.member(&Value::Type(place), name).is_empty())
    }

    fn name_of(&self, place: Place) -> String {
        let view = self.view(place.file);
        view.map_or_else(String::new, |view| view.name_of(place.at).to_owned())
    }
}
