//! Names that are imported: what they stand for, and the statements that import them.

use assay_syntax::{Field, Kind, NodeId, Token, Tree};

use crate::BoundValue;
use crate::matcher::{Matcher, Next};
use crate::texts::content;

impl<'m> Matcher<'m> {
    /// A name or a path of names against a name that was imported under another one.
    pub(crate) fn resolved(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        if self.p.kind(p) == Kind::Member && self.is_in_wildcard(p, t) {
            return k(self);
        }
        if self.t.kind(t) != Kind::Name {
            return false;
        }
        let Some(path) = self.target.facts().canonical(t) else {
            return false;
        };
        let wanted = segments(self.p, p);
        match wanted.split_first() {
            Some(_) if wanted.len() == path.len() => self.path(&wanted, path, t, k),
            // A metavariable in front of a dot is the module, whatever it is made of.
            Some((&module, rest))
                if !rest.is_empty()
                    && wanted.len() < path.len()
                    && self.p.kind(module) == Kind::Metavar =>
            {
                let (front, name) = path.split_at(path.len() - rest.len());
                let words: Option<Vec<_>> = front
                    .iter()
                    .map(|token| self.target.imported_word(*token))
                    .collect();
                let value = BoundValue {
                    text: words.map(|words| words.join(".").into()),
                    ..self.node_value(t)
                };
                self.bind(self.p.token(module), value, &mut |m| {
                    m.path(rest, name, t, k)
                })
            }
            _ => false,
        }
    }

    /// Whether `a.b.c` of the pattern is `b.c` after everything of `a` was imported.
    pub(crate) fn is_in_wildcard(&self, p: NodeId, t: NodeId) -> bool {
        let modules = self.target.wildcards();
        if modules.is_empty() {
            return false;
        }
        let there = segments(self.t, t);
        let is_known = there
            .first()
            .is_none_or(|first| self.target.facts().canonical(*first).is_some());
        let wanted = segments(self.p, p);
        if is_known
            || wanted
                .iter()
                .any(|name| self.p.kind(*name) == Kind::Metavar)
        {
            return false;
        }
        let wanted: Vec<Token> = wanted.into_iter().map(|name| self.p.token(name)).collect();
        let there = || there.iter().map(|name| self.t.token(*name));
        let at = self.t.node(t).start;
        let in_scope = modules.iter().filter(|(_, scope)| scope.contains(&at));
        in_scope.into_iter().any(|(module, _)| {
            module
                .iter()
                .copied()
                .chain(there())
                .eq(wanted.iter().copied())
        })
    }

    pub(crate) fn path(
        &mut self,
        wanted: &[NodeId],
        path: &[Token],
        t: NodeId,
        k: Next<'_, 'm>,
    ) -> bool {
        let (Some((&first, rest)), Some((token, after))) =
            (wanted.split_first(), path.split_first())
        else {
            return k(self);
        };
        match self.p.kind(first) {
            Kind::Metavar => {
                // The word that the name stands for, where it is not written.
                let value = BoundValue {
                    text: self.target.imported_word(*token),
                    ..self.node_value(t)
                };
                self.bind(self.p.token(first), value, &mut |m| {
                    m.path(rest, after, t, k)
                })
            }
            _ => self.p.token(first) == *token && self.path(rest, after, t, k),
        }
    }

    /// A path that is imported: the pattern's is a beginning of the code's.
    pub(crate) fn import(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        let (wanted, there) = (import_path(self.p, p), import_path(self.t, t));
        if self.p.token(p) == Token::of("*") && self.t.token(t) != Token::of("*") {
            return false;
        }
        // `import m from` takes one thing of the module, `import * as m` the module.
        let default = Token::of("default");
        let takes_default = [self.p.token(p) == default, self.t.token(t) == default];
        let is_module = |tree: &Tree, id| {
            tree.get(id, Field::Name).is_none() && tree.get(id, Field::Alias).is_some()
        };
        let are_modules = is_module(self.p, p) && is_module(self.t, t);
        if are_modules && takes_default[0] != takes_default[1] {
            return false;
        }
        let takes_a_name = self.t.get(t, Field::Name).is_some();
        if is_module(self.p, p) && takes_a_name {
            return false;
        }
        let alias = (self.p.get(p, Field::Alias), self.t.get(t, Field::Alias));
        let words = |tree: &Tree, id| tree.all(id, Field::Modifier).count();
        let (wanted_words, words) = (words(self.p, p), words(self.t, t));
        let words_count = self.t.profile().matching.import_words_count;
        if wanted_words > words || words_count && wanted_words < words {
            return false;
        }
        self.import_segments(&wanted, &there, &mut |m| match alias {
            (None, _) => k(m),
            (Some(wanted), Some(there)) => m.node(wanted, there, k),
            (Some(_), None) => false,
        })
    }

