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
    /// What each parser was cut off at.
    unfinished: RefCell<HashMap<Lang, Unfinished>>,
}

/// A text, or stretches of it, that a parser has begun with.
struct Unfinished {
    text: Box<str>,
    ranges: Vec<TSRange>,
}

impl Parsers {
    /// Parses a text, or the given stretches of it; with an edited `old` tree only what has changed. Where the time was up
    /// it goes on when the same is asked for next in this language.
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
        let unfinished = self.unfinished.borrow_mut().remove(&lang);
        let goes_on = old.is_none()
            && unfinished.is_some_and(|begun| begun.ranges == ranges && &*begun.text == text);
        if !goes_on {
            *self.runs.borrow_mut().entry(lang.grammar()).or_default() += 1;
            parser.reset();
            parser.set_included_ranges(ranges).ok()?;
        }
        let mut stop = |_: &_| {
            if tick() {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let options = ParseOptions::new().progress_callback(&mut stop);
        let bytes = text.as_bytes();
        let tree = parser.parse_with_options(
            &mut |at, _| bytes.get(at..).unwrap_or_default(),
            old,
            Some(options),
        );
        if tree.is_none() && old.is_none() {
            let begun = Unfinished {
                text: text.into(),
                ranges: ranges.to_vec(),
            };
            self.unfinished.borrow_mut().insert(lang, begun);
        }
        tree
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

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_text_that_was_cut_off_goes_on_where_it_was() {
        assay_languages::install_native_grammars();
        let lang = Lang::from_name("python").unwrap();
        let text = "def f(a):\n    return g(a, [1, 2, 3])\n".repeat(400);
        let parse = |parsers: &Parsers, text: &str, most: u32, asked: &Cell<u32>| {
            let here = Cell::new(0);
            let tick = || {
                here.set(here.get() + 1);
                asked.set(asked.get() + 1);
                here.get() > most
            };
            parsers.parse(lang, text, &[], None, &tick)
        };
        let (whole, parts) = (Cell::new(0), Cell::new(0));
        let fresh = parse(&Parsers::default(), &text, u32::MAX, &whole).unwrap();
        let parsers = Parsers::default();
        let mut cuts = 0;
        let tree = loop {
            match parse(&parsers, &text, whole.get() / 10, &parts) {
                Some(tree) => break tree,
                None => cuts += 1,
            }
        };
        assert!((8..=12).contains(&cuts), "{cuts}");
        assert!(parts.get() < whole.get() * 3 / 2, "{parts:?} of {whole:?}");
        assert_eq!(parsers.runs()["python"], 1);
        assert_eq!(tree.root_node().to_sexp(), fresh.root_node().to_sexp());
        // Another text in between begins anew, whatever was begun.
        assert!(parse(&parsers, &text, 1, &parts).is_none());
        let other = parse(&parsers, "f()", u32::MAX, &parts).unwrap();
        assert_eq!(other.root_node().end_byte(), 3);
    }
}
