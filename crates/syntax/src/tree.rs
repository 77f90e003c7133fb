//! The arena.

use std::rc::Rc;

use crate::{Field, Kind, Token};
use assay_languages::Lang;

/// How many levels a tree has at most: the passes over it recurse, and a browser gives a worker 500 kB of stack.
const MAX_LEVELS: u32 = 500;

/// How many levels a node counts for: for functions and for what repeats or guards statements the passes go
/// through more of their own functions than for an expression.
fn levels(kind: Kind) -> u32 {
    use Kind::{DoWhile, For, ForEach, Function, Lambda, Switch, Try, While, With};
    match kind {
        DoWhile | For | ForEach | Function | Lambda | Switch | Try | While | With => 5,
        _ => 1,
    }
}

/// A node of one tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

impl NodeId {
    fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a tree keeps of a node. Offsets are bytes of the text.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// What it is to its parent.
    pub field: Field,
    /// Where it starts.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// Its word; see [`Kind`] for what that is.
    pub token: Token,
    /// The node it stands in; the root is its own.
    pub parent: NodeId,
    first: u32,
    count: u32,
}

/// A lowered syntax tree.
#[derive(Clone, Debug)]
pub struct Tree {
    lang: Lang,
    text: Rc<str>,
    nodes: Vec<Node>,
    children: Vec<NodeId>,
    root: NodeId,
    too_deep: Option<usize>,
}

impl Tree {
    /// An empty tree to build.
    pub(crate) fn new(lang: Lang, text: Rc<str>) -> Tree {
        Tree {
            lang,
            text,
            nodes: Vec::new(),
            children: Vec::new(),
            root: NodeId(0),
            too_deep: None,
        }
    }

    /// Adds a node above children that are there.
    pub(crate) fn add(
        &mut self,
        kind: Kind,
        field: Field,
        span: std::ops::Range<usize>,
        token: Token,
        children: &[NodeId],
    ) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        let first = self.children.len() as u32;
        self.children.extend_from_slice(children);
        for child in children {
            self.nodes[child.index()].parent = id;
        }
        self.nodes.push(Node {
            kind,
            field,
            start: span.start as u32,
            // Where code is broken its parts may stand in another order than a hook expects.
            end: span.end.max(span.start) as u32,
            token,
            parent: id,
            first,
            count: children.len() as u32,
        });
        id
    }

    /// Notes that what is below this byte was nested too deep to be kept and is one opaque node.
    pub(crate) fn cut_at(&mut self, start: usize) {
        if self.too_deep.is_none() {
            self.too_deep = Some(self.text[..start].matches('\n').count());
        }
    }

    /// Makes opaque leaves of what is nested too deep for the passes over trees.
    pub(crate) fn prune(&mut self) {
        let mut depths = vec![0u32; self.nodes.len()];
        let mut first: Option<u32> = None;
        // Parents have greater ids than their parts.
        for at in (0..self.nodes.len()).rev() {
            let parent = self.nodes[at].parent.index();
            let above = if parent == at { 0 } else { depths[parent] };
            let node = &mut self.nodes[at];
            depths[at] = above + levels(node.kind);
            if depths[at] > MAX_LEVELS && node.count > 0 {
                (node.kind, node.token, node.count) = (Kind::Other, Token::of("too deep"), 0);
                first = Some(first.map_or(node.start, |first| first.min(node.start)));
            }
        }
        if let Some(start) = first {
            self.cut_at(start as usize);
        }
    }

    /// The first line (from 0) on which code is nested deeper than trees are kept.
    pub fn too_deep(&self) -> Option<usize> {
        self.too_deep
    }

    pub(crate) fn set_root(&mut self, root: NodeId) {
        self.root = root;
    }

    pub(crate) fn set_field(&mut self, id: NodeId, field: Field) {
        self.nodes[id.index()].field = field;
    }

    /// Makes a node something else: patterns have nodes that no grammar knows.
    pub fn retag(&mut self, id: NodeId, kind: Kind, token: Token) {
        let node = &mut self.nodes[id.index()];
        node.kind = kind;
        node.token = token;
    }

    /// The language of the text.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The whole text.
    pub fn source(&self) -> &Rc<str> {
        &self.text
    }

    /// The outermost node, a [`Kind::Block`].
    pub fn root(&self) -> NodeId {
        self.root
    }

    /// How many nodes there are; ids are smaller.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no node at all, which no lowered tree is.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// All nodes, children before parents.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = NodeId> + use<> {
        (0..self.nodes.len() as u32).map(NodeId)
    }

    /// What is kept of a node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// What it is.
    pub fn kind(&self, id: NodeId) -> Kind {
        self.node(id).kind
    }

    /// Its word.
    pub fn token(&self, id: NodeId) -> Token {
        self.node(id).token
    }

    /// The bytes it covers.
    pub fn span(&self, id: NodeId) -> std::ops::Range<usize> {
        let node = self.node(id);
        node.start as usize..node.end as usize
    }

    /// The text it covers.
    pub fn text(&self, id: NodeId) -> &str {
        &self.text[self.span(id)]
    }

    /// The node it stands in; none for the root.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        let parent = self.node(id).parent;
        (parent != id).then_some(parent)
    }

    /// Everything it stands in, inside out.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(id), |id| self.parent(*id))
    }

    /// Its parts, in the order of the text.
    pub fn children(&self, id: NodeId) -> &[NodeId] {
        let node = self.node(id);
        &self.children[node.first as usize..(node.first + node.count) as usize]
    }

    /// Its parts of one sort.
    pub fn all(&self, id: NodeId, field: Field) -> impl DoubleEndedIterator<Item = NodeId> + '_ {
        self.children(id)
            .iter()
            .copied()
            .filter(move |child| self.node(*child).field == field)
    }

    /// Its first part of one sort.
    pub fn get(&self, id: NodeId, field: Field) -> Option<NodeId> {
        self.all(id, field).next()
    }

    /// It and all nodes below it, parents first, in the order of the text.
    pub fn walk(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let mut open = vec![id];
        std::iter::from_fn(move || {
            let next = open.pop()?;
            open.extend(self.children(next).iter().rev());
            Some(next)
        })
    }

    /// The tree as indented text, for tests and for finding out.
    pub fn outline(&self, id: NodeId) -> String {
        let mut out = String::new();
        let mut open = vec![(id, 0)];
        while let Some((id, depth)) = open.pop() {
            let node = self.node(id);
            let text = if node.count == 0 {
                format!(" `{}`", self.text(id))
            } else {
                String::new()
            };
            out.push_str(&format!(
                "{}{:?}: {:?}{text}\n",
                "  ".repeat(depth),
                node.field,
                node.kind
            ));
            open.extend(
                self.children(id)
                    .iter()
                    .rev()
                    .map(|child| (*child, depth + 1)),
            );
        }
        out
    }
}
