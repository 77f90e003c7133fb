//! Which names and expressions have a value that is known: what holds on every way to them.

mod assignments;
mod everywhere;
mod expressions;

use std::collections::HashMap;
use std::rc::Rc;

use assay_profile::LanguageSemantics;
use assay_syntax::{Field, Kind, NodeId, Token, Tree};

use crate::Constant;
use crate::block_values::block_values;
use crate::flow::{Flow, Jumps};
use crate::fold::{Folding, union};
use crate::names::{BindingKind, Names};

/// How many steps are taken in a file before what is left stays unknown, which is told.
const BUDGET: usize = 2_000_000;

/// How many bytes of a text that is put together count as a step.
const BYTES_PER_STEP: usize = 64;

/// What a name holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Known {
    /// A value.
    Constant(Constant),
    /// What an expression gives, whatever that is.
    Expression(NodeId),
}

/// A variable: by its binding, or by its name where it has none.
pub(crate) fn variable(tree: &Tree, names: &Names, name: NodeId) -> u64 {
    match names.binding(name) {
        Some(binding) => u64::from(binding.0),
        None => tree.token(name).value() | 1 << 63,
    }
}

/// What is known of the nodes of a tree.
#[derive(Debug, Default)]
pub(crate) struct Values {
    pub constants: HashMap<NodeId, Constant>,
    pub expressions: HashMap<NodeId, NodeId>,
    /// There were too many steps to find out everything.
    pub is_partial: bool,
}

pub(crate) fn values(tree: &Tree, names: &Names, semantics: &'static LanguageSemantics) -> Values {
    let mut analysis = Constants {
        tree,
        names,
        semantics,
        folding: Folding::of(&tree.profile().semantics.values),
        jumps: Jumps::default(),
        known: HashMap::new(),
        ahead: HashMap::new(),
        steps: 0,
        nested: 0,
        is_cut: false,
        in_function: 0,
        outer: if semantics.names.blocks_give_values {
            block_values(tree)
        } else {
            HashMap::new()
        },
    };
    analysis.statement(State::default(), tree.root(), false);
    analysis.finish()
}

type State = Rc<HashMap<u64, Known>>;

struct Constants<'t> {
    tree: &'t Tree,
    names: &'t Names,
    semantics: &'static LanguageSemantics,
    folding: Folding,
    jumps: Jumps<State>,
    /// What the last visit knew of an expression.
    known: HashMap<NodeId, Known>,
    /// What links of long chains gave that are about to be asked for.
    ahead: HashMap<NodeId, Option<Known>>,
    steps: usize,
    /// How deep the value is that is looked at, of what stands for a name everywhere.
    nested: usize,
    /// One was too deep, or a loop did not settle.
    is_cut: bool,
    in_function: usize,
    /// Values of what is used by a path and given elsewhere.
    outer: HashMap<String, NodeId>,
}

impl Constants<'_> {
    fn finish(self) -> Values {
        let mut values = Values {
            is_partial: self.steps > BUDGET || self.is_cut,
            ..Values::default()
        };
        let large = self.large();
        for (id, known) in self.known {
            match known {
                Known::Constant(constant) => {
                    values.constants.insert(id, constant);
                }
                Known::Expression(value) => {
                    if self.tree.kind(id) == Kind::Name && !large.contains(&value) {
                        values.expressions.insert(id, value);
                    }
                }
            }
        }
        values
    }

    /// Runs an expression and tells what it gives. The links of a long chain are run one after another, inside out.
    fn eval(&mut self, state: &mut State, id: NodeId) -> Option<Known> {
        if let Some(known) = self.ahead.remove(&id) {
            return known;
        }
        for link in self.tree.links(id).into_iter().rev() {
            let known = self.eval_node(state, link);
            self.ahead.insert(link, known);
        }
        self.eval_node(state, id)
    }

    fn eval_node(&mut self, state: &mut State, id: NodeId) -> Option<Known> {
        self.steps += 1;
        if self.steps > BUDGET {
            return None;
        }
        let known = self.compute(state, id);
        match &known {
            Some(known) => {
                if let Known::Constant(Constant::Str(text)) = known {
                    self.steps += text.len() / BYTES_PER_STEP;
                }
                self.known.insert(id, known.clone());
            }
            None => {
                self.known.remove(&id);
            }
        }
        known
    }

    fn constant(&mut self, state: &mut State, id: NodeId) -> Option<Constant> {
        match self.eval(state, id)? {
            Known::Constant(constant) => Some(constant),
            Known::Expression(_) => None,
        }
    }

    fn field(&mut self, state: &mut State, id: NodeId, field: Field) -> Option<Constant> {
        let child = self.tree.get(id, field)?;
        self.constant(state, child)
    }

    fn all(&mut self, state: &mut State, id: NodeId) {
        for &child in self.tree.children(id) {
            self.eval(state, child);
        }
    }
}

