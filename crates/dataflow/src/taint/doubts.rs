//! Checks that cannot be read: `if (!repository.isKnown(name)) return`, `validatePath(path)`.
//!
//! They clean nothing, since nobody knows what they let through; but what was handed to one is harmful only if it lets
//! that through, so what becomes of it is a guess.

use std::ops::Range;

use assay_syntax::{Field, Kind, NodeId, Token};

use super::guards::words;
use super::spec::What;
use super::state::State;
use super::walk::Walk;

/// Words in the names of functions that judge what they are handed.
const JUDGING: &[&str] = &[
    "is",
    "has",
    "can",
    "in",
    "contains",
    "contain",
    "includes",
    "include",
    "check",
    "checks",
    "checked",
    "valid",
    "validate",
    "validates",
    "validator",
    "verify",
    "verifies",
    "allow",
    "allows",
    "allowed",
    "exists",
    "exist",
    "matches",
    "equals",
    "accepts",
    "supports",
    "ensure",
    "assert",
    "authorize",
    "authorise",
    "permits",
    "permitted",
    "belongs",
    "forbid",
    "reject",
];

/// Functions that look whether something is there, or of a sort, and not at what it is.
const SEEING: &[&str] = &[
    "isset",
    "isempty",
    "isnotempty",
    "isblank",
    "isnotblank",
    "isnull",
    "isnone",
    "isnil",
    "isnan",
    "isstring",
    "isarray",
    "isobject",
    "isdict",
    "islist",
    "isfunction",
    "iscallable",
    "isundefined",
    "isinstance",
    "isdefined",
    "isfile",
    "isdir",
    "isdirectory",
    "fileexists",
    "existssync",
    "direxists",
    "isreadable",
    "iswritable",
    "isuploadedfile",
    "isabs",
    "isabsolute",
    "isnullorempty",
    "isnullorwhitespace",
    "ispresent",
];

/// What paths are asked of whether they are there.
const DISKS: &[&str] = &[
    "os.path",
    "fs",
    "fse",
    "File",
    "Files",
    "Dir",
    "Directory",
    "Path",
    "path",
];

/// Whether a function judges what it is handed, as far as its name tells.
pub(super) fn judges(name: &str) -> bool {
    let all: Vec<String> = words(name).collect();
    all.iter().any(|word| JUDGING.contains(&word.as_str()))
        && !SEEING.contains(&all.concat().as_str())
}

/// So much of a condition is looked at.
const MOST: usize = 200;

impl Walk<'_> {
    /// Notes that what a condition judges in a way that cannot be read may have been found to be harmless.
    pub(super) fn doubt(&self, state: &mut State, condition: NodeId) {
        let tree = self.tree;
        for id in tree.walk(condition).take(MOST) {
            match tree.kind(id) {
                Kind::Call => self.doubt_judged(state, id),
                // A check that has a name.
                Kind::Name => {
                    let value = self.facts.value(id);
                    if let Some(call) = value.filter(|value| tree.kind(*value) == Kind::Call) {
                        self.doubt_judged(state, call);
                    }
                }
                Kind::Binary => {
                    let is_equality = ["==", "!=", "===", "!=="]
                        .iter()
                        .any(|sign| Token::of(sign) == tree.token(id));
                    let sides = (tree.get(id, Field::Left), tree.get(id, Field::Right));
                    if let (Some(left), Some(right)) = sides
                        && is_equality
                        && !self.is_fixed(left)
                        && !self.is_fixed(right)
                    {
                        let hop = (tree.span(id), What::Compared);
                        self.doubt_value(state, left, &hop);
                        self.doubt_value(state, right, &hop);
                    }
                }
                _ => {}
            }
        }
    }

    /// The same for a call, if its name says that it judges what it is handed.
    pub(super) fn doubt_judged(&self, state: &mut State, call: NodeId) {
        let tree = self.tree;
        let Some(callee) = tree.get(call, Field::Callee) else {
            return;
        };
        let name = tree.get(callee, Field::Name).unwrap_or(callee);
        let on = tree.get(callee, Field::Object);
        let is_of_disk = on.is_some_and(|on| DISKS.contains(&tree.text(on)));
        if is_of_disk || !self.index.judging(tree).contains(&tree.token(name)) {
            return;
        }
        let hop = (tree.span(name), What::Judged);
        for arg in tree.all(call, Field::Arg) {
            self.doubt_value(state, arg, &hop);
        }
        if tree.text(name) == "equals"
            && let Some(on) = on
        {
            self.doubt_value(state, on, &hop);
        }
    }

    /// Makes a guess of what is in the variable that an expression is made of: of `x` for `x.parent()` and `lower(x)`.
    fn doubt_value(&self, state: &mut State, value: NodeId, hop: &(Range<usize>, What)) {
        let tree = self.tree;
        let mut at = value;
        for _ in 0..MOST {
            if let Some(place) = self.place(at) {
                let ways = state.own(&place);
                if !ways.is_empty() {
                    state.replace_way(&place, &ways.stepped(&hop.0, hop.1));
                    return;
                }
            }
            let inner = match tree.kind(at) {
                Kind::Call => tree.get(at, Field::Arg).or(tree.get(at, Field::Callee)),
                Kind::Member | Kind::Index => tree.get(at, Field::Object),
                Kind::Cast | Kind::Ref | Kind::Await => tree.get(at, Field::Value),
                _ => None,
            };
            match inner {
                Some(inner) => at = inner,
                None => return,
            }
        }
    }
}
