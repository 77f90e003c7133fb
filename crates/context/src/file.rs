//! A file, and what is made of it.

use std::any::{Any, TypeId};
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use assay_languages::{Lang, has_grammar};
use ast_grep_core::tree_sitter::TSRange;
use tree_sitter::{InputEdit, Tree};

use crate::common::CommonTree;
use crate::document::{Document, document, text_of, tree_of};
use crate::parsers::Parsers;
use crate::second_reading::{Reading, second_reading};

/// The number of a file among those of one engine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// What the host asks of whoever looks at a file.
#[derive(Clone, Copy)]
pub struct Host<'h> {
    /// Asked often; true means that the time is up.
    pub tick: &'h dyn Fn() -> bool,
    /// Seconds since 1970, if the host has told them.
    pub now: Option<f64>,
    /// Whether data is followed further than Semgrep's open engine does.
    pub deep: bool,
}

/// A file. What is needed of it is made once, when it is first asked for.
pub struct FileContext<'h> {
    /// Its number.
    pub id: FileId,
    /// Its path.
    pub path: &'h str,
    /// Its text.
    pub text: Rc<str>,
    /// Its language.
    pub language: Option<Lang>,
    /// What the host asks.
    pub host: Host<'h>,
    parsers: &'h Parsers,
    parsed: RefCell<Vec<Parsed>>,
    waiting: RefCell<Vec<Waiting>>,
    /// Trees of the text before an edit, moved to where things are now.
    edited: RefCell<HashMap<Lang, Tree>>,
    common: OnceCell<Option<Rc<CommonTree>>>,
    derived: RefCell<HashMap<TypeId, Rc<dyn Any>>>,
}

/// What was made of a text, for who looks at the same text again.
pub struct Made {
    /// The text.
    pub text: Rc<str>,
    language: Option<Lang>,
    parsed: Vec<Parsed>,
    waiting: Vec<Waiting>,
    common: Option<Rc<CommonTree>>,
    derived: HashMap<TypeId, Rc<dyn Any>>,
}

impl Made {
    /// The trees alone.
    pub(crate) fn without_derived(self) -> Made {
        Made {
            derived: HashMap::new(),
            ..self
        }
    }

    /// Whether nothing was made of it.
    pub fn is_empty(&self) -> bool {
        self.parsed.is_empty()
    }
}

/// What came of parsing a text, or stretches of it.
struct Parsed {
    lang: Lang,
    ranges: Vec<TSRange>,
    document: Option<Rc<Document>>,
}

/// The tree of a whole text, of which something is to be made that there was no time for.
struct Waiting {
    lang: Lang,
    text: Rc<str>,
    tree: Tree,
}