impl<'t> Flow<'t> for Constants<'t> {
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
        if Rc::ptr_eq(into, from) {
            return false;
        }
        let mut changes: Vec<(u64, Option<Known>)> = Vec::new();
        for (variable, known) in into.iter() {
            match (known, from.get(variable)) {
                (_, None) => changes.push((*variable, None)),
                (known, Some(other)) if known == other => {}
                (Known::Constant(left), Some(Known::Constant(right))) => {
                    let both = union(left, right).map(Known::Constant);
                    if both.as_ref() != Some(known) {
                        changes.push((*variable, both));
                    }
                }
                _ => changes.push((*variable, None)),
            }
        }
        if changes.is_empty() {
            return false;
        }
        let state = Rc::make_mut(into);
        for (variable, known) in changes {
            match known {
                Some(known) => state.insert(variable, known),
                None => state.remove(&variable),
            };
        }
        true
    }

    fn expression(&mut self, state: &mut State, id: NodeId) {
        self.eval(state, id);
    }

    fn effect(&mut self, state: &mut State, id: NodeId, _is_last: bool) {
        self.eval(state, id);
        let tree = self.tree;
        // `text << more` puts it behind.
        if tree.kind(id) == Kind::Binary
            && tree.token(id) == Token::of("<<")
            && let Some(left) = tree.get(id, Field::Left)
            && tree.kind(left) == Kind::Name
        {
            self.set(state, left, None);
        }
        // A method whose result nobody takes may change its object.
        if tree.kind(id) == Kind::Call
            && let Some(callee) = tree.get(id, Field::Callee)
            && tree.kind(callee) == Kind::Member
            && let Some(object) = tree.get(callee, Field::Object)
            && tree.kind(object) == Kind::Name
        {
            let value = self.extended(state, id, callee, object);
            self.set(state, object, value);
        }
    }

    fn definition(&mut self, state: &mut State, id: NodeId) {
        let tree = self.tree;
        let right = tree.get(id, Field::Right);
        let value = right.and_then(|right| self.eval(state, right));
        // The size of an array is part of its type.
        let of = tree.get(id, Field::Type);
        if let Some(size) = of.and_then(|of| tree.get(of, Field::Index)) {
            self.eval(state, size);
        }
        for body in tree.all(id, Field::Body) {
            self.statement(State::default(), body, false);
        }
        // What a class defines is no variable of the code around it.
        let in_class = tree
            .parent(id)
            .and_then(|up| tree.parent(up))
            .is_some_and(|up| tree.kind(up) == Kind::Class);
        for left in tree.all(id, Field::Left) {
            let is_shared = in_class
                || self
                    .names
                    .get(left)
                    .is_some_and(|binding| binding.kind == BindingKind::Field);
            self.assign(state, left, value.clone().filter(|_| !is_shared), right);
        }
    }

    fn element(&mut self, state: &mut State, id: NodeId) {
        for left in self.tree.all(id, Field::Left) {
            self.assign(state, left, None, None);
        }
    }

    fn caught(&mut self, state: &mut State, id: NodeId) {
        for name in self.tree.all(id, Field::Name) {
            self.assign(state, name, None, None);
        }
    }

    fn function(&mut self, state: &mut State, id: NodeId) {
        // A function runs when it is called, so it only knows what never changes.
        let mut inner = State::default();
        if self.in_function > 0 {
            let is_once = |variable: &u64| {
                let binding = self.names.bindings.get(*variable as usize);
                binding.is_some_and(|binding| binding.assigned == 1)
            };
            let kept = state.iter().filter(|(variable, _)| is_once(variable));
            inner = Rc::new(kept.map(|(k, v)| (*k, v.clone())).collect());
        }
        for decorator in self.tree.all(id, Field::Decorator) {
            self.all(state, decorator);
        }
        self.inside(&mut inner, id);
    }

    fn returned(&mut self, state: &mut State, id: NodeId) {
        self.all(state, id);
    }

    fn enough(&mut self) -> bool {
        self.steps += 1;
        self.steps > BUDGET
    }

    fn unsettled(&mut self) {
        self.is_cut = true;
    }
}

/// The variable that an access starts from: `a` of `a.b[c]`.
pub(crate) fn base(tree: &Tree, id: NodeId) -> Option<NodeId> {
    let mut at = id;
    loop {
        at = match tree.kind(at) {
            Kind::Name => return Some(at),
            Kind::Member | Kind::Index => tree.get(at, Field::Object)?,
            Kind::Deref | Kind::Ref => tree.get(at, Field::Value)?,
            _ => return None,
        };
    }
}
