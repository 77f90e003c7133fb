//! Numbers in variables that are counted up and down: what conditions are made of, beyond what Semgrep computes.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use assay_syntax::{Field, Kind, NodeId, Token, Tree};

use super::state::{State, TaintValue};
use super::walk::Walk;
use crate::constants::variable;
use crate::names::BindingKind;
use crate::{Constant, Facts};

impl Walk<'_> {
    /// `x++` and `--x`.
    pub(super) fn update(&mut self, state: &mut State, id: NodeId) -> TaintValue {
        let tree = self.tree;
        let taints = self.evals(state, tree.children(id).iter().copied());
        if let Some(variable) = tree.get(id, Field::Value).and_then(|of| self.counted(of)) {
            let of = tree.get(id, Field::Value).unwrap_or(id);
            let before = match state.numbers.get(&variable) {
                Some(number) => Some(Constant::Int(*number)),
                None => self.facts.constant(of).cloned(),
            };
            let is_up = ["++_", "_++"].map(Token::of).contains(&tree.token(id));
            let operator = Token::of(if is_up { "+" } else { "-" });
            state.uncount(variable);
            self.count(state, variable, operator, before, Some(Constant::Int(1)));
        }
        self.passed(taints)
    }

    /// The variable that `x += y` changes and the number that it was counted to. What was not counted is known to the
    /// constants of the file.
    pub(super) fn counted_before(&self, state: &State, left: NodeId) -> Option<(u64, Constant)> {
        if state.numbers.is_empty() {
            return None;
        }
        let variable = self.counted(left)?;
        let number = state.numbers.get(&variable)?;
        Some((variable, Constant::Int(*number)))
    }

    /// A variable becomes what an operation makes of two numbers, if both are known.
    pub(super) fn count(
        &self,
        state: &mut State,
        variable: u64,
        operator: Token,
        before: Option<Constant>,
        by: Option<Constant>,
    ) {
        let after = before
            .zip(by)
            .and_then(|(before, by)| self.folding.binary(operator, &before, &by));
        if let Some(Constant::Int(number)) = after {
            Rc::make_mut(&mut state.numbers).insert(variable, number);
        }
    }

    /// The number that a variable has been counted to.
    pub(super) fn number(&self, state: &State, name: NodeId) -> Option<Constant> {
        if state.numbers.is_empty() {
            return None;
        }
        let number = state.numbers.get(&self.counted(name)?)?;
        Some(Constant::Int(*number))
    }

    /// A variable that only one function changes, so that all its changes are seen in their order.
    fn counted(&self, name: NodeId) -> Option<u64> {
        if !self.features.dead_branches || self.tree.kind(name) != Kind::Name {
            return None;
        }
        let names = self.facts.names();
        let binding = names.get(name)?;
        let one = variable(self.tree, names, name);
        let shared = || shared(self.tree, self.facts);
        (binding.kind == BindingKind::Local
            && !self.index.shared.get_or_init(shared).contains(&one))
        .then_some(one)
    }
}

impl State {
    /// Forgets what a variable was counted to.
    pub(super) fn uncount(&mut self, variable: u64) {
        if self.numbers.contains_key(&variable) {
            Rc::make_mut(&mut self.numbers).remove(&variable);
        }
    }

    /// Keeps the numbers that are the same on another way; tells whether some are not.
    pub(super) fn join_numbers(&mut self, other: &State) -> bool {
        if self.numbers.is_empty() || Rc::ptr_eq(&self.numbers, &other.numbers) {
            return false;
        }
        let before = self.numbers.len();
        Rc::make_mut(&mut self.numbers)
            .retain(|variable, number| other.numbers.get(variable) == Some(number));
        self.numbers.len() != before
    }
}

/// The variables that several functions name.
fn shared(tree: &Tree, facts: &Facts) -> HashSet<u64> {
    let mut owners: HashMap<u64, Option<NodeId>> = HashMap::new();
    let mut shared = HashSet::new();
    let mut open = vec![(tree.root(), None)];
    while let Some((id, owner)) = open.pop() {
        if let Some(binding) = facts.binding(id) {
            let variable = u64::from(binding.0);
            if *owners.entry(variable).or_insert(owner) != owner {
                shared.insert(variable);
            }
        }
        let is_function = matches!(tree.kind(id), Kind::Function | Kind::Lambda);
        let owner = if is_function { Some(id) } else { owner };
        open.extend(tree.children(id).iter().map(|child| (*child, owner)));
    }
    shared
}
