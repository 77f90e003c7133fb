//! What the walk does where something is defined.

use assay_languages::{DefaultVisibility, Role, Scope, SymbolKind, Visibility};
use assay_project::{Container, Definition, Export};
use assay_text::{excerpt, squeeze};
use tree_sitter::Node;

use super::docs::first_sentence;
use super::statements::Statement;
use super::walker::Walker;

/// Characters of a signature, and of the text it is made of.
const SIGNATURE: usize = 200;
const SIGNATURE_TEXT: usize = 1000;

impl<'t> Walker<'t> {
    pub fn define(&mut self, node: Node<'t>, name: u32, kind: SymbolKind) {
        let kind = self.scopes.told_kind().unwrap_or(kind);
        let site = self.scopes.site(kind);
        if self.scopes.is_local(&site, kind) {
            return;
        }
        let text = self.text_of(node);
        let is_member = self
            .scopes
            .is_member(&site, kind, &self.symbols.definitions);
        let own = site.own.map(|own| &self.scopes.0[own]);
        let whole = own.map_or(node, |own| own.node);
        let row = own.map_or_else(|| self.outer_row(node), |own| own.outer_row);
        let definition = Definition {
            name,
            kind: self.kind(kind, text, is_member),
            container: self.scopes.container(&site, kind),
            visibility: self
                .scopes
                .visibility(&site, (kind, text), is_member, self.outline),
            name_range: self.range(node.start_byte(), node.end_byte()),
            range: self.range(whole.start_byte(), whole.end_byte()),
            signature: self.signature(whole, own.map_or(whole.start_byte(), |own| own.head)),
            doc: self.comment.of(row, whole.start_byte(), self.text),
        };
        if self.scopes.is_exported(&site) && self.outline.visibility == DefaultVisibility::Exported
        {
            let is_default = self
                .statements
                .last()
                .is_some_and(Statement::is_default_export);
            let exported = if is_default {
                self.names.number("default")
            } else {
                name
            };
            self.symbols.exports.push(Export {
                name: exported,
                local: Some(name),
            });
        }
        let number = self.symbols.definitions.len() as u32;
        self.symbols.definitions.push(definition);
        if let Some(own) = site.own {
            self.scopes.0[own].definition.get_or_insert(number);
        }
    }

    fn kind(&self, kind: SymbolKind, name: &str, is_member: bool) -> SymbolKind {
        match kind {
            SymbolKind::Function | SymbolKind::Method if is_member => {
                if self.outline.constructors.contains(&name) {
                    SymbolKind::Constructor
                } else {
                    SymbolKind::Method
                }
            }
            SymbolKind::Variable if is_member => SymbolKind::Field,
            kind => kind,
        }
    }

    /// How something begins: all that is in front of its body.
    fn signature(&self, node: Node<'t>, start: usize) -> String {
        let body = node.child_by_field_name("body").or_else(|| {
            let mut cursor = node.walk();
            let bodies = self.outline.bodies;
            node.children(&mut cursor)
                .find(|child| bodies.contains(&child.kind()))
        });
        let end = body.map_or(node.end_byte(), |body| body.start_byte());
        let text = self.text.get(start..end).unwrap_or_default();
        let text = match body {
            Some(_) => text,
            None => text.trim_start().lines().next().unwrap_or_default(),
        };
        let cut = text
            .char_indices()
            .nth(SIGNATURE_TEXT)
            .map_or(text, |(at, _)| &text[..at]);
        let line = squeeze(cut);
        excerpt(&line, SIGNATURE)
            .trim_end_matches([' ', '{', ':', '=', ';', ','])
            .to_owned()
    }

    /// The innermost scope defines something of another kind than was thought.
    pub fn refine(&mut self, kind: SymbolKind) {
        let Some(scope) = self.scopes.0.last_mut() else {
            return;
        };
        let Some(at) = scope.definition else {
            // Its name is still to come.
            scope.kind = Some(kind);
            return;
        };
        let definition = &mut self.symbols.definitions[at as usize];
        definition.kind = match (definition.kind, kind) {
            (SymbolKind::Field, SymbolKind::Function) => SymbolKind::Method,
            (_, kind) => kind,
        };
    }

    /// The innermost scope belongs to the type that is named in a node.
    pub fn own(&mut self, node: Node<'t>) {
        let name = self.type_in(node).unwrap_or(node);
        let text = self.text_of(name);
        let last = text.rsplit(self.outline.separator).next().unwrap_or(text);
        let number = self.names.number(last);
        if let Some(scope) = self.scopes.0.last_mut() {
            scope.owner = Some(number);
        }
    }

    /// The first name of a type in a node.
    fn type_in(&self, node: Node<'t>) -> Option<Node<'t>> {
        let mut cursor = node.walk();
        loop {
            if self.kinds.get(cursor.node().kind_id()).name == Some(Role::Type) {
                return Some(cursor.node());
            }
            if cursor.goto_first_child() {
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return None;
                }
            }
        }
    }

    pub fn section(&mut self, node: Node<'t>) {
        let text = self.text_of(node);
        let said = self.outline.sections.iter().find(|(word, _)| *word == text);
        let members = self
            .scopes
            .0
            .iter_mut()
            .rev()
            .find(|scope| scope.scope == Scope::Members);
        if let (Some((_, visibility)), Some(members)) = (said, members) {
            members.section = Some(*visibility);
        }
    }

    /// A string that is the first statement in the body of a scope.
    pub fn docstring(&mut self, node: Node<'t>, depth: usize) {
        let is_first = self.frames.last().is_some_and(|body| body.children == 1);
        let Some(scope) = self
            .scopes
            .0
            .last()
            .filter(|scope| is_first && scope.depth + 2 == depth)
        else {
            return;
        };
        let text = self.text_of(node);
        let is_string = text
            .trim_start_matches(char::is_alphabetic)
            .starts_with(['"', '\'']);
        if let Some(definition) = scope.definition.filter(|_| is_string) {
            self.symbols.definitions[definition as usize].doc = first_sentence(text);
        }
    }

    /// What is exported by name is seen by everybody, too.
    pub fn mark_exported(&mut self) {
        let locals: Vec<u32> = self
            .symbols
            .exports
            .iter()
            .filter_map(|export| export.local)
            .collect();
        for definition in &mut self.symbols.definitions {
            if definition.container == Container::File && locals.contains(&definition.name) {
                definition.visibility = Visibility::Public;
            }
        }
    }
}
