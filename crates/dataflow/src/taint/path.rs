//! The path that taint takes: a list that grows at its end and shares what is before.

use std::ops::Range;
use std::rc::Rc;

use super::spec::{Hop, What};

/// The path that taint took so far, last step first; none at its source.
pub(super) type TaintPath = Option<Rc<Link>>;

#[derive(Debug)]
pub(super) struct Link {
    hop: Hop,
    before: TaintPath,
    length: u32,
    /// Whether the data is followed all the way here.
    is_followed: bool,
}

/// How long a path is kept; what comes after is left out but for its end.
const MAX_LENGTH: u32 = 64;

/// A path with one step more.
pub(super) fn step(before: &TaintPath, range: Range<usize>, what: What) -> TaintPath {
    let length = before.as_ref().map_or(0, |last| last.length) + 1;
    let is_again = before.as_ref().is_some_and(|last| last.hop.range == range);
    if length > MAX_LENGTH || is_again {
        return before.clone();
    }
    let is_followed = is_followed(before) && !what.is_guess();
    Some(Rc::new(Link {
        hop: Hop { range, what },
        before: before.clone(),
        length,
        is_followed,
    }))
}

/// Whether a path goes through nothing whose code is not here.
pub(super) fn is_followed(path: &TaintPath) -> bool {
    path.as_ref().is_none_or(|last| last.is_followed)
}

/// The steps of a path in their order.
pub(super) fn hops(path: &TaintPath) -> Vec<Hop> {
    let mut hops = Vec::new();
    let mut at = path;
    while let Some(last) = at {
        hops.push(last.hop.clone());
        at = &last.before;
    }
    hops.reverse();
    hops
}

/// One path after another.
pub(super) fn follow(first: &TaintPath, then: &TaintPath) -> TaintPath {
    let mut path = first.clone();
    for hop in hops(then) {
        path = step(&path, hop.range, hop.what);
    }
    path
}
