//! `mode: taint` and `taint:`: where data comes from, what cleans it, what passes it on, where it must not go.

#![expect(
    dead_code,
    reason = "the data flow analysis that reads it is not here yet"
)]

use super::{Read, Reader, bad, flag, list, optional_text, required, text};
use crate::semgrep::conditions::Value as Constant;
use crate::semgrep::conditions::expression::{self, Binary, Expression, Unary};
use crate::semgrep::formula::Formula;
use crate::semgrep::place::scalar_offset;
use crate::yaml::{Value, Yaml};

/// What a taint rule says.
#[derive(Clone, Debug)]
pub struct TaintSpec {
    /// Where tainted data comes from.
    pub sources: Vec<TaintSource>,
    /// What cleans it.
    pub sanitizers: Vec<Sanitizer>,
    /// What passes it on.
    pub propagators: Vec<Propagator>,
    /// Where it must not go.
    pub sinks: Vec<Sink>,
}

/// Where tainted data comes from.
#[derive(Clone, Debug)]
pub struct TaintSource {
    /// What is a source.
    pub formula: Formula,
    /// Only the match itself is tainted, not what stands in it.
    pub exact: bool,
    /// Whether a variable that is matched stays tainted.
    pub by_side_effect: SideEffect,
    /// Control flow that passes it is tainted.
    pub control: bool,
    /// The label of the taint.
    pub label: Option<String>,
    /// Labels that the match must have for it to be a source.
    pub requires: Option<Requires>,
}

/// What cleans data.
#[derive(Clone, Debug)]
pub struct Sanitizer {
    /// What is clean.
    pub formula: Formula,
    /// Only the match itself is clean, not what stands in it.
    pub exact: bool,
    /// Whether a variable that is matched stays clean.
    pub by_side_effect: bool,
    /// It cleans nothing that is a source or a sink as well.
    pub not_conflicting: bool,
}

/// What passes taint on.
#[derive(Clone, Debug)]
pub struct Propagator {
    /// What is a propagator.
    pub formula: Formula,
    /// The metavariable whose taint is passed on.
    pub from: String,
    /// The metavariable that gets it.
    pub to: String,
    /// Whether a variable that is matched stays tainted.
    pub by_side_effect: bool,
    /// Labels that the taint must have.
    pub requires: Option<Requires>,
    /// The label it gets.
    pub label: Option<String>,
    /// Labels that are replaced; none replaces all.
    pub replace_labels: Option<Vec<String>>,
}

/// Where tainted data must not go.
#[derive(Clone, Debug)]
pub struct Sink {
    /// What is a sink.
    pub formula: Formula,
    /// Only the match itself counts, not what stands in it.
    pub exact: bool,
    /// Labels that the taint must have.
    pub requires: Option<Requires>,
    /// It counts only where the function ends.
    pub at_exit: bool,
}

/// Whether a source taints what it matches for later, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SideEffect {
    /// It does not.
    No,
    /// It does.
    Yes,
    /// It does, and the match itself is clean.
    Only,
}

/// A condition over labels.
#[derive(Clone, Debug, PartialEq)]
pub enum Requires {
    /// Always or never.
    Truth(bool),
    /// The taint has this label.
    Label(String),
    /// It does not hold.
    Not(Box<Requires>),
    /// Both hold.
    And(Box<Requires>, Box<Requires>),
    /// One holds.
    Or(Box<Requires>, Box<Requires>),
}

impl TaintSpec {
    /// All formulas of it.
    pub fn formulas(&self) -> impl Iterator<Item = &Formula> {
        let sources = self.sources.iter().map(|source| &source.formula);
        let sanitizers = self.sanitizers.iter().map(|sanitizer| &sanitizer.formula);
        let propagators = self
            .propagators
            .iter()
            .map(|propagator| &propagator.formula);
        let sinks = self.sinks.iter().map(|sink| &sink.formula);
        sources.chain(sanitizers).chain(propagators).chain(sinks)
    }
}

const SOURCE_KEYS: &[&str] = &["exact", "by-side-effect", "control", "label", "requires"];
const SANITIZER_KEYS: &[&str] = &[
    "exact",
    "by-side-effect",
    "not-conflicting",
    "not_conflicting",
];
const PROPAGATOR_KEYS: &[&str] = &[
    "from",
    "to",
    "by-side-effect",
    "requires",
    "label",
    "replace-labels",
];
const SINK_KEYS: &[&str] = &["exact", "requires", "at-exit"];

impl Reader {
    /// `pattern-sources`, `pattern-sinks` and so on, below the rule itself.
    pub(super) fn classic_taint(&mut self, rule: &Yaml) -> Read<TaintSpec> {
        self.taint(rule, "pattern-", false)
    }

    /// `taint:`.
    pub(super) fn modern_taint(&mut self, map: &Yaml) -> Read<TaintSpec> {
        super::check_keys(map, &["sources", "sinks", "sanitizers", "propagators"])?;
        self.taint(map, "", true)
    }

