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
                && (tree.node(*id).field != Field::Key || self.is_shorthand(*id))
                && !self.is_called(*id)
        };
        tree.all(case, Field::Label)
            .flat_map(|label| tree.walk(label))
            .filter(is_bound)
            .collect()
    }

    /// The only pattern of a case, if it takes apart what it is given and nothing else, so that each name gets its part.
    pub(super) fn taken_apart(&self, case: NodeId, names: &[NodeId]) -> Option<NodeId> {
        let tree = self.tree;
        let mut labels = tree.all(case, Field::Label);
        let (pattern, None) = (labels.next()?, labels.next()) else {
            return None;
        };
        let makes = self.semantics.values.patterns_make;
        let is_clear = |part: NodeId| {
            let is_key = tree.node(part).field == Field::Name
                && tree
                    .parent(part)
                    .is_some_and(|up| tree.kind(up) == Kind::Keyword);
            match (tree.kind(part), tree.node(part).field) {
                (Kind::Name, Field::Type | Field::Callee) => makes,
                (Kind::Name, _) => is_key || names.contains(&part),
                (Kind::Word, _) => tree.text(part) == "_",
                (Kind::New | Kind::Call | Kind::Keyword, _) => makes,
                (Kind::Tuple | Kind::Dict | Kind::Pair, _) => true,
                _ => false,
            }
        };
        tree.walk(pattern).all(is_clear).then_some(pattern)
    }

    /// Whether a key stands for a variable of its name: `in { a: }`.
    fn is_shorthand(&self, key: NodeId) -> bool {
        let tree = self.tree;
        let pair = tree.parent(key).filter(|up| tree.kind(*up) == Kind::Pair);
        pair.is_some_and(|pair| tree.get(pair, Field::Value).is_none())
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
            || after.starts_with('=') && !after.starts_with("==") && !after.starts_with("=>")
            || source[span].starts_with(char::is_uppercase)
    }
}
