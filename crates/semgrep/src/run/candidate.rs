//! What matched where: a range of bytes with what the metavariables stand for.

use std::ops::Range;
use std::rc::Rc;

use assay_pattern::Bindings;

/// A match on its way through a formula.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its bytes.
    pub range: Range<u32>,
    /// Where it could end as well; see [`assay_pattern::PatternMatch`].
    pub least_end: u32,
    /// What it came from.
    pub kind: CandidateKind,
    /// What its metavariables stand for.
    pub bindings: Bindings,
    /// What would take its place.
    pub fix: Option<Rc<str>>,
}

/// What a match came from; it decides how matches combine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CandidateKind {
    /// A pattern.
    Plain,
    /// `pattern-inside`.
    Inside,
    /// An expression over the text.
    Regex,
    /// `anywhere`.
    Anywhere,
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
