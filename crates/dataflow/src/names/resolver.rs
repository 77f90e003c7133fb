//! The walk over the tree that resolves names.

use assay_profile::LanguageSemantics;
use assay_syntax::{Field, Kind, NodeId, Token, Tree};

use super::Names;
use super::scopes::{Imported, Scope, ScopeKind};
use super::words::Words;

/// The state of the walk.
pub(super) struct Resolver<'t> {
    pub tree: &'t Tree,
    pub semantics: &'static LanguageSemantics,
    pub words: Words,
    pub names: Names,
    pub scopes: Vec<Scope>,
    pub imported: Imported,
    /// For each class around: its name, and how many constructors it has.
    pub constructors: Vec<(Option<Token>, usize)>,
}

impl Resolver<'_> {
    pub(super) fn visit_all(&mut self, id: NodeId) {
        for &child in self.tree.children(id) {
            self.visit(child);
        }
    }

    pub(super) fn visit_field(&mut self, id: NodeId, field: Field) {
        let tree = self.tree;
        for child in tree.all(id, field) {
            self.visit(child);
        }
    }

    pub(super) fn visit(&mut self, id: NodeId) {
        let tree = self.tree;
        match (tree.kind(id), tree.link(id)) {
            (_, None) => self.visit_node(id),
            (Kind::If | Kind::Block, Some(_)) => self.else_ifs(id),
            _ => self.chain(id),
        }
    }

    /// A long chain of expressions, inside out.
    fn chain(&mut self, id: NodeId) {
        let tree = self.tree;
        let mut below = None;
        for &at in tree.links(id).iter().rev().chain([&id]) {
            match below {
                None => self.visit_node(at),
                // The name of a member is no name of its own.
                Some(_) if tree.kind(at) == Kind::Member => {}
                Some(below) => {
                    for &child in tree.children(at).iter().filter(|child| **child != below) {
                        self.visit(child);
                    }
                }
            }
            below = Some(at);
        }
    }

    /// A long chain of `else if`, each in the scope that its block makes.
    fn else_ifs(&mut self, id: NodeId) {
        let tree = self.tree;
        let scopes = self.scopes.len();
        let mut next = Some(id);
        while let Some(at) = next {
            if tree.kind(at) == Kind::Block && self.has_block_scope() {
                self.scopes.push(Scope::new(ScopeKind::Block));
            }
            next = tree.link(at);
            for &child in tree
                .children(at)
                .iter()
                .filter(|child| Some(**child) != next)
            {
                self.visit(child);
            }
        }
        self.scopes.truncate(scopes);
    }

    fn visit_node(&mut self, id: NodeId) {
        let tree = self.tree;
        match tree.kind(id) {
            Kind::Name => self.used(id),
            Kind::Member => self.member(id),
            Kind::Keyword | Kind::Attr => self.visit_field(id, Field::Value),
            Kind::Pair => self.pair(id),
            Kind::Break | Kind::Continue | Kind::Goto | Kind::Package => {}
            Kind::Labeled => self.visit_field(id, Field::Body),
            Kind::Import => self.import(id),
            Kind::Function | Kind::Lambda => self.function(id),
            Kind::Class => self.class(id),
            Kind::VarDef => self.definition(id),
            Kind::Assign | Kind::AugAssign => self.assignment(id),
            Kind::Update => {
                self.visit_all(id);
                if let Some(name) = tree.get(id, Field::Value) {
                    self.count(name);
                }
            }
            Kind::TypeTest => {
                self.visit_field(id, Field::Value);
                self.visit_field(id, Field::Type);
                let ty = tree.get(id, Field::Type);
                for name in tree.all(id, Field::Name) {
                    self.declare_pattern(name, ty, None, &[]);
                }
            }
            Kind::Comprehension => self.comprehension(id),
            Kind::ForEach => self.inside(ScopeKind::Block, |r| {
                r.visit_field(id, Field::Right);
                r.visit_field(id, Field::Type);
                let ty = tree.get(id, Field::Type);
                for left in tree.all(id, Field::Left) {
                    r.declare_pattern(left, ty, None, &[]);
                }
                r.visit_field(id, Field::Body);
                r.visit_field(id, Field::Else);
            }),
            Kind::Catch => self.inside(ScopeKind::Block, |r| {
                r.visit_field(id, Field::Type);
                let ty = tree.get(id, Field::Type);
                for name in tree.all(id, Field::Name) {
                    r.declare_pattern(name, ty, None, &[]);
                }
                for param in tree.all(id, Field::Param) {
                    r.parameter(param);
                }
                r.visit_field(id, Field::Body);
            }),
            Kind::Block | Kind::For | Kind::With | Kind::Try => {
                if id == tree.root() {
                    return self.visit_all(id);
                }
                self.inside(ScopeKind::Block, |r| r.visit_all(id));
            }
            Kind::Other => self.other(id),
            _ => self.visit_all(id),
        }
    }

    pub(super) fn pair(&mut self, id: NodeId) {
        let tree = self.tree;
        let in_record = tree
            .parent(id)
            .is_some_and(|up| tree.kind(up) == Kind::Record);
        if !in_record
            || tree
                .get(id, Field::Key)
                .is_some_and(|key| tree.kind(key) != Kind::Name)
        {
            self.visit_field(id, Field::Key);
        }
        self.visit_field(id, Field::Value);
    }
}
