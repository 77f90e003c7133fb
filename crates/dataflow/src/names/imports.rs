//! Imports: the full path that a name stands for.

use std::rc::Rc;

use assay_profile::LanguageSemantics;
use assay_syntax::{Field, Kind, NodeId, Token};

use super::BindingKind;
use super::resolver::Resolver;
use crate::BindingId;

impl Resolver<'_> {
    /// The module of `require("m")`.
    pub(super) fn required(&self, value: NodeId) -> Option<Token> {
        let tree = self.tree;
        let callee = tree
            .get(value, Field::Callee)
            .filter(|_| self.semantics.names.requires)?;
        let arg = tree.get(value, Field::Arg)?;
        let text = *tree.children(arg).first()?;
        let fits = tree.token(callee) == self.words.require && tree.kind(arg) == Kind::Str;
        fits.then(|| tree.token(text))
    }

    pub(super) fn import_pattern(&mut self, left: NodeId, module: &Token) {
        let tree = self.tree;
        if tree.kind(left) == Kind::Name {
            let binding = self.declare(left, false);
            let made = self.binding(binding);
            made.kind = BindingKind::Import;
            made.path = Some(Rc::from([*module]));
            return;
        }
        for pair in tree.all(left, Field::Item) {
            let (Some(key), Some(value)) =
                (tree.get(pair, Field::Key), tree.get(pair, Field::Value))
            else {
                continue;
            };
            if tree.kind(value) == Kind::Name {
                let path = Rc::from([*module, tree.token(key)]);
                let binding = self.declare(value, false);
                let made = self.binding(binding);
                made.kind = BindingKind::Import;
                made.path = Some(path);
            }
        }
    }

    pub(super) fn import(&mut self, id: NodeId) {
        let tree = self.tree;
        let (name, alias) = (tree.get(id, Field::Name), tree.get(id, Field::Alias));
        let Some(module) = tree.get(id, Field::Module) else {
            return;
        };
        if tree.token(id) == self.words.star {
            return;
        }
        let is_str = tree.kind(module) == Kind::Str;
        let mut path = Vec::new();
        if is_str {
            let text = tree.text(module).trim_matches(['"', '\'', '`']);
            path.push(Token::of(module_name(text, self.semantics)));
        } else {
            path.extend(
                tree.walk(module)
                    .filter(|part| tree.kind(*part) == Kind::Name)
                    .map(|part| tree.token(part)),
            );
        }
        if let Some(name) = name {
            path.extend(
                tree.walk(name)
                    .filter(|part| tree.kind(*part) == Kind::Name)
                    .map(|part| tree.token(part)),
            );
        }
        let local = match (alias, name) {
            (Some(alias), _) => alias,
            (None, Some(name)) if tree.kind(name) == Kind::Name => name,
            // Without an alias a package goes by its name, other modules by their whole path.
            (None, None) if self.semantics.names.modules_are_packages => module,
            _ => return,
        };
        let token = if local == module {
            path[0]
        } else {
            tree.token(local)
        };
        let binding = self.add(BindingKind::Import);
        self.binding(binding).path = Some(Rc::from(path));
        self.import_as(id, token, binding);
        if alias.is_some() && tree.kind(local) == Kind::Name {
            self.refer(local, binding);
        }
    }

    /// Makes a name known for what the import brings by it.
    fn import_as(&mut self, import: NodeId, token: Token, binding: BindingId) {
        let tree = self.tree;
        let says = |word: &str| {
            tree.all(import, Field::Modifier)
                .any(|modifier| tree.token(modifier) == Token::of(word))
        };
        let (is_function, is_constant) = match self.semantics.names.functions_apart {
            Some(words) => (says(words.imported), says(words.constants_imported)),
            None => (false, false),
        };
        if is_function {
            self.imported.functions.insert(token, binding);
        }
        if is_constant {
            self.imported.constants.insert(token, binding);
        }
        if !is_function && !is_constant {
            self.imported.plain.insert(token, binding);
        }
    }
}

/// What a module in quotes is called in paths: the last part of its name.
fn module_name<'m>(text: &'m str, semantics: &LanguageSemantics) -> &'m str {
    let last = text.rsplit('/').next().unwrap_or(text);
    if semantics.names.modules_are_packages {
        // `gopkg.in/yaml.v2` and `x/v3` are called without their version.
        let is_version = |part: &str| {
            part.strip_prefix('v').is_some_and(|digits| {
                !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
            })
        };
        if is_version(last) {
            let before = &text[..text.len() - last.len()];
            return before
                .trim_end_matches('/')
                .rsplit('/')
                .next()
                .unwrap_or(last);
        }
        let last = last.split(".v").next().unwrap_or(last);
        // `x/jwt-go` is mostly the package `jwt`, and rules call it so.
        return last.strip_suffix("-go").unwrap_or(last);
    }
    match last.rfind('.') {
        Some(dot) if dot > 0 && text.contains('/') => &last[..dot],
        _ => last,
    }
}
