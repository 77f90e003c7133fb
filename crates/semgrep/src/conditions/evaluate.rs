//! What an expression of a condition is worth under the bindings of a match.

use std::cmp::Ordering;

use super::expression::{Binary, Expression, Unary};
use super::value::{Value, parse_int};
use crate::pcre::{Lines, Pcre};

/// What an expression may ask for.
pub trait Facts {
    /// The value of a metavariable, if it has one.
    fn value(&self, metavariable: &str) -> Option<Value>;
    /// Seconds since 1970, if the host has told them.
    fn now(&self) -> Option<f64>;
    /// Whether the time is up.
    fn is_over(&self) -> bool;
    /// Told when an expression for text took too many steps.
    fn limit_reached(&self, expression: &str);
}

/// Its value. None if it has none: an unbound metavariable, operands that do not fit.
pub fn evaluate(expression: &Expression, facts: &dyn Facts) -> Option<Value> {
    match expression {
        Expression::Constant(value) => Some(value.clone()),
        Expression::Metavariable(name) => facts.value(name),
        Expression::Name(_) => None,
        Expression::List(items) => items
            .iter()
            .map(|item| evaluate(item, facts))
            .collect::<Option<Vec<_>>>()
            .map(Value::List),
        Expression::Call(function, arguments) => call(function, arguments, facts),
        Expression::Unary(operator, operand) => unary(*operator, evaluate(operand, facts)?),
        Expression::Binary(operator, left, right) => {
            let (left, right) = (evaluate(left, facts)?, evaluate(right, facts)?);
            binary(*operator, &left, &right)
        }
    }
}

fn call(function: &str, arguments: &[Expression], facts: &dyn Facts) -> Option<Value> {
    if function == "today" {
        return facts.now().map(Value::Float);
    }
    if matches!(function, "re.match" | "re.search") {
        return regex(function, arguments, facts);
    }
    let [argument] = arguments else { return None };
    let value = evaluate(argument, facts)?;
    match function {
        "int" => match value {
            Value::Int(_) => Some(value),
            Value::Text(text) | Value::Code(text) => parse_int(&text).map(Value::Int),
            Value::Float(float) => Some(Value::Int(float as i64)),
            _ => None,
        },
        "float" => match value {
            Value::Text(text) | Value::Code(text) => text.trim().parse().ok().map(Value::Float),
            other => other.number().map(Value::Float),
        },
        "str" => value.to_text().map(Value::Text),
        "len" => match value {
            Value::List(items) => i64::try_from(items.len()).ok().map(Value::Int),
            Value::Text(text) => i64::try_from(text.chars().count()).ok().map(Value::Int),
            _ => None,
        },
        "strptime" => match value {
            Value::Text(text) => date(&text).map(Value::Float),
            _ => None,
        },
        "parse_promql_duration" => match value {
            Value::Text(text) => duration(&text).map(Value::Int),
            _ => None,
        },
        _ => None,
    }
}

fn regex(function: &str, arguments: &[Expression], facts: &dyn Facts) -> Option<Value> {
    let [Expression::Constant(Value::Text(expression)), subject] = arguments else {
        return None;
    };
    let Value::Text(subject) = evaluate(subject, facts)? else {
        return None;
    };
    let pcre = Pcre::new(expression, Lines::One).ok()?;
    let found = if function == "re.match" {
        pcre.find_from_start(&subject, &|| facts.is_over())
            .map(|found| !found.is_empty())
    } else {
        let mut any = false;
        pcre.find_all(&subject, &|| facts.is_over(), &mut |_| any = true)
            .map(|()| any)
    };
    match found {
        Ok(found) => Some(Value::Bool(found)),
        Err(_) => {
            facts.limit_reached(expression);
            None
        }
    }
}

/// What an operation on one value gives.
pub fn unary(operator: Unary, value: Value) -> Option<Value> {
    match (operator, value) {
        (Unary::Not, Value::Bool(truth)) => Some(Value::Bool(!truth)),
        (Unary::Minus, Value::Int(int)) => int.checked_neg().map(Value::Int),
        (Unary::Minus, Value::Float(float)) => Some(Value::Float(-float)),
        (Unary::Plus, value @ (Value::Int(_) | Value::Float(_))) => Some(value),
        (Unary::BitNot, Value::Int(int)) => Some(Value::Int(!int)),
        _ => None,
    }
}

/// What an operation on two values gives.
pub fn binary(operator: Binary, left: &Value, right: &Value) -> Option<Value> {
    // Code compares as text only where the rule says so with `str()`.
    if matches!(left, Value::Code(_)) || matches!(right, Value::Code(_)) {
        return None;
    }
    let truth = |truth: bool| Some(Value::Bool(truth));
    match operator {
        Binary::And | Binary::Or => match (left, right) {
            (Value::Bool(a), Value::Bool(b)) => truth(if operator == Binary::And {
                *a && *b
            } else {
                *a || *b
            }),
            _ => None,
        },
        Binary::In => truth(contains(right, left).unwrap_or(false)),
        Binary::NotIn => truth(contains(right, left).is_some_and(|inside| !inside)),
        Binary::Equal => truth(left.equals(right)),
        Binary::NotEqual => truth(!left.equals(right)),
        Binary::Less => truth(order(left, right)? == Ordering::Less),
        Binary::LessEqual => truth(order(left, right)? != Ordering::Greater),
        Binary::Greater => truth(order(left, right)? == Ordering::Greater),
        Binary::GreaterEqual => truth(order(left, right)? != Ordering::Less),
        _ => match (left, right) {
            (Value::Int(a), Value::Int(b)) => integers(operator, *a, *b).map(Value::Int),
            _ => floats(operator, left.number()?, right.number()?).map(Value::Float),
        },
    }
}

