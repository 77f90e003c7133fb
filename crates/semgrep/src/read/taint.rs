//! `mode: taint` and `taint:`: where data comes from, what cleans it, what passes it on, where it must not go.

use std::rc::Rc;

use assay_dataflow::taint::{Propagator, Requires, Sanitizer, SideEffect, Sink, Source, Spec};

use super::Reader;
use crate::conditions::Value as Constant;
use crate::conditions::expression::{self, Binary, Expression, Unary};
use crate::fault::{Read, bad};
use crate::formula::Formula;
use crate::place::scalar_offset;
use crate::yaml_values::{flag, list, optional_text, required, text};
use assay_rules::yaml::{Yaml, YamlValue};

/// What a taint rule says, and the formulas that find its parts. Lists of formulas stand in the order
/// of the lists of the spec.
#[derive(Clone, Debug)]
pub struct TaintRule {
    /// What is said of each part.
    pub spec: Spec,
    /// What are sources.
    pub sources: Vec<Formula>,
    /// What are sanitizers.
    pub sanitizers: Vec<Formula>,
    /// What are propagators.
    pub propagators: Vec<PropagatorFormula>,
    /// What are sinks.
    pub sinks: Vec<Formula>,
}

/// A propagator's formula, with the metavariables between which it passes taint on.
#[derive(Clone, Debug)]
pub struct PropagatorFormula {
    /// What is a propagator.
    pub formula: Formula,
    /// The metavariable whose taint is passed on.
    pub from: String,
    /// The metavariable that gets it.
    pub to: String,
}

impl TaintRule {
    /// All formulas of it.
    pub fn formulas(&self) -> impl Iterator<Item = &Formula> {
        let propagators = self.propagators.iter().map(|one| &one.formula);
        let others = self
            .sources
            .iter()
            .chain(&self.sanitizers)
            .chain(&self.sinks);
        others.chain(propagators)
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
    pub(super) fn classic_taint(&mut self, rule: &Yaml) -> Read<TaintRule> {
        self.taint(rule, "pattern-", false)
    }

    /// `taint:`.
    pub(super) fn modern_taint(&mut self, map: &Yaml) -> Read<TaintRule> {
        self.tell_unknown(map, &["sources", "sinks", "sanitizers", "propagators"]);
        self.taint(map, "", true)
    }

    fn taint(&mut self, map: &Yaml, prefix: &str, is_modern: bool) -> Read<TaintRule> {
        let key = |name: &str| format!("{prefix}{name}");
        let many = |name: &str| -> Read<&[Yaml]> {
            let key = key(name);
            map.get(&key).map_or(Ok(&[]), |value| list(value, &key))
        };
        for name in ["sources", "sinks"] {
            required(map, &key(name), "the taint rule")?;
        }
        let mut rule = TaintRule {
            spec: Spec::default(),
            sources: Vec::new(),
            sanitizers: Vec::new(),
            propagators: Vec::new(),
            sinks: Vec::new(),
        };
        for item in many("sources")? {
            rule.sources.push(self.part(item, is_modern, SOURCE_KEYS)?);
            rule.spec.sources.push(source(item)?);
        }
        for item in many("sanitizers")? {
            rule.sanitizers
                .push(self.part(item, is_modern, SANITIZER_KEYS)?);
            rule.spec.sanitizers.push(sanitizer(item)?);
        }
        for item in many("propagators")? {
            let name = |key: &str| -> Read<String> {
                Ok(text(required(item, key, "the propagator")?, key)?.to_owned())
            };
            rule.propagators.push(PropagatorFormula {
                from: name("from")?,
                to: name("to")?,
                formula: self.part(item, is_modern, PROPAGATOR_KEYS)?,
            });
            rule.spec.propagators.push(propagator(item)?);
        }
        for item in many("sinks")? {
            rule.sinks.push(self.part(item, is_modern, SINK_KEYS)?);
            rule.spec.sinks.push(sink(item)?);
        }
        Ok(rule)
    }

    fn part(&mut self, item: &Yaml, is_modern: bool, keys: &[&str]) -> Read<Formula> {
        match &item.value {
            YamlValue::Scalar { .. } if is_modern => self.modern(item),
            _ if is_modern => self.modern_map(item, keys),
            _ => {
                let mut known = keys.to_vec();
                known.extend(super::classic::ROOT_KEYS);
                self.tell_unknown(item, &known);
                self.classic_root(item, "the item")
            }
        }
    }
}

fn source(item: &Yaml) -> Read<Source> {
    Ok(Source {
        exact: flag(item, "exact", false)?,
        by_side_effect: side_effect(item)?,
        control: flag(item, "control", false)?,
        label: optional_text(item, "label")?.map(Rc::from),
        requires: requires(item)?,
    })
}

fn sanitizer(item: &Yaml) -> Read<Sanitizer> {
    Ok(Sanitizer {
        exact: flag(item, "exact", false)?,
        by_side_effect: flag(item, "by-side-effect", false)?,
        not_conflicting: flag(item, "not-conflicting", false)?
            || flag(item, "not_conflicting", false)?,
    })
}

fn propagator(item: &Yaml) -> Read<Propagator> {
    let labels = item.get("replace-labels").map(|labels| {
        let items = list(labels, "replace-labels")?;
        items
            .iter()
            .map(|label| text(label, "replace-labels").map(Rc::from))
            .collect::<Read<Vec<_>>>()
    });
    Ok(Propagator {
        by_side_effect: flag(item, "by-side-effect", true)?,
        requires: requires(item)?,
        label: optional_text(item, "label")?.map(Rc::from),
        replace_labels: labels.transpose()?,
    })
}

fn sink(item: &Yaml) -> Read<Sink> {
    Ok(Sink {
        exact: flag(item, "exact", true)?,
        requires: requires(item)?,
        at_exit: flag(item, "at-exit", false)?,
    })
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
    if matches!(written.value, YamlValue::List(_)) {
        return crate::fault::unsupported(
            written.at,
            "`requires` for single metavariables requires Semgrep Pro",
            "write one expression of labels",
        );
    }
    let source = text(written, "requires")?;
    let help = "combine labels with `and`, `or` and `not`";
    match expression::parse(source) {
        Ok(parsed) => match labels(&parsed) {
            Some(requires) => Ok(Some(requires)),
            None => bad(
                written.at,
                format!("`{source}` is not a valid label expression"),
                help,
            ),
        },
        Err((offset, message)) => bad(
            scalar_offset(written, offset),
            format!("`{source}` is not a valid label expression: {message}"),
            help,
        ),
    }
}

fn labels(expression: &Expression) -> Option<Requires> {
    Some(match expression {
        Expression::Constant(Constant::Bool(truth)) => Requires::Truth(*truth),
        Expression::Name(label) => Requires::Label(Rc::from(label.as_str())),
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
