//! From a tree-sitter tree to a [`Tree`], by a language's [`LoweringTable`](crate::LoweringTable).

use std::rc::Rc;

use assay_profile::Profile;
use tree_sitter::{Node as Raw, TreeCursor};

use crate::lowering_table::{How, LoweringTable, Slot};
use crate::{Field, Kind, NodeId, Token, Tree};

mod ahead;
mod build;
mod embedded;
mod literals;
mod strings;
mod table;

pub use embedded::Embedded;
pub use literals::integer;

use ahead::Ahead;
use table::{Compiled, Table, Word, compiled};

/// How deep lowering recurses at most. What is nested deeper than [`ahead::FROM`] is lowered ahead of what it
/// stands in, so that this is only met where hooks pass by all that was: then it becomes one opaque node.
const MAX_DEPTH: u32 = 400;

/// How many bytes may be lowered again where aliases stand for them, in one text.
const MOST_COPIED: usize = 2 << 20;

/// How often nodes of a tree may be visited for each that it has, and in any tree: a type may be lowered for each name
/// that it is of, and types may hold such names.
const MOST_VISITS: usize = 8;
const VISITS: usize = 10_000;

/// The token of a block around a statement that has no braces in the text.
pub const BARE: &str = "bare";

/// The token of a return that is not written: of an expression that is the body of a function.
pub const BODY: &str = "=>";

/// What a pattern's text has that code has not.
#[derive(Clone, Copy)]
pub struct PatternText<'a> {
    /// Tells which nodes are placeholders, from their text.
    pub placeholder: &'a dyn Fn(&str) -> Option<(Kind, Token)>,
    /// Where the pattern ends; what starts behind it only made it parse and is left out.
    pub end: usize,
}

/// Lowers a parsed text by the table of its language. `tick` says whether the time is up: then parts in other
/// languages and what aliases stand for are left out.
pub fn lower<'t>(
    profile: &'static Profile,
    table: &LoweringTable,
    parsed: &'t tree_sitter::Tree,
    text: &Rc<str>,
    pattern: Option<PatternText<'t>>,
    tick: &'t dyn Fn() -> bool,
) -> Tree {
    let table = compiled(profile, table, &parsed.language());
    let mut lowering = Lowering {
        tree: Tree::new(profile, Rc::clone(text)),
        source: Rc::clone(text),
        table,
        stack: Vec::new(),
        depth: 0,
        pattern,
        cursors: Vec::new(),
        ahead: Ahead::default(),
        tick,
        copied: 0,
        visits_left: visits_for(parsed),
    };
    lowering.root(parsed.root_node());
    lowering.tree.sort_brackets();
    lowering.tree.prune();
    lowering.tree
}

/// How often nodes of a tree may be visited.
fn visits_for(parsed: &tree_sitter::Tree) -> usize {
    VISITS + MOST_VISITS * parsed.root_node().descendant_count()
}

/// The state of lowering one text. Hooks push nodes with its verbs.
pub struct Lowering<'t> {
    tree: Tree,
    source: Rc<str>,
    table: Rc<Table>,
    stack: Vec<NodeId>,
    depth: u32,
    pattern: Option<PatternText<'t>>,
    cursors: Vec<TreeCursor<'t>>,
    ahead: Ahead,
    tick: &'t dyn Fn() -> bool,
    /// Bytes that were lowered again where an alias stands for them.
    copied: usize,
    /// How often nodes may still be visited.
    visits_left: usize,
}

impl<'t> Lowering<'t> {
    fn root(&mut self, raw: Raw<'t>) {
        let shape = self.table.shapes.get(usize::from(raw.kind_id()));
        if let Some(Some(Compiled::How(How::Hook(hook)))) = shape {
            hook(self, raw, Field::Item);
        } else {
            self.visit_children(raw, Field::Item);
        }
        let items = std::mem::take(&mut self.stack);
        let root = self.tree.add(
            Kind::Block,
            Field::Item,
            raw.byte_range(),
            Token::NONE,
            &items,
        );
        self.tree.set_root(root);
    }

    /// The text of a raw node.
    pub fn text(&self, raw: Raw<'_>) -> &str {
        &self.source[raw.byte_range()]
    }

    /// A stretch of the text.
    pub fn source(&self, span: std::ops::Range<usize>) -> &str {
        &self.source[span]
    }

    /// Whether a pattern is lowered, and this node of it is a placeholder.
    pub fn placeholder(&self, raw: Raw<'_>) -> Option<(Kind, Token)> {
        let pattern = self.pattern?;
        let shape = self
            .table
            .shapes
            .get(usize::from(raw.kind_id()))
            .and_then(Option::as_ref);
        let is_container = |kind: &Kind| {
            matches!(
                kind,
                Kind::Block | Kind::List | Kind::Tuple | Kind::Set | Kind::Dict | Kind::Record
            )
        };
        if matches!(shape, Some(Compiled::Node { kind, .. }) if is_container(kind)) {
            return None;
        }
        (pattern.placeholder)(self.text(raw))
    }

