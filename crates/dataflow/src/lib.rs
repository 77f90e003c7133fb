//! What one file tells of its names, constants and types, and how data flows through it.

mod facts;
pub mod taint;

pub use facts::{BindingId, Constant, Facts};
