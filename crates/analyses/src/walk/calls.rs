//! Calls that define or import, in languages that have no other place for that.

use std::ops::Range;

use assay_languages::{Brings, Defined, DefiningCalls, ModuleCalls, Part, Role, Scope, SymbolKind};
use assay_project::{Import, ImportedName};
use tree_sitter::Node;

use super::docs::first_sentence;
use super::scopes::ScopeFrame;
use super::walker::Walker;

/// How many nodes may be around a name.
const HEADS: usize = 8;

/// What a call says of the names in it.
#[derive(Default)]
pub struct SayingCall {
    /// The node of the word that is called.
    word: usize,
    /// The node of the name that it is about, and what that is.
    name: Option<(usize, Part)>,
    /// The bytes of the parameters.
    parameters: Range<usize>,
    /// What all other names are.
    others: Option<Role>,
}

impl<'t> Walker<'t> {
    /// Opens what a call defines, if it is one of those.
    pub fn open_call(&mut self, node: Node<'t>, calls: &'static DefiningCalls, depth: usize) {
        let Some(word) = node.child_by_field_name(calls.function) else {
            return;
        };
        let text = self.text_of(word);
        let find = |words: &[(&str, Defined)]| {
            let found = words.iter().find(|(known, _)| *known == text);
            found.map(|(_, defined)| *defined)
        };
        let (mark, sign, marked) = calls.marked;
        let (defined, whole) = match (find(calls.words), find(marked)) {
            (Some(defined), _) => (defined, node),
            (None, Some(defined)) => {
                let is_marked =
                    |up: &Node<'t>| up.kind() == mark && self.text_of(*up).starts_with(sign);
                match node.parent().filter(is_marked) {
                    Some(whole) => (defined, whole),
                    None => return,
                }
            }
            (None, None) => return,
        };
        let is_marked = whole.id() != node.id();
        let mut call = SayingCall {
            word: word.id(),
            others: is_marked.then_some(Role::Type),
            ..SayingCall::default()
        };
        let (scope, visibility) = match defined {
            Defined::Refined(kind) => return self.refine(kind),
            Defined::Documents | Defined::DocumentsScope => {
                self.document(node, calls, defined);
                (Scope::Plain, None)
            }
            Defined::Typed => {
                let head = self.head(node, calls);
                call.name = head.map(|(name, _)| (name.id(), Part::Names(Role::Reference)));
                (Scope::Plain, None)
            }
            Defined::Named(kind, scope, visibility) => {
                let Some((name, parameters)) = self.head(node, calls) else {
                    return;
                };
                call.name = Some((name.id(), Part::Defines(kind)));
                // Of a function that is only declared, the types are told in their place.
                if !is_marked || kind == SymbolKind::TypeAlias {
                    call.parameters = parameters;
                }
                (scope, Some(visibility))
            }
        };
        let mut frame = ScopeFrame::new(depth, scope, whole, self.outer_row(whole));
        frame.modifier = visibility;
        frame.call = Some(call);
        self.scopes.0.push(frame);
    }

    /// Takes what a call says as documentation.
    fn document(&mut self, node: Node<'t>, calls: &DefiningCalls, defined: Defined) {
        let arguments = child_of(node, calls.arguments);
        let said = arguments.and_then(|arguments| arguments.named_child(0));
        let Some(said) = said else {
            return;
        };
        let text = self.text_of(said);
        // `false` says that there is none, and a sigil has its letters in front.
        let quoted = text.trim_start_matches(|sign: char| sign == '~' || sign.is_alphabetic());
        if !quoted.starts_with(['"', '\'']) {
            return;
        }
        if !matches!(defined, Defined::DocumentsScope) {
            let start = said.end_byte() - quoted.len();
            return self.comment.say(start..said.end_byte());
        }
        let scope = self.scopes.0.last();
        if let Some(definition) = scope.and_then(|scope| scope.definition) {
            self.symbols.definitions[definition as usize].doc = first_sentence(quoted);
        }
    }