    pub(crate) fn import_segments(
        &mut self,
        ps: &[NodeId],
        ts: &[NodeId],
        k: Next<'_, 'm>,
    ) -> bool {
        let Some((&p, rest)) = ps.split_first() else {
            return k(self);
        };
        if rest.is_empty() && ts.len() > 1 && self.p.kind(p) == Kind::Metavar {
            let value = self.nodes_value(ts, ts);
            return self.bind(self.p.token(p), value, k);
        }
        match ts.split_first() {
            Some((&t, after)) if self.is_path_prefix(p, t) => self.import_segments(rest, after, k),
            Some((&t, after)) => self.node(p, t, &mut |m| m.import_segments(rest, after, k)),
            None => false,
        }
    }

    /// `"m"` names `"m/part"` too.
    pub(crate) fn is_path_prefix(&self, p: NodeId, t: NodeId) -> bool {
        if self.p.kind(p) != Kind::Str || self.t.kind(t) != Kind::Str {
            return false;
        }
        let (Some(wanted), Some(path)) = (content(self.p, p), content(self.t, t)) else {
            return false;
        };
        path.strip_prefix(&*wanted)
            .is_some_and(|rest| rest.starts_with('/'))
    }

    /// `import "m"` against `const x = require("m")`.
    pub(crate) fn require(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        let call = self
            .t
            .get(t, Field::Right)
            .filter(|right| self.t.kind(*right) == Kind::Call);
        let Some(call) = call else {
            return false;
        };
        let is_require = self
            .t
            .get(call, Field::Callee)
            .is_some_and(|callee| self.t.token(callee) == Token::of("require"));
        let (Some(module), Some(argument)) =
            (self.p.get(p, Field::Module), self.t.get(call, Field::Arg))
        else {
            return false;
        };
        let left = self.t.get(t, Field::Left);
        if !is_require {
            return false;
        }
        match (self.p.get(p, Field::Name), left) {
            (None, _) if self.p.get(p, Field::Alias).is_none() => self.node(module, argument, k),
            (Some(name), Some(left)) if self.t.kind(left) == Kind::Record => {
                let pairs = self.t.children(left).to_vec();
                let alias = self.p.get(p, Field::Alias).unwrap_or(name);
                self.node(module, argument, &mut |m| {
                    pairs.iter().any(|pair| {
                        match (m.t.get(*pair, Field::Key), m.t.get(*pair, Field::Value)) {
                            (Some(key), Some(value)) => {
                                m.node(name, key, &mut |m| m.node(alias, value, k))
                            }
                            _ => false,
                        }
                    })
                })
            }
            _ => false,
        }
    }
}

/// The names of `a.b.c`; nothing if it is no such path.
pub(crate) fn segments(tree: &Tree, id: NodeId) -> Vec<NodeId> {
    match tree.kind(id) {
        Kind::Name | Kind::Metavar | Kind::Special => vec![id],
        Kind::Member => {
            let (Some(object), Some(name)) =
                (tree.get(id, Field::Object), tree.get(id, Field::Name))
            else {
                return Vec::new();
            };
            let mut path = segments(tree, object);
            if !path.is_empty() {
                path.push(name);
            }
            path
        }
        _ => Vec::new(),
    }
}

/// Module and name of an import as one path.
fn import_path(tree: &Tree, id: NodeId) -> Vec<NodeId> {
    let part = |field| {
        tree.get(id, field)
            .map_or(Vec::new(), |part| match segments(tree, part) {
                path if path.is_empty() => vec![part],
                path => path,
            })
    };
    let mut path = part(Field::Module);
    path.extend(part(Field::Name));
    path
}
