//! The tests of patterns as a whole: one program, so that the grammars are linked once.

mod languages;
mod matching;
mod support;
mod tables;
