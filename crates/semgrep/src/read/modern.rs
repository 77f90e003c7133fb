//! The newer keys: `match:` with `all`, `any`, `inside`, `not`, `regex`, `where`.

use super::Reader;
use super::conditions::{analyzed, comparison, focus};
use crate::fault::{Read, bad};
use crate::formula::{Condition, Formula, Kind, LeafKind};
use crate::yaml_values::{list, optional_text, required, some, text, unknown_key};
use assay_rules::yaml::{Yaml, YamlValue};

const FORMULA_KEYS: &[&str] = &[
    "pattern", "all", "any", "regex", "not", "inside", "anywhere",
];
/// What may stand beside them.
const EXTRA_KEYS: &[&str] = &["where", "as", "fix"];

impl Reader {
    /// A pattern by itself, or a map.
    pub(super) fn modern(&mut self, yaml: &Yaml) -> Read<Formula> {
        match &yaml.value {
            YamlValue::Scalar { .. } => self.pattern(yaml, "pattern"),
            YamlValue::Map(_) => self.modern_map(yaml, &[]),
            YamlValue::List(_) => bad(
                yaml.at,
                "a list of patterns needs `all` or `any`",
                "put it under `all` or `any`",
            ),
        }
    }

    /// A map with one formula; `beside` are keys that somebody else reads.
    pub(super) fn modern_map(&mut self, map: &Yaml, beside: &[&str]) -> Read<Formula> {
        let is_extra = |name: &str| EXTRA_KEYS.contains(&name) || beside.contains(&name);
        let mut main = map
            .entries()
            .iter()
            .filter(|(key, _)| !key.text().is_some_and(is_extra));
        let Some((key, value)) = main.next() else {
            return bad(
                map.at,
                "a pattern is missing here",
                format!("add one of {}", FORMULA_KEYS.join(", ")),
            );
        };
        if let Some((second, _)) = main.next() {
            let is_known = second
                .text()
                .is_some_and(|name| FORMULA_KEYS.contains(&name));
            if !is_known {
                return Err(unknown_key(second, FORMULA_KEYS));
            }
            return bad(
                second.at,
                "only one pattern key is allowed here; this is the second",
                "put both under `all` or `any`",
            );
        }
        let mut formula = self.modern_pair(key, value)?;
        if let Some(conditions) = map.get("where") {
            for item in list(conditions, "where")? {
                self.constraint(item, &mut formula)?;
            }
        }
        formula.alias = optional_text(map, "as")?.map(str::to_owned);
        formula.fix = optional_text(map, "fix")?.map(str::to_owned);
        Ok(formula)
    }

    fn modern_pair(&mut self, key: &Yaml, value: &Yaml) -> Read<Formula> {
        let name = key.text().unwrap_or_default();
        let boxed = |reader: &mut Reader| reader.modern(value).map(Box::new);
        let kind = match name {
            "pattern" => return self.pattern(value, name),
            "regex" => return self.regex(value, name),
            "not" => Kind::Not(boxed(self)?),
            "inside" => Kind::Inside(boxed(self)?),
            "anywhere" => Kind::Anywhere(boxed(self)?),
            "any" => Kind::Or(self.modern_list(value, name)?),
            "all" => {
                let parts = self.modern_list(value, name)?;
                self.check_positive(&parts, key.at, name)?;
                Kind::And(parts)
            }
            _ => return Err(unknown_key(key, FORMULA_KEYS)),
        };
        Ok(Formula::new(kind))
    }

    fn modern_list(&mut self, value: &Yaml, key: &str) -> Read<Vec<Formula>> {
        some(value, key)?
            .iter()
            .map(|item| self.modern(item))
            .collect()
    }

    /// One item of `where`.
    fn constraint(&mut self, item: &Yaml, formula: &mut Formula) -> Read<()> {
        if let Some(value) = item.get("focus") {
            formula.focus.push(focus(value)?);
            return Ok(());
        }
        let condition = if item.get("comparison").is_some() {
            comparison(item)?
        } else if item.get("analyzer").is_some() {
            analyzed(item)?
        } else if item.get("type").is_some() || item.get("types").is_some() {
            self.typed(item)?
        } else {
            self.metavariable(item)?
        };
        formula.conditions.push(condition);
        Ok(())
    }

    /// `metavariable:` with a formula of its own.
    fn metavariable(&mut self, item: &Yaml) -> Read<Condition> {
        let name = required(item, "metavariable", "the condition")?;
        let metavariable = text(name, "metavariable")?.to_owned();
        let (analyzer, formula) = self.nested(item, |reader| {
            reader.modern_map(item, &["metavariable", "language"])
        })?;
        if let Kind::Leaf(leaf) = formula.kind {
            let is_plain = formula.conditions.is_empty()
                && formula.focus.is_empty()
                && formula.fix.is_none()
                && formula.alias.is_none();
            if self.leaves[leaf].kind == LeafKind::Regex && is_plain {
                self.leaves[leaf].kind = LeafKind::Condition;
                return Ok(Condition::Regex {
                    metavariable,
                    expression: leaf,
                    constants: true,
                });
            }
        }
        Ok(Condition::Pattern {
            metavariable,
            analyzer,
            formula,
        })
    }
}
