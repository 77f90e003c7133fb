//! Patterns of `match` and `case … in`: which names they bind.

use assay_syntax::{Field, Kind, NodeId};

use super::walk::Walk;

impl Walk<'_> {
    /// The names that the labels of a case bind, in languages whose patterns bind some.
    pub(super) fn bound(&self, case: NodeId) -> Vec<NodeId> {
        let tree = self.tree;
        let start = self.semantics.control.binding_case;
        if !start.is_some_and(|start| tree.text(case).starts_with(start)) {
            return Vec::new();
        }
        let is_bound = |id: &NodeId| {
            tree.kind(*id) == Kind::Name
                && tree.node(*id).field != Field::Key
                && !self.is_called(*id)
        };
        tree.all(case, Field::Label)
            .flat_map(|label| tree.walk(label))
            .filter(is_bound)
            .collect()
    }

    /// Whether a name in a pattern names something that is there: a class, `module.constant`, an attribute.
    fn is_called(&self, name: NodeId) -> bool {
        let tree = self.tree;
        let span = tree.span(name);
        let source = tree.source();
        let before = source[..span.start].trim_end();
        let after = source[span.end..].trim_start();
        before.ends_with('.')
            || after.starts_with(['(', '.'])
            || after.starts_with('=') && !after.starts_with("==")
            || source[span].starts_with(char::is_uppercase)
    }
}
