//! What expressions give.

use std::rc::Rc;

use assay_syntax::{Field, Kind, NodeId, Token, Tree};

use super::{Constants, Known, State, variable};
use crate::Constant;
use crate::flow::{Flow, is_control};
use crate::fold::{LONGEST, union};

impl Constants<'_> {
    /// What an expression gives, after its parts have run.
    pub(super) fn compute(&mut self, state: &mut State, id: NodeId) -> Option<Known> {
        let tree = self.tree;
        match tree.kind(id) {
            Kind::Name => {
                let known = state.get(&variable(tree, self.names, id)).cloned();
                known.or_else(|| self.fixed(id, 0))
            }
            Kind::Special | Kind::Regex => Some(Known::Expression(id)),
            Kind::Binary => self.binary(state, id),
            Kind::Unary => self.unary(state, id),
            Kind::Str => self.string(state, id),
            Kind::Assign => self.assignment(state, id),
            Kind::AugAssign => self.augmented(state, id),
            Kind::Update => {
                let value = tree.get(id, Field::Value)?;
                self.eval(state, value);
                self.assign(state, value, None, None);
                None
            }
            Kind::Conditional => self.conditional(state, id),
            Kind::Member => self.member(state, id),
            Kind::Call
                if self.semantics.values.dollar_reads && tree.token(id) == Token::of("$") =>
            {
                self.field(state, id, Field::Arg).map(Known::Constant)
            }
            Kind::Call => {
                self.all(state, id);
                let value = self.called(id).map(Known::Constant);
                value.or_else(|| self.symbolic(id))
            }
            Kind::Lambda => {
                self.inside(state, id);
                None
            }
            Kind::Comprehension => self.comprehension(state, id),
            Kind::Keyword => {
                for value in tree.all(id, Field::Value) {
                    self.eval(state, value);
                }
                None
            }
            Kind::Cast | Kind::New | Kind::Index => {
                self.all(state, id);
                self.symbolic(id)
            }
            kind if is_control(kind) => {
                if let Some(after) = self.statement(state.clone(), id, false) {
                    *state = after;
                }
                self.branched(id).map(Known::Constant)
            }
            kind if kind.is_leaf() => literal(tree, id).map(Known::Constant),
            _ => {
                self.all(state, id);
                None
            }
        }
    }

    fn binary(&mut self, state: &mut State, id: NodeId) -> Option<Known> {
        let left = self.field(state, id, Field::Left);
        // What the right side of `&&` and `||` assigns may not be assigned.
        let token = self.tree.token(id);
        let before =
            (self.folding.is_and(token) || self.folding.is_or(token)).then(|| state.clone());
        let right = self.field(state, id, Field::Right);
        if let Some(before) = before {
            self.join(state, &before);
        }
        let value = self
            .folding
            .binary_in_part(self.tree.token(id), left.as_ref(), right.as_ref())
            .or_else(|| self.either(id));
        value.map(Known::Constant).or_else(|| self.symbolic(id))
    }

    fn unary(&mut self, state: &mut State, id: NodeId) -> Option<Known> {
        let value = self.field(state, id, Field::Value);
        let value = value.and_then(|value| self.folding.unary(self.tree.token(id), &value));
        value.map(Known::Constant).or_else(|| self.symbolic(id))
    }

    /// A string with what is put into it.
    fn string(&mut self, state: &mut State, id: NodeId) -> Option<Known> {
        let tree = self.tree;
        let part = |part: &NodeId| match tree.kind(*part) {
            Kind::Interpolation => self.field(state, *part, Field::Value),
            Kind::Str => self.constant(state, *part),
            _ => Some(Constant::Str(Rc::from(tree.text(*part)))),
        };
        let parts: Vec<Option<Constant>> = tree.children(id).iter().map(part).collect();
        let value = joined(parts).map(Known::Constant);
        value.or_else(|| self.symbolic(id))
    }

    fn member(&mut self, state: &mut State, id: NodeId) -> Option<Known> {
        let tree = self.tree;
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
        known.or_else(|| self.symbolic(id))
    }

    /// Runs a comprehension on a copy of the state: its names are its own.
    fn comprehension(&mut self, state: &State, id: NodeId) -> Option<Known> {
        let tree = self.tree;
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

    /// What an `if` gives that is an expression, where all its branches are known.
    pub(super) fn branched(&self, id: NodeId) -> Option<Constant> {
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
    pub(super) fn either(&self, id: NodeId) -> Option<Constant> {
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

    /// What a method makes of a string that puts another one behind it.
    pub(super) fn extended(
        &mut self,
        state: &mut State,
        call: NodeId,
        callee: NodeId,
        object: NodeId,
    ) -> Option<Known> {
        let tree = self.tree;
        let appending = self.semantics.library.appending_methods;
        let appends = tree
            .get(callee, Field::Name)
            .is_some_and(|name| appending.contains(&tree.text(name)));
        if !appends {
            return None;
        }
        let before = self.constant(state, object)?;
        let added = self.field(state, call, Field::Arg)?;
        let whole = self.folding.binary(Token::of("+"), &before, &added)?;
        Some(Known::Constant(whole))
    }

    pub(super) fn symbolic(&self, id: NodeId) -> Option<Known> {
        self.is_symbolic(id, 0).then_some(Known::Expression(id))
    }

    pub(super) fn conditional(&mut self, state: &mut State, id: NodeId) -> Option<Known> {
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
    pub(super) fn called(&self, id: NodeId) -> Option<Constant> {
        let tree = self.tree;
        let callee = tree.get(id, Field::Callee)?;
        let known = self.semantics.library.constant_functions;
        let knows = known.contains(&tree.text(callee));
        let is_constant = |arg: NodeId| matches!(self.known.get(&arg), Some(Known::Constant(_)));
        (knows && tree.all(id, Field::Arg).all(is_constant)).then_some(Constant::SomeStr)
    }
}

pub(super) fn joined(parts: Vec<Option<Constant>>) -> Option<Constant> {
    let mut text = String::new();
    let mut is_whole = true;
    for part in parts {
        match part? {
            Constant::Str(part) if text.len() + part.len() <= LONGEST => text.push_str(&part),
            Constant::Str(_) => is_whole = false,
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
pub(super) fn literal(tree: &Tree, id: NodeId) -> Option<Constant> {
    Some(match tree.kind(id) {
        Kind::Int => Constant::Int(assay_syntax::integer(tree.text(id))?),
        Kind::Float => {
            let text: String = tree.text(id).chars().filter(|c| *c != '_').collect();
            Constant::Float(text.trim_end_matches(['f', 'F', 'd', 'D']).parse().ok()?)
        }
        // What is written may be another word: Rust's `loop` goes on for ever.
        Kind::Bool => Constant::Bool(tree.token(id) == Token::of("true")),
        Kind::Null => Constant::Null,
        Kind::Text => Constant::Str(Rc::from(tree.text(id))),
        _ => return None,
    })
}
