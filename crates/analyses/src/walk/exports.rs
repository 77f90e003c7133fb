//! What the walk does where something is exported, or imported by a call.

use assay_languages::{ImportBinding, ImportCall};
use assay_project::{Export, Import, ImportedName};
use tree_sitter::Node;

use super::statements::{Exported, unquoted};
use super::walker::Walker;

impl<'t> Walker<'t> {
    pub fn import_call(&mut self, node: Node<'t>, call: &ImportCall) {
        let function = node.child_by_field_name(call.function);
        let is_it = function.is_some_and(|function| call.names.contains(&self.text_of(function)));
        let arguments = node.child_by_field_name("arguments").filter(|_| is_it);
        let Some(argument) = arguments.and_then(|arguments| arguments.named_child(0)) else {
            return;
        };
        let text = self.text_of(argument);
        if !text.starts_with(['"', '\'', '`']) || text.contains("${") {
            return;
        }
        self.imports.push(Import {
            module: unquoted(text).to_owned(),
            names: self.bound_names(node, call),
            range: self.range(node.start_byte(), node.end_byte()),
            excerpt: self.excerpt(node.start_byte(), node.end_byte()),
            is_type_only: !self.guards.is_empty(),
            is_deferred: call.is_deferred || self.is_deferred(),
            is_reexport: false,
        });
    }

    /// The names that what a call gives is bound to.
    fn bound_names(&self, call: Node<'t>, of: &ImportCall) -> Vec<ImportedName> {
        let Some(binding) = &of.binding else {
            return Vec::new();
        };
        let mut value = call;
        let mut member = None;
        while let Some(parent) = value.parent() {
            let kind = parent.kind();
            if kind == binding.member.0 && member.is_none() {
                member = parent.child_by_field_name(binding.member.1);
            } else if kind == binding.node {
                let name = parent.child_by_field_name(binding.name);
                return name.map_or_else(Vec::new, |name| self.names_in(name, member, binding));
            } else if !binding.wrappers.contains(&kind) {
                break;
            }
            value = parent;
        }
        Vec::new()
    }

    /// The names in what stands on the left; `member` is the part of the module that is taken.
    fn names_in(
        &self,
        left: Node<'t>,
        member: Option<Node<'t>>,
        binding: &ImportBinding,
    ) -> Vec<ImportedName> {
        let own = |node: Node<'t>| self.text_of(node).to_owned();
        if left.kind() != binding.pattern {
            let (name, alias) = (member.map(own), own(left));
            let alias = (name.as_ref() != Some(&alias)).then_some(alias);
            return vec![ImportedName { name, alias }];
        }
        if let Some(member) = member {
            let name = Some(own(member));
            return vec![ImportedName { name, alias: None }];
        }
        let (pair, key, value) = binding.pair;
        let mut cursor = left.walk();
        let imported = |child: Node<'t>| {
            if child.kind() == binding.shorthand {
                let name = Some(own(child));
                return Some(ImportedName { name, alias: None });
            }
            let field = |name| child.child_by_field_name(name).map(own);
            let is_pair = child.kind() == pair;
            is_pair.then(|| ImportedName {
                name: field(key),
                alias: field(value),
            })
        };
        left.named_children(&mut cursor)
            .filter_map(imported)
            .collect()
    }

    pub fn export(&mut self, (name, local): Exported, statement: &'t str) {
        let Some(name) = self.exported_name(&name, statement) else {
            return;
        };
        let local = local.and_then(|local| self.exported_name(&local, statement));
        self.symbols.exports.push(Export { name, local });
    }

    /// The number of a name in an export: one of the text, a word of the language, or a name in quotes.
    fn exported_name(&mut self, name: &str, statement: &'t str) -> Option<u32> {
        let known = self.names.find(name);
        let word = ["default", "*"].into_iter().find(|word| *word == name);
        let quoted = || {
            let at = statement.find(name)?;
            statement.get(at..at + name.len())
        };
        known.or_else(|| Some(self.names.number(word.or_else(quoted)?)))
    }
}
