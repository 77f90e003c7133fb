//! What is put into variables by handing them on: buffers that functions write into, parameters that are other names for
//! variables, streams.

use assay_syntax::{Field, Kind, NodeId, Token};

use super::spec::What;
use super::state::{Lvalue, State, TaintValue, Taints};
use super::walk::Walk;

/// Methods that put what their object reads into what they are handed the place of.
const INTO_PLACES: &[&str] = &["Decode", "Unmarshal"];

impl Walk<'_> {
    /// A function that is not known fills what it is handed the place of with what else it is handed; of some it is known
    /// which of their arguments they fill.
    pub(super) fn filled(
        &mut self,
        state: &mut State,
        id: NodeId,
        receiver: Option<&TaintValue>,
        args: &[NodeId],
        values: &[TaintValue],
    ) {
        let tree = self.tree;
        let callee = tree.get(id, Field::Callee);
        let known = callee.and_then(|callee| self.fills(callee));
        let reads = callee
            .and_then(|callee| tree.get(callee, Field::Name))
            .is_some_and(|name| INTO_PLACES.contains(&tree.text(name)));
        for (at, arg) in args.iter().enumerate() {
            let is_place = matches!(tree.kind(*arg), Kind::Ref | Kind::VarDef);
            if !is_place && known != Some(at) {
                continue;
            }
            let Some(place) = self.place(*arg) else {
                continue;
            };
            let others = values.iter().enumerate().filter(|(other, _)| *other != at);
            let mut taints = Taints::default();
            for (_, value) in others {
                taints.add(&value.all());
            }
            if let Some(receiver) = receiver.filter(|_| reads) {
                taints.add(&receiver.all());
            }
            if !taints.is_empty() {
                state.taint(&place, &taints.stepped(&tree.span(id), What::Assigned));
            }
        }
    }

    /// Which of its arguments a function of the language's own fills.
    fn fills(&self, callee: NodeId) -> Option<usize> {
        let text = self.tree.text(callee);
        let text = text.strip_prefix("std::").unwrap_or(text);
        let known = self.semantics.library.filling.iter();
        known
            .filter(|(name, _)| *name == text)
            .map(|(_, at)| *at)
            .next()
    }

    /// `a << b << c` puts all of them into `a`.
    pub(super) fn shifted(&self, state: &mut State, id: NodeId, given: &Taints) {
        let tree = self.tree;
        let is_shift =
            |id: NodeId| tree.kind(id) == Kind::Binary && tree.token(id) == Token::of("<<");
        if !self.features.objects
            || !self.semantics.values.shifting_fills
            || given.is_empty()
            || !is_shift(id)
        {
            return;
        }
        let mut at = id;
        while is_shift(at)
            && let Some(left) = tree.get(at, Field::Left)
        {
            at = left;
        }
        if let Some(place) = self.place(at) {
            state.taint(&place, &given.stepped(&tree.span(id), What::Assigned));
        }
    }

    /// What a function that ends in a state has put into the variables that its parameters are other names for.
    pub(super) fn handed_back(
        &self,
        state: &State,
        function: NodeId,
        args: &[NodeId],
    ) -> Vec<(Lvalue, TaintValue)> {
        let tree = self.tree;
        let signs = self.semantics.names.by_reference;
        if signs.is_empty() {
            return Vec::new();
        }
        let mut back = Vec::new();
        for (param, at) in self.params(function) {
            let (Some(arg), Some(name)) = (args.get(usize::from(at)), tree.get(param, Field::Name))
            else {
                continue;
            };
            // The sign may stand before the name or the type.
            let text = &tree.source()[tree.span(param)];
            if signs.iter().any(|sign| text.contains(sign))
                && let (Some(from), Some(to)) = (self.place(name), self.place(*arg))
            {
                back.push((to, state.read(&from)));
            }
        }
        back
    }
}
