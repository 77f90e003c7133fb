//! What places hold, read and changed through the objects on the way to them.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::objects::{MOST, Object, Objects};
use super::state::{Lvalue, State, TaintValue, Taints, forget_within, within};
use super::values::merged;

/// How many fields of fields are looked at to tell what is in an object.
const DEPTH: usize = 3;

/// How many places are known to hold objects at a time.
const MANY: usize = 96;

/// From how many parts on no more are looked for.
const WIDTH: usize = 256;

/// How long paths of places become.
const LONGEST: usize = 4;

/// Where a path leads to.
pub(super) struct Slots {
    pub places: Vec<Lvalue>,
    /// The taint of what holds those places.
    around: Taints,
}

impl State {
    /// The places that a path leads to, through the objects on it.
    pub(super) fn slots(&self, path: &[u64]) -> Slots {
        let mut slots = Slots {
            places: vec![path.to_vec()],
            around: Taints::default(),
        };
        if self.is_direct(path) {
            return slots;
        }
        slots.places = vec![vec![path[0]]];
        for part in &path[1..] {
            let mut next = Vec::new();
            for place in slots.places {
                let held = self.held.get(&place);
                for object in held.into_iter().flat_map(Objects::iter) {
                    next.push(vec![object.place(), *part]);
                }
                if held.is_some() {
                    slots.around.add(&self.own(&place));
                }
                if held.is_none() || self.has_parts(&place) {
                    let mut longer = place;
                    if longer.len() < LONGEST {
                        longer.push(*part);
                    }
                    next.push(longer);
                }
            }
            next.dedup();
            next.truncate(MOST);
            slots.places = next;
        }
        slots
    }

    /// Whether there are no objects on a path.
    fn is_direct(&self, path: &[u64]) -> bool {
        path.len() == 1 || self.held.is_empty()
    }

    /// What a place holds, with what is in the objects there.
    pub(super) fn read(&self, path: &[u64]) -> TaintValue {
        if self.is_direct(path) {
            return self.read_slot(path);
        }
        let Slots { places, around } = self.slots(path);
        let mut places = places.iter().map(|place| self.read_slot(place));
        let first = places.next().unwrap_or_default();
        let mut value = places.fold(first, merged);
        value.taints.add(&around);
        value
    }

    fn read_slot(&self, place: &[u64]) -> TaintValue {
        let mut value = self.cell(place);
        if self.held.is_empty() {
            return value;
        }
        if let Some(objects) = self.held.get(place) {
            value.objects = objects.clone();
        }
        let mut parts: Option<BTreeMap<Lvalue, Taints>> = None;
        self.gather(place, &mut Vec::new(), &mut value.taints, &mut parts);
        if let Some(mut parts) = parts {
            for (path, taints) in value.parts {
                parts.entry(path).or_default().add(&taints);
            }
            value.parts = parts.into_iter().collect();
        }
        value
    }

    /// What is in the objects at a place and below it.
    fn gather(
        &self,
        place: &[u64],
        path: &mut Lvalue,
        own: &mut Taints,
        parts: &mut Option<BTreeMap<Lvalue, Taints>>,
    ) {
        if path.len() >= DEPTH || parts.as_ref().is_some_and(|parts| parts.len() > WIDTH) {
            return;
        }
        for (at, objects) in within(&self.held, place) {
            let depth = path.len();
            path.extend(&at[place.len()..]);
            for object in objects.iter() {
                let inside = [object.place()];
                if let Some(taints) = self.find(&inside).filter(|taints| !taints.is_empty()) {
                    if path.is_empty() {
                        own.add(taints);
                    } else {
                        let part = parts.get_or_insert_default().entry(path.clone());
                        part.or_default().add(taints);
                    }
                }
                for (part, taints) in self.parts(&inside) {
                    let longer = [&path[..], part].concat();
                    let known = parts.get_or_insert_default().entry(longer);
                    known.or_default().add(taints);
                }
                self.gather(&inside, path, own, parts);
            }
            path.truncate(depth);
        }
    }

    /// A part of a value, with what is in it now.
    pub(super) fn piece(&self, value: &TaintValue, part: u64) -> TaintValue {
        let parts = value
            .objects
            .iter()
            .map(|object| self.read(&[object.place(), part]));
        let Some(mut piece) = parts.reduce(merged) else {
            return value.part(part);
        };
        let mut inside = Taints::default();
        for object in value.objects.iter() {
            inside.add(&self.get(&[object.place()]));
        }
        piece.taints.add(&value.taints.beyond(&inside));
        piece
    }

