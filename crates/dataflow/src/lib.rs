//! What one file tells of its names, constants and types, and how data flows through it.

#![allow(dead_code, reason = "the taint analysis that uses it is on its way")]

mod constants;
mod facts;
mod flow;
mod fold;
mod habits;
mod names;
pub mod taint;
mod terraform;

pub use facts::{BindingId, Constant, Facts};

#[cfg(test)]
mod testing;
