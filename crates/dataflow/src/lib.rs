//! What one file tells of its names, constants and types, and how data flows through it.

mod block_values;
mod constants;
mod facts;
mod flow;
mod fold;
mod names;
pub mod taint;

pub use facts::{BindingId, Constant, Facts};

#[cfg(test)]
mod testing;

#[cfg(test)]
mod by_language;
