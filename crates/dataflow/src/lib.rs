//! What one file tells of its names, constants and types, and how data flows through it.

mod constants;
mod facts;
mod flow;
mod fold;
mod names;
mod semantics;
pub mod taint;
mod terraform;

pub use facts::{BindingId, Constant, Facts};

#[cfg(test)]
mod testing;

#[cfg(test)]
mod by_language;
