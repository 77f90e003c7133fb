//! What patterns are matched against.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use assay_context::{CommonTree, FileContext};
use assay_dataflow::Facts;
use assay_syntax::{Field, Kind, NodeId, Token, Tree};
use assay_text::InOrder;
use memchr::memmem;

use crate::imports::segments;
use crate::{LeftOut, Options, Pattern, PatternMatch, Progress, find_on};

/// One text of one language, lowered once for all rules.
#[derive(Debug)]
pub struct Target {
    /// Its tree.
    pub tree: Rc<Tree>,
    common: Rc<CommonTree>,
    by_kind: OnceCell<Vec<Vec<NodeId>>>,
    flat: RefCell<HashMap<NodeId, Rc<Flat>>>,
    wildcards: OnceCell<Vec<Wildcard>>,
    words: RefCell<HashMap<Rc<str>, Rc<[u32]>>>,
    found: RefCell<HashMap<(*const Pattern, Options), Found>>,
}

/// The path of a module of which all names were imported, and where they are known.
pub(crate) type Wildcard = (Vec<Token>, Range<u32>);

/// All matches of a pattern in a target by where they start, and what was left out.
pub type Matches = (Rc<[PatternMatch]>, LeftOut);

/// What a search for a pattern came to.
#[derive(Debug)]
struct Found {
    /// Held, so that no other pattern gets its address.
    _pattern: Rc<Pattern>,
    matches: Matches,
    /// How far it is, if the time was up before the end.
    progress: Option<Progress>,
}

/// The statements of a block and all that stands in blocks below them, in the order of the text.
#[derive(Debug)]
pub(crate) struct Flat {
    pub all: Vec<NodeId>,
    /// For each statement of the block itself its place in `all`.
    pub places: Vec<usize>,
}

impl Target {
    /// A target for a lowered text.
    pub fn new(tree: Tree) -> Target {
        Target::over(Rc::new(CommonTree::new(tree)))
    }

    /// The target that all rules of a file share.
    pub fn of_file(file: &FileContext<'_>) -> Option<Rc<Target>> {
        let kept = file.derived::<OnceCell<Option<Rc<Target>>>>();
        let make = || Some(Rc::new(Target::over(Rc::clone(file.common()?))));
        kept.get_or_init(make).clone()
    }

    /// A target for a common tree.
    pub fn over(common: Rc<CommonTree>) -> Target {
        Target {
            tree: Rc::clone(&common.tree),
            common,
            by_kind: OnceCell::new(),
            flat: RefCell::default(),
            wildcards: OnceCell::new(),
            words: RefCell::default(),
            found: RefCell::default(),
        }
    }

    /// What is known of its nodes.
    pub fn facts(&self) -> &Facts {
        self.common.facts()
    }

    /// Its nodes of one kind, in the order of the text.
    pub fn of_kind(&self, kind: Kind) -> &[NodeId] {
        let table = self.by_kind.get_or_init(|| {
            let mut table = vec![Vec::new(); Kind::COUNT];
            for id in self.tree.walk(self.tree.root()) {
                table[self.tree.kind(id) as usize].push(id);
            }
            table
        });
        &table[kind as usize]
    }

    /// All matches of a pattern. Rules of one set share their patterns, so each is looked for once; where the time was up it
    /// is looked for from there on when it is asked for again.
    pub fn matches(
        &self,
        pattern: &Rc<Pattern>,
        options: &Options,
        tick: &dyn Fn() -> bool,
    ) -> Matches {
        let key = (Rc::as_ptr(pattern), options.clone());
        let mut all = Vec::new();
        let mut before = Progress::default();
        if let Some(found) = self.found.borrow().get(&key) {
            let Some(progress) = found.progress else {
                return found.matches.clone();
            };
            all.extend_from_slice(&found.matches.0[..progress.matches]);
            before = progress;
        }
        let mut take = |found| all.push(found);
        let (left_out, progress) = find_on(pattern, self, options, None, tick, before, &mut take);
        // In the order in which they were found, which a search that goes on needs.
        let as_found = progress.map(|_| Rc::from(all.clone()));
        all.put_in_order_by_key(|found| found.range.start);
        let matches: Matches = (Rc::from(all), left_out);
        let found = Found {
            _pattern: Rc::clone(pattern),
            matches: (as_found.unwrap_or(Rc::clone(&matches.0)), left_out),
            progress,
        };
        self.found.borrow_mut().insert(key, found);
        matches
    }

    /// The modules of which all names were imported.
    pub(crate) fn wildcards(&self) -> &[Wildcard] {
        self.wildcards.get_or_init(|| {
            let all = Token::of("*");
            let imports = self
                .of_kind(Kind::Import)
                .iter()
                .filter(|import| self.tree.token(**import) == all);
            let path = |module| -> Vec<Token> {
                let names = segments(&self.tree, module).into_iter();
                names.map(|name| self.tree.token(name)).collect()
            };
            let known = |import: &NodeId| {
                let module = self.tree.get(*import, Field::Module)?;
                Some((path(module), self.scope_of(*import)))
            };
            let known = imports.filter_map(known);
            known.filter(|(path, _)| !path.is_empty()).collect()
        })
    }

    /// The function that a statement is in, else the whole text.
    fn scope_of(&self, statement: NodeId) -> Range<u32> {
        let parent = |id: &NodeId| self.tree.parent(*id);
        let mut around = std::iter::successors(Some(statement), parent);
        let function = around.find(|id| self.tree.kind(*id) == Kind::Function);
        let node = self.tree.node(function.unwrap_or(self.tree.root()));
        node.start..node.end
    }

    /// The text of a word that imports have.
    pub(crate) fn imported_word(&self, word: Token) -> Option<Rc<str>> {
        let imports = self.of_kind(Kind::Import).iter();
        let mut nodes = imports.flat_map(|import| self.tree.walk(*import));
        let named = nodes.find(|id| self.tree.token(*id) == word)?;
        Some(Rc::from(self.tree.text(named)))
    }

    /// The statements of a block with what is nested in them.
    pub(crate) fn flat(&self, block: NodeId) -> Rc<Flat> {
        if let Some(flat) = self.flat.borrow().get(&block) {
            return Rc::clone(flat);
        }
        let flat = Rc::new(flatten(&self.tree, self.tree.children(block)));
        self.flat.borrow_mut().insert(block, Rc::clone(&flat));
        flat
    }

    /// Where a word stands in the text, as offsets in order.
    pub(crate) fn places_of(&self, word: &Rc<str>) -> Rc<[u32]> {
        if let Some(places) = self.words.borrow().get(word) {
            return Rc::clone(places);
        }
        let text = self.tree.source().as_bytes();
        let places: Rc<[u32]> = memmem::find_iter(text, word.as_bytes())
            .map(|place| place as u32)
            .collect();
        self.words
            .borrow_mut()
            .insert(Rc::clone(word), Rc::clone(&places));
        places
    }
}

fn flatten(tree: &Tree, statements: &[NodeId]) -> Flat {
    let mut flat = Flat {
        all: Vec::new(),
        places: Vec::new(),
    };
    for &statement in statements {
        flat.places.push(flat.all.len());
        flat.all.push(statement);
        let is_item = |below: &NodeId| {
            tree.parent(*below)
                .is_some_and(|parent| tree.kind(parent) == Kind::Block)
        };
        flat.all
            .extend(tree.walk(statement).skip(1).filter(is_item));
    }
    flat
}
