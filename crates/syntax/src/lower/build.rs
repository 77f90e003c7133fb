//! The verbs that hooks push nodes with.

use tree_sitter::Node as Raw;

use super::Lowering;
use super::literals::leaf_token;
use crate::{Field, Kind, Node, NodeId, Token, Tree};

impl<'t> Lowering<'t> {
    /// Adds a leaf.
    pub fn leaf(&mut self, kind: Kind, span: std::ops::Range<usize>, field: Field, token: Token) {
        let id = self.tree.add(kind, field, span, token, &[]);
        self.stack.push(id);
    }

    /// Adds a leaf whose token is the text of a raw node.
    pub fn word(&mut self, kind: Kind, raw: Raw<'_>, field: Field) {
        let token = leaf_token(kind, self.text(raw));
        self.leaf(kind, raw.byte_range(), field, token);
    }

    /// Adds a node above what `parts` pushes.
    pub fn build(
        &mut self,
        kind: Kind,
        raw: Raw<'t>,
        field: Field,
        token: Token,
        parts: impl FnOnce(&mut Self),
    ) {
        self.build_over(kind, raw.byte_range(), field, token, parts);
    }

    /// Adds a node over a span above what `parts` pushes.
    pub fn build_over(
        &mut self,
        kind: Kind,
        span: std::ops::Range<usize>,
        field: Field,
        token: Token,
        parts: impl FnOnce(&mut Self),
    ) {
        let mark = self.stack.len();
        parts(self);
        self.close(kind, span, field, token, mark);
    }

    /// Lowers a definition that gets more parts (decorators, modifiers) in front of its own and a wider span.
    pub fn extend(
        &mut self,
        span: std::ops::Range<usize>,
        definition: Raw<'t>,
        field: Field,
        parts: impl FnOnce(&mut Self),
    ) {
        let mark = self.stack.len();
        parts(self);
        let own = self.stack.len();
        self.visit(definition, field);
        if self.stack.len() != own + 1 || own == mark {
            // Nothing to extend: a pattern may be the decorators alone.
            return;
        }
        let inner = self.stack[own];
        self.stack.truncate(own);
        let parts = self.tree.children(inner).to_vec();
        self.stack.extend(parts);
        let Node { kind, token, .. } = *self.tree.node(inner);
        self.close(kind, span, field, token, mark);
    }

    /// Adds a name that is part of another token, or the placeholder that it is.
    pub fn name_at(&mut self, span: std::ops::Range<usize>, field: Field) {
        let text = &self.source[span.clone()];
        let (kind, token) = self
            .pattern
            .and_then(|pattern| (pattern.placeholder)(text))
            .unwrap_or((Kind::Name, Token::of(text)));
        self.leaf(kind, span, field, token);
    }

    /// Makes what was pushed since `mark` a statement: an expression gets a node above it. For languages
    /// whose grammar has no statements.
    pub fn make_statement(&mut self, mark: usize) {
        let [only] = self.stack[mark..] else {
            return;
        };
        let Node {
            kind, start, end, ..
        } = *self.tree.node(only);
        if kind.is_statement() || kind.is_pattern_only() && kind != Kind::Deep {
            return self.tree.set_field(only, Field::Item);
        }
        self.tree.set_field(only, Field::Value);
        self.close(
            Kind::ExprStmt,
            start as usize..end as usize,
            Field::Item,
            Token::NONE,
            mark,
        );
    }

    /// How many nodes wait for a parent; with [`Lowering::close`] for hooks that decide late.
    pub fn mark(&self) -> usize {
        self.stack.len()
    }

    /// Puts what was pushed since `mark` under a new node.
    pub fn close(
        &mut self,
        kind: Kind,
        span: std::ops::Range<usize>,
        field: Field,
        token: Token,
        mark: usize,
    ) {
        let id = self.tree.add(kind, field, span, token, &self.stack[mark..]);
        self.stack.truncate(mark);
        self.stack.push(id);
    }

    /// Puts the first node that was pushed since `mark` behind the others.
    pub fn move_last(&mut self, mark: usize) {
        self.stack[mark..].rotate_left(1);
    }

    /// What was pushed since `mark`.
    pub fn pending(&self, mark: usize) -> &[NodeId] {
        &self.stack[mark..]
    }

    /// The tree so far, to look at what was pushed.
    pub fn built(&self) -> &Tree {
        &self.tree
    }

    /// Notes the brackets around a pushed node.
    pub fn bracket(&mut self, id: NodeId, outer: Raw<'_>) {
        self.tree.bracket(id, outer.byte_range());
    }

    /// Changes what a pushed node is to its parent.
    pub fn relabel(&mut self, id: NodeId, field: Field) {
        self.tree.set_field(id, field);
    }

    /// The normal spelling of an operator.
    pub fn operator(&self, text: &str) -> Token {
        let mut operators = self.table.operators.iter();
        let normal = operators.find(|(spelled, _)| *spelled == text);
        normal.map_or_else(|| Token::of(text), |(_, normal)| *normal)
    }
}