    /// The name in a call's first argument, and where its parameters are.
    fn head(&self, node: Node<'t>, calls: &DefiningCalls) -> Option<(Node<'t>, Range<usize>)> {
        let mut at = child_of(node, calls.arguments)?.named_child(0)?;
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
            if let Some(arguments) = child_of(at, calls.arguments) {
                parameters = arguments.byte_range();
            }
            let inner = at.child_by_field_name(field)?;
            // What gives the name is called itself: nobody knows what it gives.
            let is_call = inner.kind() == calls.node && at.kind() == calls.node;
            at = Some(inner).filter(|_| !is_call)?;
        }
        None
    }

    /// Takes a call that imports, if it is one of those.
    pub fn module_call(&mut self, node: Node<'t>, calls: &ModuleCalls, depth: usize) {
        let Some(word) = node.child_by_field_name(calls.function) else {
            return;
        };
        let text = self.text_of(word);
        let Some((_, brings)) = calls.words.iter().find(|(known, _)| *known == text) else {
            return;
        };
        let arguments = child_of(node, calls.arguments);
        let Some(first) = arguments.and_then(|arguments| arguments.named_child(0)) else {
            return;
        };
        let modules = self.modules(first, calls);
        if modules.is_empty() {
            return;
        }
        let names = self.brought(arguments, calls, *brings);
        for module in modules {
            self.imports.push(Import {
                module,
                names: names.clone(),
                range: self.range(node.start_byte(), node.end_byte()),
                excerpt: self.excerpt(node.start_byte(), node.end_byte()),
                is_type_only: false,
                is_deferred: false,
                is_reexport: false,
            });
        }
        let mut frame = ScopeFrame::new(depth, Scope::Plain, node, self.outer_row(node));
        frame.call = Some(SayingCall {
            word: word.id(),
            others: Some(Role::Import),
            ..SayingCall::default()
        });
        self.scopes.0.push(frame);
    }

    /// The modules that an argument names: one path, or several that begin alike.
    fn modules(&self, node: Node<'t>, calls: &ModuleCalls) -> Vec<String> {
        let is_path = |node: &Node<'t>| node.kind() == calls.path;
        if is_path(&node) {
            return vec![self.text_of(node).to_owned()];
        }
        let (group, beginning, ends) = calls.group;
        let field = |name| node.child_by_field_name(name);
        let (Some(beginning), Some(ends)) = (field(beginning), field(ends)) else {
            return Vec::new();
        };
        if node.kind() != group || !is_path(&beginning) {
            return Vec::new();
        }
        let beginning = self.text_of(beginning);
        let mut cursor = ends.walk();
        let ends = ends.named_children(&mut cursor).filter(is_path);
        ends.map(|end| format!("{beginning}{}{}", self.outline.separator, self.text_of(end)))
            .collect()
    }

    /// The names that such a call brings into the file.
    fn brought(
        &self,
        arguments: Option<Node<'t>>,
        calls: &ModuleCalls,
        brings: Brings,
    ) -> Vec<ImportedName> {
        let options = arguments.map_or_else(Vec::new, |arguments| self.options(arguments, calls));
        let value = |wanted: &str| {
            let option = options.iter().find(|(name, _)| *name == wanted);
            option.map(|(_, value)| *value)
        };
        let named = |name: Option<&str>, alias: Option<&str>| ImportedName {
            name: name.map(str::to_owned),
            alias: alias.map(str::to_owned),
        };
        match (brings, value(calls.renamed), value(calls.only)) {
            (_, Some(alias), _) => vec![named(None, Some(self.text_of(alias)))],
            (Brings::Everything, None, Some(only)) => {
                let only = self.options(only, calls);
                only.iter()
                    .map(|(name, _)| named(Some(name), None))
                    .collect()
            }
            (Brings::Everything, None, None) => vec![named(Some("*"), None)],
            (Brings::Itself, None, _) => vec![named(None, None)],
            (Brings::Nothing, None, _) => Vec::new(),
        }
    }

    /// The options right below a node, or below its only list of them.
    fn options(&self, node: Node<'t>, calls: &ModuleCalls) -> Vec<(&'t str, Node<'t>)> {
        let (option, key, value) = calls.option;
        let mut found = Vec::new();
        let mut cursor = node.walk();
        for list in node.named_children(&mut cursor) {
            let mut cursor = list.walk();
            for pair in list.named_children(&mut cursor) {
                let field = |name| pair.child_by_field_name(name);
                if let (Some(key), Some(value)) = (field(key), field(value))
                    && pair.kind() == option
                {
                    found.push((self.text_of(key).trim_end_matches([' ', ':']), value));
                }
            }
        }
        found
    }

    /// What a name is by the call around it; none if nothing in particular.
    pub fn part_in_call(&self, node: Node<'t>, part: Part) -> Option<Part> {
        let call = self.scopes.0.last()?.call.as_ref()?;
        if let Some((name, is)) = call.name
            && name == node.id()
        {
            return Some(is);
        }
        if part == Part::Use && call.parameters.contains(&node.start_byte()) {
            return Some(Part::Names(Role::Definition));
        }
        call.others.map(Part::Names)
    }

    /// Whether a name is the word of a call that defines or imports, and no name at all.
    pub fn is_saying_word(&self, node: Node<'t>) -> bool {
        let call = self.scopes.0.last().and_then(|scope| scope.call.as_ref());
        call.is_some_and(|call| call.word == node.id())
    }
}

fn child_of<'t>(node: Node<'t>, kind: &str) -> Option<Node<'t>> {
    let mut cursor = node.walk();
    node.children(&mut cursor)
        .find(|child| child.kind() == kind)
}
