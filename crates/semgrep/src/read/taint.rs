//! `mode: taint` and `taint:`: where data comes from, what cleans it, what passes it on, where it must not go.

use std::rc::Rc;

use assay_dataflow::taint::{Propagator, Requires, Sanitizer, SideEffect, Sink, Source, Spec};

use super::Reader;
use super::lists::List;
use crate::conditions::Value as Constant;
use crate::conditions::expression::{self, Binary, Expression, Unary};
use crate::fault::{Read, bad};
use crate::formula::Formula;
use crate::place::scalar_offset;
use crate::yaml_values::{check_keys, flag, list, optional_text, required, text};
use assay_rules::Threat;
use assay_rules::yaml::{Yaml, YamlValue};

/// What a taint rule says, and the formulas that find its parts. Lists of formulas stand in the order
/// of the lists of the spec.
#[derive(Clone, Debug, Default)]
pub struct TaintRule {
    /// What is said of each part.
    pub spec: Spec,
    /// What are sources.
    pub sources: Vec<Part>,
    /// What threat each source is, if it says so.
    pub threats: Vec<Option<Threat>>,
    /// What are sanitizers.
    pub sanitizers: Vec<Part>,
    /// What are propagators.
    pub propagators: Vec<PropagatorPart>,
    /// What are sinks.
    pub sinks: Vec<Part>,
}

/// A formula of a role.
#[derive(Clone, Debug)]
pub struct Part {
    /// What is looked for.
    pub formula: Rc<Formula>,
    /// The list whose patterns it is made of; none are the rule's own.
    pub list: Option<Rc<List>>,
}

impl Part {
    fn own(formula: Formula) -> Part {
        Part {
            formula: Rc::new(formula),
            list: None,
        }
    }

    /// The same part, seen from a rule that refers to the list that it stands in.
    fn of(&self, list: &Rc<List>) -> Part {
        Part {
            formula: Rc::clone(&self.formula),
            list: Some(Rc::clone(self.list.as_ref().unwrap_or(list))),
        }
    }
}

/// A propagator, with the metavariables between which it passes taint on.
#[derive(Clone, Debug)]
pub struct PropagatorPart {
    /// What is a propagator.
    pub part: Part,
    /// The metavariable whose taint is passed on.
    pub from: String,
    /// The metavariable that gets it.
    pub to: String,
}

/// What a pattern is in the flow of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Source,
    Sanitizer,
    Propagator,
    Sink,
}

impl Role {
    pub const ALL: [Role; 4] = [Role::Source, Role::Sanitizer, Role::Propagator, Role::Sink];

    /// Its key in a rule and in a list.
    pub fn classic_key(self) -> &'static str {
        match self {
            Role::Source => "pattern-sources",
            Role::Sanitizer => "pattern-sanitizers",
            Role::Propagator => "pattern-propagators",
            Role::Sink => "pattern-sinks",
        }
    }

    /// Its key in `taint:`.
    fn key(self) -> &'static str {
        match self {
            Role::Source => "sources",
            Role::Sanitizer => "sanitizers",
            Role::Propagator => "propagators",
            Role::Sink => "sinks",
        }
    }

    /// What may stand beside the pattern.
    fn item_keys(self) -> &'static [&'static str] {
        match self {
            Role::Source => SOURCE_KEYS,
            Role::Sanitizer => SANITIZER_KEYS,
            Role::Propagator => PROPAGATOR_KEYS,
            Role::Sink => SINK_KEYS,
        }
    }
}

impl TaintRule {
    /// All parts of it.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        let propagators = self.propagators.iter().map(|one| &one.part);
        let others = self.sources.iter().chain(&self.sanitizers);
        others.chain(&self.sinks).chain(propagators)
    }

    /// The formulas of it that are made of its own patterns.
    pub fn formulas(&self) -> impl Iterator<Item = &Formula> {
        let own = self.parts().filter(|part| part.list.is_none());
        own.map(|part| &*part.formula)
    }

    /// The lists that it is made of, each once.
    pub fn lists(&self) -> Vec<&Rc<List>> {
        let mut lists: Vec<&Rc<List>> = Vec::new();
        for list in self.parts().filter_map(|part| part.list.as_ref()) {
            if !lists.iter().any(|known| Rc::ptr_eq(known, list)) {
                lists.push(list);
            }
        }
        lists
    }

    /// Takes over what a list has for a role.
    fn refer(&mut self, role: Role, list: &Rc<List>) {
        let Some(roles) = list.roles() else { return };
        let parts =
            |parts: &[Part]| -> Vec<Part> { parts.iter().map(|one| one.of(list)).collect() };
        match role {
            Role::Source => {
                self.sources.extend(parts(&roles.sources));
                self.threats.extend(&roles.threats);
                self.spec.sources.extend_from_slice(&roles.spec.sources);
            }
            Role::Sanitizer => {
                self.sanitizers.extend(parts(&roles.sanitizers));
                self.spec
                    .sanitizers
                    .extend_from_slice(&roles.spec.sanitizers);
            }
            Role::Propagator => {
                let of = |one: &PropagatorPart| PropagatorPart {
                    part: one.part.of(list),
                    ..one.clone()
                };
                self.propagators.extend(roles.propagators.iter().map(of));
                self.spec
                    .propagators
                    .extend_from_slice(&roles.spec.propagators);
            }
            Role::Sink => {
                self.sinks.extend(parts(&roles.sinks));
                self.spec.sinks.extend_from_slice(&roles.spec.sinks);
            }
        }
    }
}

