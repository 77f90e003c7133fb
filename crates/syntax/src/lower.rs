//! From a tree-sitter tree to a [`Tree`], by a language's [`LoweringTable`](crate::LoweringTable).

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use assay_profile::Profile;
use tree_sitter::{Node as Raw, TreeCursor};

use crate::lowering_table::{How, LoweringTable, Slot};
use crate::{Field, Kind, Node, NodeId, Token, Tree};

mod ahead;

use ahead::Ahead;

/// How deep lowering recurses at most. What is nested deeper than [`ahead::FROM`] is lowered ahead of what it
/// stands in, so that this is only met where hooks pass by all that was: then it becomes one opaque node.
const MAX_DEPTH: u32 = 400;

/// The token of a block around a statement that has no braces in the text.
pub const BARE: &str = "bare";

/// What a pattern's text has that code has not.
#[derive(Clone, Copy)]
pub struct PatternText<'a> {
    /// Tells which nodes are placeholders, from their text.
    pub placeholder: &'a dyn Fn(&str) -> Option<(Kind, Token)>,
    /// Where the pattern ends; what starts behind it only made it parse and is left out.
    pub end: usize,
}

/// A language whose code stands inside another's.
pub struct Embedded {
    /// What is known of it.
    pub profile: &'static Profile,
    /// Its table.
    pub table: &'static LoweringTable,
    /// Its grammar.
    pub grammar: tree_sitter::Language,
}

/// Lowers a parsed text by the table of its language.
pub fn lower<'t>(
    profile: &'static Profile,
    table: &LoweringTable,
    parsed: &'t tree_sitter::Tree,
    text: &Rc<str>,
    pattern: Option<PatternText<'t>>,
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
    };
    lowering.root(parsed.root_node());
    lowering.tree.prune();
    lowering.tree
}

/// A lowering table with names of kinds and fields replaced by the grammar's numbers.
struct Table {
    shapes: Vec<Option<Compiled>>,
    words: Vec<Word>,
    names: Vec<Token>,
    operators: Vec<(&'static str, Token)>,
}

#[derive(Clone)]
enum Compiled {
    Node {
        kind: Kind,
        slots: Vec<(u16, Slot)>,
        rest: Slot,
    },
    How(How),
}

/// What an unnamed kind of node is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    Punctuation,
    Plain,
    Modifier,
}

thread_local! {
    static TABLES: RefCell<HashMap<&'static str, Rc<Table>>> = RefCell::default();
}

/// The table of a language, compiled when it is first needed.
fn compiled(
    profile: &Profile,
    table: &LoweringTable,
    grammar: &tree_sitter::Language,
) -> Rc<Table> {
    if let Some(table) = TABLES.with(|tables| tables.borrow().get(profile.id).cloned()) {
        return table;
    }
    let table = Rc::new(compile(table, grammar));
    TABLES.with(|tables| tables.borrow_mut().insert(profile.id, Rc::clone(&table)));
    table
}

fn compile(table: &LoweringTable, grammar: &tree_sitter::Language) -> Table {
    let count = grammar.node_kind_count() as u16;
    let by_name: HashMap<&str, How> = table
        .shapes
        .iter()
        .map(|shape| (shape.raw, shape.how))
        .collect();
    let name = |id: u16| grammar.node_kind_for_id(id).unwrap_or_default();
    let shape = |id: u16| {
        let how = *by_name
            .get(name(id))
            .filter(|_| grammar.node_kind_is_named(id))?;
        Some(match how {
            How::Node(kind, slots) => compile_node(kind, slots, grammar),
            how => Compiled::How(how),
        })
    };
    let word = |id: u16| {
        let name = name(id);
        if table.modifiers.contains(&name) {
            Word::Modifier
        } else if name
            .chars()
            .all(|c| "()[]{},;:\"'`".contains(c) || c.is_whitespace())
        {
            Word::Punctuation
        } else {
            Word::Plain
        }
    };
    Table {
        shapes: (0..count).map(shape).collect(),
        words: (0..count).map(word).collect(),
        names: (0..count).map(|id| Token::of(name(id))).collect(),
        operators: table
            .operators
            .iter()
            .map(|(spelled, normal)| (*spelled, Token::of(normal)))
            .collect(),
    }
}

