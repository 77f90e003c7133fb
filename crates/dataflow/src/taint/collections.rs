//! What methods do to the elements of collections, and to the properties that Java hides behind methods.

use std::rc::Rc;

use assay_syntax::{Kind, NodeId, Token};

use super::marks::Marks;
use super::objects::Object;
use super::state::{State, TaintValue, Taints};
use super::walk::Walk;
use crate::Constant;

/// The element of which it is not known which one it is.
const SOMEWHERE: u64 = 1 << 58;

/// The part of a map that is its keys.
const KEYS: u64 = SOMEWHERE + 1;

/// What a method of a collection does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Collection {
    Append,
    Put,
    Get,
    /// Some element, or all of them.
    Any,
    /// The keys.
    Keys,
    /// Moves the elements about.
    Move,
    /// Puts in all elements of another one.
    All,
    Remove,
    /// Takes all of them out.
    Clear,
    /// The element at the start, or at the end.
    First,
    Last,
}

fn collection(name: &str, arguments: usize) -> Option<Collection> {
    Some(match (name, arguments) {
        ("add" | "append" | "push" | "addLast" | "addElement" | "Add" | "offer", 1) => {
            Collection::Append
        }
        (
            "put" | "set" | "Set" | "setItem" | "setProperty" | "setAttribute" | "insert" | "add"
            | "Add" | "replace",
            2,
        ) => Collection::Put,
        ("set", 3) => Collection::Put,
        ("get" | "at" | "getItem" | "elementAt" | "getProperty" | "getAttribute", 1) => {
            Collection::Get
        }
        ("getValue" | "fetch" | "dig", 1) => Collection::Get,
        ("getOrDefault" | "getOrElse" | "fetch" | "get", 2) => Collection::Get,
        ("remove" | "pop" | "removeAt" | "RemoveAt" | "Remove" | "delete", 1) => Collection::Remove,
        ("clear" | "Clear" | "removeAllElements", 0) | ("setLength" | "truncate", 1) => {
            Collection::Clear
        }
        ("getFirst" | "firstElement" | "peekFirst" | "First" | "first" | "head", 0) => {
            Collection::First
        }
        ("getLast" | "lastElement" | "peekLast" | "Last" | "last", 0) => Collection::Last,
        (
            "peek" | "poll" | "pollFirst" | "pollLast" | "pop" | "shift" | "removeFirst"
            | "removeLast" | "element" | "next" | "nextElement" | "iterator" | "elements"
            | "values" | "entrySet" | "stream" | "toArray" | "Peek" | "Dequeue" | "Pop" | "join",
            0,
        )
        | ("join", 1) => Collection::Any,
        ("keys" | "keySet" | "Keys", 0) => Collection::Keys,
        ("reverse" | "sort" | "shuffle" | "Reverse" | "Sort" | "fill" | "splice", _) => {
            Collection::Move
        }
        ("addAll" | "putAll" | "extend" | "update" | "AddRange" | "merge!", 1) => Collection::All,
        ("addFirst" | "unshift" | "appendleft" | "offerFirst" | "Push" | "Enqueue", 1)
        | ("push" | "unshift", 2..) => Collection::All,
        _ => return None,
    })
}

/// Whether a method without arguments gives something of a collection.
pub(super) fn is_collecting(name: &str) -> bool {
    collection(name, 0).is_some_and(|what| what != Collection::Clear)
}