const SOURCE_KEYS: &[&str] = &[
    "exact",
    "by-side-effect",
    "control",
    "label",
    "requires",
    "threat",
];
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
        for role in [Role::Source, Role::Sink] {
            required(rule, role.classic_key(), "the taint rule")?;
        }
        self.listed_roles(rule)
    }

    /// The same of a list, which need not have all of them.
    pub(super) fn listed_roles(&mut self, map: &Yaml) -> Read<TaintRule> {
        self.roles(map, Role::classic_key, false)
    }

    /// `taint:`.
    pub(super) fn modern_taint(&mut self, map: &Yaml) -> Read<TaintRule> {
        self.tell_unknown(map, &Role::ALL.map(Role::key));
        for role in [Role::Source, Role::Sink] {
            required(map, role.key(), "the taint rule")?;
        }
        self.roles(map, Role::key, true)
    }

    fn roles(
        &mut self,
        map: &Yaml,
        key: fn(Role) -> &'static str,
        is_modern: bool,
    ) -> Read<TaintRule> {
        let mut rule = TaintRule::default();
        for role in Role::ALL {
            let Some(items) = map.get(key(role)) else {
                continue;
            };
            for item in list(items, key(role))? {
                match item.get("ref") {
                    Some(reference) => self.refer(item, reference, role, &mut rule)?,
                    None => self.add_part(item, role, is_modern, &mut rule)?,
                }
            }
        }
        Ok(rule)
    }

    /// `ref`: what a list has for this role; sources may all get a label.
    fn refer(
        &mut self,
        item: &Yaml,
        reference: &Yaml,
        role: Role,
        rule: &mut TaintRule,
    ) -> Read<()> {
        let labelled: &[&str] = &["ref", "label"];
        check_keys(
            item,
            if role == Role::Source {
                labelled
            } else {
                &["ref"]
            },
        )?;
        let list = self.lists.find(reference, &self.manner)?;
        if !list.has(role) {
            let key = role.classic_key();
            return bad(
                reference.at,
                format!("the list `{}` has no `{key}`", list.document.id),
                "refer to a list that has some",
            );
        }
        let first = rule.spec.sources.len();
        rule.refer(role, &list);
        if let Some(label) = optional_text(item, "label")? {
            for source in &mut rule.spec.sources[first..] {
                source.label = Some(Rc::from(label));
            }
        }
        Ok(())
    }

    fn add_part(
        &mut self,
        item: &Yaml,
        role: Role,
        is_modern: bool,
        rule: &mut TaintRule,
    ) -> Read<()> {
        let part = Part::own(self.part(item, is_modern, role.item_keys())?);
        match role {
            Role::Source => {
                let (threat, spec) = (threat(item)?, source(item)?);
                if self.lists.threats.include(threat) {
                    rule.sources.push(part);
                    rule.threats.push(threat);
                    rule.spec.sources.push(spec);
                }
            }
            Role::Sanitizer => {
                rule.sanitizers.push(part);
                rule.spec.sanitizers.push(sanitizer(item)?);
            }
            Role::Propagator => {
                let name = |key: &str| -> Read<String> {
                    Ok(text(required(item, key, "the propagator")?, key)?.to_owned())
                };
                rule.propagators.push(PropagatorPart {
                    part,
                    from: name("from")?,
                    to: name("to")?,
                });
                rule.spec.propagators.push(propagator(item)?);
            }
            Role::Sink => {
                rule.sinks.push(part);
                rule.spec.sinks.push(sink(item)?);
            }
        }
        Ok(())
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

/// Where the data of a source comes from, if it says so.
fn threat(item: &Yaml) -> Read<Option<Threat>> {
    let Some(written) = item.get("threat") else {
        return Ok(None);
    };
    let name = text(written, "threat")?;
    match Threat::from_name(name) {
        Some(threat) => Ok(Some(threat)),
        None => bad(
            written.at,
            format!("`{name}` is not a threat"),
            format!(
                "use one of {}",
                Threat::names().collect::<Vec<_>>().join(", ")
            ),
        ),
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
