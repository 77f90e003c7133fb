//! Which expressions have a type that a rule takes for safe: truth values and numbers. Types are those
//! that Semgrep sees without looking at other files: declared ones, literals, what operators make, and
//! a few methods of Java's library.

use assay_profile::{self as profile, Methods};
use assay_syntax::{Field, Kind, NodeId, Token};

use super::walk::Walk;
use crate::Constant;

/// How deep operands of operands are looked at. A type that is not found out counts as unsafe: nothing is
/// missed by it.
const DEPTH: usize = 32;

/// A type that matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Builtin {
    Bool,
    Int,
    Float,
    /// A number of either sort.
    Number,
}

impl Builtin {
    fn named(name: &str) -> Option<Builtin> {
        Some(match name {
            "bool" | "boolean" | "Boolean" | "Bool" => Builtin::Bool,
            "int" | "Int" | "integer" | "Integer" | "long" | "Long" | "short" | "Short"
            | "byte" | "int32" | "int64" | "uint" | "i32" | "i64" | "usize" => Builtin::Int,
            "float" | "Float" | "double" | "Double" | "float64" => Builtin::Float,
            "number" => Builtin::Number,
            _ => return None,
        })
    }

    fn is_number(self) -> bool {
        self != Builtin::Bool
    }

    fn is_whole_or_fraction(self) -> bool {
        matches!(self, Builtin::Int | Builtin::Float)
    }
}

/// What a method gives back, of whatever it is called on or of a class of the library.
fn given(methods: &[Methods], class: &str, name: &str) -> Option<Builtin> {
    let class = class.strip_prefix("java.lang.").unwrap_or(class);
    let fits = |row: &&Methods| row.names.contains(&name) && row.class.is_none_or(|of| of == class);
    Some(match methods.iter().find(fits)?.give {
        profile::Builtin::Bool => Builtin::Bool,
        profile::Builtin::Int => Builtin::Int,
        profile::Builtin::Float => Builtin::Float,
    })
}

impl Walk<'_> {
    /// Whether an expression has a type that the rule takes for safe.
    pub(super) fn is_safe_type(&self, id: NodeId) -> bool {
        let options = self.options;
        if !options.assume_safe_booleans && !options.assume_safe_numbers {
            return false;
        }
        self.builtin(id, 0).is_some_and(|builtin| {
            if builtin.is_number() {
                options.assume_safe_numbers
            } else {
                options.assume_safe_booleans
            }
        })
    }

    fn builtin(&self, id: NodeId, depth: usize) -> Option<Builtin> {
        let tree = self.tree;
        if depth > DEPTH {
            return None;
        }
        match tree.kind(id) {
            Kind::Int => Some(Builtin::Int),
            Kind::Float => Some(Builtin::Float),
            Kind::Bool | Kind::TypeTest => Some(Builtin::Bool),
            Kind::Unary => self.folding.is_not(tree.token(id)).then_some(Builtin::Bool),
            Kind::Binary => self.operation(id, depth),
            Kind::Conditional => {
                let branch = |field| self.builtin(tree.get(id, field)?, depth + 1);
                branch(Field::Then).filter(|then| branch(Field::Else) == Some(*then))
            }
            Kind::Call => self.called_type(id),
            Kind::Member if self.is_count(id) => Some(Builtin::Int),
            _ => self.declared(id, depth),
        }
    }

    /// Whether a member is a whole number, of whatever it is.
    fn is_count(&self, member: NodeId) -> bool {
        let counts = self.semantics.library.counts;
        let name = self.tree.get(member, Field::Name);
        name.is_some_and(|name| {
            counts.contains(&self.tree.text(name)) && self.facts.binding(name).is_none()
        })
    }

    /// The type of a value that is known, or the one that is declared.
    fn declared(&self, id: NodeId, depth: usize) -> Option<Builtin> {
        match self.facts.constant(id) {
            Some(Constant::Int(_)) => return Some(Builtin::Int),
            Some(Constant::Float(_)) => return Some(Builtin::Float),
            Some(Constant::Bool(_)) => return Some(Builtin::Bool),
            Some(_) => return None,
            None => {}
        }
        let tree = self.tree;
        let ty = self.facts.type_of(tree, id)?;
        // `var x = 1` tells its type by the literal alone.
        match tree.kind(ty) {
            Kind::Int | Kind::Float | Kind::Bool => self.builtin(ty, depth + 1),
            _ => Builtin::named(tree.text(ty)),
        }
    }

    fn operation(&self, id: NodeId, depth: usize) -> Option<Builtin> {
        let tree = self.tree;
        let operator = tree.token(id);
        let is = |words: &[&str]| words.iter().any(|word| Token::of(word) == operator);
        let side = |field| self.builtin(tree.get(id, field)?, depth + 1);
        if self.folding.is_comparison(operator)
            || self.folding.is_and(operator)
            || is(&["in", "not in", "!in", "is", "is not", "<>"])
        {
            return Some(Builtin::Bool);
        }
        let (left, right) = (side(Field::Left), side(Field::Right));
        let is_bool = left == Some(Builtin::Bool) || right == Some(Builtin::Bool);
        if self.folding.is_or(operator) {
            return (is_bool || self.semantics.values.logic_is_strict).then_some(Builtin::Bool);
        }
        if is(&["|", "&", "^"]) {
            return (is_bool && self.semantics.values.logic_is_strict).then_some(Builtin::Bool);
        }
        let is_number = |side: Option<Builtin>| side.is_some_and(Builtin::is_whole_or_fraction);
        // Where `+` never makes a text of a number, one number makes the other operand one as well.
        let is_strict = self.semantics.values.numbers_stay_numbers;
        if is_strict
            && (is(&["+", "-"]) && is_number(left) || is(&["+", "-", "*"]) && is_number(right))
        {
            return Some(Builtin::Number);
        }
        let are_whole = left == Some(Builtin::Int) && right == Some(Builtin::Int);
        (are_whole && is(&["+", "-"])).then_some(Builtin::Int)
    }

    fn called_type(&self, id: NodeId) -> Option<Builtin> {
        let tree = self.tree;
        let callee = tree.get(id, Field::Callee)?;
        let methods = self.semantics.library.methods;
        if methods.is_empty() || tree.kind(callee) != Kind::Member {
            return None;
        }
        let object = tree.get(callee, Field::Object)?;
        let name = tree.get(callee, Field::Name)?;
        let class = match tree.kind(object) {
            Kind::Str | Kind::Text => "String",
            _ => tree.text(self.facts.type_of(tree, object).unwrap_or(object)),
        };
        given(methods, class, tree.text(name))
    }
}
