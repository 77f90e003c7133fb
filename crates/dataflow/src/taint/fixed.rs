//! What is the same all the time: fixed values, collections of them, and regular expressions that take nothing harmful.

use assay_syntax::{Field, Kind, NodeId};

use super::state::{State, TaintValue, Taints};
use super::walk::Walk;
use crate::Constant;
use crate::names::{Binding, BindingKind};

/// How deep collections of collections are looked at. What is not found out counts as not fixed: nothing is missed by it.
const DEPTH: usize = 16;

/// Methods that give what is in their object at a key.
const LOOKUPS: &[&str] = &["get", "getOrDefault", "fetch", "at"];

/// What values of enumerations are asked, and those of other classes hardly ever.
const ENUMERATED: &[&str] = &["name", "ordinal", "compareTo", "getDeclaringClass"];

/// What of a collection has to be fixed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Keys,
    Values,
}

/// Functions that make a collection of what they are handed.
const COLLECTIONS: &[&str] = &[
    "of",
    "asList",
    "Set",
    "HashSet",
    "ArrayList",
    "List",
    "set",
    "frozenset",
    "tuple",
    "list",
    "listOf",
    "setOf",
    "arrayOf",
    "unmodifiableList",
    "unmodifiableSet",
    "freeze",
    "Map",
    "HashMap",
    "LinkedHashMap",
    "TreeMap",
    "dict",
    "mapOf",
    "entry",
    "ofEntries",
];

impl Walk<'_> {
    /// What a collection of fixed values gives, whatever it is asked for; none if it is no such look-up.
    pub(super) fn looked_up(
        &self,
        state: &State,
        name: &str,
        object: Option<NodeId>,
        values: &[TaintValue],
    ) -> Option<TaintValue> {
        let [key, others @ ..] = values else {
            return None;
        };
        if self.features.guards && object.is_some_and(|of| self.is_enumeration(of, name)) {
            return Some(TaintValue::default());
        }
        let is_lookup = self.features.guards
            && LOOKUPS.contains(&name)
            && !key.all().is_empty()
            && self.has_fixed_values(object?);
        is_lookup.then(|| {
            // What has been put in since is told by its place.
            let place = object.and_then(|object| self.place(object));
            let mut taints = place.map_or_else(Taints::default, |place| state.read(&place).all());
            for other in others {
                taints.add(&other.all());
            }
            TaintValue::of(taints)
        })
    }

    /// Whether a method gives one of the fixed values of an enumeration: `Kind.valueOf(name)`.
    fn is_enumeration(&self, class: NodeId, name: &str) -> bool {
        let tree = self.tree;
        let text = tree.text(class);
        match name {
            "Parse" | "parse" => text == "Enum",
            "valueOf" | "withName" => {
                // Of a class that is not in the file nobody knows what it makes of a text, unless it is asked what only
                // the values of an enumeration are asked.
                let is_known = self.index.classes.contains_key(&tree.token(class));
                let up = |id: NodeId| tree.parent(id);
                let asked = up(class).and_then(up).and_then(up);
                let asked = asked.and_then(|access| tree.get(access, Field::Name));
                let is_asked = asked.is_some_and(|name| ENUMERATED.contains(&tree.text(name)));
                tree.kind(class) == Kind::Name && (is_known || is_asked)
            }
            _ => false,
        }
    }

    /// What a variable is given where it is assigned just once.
    pub(super) fn only_value(&self, name: NodeId) -> Option<NodeId> {
        let binding = self.facts.binding(name)?;
        let values = || {
            let tree = self.tree;
            let given = tree.ids().filter_map(|id| {
                let is_given = matches!(tree.kind(id), Kind::VarDef | Kind::Assign);
                let left = tree.get(id, Field::Left).filter(|_| is_given)?;
                let named = self.facts.names().get(left)?;
                let right = tree.get(id, Field::Right)?;
                (named.assigned == 1).then_some((self.facts.binding(left)?, right))
            });
            given.collect()
        };
        self.index.values.get_or_init(values).get(&binding).copied()
    }

    /// What an expression gives as it is, so that nothing can be put into it any more.
    fn frozen(&self, id: NodeId) -> Option<NodeId> {
        let tree = self.tree;
        let member = tree.get(id, Field::Callee).unwrap_or(id);
        let name = tree.get(member, Field::Name)?;
        let is_bare = tree.get(id, Field::Arg).is_none();
        tree.get(member, Field::Object)
            .filter(|_| is_bare && tree.text(name) == "freeze")
    }

    /// Whether what is in a collection is the same all the time.
    pub(super) fn has_fixed_values(&self, collection: NodeId) -> bool {
        self.features.guards && self.is_fixed_collection(collection, Part::Values, 0)
    }

    /// The text of a literal; of a regular expression with its signs around and behind it.
    pub(super) fn text_of(&self, id: NodeId) -> Option<&str> {
        match self.facts.constant(id) {
            Some(Constant::Str(text)) => Some(text),
            _ if self.tree.kind(id) == Kind::Regex => Some(self.tree.text(id)),
            _ => None,
        }
    }

    /// Whether an expression always gives the same value. What a variable of a function happens to hold is not taken for
    /// an allow-list of one.
    pub(super) fn is_fixed(&self, id: NodeId) -> bool {
        let is_local = |binding: &Binding| binding.kind == BindingKind::Local && !binding.is_final;
        if self.facts.names().get(id).is_some_and(is_local) {
            return false;
        }
        matches!(
            self.tree.kind(id),
            Kind::Int | Kind::Float | Kind::Bool | Kind::Null | Kind::Char
        ) || self
            .facts
            .constant(id)
            .is_some_and(|constant| !matches!(constant, Constant::SomeStr))
    }

    /// Whether an expression is a collection of fixed values, or a fixed text.
    pub(super) fn is_fixed_collection(&self, id: NodeId, of: Part, depth: usize) -> bool {
        let tree = self.tree;
        if depth > DEPTH || self.is_fixed(id) {
            return self.is_fixed(id);
        }
        let all = |ids: &mut dyn Iterator<Item = NodeId>| {
            let mut ids = ids.peekable();
            ids.peek().is_some()
                && ids.all(|one| self.is_fixed(one) || self.is_fixed_collection(one, of, depth + 1))
        };
        match tree.kind(id) {
            Kind::List | Kind::Tuple | Kind::Set => all(&mut tree.children(id).iter().copied()),
            Kind::Dict | Kind::Record | Kind::Pair if of == Part::Values => {
                let mut pairs = tree.children(id).iter().copied();
                match tree.kind(id) {
                    Kind::Pair => all(&mut tree.all(id, Field::Value)),
                    _ => all(&mut pairs),
                }
            }
            Kind::Dict | Kind::Record => tree.children(id).iter().all(|pair| {
                let key = tree.get(*pair, Field::Key);
                key.is_some_and(|key| tree.kind(key) == Kind::Word || self.is_fixed(key))
            }),
            // `{ … }.freeze`, with brackets or without
            Kind::Call | Kind::Member if self.frozen(id).is_some() => self
                .frozen(id)
                .is_some_and(|object| self.is_fixed_collection(object, of, depth + 1)),
            // `map[string]string{"a": "x"}`
            Kind::New
                if self.semantics.values.braces_tell_parts
                    && tree
                        .get(id, Field::Type)
                        .is_some_and(|ty| tree.text(ty).contains('[')) =>
            {
                all(&mut tree.all(id, Field::Arg))
            }
            Kind::Call | Kind::New => {
                let made = tree.get(id, Field::Callee).or(tree.get(id, Field::Type));
                let name = made.map(|made| match tree.kind(made) {
                    Kind::Member => tree.get(made, Field::Name).unwrap_or(made),
                    Kind::Generic => tree.get(made, Field::Type).unwrap_or(made),
                    _ => made,
                });
                name.is_some_and(|name| COLLECTIONS.contains(&tree.text(name)))
                    && all(&mut tree.all(id, Field::Arg))
            }
            _ => self
                .facts
                .value(id)
                .or_else(|| self.facts.names().get(id)?.fixed)
                .or_else(|| self.only_value(id).filter(|_| of == Part::Values))
                .is_some_and(|value| value != id && self.is_fixed_collection(value, of, depth + 1)),
        }
    }
}

