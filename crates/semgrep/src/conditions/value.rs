//! What an expression of a condition can be worth.

/// A value. Numbers are kept apart as Python keeps them.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// A piece of code that is no constant: it can be turned into text and nothing else.
    Code(String),
}

impl Value {
    /// The number, for arithmetic.
    pub fn number(&self) -> Option<f64> {
        match self {
            Value::Int(int) => Some(*int as f64),
            Value::Float(float) => Some(*float),
            _ => None,
        }
    }

    /// What `str()` makes of it.
    pub fn to_text(&self) -> Option<String> {
        Some(match self {
            Value::Bool(true) => "true".to_owned(),
            Value::Bool(false) => "false".to_owned(),
            Value::Int(int) => int.to_string(),
            Value::Float(float) => float.to_string(),
            Value::Text(text) | Value::Code(text) => text.clone(),
            Value::List(_) => return None,
        })
    }

    /// Whether two values are equal, `1` and `1.0` among them.
    pub fn equals(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Int(_), Value::Float(_)) | (Value::Float(_), Value::Int(_)) => {
                self.number() == other.number()
            }
            _ => self == other,
        }
    }
}

/// A whole number as programs write it: with a base, separators and suffixes.
pub fn parse_int(text: &str) -> Option<i64> {
    let clean: String = text.trim().chars().filter(|sign| *sign != '_').collect();
    let (negative, digits) = match clean.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, clean.as_str()),
    };
    let lower = digits.to_ascii_lowercase();
    let (digits, radix) = if let Some(hex) = lower.strip_prefix("0x") {
        (hex.to_owned(), 16)
    } else if let Some(octal) = lower.strip_prefix("0o") {
        (octal.to_owned(), 8)
    } else if let Some(binary) = lower.strip_prefix("0b") {
        (binary.to_owned(), 2)
    } else if lower.len() > 1 && lower.starts_with('0') && lower.bytes().all(|b| b.is_ascii_digit())
    {
        let octal = lower.bytes().all(|byte| byte < b'8');
        (lower[1..].to_owned(), if octal { 8 } else { 10 })
    } else {
        (lower, 10)
    };
    let digits = digits.trim_end_matches(['l', 'u']);
    let value = i64::from_str_radix(digits, radix).ok()?;
    Some(if negative { -value } else { value })
}
