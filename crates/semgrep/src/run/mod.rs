//! Running a rule over a text.

mod candidate;
mod conditions;
mod evaluate;
mod ground;
mod listed;
mod nested;
mod nesting;
mod report;
mod scope;
mod taint;
mod values;

pub use ground::Ground;
pub use report::SemgrepMatcher;