/// Whether a regular expression lets only letters, digits and a few signs through: it names the characters that it takes,
/// and has none that mean something to other programs. One that does not match the whole by itself has to say so, where
/// `^` and `$` may stand at each line by other signs.
pub(super) fn is_narrow(text: &str, is_whole: bool, anchors_are_lines: bool) -> bool {
    let delimiter = text.chars().next().filter(|sign| "/#~".contains(*sign));
    let (text, flags) = delimiter
        .and_then(|sign| text[1..].rsplit_once(sign))
        .unwrap_or((text, ""));
    let stripped = |starts: &[&str], ends: &[&str]| {
        let text = starts.iter().find_map(|start| text.strip_prefix(start))?;
        ends.iter().find_map(|end| text.strip_suffix(end))
    };
    let (starts, ends): (&[&str], &[&str]) = if anchors_are_lines || flags.contains('m') {
        (&["\\A"], &["\\z", "\\Z"])
    } else {
        (&["^", "\\A"], &["$", "\\z", "\\Z"])
    };
    match stripped(starts, ends) {
        Some(inner) => takes_little(inner),
        None => is_whole && takes_little(text),
    }
}

/// Whether what a regular expression takes is named, character by character or in ranges of letters and digits.
fn takes_little(text: &str) -> bool {
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || "_-.,:@+".contains(sign);
    let mut chars = text.chars().peekable();
    let mut depth = 0_usize;
    while let Some(sign) = chars.next() {
        let is_fine = match sign {
            '\\' => matches!(chars.next(), Some('w' | 'd' | '.' | '-' | '_')),
            '[' => {
                let class: Vec<char> = chars.by_ref().take_while(|sign| *sign != ']').collect();
                class_is_plain(&class, is_plain)
            }
            '(' => {
                depth += 1;
                chars.next_if_eq(&'?').is_none() || chars.next_if_eq(&':').is_some()
            }
            ')' => {
                depth = depth.saturating_sub(1);
                true
            }
            // Where the sides are not held together, each has just one of the ends.
            '|' => depth > 0,
            '*' | '?' | '{' | '}' => true,
            '.' => false,
            _ => is_plain(sign),
        };
        if !is_fine {
            return false;
        }
    }
    true
}

/// Whether a class of characters has only those, and ranges of letters or digits of one sort.
fn class_is_plain(class: &[char], is_plain: impl Fn(char) -> bool) -> bool {
    let sort = |sign: char| {
        (
            sign.is_ascii_digit(),
            sign.is_ascii_uppercase(),
            sign.is_ascii_lowercase(),
        )
    };
    let is_range = |range: &[char]| {
        range[1] != '-'
            || range[0].is_ascii_alphanumeric() && sort(range[0]) == sort(range[2])
            || range[0] == '\\'
    };
    let mut at = 0;
    while at < class.len() {
        if class[at] == '\\' {
            if !matches!(class.get(at + 1), Some('w' | 'd' | '.' | '-' | '_')) {
                return false;
            }
            at += 2;
        } else if is_plain(class[at]) {
            at += 1;
        } else {
            return false;
        }
    }
    class.windows(3).all(is_range)
}
