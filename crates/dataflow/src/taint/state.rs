//! What is tainted at a point of the program.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Bound, Range};
use std::rc::Rc;

use super::objects::{Object, Objects};
use super::path::{TaintPath, is_followed, step};
use super::spec::What;
use crate::names::{BindingKind, Names};

/// Where taint comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Origin {
    /// A match of a source.
    Source(u32),
    /// What a parameter of the function is handed, by its place; the object itself is [`THIS`].
    Param(u16),
}

/// The object that a method is called on, among parameters.
pub(super) const THIS: u16 = u16::MAX;

/// Taint by where it comes from and its label, each with a path it took.
#[derive(Clone, Debug, Default)]
pub(super) struct Taints(Option<Rc<BTreeMap<Mark, TaintPath>>>);

/// Where taint comes from, with its label.
type Mark = (Origin, Option<Rc<str>>);

impl Taints {
    pub(super) fn one(origin: Origin, label: Option<Rc<str>>, path: TaintPath) -> Taints {
        Taints(Some(Rc::new(BTreeMap::from([((origin, label), path)]))))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.as_ref().is_none_or(|taints| taints.is_empty())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (Origin, Option<&Rc<str>>, &TaintPath)> {
        self.0
            .iter()
            .flat_map(|taints| taints.iter())
            .map(|((origin, label), path)| (*origin, label.as_ref(), path))
    }

    /// Adds taint; tells whether some of it is new. Of two ways of the same taint it keeps the one that is followed.
    pub(super) fn add(&mut self, more: &Taints) -> bool {
        let Some(from) = &more.0 else {
            return false;
        };
        let Some(into) = &mut self.0 else {
            *self = more.clone();
            return !more.is_empty();
        };
        let is_known = |(mark, path): (&Mark, &TaintPath)| {
            let known = into.get(mark);
            known.is_some_and(|known| is_followed(known) || !is_followed(path))
        };
        if Rc::ptr_eq(into, from) || from.iter().all(is_known) {
            return false;
        }
        let before = into.len();
        let into = Rc::make_mut(into);
        for (mark, path) in from.iter() {
            let known = into.entry(mark.clone()).or_insert_with(|| path.clone());
            if !is_followed(known) {
                known.clone_from(path);
            }
        }
        into.len() != before
    }

    /// The same taint, one place on.
    pub(super) fn stepped(&self, range: &Range<usize>, what: What) -> Taints {
        self.map(|origin, label, path| {
            Some((origin, label.cloned(), step(path, range.clone(), what)))
        })
    }

    pub(super) fn map(
        &self,
        f: impl Fn(Origin, Option<&Rc<str>>, &TaintPath) -> Option<(Origin, Option<Rc<str>>, TaintPath)>,
    ) -> Taints {
        let mut out = BTreeMap::new();
        for (origin, label, path) in self.iter() {
            if let Some((origin, label, path)) = f(origin, label, path) {
                out.entry((origin, label)).or_insert(path);
            }
        }
        Taints((!out.is_empty()).then(|| Rc::new(out)))
    }

    /// What of it others do not have.
    pub(super) fn beyond(&self, others: &Taints) -> Taints {
        let Some(known) = &others.0 else {
            return self.clone();
        };
        self.map(|origin, label, path| {
            let key = (origin, label.cloned());
            (!known.contains_key(&key)).then(|| (key.0, key.1, path.clone()))
        })
    }

    /// Whether there is some, all of which is in another one.
    pub(super) fn is_known_by(&self, other: &Taints) -> bool {
        !self.is_empty() && self.beyond(other).is_empty()
    }

    /// Whether nothing was added, and no way was replaced by one that is followed.
    fn is_untouched(&self, before: &Taints) -> bool {
        match (&self.0, &before.0) {
            (Some(now), Some(before)) => Rc::ptr_eq(now, before),
            (now, before) => now.is_none() && before.is_none(),
        }
    }

    fn same(&self, other: &Taints) -> bool {
        let keys = |taints: &Taints| taints.0.as_ref().map_or(0, |taints| taints.len());
        keys(self) == keys(other)
            && self.0.iter().flat_map(|taints| taints.keys()).all(|key| {
                other
                    .0
                    .as_ref()
                    .is_some_and(|taints| taints.contains_key(key))
            })
    }
}

/// A place that holds data: a variable, then fields and elements.
pub(super) type Lvalue = Vec<u64>;

/// What is known of a place and of what is in it.
pub(super) fn within<'m, V>(
    known: &'m BTreeMap<Lvalue, V>,
    place: &[u64],
) -> impl Iterator<Item = (&'m Lvalue, &'m V)> {
    let from = (Bound::Included(place), Bound::Unbounded);
    known
        .range::<[u64], _>(from)
        .take_while(move |(path, _)| path.starts_with(place))
}

