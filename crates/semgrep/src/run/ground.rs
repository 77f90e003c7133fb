//! How matches combine in a text: which bind the same, which exclude others.

use assay_pattern::{Bindings, BoundValue, Options, Target, same_value};
use assay_text::InOrder;

use super::candidate::{Candidate, CandidateKind, extended};
use super::nesting::pairs;

/// A text with its tree, if it has one: what values are compared in.
#[derive(Clone, Copy)]
pub struct Ground<'g> {
    /// The text.
    pub text: &'g str,
    /// The tree.
    pub target: Option<&'g Target>,
    /// When names are the same.
    pub options: &'g Options,
}

impl<'g> Ground<'g> {
    /// The text that a value covers.
    pub fn text_of<'v>(&self, value: &'v BoundValue) -> &'v str
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

    fn same(&self, left: &BoundValue, right: &BoundValue) -> bool {
        match self.target {
            Some(target) => same_value(target, left, right, self.options),
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
    pub fn intersect(&self, left: &[Candidate], right: &[Candidate]) -> Vec<Candidate> {
        let mut both = Vec::new();
        for (inner, outer) in [(left, right), (right, left)] {
            pairs(inner, outer, &mut |a, b| {
                let (a, b) = (&inner[a], &outer[b]);
                let direction_fits =
                    a.kind != CandidateKind::Inside || b.kind == CandidateKind::Inside;
                if direction_fits && self.agree(&a.bindings, &b.bindings) {
                    both.push(Candidate {
                        bindings: extended(&a.bindings, &b.bindings),
                        ..a.clone()
                    });
                }
            });
        }
        self.distinct(both)
    }

    /// The matches that no negative one excludes.
    pub fn without(&self, places: Vec<Candidate>, negative: &[Candidate]) -> Vec<Candidate> {
        let mut excluded = vec![false; places.len()];
        pairs(&places, negative, &mut |a, b| {
            let (place, other) = (&places[a], &negative[b]);
            let counts = match other.kind {
                CandidateKind::Inside | CandidateKind::Regex => true,
                CandidateKind::Plain => {
                    place.range == other.range
                        || place.range.start == other.range.start
                            && place.range.end >= other.least_end
                }
                CandidateKind::Anywhere => {
                    excluded[a] = true;
                    false
                }
            };
            excluded[a] |= counts && self.agree(&place.bindings, &other.bindings);
        });
        pairs(negative, &places, &mut |b, a| {
            let (place, other) = (&places[a], &negative[b]);
            excluded[a] |=
                other.kind == CandidateKind::Regex && self.agree(&place.bindings, &other.bindings);
        });
        let mut place = 0;
        let keep = |_: &Candidate| {
            place += 1;
            !excluded[place - 1]
        };
        places.into_iter().filter(keep).collect()
    }

    /// Each match once.
    pub fn distinct(&self, places: Vec<Candidate>) -> Vec<Candidate> {
        let mut seen = std::collections::HashSet::new();
        let key = |place: &Candidate| {
            let mut names: Vec<(String, u32, u32)> = place
                .bindings
                .iter()
                .map(|(name, value)| (name.to_owned(), value.range.start, value.range.end))
                .collect();
            names.put_in_order();
            (place.range.start, place.range.end, place.kind, names)
        };
        places
            .into_iter()
            .filter(|place| seen.insert(key(place)))
            .collect()
    }
}

fn is_numbered(name: &str) -> bool {
    name.len() > 1 && name[1..].bytes().all(|byte| byte.is_ascii_digit())
}
