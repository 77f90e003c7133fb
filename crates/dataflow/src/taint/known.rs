//! What conditions and labels are known to be.

use std::rc::Rc;

use assay_syntax::{Field, Kind, NodeId};

use super::state::State;
use super::walk::{LOOKS, Walk};
use crate::Constant;

impl Walk<'_> {
    /// The value of an expression, as a machine would compute it.
    pub(super) fn known(&self, state: &State, id: NodeId, looks: &mut usize) -> Option<Constant> {
        if let Some(known) = self.facts.constant(id) {
            return Some(known.clone());
        }
        let tree = self.tree;
        // Values of values fan out: what needs too many of them stays unknown.
        *looks = looks.checked_sub(1)?;
        let mut part = |field| {
            tree.get(id, field)
                .and_then(|part| self.known(state, part, looks))
        };
        match tree.kind(id) {
            Kind::Name => self
                .number(state, id)
                .or_else(|| self.known(state, self.facts.value(id)?, looks)),
            Kind::Char => {
                let text = tree.text(id).trim_matches('\'');
                Some(Constant::Str(Rc::from(text)))
            }
            Kind::Binary => {
                let (left, right) = (part(Field::Left), part(Field::Right));
                let operator = tree.token(id);
                let is = |value: &Option<Constant>, truth| *value == Some(Constant::Bool(truth));
                if self.folding.is_and(operator) && (is(&left, false) || is(&right, false)) {
                    return Some(Constant::Bool(false));
                }
                if self.folding.is_or(operator) && (is(&left, true) || is(&right, true)) {
                    return Some(Constant::Bool(true));
                }
                self.folding.binary_deep(operator, &left?, &right?)
            }
            Kind::Unary => self.folding.unary(tree.token(id), &part(Field::Value)?),
            Kind::Index => nth(&part(Field::Object)?, &part(Field::Index)?),
            Kind::Call => {
                let callee = tree.get(id, Field::Callee)?;
                let name = tree.get(callee, Field::Name)?;
                let argument = part(Field::Arg);
                let object = self.known(state, tree.get(callee, Field::Object)?, looks)?;
                match tree.text(name) {
                    "charAt" => nth(&object, &argument?),
                    "length" => match &object {
                        Constant::Str(text) => Some(Constant::Int(text.len() as i128)),
                        _ => None,
                    },
                    "equals" => match (&object, &argument?) {
                        (Constant::Str(left), Constant::Str(right)) => {
                            Some(Constant::Bool(left == right))
                        }
                        _ => None,
                    },
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Whether a known value is what a label describes: a value, `a | b` or `_`.
    pub(super) fn fits_pattern(
        &self,
        state: &State,
        subject: &Constant,
        label: NodeId,
    ) -> Option<bool> {
        let tree = self.tree;
        let children = tree.children(label);
        match (tree.kind(label), children) {
            (Kind::Word, _) => (tree.text(label) == "_").then_some(true),
            (Kind::Other, [only]) => self.fits_pattern(state, subject, *only),
            (Kind::Other, [_, bar, ..]) if tree.text(*bar) == "|" => {
                let mut all = children.iter().step_by(2);
                let fits = |one: &NodeId| self.fits_pattern(state, subject, *one);
                all.clone()
                    .any(|one| fits(one) == Some(true))
                    .then_some(true)
                    .or_else(|| all.all(|one| fits(one) == Some(false)).then_some(false))
            }
            _ => {
                let mut looks = LOOKS;
                let label = self.known(state, label, &mut looks)?;
                let is_whole = |value: &Constant| !matches!(value, Constant::SomeStr);
                (is_whole(subject) && is_whole(&label)).then(|| *subject == label)
            }
        }
    }
}

/// The character at a place of a text.
fn nth(text: &Constant, place: &Constant) -> Option<Constant> {
    let (Constant::Str(text), Constant::Int(place)) = (text, place) else {
        return None;
    };
    let found = text.chars().nth(usize::try_from(*place).ok()?)?;
    Some(Constant::Str(Rc::from(found.to_string())))
}
