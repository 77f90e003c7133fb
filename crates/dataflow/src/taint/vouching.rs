//! Functions that give up where what they are handed is not harmless: `check(x); use(x)`.

use assay_syntax::{Field, NodeId};

use super::state::{Lvalue, State};
use super::walk::Walk;
use crate::names::Binding;

/// A parameter that nothing assigns, and the place that it was handed.
pub(super) struct Handed {
    own: Lvalue,
    pub place: Lvalue,
}

impl Handed {
    /// Whether a function that ends in a state has found what it was handed to be harmless.
    pub(super) fn is_vouched_for(&self, end: &State) -> bool {
        end.read(&self.own).all().is_empty()
    }
}

impl Walk<'_> {
    /// The parameters of a function that are tainted where it begins.
    pub(super) fn handed_tainted(
        &self,
        begin: &State,
        function: NodeId,
        args: &[NodeId],
    ) -> Vec<Handed> {
        let tree = self.tree;
        if !self.features.guards || !begin.is_tainted() {
            return Vec::new();
        }
        let is_kept = |binding: &Binding| binding.assigned == 0;
        let handed = self.params(function).into_iter().filter_map(|(param, at)| {
            let name = tree.get(param, Field::Name).unwrap_or(param);
            let names = self.facts.names();
            names.get(name).filter(|binding| is_kept(binding))?;
            let place = self.place(*args.get(usize::from(at))?)?;
            let own = self.place(name)?;
            let is_tainted = !begin.read(&own).all().is_empty();
            is_tainted.then_some(Handed { own, place })
        });
        handed.collect()
    }
}
