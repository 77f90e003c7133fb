//! The expression language of `metavariable-comparison`: a small part of Python's.
//!
//! ```text
//! int($X) >= 1024 and re.match("^a", $Y)      $PORT in [80, 443]      strptime($D) < today()
//! ```

use super::value::Value;

/// A parsed expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// A constant.
    Constant(Value),
    /// `$X`.
    Metavariable(String),
    /// A name that is no metavariable: labels in `requires`.
    Name(String),
    /// `[a, b]`
    List(Vec<Expression>),
    /// `f(a, b)`; the function may have dots in its name.
    Call(String, Vec<Expression>),
    /// `not a`, `-a`, `+a`, `~a`.
    Unary(Unary, Box<Expression>),
    /// `a + b`.
    Binary(Binary, Box<Expression>, Box<Expression>),
}

/// Operators with one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Unary {
    Not,
    Minus,
    Plus,
    BitNot,
}

/// Operators with two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Binary {
    Or,
    And,
    In,
    NotIn,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    BitOr,
    BitXor,
    BitAnd,
    ShiftLeft,
    ShiftRight,
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Modulo,
    Power,
}

/// How deep expressions may be nested.
const MAX_DEPTH: usize = 64;
/// How many words and signs an expression may have: each operator is a level of its tree.
const MAX_TOKENS: usize = 1_000;

/// Parses an expression; the error has the byte where it starts.
pub fn parse(text: &str) -> Result<Expression, (usize, String)> {
    let tokens = tokens(text)?;
    if let Some((at, _)) = tokens.get(MAX_TOKENS) {
        return Err((*at, "the expression is too long".to_owned()));
    }
    let mut parser = Parser {
        tokens: &tokens,
        at: 0,
        end: text.len(),
        depth: 0,
    };
    let expression = parser.binary(0)?;
    match parser.tokens.get(parser.at) {
        None => Ok(expression),
        Some((at, token)) => Err((*at, format!("unexpected {token}"))),
    }
}

/// With `strip: true` every metavariable is read as a number.
pub fn strip(expression: Expression) -> Expression {
    let inner = |boxed: Box<Expression>| Box::new(strip(*boxed));
    match expression {
        Expression::Metavariable(_) => Expression::Call("int".to_owned(), vec![expression]),
        Expression::List(items) => Expression::List(items.into_iter().map(strip).collect()),
        Expression::Call(function, arguments) => {
            Expression::Call(function, arguments.into_iter().map(strip).collect())
        }
        Expression::Unary(operator, operand) => Expression::Unary(operator, inner(operand)),
        Expression::Binary(operator, a, b) => Expression::Binary(operator, inner(a), inner(b)),
        other => other,
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Value(Value),
    Metavariable(String),
    Name(String),
    Sign(&'static str),
}

impl std::fmt::Display for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Token::Value(_) => f.write_str("a value"),
            Token::Metavariable(name) | Token::Name(name) => write!(f, "`{name}`"),
            Token::Sign(sign) => write!(f, "`{sign}`"),
        }
    }
}

/// Longer signs first.
const SIGNS: &[&str] = &[
    "**", "//", "<<", ">>", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "(", ")",
    "[", "]", ",", "&", "|", "^", "~", ".",
];

fn tokens(text: &str) -> Result<Vec<(usize, Token)>, (usize, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(sign) = text[at..].chars().next() {
        let rest = &text[at..];
        if sign.is_whitespace() {
            at += sign.len_utf8();
            continue;
        }
        let word = |rest: &str| {
            rest.find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len())
        };
        let (token, length) = if sign == '$' {
            let dots = if rest[1..].starts_with("...") { 3 } else { 0 };
            let length = 1 + dots + word(&rest[1 + dots..]);
            (Token::Metavariable(rest[..length].to_owned()), length)
        } else if let Some((value, length)) = quoted(rest) {
            (Token::Value(Value::Text(value)), length)
        } else if sign.is_ascii_digit()
            || (sign == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit()))
        {
            number(rest).ok_or_else(|| (at, "this is not a valid number".to_owned()))?
        } else if sign.is_alphabetic() || sign == '_' {
            let length = word(rest);
            (name(&rest[..length]), length)
        } else if let Some(known) = SIGNS.iter().find(|known| rest.starts_with(**known)) {
            (Token::Sign(known), known.len())
        } else {
            return Err((at, format!("`{sign}` is not allowed in a comparison")));
        };
        found.push((at, token));
        at += length;
    }
    Ok(found)
}