fn contains(container: &Value, item: &Value) -> Option<bool> {
    match (container, item) {
        (Value::List(items), _) => Some(items.iter().any(|other| other == item)),
        (Value::Text(text), Value::Text(part)) => Some(text.contains(part.as_str())),
        _ => None,
    }
}

fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
        _ => left.number()?.partial_cmp(&right.number()?),
    }
}

fn integers(operator: Binary, a: i64, b: i64) -> Option<i64> {
    match operator {
        Binary::Add => a.checked_add(b),
        Binary::Subtract => a.checked_sub(b),
        Binary::Multiply => a.checked_mul(b),
        Binary::Divide => a.checked_div(b),
        Binary::FloorDivide => a.checked_div_euclid(b),
        Binary::Modulo => a.checked_rem(b),
        Binary::Power => a.checked_pow(u32::try_from(b).ok()?),
        Binary::BitAnd => Some(a & b),
        Binary::BitOr => Some(a | b),
        Binary::BitXor => Some(a ^ b),
        Binary::ShiftLeft => a.checked_shl(u32::try_from(b).ok()?),
        Binary::ShiftRight => a.checked_shr(u32::try_from(b).ok()?),
        _ => None,
    }
}

fn floats(operator: Binary, a: f64, b: f64) -> Option<f64> {
    match operator {
        Binary::Add => Some(a + b),
        Binary::Subtract => Some(a - b),
        Binary::Multiply => Some(a * b),
        Binary::Divide => Some(a / b),
        Binary::FloorDivide => Some((a / b).floor()),
        Binary::Modulo => Some(a % b),
        Binary::Power => Some(a.powf(b)),
        _ => None,
    }
}

/// Seconds since 1970 of `2024-10-31`, in UTC.
fn date(text: &str) -> Option<f64> {
    let mut parts = text.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() || !(1..=12).contains(&month) {
        return None;
    }
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let lengths = [
        31,
        if is_leap { 29 } else { 28 },
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ];
    let length = *lengths.get(usize::try_from(month - 1).ok()?)?;
    if !(1..=length).contains(&day) || !(0..10_000).contains(&year) {
        return None;
    }
    // Days from a civil date: years start in March, so that the leap day is the last one.
    let (y, m) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let era = y.div_euclid(400);
    let year_of_era = y.rem_euclid(400);
    let day_of_year = (153 * m + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let days = era * 146_097 + day_of_era - 719_468;
    Some((days * 86_400) as f64)
}

/// Milliseconds of a Prometheus duration such as `1h30m`.
fn duration(text: &str) -> Option<i64> {
    let mut total = 0i64;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let count: i64 = rest[..digits].parse().ok()?;
        let unit = &rest[digits..];
        let (milliseconds, length) = match unit.as_bytes() {
            [b'm', b's', ..] => (1, 2),
            [b's', ..] => (1000, 1),
            [b'm', ..] => (60_000, 1),
            [b'h', ..] => (3_600_000, 1),
            [b'd', ..] => (86_400_000, 1),
            [b'w', ..] => (604_800_000, 1),
            [b'y', ..] => (31_536_000_000, 1),
            _ => return None,
        };
        total = total.checked_add(count.checked_mul(milliseconds)?)?;
        rest = &unit[length..];
    }
    (!text.is_empty()).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conditions::expression::{parse, strip};

    struct Known;

    impl Facts for Known {
        fn value(&self, metavariable: &str) -> Option<Value> {
            match metavariable {
                "$N" => Some(Value::Int(80)),
                "$S" => Some(Value::Text("0x10".to_owned())),
                "$C" => Some(Value::Code("f(x)".to_owned())),
                _ => None,
            }
        }

        fn now(&self) -> Option<f64> {
            Some(1_700_000_000.0)
        }

        fn is_over(&self) -> bool {
            false
        }
        fn limit_reached(&self, _: &str) {}
    }

    fn check(text: &str, expected: Option<bool>) {
        let value = evaluate(&parse(text).unwrap(), &Known);
        assert_eq!(value, expected.map(Value::Bool), "{text}");
    }

    #[test]
    fn comparisons_are_those_of_python() {
        check("$N == 80", Some(true));
        check("$N > 79 and not $N >= 81", Some(true));
        check("1 < $N < 100", Some(true));
        check("$N + 2 * 3 ** 2 == 98", Some(true));
        check("-$N < 0", Some(true));
        check("$N in [1, 80]", Some(true));
        check("$N not in [1, 80]", Some(false));
        check("int($S) == 16", Some(true));
        check("$S == \"0x10\"", Some(true));
        check("len($S) == 4", Some(true));
        check("\"x\" in $S", Some(true));
        check(
            "re.match(\"0x\", $S) and not re.match(\"x1\", $S)",
            Some(true),
        );
        check("re.search(\"x1\", $S)", Some(true));
        check("str($C) == \"f(x)\"", Some(true));
        check("$C == \"f(x)\"", None);
        check("$UNBOUND == 1", None);
        check("$N & 16 == 16", Some(true));
        check("$N / 0 == 1", None);
        check("1.5 * 2 == 3", Some(true));
        check("strptime(\"2023-11-14\") < today()", Some(true));
        check("strptime(\"2023-11-15\") < today()", Some(false));
        check("strptime(\"2023-02-30\") < today()", None);
        check("parse_promql_duration(\"1h30m\") == 5400000", Some(true));
    }

    #[test]
    fn strip_reads_numbers() {
        let value = evaluate(&strip(parse("$S == 16").unwrap()), &Known);
        assert_eq!(value, Some(Value::Bool(true)));
    }
}
