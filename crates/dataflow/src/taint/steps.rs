//! What each statement does to the state; the order in which they run is [`crate::flow`]'s.

use assay_profile::LanguageSemantics;
use assay_syntax::{Field, Kind, NodeId, Tree};

use super::places::THROWN_PLACE;
use super::state::{State, TaintValue};
use super::values::merged;
use super::walk::{LOOKS, Walk};
use crate::Constant;
use crate::flow::{Flow, Jumps};

impl<'t> Flow<'t> for Walk<'t> {
    type State = State;

    fn tree(&self) -> &'t Tree {
        self.tree
    }

    fn semantics(&self) -> &'static LanguageSemantics {
        self.semantics
    }

    fn jumps(&mut self) -> &mut Jumps<State> {
        &mut self.jumps
    }

    fn join(&mut self, into: &mut State, from: &State) -> bool {
        into.join(from)
    }

    fn expression(&mut self, state: &mut State, id: NodeId) {
        if self.tree.kind(id) == Kind::VarDef {
            return self.definition(state, id);
        }
        let value = self.eval(state, id);
        let is_thrown = |up| self.tree.kind(up) == Kind::Throw;
        if self.features.objects && self.tree.parent(id).is_some_and(is_thrown) {
            state.store(&[THROWN_PLACE], &value, true);
        }
    }

    fn effect(&mut self, state: &mut State, id: NodeId, is_last: bool) {
        let value = self.eval(state, id);
        if self.features.guards && self.tree.kind(id) == Kind::Call && state.is_tainted() {
            self.doubt_judged(state, id);
        }
        if is_last && let Some(tail) = self.tails.last_mut() {
            *tail = merged(std::mem::take(tail), value);
        }
    }

    fn definition(&mut self, state: &mut State, id: NodeId) {
        let tree = self.tree;
        if let Some(right) = tree.get(id, Field::Right) {
            let value = self.eval(state, right);
            let value = self.shared(state, right, value);
            for left in tree.all(id, Field::Left) {
                // Open Semgrep takes no value apart where Rust's `let` does.
                let is_unseen = self.semantics.values.patterns_make
                    && !self.features.patterns
                    && tree.kind(left) != Kind::Name;
                if is_unseen {
                    self.assign(state, left, &TaintValue::default(), None);
                } else {
                    self.assign(state, left, &value, Some(right));
                }
            }
        }
        for body in tree.all(id, Field::Body) {
            self.statement(state.clone(), body, false);
        }
    }

    fn element(&mut self, state: &mut State, id: NodeId) {
        let tree = self.tree;
        // What is iterated over was evaluated before; its taint is looked up without telling of sinks again.
        let mut element = TaintValue::default();
        for over in tree.all(id, Field::Right) {
            let value = self.eval(state, over);
            element.taints.add(&value.all());
            element.objects.add(&state.elements(&value.objects));
        }
        for left in tree.all(id, Field::Left) {
            self.assign(state, left, &element, None);
            self.given_names(state, left);
        }
    }

    fn assume(&mut self, state: &mut State, condition: NodeId, holds: bool) {
        self.guard(state, condition, holds);
    }

    fn ends(&self, call: NodeId) -> bool {
        self.features.dead_branches && self.is_last_call(call)
    }

    fn matched(&mut self, state: &mut State, subject: Option<NodeId>, case: NodeId) {
        // Open Semgrep binds nothing here.
        if !self.features.patterns {
            return;
        }
        if let Some(subject) = subject {
            self.guard_case(state, subject, case);
        }
        let names = self.bound(case);
        if names.is_empty() {
            return;
        }
        let value = match subject {
            Some(subject) => self.eval(state, subject),
            None => self.cased.clone(),
        };
        if let Some(pattern) = self.taken_apart(case, &names) {
            return self.assign(state, pattern, &value, None);
        }
        let whole = TaintValue::of(value.all());
        for name in names {
            self.assign(state, name, &whole, None);
        }
    }

    fn caught(&mut self, state: &mut State, id: NodeId) {
        let tree = self.tree;
        let thrown = state.read(&[THROWN_PLACE]);
        for name in tree.all(id, Field::Name) {
            self.assign(state, name, &thrown, None);
            self.given(state, name);
        }
        self.parameters(state, id, &mut |_, _| thrown.clone());
        state.store(&[THROWN_PLACE], &TaintValue::default(), true);
    }

    fn function(&mut self, state: &mut State, id: NodeId) {
        let tree = self.tree;
        let is_nested = tree
            .ancestors(id)
            .any(|up| matches!(tree.kind(up), Kind::Function | Kind::Lambda));
        if is_nested {
            let in_class = tree
                .parent(id)
                .and_then(|up| tree.parent(up))
                .is_some_and(|up| tree.kind(up) == Kind::Class);
            if !in_class {
                self.inline(state, id);
            }
        }
        for decorator in tree.all(id, Field::Decorator) {
            self.evals(state, tree.children(decorator).iter().copied());
        }
    }

    fn leaves(&mut self, state: &mut State, id: NodeId) {
        if !self.features.objects {
            return;
        }
        for value in self.tree.all(id, Field::Value) {
            let value = self.eval(state, value);
            if let Some(tail) = self.tails.last_mut() {
                *tail = merged(std::mem::take(tail), value);
            }
        }
    }

    fn ran(&mut self, state: &State, statement: NodeId) {
        self.leave(state, statement);
    }

    fn returned(&mut self, state: &mut State, id: NodeId) {
        let tree = self.tree;
        if tree.get(id, Field::Value).is_none() {
            self.named_results(state, id);
        }
        for value in tree.all(id, Field::Value) {
            let given = self.eval(state, value);
            let value = self.shared(state, value, given);
            let before = std::mem::take(&mut self.result.value);
            self.result.value = merged_result(before, value);
        }
        if self.features.objects {
            let mut exit = self.exit.take();
            self.meet(&mut exit, Some(state.clone()));
            self.exit = exit;
        }
        if self.summing {
            self.result.leaves(state);
        }
    }

    fn escapes(&mut self, state: &State) {
        if self.features.objects && self.inlined > 0 {
            let mut escaped = self.escaped.take();
            self.meet(&mut escaped, Some(state.clone()));
            self.escaped = escaped;
        }
    }

    fn enough(&mut self) -> bool {
        self.spent()
    }

    fn unsettled(&mut self) {
        self.exhausted = true;
    }

    fn truth(&mut self, state: &State, condition: NodeId) -> Option<bool> {
        if !self.features.dead_branches {
            return None;
        }
        let mut looks = LOOKS;
        match self.known(state, condition, &mut looks)? {
            Constant::Bool(truth) => Some(truth),
            _ => None,
        }
    }

    fn fits(&mut self, state: &State, subject: NodeId, label: NodeId) -> Option<bool> {
        if !self.features.dead_branches {
            return None;
        }
        // What matches anything needs nothing to be known.
        if self.semantics.control.wildcard == Some(self.tree.text(label)) {
            return Some(true);
        }
        let mut looks = LOOKS;
        let subject = self.known(state, subject, &mut looks)?;
        self.fits_pattern(state, &subject, label)
    }
}

impl Walk<'_> {
    /// What a function gives back that names its results, where it is left without telling them.
    fn named_results(&mut self, state: &mut State, id: NodeId) {
        let tree = self.tree;
        let is_function = |up: &NodeId| matches!(tree.kind(*up), Kind::Function | Kind::Lambda);
        let Some(function) = tree.ancestors(id).find(is_function) else {
            return;
        };
        let mut value = TaintValue::default();
        let results = tree.all(function, Field::Result);
        let names = results.filter_map(|result| tree.get(result, Field::Name));
        for (place, name) in (0..).zip(names) {
            value.put(place, &self.eval(state, name));
        }
        let before = std::mem::take(&mut self.result.value);
        self.result.value = merged_result(before, value);
    }
}

/// What a function may give back, in addition to what was seen before.
pub(super) fn merged_result(before: TaintValue, more: TaintValue) -> TaintValue {
    if before.taints.is_empty() && before.parts.is_empty() && before.objects.is_empty() {
        return more;
    }
    merged(before, more)
}