/// Forgets what is known of a place and of what is in it.
pub(super) fn forget_within<V: Clone>(known: &mut Rc<BTreeMap<Lvalue, V>>, place: &[u64]) {
    let paths: Vec<Lvalue> = within(known, place).map(|(path, _)| path.clone()).collect();
    if !paths.is_empty() {
        let known = Rc::make_mut(known);
        for path in paths {
            known.remove(&path);
        }
    }
}

/// What an expression gives: its own taint, and that of its parts.
#[derive(Clone, Debug, Default)]
pub(super) struct TaintValue {
    pub taints: Taints,
    /// Parts by their fields and elements; an empty taint is a part known to be clean.
    pub parts: Vec<(Lvalue, Taints)>,
    /// The objects that it may be.
    pub objects: Objects,
}

impl TaintValue {
    pub(super) fn of(taints: Taints) -> TaintValue {
        TaintValue {
            taints,
            ..TaintValue::default()
        }
    }

    /// Just some objects.
    pub(super) fn held(objects: Objects) -> TaintValue {
        TaintValue {
            objects,
            ..TaintValue::default()
        }
    }

    /// All taint in it.
    pub(super) fn all(&self) -> Taints {
        let mut all = self.taints.clone();
        for (_, taints) in &self.parts {
            all.add(taints);
        }
        all
    }

    /// The same, one place on.
    pub(super) fn stepped(&self, range: &Range<usize>, what: What) -> TaintValue {
        let parts = self.parts.iter();
        TaintValue {
            taints: self.taints.stepped(range, what),
            parts: parts
                .map(|(path, taints)| (path.clone(), taints.stepped(range, what)))
                .collect(),
            objects: self.objects.clone(),
        }
    }

    /// Its part at a field or element.
    pub(super) fn part(&self, offset: u64) -> TaintValue {
        let exact = self.parts.iter().find(|(path, _)| path[..] == [offset]);
        TaintValue {
            taints: exact.map_or_else(|| self.taints.clone(), |(_, taints)| taints.clone()),
            parts: self
                .parts
                .iter()
                .filter(|(path, _)| path.len() > 1 && path[0] == offset)
                .map(|(path, taints)| (path[1..].to_vec(), taints.clone()))
                .collect(),
            objects: Objects::default(),
        }
    }

    /// Takes a value as a part.
    pub(super) fn put(&mut self, offset: u64, value: &TaintValue) {
        self.parts.push((vec![offset], value.taints.clone()));
        for (path, taints) in &value.parts {
            let mut longer = vec![offset];
            longer.extend(path);
            self.parts.push((longer, taints.clone()));
        }
    }
}

/// What is tainted at a point.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    /// Taint of places; an empty one is known to be clean, one that is not there is like what it is part of.
    cells: Rc<BTreeMap<Lvalue, Taints>>,
    /// Taint of everything that runs.
    pub control: Taints,
    /// What propagators have taken and not yet put down, by their matches.
    pub carried: Rc<BTreeMap<usize, Taints>>,
    /// How many elements lists have that are known from their start.
    pub lengths: Rc<BTreeMap<u64, u64>>,
    /// Numbers that variables have been counted to.
    pub numbers: Rc<BTreeMap<u64, i128>>,
    /// What objects places hold.
    pub held: Rc<BTreeMap<Lvalue, Objects>>,
    /// The objects that there are.
    pub made: Rc<BTreeSet<Object>>,
}

impl State {
    /// The taint of a place itself.
    pub(super) fn get(&self, place: &[u64]) -> Taints {
        self.find(place).cloned().unwrap_or_default()
    }

    /// The same, where something is known.
    pub(super) fn find(&self, place: &[u64]) -> Option<&Taints> {
        (1..=place.len())
            .rev()
            .find_map(|end| self.cells.get(&place[..end]))
    }

    /// What is known of the parts of a place.
    pub(super) fn parts(&self, place: &[u64]) -> impl Iterator<Item = (&[u64], &Taints)> {
        let start = place.len();
        within(&self.cells, place)
            .filter(move |(path, _)| path.len() > start)
            .map(move |(path, taints)| (&path[start..], taints))
    }

    /// The taint that is known of just this place.
    pub(super) fn own(&self, place: &[u64]) -> Taints {
        self.cells.get(place).cloned().unwrap_or_default()
    }

    /// What is known of a place itself and of its parts, besides the objects there.
    pub(super) fn cell(&self, place: &[u64]) -> TaintValue {
        TaintValue {
            taints: self.get(place),
            parts: self
                .parts(place)
                .map(|(path, taints)| (path.to_vec(), taints.clone()))
                .collect(),
            objects: Objects::default(),
        }
    }

