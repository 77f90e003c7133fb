//! The walk over the common tree, which goes through what is to be done and not by recursion: code may be nested deep.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use assay_languages::SymbolKind;
use assay_project::{Declared, Expression, Member, Names, Scope, ScopeKind, Scopes};
use assay_syntax::{Field, Kind, NodeId, Tree};
use assay_text::InOrder;

/// Nodes between two looks at the clock.
const NODES_PER_TICK: u32 = 1024;

/// A node that is still to be looked at.
#[derive(Clone, Copy)]
pub struct Task {
    pub node: NodeId,
    pub scope: u32,
    /// What it is expected to be.
    pub expected: Option<u32>,
}

/// The state of the walk.
pub struct Walk<'t> {
    pub tree: &'t Tree,
    pub names: Names<'t>,
    pub out: Scopes,
    pub tasks: Vec<Task>,
    /// The scopes of functions, objects and types that have one already.
    pub scope_of: HashMap<NodeId, u32>,
    /// What each node tells, once somebody has asked.
    pub told: HashMap<(NodeId, bool), Option<u32>>,
    /// The last declaration of each name in each scope.
    pub known: HashMap<(u32, u32), usize>,
    /// Names that functions say belong to the scopes around them.
    pub outer: HashSet<(u32, u32)>,
    /// What is expected to be returned by functions, by their scope.
    pub wanted: HashMap<u32, u32>,
    /// The names that a CommonJS file adds to what it gives.
    pub given: Option<u32>,
    /// What functions return, by their scope.
    returned: HashMap<u32, Vec<u32>>,
}

/// Values that a function returns and that are told of.
const RETURNED: usize = 4;

/// The scopes of a tree; none if the time was up before its end.
pub fn scopes(tree: &Tree, tick: &dyn Fn() -> bool) -> Option<Scopes> {
    let mut walk = Walk {
        tree,
        names: Names::default(),
        out: no_scopes(tree.source()),
        tasks: Vec::new(),
        scope_of: HashMap::new(),
        told: HashMap::new(),
        known: HashMap::new(),
        outer: HashSet::new(),
        wanted: HashMap::new(),
        given: None,
        returned: HashMap::new(),
    };
    walk.tasks_of(tree.root(), 0);
    let mut until_tick = NODES_PER_TICK;
    while let Some(task) = walk.tasks.pop() {
        until_tick -= 1;
        if until_tick == 0 {
            until_tick = NODES_PER_TICK;
            if tick() {
                return None;
            }
        }
        walk.take(task);
    }
    Some(walk.finish())
}

/// A file of which nothing is known.
pub fn no_scopes(text: &str) -> Scopes {
    Scopes {
        scopes: vec![Scope {
            kind: ScopeKind::File,
            parent: 0,
            start: 0,
            end: text.len() as u32,
            of: None,
            returned: None,
            parameters: Vec::new(),
        }],
        ..Scopes::default()
    }
}

impl<'t> Walk<'t> {
    fn finish(mut self) -> Scopes {
        for (scope, values) in std::mem::take(&mut self.returned) {
            self.out.scopes[scope as usize].returned = values.first().copied();
            if values.len() > 1 {
                let all = self.add(Expression::Either(values));
                self.out.scopes[scope as usize].returned = Some(all);
            }
        }
        self.out
            .declarations
            .put_in_order_by_key(|declared| declared.offset);
        self.out.members.put_in_order_by_key(|member| member.offset);
        self.out.names = self.names.into_texts();
        self.out
    }

    pub fn add(&mut self, expression: Expression) -> u32 {
        self.out.expressions.push(expression);
        self.out.expressions.len() as u32 - 1
    }

