//! What is told of small projects. One program, since linking one with every grammar takes longer than running its tests.

#![allow(clippy::disallowed_methods)] // A test is a host: it may read files.

mod ask;
mod cycles;
mod hierarchy;
mod moving;
mod navigation;
mod rename;
mod small;
mod tables;
mod unimported;
