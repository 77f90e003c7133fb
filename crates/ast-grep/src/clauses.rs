//! A rule taken apart: what it names of a node, then what must stand around it, then what its metavariables must be.

use assay_model::Clause;
use assay_rules::yaml::Yaml;
use assay_rules::{ClauseWriter, beginning, only, to_json};
use serde_json::{Map, Value, json};

/// What says nothing of where a rule matches, or is said by clauses.
const NOT_ASKED: &[&str] = &[
    "id",
    "message",
    "note",
    "metadata",
    "fix",
    "labels",
    "files",
    "ignores",
    "url",
    "transform",
    "rewriters",
    "rule",
    "constraints",
];
const RELATIONS: &[&str] = &["inside", "has", "precedes", "follows"];

/// The clauses of a rule.
pub fn clauses(document: &Yaml, writer: &ClauseWriter<'_>) -> Vec<Clause> {
    let taker = Taker {
        head: only(document, |key| !NOT_ASKED.contains(&key)),
        utils: document.get("utils"),
        writer,
    };
    let mut found = Vec::new();
    let Some(rule) = document.get("rule") else {
        return found;
    };
    let no_constraints = Map::new();
    let of_rule = Around {
        label: "",
        calls: &[],
        rule: &|id, held| taker.rule(id, held, &no_constraints),
    };
    let held = taker.object(rule, Vec::new(), &of_rule, &mut found);
    let mut constraints = Map::new();
    for (name, value) in document.get("constraints").map_or(&[][..], Yaml::entries) {
        let key = name.text().unwrap_or_default();
        let of_constraint = Around {
            label: &format!("constraints.{key}."),
            calls: &[],
            rule: &|id, demands| {
                let mut constraints = constraints.clone();
                constraints.insert(key.to_owned(), json!({ "all": demands }));
                taker.rule(id, &held, &constraints)
            },
        };
        taker.object(value, Vec::new(), &of_constraint, &mut found);
        constraints.insert(key.to_owned(), to_json(value));
    }
    for name in ["files", "ignores"] {
        if let Some((key, value)) = document.entry(name) {
            found.push(writer.clause(name, key.at, &beginning(value), |id| {
                let mut whole = only(document, |key| {
                    !matches!(key, "message" | "note" | "metadata")
                });
                whole.insert("id".to_owned(), id.into());
                Value::Object(whole).to_string()
            }));
        }
    }
    found
}

struct Taker<'t> {
    /// What all rules to ask have in common.
    head: Map<String, Value>,
    /// The rule's own utilities.
    utils: Option<&'t Yaml>,
    writer: &'t ClauseWriter<'t>,
}

/// Where a rule object stands: in the rule itself, in a relation, or in a constraint.
struct Around<'a> {
    /// What stands before the keys of its clauses.
    label: &'a str,
    /// The utilities that led there.
    calls: &'a [&'a str],
    /// Writes the rule, with an id, that demands so much of the object.
    rule: &'a dyn Fn(&str, &[Value]) -> String,
}

impl Taker<'_> {
    fn rule(&self, id: &str, held: &[Value], constraints: &Map<String, Value>) -> String {
        let mut rule = self.head.clone();
        rule.insert("id".to_owned(), id.into());
        rule.insert("rule".to_owned(), json!({ "all": held }));
        if !constraints.is_empty() {
            rule.insert("constraints".to_owned(), Value::Object(constraints.clone()));
        }
        Value::Object(rule).to_string()
    }

    /// The clauses of a rule object, below those that hold already.
    fn object(
        &self,
        object: &Yaml,
        mut held: Vec<Value>,
        around: &Around<'_>,
        found: &mut Vec<Clause>,
    ) -> Vec<Value> {
        let mut pairs: Vec<&(Yaml, Yaml)> = object.entries().iter().collect();
        pairs.retain(|(key, _)| !key.text().is_some_and(is_manner));
        pairs.sort_by_key(|(key, _)| rank(key.text().unwrap_or_default()));
        for (key, value) in pairs {
            let name = key.text().unwrap_or_default();
            if name == "all" {
                let mut items: Vec<&Yaml> = value.items().iter().collect();
                items.sort_by_key(|item| {
                    item.entries()
                        .iter()
                        .map(|(key, _)| rank(key.text().unwrap_or_default()))
                        .min()
                });
                for item in items {
                    held = self.object(item, held, around, found);
                }
                continue;
            }
            if name == "matches" && self.called(value, held.clone(), around, found) {
                held.push(json!({ name: to_json(value) }));
                continue;
            }
            if RELATIONS.contains(&name) {
                self.relation(name, value, &held, around, found);
                held.push(json!({ name: to_json(value) }));
                continue;
            }
            let branch = |item: &Yaml| {
                let mut branch = Vec::new();
                self.object(item, held.clone(), around, &mut branch);
                branch
            };
            let any = match name {
                "any" => value.items().iter().map(branch).collect(),
                _ => Vec::new(),
            };
            held.push(json!({ name: to_json(value) }));
            let label = format!("{}{name}", around.label);
            let clause = self.writer.clause(&label, key.at, &beginning(value), |id| {
                (around.rule)(id, &held)
            });
            found.push(Clause { any, ..clause });
        }
        held
    }

    /// What stands around a node: one demand after the other, and what stands around that in its turn.
    fn relation(
        &self,
        name: &str,
        relation: &Yaml,
        held: &[Value],
        around: &Around<'_>,
        found: &mut Vec<Clause>,
    ) {
        let manner = only(relation, is_manner);
        let within = Around {
            label: &format!("{}{name}.", around.label),
            calls: around.calls,
            rule: &|id, demands| {
                let mut relation = manner.clone();
                relation.insert("all".to_owned(), demands.into());
                let mut held = held.to_vec();
                held.push(json!({ name: relation }));
                (around.rule)(id, &held)
            },
        };
        self.object(relation, Vec::new(), &within, found);
    }

    /// The clauses of a utility of the rule that is called; whether it was taken apart.
    fn called(
        &self,
        name: &Yaml,
        held: Vec<Value>,
        around: &Around<'_>,
        found: &mut Vec<Clause>,
    ) -> bool {
        let Some(name) = name.text() else {
            return false;
        };
        let Some(utility) = self.utils.and_then(|utils| utils.get(name)) else {
            return false;
        };
        // It may call itself in what stands around it.
        if around.calls.contains(&name) {
            return false;
        }
        let calls: Vec<&str> = around.calls.iter().copied().chain([name]).collect();
        let within = Around {
            label: around.label,
            calls: &calls,
            rule: around.rule,
        };
        self.object(utility, held, &within, found);
        true
    }
}

/// Whether a key says how a relation is looked at, and demands nothing.
fn is_manner(key: &str) -> bool {
    matches!(key, "stopBy" | "field")
}

/// In which order the parts of a rule object are looked at: first what says which nodes it is about.
fn rank(key: &str) -> u8 {
    match key {
        "pattern" | "kind" => 0,
        "all" | "any" | "matches" => 1,
        "regex" | "nthChild" | "range" => 2,
        "not" => 4,
        _ => 3,
    }
}
