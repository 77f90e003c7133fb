//! The arena.

use std::rc::Rc;

use crate::{Field, Kind, Token};
use assay_profile::Profile;

/// How many levels a tree has at most: the passes over it recurse, and a browser gives a worker 500 kB of stack.
/// The links of long chains are not counted, since the passes take those one after another.
const MAX_LEVELS: u32 = 500;

/// From how many links on a chain is a long one. Chains in ordinary code are shorter.
const LONG: usize = 48;

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
    is_link: bool,
}

/// A lowered syntax tree.
#[derive(Clone, Debug)]
pub struct Tree {
    profile: &'static Profile,
    text: Rc<str>,
    nodes: Vec<Node>,
    children: Vec<NodeId>,
    root: NodeId,
    too_deep: Option<usize>,
    /// Spans of nodes that stand in brackets, and those with the brackets; in order once the tree is whole.
    brackets: Vec<[u32; 4]>,
}

impl Tree {
    /// An empty tree to build.
    pub(crate) fn new(profile: &'static Profile, text: Rc<str>) -> Tree {
        Tree {
            profile,
            text,
            nodes: Vec::new(),
            children: Vec::new(),
            root: NodeId(0),
            too_deep: None,
            brackets: Vec::new(),
        }
    }

    /// Notes the brackets around a node.
    pub(crate) fn bracket(&mut self, id: NodeId, outer: std::ops::Range<usize>) {
        let Node { start, end, .. } = self.nodes[id.index()];
        let outer = [outer.start as u32, outer.end as u32];
        self.brackets.push([start, end, outer[0], outer[1]]);
    }

    /// Puts the brackets in order, the widest around a node first.
    pub(crate) fn sort_brackets(&mut self) {
        self.brackets.sort_unstable();
    }

    /// A span with the brackets around it, in languages where they are part of what stands in them.
    pub fn with_brackets(&self, span: std::ops::Range<u32>) -> std::ops::Range<u32> {
        let key = [span.start, span.end];
        let first = self.brackets.partition_point(|known| known[..2] < key[..]);
        match self.brackets.get(first) {
            Some([start, end, outer @ ..]) if [*start, *end] == key => outer[0]..outer[1],
            _ => span,
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
            is_link: false,
        });
        id
    }

    /// Notes that what is below this byte was nested too deep to be kept and is one opaque node.
    pub(crate) fn cut_at(&mut self, start: usize) {
        if self.too_deep.is_none() {
            self.too_deep = Some(self.text[..start].matches('\n').count());
        }
    }

    /// The part of a node that a chain goes on in: the left side of `a + b + c`, the object of `a.b().c()`, the
    /// `if` that follows an `else`.
    fn next_in_chain(&self, id: NodeId) -> Option<NodeId> {
        let is_access = |kind| matches!(kind, Kind::Member | Kind::Index | Kind::Call);
        let is_own = |child: &NodeId| self.node(*child).parent == id;
        let only = |field| {
            let mut all = self.all(id, field);
            all.next().filter(|_| all.next().is_none()).filter(is_own)
        };
        match self.kind(id) {
            Kind::Binary => only(Field::Left).filter(|left| self.kind(*left) == Kind::Binary),
            Kind::Member | Kind::Index => {
                only(Field::Object).filter(|of| is_access(self.kind(*of)))
            }
            Kind::Call => only(Field::Callee).filter(|of| is_access(self.kind(*of))),
            Kind::If => only(Field::Else).filter(|other| match self.kind(*other) {
                Kind::Block => self.next_in_chain(*other).is_some(),
                kind => kind == Kind::If,
            }),
            Kind::Block if self.node(id).field == Field::Else => {
                // Go puts what comes before the condition into this block, too.
                let (last, before) = self.children(id).split_last()?;
                let has_label = before.iter().any(|one| self.kind(*one) == Kind::Labeled);
                let fits = self.kind(*last) == Kind::If && !has_label && is_own(last);
                fits.then_some(*last)
            }
            _ => None,
        }
    }

    /// Marks the links of long chains.
    fn mark_chains(&mut self) {
        // How many links of a chain are below a node; children come before their parents.
        let mut below = vec![0; self.nodes.len()];
        for id in self.ids() {
            below[id.index()] = self
                .next_in_chain(id)
                .map_or(0, |next| below[next.index()] + 1);
        }
        for id in self.ids().rev() {
            let Some(next) = self.next_in_chain(id) else {
                continue;
            };
            let is_long = self.node(id).is_link || below[id.index()] >= LONG;
            self.nodes[next.index()].is_link = is_long;
        }
    }

    /// The next link of the long chain that a node belongs to; none if there is no chain or it is short.
    pub fn link(&self, id: NodeId) -> Option<NodeId> {
        let next = self.next_in_chain(id)?;
        self.node(next).is_link.then_some(next)
    }

    /// The links of a long chain of expressions below a node, outside in: they are to be taken one after
    /// another and not by recursion.
    pub fn links(&self, id: NodeId) -> Vec<NodeId> {
        match self.kind(id) {
            Kind::If | Kind::Block => Vec::new(),
            _ => std::iter::successors(self.link(id), |id| self.link(*id)).collect(),
        }
    }

    /// Makes opaque leaves of what is nested too deep for the passes over trees.
    pub(crate) fn prune(&mut self) {
        self.mark_chains();
        let mut depths = vec![0u32; self.nodes.len()];
        let mut first: Option<u32> = None;
        // Parents have greater ids than their parts.
        for at in (0..self.nodes.len()).rev() {
            let parent = self.nodes[at].parent.index();
            let above = if parent == at { 0 } else { depths[parent] };
            let node = &mut self.nodes[at];
            depths[at] = if node.is_link {
                above
            } else {
                above + levels(node.kind)
            };
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

    /// Makes a node another part of its parent, as patterns need it.
    pub fn set_field(&mut self, id: NodeId, field: Field) {
        self.nodes[id.index()].field = field;
    }

    /// Makes a node something else: patterns have nodes that no grammar knows.
    pub fn retag(&mut self, id: NodeId, kind: Kind, token: Token) {
        let node = &mut self.nodes[id.index()];
        node.kind = kind;
        node.token = token;
    }

    /// The language of the text.
    pub fn profile(&self) -> &'static Profile {
        self.profile
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
