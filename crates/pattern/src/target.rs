//! What patterns are matched against.

use std::cell::OnceCell;

use assay_dataflow::Facts;
use assay_syntax::{Kind, NodeId, Tree};

/// One text of one language, lowered once for all rules.
#[derive(Debug)]
pub struct Target {
    /// Its tree.
    pub tree: Tree,
    facts: OnceCell<Facts>,
    by_kind: OnceCell<Vec<Vec<NodeId>>>,
}

impl Target {
    /// A target for a lowered text. What its names mean is found out when first asked.
    pub fn new(tree: Tree) -> Target {
        Target {
            tree,
            facts: OnceCell::new(),
            by_kind: OnceCell::new(),
        }
    }

    /// What is known of its nodes.
    pub fn facts(&self) -> &Facts {
        self.facts.get_or_init(|| Facts::of(&self.tree))
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
}
