//! Which names and expressions have a value that is known: what holds on every way to them.

mod everywhere;

use std::collections::HashMap;
use std::rc::Rc;

use assay_syntax::{Field, Kind, NodeId, Token, Tree};

use crate::Constant;
use crate::flow::{Flow, Jumps, is_control};
use crate::fold::{Folding, union};
use crate::habits::Habits;
use crate::names::{Names, Sort};
use crate::terraform;

/// How many steps are taken in a file before what is left stays unknown.
const BUDGET: usize = 2_000_000;

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
}

pub(crate) fn values(tree: &Tree, names: &Names, habits: Habits) -> Values {
    let mut analysis = Constants {
        tree,
        names,
        habits,
        folding: Folding::of(tree.lang()),
        jumps: Jumps::default(),
        known: HashMap::new(),
        steps: 0,
        in_function: 0,
        outer: if tree.lang().id() == "hcl" {
            terraform::variables(tree)
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
    habits: Habits,
    folding: Folding,
    jumps: Jumps<State>,
    /// What the last visit knew of an expression.
    known: HashMap<NodeId, Known>,
    steps: usize,
    in_function: usize,
    /// Values of what is used by a path and given elsewhere.
    outer: HashMap<String, NodeId>,
}

impl Constants<'_> {
    fn finish(self) -> Values {
        let mut values = Values::default();
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

    /// Runs an expression and tells what it gives.
    fn eval(&mut self, state: &mut State, id: NodeId) -> Option<Known> {
        self.steps += 1;
        if self.steps > BUDGET {
            return None;
        }
        let known = self.compute(state, id);
        match &known {
            Some(known) => {
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

    fn compute(&mut self, state: &mut State, id: NodeId) -> Option<Known> {
        let tree = self.tree;
        let kind = tree.kind(id);
        let constant = match kind {
            Kind::Name => {
                let known = state.get(&variable(tree, self.names, id)).cloned();
                return known.or_else(|| self.fixed(id, 0));
            }
            Kind::Special | Kind::Regex => return Some(Known::Expression(id)),
            Kind::Binary => {
                let left = self.field(state, id, Field::Left);
                let right = self.field(state, id, Field::Right);
                let value = self
                    .folding
                    .binary_in_part(tree.token(id), left.as_ref(), right.as_ref())
                    .or_else(|| self.either(id));
                return value.map(Known::Constant).or_else(|| self.symbolic(id));
            }
            Kind::Unary => {
                let value = self.field(state, id, Field::Value);
                let value = value.and_then(|value| self.folding.unary(tree.token(id), &value));
                return value.map(Known::Constant).or_else(|| self.symbolic(id));
            }
            Kind::Str => {
                let parts: Vec<Option<Constant>> = tree
                    .children(id)
                    .iter()
                    .map(|part| match tree.kind(*part) {
                        Kind::Interpolation => self.field(state, *part, Field::Value),
                        Kind::Str => self.constant(state, *part),
                        _ => Some(Constant::Str(Rc::from(tree.text(*part)))),
                    })
                    .collect();
                let value = joined(parts);
                return value.map(Known::Constant).or_else(|| self.symbolic(id));
            }
            Kind::Assign => {
                let right = tree.get(id, Field::Right)?;
                let value = self.eval(state, right);
                for left in tree.all(id, Field::Left) {
                    self.assign(state, left, value.clone(), Some(right));
                }
                return value;
            }
            Kind::AugAssign => {
                let right = self.field(state, id, Field::Right);
                let left = tree.get(id, Field::Left)?;
                let before = self.constant(state, left);
                let value = match (before, right) {
                    (Some(before), Some(right)) => {
                        self.folding.binary(tree.token(id), &before, &right)
                    }
                    _ => None,
                };
                self.assign(state, left, value.clone().map(Known::Constant), None);
                value
            }
            Kind::Update => {
                let value = tree.get(id, Field::Value)?;
                self.eval(state, value);
                self.assign(state, value, None, None);
                None
            }
            Kind::Conditional => return self.conditional(state, id),
            Kind::Member => {
                if let Some(object) = tree.get(id, Field::Object) {
                    self.eval(state, object);
                }
                if let Some(value) = self.outer.get(tree.text(id)) {
                    let value = *value;
                    return self.settled(value, 0).map(Known::Constant);
                }
                let known = tree
                    .get(id, Field::Name)
                    .and_then(|name| self.fixed(name, 0));
                return known.or_else(|| self.symbolic(id));
            }
            // `$x` in a Dockerfile.
            Kind::Call if tree.token(id) == Token::of("$") && tree.lang().id() == "dockerfile" => {
                self.field(state, id, Field::Arg)
            }
            Kind::Call => {
                self.all(state, id);
                return self
                    .called(id)
                    .map(Known::Constant)
                    .or_else(|| self.symbolic(id));
            }
            Kind::Lambda => {
                self.inside(state, id);
                None
            }
            Kind::Comprehension => {
                let mut inner = state.clone();
                for item in tree.all(id, Field::Item) {
                    if tree.kind(item) == Kind::CompFor {
                        for over in tree.all(item, Field::Right) {
                            self.eval(&mut inner, over);
                        }
                        for left in tree.all(item, Field::Left) {
                            self.assign(&mut inner, left, None, None);
                        }
                    } else {
                        self.eval(&mut inner, item);
                    }
                }
                for value in tree.all(id, Field::Value) {
                    self.eval(&mut inner, value);
                }
                None
            }
            Kind::Keyword => {
                for value in tree.all(id, Field::Value) {
                    self.eval(state, value);
                }
                None
            }
            Kind::Cast | Kind::New | Kind::Index => {
                self.all(state, id);
                return self.symbolic(id);
            }
            kind if is_control(kind) => {
                if let Some(after) = self.statement(state.clone(), id, false) {
                    *state = after;
                }
                self.branched(id)
            }
            kind if kind.is_leaf() => literal(tree, id),
            _ => {
                self.all(state, id);
                None
            }
        };
        constant.map(Known::Constant)
    }

    /// What an `if` gives that is an expression, where all its branches are known.
    fn branched(&self, id: NodeId) -> Option<Constant> {
        let tree = self.tree;
        let is_value = tree.kind(id) == Kind::If && tree.node(id).field == Field::Right;
        if !is_value {
            return None;
        }
        let given = |field| {
            let mut at = tree.all(id, field).last()?;
            while matches!(tree.kind(at), Kind::Block | Kind::ExprStmt) {
                at = *tree.children(at).last()?;
            }
            match self.known.get(&at)? {
                Known::Constant(constant) => Some(constant),
                Known::Expression(_) => None,
            }
        };
        union(given(Field::Then)?, given(Field::Else)?)
    }

    /// What `condition and a or b` gives: one of two texts.
    fn either(&self, id: NodeId) -> Option<Constant> {
        let tree = self.tree;
        let (left, right) = (tree.get(id, Field::Left)?, tree.get(id, Field::Right)?);
        let is_choice = self.folding.is_or(tree.token(id))
            && tree.kind(left) == Kind::Binary
            && self.folding.is_and(tree.token(left));
        let is_text = |id: NodeId| {
            let known = self.known.get(&id);
            matches!(
                known,
                Some(Known::Constant(Constant::Str(_) | Constant::SomeStr))
            )
        };
        (is_choice && is_text(tree.get(left, Field::Right)?) && is_text(right))
            .then_some(Constant::SomeStr)
    }

    /// What Ruby's `x.concat(y)` makes of a string.
    fn extended(
        &mut self,
        state: &mut State,
        call: NodeId,
        callee: NodeId,
        object: NodeId,
    ) -> Option<Known> {
        let tree = self.tree;
        let is_concat = tree
            .get(callee, Field::Name)
            .is_some_and(|name| tree.text(name) == "concat");
        if !is_concat || tree.lang().id() != "ruby" {
            return None;
        }
        let before = self.constant(state, object)?;
        let added = self.field(state, call, Field::Arg)?;
        let whole = self.folding.binary(Token::of("+"), &before, &added)?;
        Some(Known::Constant(whole))
    }

    fn symbolic(&self, id: NodeId) -> Option<Known> {
        self.is_symbolic(id, 0).then_some(Known::Expression(id))
    }

    fn conditional(&mut self, state: &mut State, id: NodeId) -> Option<Known> {
        let tree = self.tree;
        if let Some(condition) = tree.get(id, Field::Cond) {
            self.eval(state, condition);
        }
        let mut other = state.clone();
        let then = self.field(state, id, Field::Then);
        let otherwise = self.field(&mut other, id, Field::Else);
        self.join(state, &other);
        union(&then?, &otherwise?).map(Known::Constant)
    }

    /// Functions of which it is known that they give constants for constants.
    fn called(&self, id: NodeId) -> Option<Constant> {
        let tree = self.tree;
        let callee = tree.get(id, Field::Callee)?;
        let knows = match tree.lang().id() {
            "java" => matches!(
                tree.text(callee),
                "String.format" | "java.lang.String.format"
            ),
            "php" => matches!(
                tree.text(callee),
                "escapeshellarg" | "htmlspecialchars_decode"
            ),
            _ => false,
        };
        let is_constant = |arg: NodeId| matches!(self.known.get(&arg), Some(Known::Constant(_)));
        (knows && tree.all(id, Field::Arg).all(is_constant)).then_some(Constant::SomeStr)
    }

    fn assign(
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

    fn set(&mut self, state: &mut State, name: NodeId, value: Option<Known>) {
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
    fn inside(&mut self, state: &mut State, id: NodeId) {
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

impl<'t> Flow<'t> for Constants<'t> {
    type State = State;

    fn tree(&self) -> &'t Tree {
        self.tree
    }

    fn habits(&self) -> Habits {
        self.habits
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
                    .is_some_and(|binding| binding.sort == Sort::Field);
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

fn joined(parts: Vec<Option<Constant>>) -> Option<Constant> {
    let mut text = String::new();
    let mut is_whole = true;
    for part in parts {
        match part? {
            Constant::Str(part) => text.push_str(&part),
            Constant::SomeStr => is_whole = false,
            _ => return None,
        }
    }
    Some(if is_whole {
        Constant::Str(Rc::from(text))
    } else {
        Constant::SomeStr
    })
}

/// The value of a literal.
fn literal(tree: &Tree, id: NodeId) -> Option<Constant> {
    Some(match tree.kind(id) {
        Kind::Int => Constant::Int(assay_syntax::integer(tree.text(id))?),
        Kind::Float => {
            let text: String = tree.text(id).chars().filter(|c| *c != '_').collect();
            Constant::Float(text.trim_end_matches(['f', 'F', 'd', 'D']).parse().ok()?)
        }
        Kind::Bool => Constant::Bool(tree.text(id).eq_ignore_ascii_case("true")),
        Kind::Null => Constant::Null,
        Kind::Text => Constant::Str(Rc::from(tree.text(id))),
        _ => return None,
    })
}
