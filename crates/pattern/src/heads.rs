//! Cheap reasons why a pattern cannot match at a node or in a text at all.

use assay_dataflow::Facts;
use assay_syntax::{Field, Kind, NodeId, Token, Tree};

/// The name by which a node is told from others of its kind: of a call what it calls, of a definition
/// what it defines. A pattern with one matches only nodes with the same, or with a name imported as it.
pub(crate) fn head(tree: &Tree, id: NodeId) -> Option<NodeId> {
    let named = match tree.kind(id) {
        Kind::Name => return Some(id),
        Kind::Call => tree.get(id, Field::Callee)?,
        Kind::New => tree.get(id, Field::Type)?,
        Kind::Member | Kind::Decorator | Kind::Function | Kind::Class | Kind::Keyword => {
            tree.get(id, Field::Name)?
        }
        _ => return None,
    };
    match tree.kind(named) {
        Kind::Name => Some(named),
        Kind::Member if tree.kind(id) != Kind::Member => head(tree, named),
        _ => None,
    }
}

/// Whether a node may have this head: it has it, or one that may stand for it.
pub(crate) fn may_have(tree: &Tree, facts: &Facts, id: NodeId, wanted: Token) -> bool {
    let Some(name) = head(tree, id) else {
        return true;
    };
    tree.token(name) == wanted
        || facts
            .canonical(name)
            .is_some_and(|path| path.contains(&wanted))
        || !is_plain(tree, name)
}

/// Whether a name is all there is to it: a key may be a string, a name may be qualified in one word.
fn is_plain(tree: &Tree, name: NodeId) -> bool {
    tree.text(name)
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$'))
}