fn name(word: &str) -> Token {
    match word {
        "True" | "true" => Token::Value(Value::Bool(true)),
        "False" | "false" => Token::Value(Value::Bool(false)),
        "and" => Token::Sign("and"),
        "or" => Token::Sign("or"),
        "not" => Token::Sign("not"),
        "in" => Token::Sign("in"),
        other => Token::Name(other.to_owned()),
    }
}

fn number(rest: &str) -> Option<(Token, usize)> {
    let based = rest.len() > 1 && rest.starts_with('0') && rest[1..].starts_with(['x', 'o', 'b']);
    if based {
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        let value = super::value::parse_int(&rest[..end])?;
        return Some((Token::Value(Value::Int(value)), end));
    }
    let mut end = 0;
    let bytes = rest.as_bytes();
    while end < bytes.len() {
        let is_sign =
            matches!(bytes[end], b'+' | b'-') && end > 0 && matches!(bytes[end - 1], b'e' | b'E');
        if !(bytes[end].is_ascii_digit()
            || matches!(bytes[end], b'.' | b'e' | b'E' | b'_')
            || is_sign)
        {
            break;
        }
        end += 1;
    }
    let clean: String = rest[..end].chars().filter(|c| *c != '_').collect();
    let value = match clean.parse::<i64>() {
        Ok(int) => Value::Int(int),
        Err(_) => Value::Float(clean.parse().ok()?),
    };
    Some((Token::Value(value), end))
}

/// A string with its length: `'a'`, `"a"`, and raw ones.
fn quoted(rest: &str) -> Option<(String, usize)> {
    let raw = rest.starts_with("r'") || rest.starts_with("r\"");
    let body = if raw { &rest[1..] } else { rest };
    let quote = body.chars().next().filter(|c| *c == '"' || *c == '\'')?;
    let mut value = String::new();
    let mut signs = body.char_indices().skip(1);
    while let Some((at, sign)) = signs.next() {
        match sign {
            _ if sign == quote => return Some((value, usize::from(raw) + at + 1)),
            '\\' => {
                let (_, next) = signs.next()?;
                match next {
                    _ if raw => value.extend(['\\', next]),
                    'n' => value.push('\n'),
                    't' => value.push('\t'),
                    'r' => value.push('\r'),
                    '\\' | '\'' | '"' => value.push(next),
                    // Python keeps the backslash of an escape it does not know.
                    other => value.extend(['\\', other]),
                }
            }
            other => value.push(other),
        }
    }
    None
}

struct Parser<'t> {
    tokens: &'t [(usize, Token)],
    at: usize,
    end: usize,
    depth: usize,
}

/// Signs by how tightly they bind, loosest first.
const LEVELS: &[&[(&str, Binary)]] = &[
    &[("or", Binary::Or)],
    &[("and", Binary::And)],
    // `not` stands here, see `binary`.
    &[
        ("in", Binary::In),
        ("==", Binary::Equal),
        ("!=", Binary::NotEqual),
        ("<=", Binary::LessEqual),
        (">=", Binary::GreaterEqual),
        ("<", Binary::Less),
        (">", Binary::Greater),
    ],
    &[("|", Binary::BitOr)],
    &[("^", Binary::BitXor)],
    &[("&", Binary::BitAnd)],
    &[("<<", Binary::ShiftLeft), (">>", Binary::ShiftRight)],
    &[("+", Binary::Add), ("-", Binary::Subtract)],
    &[
        ("*", Binary::Multiply),
        ("/", Binary::Divide),
        ("//", Binary::FloorDivide),
        ("%", Binary::Modulo),
    ],
];
const COMPARISONS: usize = 2;

type Parsed = Result<Expression, (usize, String)>;

