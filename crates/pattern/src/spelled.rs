//! What the shape of a tree leaves out and a pattern may mean all the same: the types in `f<T>(x)`, the captures of `[&](x) {}`.

use assay_syntax::{Field, Kind, NodeId, Tree};

use crate::matcher::Matcher;

impl Matcher<'_> {
    /// Whether a node has the part that the pattern spells out. One with metavariables in it fits whatever stands there.
    pub(crate) fn has_spelled(&self, p: NodeId, t: NodeId) -> bool {
        if !self.options.spelled_parts || self.p.kind(p) != self.t.kind(t) {
            return true;
        }
        let Some(wanted) = spelled(self.p, p) else {
            return true;
        };
        // Placeholders are not in the pattern as it was written.
        if wanted.contains('$') || !self.pattern.source.contains(wanted) {
            return true;
        }
        let plain = |text: &str| text.split_whitespace().collect::<String>();
        spelled(self.t, t).is_some_and(|own| plain(own) == plain(wanted))
    }
}

/// The type arguments of a call, the captures of a function.
fn spelled(tree: &Tree, id: NodeId) -> Option<&str> {
    let span = tree.span(id);
    let (start, signs) = match tree.kind(id) {
        Kind::Call => (tree.span(tree.get(id, Field::Callee)?).end, ('<', '>')),
        Kind::Lambda => (span.start, ('[', ']')),
        _ => return None,
    };
    let text = tree.source().get(start..span.end)?.trim_start();
    if !text.starts_with(signs.0) {
        return None;
    }
    let end = match signs.1 {
        '>' => text.find(">(")?,
        sign => text.find(sign)?,
    };
    Some(&text[..=end])
}
