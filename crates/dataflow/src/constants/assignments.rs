//! What assignments change.

use std::rc::Rc;

use assay_syntax::{Field, Kind, NodeId};

use super::{Constants, Known, State, base, variable};
use crate::flow::Flow;
use crate::names::BindingKind;

impl Constants<'_> {
    /// Runs an assignment; it gives what it assigns.
    pub(super) fn assignment(&mut self, state: &mut State, id: NodeId) -> Option<Known> {
        let tree = self.tree;
        let right = tree.get(id, Field::Right)?;
        let value = self.eval(state, right).or_else(|| self.alias(right));
        let value = value.filter(|_| !self.grows_in_loop(id));
        for left in tree.all(id, Field::Left) {
            self.assign(state, left, value.clone(), Some(right));
        }
        value
    }

    /// A parameter that keeps its value, by another name.
    fn alias(&self, right: NodeId) -> Option<Known> {
        let binding = self
            .names
            .get(right)
            .filter(|_| self.tree.kind(right) == Kind::Name)?;
        let is_kept = binding.kind == BindingKind::Parameter && binding.assigned <= 1;
        is_kept.then_some(Known::Expression(right))
    }

    /// Whether an assignment in a loop makes its value of the one before.
    fn grows_in_loop(&self, id: NodeId) -> bool {
        let tree = self.tree;
        let (Some(left), Some(right)) = (tree.get(id, Field::Left), tree.get(id, Field::Right))
        else {
            return false;
        };
        let uses = || {
            tree.walk(right)
                .any(|part| tree.token(part) == tree.token(left))
        };
        tree.kind(left) == Kind::Name
            && tree.kind(right) != Kind::Name
            && uses()
            && self.is_in_loop(id)
    }

    /// Runs `a += b`.
    pub(super) fn augmented(&mut self, state: &mut State, id: NodeId) -> Option<Known> {
        let tree = self.tree;
        let right = self.field(state, id, Field::Right);
        let left = tree.get(id, Field::Left)?;
        let before = self.constant(state, left);
        let value = before
            .zip(right)
            .and_then(|(before, right)| self.folding.binary(tree.token(id), &before, &right));
        let value = value.map(Known::Constant).filter(|_| !self.is_in_loop(id));
        self.assign(state, left, value.clone(), None);
        value
    }

    fn is_in_loop(&self, id: NodeId) -> bool {
        let tree = self.tree;
        let is_loop = |kind| {
            matches!(
                kind,
                Kind::While | Kind::DoWhile | Kind::For | Kind::ForEach
            )
        };
        let mut around = std::iter::successors(tree.parent(id), |at| tree.parent(*at));
        around
            .find(|at| is_loop(tree.kind(*at)) || tree.kind(*at) == Kind::Function)
            .is_some_and(|at| is_loop(tree.kind(at)))
    }

    pub(super) fn assign(
        &mut self,
        state: &mut State,
        left: NodeId,
        value: Option<Known>,
        from: Option<NodeId>,
    ) {
        let tree = self.tree;
        match tree.kind(left) {
            Kind::Name => self.set(state, left, value),
            Kind::Tuple | Kind::List => {
                let parts =
                    from.filter(|from| matches!(tree.kind(*from), Kind::Tuple | Kind::List));
                let values: Vec<NodeId> =
                    parts.map_or(Vec::new(), |from| tree.children(from).to_vec());
                let names = tree.children(left);
                for (place, &name) in names.iter().enumerate() {
                    let value = values.get(place).filter(|_| values.len() == names.len());
                    let known = value.and_then(|value| self.known.get(value).cloned());
                    self.assign(state, name, known, value.copied());
                }
            }
            Kind::Member | Kind::Index | Kind::Deref => {
                self.all(state, left);
                if let Some(base) = base(tree, left) {
                    self.set(state, base, None);
                }
            }
            _ => {
                for name in tree.walk(left).collect::<Vec<_>>() {
                    if tree.kind(name) == Kind::Name {
                        self.set(state, name, None);
                    }
                }
            }
        }
    }

    pub(super) fn set(&mut self, state: &mut State, name: NodeId, value: Option<Known>) {
        let variable = variable(self.tree, self.names, name);
        match value {
            Some(value) => {
                Rc::make_mut(state).insert(variable, value);
            }
            None if state.contains_key(&variable) => {
                Rc::make_mut(state).remove(&variable);
            }
            None => {}
        }
    }

    /// Runs the body of a function on a copy of the state; what it assigns is unknown afterwards.
    pub(super) fn inside(&mut self, state: &mut State, id: NodeId) {
        let tree = self.tree;
        let mut inner = state.clone();
        for param in tree
            .all(id, Field::Param)
            .chain(tree.all(id, Field::Receiver))
        {
            for default in tree.all(param, Field::Default) {
                self.eval(state, default);
            }
            let bare = (tree.kind(param) == Kind::Name).then_some(param);
            for name in tree.all(param, Field::Name).chain(bare) {
                self.assign(&mut inner, name, None, None);
            }
        }
        let jumps = std::mem::take(&mut self.jumps);
        self.in_function += 1;
        let body = tree.get(id, Field::Body);
        if let Some(body) = body {
            self.statement(inner, body, true);
        }
        self.in_function -= 1;
        self.jumps = jumps;
        let Some(body) = body.filter(|_| !state.is_empty()) else {
            return;
        };
        for part in tree.walk(body).collect::<Vec<_>>() {
            if matches!(tree.kind(part), Kind::Assign | Kind::AugAssign)
                && let Some(left) = tree.get(part, Field::Left)
                && tree.kind(left) == Kind::Name
            {
                self.set(state, left, None);
            }
        }
    }
}
