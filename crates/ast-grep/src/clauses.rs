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
        writer,
    };
    let mut found = Vec::new();
    let Some(rule) = document.get("rule") else {
        return found;
    };
    let held = taker.object(rule, Vec::new(), &mut found);
    let mut constraints = Map::new();
    for (name, value) in document.get("constraints").map_or(&[][..], Yaml::entries) {
        let key = name.text().unwrap_or_default();
        constraints.insert(key.to_owned(), to_json(value));
        // One demand stands for the whole.
        let at = match value.entries() {
            [(only, _)] => only.at,
            _ => name.at,
        };
        found.push(
            writer.clause(&format!("constraints.{key}"), at, &beginning(value), |id| {
                taker.rule(id, &held, Some(&constraints))
            }),
        );
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
    writer: &'t ClauseWriter<'t>,
}

impl Taker<'_> {
    fn rule(&self, id: &str, held: &[Value], constraints: Option<&Map<String, Value>>) -> String {
        let mut rule = self.head.clone();
        rule.insert("id".to_owned(), id.into());
        rule.insert("rule".to_owned(), json!({ "all": held }));
        if let Some(constraints) = constraints {
            rule.insert("constraints".to_owned(), Value::Object(constraints.clone()));
        }
        Value::Object(rule).to_string()
    }

    /// The clauses of a rule object, below those that hold already.
    fn object(&self, object: &Yaml, mut held: Vec<Value>, found: &mut Vec<Clause>) -> Vec<Value> {
        let mut pairs: Vec<&(Yaml, Yaml)> = object.entries().iter().collect();
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
                    held = self.object(item, held, found);
                }
                continue;
            }
            if RELATIONS.contains(&name) {
                self.relation(name, value, &held, found);
                held.push(json!({ name: to_json(value) }));
                continue;
            }
            let branch = |item: &Yaml| {
                let mut branch = Vec::new();
                self.object(item, held.clone(), &mut branch);
                branch
            };
            let any = match name {
                "any" => value.items().iter().map(branch).collect(),
                _ => Vec::new(),
            };
            held.push(json!({ name: to_json(value) }));
            let clause = self.writer.clause(name, key.at, &beginning(value), |id| {
                self.rule(id, &held, None)
            });
            found.push(Clause { any, ..clause });
        }
        held
    }

    /// What stands around a node: one demand after the other, and what stands around that in its turn.
    fn relation(&self, name: &str, relation: &Yaml, held: &[Value], found: &mut Vec<Clause>) {
        self.around(name, relation, found, &|id, so_far| {
            let mut held = held.to_vec();
            held.push(json!({ name: so_far }));
            self.rule(id, &held, None)
        });
    }

    fn around(
        &self,
        name: &str,
        relation: &Yaml,
        found: &mut Vec<Clause>,
        rule: &dyn Fn(&str, Value) -> String,
    ) {
        let is_manner = |key: &str| matches!(key, "stopBy" | "field");
        let mut so_far = only(relation, is_manner);
        let mut demands: Vec<&(Yaml, Yaml)> = relation.entries().iter().collect();
        demands.retain(|(key, _)| !key.text().is_some_and(is_manner));
        demands.sort_by_key(|(key, _)| rank(key.text().unwrap_or_default()));
        for (key, value) in demands {
            let inner = key.text().unwrap_or_default();
            let label = format!("{name}.{inner}");
            if RELATIONS.contains(&inner) {
                self.around(&label, value, found, &|id, within| {
                    let mut all = so_far.clone();
                    all.insert(inner.to_owned(), within);
                    rule(id, Value::Object(all))
                });
                so_far.insert(inner.to_owned(), to_json(value));
                continue;
            }
            so_far.insert(inner.to_owned(), to_json(value));
            let clause = self.writer.clause(&label, key.at, &beginning(value), |id| {
                rule(id, Value::Object(so_far.clone()))
            });
            found.push(clause);
        }
    }
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
