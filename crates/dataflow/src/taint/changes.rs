//! Into which variables something may be put: only these need to be known by all of their names.

use std::collections::{HashMap, HashSet};

use assay_syntax::{Field, Kind, NodeId, Token, Tree};

/// The names of variables, fields and parameters that something may be put into, and which names may be the same.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// What is put into by its name or by another for the same.
    pub changed: HashSet<Token>,
    others: HashMap<Token, Vec<Token>>,
}

impl Changes {
    /// Names, and all that may be the same.
    pub(super) fn and_others(&self, names: Vec<Token>) -> HashSet<Token> {
        let mut open = names;
        let mut all = HashSet::new();
        while let Some(name) = open.pop() {
            if all.insert(name) {
                open.extend(self.others.get(&name).into_iter().flatten());
            }
        }
        all
    }

    pub(super) fn of(tree: &Tree) -> Changes {
        let (open, others) = put_into(tree);
        let mut changes = Changes {
            others,
            ..Changes::default()
        };
        changes.changed = changes.and_others(open);
        changes
    }
}

/// The names that something is put into, and by each the others that may be the same.
fn put_into(tree: &Tree) -> (Vec<Token>, HashMap<Token, Vec<Token>>) {
    let mut open: Vec<Token> = Vec::new();
    let mut others: HashMap<Token, Vec<Token>> = HashMap::new();
    let mut params: HashMap<Token, Vec<Vec<Token>>> = HashMap::new();
    for id in tree.ids().filter(|id| tree.kind(*id) == Kind::Function) {
        if let Some(name) = tree.get(id, Field::Name) {
            let own = tree.all(id, Field::Param).map(|param| names(tree, param));
            params
                .entry(tree.token(name))
                .or_default()
                .push(own.flatten().collect());
        }
    }
    for id in tree.ids() {
        match tree.kind(id) {
            Kind::Assign | Kind::VarDef => {
                let (Some(left), Some(right)) =
                    (tree.get(id, Field::Left), tree.get(id, Field::Right))
                else {
                    continue;
                };
                let lefts = names(tree, left);
                if matches!(tree.kind(left), Kind::Member | Kind::Index | Kind::Deref) {
                    open.extend(&lefts);
                }
                link(&mut others, &lefts, &names(tree, right));
            }
            // Something is sent into a channel.
            Kind::AugAssign if tree.token(id) == Token::of("<-") => {
                open.extend(
                    tree.get(id, Field::Left)
                        .into_iter()
                        .flat_map(|left| names(tree, left)),
                );
            }
            Kind::ForEach => {
                let over: Vec<Token> = tree
                    .all(id, Field::Right)
                    .flat_map(|right| names(tree, right))
                    .collect();
                for left in tree.all(id, Field::Left) {
                    link(&mut others, &names(tree, left), &over);
                }
            }
            Kind::Call | Kind::New => {
                let callee = tree.get(id, Field::Callee).or(tree.get(id, Field::Type));
                let Some(callee) = callee else { continue };
                let object = (tree.kind(callee) == Kind::Member)
                    .then(|| tree.get(callee, Field::Object))
                    .flatten();
                if let Some(object) = object {
                    open.extend(names(tree, object));
                }
                let name = tree.get(callee, Field::Name).unwrap_or(callee);
                let args: Vec<Token> = tree
                    .all(id, Field::Arg)
                    .flat_map(|arg| names(tree, arg))
                    .collect();
                for own in params.get(&tree.token(name)).into_iter().flatten() {
                    link(&mut others, own, &args);
                }
            }
            _ => {}
        }
    }
    (open, others)
}

fn link(others: &mut HashMap<Token, Vec<Token>>, left: &[Token], right: &[Token]) {
    let (Some(first), Some(second)) = (left.first(), right.first()) else {
        return;
    };
    // All names of a side are linked by its first one.
    for name in left.iter().chain(right) {
        others.entry(*first).or_default().push(*name);
        others.entry(*name).or_default().push(*first);
    }
    others.entry(*second).or_default().push(*first);
}

/// The names in an expression that may stand for what it gives, or for a part of that.
fn names(tree: &Tree, id: NodeId) -> Vec<Token> {
    let mut names = Vec::new();
    let mut open = vec![id];
    while let Some(at) = open.pop() {
        match tree.kind(at) {
            Kind::Name | Kind::Special => names.push(tree.token(at)),
            // What is made of several texts or numbers is a new one.
            Kind::Binary | Kind::Str | Kind::Function | Kind::Lambda | Kind::Class => {}
            _ => open.extend(tree.children(at)),
        }
    }
    names
}
