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

    /// What is known of its nodes.
    pub fn facts(&self) -> &Facts {
        self.facts.get_or_init(|| Facts::of(&self.tree))
    }
}