impl<'h> FileContext<'h> {
    /// A file of which nothing is known yet.
    pub fn new(
        id: FileId,
        path: &'h str,
        text: Rc<str>,
        language: Option<Lang>,
        parsers: &'h Parsers,
        host: Host<'h>,
    ) -> FileContext<'h> {
        FileContext {
            id,
            path,
            text,
            language,
            host,
            parsers,
            parsed: RefCell::default(),
            waiting: RefCell::default(),
            edited: RefCell::default(),
            common: OnceCell::new(),
            derived: RefCell::default(),
        }
    }

    /// Takes what was made of the file before; nothing if its text or its language is another one.
    pub fn adopt(&mut self, made: Made) {
        if made.text == self.text && made.language == self.language {
            self.text = made.text;
            self.parsed = RefCell::new(made.parsed);
            self.waiting = RefCell::new(made.waiting);
            self.common = made
                .common
                .map_or_else(OnceCell::new, |tree| OnceCell::from(Some(tree)));
            self.derived = RefCell::new(made.derived);
        }
    }

    /// What was made of it, but for what was cut off.
    pub fn into_made(self) -> Made {
        let mut parsed = self.parsed.into_inner();
        parsed.retain(|parsed| parsed.document.is_some());
        Made {
            text: self.text,
            language: self.language,
            parsed,
            waiting: self.waiting.into_inner(),
            common: self.common.into_inner().flatten(),
            derived: self.derived.into_inner(),
        }
    }

    /// Another text as a file of the same language.
    pub fn beside(&self, text: Rc<str>) -> FileContext<'h> {
        self.of_other(self.language, text)
    }

    /// Another text in another language, at the same path.
    pub fn of_other(&self, language: Option<Lang>, text: Rc<str>) -> FileContext<'h> {
        FileContext::new(self.id, self.path, text, language, self.parsers, self.host)
    }

    /// The tree of its own language; none if it has no language, or the time was up.
    pub fn document(&self) -> Option<Rc<Document>> {
        self.document_in(self.language?, &[])
    }

    /// The tree of the text, or of these stretches of it, in a language whose grammar is there.
    pub fn document_in(&self, lang: Lang, ranges: &[TSRange]) -> Option<Rc<Document>> {
        let is_it = |parsed: &&Parsed| parsed.lang == lang && parsed.ranges == ranges;
        if let Some(parsed) = self.parsed.borrow().iter().find(is_it) {
            return parsed.document.clone();
        }
        let tree = if ranges.is_empty() {
            let old = self.edited.borrow_mut().remove(&lang);
            self.tree(lang, &self.text, old.as_ref())
                .and_then(|tree| self.mended(lang, tree))
        } else {
            let tick = self.host.tick;
            self.parsers.parse(lang, &self.text, ranges, None, tick)
        };
        let document = tree.map(|tree| Rc::new(document(&self.text, lang, tree)));
        self.parsed.borrow_mut().push(Parsed {
            lang,
            ranges: ranges.to_vec(),
            document: document.clone(),
        });
        document
    }

    /// The tree of a whole text, which may have been parsed before.
    fn tree(&self, lang: Lang, text: &Rc<str>, old: Option<&Tree>) -> Option<Tree> {
        let mut waiting = self.waiting.borrow_mut();
        let is_it = |one: &Waiting| one.lang == lang && one.text == *text;
        if let Some(place) = waiting.iter().position(is_it) {
            return Some(waiting.swap_remove(place).tree);
        }
        self.parsers.parse(lang, text, &[], old, self.host.tick)
    }

    fn keep_waiting(&self, lang: Lang, text: Rc<str>, tree: Tree) {
        let one = Waiting { lang, text, tree };
        self.waiting.borrow_mut().push(one);
    }

    /// The tree, or a better one where something is known to help its grammar: places are the same in both. None if the
    /// time was up before that was known.
    fn mended(&self, lang: Lang, tree: Tree) -> Option<Tree> {
        if !tree.root_node().has_error() {
            return Some(tree);
        }
        let text = lang.profile().mended.and_then(|mended| mended(&self.text));
        let Some(text) = text else {
            return Some(tree);
        };
        let tick = self.host.tick;
        match self.parsers.parse(lang, &text, &[], None, tick) {
            Some(other) if errors(&other) < errors(&tree) => Some(other),
            None if tick() => {
                self.keep_waiting(lang, Rc::clone(&self.text), tree);
                None
            }
            _ => Some(tree),
        }
    }

    /// A language whose grammar is not there and may read the file better than that of its own.
    pub fn better_language(&self) -> Option<Lang> {
        match self.second_reading()? {
            Reading::As(lang) if !has_grammar(lang) => Some(lang),
            _ => None,
        }
    }

    /// Its tree in the shape that all languages share; none if its language has no such shape.
    pub fn common(&self) -> Option<&Rc<CommonTree>> {
        let make = || {
            self.read_again()
                .or_else(|| lowered(&*self.document()?, self.host.tick))
        };
        self.common.get_or_init(|| make().map(Rc::new)).as_ref()
    }

    /// Parses all that its common tree is made of; false if the time was up before the end.
    pub fn parse_readings(&self) -> bool {
        let Some(lang) = self.language.filter(|_| self.document().is_some()) else {
            return false;
        };
        if self.common.get().is_some() {
            return true;
        }
        let is_parsed = match self.second_reading() {
            Some(Reading::As(other)) if has_grammar(other) => {
                self.document_in(other, &[]).is_some()
            }
            Some(Reading::Text(text)) => self
                .tree(lang, &text, None)
                .map(|tree| self.keep_waiting(lang, text, tree))
                .is_some(),
            _ => true,
        };
        is_parsed || !(self.host.tick)()
    }

    fn second_reading(&self) -> Option<Reading> {
        let document = self.document()?;
        let has_error = tree_of(&document).root_node().has_error();
        second_reading(self.language.filter(|_| has_error)?, &self.text)
    }

    fn read_again(&self) -> Option<CommonTree> {
        match self.second_reading()? {
            Reading::As(lang) if has_grammar(lang) => {
                let document = self.document_in(lang, &[])?;
                let is_better = !tree_of(&document).root_node().has_error();
                is_better
                    .then(|| lowered(&document, self.host.tick))
                    .flatten()
            }
            Reading::As(_) => None,
            Reading::Text(text) => self.read(self.language?, text),
        }
    }

    /// Another text that was found in the file, such as the content of a string, in a language whose grammar is there.
    pub fn read(&self, lang: Lang, text: Rc<str>) -> Option<CommonTree> {
        let tree = self.tree(lang, &text, None)?;
        lang.lower_in_time(&tree, &text, self.host.tick)
            .map(CommonTree::new)
    }

    /// What others keep of the file for all who ask; empty when it is first asked for.
    pub fn derived<T: Default + 'static>(&self) -> Rc<T> {
        let mut derived = self.derived.borrow_mut();
        let kept = derived
            .entry(TypeId::of::<T>())
            .or_insert_with(|| Rc::new(T::default()));
        // The key is the type, so that this never makes a second one.
        Rc::clone(kept).downcast().unwrap_or_default()
    }

    /// Takes the text after an edit. Trees of the whole text are parsed anew only around it; the rest is made again.
    pub fn edit(&mut self, edit: &InputEdit, text: Rc<str>) {
        self.text = text;
        self.waiting.take();
        for parsed in self.parsed.take() {
            if let Some(document) = parsed.document.filter(|_| parsed.ranges.is_empty()) {
                let mut tree = tree_of(&document).clone();
                tree.edit(edit);
                self.edited.borrow_mut().insert(parsed.lang, tree);
            }
        }
        self.common = OnceCell::new();
        self.derived = RefCell::default();
    }
}

