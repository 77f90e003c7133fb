//! Conditions on what metavariables stand for.

mod entropy;
mod evaluate;
pub mod expression;
mod redos;
mod value;

pub use entropy::is_high as has_high_entropy;
pub use evaluate::{Facts, binary, evaluate, unary};
pub use expression::{Binary, Unary};
pub use redos::is_vulnerable as is_vulnerable_regex;
pub use value::{Value, parse_int};
