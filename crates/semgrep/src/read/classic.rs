//! The classic keys: `pattern`, `patterns`, `pattern-either`, `pattern-inside` and their kin.

use super::Reader;
use super::conditions::{CONDITION_KEYS, focus};
use crate::fault::{Read, bad, unsupported};
use crate::formula::{Formula, Kind};
use crate::yaml_values::{some, text, unknown_key};
use assay_rules::yaml::{Yaml, YamlValue};

/// What a rule or a nested search may start with.
pub const ROOT_KEYS: &[&str] = &["pattern", "patterns", "pattern-either", "pattern-regex"];
/// Everything that makes a formula.
const FORMULA_KEYS: &[&str] = &[
    "pattern",
    "patterns",
    "pattern-either",
    "pattern-regex",
    "pattern-not",
    "pattern-inside",
    "pattern-not-inside",
    "pattern-not-regex",
    "semgrep-internal-pattern-anywhere",
];

impl Reader {
    /// The formula among the keys of a map; other keys are not looked at.
    pub(super) fn classic_root(&mut self, map: &Yaml, what: &str) -> Read<Formula> {
        let is_root = |key: &Yaml| key.text().is_some_and(|name| ROOT_KEYS.contains(&name));
        let mut roots = map.entries().iter().filter(|(key, _)| is_root(key));
        let Some((key, value)) = roots.next() else {
            return bad(
                map.at,
                format!("{what} has no pattern"),
                "add `pattern`, `patterns`, `pattern-either` or `pattern-regex`",
            );
        };
        if let Some((second, _)) = roots.next() {
            return bad(
                second.at,
                format!(
                    "`{}` and `{}` cannot be used side by side",
                    key.text().unwrap_or_default(),
                    second.text().unwrap_or_default()
                ),
                "put them under `patterns` (all must match) or `pattern-either` (any may match)",
            );
        }
        self.classic_pair(key, value)
    }

    fn classic_pair(&mut self, key: &Yaml, value: &Yaml) -> Read<Formula> {
        let name = key.text().unwrap_or_default();
        match name {
            "pattern" => self.pattern(value, name),
            "pattern-regex" => self.regex(value, name),
            "pattern-not-regex" => {
                let formula = self.regex(value, name)?;
                Ok(Formula::new(Kind::Not(Box::new(formula))))
            }
            "pattern-not" => {
                let formula = self.classic_operand(value, name)?;
                Ok(Formula::new(Kind::Not(Box::new(formula))))
            }
            "pattern-inside" => {
                let formula = self.classic_operand(value, name)?;
                Ok(Formula::new(Kind::Inside(Box::new(formula))))
            }
            "pattern-not-inside" => {
                let formula = self.classic_operand(value, name)?;
                let inside = Formula::new(Kind::Inside(Box::new(formula)));
                Ok(Formula::new(Kind::Not(Box::new(inside))))
            }
            "semgrep-internal-pattern-anywhere" => {
                let formula = self.classic_operand(value, name)?;
                Ok(Formula::new(Kind::Anywhere(Box::new(formula))))
            }
            "pattern-either" => {
                let parts = some(value, name)?
                    .iter()
                    .map(|item| self.classic_item(item, name))
                    .collect::<Read<Vec<_>>>()?;
                Ok(Formula::new(Kind::Or(parts)))
            }
            "patterns" => self.patterns(key, value),
            "pattern-where-python" => unsupported(
                key.at,
                "`pattern-where-python` was removed from Semgrep",
                "use `metavariable-comparison`",
            ),
            _ if CONDITION_KEYS.contains(&name) => bad(
                key.at,
                format!("`{name}` is a condition, but a pattern is expected here"),
                "move it directly under `patterns`",
            ),
            _ => Err(unknown_key(key, FORMULA_KEYS)),
        }
    }

    /// A pattern, or a map with one key.
    fn classic_operand(&mut self, value: &Yaml, key: &str) -> Read<Formula> {
        match &value.value {
            YamlValue::Scalar { .. } => self.pattern(value, key),
            _ => self.classic_item(value, key),
        }
    }

    /// A map with one key.
    fn classic_item(&mut self, item: &Yaml, parent: &str) -> Read<Formula> {
        match item.entries() {
            [(key, value)] => self.classic_pair(key, value),
            [] => bad(
                item.at,
                format!("each item of `{parent}` needs a key such as `pattern`"),
                match item.text() {
                    Some(text) if !text.contains('\n') => {
                        format!("did you mean `pattern: {text}`?")
                    }
                    _ => "write `- pattern: …`".to_owned(),
                },
            ),
            [_, (second, _), ..] => bad(
                second.at,
                format!("an item of `{parent}` can have only one key; this is the second"),
                "put a hyphen in front of it if it is a separate item",
            ),
        }
    }

    fn patterns(&mut self, key: &Yaml, value: &Yaml) -> Read<Formula> {
        let mut parts = Vec::new();
        let mut formula = Formula::new(Kind::And(Vec::new()));
        for item in some(value, "patterns")? {
            match item.entries() {
                [(name, value)] if name.text() == Some("focus-metavariable") => {
                    formula.focus.push(focus(value)?);
                }
                [(name, value)]
                    if name
                        .text()
                        .is_some_and(|name| CONDITION_KEYS.contains(&name)) =>
                {
                    let condition = self.condition(name, value)?;
                    formula.conditions.push(condition);
                }
                _ => parts.push(self.classic_item(item, "patterns")?),
            }
        }
        self.check_positive(&parts, key.at, "patterns")?;
        formula.kind = Kind::And(parts);
        Ok(formula)
    }

    /// What `metavariable-pattern` looks for.
    pub(super) fn nested_classic(&mut self, map: &Yaml) -> Read<Formula> {
        let mut known = vec!["metavariable", "language"];
        known.extend(ROOT_KEYS);
        self.tell_unknown(map, &known);
        text(
            crate::yaml_values::required(map, "metavariable", "the condition")?,
            "metavariable",
        )?;
        self.classic_root(map, "the condition")
    }
}