impl Walk<'_> {
    /// `getX()` and `setX(v)` stand for a property that nobody has written down.
    pub(super) fn property(
        &mut self,
        state: &mut State,
        object: Option<NodeId>,
        name: &str,
        args: &[NodeId],
        values: &[TaintValue],
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
            return Some(state.read(&place).all());
        }
        let value = &values[0];
        if self.features.objects {
            state.store(&place, value, true);
        } else if !value.all().is_empty() {
            state.taint(&place, &value.all());
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
        let is_clean = |marks: &Marks| !marks.sanitizers.is_empty();
        if self.features.objects && self.marks(object).is_some_and(is_clean) {
            return None;
        }
        let path = self.place(object)?;
        let base = self.container(state, &path);
        if base.is_none() && !self.features.objects {
            return None;
        }
        let length = base.and_then(|base| state.lengths.get(&base).copied());
        let mut handed = Taints::default();
        for value in values {
            handed.add(&value.all());
        }
        let key = self.key(args, what);
        let at = |key: u64| [&path[..], &[key]].concat();
        let is_told_apart = length.is_some() || self.features.objects;
        // A method of this name may be one of anything: of a collection only where something was put in.
        let is_known = length.is_some() || self.features.objects && state.has_content(&path);
        let takes_out = matches!(
            what,
            Collection::Get
                | Collection::Any
                | Collection::Keys
                | Collection::Move
                | Collection::First
                | Collection::Last
        );
        if takes_out && !is_known {
            return None;
        }
        if self.features.objects
            && let (Collection::Put, Some(first)) = (what, values.first())
        {
            let keys = first.all();
            if !keys.is_empty() && values.len() > 1 {
                state.store(&at(KEYS), &TaintValue::of(keys), false);
            }
        }
        match what {
            Collection::Any
            | Collection::Keys
            | Collection::All
            | Collection::Move
            | Collection::First
            | Collection::Last
            | Collection::Clear
                if !self.features.objects =>
            {
                return None;
            }
            Collection::Any => return Some(state.element(&path)),
            Collection::First | Collection::Last => {
                let place = match what {
                    Collection::First => length.filter(|length| *length > 0).map(|_| 0),
                    _ => length.and_then(|length| length.checked_sub(1)),
                };
                return Some(match place {
                    Some(place) => state.read(&at(place)),
                    None => state.element(&path),
                });
            }
            Collection::Clear => {
                let is_whole = match args {
                    [length] => self.facts.constant(*length) == Some(&Constant::Int(0)),
                    _ => true,
                };
                if !is_whole {
                    return None;
                }
                state.empty(&path);
                if let Some(base) = base {
                    Rc::make_mut(&mut state.lengths).insert(base, 0);
                }
            }
            Collection::Keys => return Some(TaintValue::of(state.read(&at(KEYS)).all())),
            Collection::Move => {
                let element = state.element(&path);
                state.wipe(&path);
                self.put_somewhere(state, &path, &element);
                state.taint(&path, &handed);
            }
            Collection::All => {
                for value in values {
                    let mut element = TaintValue::of(value.all());
                    element.objects = state.elements(&value.objects);
                    self.put_somewhere(state, &path, &element);
                }
            }
            Collection::Append => match (base, length) {
                (Some(base), Some(length)) => {
                    state.store(&at(length), &values[0], true);
                    Rc::make_mut(&mut state.lengths).insert(base, length + 1);
                }
                _ => self.put_somewhere(state, &path, &values[0]),
            },
            Collection::Put => {
                let value = values.last()?;
                match key.filter(|_| is_told_apart) {
                    Some(key) => state.store(&at(key), value, true),
                    None if self.features.objects => self.put_somewhere(state, &path, value),
                    None => state.taint(&path, &handed),
                }
            }
            Collection::Get => {
                let mut value = match key {
                    Some(key) => state.read(&at(key)),
                    None => state.element(&path),
                };
                if args.len() == 2
                    && matches!(name, "getOrDefault" | "getOrElse" | "fetch")
                    && let Some(default) = values.last()
                {
                    value.taints.add(&default.all());
                }
                return Some(value);
            }
            Collection::Remove => {
                let (base, length, gone) = (base?, length?, key?);
                let removed = state.read(&at(gone));
                if gone >= length {
                    // A map: only this key is gone.
                    state.store(&at(gone), &TaintValue::default(), true);
                    return Some(removed);
                }
                for place in gone..length - 1 {
                    let next = state.read(&at(place + 1));
                    state.store(&at(place), &next, true);
                }
                Rc::make_mut(&mut state.lengths).insert(base, length - 1);
                return Some(removed);
            }
        }
        Some(TaintValue::of(state.read(&path).all()))
    }

    /// The place that a collection's elements are counted by.
    fn container(&self, state: &State, path: &[u64]) -> Option<u64> {
        if self.features.objects {
            let objects = state.objects(path);
            if !objects.is_empty() {
                return objects.only().map(Object::place);
            }
        }
        match path {
            [base] => Some(*base),
            _ => None,
        }
    }

    /// Puts something into a collection of which it is not known where.
    fn put_somewhere(&self, state: &mut State, path: &[u64], value: &TaintValue) {
        if !value.objects.is_empty() {
            state.store(&[path, &[SOMEWHERE]].concat(), value, false);
        }
        state.taint(path, &value.all());
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
