//! Which function of the file a call calls.

use std::collections::HashSet;

use assay_syntax::{Field, Kind, NodeId, Token};

use super::state::THIS;
use super::walk::Walk;
use crate::Constant;
use crate::names::{Binding, BindingKind};

impl Walk<'_> {
    pub(super) fn class_of(&self, function: NodeId) -> Option<Token> {
        let tree = self.tree;
        let class = tree
            .ancestors(function)
            .find(|up| tree.kind(*up) == Kind::Class)?;
        Some(tree.token(tree.get(class, Field::Name)?))
    }

    /// The parameters of a function as they are handed: not the object of a method.
    pub(super) fn params(&self, function: NodeId) -> Vec<(NodeId, u16)> {
        let tree = self.tree;
        let receivers = self.semantics.names.receivers;
        let mut place = 0;
        let mut params = Vec::new();
        for param in tree.all(function, Field::Receiver) {
            params.push((param, THIS));
        }
        for (at, param) in tree.all(function, Field::Param).enumerate() {
            let is_self = at == 0
                && self.class_of(function).is_some()
                && tree
                    .get(param, Field::Name)
                    .is_some_and(|name| receivers.contains(&tree.text(name)));
            if is_self || at == 0 && self.is_this(param) {
                params.push((param, THIS));
            } else {
                params.push((param, place));
                place += 1;
            }
        }
        params
    }

    pub(super) fn choose(&self, candidates: &[NodeId], arguments: usize) -> Option<NodeId> {
        let takes = |function: &&NodeId| {
            let params = self.params(**function);
            params.iter().filter(|(_, place)| *place != THIS).count() == arguments
        };
        match candidates {
            [] => None,
            [only] => Some(*only),
            _ => {
                let mut fitting = candidates.iter().filter(takes);
                let first = fitting.next()?;
                fitting.next().is_none().then_some(*first)
            }
        }
    }

    /// Whether functions and methods are known by their names in any case.
    fn knows_no_case(&self) -> bool {
        self.tree.profile().words.any_case
    }

    /// The name of a method that is called, as the one that is defined has it.
    pub(super) fn called_name(&self, name: NodeId) -> Token {
        if self.knows_no_case() {
            return Token::of(&self.tree.text(name).to_ascii_lowercase());
        }
        self.tree.token(name)
    }

    /// The functions of the file that a name may stand for: of a variable, those that it is given.
    pub(super) fn functions_named(&self, name: NodeId) -> Vec<NodeId> {
        let tree = self.tree;
        let named = self.index.functions.get(&tree.token(name));
        let named = named.map(Vec::as_slice).unwrap_or_default();
        let names = self.facts.names();
        let is_variable = |binding: &Binding| binding.kind != BindingKind::Function;
        if named.is_empty() || !names.get(name).is_some_and(is_variable) {
            return named.to_vec();
        }
        let own = names.binding(name);
        let is_given = |function: &NodeId| {
            let holder = match tree.kind(*function) {
                Kind::Function => tree.get(*function, Field::Name),
                _ => tree
                    .parent(*function)
                    .and_then(|up| tree.get(up, Field::Left)),
            };
            holder.is_some_and(|holder| names.binding(holder) == own)
        };
        named.iter().copied().filter(is_given).collect()
    }

    /// The function of this file that a call calls, if that is certain enough.
    pub(super) fn resolve(&self, callee: NodeId, arguments: usize) -> Option<NodeId> {
        let tree = self.tree;
        match tree.kind(callee) {
            Kind::Name => {
                let binding = self.facts.names().get(callee);
                if binding.is_some_and(|binding| {
                    matches!(binding.kind, BindingKind::Parameter | BindingKind::Import)
                }) {
                    return None;
                }
                let named = self.functions_named(callee);
                match self.facts.constant(callee) {
                    // `$f = "name"; $f()`
                    Some(Constant::Str(text)) if self.knows_no_case() => {
                        let name = Token::of(&text.to_ascii_lowercase());
                        self.choose(self.index.functions.get(&name)?, arguments)
                    }
                    _ => self.choose(&named, arguments),
                }
            }
            Kind::Member => {
                let object = tree.get(callee, Field::Object)?;
                let name = tree.get(callee, Field::Name)?;
                let class = self.class_named(object)?;
                let candidates: Vec<NodeId> = self
                    .index
                    .functions
                    .get(&self.called_name(name))?
                    .iter()
                    .copied()
                    .filter(|function| {
                        self.class_of(*function) == Some(class) || self.receives(*function, class)
                    })
                    .collect();
                self.choose(&candidates, arguments)
            }
            _ => None,
        }
    }

    /// Whether a Go method has a receiver of this type.
    pub(super) fn receives(&self, function: NodeId, class: Token) -> bool {
        let tree = self.tree;
        let receiver = tree
            .get(function, Field::Receiver)
            .and_then(|receiver| tree.get(receiver, Field::Type));
        receiver.is_some_and(|ty| tree.walk(ty).any(|part| tree.token(part) == class))
    }

    /// The class of this file that an object is of: its own, one that is named, made or declared.
    pub(super) fn class_named(&self, object: NodeId) -> Option<Token> {
        let (mut at, mut named) = (object, None);
        let mut seen = HashSet::new();
        // Names may stand for names, and those for the first again.
        while seen.insert(at) {
            let class = self.class_at(at);
            if class.is_some() || self.tree.kind(at) != Kind::Name {
                return class.or(named);
            }
            named = Some(self.tree.token(at));
            match self.facts.value(at) {
                Some(value) => at = value,
                None => break,
            }
        }
        named
    }

    /// The class that an expression itself tells.
    fn class_at(&self, object: NodeId) -> Option<Token> {
        let tree = self.tree;
        let is_this = matches!(
            tree.text(object),
            "this" | "self" | "$this" | "cls" | "static" | "super"
        );
        if is_this {
            return self.class_of(object);
        }
        match tree.kind(object) {
            Kind::New | Kind::Cast => tree.get(object, Field::Type).map(|ty| tree.token(ty)),
            Kind::Call => {
                // Python makes an object by calling its class.
                let class = tree.get(object, Field::Callee)?;
                (tree.kind(class) == Kind::Name).then(|| tree.token(class))
            }
            Kind::Name => {
                let declared = self.facts.type_of(tree, object)?;
                let mut parts = tree.walk(declared);
                let name = parts.find(|part| tree.kind(*part) == Kind::Name);
                Some(tree.token(name.unwrap_or(declared)))
            }
            _ => None,
        }
    }

    pub(super) fn constructor(&self, id: NodeId, arguments: usize) -> Option<NodeId> {
        let tree = self.tree;
        let class = tree.token(tree.get(id, Field::Type)?);
        for name in [class, Token::of("constructor"), Token::of("__construct")] {
            let named = self
                .index
                .functions
                .get(&name)
                .map_or(&[][..], Vec::as_slice);
            let own: Vec<NodeId> = named
                .iter()
                .copied()
                .filter(|one| self.class_of(*one) == Some(class))
                .collect();
            if let Some(found) = self.choose(&own, arguments) {
                return Some(found);
            }
        }
        None
    }
}