    /// The taint that just this place has been given.
    pub(super) fn assigned(&self, path: &[u64]) -> Taints {
        let mut taints = Taints::default();
        for slot in self.slots(path).places {
            taints.add(&self.own(&slot));
        }
        taints
    }

    /// What any element of a place may be.
    pub(super) fn element(&self, path: &[u64]) -> TaintValue {
        let mut value = TaintValue::of(self.read(path).all());
        if self.held.is_empty() {
            return value;
        }
        for place in self.slots(path).places {
            self.add_elements(&place, &mut value.objects);
        }
        value.objects.add(&self.elements(&self.objects(path)));
        value
    }

    /// Whether something is known of what is in what a place holds.
    pub(super) fn has_content(&self, path: &[u64]) -> bool {
        let is_below = |place: &[u64]| {
            self.has_parts(place) || within(&self.held, place).any(|(at, _)| at[..] != *place)
        };
        self.slots(path).places.iter().any(|place| is_below(place))
            || self
                .objects(path)
                .iter()
                .any(|object| is_below(&[object.place()]))
    }

    /// What the elements of objects are.
    pub(super) fn elements(&self, objects: &Objects) -> Objects {
        let mut elements = Objects::default();
        for object in objects.iter() {
            self.add_elements(&[object.place()], &mut elements);
        }
        elements
    }

    fn add_elements(&self, place: &[u64], into: &mut Objects) {
        let parts = within(&self.held, place);
        for (_, objects) in parts.filter(|(at, _)| at.len() == place.len() + 1) {
            into.add(objects);
        }
    }

    /// The objects that a place is known to hold.
    pub(super) fn objects(&self, path: &[u64]) -> Objects {
        let mut objects = Objects::default();
        if !self.held.is_empty() {
            for place in self.slots(path).places {
                if let Some(held) = self.held.get(&place) {
                    objects.add(held);
                }
            }
        }
        objects
    }

    /// Makes a place hold a value; adds it, where it is not certain which place that is.
    pub(super) fn store(&mut self, path: &[u64], value: &TaintValue, is_certain: bool) {
        let slots = self.slots(path).places;
        let is_certain = is_certain && slots.len() == 1 && !Object::is_older(&slots[0]);
        for slot in slots {
            self.store_slot(&slot, value, is_certain);
        }
    }

    fn store_slot(&mut self, slot: &[u64], value: &TaintValue, is_certain: bool) {
        let is_full = self.held.len() >= MANY && !self.held.contains_key(slot);
        if value.objects.is_empty() || is_full {
            if is_certain {
                self.release(slot);
                self.set_cell(slot, value);
            } else {
                self.add_cell(slot, &value.all());
            }
            return;
        }
        // What is in the objects is told by them.
        let mut inside = TaintValue::default();
        for object in value.objects.iter() {
            let one = self.read_slot(&[object.place()]);
            inside.taints.add(&one.taints);
            inside.parts.extend(one.parts);
        }
        let mut rest = TaintValue::of(value.taints.beyond(&inside.taints));
        for (path, taints) in &value.parts {
            let known = inside.parts.iter().filter(|(part, _)| part == path);
            let mut all = inside.taints.clone();
            known.for_each(|(_, taints)| {
                all.add(taints);
            });
            let more = taints.beyond(&all);
            if !more.is_empty() {
                rest.parts.push((path.clone(), more));
            }
        }
        if is_certain {
            self.release(slot);
            self.set_cell(slot, &rest);
            Rc::make_mut(&mut self.held).insert(slot.to_vec(), value.objects.clone());
            // The way of the data goes on.
            if let Some(object) = value.objects.only()
                && self.own(&[object.place()]).is_known_by(&value.taints)
            {
                self.replace_way(&[object.place()], &value.taints);
            }
        } else {
            self.add_cell(slot, &rest.all());
            Rc::make_mut(&mut self.held)
                .entry(slot.to_vec())
                .or_default()
                .add(&value.objects);
        }
    }

    /// Makes a place hold no objects.
    fn release(&mut self, place: &[u64]) {
        forget_within(&mut self.held, place);
    }

    /// Taints what a place holds.
    pub(super) fn taint(&mut self, path: &[u64], more: &Taints) {
        if self.held.is_empty() {
            return self.add_cell(path, more);
        }
        for slot in self.slots(path).places {
            match self.held.get(&slot).cloned() {
                Some(objects) => {
                    for object in objects.iter() {
                        self.add_cell(&[object.place()], more);
                    }
                }
                None => self.add_cell(&slot, more),
            }
        }
    }

