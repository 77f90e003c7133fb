//! What a file has to be called and held: found once for all rules that follow data in it.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use assay_syntax::{Field, Kind, NodeId, Token, Tree};

use super::changes::Changes;
use super::doubts::judges;
use super::marks::spilling;
use crate::{BindingId, Facts};

/// The functions and classes of a file.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// Functions by their names.
    pub(super) functions: HashMap<Token, Vec<NodeId>>,
    /// Classes by their names.
    pub(super) classes: HashMap<Token, NodeId>,
    /// The names of members that run something when they are asked for.
    pub(super) getters: HashSet<Token>,
    /// Parameters of classes, which are fields.
    pub(super) class_params: HashSet<BindingId>,
    /// Fields that all objects of a class share.
    pub(super) shared_fields: HashSet<BindingId>,
    /// How often things are named.
    pub(super) uses: OnceCell<HashMap<BindingId, u32>>,
    /// The calls of each function of the file.
    pub(super) callers: OnceCell<HashMap<NodeId, Vec<NodeId>>>,
    /// What variables are given that are assigned once.
    pub(super) values: OnceCell<HashMap<BindingId, NodeId>>,
    /// The variables of each function that nothing outlives.
    pub(super) locals: OnceCell<HashMap<NodeId, Rc<[u64]>>>,
    /// The variables that several functions name.
    pub(super) shared: OnceCell<HashSet<u64>>,
    /// The fields of structures that have a name, in their order.
    pub(super) structures: OnceCell<HashMap<Token, Vec<Token>>>,
    /// Nodes that something in them stands outside of: the text of a here-document follows further down.
    pub(super) spilling: HashSet<NodeId>,
    changes: OnceCell<Changes>,
    judging: OnceCell<HashSet<Token>>,
}

impl Index {
    pub(crate) fn of(tree: &Tree, facts: &Facts) -> Index {
        let mut index = Index {
            spilling: spilling(tree),
            ..Index::default()
        };
        for id in tree.walk(tree.root()) {
            index.add_class(tree, facts, id);
            if is_getter(tree, id)
                && let Some(name) = tree.get(id, Field::Name).or(tree.get(id, Field::Left))
            {
                index.getters.insert(tree.token(name));
            }
            let (name, function) = match tree.kind(id) {
                Kind::Function => (tree.get(id, Field::Name), Some(id)),
                Kind::VarDef | Kind::Assign => {
                    let name = tree
                        .get(id, Field::Left)
                        .and_then(|left| match tree.kind(left) {
                            Kind::Member => tree.get(left, Field::Name),
                            _ => Some(left),
                        });
                    let right = tree.get(id, Field::Right);
                    (
                        name,
                        right.filter(|right| tree.kind(*right) == Kind::Lambda),
                    )
                }
                _ => continue,
            };
            if let (Some(name), Some(function)) = (name, function) {
                let named = index.functions.entry(tree.token(name)).or_default();
                named.push(function);
            }
        }
        index
    }

    fn add_class(&mut self, tree: &Tree, facts: &Facts, id: NodeId) {
        if tree.kind(id) != Kind::Class {
            return;
        }
        if let Some(name) = tree.get(id, Field::Name) {
            self.classes.entry(tree.token(name)).or_insert(id);
        }
        let params = tree.all(id, Field::Param);
        let names = params.filter_map(|param| tree.get(param, Field::Name));
        self.class_params
            .extend(names.filter_map(|name| facts.binding(name)));
        let bodies = tree.all(id, Field::Body);
        for member in bodies.flat_map(|body| tree.children(body)) {
            let mut words = tree.all(*member, Field::Modifier);
            if tree.kind(*member) == Kind::VarDef && words.any(|word| tree.text(word) == "static") {
                let names = tree.all(*member, Field::Left);
                let bindings = names.filter_map(|name| facts.binding(name));
                self.shared_fields.extend(bindings);
            }
        }
    }

    /// The names of functions that are called and judge what they are handed.
    pub(super) fn judging(&self, tree: &Tree) -> &HashSet<Token> {
        self.judging.get_or_init(|| {
            let callees = tree.ids().filter_map(|id| tree.get(id, Field::Callee));
            let names = callees.map(|callee| tree.get(callee, Field::Name).unwrap_or(callee));
            let judging =
                names.filter(|name| tree.token(*name) != Token::NONE && judges(tree.text(*name)));
            judging.map(|name| tree.token(name)).collect()
        })
    }

    /// The names that something may be put into.
    pub(super) fn changes(&self, tree: &Tree) -> &Changes {
        self.changes.get_or_init(|| Changes::of(tree))
    }
}

/// Whether a member runs something when it is asked for: `get x() { … }`, `@property`, `val x get() = …`; where names
/// call, each function without parameters.
pub(super) fn is_getter(tree: &Tree, id: NodeId) -> bool {
    let is_marked = || {
        let modifiers = tree.all(id, Field::Modifier);
        let decorators = tree.all(id, Field::Decorator);
        let decorators = decorators.filter_map(|decorator| tree.get(decorator, Field::Name));
        modifiers
            .chain(decorators)
            .any(|word| matches!(tree.text(word), "get" | "property" | "cached_property"))
    };
    match tree.kind(id) {
        Kind::Function if tree.get(id, Field::Body).is_none() => false,
        Kind::Function if tree.profile().semantics.names.names_call => {
            tree.get(id, Field::Param).is_none()
        }
        Kind::Function => is_marked(),
        Kind::VarDef => tree.get(id, Field::Body).is_some() && tree.get(id, Field::Right).is_none(),
        _ => false,
    }
}