    fn taint(&mut self, map: &Yaml, prefix: &str, is_modern: bool) -> Read<TaintSpec> {
        let key = |name: &str| format!("{prefix}{name}");
        let many = |name: &str| -> Read<&[Yaml]> {
            let key = key(name);
            map.get(&key).map_or(Ok(&[]), |value| list(value, &key))
        };
        for name in ["sources", "sinks"] {
            required(map, &key(name), "the taint rule")?;
        }
        Ok(TaintSpec {
            sources: self.each(many("sources")?, |reader, item| {
                reader.source(item, is_modern)
            })?,
            sanitizers: self.each(many("sanitizers")?, |reader, item| {
                reader.sanitizer(item, is_modern)
            })?,
            propagators: self.each(many("propagators")?, |reader, item| {
                reader.propagator(item, is_modern)
            })?,
            sinks: self.each(many("sinks")?, |reader, item| reader.sink(item, is_modern))?,
        })
    }

    fn each<T>(
        &mut self,
        items: &[Yaml],
        read: impl Fn(&mut Reader, &Yaml) -> Read<T>,
    ) -> Read<Vec<T>> {
        items.iter().map(|item| read(self, item)).collect()
    }

    fn part(&mut self, item: &Yaml, is_modern: bool, keys: &[&str]) -> Read<Formula> {
        match &item.value {
            Value::Scalar { .. } if is_modern => self.modern(item),
            _ if is_modern => self.modern_map(item, keys),
            _ => {
                let mut known = keys.to_vec();
                known.extend(super::classic::ROOT_KEYS);
                super::check_keys(item, &known)?;
                self.classic_root(item, "the item")
            }
        }
    }

    fn source(&mut self, item: &Yaml, is_modern: bool) -> Read<TaintSource> {
        Ok(TaintSource {
            formula: self.part(item, is_modern, SOURCE_KEYS)?,
            exact: flag(item, "exact", false)?,
            by_side_effect: side_effect(item)?,
            control: flag(item, "control", false)?,
            label: optional_text(item, "label")?.map(str::to_owned),
            requires: requires(item)?,
        })
    }

    fn sanitizer(&mut self, item: &Yaml, is_modern: bool) -> Read<Sanitizer> {
        Ok(Sanitizer {
            formula: self.part(item, is_modern, SANITIZER_KEYS)?,
            exact: flag(item, "exact", false)?,
            by_side_effect: flag(item, "by-side-effect", false)?,
            not_conflicting: flag(item, "not-conflicting", false)?
                || flag(item, "not_conflicting", false)?,
        })
    }

    fn propagator(&mut self, item: &Yaml, is_modern: bool) -> Read<Propagator> {
        let name = |key: &str| -> Read<String> {
            Ok(text(required(item, key, "the propagator")?, key)?.to_owned())
        };
        let labels = item.get("replace-labels").map(|labels| {
            let items = list(labels, "replace-labels")?;
            items
                .iter()
                .map(|label| text(label, "replace-labels").map(str::to_owned))
                .collect::<Read<Vec<_>>>()
        });
        Ok(Propagator {
            from: name("from")?,
            to: name("to")?,
            formula: self.part(item, is_modern, PROPAGATOR_KEYS)?,
            by_side_effect: flag(item, "by-side-effect", true)?,
            requires: requires(item)?,
            label: optional_text(item, "label")?.map(str::to_owned),
            replace_labels: labels.transpose()?,
        })
    }

    fn sink(&mut self, item: &Yaml, is_modern: bool) -> Read<Sink> {
        Ok(Sink {
            formula: self.part(item, is_modern, SINK_KEYS)?,
            exact: flag(item, "exact", true)?,
            requires: requires(item)?,
            at_exit: flag(item, "at-exit", false)?,
        })
    }
}

fn side_effect(item: &Yaml) -> Read<SideEffect> {
    match item.str("by-side-effect") {
        Some("only") => Ok(SideEffect::Only),
        _ if flag(item, "by-side-effect", false)? => Ok(SideEffect::Yes),
        _ => Ok(SideEffect::No),
    }
}

fn requires(item: &Yaml) -> Read<Option<Requires>> {
    let Some(written) = item.get("requires") else {
        return Ok(None);
    };
    if matches!(written.value, Value::List(_)) {
        return super::unsupported(
            written.at,
            "labels per metavariable are only in Semgrep's commercial engine",
            "write one expression over labels",
        );
    }
    let source = text(written, "requires")?;
    let help = "it is an expression over labels with `and`, `or` and `not`";
    match expression::parse(source) {
        Ok(parsed) => match labels(&parsed) {
            Some(requires) => Ok(Some(requires)),
            None => bad(
                written.at,
                format!("`{source}` is no condition over labels"),
                help,
            ),
        },
        Err((offset, message)) => bad(
            scalar_offset(written, offset),
            format!("`{source}` cannot be read: {message}"),
            help,
        ),
    }
}

fn labels(expression: &Expression) -> Option<Requires> {
    Some(match expression {
        Expression::Constant(Constant::Bool(truth)) => Requires::Truth(*truth),
        Expression::Name(label) => Requires::Label(label.clone()),
        Expression::Unary(Unary::Not, operand) => Requires::Not(Box::new(labels(operand)?)),
        Expression::Binary(Binary::And, left, right) => {
            Requires::And(Box::new(labels(left)?), Box::new(labels(right)?))
        }
        Expression::Binary(Binary::Or, left, right) => {
            Requires::Or(Box::new(labels(left)?), Box::new(labels(right)?))
        }
        _ => return None,
    })
}