fn compile_node(kind: Kind, slots: &[(&str, Slot)], grammar: &tree_sitter::Language) -> Compiled {
    let rest = slots
        .iter()
        .find(|(name, _)| name.is_empty())
        .map_or(Slot::To(Field::Item), |(_, slot)| *slot);
    let known = |(name, slot): &(&str, Slot)| Some((grammar.field_id_for_name(name)?.get(), *slot));
    Compiled::Node {
        kind,
        slots: slots.iter().filter_map(known).collect(),
        rest,
    }
}

fn parse_stretches(
    grammar: &tree_sitter::Language,
    text: &str,
    stretches: &[std::ops::Range<usize>],
) -> Option<tree_sitter::Tree> {
    let range = |stretch: &std::ops::Range<usize>| tree_sitter::Range {
        start_byte: stretch.start,
        end_byte: stretch.end,
        start_point: point(text, stretch.start),
        end_point: point(text, stretch.end),
    };
    let ranges: Vec<tree_sitter::Range> = stretches.iter().map(range).collect();
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(grammar).ok()?;
    parser.set_included_ranges(&ranges).ok()?;
    parser.parse(text, None)
}

fn point(text: &str, at: usize) -> tree_sitter::Point {
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    tree_sitter::Point {
        row: before.matches('\n').count(),
        column: at - line_start,
    }
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
        if self.depth >= MAX_DEPTH {
            self.tree.cut_at(raw.start_byte());
            return self.leaf(Kind::Other, raw.byte_range(), field, Token::of("too deep"));
        }
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
            Some(Compiled::How(How::Leaf(kind))) => {
                let token = leaf_token(*kind, self.text(raw));
                self.leaf(*kind, raw.byte_range(), field, token);
            }
            Some(Compiled::How(How::Str(interpolations))) => {
                self.string(raw, field, interpolations)
            }
            Some(Compiled::How(How::Inline)) => self.visit_children(raw, field),
            Some(Compiled::How(How::Drop)) => {}
            Some(Compiled::How(How::Hook(hook))) => hook(self, raw, field),
            Some(Compiled::How(How::Node(..))) | None => self.other(raw, field),
        }
    }

    /// Lowers stretches of the text as one text of another language; false if its grammar cannot be used.
    pub fn embed(
        &mut self,
        language: &Embedded,
        stretches: &[std::ops::Range<usize>],
        lowered: for<'u> fn(&mut Lowering<'u>, Raw<'u>),
    ) -> bool {
        let Some(parsed) = parse_stretches(&language.grammar, &self.source, stretches) else {
            return false;
        };
        let table = compiled(language.profile, language.table, &language.grammar);
        let blank = Tree::new(self.tree.profile(), Rc::clone(&self.source));
        let mut inner = Lowering {
            tree: std::mem::replace(&mut self.tree, blank),
            source: Rc::clone(&self.source),
            table,
            stack: std::mem::take(&mut self.stack),
            depth: self.depth,
            pattern: self.pattern,
            cursors: Vec::new(),
            ahead: Ahead::default(),
        };
        lowered(&mut inner, parsed.root_node());
        (self.tree, self.stack) = (inner.tree, inner.stack);
        true
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
                    Token::NONE,
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

    /// What was pushed since `mark`.
    pub fn pending(&self, mark: usize) -> &[NodeId] {
        &self.stack[mark..]
    }

    /// The tree so far, to look at what was pushed.
    pub fn built(&self) -> &Tree {
        &self.tree
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
                lowering.visit(child, Field::Item);
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

    /// A string: what is between its quotes, cut at interpolations.
    fn string(&mut self, raw: Raw<'t>, field: Field, interpolations: &[&str]) {
        let (prefix, inside) = quoted(self.text(raw));
        let token = if prefix.contains(['f', 'F']) {
            Token::of("f")
        } else if self.text(raw)[prefix.len()..].starts_with('`') {
            Token::of("`")
        } else {
            Token::NONE
        };
        let start = raw.start_byte();
        let inside = start + inside.start..start + inside.end;
        self.string_of(raw, field, token, inside, interpolations);
    }

    /// A string whose content lies at `inside`.
    pub fn string_of(
        &mut self,
        raw: Raw<'t>,
        field: Field,
        token: Token,
        inside: std::ops::Range<usize>,
        interpolations: &[&str],
    ) {
        let mark = self.stack.len();
        self.string_pieces(raw, inside, interpolations);
        self.close(Kind::Str, raw.byte_range(), field, token, mark);
    }

    /// The pieces of a string: what lies at `inside`, cut at the interpolations among the children of a node.
    pub fn string_pieces(
        &mut self,
        raw: Raw<'t>,
        inside: std::ops::Range<usize>,
        interpolations: &[&str],
    ) {
        let mut at = inside.start;
        self.each(raw, |lowering, child, _| {
            if interpolations.contains(&child.kind()) {
                lowering.text_piece(at..child.start_byte());
                lowering.build(
                    Kind::Interpolation,
                    child,
                    Field::Item,
                    Token::NONE,
                    |lowering| {
                        lowering.visit_children(child, Field::Value);
                    },
                );
                at = child.end_byte();
            }
        });
        if at == inside.start || at < inside.end {
            let piece = at..inside.end.max(at);
            let token = Token::of(&self.source[piece.clone()]);
            self.leaf(Kind::Text, piece, Field::Item, token);
        }
    }

    /// Adds a piece of a string's text, unless it is empty.
    pub fn text_piece(&mut self, piece: std::ops::Range<usize>) {
        if piece.start < piece.end {
            let token = Token::of(&self.source[piece.clone()]);
            self.leaf(Kind::Text, piece, Field::Item, token);
        }
    }
}

fn is_comment(raw: Raw<'_>) -> bool {
    let kind = raw.kind();
    kind.contains("comment") || kind.contains("continuation")
}

/// The token of a leaf: its text, for numbers and truth values in one spelling.
fn leaf_token(kind: Kind, text: &str) -> Token {
    match kind {
        Kind::Int => {
            integer(text).map_or_else(|| Token::of(text), |value| Token::of(&value.to_string()))
        }
        Kind::Float => {
            float(text).map_or_else(|| Token::of(text), |value| Token::of(&value.to_string()))
        }
        Kind::Bool => Token::of(&text.to_ascii_lowercase()),
        Kind::Null => Token::of("null"),
        _ => Token::of(text),
    }
}

/// The value of a number with a fraction, without its suffix.
fn float(text: &str) -> Option<f64> {
    let plain: String = text.chars().filter(|c| *c != '_').collect();
    plain
        .trim_end_matches(['f', 'F', 'd', 'D', 'l', 'L', 'm', 'M'])
        .parse()
        .ok()
}

/// The value of an integer as most languages write it: 0x, 0o, 0b, leading 0, underscores, a suffix.
pub fn integer(text: &str) -> Option<i128> {
    let plain: String = text
        .chars()
        .filter(|c| *c != '_')
        .collect::<String>()
        .to_ascii_lowercase();
    let digits = plain.trim_end_matches(['l', 'n']);
    let parse = |prefix: &str, radix| {
        digits
            .strip_prefix(prefix)
            .and_then(|rest| i128::from_str_radix(rest, radix).ok())
    };
    let octal = || (digits.len() > 1).then(|| parse("0", 8)).flatten();
    parse("0x", 16)
        .or_else(|| parse("0o", 8))
        .or_else(|| parse("0b", 2))
        .or_else(octal)
        .or_else(|| digits.parse().ok())
}

/// The prefix of a string literal and where its content is: `rb"x"` gives `rb` and 3..4.
fn quoted(text: &str) -> (&str, std::ops::Range<usize>) {
    let Some(open) = text.find(['"', '\'', '`']) else {
        return ("", 0..text.len());
    };
    let quote = &text[open..=open];
    let triple = quote.repeat(3);
    let delimiter = if text.len() >= open + 6 && text[open..].starts_with(&triple) {
        3
    } else {
        1
    };
    let start = open + delimiter;
    let closed = text.len() >= start + delimiter && text.ends_with(&quote.repeat(delimiter));
    let end = if closed {
        text.len() - delimiter
    } else {
        text.len()
    };
    (&text[..open], start..end.max(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_have_one_spelling() {
        for text in [
            "255",
            "0xff",
            "0xFF",
            "0377",
            "0o377",
            "0b11111111",
            "2_55",
            "255L",
            "255n",
        ] {
            assert_eq!(integer(text), Some(255), "{text}");
        }
        assert_eq!(integer("0"), Some(0));
        assert_eq!(integer("12px"), None);
    }

    #[test]
    fn content_of_strings_is_between_their_quotes() {
        assert_eq!(quoted("rb\"x\""), ("rb", 3..4));
        assert_eq!(quoted("\"\"\"a\"\"\""), ("", 3..4));
        assert_eq!(quoted("''"), ("", 1..1));
        assert_eq!(quoted("'open"), ("", 1..5));
    }
}