    pub(super) fn forget(&mut self, place: &[u64]) {
        forget_within(&mut self.cells, place);
    }

    /// Makes a place hold the taint of a value.
    pub(super) fn set_cell(&mut self, place: &[u64], value: &TaintValue) {
        self.forget(place);
        let inherited = self.get(place);
        if value.taints.is_empty() && value.parts.is_empty() && inherited.is_empty() {
            return;
        }
        let cells = Rc::make_mut(&mut self.cells);
        cells.insert(place.to_vec(), value.taints.clone());
        for (path, taints) in &value.parts {
            let mut longer = place.to_vec();
            longer.extend(path);
            cells.insert(longer, taints.clone());
        }
    }

    /// Gives the taint of a place the ways that the same taint has taken elsewhere.
    pub(super) fn replace_way(&mut self, place: &[u64], ways: &Taints) {
        if let Some(taints) = Rc::make_mut(&mut self.cells).get_mut(place) {
            let others = ways.beyond(taints);
            *taints = ways.beyond(&others);
        }
    }

    /// Adds taint to a place.
    pub(super) fn add_cell(&mut self, place: &[u64], more: &Taints) {
        let mut taints = self.get(place);
        if taints.add(more) {
            Rc::make_mut(&mut self.cells).insert(place.to_vec(), taints);
        }
    }

    /// Whether something is known of parts of a place.
    pub(super) fn has_parts(&self, place: &[u64]) -> bool {
        self.parts(place).next().is_some()
    }

    /// What stays as it is for good: what is in variables of the file and its classes that are assigned once.
    pub(super) fn settled(&self, names: &Names) -> State {
        let is_settled = |place: &Lvalue| {
            let binding = names.bindings.get(place[0] as usize);
            binding.is_some_and(|binding| {
                matches!(binding.kind, BindingKind::Field | BindingKind::Global)
                    && (binding.is_final || binding.assigned == 1)
            })
        };
        let kept = self.cells.iter().filter(|(place, _)| is_settled(place));
        State {
            cells: Rc::new(
                kept.map(|(place, taints)| (place.clone(), taints.clone()))
                    .collect(),
            ),
            ..State::default()
        }
    }

    /// Whether anything is tainted.
    pub(super) fn is_tainted(&self) -> bool {
        !self.control.is_empty()
            || !self.carried.is_empty()
            || self.cells.values().any(|taints| !taints.is_empty())
    }

    /// All that is tainted in it, place by place.
    pub(super) fn tainted(&self) -> impl Iterator<Item = (&Lvalue, &Taints)> {
        self.cells.iter()
    }

    /// Adds what holds on another way; tells whether that changed anything.
    pub(super) fn join(&mut self, other: &State) -> bool {
        let mut changed =
            self.control.add(&other.control) | self.join_objects(other) | self.join_numbers(other);
        if !Rc::ptr_eq(&self.carried, &other.carried) {
            let carried = Rc::make_mut(&mut self.carried);
            for (propagator, taints) in other.carried.iter() {
                carried.entry(*propagator).or_default().add(taints);
            }
        }
        if !Rc::ptr_eq(&self.lengths, &other.lengths) && self.lengths != other.lengths {
            Rc::make_mut(&mut self.lengths)
                .retain(|list, length| other.lengths.get(list) == Some(length));
        }
        if Rc::ptr_eq(&self.cells, &other.cells) {
            return changed;
        }
        let mut updates: Vec<(Lvalue, Taints)> = Vec::new();
        // Most places have the same on both ways: both are gone through side by side.
        let mut missing = Vec::new();
        let mut others = other.cells.iter().peekable();
        for (place, own) in self.cells.iter() {
            while let Some(one) = others.next_if(|(other, _)| *other < place) {
                missing.push(one);
            }
            let same = others.next_if(|(other, _)| *other == place);
            let theirs = same.map(|(_, taints)| taints);
            if let Some(theirs) = theirs.or_else(|| other.find(place))
                && !own.is_untouched(theirs)
            {
                let mut taints = own.clone();
                taints.add(theirs);
                if !taints.is_untouched(own) {
                    updates.push((place.clone(), taints));
                }
            }
        }
        for (place, theirs) in missing.into_iter().chain(others) {
            let mut taints = self.get(place);
            taints.add(theirs);
            updates.push((place.clone(), taints));
        }
        for (place, taints) in updates {
            changed |= !self.get(&place).same(&taints);
            Rc::make_mut(&mut self.cells).insert(place, taints);
        }
        changed
    }
}