    /// Whether a word is a placeholder of the pattern that is lowered.
    pub fn is_placeholder(&self, word: &str) -> bool {
        self.pattern
            .is_some_and(|pattern| (pattern.placeholder)(word).is_some())
    }

    /// Whether a pattern is lowered rather than code.
    pub fn is_pattern(&self) -> bool {
        self.pattern.is_some()
    }

    /// Whether a node lies behind the pattern, in the text that only makes it parse.
    fn is_outside(&self, raw: Raw<'_>) -> bool {
        self.pattern
            .is_some_and(|pattern| raw.start_byte() >= pattern.end)
    }

    /// Lowers a node by its shape.
    pub fn visit(&mut self, raw: Raw<'t>, field: Field) {
        if raw.is_extra() && is_comment(raw) || self.is_outside(raw) {
            return;
        }
        if let Some((kind, token)) = self.placeholder(raw) {
            return self.leaf(kind, raw.byte_range(), field, token);
        }
        if self.take_ahead(raw, field) {
            return;
        }
        if self.depth >= MAX_DEPTH || self.visits_left == 0 {
            self.tree.cut_at(raw.start_byte());
            return self.leaf(Kind::Other, raw.byte_range(), field, Token::of("too deep"));
        }
        self.visits_left -= 1;
        self.depth += 1;
        if self.depth == ahead::FROM {
            self.lower_ahead(raw);
        }
        self.visit_shape(raw, field);
        self.depth -= 1;
    }

    fn visit_shape(&mut self, raw: Raw<'t>, field: Field) {
        let table = Rc::clone(&self.table);
        match table
            .shapes
            .get(usize::from(raw.kind_id()))
            .and_then(Option::as_ref)
        {
            Some(Compiled::Node { kind, slots, rest }) => {
                self.shaped(raw, field, *kind, slots, *rest)
            }
            Some(Compiled::How(How::Leaf(kind))) => self.word(*kind, raw, field),
            Some(Compiled::How(How::Str(interpolations))) => {
                self.string(raw, field, interpolations)
            }
            Some(Compiled::How(How::Inline)) => self.visit_children(raw, field),
            Some(Compiled::How(How::Drop)) => {}
            Some(Compiled::How(How::Hook(hook))) => hook(self, raw, field),
            Some(Compiled::How(How::Node(..))) | None => self.other(raw, field),
        }
    }

    /// Lowers again, where an alias stands, what it stands for. False, and told, where that is too much: aliases may
    /// stand for aliases, and each of them for many.
    pub fn visit_copy(&mut self, alias: Raw<'t>, value: Raw<'t>, field: Field) -> bool {
        self.copied = self
            .copied
            .saturating_add(value.end_byte() - value.start_byte());
        if self.copied <= MOST_COPIED && (self.tick)() {
            self.copied = usize::MAX;
        }
        let fits = self.copied <= MOST_COPIED;
        match fits {
            true => {
                self.visits_left += MOST_VISITS * value.descendant_count();
                self.visit(value, field);
            }
            false => self.tree.cut_at(alias.start_byte()),
        }
        fits
    }

    /// Lowers the named children of a node into its place.
    pub fn visit_children(&mut self, raw: Raw<'t>, field: Field) {
        self.each(raw, |lowering, child, _| {
            if child.is_named() {
                lowering.visit(child, field);
            }
        });
    }

    /// Lowers the child of this name, if it is there.
    pub fn visit_field(&mut self, raw: Raw<'t>, name: &str, field: Field) -> bool {
        let child = raw.child_by_field_name(name);
        if let Some(child) = child {
            self.visit(child, field);
        }
        child.is_some()
    }

    /// Lowers a child into a block of its own, unless it is one.
    pub fn visit_block(&mut self, raw: Raw<'t>, field: Field) {
        if self.is_outside(raw) {
            return;
        }
        let mark = self.stack.len();
        self.visit(raw, field);
        if let [only] = self.stack[mark..]
            && self.tree.kind(only) == Kind::Block
        {
            return self.tree.set_field(only, field);
        }
        for place in mark..self.stack.len() {
            self.tree.set_field(self.stack[place], Field::Item);
        }
        self.close(Kind::Block, raw.byte_range(), field, Token::of(BARE), mark);
    }

    /// Lowers the body of a function that may be an expression: then that is what it returns.
    pub fn visit_returned(&mut self, raw: Raw<'t>, field: Field) {
        if self.is_outside(raw) {
            return;
        }
        let mark = self.stack.len();
        self.visit(raw, Field::Value);
        if let [only] = self.stack[mark..] {
            if self.tree.kind(only) == Kind::Block {
                return self.tree.set_field(only, field);
            }
            if !self.tree.kind(only).is_statement() && self.tree.kind(only) != Kind::Ellipsis {
                self.close(
                    Kind::Return,
                    raw.byte_range(),
                    Field::Item,
                    Token::of(BODY),
                    mark,
                );
            } else {
                self.tree.set_field(only, Field::Item);
            }
        }
        self.close(Kind::Block, raw.byte_range(), field, Token::NONE, mark);
    }

