//! Rules about whole files, and the file they look at.

use std::any::{Any, TypeId};
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use assay_languages::{Lang, has_grammar};
use assay_model::Problem;
use assay_pattern::Target;
use assay_syntax::lower;
use ast_grep_core::tree_sitter::LanguageExt;

use crate::rule::{Document, Match};

/// A compiled rule that is asked once for a file.
pub trait FileMatcher {
    /// Tells every match in the file; gives back what went wrong.
    fn check(&self, subject: &Subject<'_>, found: &mut dyn FnMut(Match)) -> Vec<Problem>;
}

/// A file as such rules see it. What they need of it is made once, when the first of them asks.
pub struct Subject<'s> {
    /// Its path.
    pub path: &'s str,
    /// Its text.
    pub text: &'s str,
    /// Asked often; true means that the time is up.
    pub tick: &'s dyn Fn() -> bool,
    /// Seconds since 1970, if the host has told them.
    pub now: Option<f64>,
    /// Whether data is followed further than Semgrep's open engine does.
    pub deep: bool,
    document: Option<(Lang, &'s Document)>,
    target: OnceCell<Option<Target>>,
    derived: RefCell<HashMap<TypeId, Rc<dyn Any>>>,
}

impl<'s> Subject<'s> {
    /// A file, with its tree if it was parsed.
    pub fn new(
        path: &'s str,
        text: &'s str,
        document: Option<(Lang, &'s Document)>,
        tick: &'s dyn Fn() -> bool,
    ) -> Subject<'s> {
        Subject {
            path,
            text,
            tick,
            now: None,
            deep: false,
            document,
            target: OnceCell::new(),
            derived: RefCell::default(),
        }
    }

    /// Its tree in the shape that all languages share.
    pub fn target(&self) -> Option<&Target> {
        let make = || {
            let (lang, document) = self.document?;
            let text: Rc<str> = Rc::from(document.get_text());
            let root = document.root();
            let parsed = &root.get_doc().tree;
            if parsed.root_node().has_error()
                && let Some(target) = with_types(lang, &text)
            {
                return Some(target);
            }
            lower(lang, parsed, &text, None).map(Target::new)
        };
        self.target.get_or_init(make).as_ref()
    }

    /// What a dialect keeps of the file for all of its rules; empty when it is first asked for.
    pub fn derived<T: Default + 'static>(&self) -> Rc<T> {
        let mut derived = self.derived.borrow_mut();
        let kept = derived
            .entry(TypeId::of::<T>())
            .or_insert_with(|| Rc::new(T::default()));
        // The key is the type, so that this never makes a second one.
        Rc::clone(kept).downcast().unwrap_or_default()
    }
}

/// JavaScript that only the grammar with types reads, if that is there.
fn with_types(lang: Lang, text: &Rc<str>) -> Option<Target> {
    let typed =
        Lang::from_name("tsx").filter(|tsx| lang.id() == "javascript" && has_grammar(*tsx))?;
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&typed.get_ts_language()).ok()?;
    let parsed = parser.parse(&**text, None)?;
    if parsed.root_node().has_error() {
        return None;
    }
    lower(typed, &parsed, text, None).map(Target::new)
}
