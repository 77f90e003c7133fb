//! What goes by several names: it becomes an object before it gets another one.

use assay_syntax::{Field, Kind, NodeId};

use super::objects::{Object, Objects};
use super::places::THIS_PLACE;
use super::state::{State, TaintValue};
use super::walk::Walk;

impl Walk<'_> {
    /// A value that goes by another name from now on: what is put into it by one is there by the other.
    pub(super) fn shared(
        &mut self,
        state: &mut State,
        of: NodeId,
        value: TaintValue,
    ) -> TaintValue {
        let tree = self.tree;
        if !self.features.objects || !value.objects.is_empty() {
            return value;
        }
        let at = match tree.kind(of) {
            Kind::Ref | Kind::Cast => tree.get(of, Field::Value).unwrap_or(of),
            _ => of,
        };
        if !matches!(
            tree.kind(at),
            Kind::Name | Kind::Member | Kind::Index | Kind::Special
        ) || !self.is_changed(of)
            || self.is_plain(at)
        {
            return value;
        }
        let Some(path) = self.place(at) else {
            return value;
        };
        let objects = state.objects(&path);
        if !objects.is_empty() {
            return TaintValue { objects, ..value };
        }
        let places = state.slots(&path).places;
        let [place] = &places[..] else {
            return value;
        };
        let object = if place[..] == [THIS_PLACE] {
            return TaintValue {
                objects: self.this(state, of),
                ..value
            };
        } else {
            Object::made(at, self.calls)
        };
        state.name(place, object);
        TaintValue {
            objects: Objects::one(object),
            ..value
        }
    }

    /// The object of the method that is walked.
    pub(super) fn this(&mut self, state: &mut State, at: NodeId) -> Objects {
        let known = state.objects(&[THIS_PLACE]);
        if !known.is_empty() {
            return known;
        }
        let object = Object::made(self.running.first().copied().unwrap_or(at), 0);
        state.name(&[THIS_PLACE], object);
        Objects::one(object)
    }

    /// Whether something may be put into what an expression gives, by this name or others.
    fn is_changed(&self, of: NodeId) -> bool {
        let tree = self.tree;
        let mut names = tree
            .walk(of)
            .filter(|part| matches!(tree.kind(*part), Kind::Name | Kind::Special));
        names.any(|name| {
            let name = tree.token(name);
            self.index.changes(tree).changed.contains(&name) || self.marked.filled.contains(&name)
        })
    }

    /// Whether an expression is of a type that nothing can be put into.
    fn is_plain(&self, id: NodeId) -> bool {
        let tree = self.tree;
        if self.facts.constant(id).is_some() {
            return true;
        }
        self.facts.type_of(tree, id).is_some_and(|ty| {
            matches!(
                tree.text(ty),
                "String"
                    | "string"
                    | "str"
                    | "int"
                    | "Integer"
                    | "long"
                    | "Long"
                    | "boolean"
                    | "bool"
                    | "Boolean"
            ) || matches!(
                tree.kind(ty),
                Kind::Str | Kind::Int | Kind::Float | Kind::Bool
            )
        })
    }
}
