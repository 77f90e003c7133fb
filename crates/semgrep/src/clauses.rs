//! A rule taken apart: what matches first, then what narrows that down, in the order in which it is evaluated.

use assay_model::{Clause, ClauseScope};
use assay_rules::yaml::Yaml;
use assay_rules::{ClauseWriter, beginning, only, to_json};
use serde_json::{Map, Value, json};

use crate::read::{CONDITION_KEYS, ROOT_KEYS};

/// What says nothing of where a rule matches, or is said by clauses.
const NOT_ASKED: &[&str] = &[
    "id",
    "message",
    "metadata",
    "fix",
    "fix-regex",
    "paths",
    "mode",
    "match",
    "taint",
    "pattern",
    "patterns",
    "pattern-either",
    "pattern-regex",
    "pattern-sources",
    "pattern-sinks",
    "pattern-sanitizers",
    "pattern-propagators",
];
/// What stands beside the pattern of a source, sanitizer or sink.
const BESIDE: &[&str] = &[
    "exact",
    "by-side-effect",
    "control",
    "label",
    "requires",
    "threat",
    "not-conflicting",
    "not_conflicting",
    "at-exit",
];

/// The clauses of a rule.
pub fn clauses(rule: &Yaml, writer: &ClauseWriter<'_>) -> Vec<Clause> {
    let taker = Taker {
        head: only(rule, |key| !NOT_ASKED.contains(&key)),
        writer,
    };
    let mut found = Vec::new();
    let taint = rule.get("taint");
    if taint.is_some() || rule.str("mode") == Some("taint") {
        taker.taint(rule, taint, &mut found);
    } else {
        taker.formula(rule, Held::default(), &mut found);
    }
    if let Some((key, value)) = rule.entry("paths") {
        found.push(taker.whole(
            rule,
            "paths",
            key.at,
            value,
            &["message", "metadata", "fix", "fix-regex"],
        ));
    }
    found
}

/// What the clauses so far demand.
#[derive(Clone, Default)]
struct Held {
    parts: Vec<Value>,
    conditions: Vec<Value>,
    /// Whether it is written in the newer keys.
    is_modern: bool,
}

impl Held {
    fn formula(&self) -> (&'static str, Value) {
        if self.is_modern {
            let mut all = json!({ "all": self.parts });
            if !self.conditions.is_empty() {
                all["where"] = json!(self.conditions);
            }
            return ("match", all);
        }
        let all = self.parts.iter().chain(&self.conditions);
        ("patterns", all.cloned().collect())
    }
}

struct Taker<'t> {
    /// What all rules to ask have in common.
    head: Map<String, Value>,
    writer: &'t ClauseWriter<'t>,
}

