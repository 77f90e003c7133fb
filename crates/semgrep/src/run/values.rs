//! What metavariables are worth: constants, contents of strings, text.

use assay_dataflow::Constant;
use assay_pattern::{BoundValue, Target};
use assay_syntax::{Field, Kind, NodeId, Token};

use super::ground::Ground;
use crate::conditions::{Binary, Unary, Value, binary, parse_int, unary};

impl Ground<'_> {
    /// Its value for comparisons; code that is no constant is only its text.
    pub fn worth(&self, bound: &BoundValue, propagate: bool) -> Value {
        let text = || self.text_of(bound).to_owned();
        match (bound.node(), self.target) {
            (Some(node), Some(target)) => {
                constant(target, node, propagate).unwrap_or_else(|| Value::Code(text()))
            }
            _ if bound.nodes.is_empty() => Value::Text(text()),
            _ => Value::Code(text()),
        }
    }

    /// The content of a string literal, or the text of what is no node.
    pub fn string_content(&self, bound: &BoundValue) -> Option<String> {
        if bound.nodes.is_empty() {
            return Some(self.text_of(bound).to_owned());
        }
        let (node, target) = (bound.node()?, self.target?);
        let text = target.tree.text(node);
        let is_block = target.tree.profile().matching.reads_strings && text.starts_with(['|', '>']);
        if is_block {
            return Some(of_block(text));
        }
        literal_content(target, node)
    }

    /// Where the content of a string literal starts.
    pub fn content_start(&self, bound: &BoundValue) -> u32 {
        let first = bound.node().zip(self.target).and_then(|(node, target)| {
            let first = *target.tree.children(node).first()?;
            (target.tree.kind(node) == Kind::Str).then(|| target.tree.node(first).start)
        });
        first.unwrap_or(bound.range.start)
    }
}

/// A block scalar of YAML without its header and indentation.
fn of_block(text: &str) -> String {
    let Some((header, lines)) = text.split_once('\n') else {
        return String::new();
    };
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let is_blank = |line: &&str| line.trim().is_empty();
    let least = lines
        .lines()
        .filter(|line| !is_blank(line))
        .map(indent)
        .min();
    let dedented = lines
        .lines()
        .map(|line| line.get(least.unwrap_or(0)..).unwrap_or_default());
    let joint = if header.starts_with('|') { "\n" } else { " " };
    let mut content = dedented.collect::<Vec<_>>().join(joint);
    content.truncate(content.trim_end().len());
    if !header.contains('-') {
        content.push('\n');
    }
    content
}

/// What stands between the quotes of a string without interpolations.
fn literal_content(target: &Target, node: NodeId) -> Option<String> {
    let tree = &target.tree;
    if tree.kind(node) == Kind::ExprStmt
        && let [only] = tree.children(node)
    {
        return literal_content(target, *only);
    }
    if tree.kind(node) == Kind::Text {
        return Some(tree.text(node).to_owned());
    }
    if tree.kind(node) != Kind::Str {
        return None;
    }
    let parts = tree.children(node);
    parts
        .iter()
        .all(|part| tree.kind(*part) == Kind::Text)
        .then(|| parts.iter().map(|part| tree.text(*part)).collect())
}

/// The text of a string whose interpolations all have values that are known, numbers among them.
fn interpolated(target: &Target, node: NodeId) -> Option<String> {
    let tree = &target.tree;
    if tree.kind(node) != Kind::Str {
        return None;
    }
    let part = |part: &NodeId| match tree.kind(*part) {
        Kind::Text => Some(tree.text(*part).to_owned()),
        Kind::Interpolation => {
            let value = tree.get(*part, Field::Value)?;
            match target.facts().constant(value)? {
                Constant::Str(text) => Some(text.to_string()),
                Constant::Int(int) => Some(int.to_string()),
                _ => None,
            }
        }
        _ => None,
    };
    tree.children(node).iter().map(part).collect()
}

/// Signs of arithmetic in code.
const UNARY: &[(&str, Unary)] = &[
    ("-", Unary::Minus),
    ("+", Unary::Plus),
    ("~", Unary::BitNot),
];
const BINARY: &[(&str, Binary)] = &[
    ("+", Binary::Add),
    ("-", Binary::Subtract),
    ("*", Binary::Multiply),
    ("/", Binary::Divide),
    ("%", Binary::Modulo),
    ("**", Binary::Power),
    ("&", Binary::BitAnd),
    ("|", Binary::BitOr),
    ("^", Binary::BitXor),
    ("<<", Binary::ShiftLeft),
    (">>", Binary::ShiftRight),
];

/// What arithmetic in code gives.
fn computed(target: &Target, node: NodeId, propagate: bool) -> Option<Value> {
    let tree = &target.tree;
    if tree.profile().matching.one_number_type {
        // Bits are of whole numbers, and sums of others are what facts tell.
        return None;
    }
    let value = |field| constant(target, tree.get(node, field)?, propagate);
    let sign = tree.token(node);
    if tree.kind(node) == Kind::Unary {
        let (_, operator) = UNARY.iter().find(|(known, _)| Token::of(known) == sign)?;
        return unary(*operator, value(Field::Value)?);
    }
    let (_, operator) = BINARY.iter().find(|(known, _)| Token::of(known) == sign)?;
    binary(*operator, &value(Field::Left)?, &value(Field::Right)?)
}

/// The value of a constant. Lists in lists and operations on operations are as deep as trees are kept at most.
fn constant(target: &Target, node: NodeId, propagate: bool) -> Option<Value> {
    let tree = &target.tree;
    let literal = match tree.kind(node) {
        Kind::Int => parse_int(tree.text(node)).map(Value::Int),
        Kind::Float => tree
            .text(node)
            .replace('_', "")
            .parse()
            .ok()
            .map(Value::Float),
        Kind::Bool => Some(Value::Bool(tree.text(node).eq_ignore_ascii_case("true"))),
        Kind::Str => literal_content(target, node).map(Value::Text),
        Kind::List | Kind::Tuple => tree
            .children(node)
            .iter()
            .map(|item| constant(target, *item, propagate))
            .collect::<Option<Vec<_>>>()
            .map(Value::List),
        Kind::ExprStmt => match tree.children(node) {
            [only] => constant(target, *only, propagate),
            _ => None,
        },
        Kind::Cast => tree
            .get(node, Field::Value)
            .and_then(|value| constant(target, value, propagate)),
        Kind::Unary | Kind::Binary => computed(target, node, propagate),
        _ => None,
    };
    if literal.is_some() || !propagate {
        return literal;
    }
    if let Some(text) = interpolated(target, node) {
        return Some(Value::Text(text));
    }
    match target.facts().constant(node)? {
        Constant::Str(text) => Some(Value::Text(text.to_string())),
        Constant::Int(int) => i64::try_from(*int).ok().map(Value::Int),
        Constant::Float(float) => Some(Value::Float(*float)),
        Constant::Bool(truth) => Some(Value::Bool(*truth)),
        Constant::SomeStr | Constant::Null => None,
    }
}