/// How many bytes of a text its grammar could not read, as far as errors of its root tell.
fn errors(tree: &Tree) -> usize {
    let mut cursor = tree.walk();
    let mut bytes = 0;
    let mut goes_down = true;
    loop {
        let node = cursor.node();
        if goes_down && node.is_error() {
            bytes += node.byte_range().len().max(1);
        }
        if goes_down && node.has_error() && !node.is_error() && cursor.goto_first_child() {
            continue;
        }
        goes_down = cursor.goto_next_sibling();
        if !goes_down && !cursor.goto_parent() {
            return bytes;
        }
    }
}

fn lowered(document: &Document, tick: &dyn Fn() -> bool) -> Option<CommonTree> {
    let (tree, text) = (tree_of(document), text_of(document));
    let lowered = document.lang().lower_in_time(tree, text, tick);
    lowered.map(CommonTree::new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tree_sitter::Point;

    fn host() -> Host<'static> {
        Host {
            tick: &|| false,
            now: None,
            deep: false,
        }
    }

    /// How often each grammar ran until everything has been asked for twice.
    fn runs(lang: &str, text: &str) -> Vec<(&'static str, u32)> {
        assay_languages::install_native_grammars();
        let parsers = Parsers::default();
        let lang = Lang::from_name(lang);
        let file = FileContext::new(FileId(1), "a", text.into(), lang, &parsers, host());
        for _ in 0..2 {
            file.document();
            file.better_language();
            file.common();
        }
        parsers.runs().into_iter().collect()
    }

    #[test]
    fn each_grammar_parses_a_file_once() {
        assert_eq!(runs("javascript", "f(1)"), [("javascript", 1)]);
        let typed = "function f(a: number): string { return g(a) }";
        assert_eq!(runs("javascript", typed), [("javascript", 1), ("tsx", 1)]);
        let broken = "function f(a: ) ] {";
        assert_eq!(runs("javascript", broken), [("javascript", 1), ("tsx", 1)]);
        assert_eq!(runs("python", "f("), [("python", 1)]);
    }

    #[test]
    fn code_with_types_is_read_with_them() {
        assay_languages::install_native_grammars();
        let parsers = Parsers::default();
        let (lang, text) = (Lang::from_name("javascript"), "let a: number = f()");
        let file = FileContext::new(FileId(1), "a.js", text.into(), lang, &parsers, host());
        let common = file.common().unwrap();
        assert_eq!(common.tree.profile().id, "tsx");
        assert_eq!(common.tree.source(), &file.text);
    }

    /// Asks for something of a text again and again, each time until the time was asked for `most` times; how often the
    /// time was up.
    fn cuts(
        lang: &str,
        text: &str,
        most: u32,
        ask: impl Fn(&FileContext<'_>) -> bool,
    ) -> (u32, Parsers) {
        assay_languages::install_native_grammars();
        let parsers = Parsers::default();
        let mut made: Option<Made> = None;
        for turn in 0..200 {
            let asked = std::cell::Cell::new(0);
            let tick = || {
                asked.set(asked.get() + 1);
                asked.get() > most
            };
            let host = Host {
                tick: &tick,
                ..host()
            };
            let lang = Lang::from_name(lang);
            let mut file = FileContext::new(FileId(1), "a", text.into(), lang, &parsers, host);
            if let Some(made) = made.take() {
                file.adopt(made);
            }
            if ask(&file) {
                drop(file);
                return (turn, parsers);
            }
            made = Some(file.into_made());
        }
        panic!("it never ends");
    }

    #[test]
    fn a_text_that_is_mended_goes_on_where_the_time_was_up() {
        let text = "interface A {\n  <T>(a: T): R<T>\n  <S>(a: S): S\n}\n".repeat(200);
        let ask = |file: &FileContext<'_>| file.document().is_some();
        let (cuts, parsers) = cuts("typescript", &text, 5, ask);
        assert!(cuts > 3, "{cuts}");
        assert_eq!(parsers.runs()["typescript"], 2);
    }

    #[test]
    fn the_code_of_a_template_is_parsed_while_there_is_time() {
        let text = "<p><?php if ($x) { f($x); ?> <b>é</b> <?php } ?>\n".repeat(400) + "<?php f( ?>";
        let ask = |file: &FileContext<'_>| file.parse_readings();
        let (cuts, parsers) = cuts("php", &text, 5, ask);
        assert!(cuts > 3, "{cuts}");
        assert_eq!(parsers.runs()["php"], 2);
    }

    #[test]
    fn an_edit_parses_only_what_has_changed() {
        assay_languages::install_native_grammars();
        let parsers = Parsers::default();
        let block = format!("def g():\n{}\n", "  f(1)\n".repeat(100));
        let before = format!("f(1)\n{}", block.repeat(100));
        let after = format!("f{before}");
        let lang = Lang::from_name("python");
        let mut file = FileContext::new(FileId(1), "a.py", before.into(), lang, &parsers, host());
        file.common();
        let point = |column| Point { row: 0, column };
        let edit = InputEdit {
            start_byte: 0,
            old_end_byte: 0,
            new_end_byte: 1,
            start_position: point(0),
            old_end_position: point(0),
            new_end_position: point(1),
        };
        file.edit(&edit, Rc::from(&*after));
        let asked = std::cell::Cell::new(0u32);
        let count = || {
            asked.set(asked.get() + 1);
            false
        };
        file.host.tick = &count;
        let document = file.document().unwrap();
        let again = asked.replace(0);
        let fresh = parsers
            .parse(lang.unwrap(), &after, &[], None, &count)
            .unwrap();
        assert_eq!(
            tree_of(&document).root_node().to_sexp(),
            fresh.root_node().to_sexp()
        );
        assert!(again * 2 < asked.get(), "{again} of {}", asked.get());
        assert!(file.common().unwrap().tree.source().starts_with("ff"));
    }
}
