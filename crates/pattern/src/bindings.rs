//! What metavariables stand for.

use std::ops::Range;
use std::rc::Rc;

use assay_syntax::{NodeId, Token};

use crate::Target;

/// What a metavariable stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BoundValue {
    /// The bytes it covers.
    pub range: Range<u32>,
    /// The nodes it stands for, siblings in order; none for a piece of text inside a string or for nothing.
    pub nodes: Rc<[NodeId]>,
    /// Its text where that is not what the bytes say (a regular expression's capture in another text).
    pub text: Option<Rc<str>>,
}

impl BoundValue {
    /// A stretch of text that is no node.
    pub fn of_text(range: Range<u32>) -> BoundValue {
        BoundValue {
            range,
            nodes: Rc::from([]),
            text: None,
        }
    }

    /// The one node it stands for.
    pub fn node(&self) -> Option<NodeId> {
        match *self.nodes {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Its text.
    pub fn text<'t>(&'t self, target: &'t Target) -> &'t str {
        match &self.text {
            Some(text) => text,
            None => &target.tree.source()[self.range.start as usize..self.range.end as usize],
        }
    }
}

/// Metavariables and what they stand for, in the order they were bound. Names keep their `$`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bindings(Vec<(Rc<str>, BoundValue)>);

impl Bindings {
    /// What a metavariable stands for.
    pub fn get(&self, name: &str) -> Option<&BoundValue> {
        self.0
            .iter()
            .find(|(other, _)| &**other == name)
            .map(|(_, value)| value)
    }

    /// Adds or replaces one.
    pub fn set(&mut self, name: &str, value: BoundValue) {
        match self.0.iter_mut().find(|(other, _)| &**other == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((Rc::from(name), value)),
        }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &BoundValue)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(Rc<str>, BoundValue)> for Bindings {
    fn from_iter<I: IntoIterator<Item = (Rc<str>, BoundValue)>>(pairs: I) -> Bindings {
        Bindings(pairs.into_iter().collect())
    }
}

/// A binding while matching: names as tokens.
pub(crate) type Bound = (Token, BoundValue);
