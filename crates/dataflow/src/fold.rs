//! Operations on values that are known.

use std::rc::Rc;

use assay_profile::{AddedToText, Values};
use assay_syntax::Token;

use crate::Constant;

/// How many bytes a text that is put together has at most: `x = x + x` doubles it. A longer one is some
/// text, as one is of which a part is unknown; no pattern spells out so much.
pub(crate) const LONGEST: usize = 1 << 16;

fn text(made: String) -> Constant {
    Constant::Str(Rc::from(made))
}

/// Operators by their tokens.
#[derive(Debug)]
pub(crate) struct Folding {
    values: &'static Values,
    plus: Token,
    minus: Token,
    times: Token,
    power: Token,
    divided: Token,
    modulo: Token,
    joins: [Token; 2],
    and: [Token; 2],
    or: [Token; 2],
    not: [Token; 2],
    comparisons: [(Token, Comparison); 8],
}

#[derive(Clone, Copy, Debug)]
enum Comparison {
    Equal,
    Unequal,
    Less,
    LessEqual,
    More,
    MoreEqual,
}

impl Folding {
    pub(crate) fn of(values: &'static Values) -> Folding {
        Folding {
            values,
            plus: Token::of("+"),
            minus: Token::of("-"),
            times: Token::of("*"),
            power: Token::of("**"),
            divided: Token::of("/"),
            modulo: Token::of("%"),
            joins: [".", ".."].map(Token::of),
            and: ["&&", "and"].map(Token::of),
            or: ["||", "or"].map(Token::of),
            not: ["!", "not"].map(Token::of),
            comparisons: [
                ("==", Comparison::Equal),
                ("===", Comparison::Equal),
                ("!=", Comparison::Unequal),
                ("!==", Comparison::Unequal),
                ("<", Comparison::Less),
                ("<=", Comparison::LessEqual),
                (">", Comparison::More),
                (">=", Comparison::MoreEqual),
            ]
            .map(|(word, comparison)| (Token::of(word), comparison)),
        }
    }

    /// The value of an operation with two operands, as far as Semgrep computes it.
    pub(crate) fn binary(
        &self,
        operator: Token,
        left: &Constant,
        right: &Constant,
    ) -> Option<Constant> {
        use Constant::{Bool, Int, SomeStr, Str};
        match (left, right) {
            (Bool(left), Bool(right)) if self.and.contains(&operator) => {
                Some(Bool(*left && *right))
            }
            (Bool(left), Bool(right)) if self.or.contains(&operator) => Some(Bool(*left || *right)),
            (Int(left), Int(right)) => {
                let result = match operator {
                    op if op == self.plus => left.checked_add(*right),
                    op if op == self.minus => left.checked_sub(*right),
                    op if op == self.times => left.checked_mul(*right),
                    op if op == self.power => u32::try_from(*right)
                        .ok()
                        .and_then(|right| left.checked_pow(right)),
                    op if op == self.divided && (*right != 0) && left % right == 0 => {
                        left.checked_div(*right)
                    }
                    _ => None,
                };
                let fits = |value: &i128| i64::try_from(*value).is_ok();
                result.filter(fits).map(Int)
            }
            (Str(_) | SomeStr, _) if operator == self.times && self.values.repeats_text => {
                Some(SomeStr)
            }
            _ if operator == self.plus || self.joins.contains(&operator) => {
                self.concatenation(left, right)
            }
            _ => None,
        }
    }

    /// The same where one of the operands may be unknown: a text is a text however often it is repeated.
    pub(crate) fn binary_in_part(
        &self,
        operator: Token,
        left: Option<&Constant>,
        right: Option<&Constant>,
    ) -> Option<Constant> {
        if let (Some(left), Some(right)) = (left, right)
            && let Some(value) = self.binary(operator, left, right)
        {
            return Some(value);
        }
        // Where `and` and `or` give an operand, not a truth value.
        let gives_right = match left {
            Some(Constant::Bool(true)) => self.is_and(operator),
            Some(Constant::Bool(false)) => self.is_or(operator),
            _ => false,
        };
        if gives_right && self.values.logic_gives_operand {
            return right.cloned();
        }
        let is_text = matches!(left, Some(Constant::Str(_) | Constant::SomeStr));
        (is_text && operator == self.times && self.values.repeats_text).then_some(Constant::SomeStr)
    }

