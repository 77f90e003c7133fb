//! Calls that stand for literals: `listOf(a, b)`, `Map("a" -> b)`, `Pair(a, b)`; and what takes parts away again.

use assay_syntax::{Field, Kind, NodeId, Token};

use super::state::{State, TaintValue};
use super::walk::Walk;

/// Functions whose arguments are the elements of a list.
const LISTS: &[&str] = &[
    "List",
    "Seq",
    "Vector",
    "arrayListOf",
    "arrayOf",
    "asList",
    "listOf",
    "mutableListOf",
    "vec!",
];

/// Functions whose arguments are the pairs of a map.
const MAPS: &[&str] = &[
    "HashMap",
    "Map",
    "hashMapOf",
    "linkedMapOf",
    "mapOf",
    "mutableMapOf",
];

/// What the parts of a pair are called.
const PAIR: [&str; 2] = ["first", "second"];

impl Walk<'_> {
    /// What a call makes of its arguments, told apart as those of a literal are.
    pub(super) fn made_by_call(
        &mut self,
        state: &mut State,
        id: NodeId,
        name: &str,
        object: Option<NodeId>,
        args: &[NodeId],
        values: &[TaintValue],
    ) -> Option<TaintValue> {
        let tree = self.tree;
        let removes = match (name, object, args) {
            ("delete", None, [map, key]) => vec![(*map, Some(*key))],
            ("unset", None, _) => args.iter().map(|arg| (*arg, None)).collect(),
            _ => Vec::new(),
        };
        if !removes.is_empty() {
            for (of, key) in removes {
                self.removed(state, of, key);
            }
            return Some(TaintValue::default());
        }
        let of = object.map(|object| tree.text(object));
        let is_spread = |arg: &NodeId| tree.kind(*arg) == Kind::Spread;
        if args.iter().any(is_spread) || self.index.functions.contains_key(&Token::of(name)) {
            return None;
        }
        if matches!((name, of, values), ("to" | "Pair", None, [_, _])) {
            return Some(pair(&values[0], &values[1]));
        }
        let is_list = LISTS.contains(&name) && (of.is_none() || name == "asList")
            || name == "of" && matches!(of, Some("List" | "Set" | "Stream" | "Arrays"));
        if is_list && !args.is_empty() {
            let mut value = TaintValue::default();
            let mut items = Vec::new();
            for ((place, part), arg) in (0..).zip(values).zip(args) {
                value.put(place, part);
                items.push((place, self.shared(state, *arg, part.clone())));
            }
            let count = Some(args.len() as u64);
            return Some(self.collection(state, id, value, items, count));
        }
        let entries: Vec<(NodeId, TaintValue)> = match (name, of) {
            _ if MAPS.contains(&name) && of.is_none_or(|of| of == "mutable") => {
                let entries = args.iter().zip(values).map(|(arg, value)| {
                    let key = self.pair_key(*arg)?;
                    Some((key, value.part(1)))
                });
                entries.collect::<Option<_>>()?
            }
            ("of", Some("Map")) if args.len().is_multiple_of(2) => {
                let pairs = args.chunks(2).zip(values.chunks(2));
                pairs
                    .map(|(arg, value)| (arg[0], value[1].clone()))
                    .collect()
            }
            _ => return None,
        };
        let mut value = TaintValue::default();
        let mut items = Vec::new();
        for (key, part) in entries {
            match self.offset(key) {
                Some(offset) => {
                    value.put(offset, &part);
                    items.push((offset, part));
                }
                None => {
                    value.taints.add(&part.all());
                }
            }
        }
        Some(self.collection(state, id, value, items, Some(0)))
    }

    /// The key of an entry: `a` of `a to b` and of `a -> b`.
    fn pair_key(&self, entry: NodeId) -> Option<NodeId> {
        let tree = self.tree;
        match tree.kind(entry) {
            Kind::Call => {
                let callee = tree.get(entry, Field::Callee)?;
                let makes = matches!(tree.text(callee), "to" | "Pair");
                tree.get(entry, Field::Arg).filter(|_| makes)
            }
            Kind::Binary if tree.token(entry) == Token::of("->") => tree.get(entry, Field::Left),
            Kind::Tuple if tree.children(entry).len() == 2 => tree.children(entry).first().copied(),
            _ => None,
        }
    }

    /// Makes what was taken out of an object or a map clean.
    pub(super) fn removed(&mut self, state: &mut State, of: NodeId, key: Option<NodeId>) {
        let tree = self.tree;
        if matches!(tree.kind(of), Kind::Tuple | Kind::List) {
            for part in tree.children(of) {
                self.removed(state, *part, None);
            }
            return;
        }
        let Some(mut place) = self.place(of).filter(|_| self.is_precise(of)) else {
            return;
        };
        if let Some(key) = key {
            let Some(offset) = self.offset(key) else {
                return;
            };
            place.push(offset);
        }
        state.store(&place, &TaintValue::default(), true);
    }
}

/// Two values that go together.
pub(super) fn pair(first: &TaintValue, second: &TaintValue) -> TaintValue {
    let mut value = TaintValue::default();
    for (place, part) in (0..).zip([first, second]) {
        value.put(place, part);
        value.put(Token::of(PAIR[place as usize]).value(), part);
    }
    value
}
