//! Code of one language inside another's.

use std::ops::ControlFlow;
use std::rc::Rc;

use assay_profile::Profile;
use tree_sitter::Node as Raw;

use super::ahead::Ahead;
use super::table::compiled;
use super::{Lowering, visits_for};
use crate::Tree;
use crate::lowering_table::LoweringTable;

/// A language whose code stands inside another's.
pub struct Embedded {
    /// What is known of it.
    pub profile: &'static Profile,
    /// Its table.
    pub table: &'static LoweringTable,
    /// Its grammar.
    pub grammar: tree_sitter::Language,
}

impl Lowering<'_> {
    /// Lowers stretches of the text as one text of another language; false if its grammar cannot be used.
    pub fn embed(
        &mut self,
        language: &Embedded,
        stretches: &[std::ops::Range<usize>],
        lowered: for<'u> fn(&mut Lowering<'u>, Raw<'u>),
    ) -> bool {
        // Whoever has the time left that this had not will tell that it was up.
        let parsed = match (self.tick)() {
            true => None,
            false => parse_stretches(&language.grammar, &self.source, stretches, self.tick),
        };
        let Some(parsed) = parsed else {
            return false;
        };
        let table = compiled(language.profile, language.table, &language.grammar);
        let blank = Tree::new(self.tree.profile(), Rc::clone(&self.source));
        let mut inner = Lowering {
            tree: std::mem::replace(&mut self.tree, blank),
            source: Rc::clone(&self.source),
            table,
            stack: std::mem::take(&mut self.stack),
            depth: self.depth,
            pattern: self.pattern,
            cursors: Vec::new(),
            ahead: Ahead::default(),
            tick: self.tick,
            copied: self.copied,
            visits_left: visits_for(&parsed),
        };
        lowered(&mut inner, parsed.root_node());
        (self.tree, self.stack) = (inner.tree, inner.stack);
        true
    }
}

fn parse_stretches(
    grammar: &tree_sitter::Language,
    text: &str,
    stretches: &[std::ops::Range<usize>],
    tick: &dyn Fn() -> bool,
) -> Option<tree_sitter::Tree> {
    // Only bytes count in what is made of the tree.
    let point = |at: usize| tree_sitter::Point { row: 0, column: at };
    let range = |stretch: &std::ops::Range<usize>| tree_sitter::Range {
        start_byte: stretch.start,
        end_byte: stretch.end,
        start_point: point(stretch.start),
        end_point: point(stretch.end),
    };
    let ranges: Vec<tree_sitter::Range> = stretches.iter().map(range).collect();
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(grammar).ok()?;
    parser.set_included_ranges(&ranges).ok()?;
    let mut stop = |_: &_| match tick() {
        true => ControlFlow::Break(()),
        false => ControlFlow::Continue(()),
    };
    let options = tree_sitter::ParseOptions::new().progress_callback(&mut stop);
    let bytes = text.as_bytes();
    let mut read = |at: usize, _| bytes.get(at..).unwrap_or_default();
    parser.parse_with_options(&mut read, None, Some(options))
}