    /// Lowers a child into a slot.
    pub fn visit_slot(&mut self, raw: Raw<'t>, slot: Slot) {
        match slot {
            Slot::To(field) => self.visit(raw, field),
            Slot::Block(field) => self.visit_block(raw, field),
            Slot::Returned(field) => self.visit_returned(raw, field),
            Slot::Token | Slot::Skip => {}
        }
    }

    /// Calls `f` for each child with the number of its field (0 if it has none).
    pub fn each(&mut self, raw: Raw<'t>, mut f: impl FnMut(&mut Self, Raw<'t>, u16)) {
        self.each_child(raw, &mut f);
    }

    /// Compiled once and not for each of its callers, of which the languages have dozens.
    fn each_child(&mut self, raw: Raw<'t>, f: &mut dyn FnMut(&mut Self, Raw<'t>, u16)) {
        let mut cursor = self.cursors.pop().unwrap_or_else(|| raw.walk());
        cursor.reset(raw);
        if cursor.goto_first_child() {
            loop {
                let field = cursor.field_id().map_or(0, |id| id.get());
                f(self, cursor.node(), field);
                if !cursor.goto_next_sibling() {
                    break;
                }
            }
        }
        self.cursors.push(cursor);
    }

    fn shaped(
        &mut self,
        raw: Raw<'t>,
        field: Field,
        kind: Kind,
        slots: &[(u16, Slot)],
        rest: Slot,
    ) {
        let takes_operator = matches!(kind, Kind::Unary | Kind::Binary | Kind::AugAssign);
        let mark = self.stack.len();
        let mut word = String::new();
        self.each(raw, |lowering, child, id| {
            let slot = slots
                .iter()
                .find(|(field, _)| *field == id && id != 0)
                .map(|(_, slot)| *slot);
            if slot == Some(Slot::Token) {
                word.push_str(lowering.text(child));
            } else if let Some(slot) = slot {
                let word = lowering.table.words.get(usize::from(child.kind_id()));
                if child.is_named() || word != Some(&Word::Punctuation) {
                    lowering.visit_slot(child, slot);
                }
            } else if child.is_named() {
                if rest == Slot::Token && !child.is_extra() {
                    word.push_str(lowering.text(child));
                }
                lowering.visit_slot(child, rest);
            } else {
                lowering.unnamed(child, takes_operator, &mut word);
            }
        });
        let token = match word.as_str() {
            "" => Token::NONE,
            text if kind == Kind::AugAssign => self.operator(text.trim_end_matches('=')),
            text => self.operator(text),
        };
        self.close(kind, raw.byte_range(), field, token, mark);
    }

    /// Keeps a modifier, or adds to the operator of the node.
    fn unnamed(&mut self, raw: Raw<'t>, takes_operator: bool, word: &mut String) {
        match self.table.words.get(usize::from(raw.kind_id())) {
            Some(Word::Modifier) => self.word(Kind::Modifier, raw, Field::Modifier),
            Some(Word::Plain) if takes_operator => {
                if !word.is_empty() {
                    word.push(' ');
                }
                word.push_str(self.text(raw));
            }
            _ => {}
        }
    }

    /// A node of which nothing is known: a word if it is a leaf, else its parts and its own words.
    fn other(&mut self, raw: Raw<'t>, field: Field) {
        if raw.child_count() == 0 {
            let is_name = raw.kind().ends_with("identifier") || raw.kind().ends_with("name");
            return self.word(if is_name { Kind::Name } else { Kind::Word }, raw, field);
        }
        if raw.is_error() {
            return self.visit_children(raw, field);
        }
        let mark = self.stack.len();
        self.each(raw, |lowering, child, _| {
            if child.is_named() {
                // What a type of functions takes is not what they are handed.
                let is_type_param = child.kind() == "type_parameters";
                let field = if is_type_param {
                    Field::TypeParam
                } else {
                    Field::Item
                };
                lowering.visit(child, field);
            } else {
                match lowering.table.words.get(usize::from(child.kind_id())) {
                    Some(Word::Modifier) => lowering.word(Kind::Modifier, child, Field::Modifier),
                    Some(Word::Plain) => lowering.word(Kind::Word, child, Field::Item),
                    _ => {}
                }
            }
        });
        let token = self
            .table
            .names
            .get(usize::from(raw.kind_id()))
            .copied()
            .unwrap_or(Token::NONE);
        self.close(Kind::Other, raw.byte_range(), field, token, mark);
    }
}

fn is_comment(raw: Raw<'_>) -> bool {
    let kind = raw.kind();
    kind.contains("comment") || kind.contains("continuation")
}
