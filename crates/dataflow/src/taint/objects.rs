//! Objects: what several places may hold together, so that what is put into one by one name is seen by all of its
//! names. An object is told by where it is made and by the calls on the way there, so that what a function makes for
//! one caller is not what it makes for another. Where the same place makes one again, the one before counts among
//! all the older ones, of which nothing is ever forgotten.

use std::rc::Rc;

use assay_syntax::NodeId;

/// An object, or a function that is held like one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Object(u64);

/// Objects are places that begin with this.
const OBJECT: u64 = 1 << 61;
const OLDER: u64 = 1 << 60;
const CALLABLE: u64 = 1 << 59;

/// How many objects a place is known to hold. Beyond that it holds just their taint.
pub(super) const MOST: usize = 8;

impl Object {
    /// What is made at a node, after some calls.
    pub(super) fn made(at: NodeId, calls: u32) -> Object {
        Object(OBJECT | u64::from(calls & 0x03ff_ffff) << 32 | u64::from(at.0))
    }

    /// A function.
    pub(super) fn function(at: NodeId) -> Object {
        Object(OBJECT | CALLABLE | u64::from(at.0))
    }

    /// Where it is made.
    pub(super) fn node(self) -> NodeId {
        NodeId(self.0 as u32)
    }

    pub(super) fn is_callable(self) -> bool {
        self.0 & CALLABLE != 0
    }

    /// The place of what is in it.
    pub(super) fn place(self) -> u64 {
        self.0
    }

    pub(super) fn older(self) -> Object {
        Object(self.0 | OLDER)
    }

    /// Whether a place is in one of the older objects.
    pub(super) fn is_older(place: &[u64]) -> bool {
        place[0] & (OBJECT | OLDER) == OBJECT | OLDER && place[0] < 1 << 62
    }
}

/// The objects that a place may hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Objects(Option<Rc<[Object]>>);

impl Objects {
    pub(super) fn one(object: Object) -> Objects {
        Objects(Some(Rc::from([object])))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Object> + '_ {
        self.0.iter().flat_map(|objects| objects.iter().copied())
    }

    /// The object, if there is just one.
    pub(super) fn only(&self) -> Option<Object> {
        match self.0.as_deref() {
            Some([only]) => Some(*only),
            _ => None,
        }
    }

    pub(super) fn contains(&self, object: Object) -> bool {
        self.iter().any(|one| one == object)
    }

    pub(super) fn has_all(&self, others: &Objects) -> bool {
        others.iter().all(|object| self.contains(object))
    }

    /// Adds objects; tells whether some are new.
    pub(super) fn add(&mut self, more: &Objects) -> bool {
        if self.is_empty() {
            *self = more.clone();
            return !more.is_empty();
        }
        if self.has_all(more) {
            return false;
        }
        let mut all: Vec<Object> = self.iter().collect();
        let before = all.len();
        all.extend(more.iter().filter(|object| !self.contains(*object)));
        all.truncate(MOST);
        if all.len() == before {
            return false;
        }
        all.sort_unstable();
        self.0 = Some(Rc::from(all));
        true
    }

    pub(super) fn replaced(&self, old: Object, new: Object) -> Objects {
        let mut all: Vec<Object> = self
            .iter()
            .map(|object| if object == old { new } else { object })
            .collect();
        all.sort_unstable();
        all.dedup();
        Objects(Some(Rc::from(all)))
    }
}