impl Parser<'_> {
    fn sign(&self) -> Option<&'static str> {
        match self.tokens.get(self.at) {
            Some((_, Token::Sign(sign))) => Some(sign),
            _ => None,
        }
    }

    fn take(&mut self, sign: &str) -> bool {
        let is_there = self.sign() == Some(sign);
        self.at += usize::from(is_there);
        is_there
    }

    fn place(&self) -> usize {
        self.tokens.get(self.at).map_or(self.end, |(at, _)| *at)
    }

    fn expect(&mut self, sign: &str) -> Result<(), (usize, String)> {
        if self.take(sign) {
            return Ok(());
        }
        Err((self.place(), format!("`{sign}` is missing here")))
    }

    fn binary(&mut self, level: usize) -> Parsed {
        self.depth += 1;
        if self.depth > MAX_DEPTH * LEVELS.len() {
            return Err((
                self.place(),
                "the expression is nested too deeply".to_owned(),
            ));
        }
        let parsed = self.binary_here(level);
        self.depth -= 1;
        parsed
    }

    fn binary_here(&mut self, level: usize) -> Parsed {
        let Some(operators) = LEVELS.get(level) else {
            return self.unary();
        };
        if level == COMPARISONS && self.take("not") {
            let operand = self.binary(COMPARISONS)?;
            return Ok(Expression::Unary(Unary::Not, Box::new(operand)));
        }
        let mut left = self.binary(level + 1)?;
        let mut chained: Option<Expression> = None;
        loop {
            let is_not_in = level == COMPARISONS
                && self.sign() == Some("not")
                && matches!(self.tokens.get(self.at + 1), Some((_, Token::Sign("in"))));
            let operator = if is_not_in {
                self.at += 2;
                Binary::NotIn
            } else {
                let sign = self.sign();
                let Some((_, operator)) = operators.iter().find(|(known, _)| Some(*known) == sign)
                else {
                    return Ok(left);
                };
                self.at += 1;
                *operator
            };
            let right = self.binary(level + 1)?;
            // `a < b < c` means `a < b and b < c`.
            left = match chained.replace(right.clone()) {
                Some(middle) if level == COMPARISONS => {
                    let second = Expression::Binary(operator, Box::new(middle), Box::new(right));
                    Expression::Binary(Binary::And, Box::new(left), Box::new(second))
                }
                _ => Expression::Binary(operator, Box::new(left), Box::new(right)),
            };
        }
    }

    fn unary(&mut self) -> Parsed {
        for (sign, operator) in [
            ("-", Unary::Minus),
            ("+", Unary::Plus),
            ("~", Unary::BitNot),
        ] {
            if self.take(sign) {
                self.depth += 1;
                if self.depth > MAX_DEPTH * LEVELS.len() {
                    return Err((
                        self.place(),
                        "the expression is nested too deeply".to_owned(),
                    ));
                }
                let operand = self.unary()?;
                self.depth -= 1;
                return Ok(Expression::Unary(operator, Box::new(operand)));
            }
        }
        let base = self.primary()?;
        if self.take("**") {
            let exponent = self.unary()?;
            return Ok(Expression::Binary(
                Binary::Power,
                Box::new(base),
                Box::new(exponent),
            ));
        }
        Ok(base)
    }

    fn primary(&mut self) -> Parsed {
        let place = self.place();
        let Some((_, token)) = self.tokens.get(self.at) else {
            return Err((place, "the expression is incomplete".to_owned()));
        };
        self.at += 1;
        match token.clone() {
            Token::Value(value) => Ok(Expression::Constant(value)),
            Token::Metavariable(name) => Ok(Expression::Metavariable(name)),
            Token::Name(name) => self.named(name),
            Token::Sign("(") => {
                let inner = self.binary(0)?;
                self.expect(")")?;
                Ok(inner)
            }
            Token::Sign("[") => Ok(Expression::List(self.list("]")?)),
            other => Err((place, format!("unexpected {other}"))),
        }
    }

    /// A name, perhaps with dots, perhaps called.
    fn named(&mut self, mut name: String) -> Parsed {
        while self.take(".") {
            match self.tokens.get(self.at) {
                Some((_, Token::Name(field))) => name = format!("{name}.{field}"),
                _ => return Err((self.place(), "a name is missing after the dot".to_owned())),
            }
            self.at += 1;
        }
        if self.take("(") {
            return Ok(Expression::Call(name, self.list(")")?));
        }
        Ok(Expression::Name(name))
    }

    fn list(&mut self, close: &str) -> Result<Vec<Expression>, (usize, String)> {
        let mut items = Vec::new();
        while !self.take(close) {
            items.push(self.binary(0)?);
            if !self.take(",") {
                self.expect(close)?;
                break;
            }
        }
        Ok(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_placed() {
        for (text, at) in [("$X >", 4), ("$X == ?", 6), ("int($X", 6), ("1 2", 2)] {
            assert_eq!(parse(text).unwrap_err().0, at, "{text}");
        }
        assert!(parse(&"(".repeat(10_000)).is_err());
        assert!(parse(&"-".repeat(10_000)).is_err());
        assert!(parse(&"not ".repeat(10_000)).is_err());
        assert_eq!(parse(&"1+".repeat(10_000)).unwrap_err().0, 1_000);
        assert_eq!(parse(&"1**".repeat(10_000)).unwrap_err().0, 1_500);
    }
}
