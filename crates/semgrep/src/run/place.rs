//! What matched where: a range of bytes with what the metavariables stand for.

use std::ops::Range;
use std::rc::Rc;

use assay_pattern::{Bindings, Target, Value, same_value};

use super::nesting::pairs;

/// A match on its way through a formula.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its bytes.
    pub range: Range<u32>,
    /// Where it could end as well; see [`assay_pattern::Found`].
    pub least_end: u32,
    /// What it came from.
    pub sort: Sort,
    /// What its metavariables stand for.
    pub bindings: Bindings,
    /// What would take its place.
    pub fix: Option<Rc<str>>,
}

/// What a match came from; it decides how matches combine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// A pattern.
    Plain,
    /// `pattern-inside`.
    Inside,
    /// An expression over the text.
    Regex,
    /// `anywhere`.
    Anywhere,
}

/// A text with its tree, if it has one: what values are compared in.
#[derive(Clone, Copy)]
pub struct Ground<'g> {
    /// The text.
    pub text: &'g str,
    /// The tree.
    pub target: Option<&'g Target>,
    /// Names are the same only if they refer to the same thing.
    pub strict_ids: bool,
}

impl<'g> Ground<'g> {
    /// The text that a value covers.
    pub fn text_of<'v>(&self, value: &'v Value) -> &'v str
    where
        'g: 'v,
    {
        match &value.text {
            Some(text) => text,
            None => self
                .text
                .get(value.range.start as usize..value.range.end as usize)
                .unwrap_or_default(),
        }
    }

    fn same(&self, left: &Value, right: &Value) -> bool {
        match self.target {
            Some(target) => same_value(target, left, right, self.strict_ids),
            None => self.text_of(left) == self.text_of(right),
        }
    }

    /// Whether every metavariable of both stands for the same in both. Numbered groups of expressions
    /// are not compared: their authors may not even know them.
    pub fn agree(&self, left: &Bindings, right: &Bindings) -> bool {
        left.iter().all(|(name, value)| {
            is_numbered(name) || right.get(name).is_none_or(|other| self.same(value, other))
        })
    }

    /// Each match of either list that lies in one of the other list, with the metavariables of both.
    pub fn intersect(&self, left: &[Place], right: &[Place]) -> Vec<Place> {
        let mut both = Vec::new();
        for (inner, outer) in [(left, right), (right, left)] {
            pairs(inner, outer, &mut |a, b| {
                let (a, b) = (&inner[a], &outer[b]);
                let direction_fits = a.sort != Sort::Inside || b.sort == Sort::Inside;
                if direction_fits && self.agree(&a.bindings, &b.bindings) {
                    both.push(Place {
                        bindings: extended(&a.bindings, &b.bindings),
                        ..a.clone()
                    });
                }
            });
        }
        self.distinct(both)
    }

    /// The matches that no negative one excludes.
    pub fn without(&self, places: Vec<Place>, negative: &[Place]) -> Vec<Place> {
        let mut excluded = vec![false; places.len()];
        pairs(&places, negative, &mut |a, b| {
            let (place, other) = (&places[a], &negative[b]);
            let counts = match other.sort {
                Sort::Inside | Sort::Regex => true,
                Sort::Plain => {
                    place.range == other.range
                        || place.range.start == other.range.start
                            && place.range.end >= other.least_end
                }
                Sort::Anywhere => {
                    excluded[a] = true;
                    false
                }
            };
            excluded[a] |= counts && self.agree(&place.bindings, &other.bindings);
        });
        pairs(negative, &places, &mut |b, a| {
            let (place, other) = (&places[a], &negative[b]);
            excluded[a] |=
                other.sort == Sort::Regex && self.agree(&place.bindings, &other.bindings);
        });
        let mut place = 0;
        let keep = |_: &Place| {
            place += 1;
            !excluded[place - 1]
        };
        places.into_iter().filter(keep).collect()
    }

    /// Each match once.
    pub fn distinct(&self, places: Vec<Place>) -> Vec<Place> {
        let mut seen = std::collections::HashSet::new();
        let key = |place: &Place| {
            let mut names: Vec<(String, u32, u32)> = place
                .bindings
                .iter()
                .map(|(name, value)| (name.to_owned(), value.range.start, value.range.end))
                .collect();
            names.sort();
            (place.range.start, place.range.end, place.sort, names)
        };
        places
            .into_iter()
            .filter(|place| seen.insert(key(place)))
            .collect()
    }
}

/// Whether one range lies in another.
pub fn lies_in(inner: &Range<u32>, outer: &Range<u32>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Bindings with those of another that they lack.
pub fn extended(bindings: &Bindings, more: &Bindings) -> Bindings {
    let mut all = bindings.clone();
    for (name, value) in more.iter() {
        if all.get(name).is_none() {
            all.set(name, value.clone());
        }
    }
    all
}

fn is_numbered(name: &str) -> bool {
    name.len() > 1 && name[1..].bytes().all(|byte| byte.is_ascii_digit())
}