impl Taker<'_> {
    fn rule(&self, id: &str, more: Map<String, Value>) -> String {
        let mut rule = self.head.clone();
        rule.insert("id".to_owned(), id.into());
        rule.insert("message".to_owned(), "".into());
        rule.extend(more);
        json!({ "rules": [rule] }).to_string()
    }

    fn held(&self, key: &str, at: usize, value: &Yaml, held: &Held) -> Clause {
        self.writer.clause(key, at, &beginning(value), |id| {
            let (name, formula) = held.formula();
            self.rule(id, Map::from_iter([(name.to_owned(), formula)]))
        })
    }

    /// A rule as it is but for some keys.
    fn whole(&self, rule: &Yaml, key: &str, at: usize, value: &Yaml, without: &[&str]) -> Clause {
        self.writer.clause(key, at, &beginning(value), |id| {
            self.rule(id, only(rule, |key| key != "id" && !without.contains(&key)))
        })
    }

    /// The clauses of whatever formula a map has, below those that hold already.
    fn formula(&self, map: &Yaml, mut held: Held, found: &mut Vec<Clause>) -> Held {
        if let Some(modern) = map.get("match") {
            held.is_modern = true;
            return self.modern(modern, held, found);
        }
        let is_root =
            |key: &&(Yaml, Yaml)| key.0.text().is_some_and(|key| ROOT_KEYS.contains(&key));
        self.classic(map.entries().iter().filter(is_root).collect(), held, found)
    }

    fn classic(
        &self,
        mut pairs: Vec<&(Yaml, Yaml)>,
        mut held: Held,
        found: &mut Vec<Clause>,
    ) -> Held {
        pairs.sort_by_key(|(key, _)| rank(key.text().unwrap_or_default()));
        for (key, value) in pairs {
            let name = key.text().unwrap_or_default();
            let items = || value.items().iter();
            if name == "patterns" {
                held = self.classic(items().flat_map(Yaml::entries).collect(), held, found);
                continue;
            }
            let branch = |item: &Yaml| {
                let mut branch = Vec::new();
                self.classic(item.entries().iter().collect(), held.clone(), &mut branch);
                branch
            };
            let any = match name {
                "pattern-either" => items().map(branch).collect(),
                _ => Vec::new(),
            };
            let part = json!({ name: to_json(value) });
            match CONDITION_KEYS.contains(&name) {
                true => held.conditions.push(part),
                false => held.parts.push(part),
            }
            let clause = self.held(name, key.at, value, &held);
            found.push(Clause { any, ..clause });
        }
        held
    }

    fn modern(&self, formula: &Yaml, mut held: Held, found: &mut Vec<Clause>) -> Held {
        let name = |key: &Yaml| key.text().unwrap_or("pattern").to_owned();
        let main = formula.entries().iter().find(|(key, _)| {
            !["where", "as", "fix", "metavariable", "language"].contains(&&*name(key))
                && !BESIDE.contains(&&*name(key))
        });
        match main {
            Some((key, value)) if key.text() == Some("all") => {
                let mut items: Vec<&Yaml> = value.items().iter().collect();
                items.sort_by_key(|item| {
                    rank(
                        &item
                            .entries()
                            .first()
                            .map_or_else(String::new, |(key, _)| name(key)),
                    )
                });
                for item in items {
                    held = self.modern(item, held, found);
                }
            }
            _ => {
                let branch = |item: &Yaml| {
                    let mut branch = Vec::new();
                    self.modern(item, held.clone(), &mut branch);
                    branch
                };
                let any = match main {
                    Some((key, value)) if key.text() == Some("any") => {
                        value.items().iter().map(branch).collect()
                    }
                    _ => Vec::new(),
                };
                let (key, at) = main.map_or_else(
                    || ("pattern".to_owned(), formula.at),
                    |(key, _)| (name(key), key.at),
                );
                held.parts.push(match main {
                    Some((name, value)) => {
                        json!({ name.text().unwrap_or_default(): to_json(value) })
                    }
                    None => to_json(formula),
                });
                let clause = self.held(&key, at, main.map_or(formula, |(_, value)| value), &held);
                found.push(Clause { any, ..clause });
            }
        }
        for item in formula.get("where").map_or(&[][..], Yaml::items) {
            held.conditions.push(to_json(item));
            found.push(self.held("where", item.at, item, &held));
        }
        held
    }

    fn taint(&self, rule: &Yaml, modern: Option<&Yaml>, found: &mut Vec<Clause>) {
        let map = modern.unwrap_or(rule);
        let role = |name: &str| match modern {
            Some(_) => map.entry(name),
            None => map.entry(&format!("pattern-{name}")),
        };
        for (name, scope) in [
            ("sinks", ClauseScope::Place),
            ("sources", ClauseScope::File),
        ] {
            let Some((key, items)) = role(name) else {
                continue;
            };
            // What a list holds is known to the rule alone: data flows from there to anything, or there from anything.
            let clause = match items.items().iter().any(|item| item.get("ref").is_some()) {
                true => self.listed_role(rule, name, key, items, modern.is_some()),
                false => self.role(key, items, modern.is_some()),
            };
            found.push(Clause { scope, ..clause });
        }
        let Some((sinks, _)) = role("sinks") else {
            return;
        };
        let sanitizers = role("sanitizers");
        let items = sanitizers.map_or(&[][..], |(_, items)| items.items());
        let flow = self.writer.clause("flow", sinks.at, "", |id| {
            self.with_sanitizers(rule, id, &[])
        });
        let reach = self.reach(rule, &flow.id);
        found.push(Clause {
            reach: Some(reach),
            ..flow
        });
        for (at, item) in items.iter().enumerate() {
            let key = sanitizers
                .and_then(|(key, _)| key.text())
                .unwrap_or_default();
            found.push(self.writer.clause(key, item.at, &beginning(item), |id| {
                self.with_sanitizers(rule, id, &items[..=at])
            }));
        }
    }

    /// Where something of a role is that refers to lists.
    fn listed_role(
        &self,
        rule: &Yaml,
        name: &str,
        key: &Yaml,
        items: &Yaml,
        is_modern: bool,
    ) -> Clause {
        let other = if name == "sinks" { "sources" } else { "sinks" };
        let label = key.text().unwrap_or_default();
        let clause = self.writer.clause(label, key.at, &beginning(items), |id| {
            self.changed(
                rule,
                id,
                &[(other, json!([{ "pattern": "$ANYTHING" }])), NO_SANITIZERS],
            )
        });
        Clause {
            any: self.branches(items, is_modern),
            ..clause
        }
    }

    /// The clauses of each pattern of a role.
    fn branches(&self, items: &Yaml, is_modern: bool) -> Vec<Vec<Clause>> {
        let empty = Held {
            is_modern,
            ..Held::default()
        };
        let own = items
            .items()
            .iter()
            .filter(|item| item.get("ref").is_none());
        let branches = own.map(|item| {
            let mut branch = Vec::new();
            match is_modern {
                true => self.modern(item, empty.clone(), &mut branch),
                false => self.formula(item, empty.clone(), &mut branch),
            };
            branch
        });
        branches.collect()
    }

    /// Where one of the patterns of a role matches.
    fn role(&self, key: &Yaml, items: &Yaml, is_modern: bool) -> Clause {
        let empty = Held {
            is_modern,
            ..Held::default()
        };
        let any = self.branches(items, is_modern);
        let bare = |item: &Yaml| match item.text() {
            Some(text) => Value::from(text),
            None => Value::Object(only(item, |key| !BESIDE.contains(&key))),
        };
        let all: Vec<Value> = items.items().iter().map(bare).collect();
        let part = match is_modern {
            true => json!({ "any": all }),
            false => json!({ "pattern-either": all }),
        };
        let held = Held {
            parts: vec![part],
            ..empty
        };
        let name = key.text().unwrap_or_default();
        Clause {
            any,
            ..self.held(name, key.at, items, &held)
        }
    }

    /// The rule with some of its sanitizers.
    fn with_sanitizers(&self, rule: &Yaml, id: &str, kept: &[Yaml]) -> String {
        let kept: Value = kept.iter().map(to_json).collect();
        self.changed(rule, id, &[("sanitizers", kept)])
    }

    /// The rule with every expression for a sink, and without sanitizers.
    fn reach(&self, rule: &Yaml, id: &str) -> assay_model::RuleSource {
        let id = format!("{id}-reach");
        let anything = json!([{ "pattern": "$ANYTHING" }]);
        let text = self.changed(rule, &id, &[("sinks", anything), NO_SANITIZERS]);
        self.writer.source(&id, text)
    }

    /// The rule with other patterns for some roles; none where there are none for it.
    fn changed(&self, rule: &Yaml, id: &str, roles: &[(&str, Value)]) -> String {
        let mut more = only(rule, |key| {
            matches!(key, "mode" | "taint") || key.starts_with("pattern-")
        });
        let put = |map: &mut Map<String, Value>, prefix: &str| {
            for (role, patterns) in roles {
                let key = format!("{prefix}{role}");
                // An empty list is refused.
                match patterns.as_array().is_some_and(|all| !all.is_empty()) {
                    true => map.insert(key, patterns.clone()),
                    false => map.remove(&key),
                };
            }
        };
        match more.get_mut("taint").and_then(Value::as_object_mut) {
            Some(taint) => put(taint, ""),
            None => put(&mut more, "pattern-"),
        }
        self.rule(id, more)
    }
}

const NO_SANITIZERS: (&str, Value) = ("sanitizers", Value::Null);

/// In which order parts of a conjunction are looked at.
fn rank(key: &str) -> u8 {
    match key {
        "pattern-inside" | "inside" | "anywhere" | "semgrep-internal-pattern-anywhere" => 1,
        "pattern-not" | "pattern-not-regex" | "not" => 2,
        "pattern-not-inside" => 3,
        "focus-metavariable" => 5,
        _ if CONDITION_KEYS.contains(&key) => 4,
        _ => 0,
    }
}
