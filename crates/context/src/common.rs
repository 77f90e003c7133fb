//! The common tree of a text with what is known of its nodes.

use std::cell::OnceCell;
use std::rc::Rc;

use assay_dataflow::Facts;
use assay_syntax::Tree;

/// A text in the shape that all languages share.
#[derive(Debug)]
pub struct CommonTree {
    /// The tree.
    pub tree: Rc<Tree>,
    facts: OnceCell<Facts>,
}

impl CommonTree {
    /// A lowered text. What its names mean is found out when first asked.
    pub fn new(tree: Tree) -> CommonTree {
        CommonTree {
            tree: Rc::new(tree),
            facts: OnceCell::new(),
        }
    }

    /// Whether something was asked of its nodes that took too many steps to find out.
    pub fn is_partial(&self) -> bool {
        self.facts.get().is_some_and(Facts::is_partial)
    }

    /// What is known of its nodes.
    pub fn facts(&self) -> &Facts {
        self.facts.get_or_init(|| Facts::of(&self.tree))
    }
}
