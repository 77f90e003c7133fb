//! Parsing under a time limit, with one parser per language that is used again for every file.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::ControlFlow;

use assay_languages::Lang;
use ast_grep_core::tree_sitter::{LanguageExt, TSRange};
use tree_sitter::{ParseOptions, Parser, Tree};

/// Parsers by language.
#[derive(Default)]
pub struct Parsers {
    parsers: HashMap<Lang, Parser>,
}

impl Parsers {
    /// Parses a text, or the given stretches of it. None means that the time was up, or that the
    /// grammar is not one this parser can use.
    pub fn parse(
        &mut self,
        lang: Lang,
        text: &str,
        ranges: &[TSRange],
        tick: &dyn Fn() -> bool,
    ) -> Option<Tree> {
        let parser = self.parser(lang)?;
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
            None,
            Some(options),
        )
    }

    fn parser(&mut self, lang: Lang) -> Option<&mut Parser> {
        match self.parsers.entry(lang) {
            Entry::Occupied(parser) => Some(parser.into_mut()),
            Entry::Vacant(place) => {
                let mut parser = Parser::new();
                parser.set_language(&lang.get_ts_language()).ok()?;
                Some(place.insert(parser))
            }
        }
    }
}
