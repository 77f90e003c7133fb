//! What a CommonJS file gives to those who require it: `module.exports = …` and `exports.name = …`.

use assay_languages::SymbolKind;
use assay_project::{Expression, GIVEN, ScopeKind};
use assay_syntax::{Field, Kind, NodeId};

use super::walk::Walk;

/// Both names of what is given.
const EXPORTS: &str = "exports";
const MODULE: &str = "module";

impl Walk<'_> {
    /// Takes an assignment that says what the file gives; whether it is one.
    pub fn gives(
        &mut self,
        left: NodeId,
        right: Option<NodeId>,
        scope: u32,
        value: Option<u32>,
    ) -> bool {
        if !self.tree.profile().semantics.names.requires {
            return false;
        }
        if self.is_all_given(left, scope) {
            let offset = self.start(left);
            self.declare_at(offset, GIVEN, 0, SymbolKind::Variable)
                .value = value;
            return true;
        }
        let tree = self.tree;
        let (Some(object), Some(name)) =
            (tree.get(left, Field::Object), tree.get(left, Field::Name))
        else {
            return false;
        };
        if tree.kind(name) != Kind::Name || !self.is_all_given(object, scope) {
            return false;
        }
        let function =
            right.filter(|right| matches!(tree.kind(*right), Kind::Function | Kind::Lambda));
        let inner = function.map(|function| self.scope(function, ScopeKind::Function, scope));
        let kind = match inner {
            Some(_) => SymbolKind::Function,
            None => SymbolKind::Variable,
        };
        let given = self.added_names(left);
        let declared = self.declare(name, given, kind);
        (declared.value, declared.inner) = (value, inner);
        true
    }

    /// Whether an expression is all that the file gives.
    fn is_all_given(&self, node: NodeId, scope: u32) -> bool {
        let tree = self.tree;
        match tree.kind(node) {
            Kind::Name => self.text(node) == EXPORTS && self.is_of_nobody(EXPORTS, scope),
            Kind::Member => {
                let part = |field| tree.get(node, field).map(|part| self.text(part));
                part(Field::Object) == Some(MODULE)
                    && part(Field::Name) == Some(EXPORTS)
                    && self.is_of_nobody(MODULE, scope)
            }
            _ => false,
        }
    }

    /// Whether no function around takes something of this name.
    fn is_of_nobody(&self, name: &str, scope: u32) -> bool {
        let Some(name) = self.names.find(name) else {
            return true;
        };
        let mut at = scope;
        while at != 0 {
            if self.known.contains_key(&(at, name)) {
                return false;
            }
            at = self.out.scopes[at as usize].parent;
        }
        true
    }

    /// The scope of the names that are added one by one, which is no stretch of the text.
    fn added_names(&mut self, first: NodeId) -> u32 {
        if let Some(scope) = self.given {
            return scope;
        }
        let end = self.tree.source().len();
        let scope = self.add_scope(ScopeKind::Record, 0, end..end);
        self.given = Some(scope);
        let value = self.add(Expression::Record(scope));
        let offset = self.start(first);
        self.declare_at(offset, GIVEN, 0, SymbolKind::Variable)
            .value = Some(value);
        scope
    }
}