    fn concatenation(&self, left: &Constant, right: &Constant) -> Option<Constant> {
        use Constant::{Float, Int, SomeStr, Str};
        let added = self.values.added_to_text;
        let converts = added != AddedToText::Nothing;
        Some(match (left, right) {
            (Str(left), Str(right)) if left.len() + right.len() > LONGEST => SomeStr,
            (Str(left), Str(right)) => text(format!("{left}{right}")),
            (Str(left), Int(right)) if converts => text(format!("{left}{right}")),
            (Int(left), Str(right)) if converts => text(format!("{left}{right}")),
            (Str(left), Float(right)) if added == AddedToText::Numbers => {
                text(format!("{left}{right}"))
            }
            (Str(_), SomeStr) | (SomeStr, Str(_) | SomeStr) => SomeStr,
            _ => return None,
        })
    }

    /// The value of an operation with one operand.
    pub(crate) fn unary(&self, operator: Token, value: &Constant) -> Option<Constant> {
        match value {
            Constant::Bool(value) if self.not.contains(&operator) => Some(Constant::Bool(!value)),
            Constant::Int(value) if operator == self.minus => Some(Constant::Int(-value)),
            Constant::Float(value) if operator == self.minus => Some(Constant::Float(-value)),
            Constant::Int(_) if operator == self.plus => Some(value.clone()),
            _ => None,
        }
    }

    /// The same with comparisons and what else a machine would compute.
    pub(crate) fn binary_deep(
        &self,
        operator: Token,
        left: &Constant,
        right: &Constant,
    ) -> Option<Constant> {
        use Constant::{Bool, Int, Str};
        if let Some(value) = self.binary(operator, left, right) {
            return Some(value);
        }
        if let (Int(left), Int(right)) = (left, right) {
            if operator == self.divided && *right != 0 && self.values.divides_whole {
                return Some(Int(left / right));
            }
            if operator == self.modulo && *right > 0 && *left >= 0 {
                return Some(Int(left % right));
            }
        }
        let (_, comparison) = *self
            .comparisons
            .iter()
            .find(|(word, _)| *word == operator)?;
        let order = match (left, right) {
            (Int(left), Int(right)) => left.cmp(right),
            (Str(left), Str(right)) => left.cmp(right),
            (Bool(left), Bool(right)) => left.cmp(right),
            _ => return None,
        };
        Some(Bool(match comparison {
            Comparison::Equal => order.is_eq(),
            Comparison::Unequal => order.is_ne(),
            Comparison::Less => order.is_lt(),
            Comparison::LessEqual => order.is_le(),
            Comparison::More => order.is_gt(),
            Comparison::MoreEqual => order.is_ge(),
        }))
    }

    /// Whether an operator is a comparison.
    pub(crate) fn is_comparison(&self, operator: Token) -> bool {
        self.comparisons.iter().any(|(word, _)| *word == operator)
    }

    pub(crate) fn is_and(&self, operator: Token) -> bool {
        self.and.contains(&operator)
    }

    pub(crate) fn is_or(&self, operator: Token) -> bool {
        self.or.contains(&operator)
    }

    pub(crate) fn is_not(&self, operator: Token) -> bool {
        self.not.contains(&operator)
    }
}

/// What is known where two ways meet.
pub(crate) fn union(left: &Constant, right: &Constant) -> Option<Constant> {
    let is_text = |value: &Constant| matches!(value, Constant::Str(_) | Constant::SomeStr);
    if left == right {
        Some(left.clone())
    } else if is_text(left) && is_text(right) {
        Some(Constant::SomeStr)
    } else {
        None
    }
}
