//! The tests of the engine as a whole: one program, so that the grammars are linked once.

mod bounds;
mod chains;
mod check;
mod confidence;
mod conformance;
mod deep;
mod former_ids;
mod imports_of_fixes;
mod late_rules;
mod lines_of_fixes;
mod lists;
mod semgrep;
mod semgrep_tables;
mod support;
