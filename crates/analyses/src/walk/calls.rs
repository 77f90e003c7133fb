//! Calls that define, in languages that have no other place for that.

use std::ops::Range;

use assay_languages::{Defined, DefiningCalls, Part, Role, SymbolKind};
use tree_sitter::Node;

use super::scopes::ScopeFrame;
use super::walker::Walker;

/// How many nodes may be around a name.
const HEADS: usize = 8;

/// Where a call says what it defines.
pub struct DefiningCall {
    /// The node of the word that is called.
    word: usize,
    /// The node of the name, and what has it.
    name: usize,
    kind: SymbolKind,
    /// The bytes of the parameters.
    parameters: Range<usize>,
}

impl<'t> Walker<'t> {
    /// Opens what a call defines, if it is one of those.
    pub fn open_call(&mut self, node: Node<'t>, calls: &'static DefiningCalls, depth: usize) {
        let Some(word) = node.child_by_field_name(calls.function) else {
            return;
        };
        let text = self.text_of(word);
        let Some((_, defined)) = calls.words.iter().find(|(known, _)| *known == text) else {
            return;
        };
        match *defined {
            Defined::Refined(kind) => self.refine(kind),
            Defined::Named(kind, scope, visibility) => {
                let Some((name, parameters)) = self.head(node, calls) else {
                    return;
                };
                let mut frame = ScopeFrame::new(depth, scope, node, self.outer_row(node));
                frame.modifier = Some(visibility);
                frame.call = Some(DefiningCall {
                    word: word.id(),
                    name: name.id(),
                    kind,
                    parameters,
                });
                self.scopes.0.push(frame);
            }
        }
    }

    /// The name in a call's first argument, and where its parameters are.
    fn head(&self, node: Node<'t>, calls: &DefiningCalls) -> Option<(Node<'t>, Range<usize>)> {
        let arguments = |node: Node<'t>| {
            let mut cursor = node.walk();
            node.children(&mut cursor)
                .find(|child| child.kind() == calls.arguments)
        };
        let mut at = arguments(node)?.named_child(0)?;
        let mut parameters = 0..0;
        for _ in 0..HEADS {
            if self.kinds.get(at.kind_id()).name.is_some() {
                return Some((at, parameters));
            }
            let (_, _, field) = calls.heads.iter().find(|(kind, operator, _)| {
                let own = at.child_by_field_name("operator");
                at.kind() == *kind
                    && (operator.is_empty()
                        || own.is_some_and(|own| self.text_of(own) == *operator))
            })?;
            if let Some(arguments) = arguments(at) {
                parameters = arguments.byte_range();
            }
            let inner = at.child_by_field_name(field)?;
            // What gives the name is called itself: nobody knows what it gives.
            at = Some(inner).filter(|inner| inner.kind() != at.kind())?;
        }
        None
    }

    /// What a name is by the call around it that defines; none if nothing in particular.
    pub fn part_in_call(&self, node: Node<'t>, part: Part) -> Option<Part> {
        let call = self.scopes.0.last()?.call.as_ref()?;
        if node.id() == call.name {
            return Some(Part::Defines(call.kind));
        }
        let is_parameter = part == Part::Use && call.parameters.contains(&node.start_byte());
        is_parameter.then_some(Part::Names(Role::Definition))
    }

    /// Whether a name is the word of a call that defines, and no name at all.
    pub fn is_defining_word(&self, node: Node<'t>) -> bool {
        let call = self.scopes.0.last().and_then(|scope| scope.call.as_ref());
        call.is_some_and(|call| call.word == node.id())
    }
}
