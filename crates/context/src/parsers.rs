//! Parsing under a time limit, with one parser per language that is used again for every file.

use std::cell::RefCell;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

use assay_languages::Lang;
use ast_grep_core::tree_sitter::{LanguageExt, TSRange};
use tree_sitter::{ParseOptions, Parser, Tree};

/// Parsers by language.
#[derive(Default)]
pub struct Parsers {
    parsers: RefCell<HashMap<Lang, Parser>>,
    runs: RefCell<BTreeMap<&'static str, u32>>,
}

impl Parsers {
    /// Parses a text, or the given stretches of it; with an edited `old` tree only what has changed.
    /// None means that the time was up, that the text is beyond the scanner of the grammar, or that the grammar is not one
    /// this parser can use.
    pub fn parse(
        &self,
        lang: Lang,
        text: &str,
        ranges: &[TSRange],
        old: Option<&Tree>,
        tick: &dyn Fn() -> bool,
    ) -> Option<Tree> {
        if lang.beyond_scanner(text).is_some() {
            return None;
        }
        let mut parsers = self.parsers.borrow_mut();
        let parser = parser(&mut parsers, lang)?;
        *self.runs.borrow_mut().entry(lang.grammar()).or_default() += 1;
        parser.reset();
        parser.set_included_ranges(ranges).ok()?;
        let mut stop = |_: &_| {
            if tick() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let options = ParseOptions::new().progress_callback(&mut stop);
        let bytes = text.as_bytes();
        parser.parse_with_options(
            &mut |at, _| bytes.get(at..).unwrap_or_default(),
            old,
            Some(options),
        )
    }

    /// How often each grammar has been used to parse a text, by its name.
    pub fn runs(&self) -> BTreeMap<&'static str, u32> {
        self.runs.borrow().clone()
    }
}

fn parser(parsers: &mut HashMap<Lang, Parser>, lang: Lang) -> Option<&mut Parser> {
    match parsers.entry(lang) {
        Entry::Occupied(parser) => Some(parser.into_mut()),
        Entry::Vacant(place) => {
            let mut parser = Parser::new();
            parser.set_language(&lang.get_ts_language()).ok()?;
            Some(place.insert(parser))
        }
    }
}
