//! Running a rule over a text.

mod conditions;
mod evaluate;
mod nested;
mod nesting;
mod place;
mod report;
mod scope;
mod taint;
mod values;

pub use place::Ground;
pub use report::SemgrepMatcher;
