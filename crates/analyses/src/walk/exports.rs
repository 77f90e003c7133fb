//! What the walk does where something is exported, or imported by a call.

use assay_languages::ImportCall;
use assay_project::{Export, Import};
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
            names: Vec::new(),
            range: self.range(node.start_byte(), node.end_byte()),
            is_type_only: !self.guards.is_empty(),
            is_deferred: call.is_deferred || self.is_deferred(),
            is_reexport: false,
        });
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
