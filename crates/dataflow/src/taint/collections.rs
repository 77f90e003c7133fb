//! What methods do to the elements of collections, and to the properties that Java hides behind methods.

use std::rc::Rc;

use assay_syntax::{Kind, NodeId, Token};

use super::state::{State, TaintValue, Taints};
use super::walk::Walk;
use crate::Constant;

/// What a method of a collection does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Collection {
    Append,
    Put,
    Get,
    Remove,
}

fn collection(name: &str, arguments: usize) -> Option<Collection> {
    Some(match (name, arguments) {
        ("add" | "append" | "push" | "addLast" | "addElement" | "Add" | "offer", 1) => {
            Collection::Append
        }
        (
            "put" | "set" | "setItem" | "setProperty" | "setAttribute" | "insert" | "add" | "Add"
            | "replace",
            2,
        ) => Collection::Put,
        ("set", 3) => Collection::Put,
        ("get" | "at" | "getItem" | "elementAt" | "getProperty" | "getAttribute", 1) => {
            Collection::Get
        }
        ("getOrDefault" | "get", 2) => Collection::Get,
        ("remove" | "pop" | "removeAt" | "RemoveAt", 1) => Collection::Remove,
        _ => return None,
    })
}

impl Walk<'_> {
    /// `getX()` and `setX(v)` stand for a property that nobody has written down.
    pub(super) fn property(
        &mut self,
        state: &mut State,
        object: Option<NodeId>,
        name: &str,
        args: &[NodeId],
        handed: &Taints,
    ) -> Option<Taints> {
        let object = object.filter(|object| {
            self.semantics.library.accessors && self.tree.kind(*object) == Kind::Name
        })?;
        let (get, set) = (name.strip_prefix("get"), name.strip_prefix("set"));
        let property = get
            .filter(|_| args.is_empty())
            .or(set.filter(|_| args.len() == 1))?;
        let mut letters = property.chars();
        let first = letters.next()?;
        let property: String = first.to_lowercase().chain(letters).collect();
        let mut place = self.place(object)?;
        place.push(Token::of(&property).value());
        if get.is_some() && args.is_empty() {
            return Some(state.get(&place));
        }
        if !handed.is_empty() {
            state.add(&place, handed);
        }
        Some(Taints::default())
    }

    /// What the methods of collections do to their elements.
    pub(super) fn collected(
        &mut self,
        state: &mut State,
        object: Option<NodeId>,
        name: &str,
        args: &[NodeId],
        values: &[TaintValue],
    ) -> Option<TaintValue> {
        let what = collection(name, args.len())?;
        let object = object?;
        let place = self.place(object)?;
        let [base] = place[..] else {
            return None;
        };
        let length = state.lengths.get(&base).copied();
        let mut handed = Taints::default();
        for value in values {
            handed.add(&value.all());
        }
        let key = self.key(args, what);
        match what {
            Collection::Append => match length {
                Some(length) => {
                    state.set(&[base, length], &values[0]);
                    Rc::make_mut(&mut state.lengths).insert(base, length + 1);
                }
                None => state.add(&[base], &handed),
            },
            Collection::Put => {
                let value = values.last()?;
                match (length, key) {
                    (Some(_), Some(key)) => state.set(&[base, key], value),
                    _ => state.add(&[base], &handed),
                }
            }
            Collection::Get => {
                length?;
                let mut value = match key {
                    Some(key) => state.value(&[base, key]),
                    None => TaintValue::of(state.value(&[base]).all()),
                };
                if args.len() == 2
                    && matches!(name, "getOrDefault")
                    && let Some(default) = values.last()
                {
                    value.taints.add(&default.all());
                }
                return Some(value);
            }
            Collection::Remove => {
                let (length, gone) = (length?, key?);
                let removed = state.value(&[base, gone]);
                if gone >= length {
                    // A map: only this key is gone.
                    state.clean(&[base, gone]);
                    return Some(removed);
                }
                for at in gone..length - 1 {
                    let next = state.value(&[base, at + 1]);
                    state.set(&[base, at], &next);
                }
                Rc::make_mut(&mut state.lengths).insert(base, length - 1);
                return Some(removed);
            }
        }
        Some(TaintValue::of(state.value(&[base]).all()))
    }

    /// The key of a collection's element; a section and a key together for those that have both.
    fn key(&self, args: &[NodeId], what: Collection) -> Option<u64> {
        let keys = match what {
            Collection::Put => &args[..args.len() - 1],
            Collection::Get if args.len() == 2 => match self.facts.constant(args[1]) {
                Some(Constant::Str(_)) => args,
                _ => &args[..1],
            },
            _ => args,
        };
        let mut mixed: Option<u64> = None;
        for key in keys {
            let key = self.offset(*key)?;
            mixed = Some(mixed.map_or(key, |before| before.rotate_left(7) ^ key));
        }
        mixed
    }
}