    pub fn text(&self, node: NodeId) -> &'t str {
        self.tree.text(node)
    }

    pub fn start(&self, node: NodeId) -> u32 {
        self.tree.node(node).start
    }

    pub fn later(&mut self, node: NodeId, scope: u32, expected: Option<u32>) {
        self.tasks.push(Task {
            node,
            scope,
            expected,
        });
    }

    /// All parts of a node, the first of which is looked at first.
    pub fn tasks_of(&mut self, node: NodeId, scope: u32) {
        for child in self.tree.children(node).iter().rev() {
            self.later(*child, scope, None);
        }
    }

    pub fn tasks_in(&mut self, node: NodeId, field: Field, scope: u32) {
        let tree = self.tree;
        for child in tree.all(node, field).rev() {
            self.later(child, scope, None);
        }
    }

    /// The scope of a node, made if there is none yet.
    pub fn scope(&mut self, node: NodeId, kind: ScopeKind, parent: u32) -> u32 {
        if let Some(scope) = self.scope_of.get(&node) {
            return *scope;
        }
        let scope = self.add_scope(kind, parent, self.tree.span(node));
        self.scope_of.insert(node, scope);
        scope
    }

    /// Adds a scope, of a node or of none.
    pub fn add_scope(&mut self, kind: ScopeKind, parent: u32, span: Range<usize>) -> u32 {
        self.out.scopes.push(Scope {
            kind,
            parent,
            start: span.start as u32,
            end: span.end as u32,
            of: None,
            returned: None,
            parameters: Vec::new(),
        });
        self.out.scopes.len() as u32 - 1
    }

    pub fn kind_of(&self, scope: u32) -> ScopeKind {
        self.out.scopes[scope as usize].kind
    }

    /// The innermost scope of such a kind around this one, or it itself.
    pub fn around(&self, scope: u32, fits: impl Fn(ScopeKind) -> bool) -> u32 {
        let mut at = scope;
        while at != 0 && !fits(self.kind_of(at)) {
            at = self.out.scopes[at as usize].parent;
        }
        at
    }

    pub fn member(&mut self, name: NodeId, of: Option<u32>) {
        let offset = self.start(name);
        self.out.members.push(Member { offset, of });
    }

    pub fn declare(&mut self, name: NodeId, scope: u32, kind: SymbolKind) -> &mut Declared {
        let (offset, text) = (self.start(name), self.text(name));
        self.declare_at(offset, text, scope, kind)
    }

    /// Declares something under a name that need not stand there.
    pub fn declare_at(
        &mut self,
        offset: u32,
        name: &'t str,
        scope: u32,
        kind: SymbolKind,
    ) -> &mut Declared {
        let name = self.names.number(name);
        self.out.declarations.push(Declared {
            name,
            offset,
            scope,
            kind,
            ty: None,
            value: None,
            inner: None,
            owner: None,
            bases: Vec::new(),
        });
        let last = self.out.declarations.len() - 1;
        self.known.insert((scope, name), last);
        &mut self.out.declarations[last]
    }

    fn take(
        &mut self,
        Task {
            node,
            scope,
            expected,
        }: Task,
    ) {
        let tree = self.tree;
        match tree.kind(node) {
            Kind::Import => {}
            Kind::Package => {
                let name = tree.get(node, Field::Name);
                self.out.package = name.map_or("", |name| self.text(name)).to_owned();
            }
            Kind::Function | Kind::Lambda => self.function(node, scope, expected),
            Kind::Class => self.class(node, scope),
            Kind::Namespace => self.namespace(node, scope),
            Kind::TypeDef => self.alias(node, scope),
            Kind::VarDef => self.definition(node, scope, expected),
            Kind::Assign => self.assignment(node, scope),
            Kind::Record => self.record(node, scope, expected),
            Kind::Pair => self.pair(node, scope, expected),
            Kind::List | Kind::Set => {
                let element = expected.map(|all| self.add(Expression::Element(all)));
                for child in tree.children(node).iter().rev() {
                    // What has keys in such brackets is no list, but a value of the type itself.
                    let is_pair = tree.kind(*child) == Kind::Pair;
                    self.later(*child, scope, if is_pair { expected } else { element });
                }
            }
            Kind::Member => self.member_of(node, scope),
            Kind::Call | Kind::New | Kind::Decorator => self.call(node, scope),
            Kind::Element => self.element(node, scope),
            Kind::ForEach | Kind::CompFor => self.each(node, scope),
            Kind::Catch => self.catch(node, scope),
            Kind::TypeTest => {
                let ty = tree
                    .get(node, Field::Type)
                    .and_then(|ty| self.ty(ty, scope));
                let made = ty.map(|ty| self.add(Expression::Made(ty)));
                for name in tree.all(node, Field::Name) {
                    self.bind(name, scope, (SymbolKind::Variable, None, made));
                }
                self.tasks_in(node, Field::Type, scope);
                self.tasks_in(node, Field::Value, scope);
            }
            Kind::Return => {
                let inner = self.around(scope, |kind| kind == ScopeKind::Function);
                for value in tree.all(node, Field::Value) {
                    self.returns(value, inner, scope);
                    self.later(value, scope, self.wanted.get(&inner).copied());
                }
            }
            Kind::Yield => {
                let inner = self.around(scope, |kind| kind == ScopeKind::Function);
                if let Some(value) = tree.get(node, Field::Value)
                    && let Some(value) = self.value(value, scope)
                {
                    let all = self.add(Expression::List(value));
                    self.returned.entry(inner).or_default().push(all);
                }
                self.tasks_of(node, scope);
            }
            Kind::Conditional => {
                self.tasks_in(node, Field::Cond, scope);
                for field in [Field::Then, Field::Else] {
                    if let Some(value) = tree.get(node, field) {
                        self.later(value, scope, expected);
                    }
                }
            }
            Kind::Cast => {
                let ty = tree
                    .get(node, Field::Type)
                    .and_then(|ty| self.ty(ty, scope));
                let made = ty.map(|ty| self.add(Expression::Made(ty)));
                self.tasks_in(node, Field::Type, scope);
                for value in tree.all(node, Field::Value) {
                    self.later(value, scope, made.or(expected));
                }
            }
            Kind::Comprehension => {
                let inner = self.scope(node, ScopeKind::Block, scope);
                self.tasks_of(node, inner);
            }
            Kind::Block | Kind::For | Kind::With | Kind::Try | Kind::Case
                if tree.profile().semantics.names.block_scope =>
            {
                let inner = self.scope(node, ScopeKind::Block, scope);
                self.tasks_of(node, inner);
            }
            Kind::Switch => self.switch(node, scope),
            Kind::Other if self.is_function_type(node) || self.scope_of.contains_key(&node) => {
                self.function_type(node, scope);
            }
            Kind::Other => self.other(node, scope),
            Kind::Break | Kind::Continue | Kind::Goto => {}
            _ => self.tasks_of(node, scope),
        }
    }

    /// A value that a function returns.
    pub fn returns(&mut self, value: NodeId, function: u32, scope: u32) {
        let known = self.returned.get(&function).map_or(0, Vec::len);
        if self.out.scopes[function as usize].of.is_some() || known >= RETURNED {
            return;
        }
        if let Some(value) = self.value(value, scope) {
            self.returned.entry(function).or_default().push(value);
        }
    }
}
