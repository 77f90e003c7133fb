//! Questions about names: what one refers to, and where else that is used.
//!
//! Answers come from what files say: imports, scopes, and the types that are written down or follow at once. What shares
//! but its name with something is a candidate.

mod answers;
mod apart;
mod evaluate;
mod given;
mod hierarchy;
mod hover;
mod imported;
mod local;
mod lookup;
mod members;
mod moving;
mod passed_on;
mod rename;
mod uses;
mod value;
mod view;

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

pub use answers::{DefinitionRow, ReferenceRow};
pub use hierarchy::{CalleeRow, Callees, Subtypes};
pub use hover::HoverRow;
pub use imported::ResolvedImport;
pub use local::{LocalName, LocalNames};
pub use moving::{CannotMove, Lead, MovedFile, Moving};
use passed_on::PassedOn;
pub use rename::{CannotRename, ChangedFile, Obstacle, Renaming};
pub use uses::{UsedFile, UsedPlace, Uses};
use value::Value;
use view::View;

pub(crate) use value::Entity;

use crate::resolve::Layout;
use crate::{FileId, Project, Texts};

/// What was found out for one question and serves the next; good until the project changes.
#[derive(Debug, Default)]
pub struct Known {
    layout: OnceCell<Layout>,
    passed_on: OnceCell<PassedOn>,
    views: RefCell<HashMap<FileId, Option<Rc<View>>>>,
}

/// Files that are kept unpacked.
const VIEWS: usize = 2000;

/// Answers questions about one state of the project.
pub struct Navigator<'p> {
    project: &'p Project,
    texts: &'p Texts,
    known: &'p Known,
    /// What expressions were found to be for the present question; empty while that is being found out.
    values: RefCell<HashMap<(FileId, u32, bool), Value>>,
    /// Steps that are left for the present question.
    steps: Cell<u32>,
    /// Expressions within expressions that are being looked at.
    depth: Cell<u32>,
}

/// Steps that are taken for one name.
const STEPS: u32 = 4000;
/// Steps that are taken one inside the other: a browser gives a worker little stack.
const DEPTH: u32 = 64;

impl<'p> Navigator<'p> {
    /// Asks this project.
    pub fn new(project: &'p Project, texts: &'p Texts, known: &'p Known) -> Navigator<'p> {
        Navigator {
            project,
            texts,
            known,
            values: RefCell::default(),
            steps: Cell::new(STEPS),
            depth: Cell::new(0),
        }
    }

    /// Another name is asked for.
    fn begin(&self) {
        self.values.borrow_mut().clear();
        self.steps.set(STEPS);
    }

    /// Takes a step further in; what is too far, or comes after too many steps, is not known.
    fn further<T: Default>(&self, look: impl FnOnce() -> T) -> T {
        let (left, depth) = (self.steps.get(), self.depth.get());
        if left == 0 || depth >= DEPTH {
            return T::default();
        }
        self.steps.set(left - 1);
        self.depth.set(depth + 1);
        let found = look();
        self.depth.set(depth);
        found
    }

    fn layout(&self) -> &'p Layout {
        let make = || Layout::new(self.project, self.texts);
        self.known.layout.get_or_init(make)
    }

    fn passed_on(&self) -> &'p PassedOn {
        let make = || PassedOn::new(self.project);
        self.known.passed_on.get_or_init(make)
    }

    /// A file, unpacked; none if its scopes are not known.
    fn view(&self, file: FileId) -> Option<Rc<View>> {
        if let Some(view) = self.known.views.borrow().get(&file) {
            return view.clone();
        }
        let view = self.project.get(file).and_then(View::new).map(Rc::new);
        let mut views = self.known.views.borrow_mut();
        if views.len() >= VIEWS {
            views.clear();
        }
        views.insert(file, view.clone());
        view
    }
}
