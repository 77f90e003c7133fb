//! The walk: what each node is by where it stands, and what follows from it.

use assay_languages::{Outline, Part, Role, Scope};
use assay_model::{Position, Range};
use assay_project::{Import, Imports, Names, Occurrence, Symbols};
use assay_text::{EXCERPT, InOrder, LineIndex, excerpt};
use tree_sitter::{Node, Tree, TreeCursor};

use super::Walked;
use super::docs::LastComment;
use super::kinds::{Kind, Kinds};
use super::scopes::{ScopeFrame, Scopes};
use super::statements::Statement;

/// Nodes between two looks at the clock.
const NODES_PER_TICK: u32 = 1024;

/// What walks over the parts of one text have seen so far.
#[derive(Default)]
pub struct Seen<'t> {
    names: Names<'t>,
    symbols: Symbols,
    imports: Vec<Import>,
}

impl Seen<'_> {
    /// All of it, when there are no more parts.
    pub fn finish(mut self) -> Walked {
        self.symbols.names = self.names.into_texts();
        self.imports
            .put_in_order_by_key(|import| import.range.start.offset);
        Walked {
            symbols: self.symbols,
            imports: Imports(self.imports),
        }
    }
}

/// A node that the walk is in.
pub struct Frame {
    kind: u16,
    /// What it is, never "the same".
    part: Part,
    row: usize,
    /// Named children that came by.
    pub children: u32,
}

/// One walk over one tree.
pub struct Walker<'t> {
    pub outline: &'static Outline,
    pub kinds: &'t Kinds,
    pub text: &'t str,
    pub lines: LineIndex,
    pub names: Names<'t>,
    pub symbols: Symbols,
    pub imports: Vec<Import>,
    pub frames: Vec<Frame>,
    pub scopes: Scopes<'t>,
    pub statements: Vec<Statement>,
    /// Depths of the nodes in which code is read but never run.
    pub guards: Vec<usize>,
    pub comment: LastComment,
}

