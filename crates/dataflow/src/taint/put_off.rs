//! Calls that do not run where they are written, but at the end of the function or beside it: `defer f()`, `go f()`.

use assay_syntax::{Kind, NodeId};

use super::state::{State, TaintValue, Taints};
use super::walk::Walk;
use crate::flow::Flow;

/// What a function has put off, and what it has given up with.
#[derive(Default)]
pub(super) struct PutOff {
    calls: Vec<NodeId>,
    /// What holds where it gives up.
    given_up: Option<State>,
}

impl Walk<'_> {
    /// Remembers a call that is put off, which has run where it stands with what holds there.
    pub(super) fn puts_off(&mut self, id: NodeId) {
        let tree = self.tree;
        let words = self.semantics.control.putting_off;
        if let [word, call] = tree.children(id)
            && tree.kind(*word) == Kind::Word
            && tree.kind(*call) == Kind::Call
            && words.contains(&tree.text(*word))
            && !self.put_off.calls.contains(call)
        {
            self.put_off.calls.push(*call);
        }
    }

    /// Runs what a function has put off once more, with what holds at its end.
    pub(super) fn run_put_off(&mut self, end: &mut Option<State>, put_off: PutOff) {
        let PutOff { calls, given_up } = put_off;
        if calls.is_empty() {
            return;
        }
        let mut states: Vec<State> = given_up.into_iter().collect();
        states.extend(end.take());
        for mut state in states {
            for call in calls.iter().rev() {
                self.eval(&mut state, *call);
            }
            // Who gives up and is caught comes back as well.
            self.meet(end, Some(state));
        }
    }

    /// What a function gives that gives up, or that gets back what another has given up with; none if it is neither.
    pub(super) fn panicking(
        &mut self,
        state: &State,
        name: &str,
        args: &[NodeId],
        handed: &Taints,
    ) -> Option<TaintValue> {
        let (panic, recover) = self.semantics.control.panics?;
        if name == panic {
            self.panicked.add(handed);
            let mut given_up = self.put_off.given_up.take();
            self.meet(&mut given_up, Some(state.clone()));
            self.put_off.given_up = given_up;
            return None;
        }
        (name == recover && args.is_empty()).then(|| TaintValue::of(self.panicked.clone()))
    }
}