    /// Makes what a place holds clean.
    pub(super) fn wipe(&mut self, path: &[u64]) {
        let slots = self.slots(path).places;
        let [slot] = &slots[..] else { return };
        if Object::is_older(slot) {
            return;
        }
        self.set_cell(slot, &TaintValue::default());
        let only = self.held.get(slot).and_then(Objects::only);
        if let Some(object) = only.filter(|object| !Object::is_older(&[object.place()])) {
            self.set_cell(&[object.place()], &TaintValue::default());
        }
    }

    /// Takes all that is in what a place holds out of it.
    pub(super) fn empty(&mut self, path: &[u64]) {
        self.wipe(path);
        if let Some(object) = self.objects(path).only()
            && !Object::is_older(&[object.place()])
        {
            self.release(&[object.place()]);
        }
    }

    /// Begins an object; what was made there before is an older one from now on.
    pub(super) fn bear(&mut self, object: Object, value: &TaintValue) {
        if !self.made.contains(&object) {
            Rc::make_mut(&mut self.made).insert(object);
        } else {
            self.age(object);
        }
        let own = TaintValue {
            objects: Objects::default(),
            ..value.clone()
        };
        self.set_cell(&[object.place()], &own);
    }

    /// What an object is and has in it.
    pub(super) fn read_object(&self, object: Object) -> TaintValue {
        TaintValue {
            objects: Objects::one(object),
            ..self.read_slot(&[object.place()])
        }
    }

    /// Makes an object of what a place holds.
    pub(super) fn name(&mut self, place: &[u64], object: Object) {
        let value = self.cell(place);
        self.bear(object, &value);
        let below: Vec<(Lvalue, Objects)> = within(&self.held, place)
            .filter(|(path, _)| path.len() > place.len())
            .map(|(path, objects)| (path.clone(), objects.clone()))
            .collect();
        let held = Rc::make_mut(&mut self.held);
        for (path, objects) in below {
            held.remove(&path);
            held.insert([&[object.place()], &path[place.len()..]].concat(), objects);
        }
        held.insert(place.to_vec(), Objects::one(object));
        self.set_cell(place, &TaintValue::default());
        if let [base] = place
            && let Some(length) = self.lengths.get(base).copied()
        {
            Rc::make_mut(&mut self.lengths).insert(object.place(), length);
        }
    }

    fn age(&mut self, object: Object) {
        let older = object.older();
        if self.held.values().any(|objects| objects.contains(object)) {
            for objects in Rc::make_mut(&mut self.held).values_mut() {
                if objects.contains(object) {
                    *objects = objects.replaced(object, older);
                }
            }
        }
        let parts: Vec<(Lvalue, Objects)> = self
            .held
            .range(vec![object.place()]..vec![object.place() + 1])
            .map(|(path, objects)| (path.clone(), objects.clone()))
            .collect();
        for (path, objects) in parts {
            let held = Rc::make_mut(&mut self.held);
            held.remove(&path);
            let longer = [&[older.place()], &path[1..]].concat();
            held.entry(longer).or_default().add(&objects);
        }
        let content = self.cell(&[object.place()]);
        self.set_cell(&[object.place()], &TaintValue::default());
        self.add_cell(&[older.place()], &content.taints);
        for (path, taints) in content.parts {
            self.add_cell(&[&[older.place()], &path[..]].concat(), &taints);
        }
        if self.lengths.contains_key(&object.place()) {
            Rc::make_mut(&mut self.lengths).remove(&object.place());
        }
    }

    /// Adds the objects of another way; tells whether that changed anything.
    pub(super) fn join_objects(&mut self, other: &State) -> bool {
        if !Rc::ptr_eq(&self.made, &other.made) && !other.made.is_subset(&self.made) {
            Rc::make_mut(&mut self.made).extend(other.made.iter().copied());
        }
        if Rc::ptr_eq(&self.held, &other.held) {
            return false;
        }
        let is_new = |(place, objects): &(&Lvalue, &Objects)| {
            let known = self.held.get(*place);
            known.is_none_or(|known| !known.has_all(objects))
        };
        let news: Vec<_> = other.held.iter().filter(is_new).collect();
        if news.is_empty() {
            return false;
        }
        let held = Rc::make_mut(&mut self.held);
        let mut changed = false;
        for (place, objects) in news {
            changed |= held.entry(place.clone()).or_default().add(objects);
        }
        changed
    }

    /// Forgets variables that are out of scope.
    pub(super) fn drop_variables(&mut self, variables: &[u64]) {
        for variable in variables {
            self.forget(&[*variable]);
            self.release(&[*variable]);
        }
    }
}