impl<'t> Walker<'t> {
    /// Before the first node, with what walks over other parts of the same text have seen.
    pub fn new(
        outline: &'static Outline,
        kinds: &'t Kinds,
        text: &'t str,
        seen: Seen<'t>,
    ) -> Walker<'t> {
        let Seen {
            names,
            symbols,
            imports,
        } = seen;
        Walker {
            outline,
            kinds,
            text,
            lines: LineIndex::new(text),
            names,
            symbols,
            imports,
            frames: Vec::new(),
            scopes: Scopes::default(),
            statements: Vec::new(),
            guards: Vec::new(),
            comment: LastComment::default(),
        }
    }

    /// Walks the tree; none if the time was up before its end.
    pub fn run(mut self, tree: &'t Tree, tick: &dyn Fn() -> bool) -> Option<Seen<'t>> {
        let mut cursor = tree.walk();
        let mut until_tick = NODES_PER_TICK;
        loop {
            until_tick -= 1;
            if until_tick == 0 {
                until_tick = NODES_PER_TICK;
                if tick() {
                    return None;
                }
            }
            let node = cursor.node();
            if self.enter(node, &cursor) && cursor.goto_first_child() {
                continue;
            }
            self.leave(node);
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    self.mark_exported();
                    return Some(Seen {
                        names: self.names,
                        symbols: self.symbols,
                        imports: self.imports,
                    });
                }
                self.leave(cursor.node());
            }
        }
    }

    /// Takes a node; true if its children are to be looked at.
    fn enter(&mut self, node: Node<'t>, cursor: &TreeCursor<'t>) -> bool {
        let id = node.kind_id();
        let kind = self.kinds.get(id);
        let part = self.part(node, id, cursor);
        let depth = self.frames.len();
        if let Some(parent) = self.frames.last_mut().filter(|_| node.is_named()) {
            parent.children += 1;
        }
        if let Some(visibility) = kind.modifier
            && let Some(scope) = self
                .scopes
                .0
                .last_mut()
                .filter(|scope| scope.definition.is_none())
        {
            scope.modifier = Some(visibility);
        }
        self.act(part, node, depth);
        self.open(node, kind, depth);
        self.frames.push(Frame {
            kind: id,
            part,
            row: node.start_position().row,
            children: 0,
        });
        if kind.is_comment {
            self.comment.see(node, self.text);
            return false;
        }
        match kind.name {
            Some(role) => {
                self.name(node, role, part);
                false
            }
            None => true,
        }
    }

    /// What a node is by where it stands.
    fn part(&self, node: Node<'t>, id: u16, cursor: &TreeCursor<'t>) -> Part {
        let Some(parent) = self.frames.last() else {
            return Part::Use;
        };
        let places = &self.kinds.get(parent.kind).places;
        if let Part::DefinesPath(_) = parent.part {
            return Part::Names(Role::Definition);
        }
        let is_import = parent.part.is_import() || parent.part == Part::Names(Role::Import);
        let unnamed = if is_import {
            Part::Names(Role::Import)
        } else {
            Part::Use
        };
        if places.is_empty() {
            return unnamed;
        }
        let field = cursor.field_id().map(u16::from);
        let fits = places.iter().find(|place| {
            (place.field.is_none() || place.field == field)
                && match place.child {
                    Some((named, unnamed)) => id == named || id == unnamed,
                    None => node.is_named(),
                }
        });
        match fits.map(|place| place.part) {
            None => unnamed,
            // The whole was taken already.
            Some(Part::Same | Part::Member | Part::SameIfAlone) if is_import => unnamed,
            Some(Part::Same) => parent.part,
            Some(Part::SameIfAlone) if node.next_named_sibling().is_none() => parent.part,
            Some(Part::SameIfAlone) => Part::Use,
            Some(Part::OwnerOfDefined) => match parent.part {
                Part::Defines(_) => Part::Owner,
                _ => Part::Use,
            },
            Some(Part::DefinesWithBody(kind)) => {
                let scope = self.scopes.0.last();
                let body = scope.and_then(|scope| scope.node.child_by_field_name("body"));
                body.map_or(Part::Names(Role::Type), |_| Part::Defines(kind))
            }
            Some(Part::DefinesTold) => {
                let told = self.scopes.told_kind();
                told.map_or(Part::Use, Part::Defines)
            }
            Some(Part::Member) => match parent.part {
                Part::Defines(_) => Part::Names(Role::Write),
                part => part,
            },
            Some(part) => part,
        }
    }

    /// Opens what begins with a node.
    fn open(&mut self, node: Node<'t>, kind: &Kind, depth: usize) {
        if let Some(scope) = kind.scope {
            let mut frame = ScopeFrame::new(depth, scope, node, self.outer_row(node));
            frame.section = kind.members;
            self.scopes.0.push(frame);
        }
        if let Some(calls) = kind.defines {
            self.open_call(node, calls, depth);
        }
        if let Some(calls) = kind.brings {
            self.module_call(node, calls, depth);
        }
        if kind.is_import {
            let mut statement = Statement::new(depth, (node.start_byte(), node.end_byte()));
            statement.is_deferred = self.is_deferred();
            statement.is_type_only = !self.guards.is_empty();
            self.statements.push(statement);
        }
        if kind.is_attribute {
            self.comment.step_over(node);
            if let Some(scope) = self
                .scopes
                .0
                .last_mut()
                .filter(|scope| scope.definition.is_none())
            {
                scope.head = node.end_byte();
            }
        }
        if let Some(statement) = self.statements.last_mut() {
            if kind.is_import_item {
                statement.begin_item(depth);
            }
            let is_near = statement.depth + 1 == depth || statement.has_open_item();
            if kind.is_type_import && is_near {
                statement.types_only();
            }
        }
        for call in &kind.calls {
            self.import_call(node, call);
        }
    }

    pub fn is_deferred(&self) -> bool {
        self.scopes
            .0
            .iter()
            .any(|scope| scope.scope == Scope::Locals)
    }

    pub fn outer_row(&self, node: Node<'t>) -> usize {
        let wrappers = self
            .frames
            .iter()
            .rev()
            .take_while(|frame| self.kinds.get(frame.kind).is_wrapper);
        wrappers
            .last()
            .map_or(node.start_position().row, |frame| frame.row)
    }

    /// Does what follows from what a node is.
    fn act(&mut self, part: Part, node: Node<'t>, depth: usize) {
        match part {
            Part::Use | Part::Same | Part::Member | Part::Names(_) | Part::Defines(_) => {}
            Part::SameIfAlone
            | Part::OwnerOfDefined
            | Part::DefinesWithBody(_)
            | Part::DefinesTold => {}
            Part::DefinesPath(kind) => {
                let name = self.names.number(self.text_of(node));
                self.define(node, name, kind);
            }
            Part::Kind(kind) => self.refine(kind),
            Part::Members(visibility) => {
                if let Some(scope) = self.scopes.0.last_mut() {
                    scope.section = Some(visibility);
                }
            }
            Part::Owner => self.own(node),
            Part::Section => self.section(node),
            Part::Condition if self.outline.type_guards.contains(&self.text_of(node)) => {
                self.guards.push(depth.saturating_sub(1));
            }
            Part::Condition => {}
            Part::Docstring => self.docstring(node, depth),
            part => {
                let text = self.text_of(node);
                if let Some(statement) = self.statements.last_mut() {
                    statement.take(part, text, self.outline);
                }
            }
        }
    }

    /// Closes what ends with a node.
    fn leave(&mut self, _: Node<'t>) {
        self.frames.pop();
        let depth = self.frames.len();
        if self
            .scopes
            .0
            .last()
            .is_some_and(|scope| scope.depth == depth)
        {
            self.scopes.0.pop();
        }
        if self.guards.last() == Some(&depth) {
            self.guards.pop();
        }
        let Some(statement) = self.statements.last_mut() else {
            return;
        };
        statement.end_item(depth);
        if statement.depth == depth
            && let Some(statement) = self.statements.pop()
        {
            let bytes = statement.bytes;
            let range = self.range(bytes.0, bytes.1);
            let excerpt = self.excerpt(bytes.0, bytes.1);
            let (mut imports, exported) =
                statement.finish(&mut self.statements, self.outline, range);
            for import in &mut imports {
                import.excerpt.clone_from(&excerpt);
            }
            self.imports.extend(imports);
            let text = self.text.get(bytes.0..bytes.1).unwrap_or_default();
            for export in exported {
                self.export(export, text);
            }
        }
    }

    /// Takes a name.
    fn name(&mut self, node: Node<'t>, own: Role, part: Part) {
        let text = self.text_of(node);
        if text.is_empty() || self.is_saying_word(node) {
            return;
        }
        let part = self.part_in_call(node, part).unwrap_or(part);
        let name = self.names.number(text);
        let role = match part {
            Part::Names(role) => role,
            Part::Defines(kind) => {
                self.define(node, name, kind);
                Role::Definition
            }
            Part::DefinesPath(_) => Role::Definition,
            part if part.is_import() => Role::Import,
            _ => own,
        };
        self.symbols.occurrences.push(Occurrence {
            name,
            role,
            offset: node.start_byte() as u32,
        });
    }

    pub fn text_of(&self, node: Node<'t>) -> &'t str {
        self.text.get(node.byte_range()).unwrap_or_default()
    }

    /// How the code between two places begins.
    pub fn excerpt(&self, start: usize, end: usize) -> String {
        let text = self.text.get(start..end).unwrap_or_default();
        excerpt(text, EXCERPT).to_owned()
    }

    pub fn range(&self, start: usize, end: usize) -> Range {
        let position = |offset: usize| {
            let place = self.lines.place(self.text, offset);
            Position {
                line: place.line,
                col: place.col,
                offset: offset as u32,
            }
        };
        Range {
            start: position(start),
            end: position(end),
        }
    }
}
