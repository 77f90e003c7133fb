//! Conditions on metavariables, in both syntaxes.

use super::Reader;
use crate::conditions::expression;
use crate::fault::{Read, bad, unsupported};
use crate::formula::{Analyzer, Condition, LeafKind};
use crate::place::scalar_offset;
use crate::yaml_values::{check_keys, flag, list, required, text};
use assay_rules::yaml::{Yaml, YamlValue};

/// The classic keys of conditions.
pub const CONDITION_KEYS: &[&str] = &[
    "focus-metavariable",
    "metavariable-analysis",
    "metavariable-regex",
    "metavariable-type",
    "metavariable-pattern",
    "metavariable-comparison",
    "semgrep-internal-metavariable-name",
];

/// One metavariable or several.
pub fn focus(value: &Yaml) -> Read<Vec<String>> {
    match &value.value {
        YamlValue::List(items) => items
            .iter()
            .map(|item| text(item, "focus-metavariable").map(str::to_owned))
            .collect(),
        _ => Ok(vec![text(value, "focus-metavariable")?.to_owned()]),
    }
}

impl Reader {
    /// A condition by its classic key.
    pub(super) fn condition(&mut self, key: &Yaml, value: &Yaml) -> Read<Condition> {
        match key.text().unwrap_or_default() {
            "metavariable-regex" => self.metavariable_regex(value),
            "metavariable-type" => self.typed(value),
            "metavariable-comparison" => comparison(value),
            "metavariable-analysis" => analyzed(value),
            "metavariable-pattern" => {
                let (analyzer, formula) =
                    self.nested(value, |reader| reader.nested_classic(value))?;
                Ok(Condition::Pattern {
                    metavariable: metavariable(value)?,
                    analyzer,
                    formula,
                })
            }
            name => unsupported(
                key.at,
                format!("`{name}` requires Semgrep Pro"),
                "remove the condition",
            ),
        }
    }

    fn metavariable_regex(&mut self, map: &Yaml) -> Read<Condition> {
        self.tell_unknown(map, &["metavariable", "regex", "constant-propagation"]);
        let regex = required(map, "regex", "the condition")?;
        let expression = text(regex, "regex")?.to_owned();
        Ok(Condition::Regex {
            metavariable: metavariable(map)?,
            expression: self.leaf(LeafKind::Condition, &expression, regex.at),
            constants: flag(map, "constant-propagation", false)?,
        })
    }

    /// `type` and `types`.
    pub(super) fn typed(&mut self, map: &Yaml) -> Read<Condition> {
        self.tell_unknown(map, &["metavariable", "type", "types", "language"]);
        let mut names: Vec<&Yaml> = map.get("type").into_iter().collect();
        if let Some(types) = map.get("types") {
            names.extend(list(types, "types")?);
        }
        if names.is_empty() {
            return bad(
                map.at,
                "`metavariable-type` has no type",
                "add `type` or `types`",
            );
        }
        let (_, types) = self.nested(map, |reader| {
            let kind = match reader.analyzer {
                Analyzer::Own => LeafKind::Type(None),
                Analyzer::Code(lang) => LeafKind::Type(Some(lang)),
                Analyzer::Regex | Analyzer::Generic => {
                    return bad(
                        map.at,
                        "`metavariable-type` needs a language; `generic` and `regex` have no types",
                        "remove the condition",
                    );
                }
            };
            let leaf = |name: &&Yaml| Ok(reader.leaf(kind, text(name, "type")?, name.at));
            names.iter().map(leaf).collect::<Read<Vec<_>>>()
        })?;
        Ok(Condition::Type {
            metavariable: metavariable(map)?,
            types,
        })
    }
}

fn metavariable(map: &Yaml) -> Read<String> {
    let name = required(map, "metavariable", "the condition")?;
    Ok(text(name, "metavariable")?.to_owned())
}

/// `comparison`, with `strip`; `base` is read off the number itself.
pub fn comparison(map: &Yaml) -> Read<Condition> {
    check_keys(map, &["metavariable", "comparison", "strip", "base"])?;
    let written = required(map, "comparison", "the condition")?;
    let source = text(written, "comparison")?;
    let parsed = match expression::parse(source) {
        Ok(parsed) => parsed,
        Err((offset, message)) => {
            return bad(
                scalar_offset(written, offset),
                format!("the comparison `{}` is not valid: {message}", source.trim()),
                "write a Python expression with metavariables, such as `int($X) > 10`",
            );
        }
    };
    if !flag(map, "strip", false)? {
        return Ok(Condition::Comparison(parsed));
    }
    metavariable(map)?;
    Ok(Condition::Comparison(expression::strip(parsed)))
}

/// `analyzer: entropy` and `redos`.
pub fn analyzed(map: &Yaml) -> Read<Condition> {
    check_keys(map, &["metavariable", "analyzer", "options"])?;
    let analyzer = required(map, "analyzer", "the condition")?;
    let name = metavariable(map)?;
    match analyzer
        .text()
        .or_else(|| analyzer.str("kind"))
        .unwrap_or_default()
    {
        "entropy" => Ok(Condition::Entropy(name)),
        "redos" => Ok(Condition::Redos(name)),
        "entropy_v2" => unsupported(
            analyzer.at,
            "the analyzer `entropy_v2` requires Semgrep Pro",
            "use `entropy`",
        ),
        other => bad(
            analyzer.at,
            format!("`{other}` is not an analyzer"),
            "use `entropy` or `redos`",
        ),
    }
}
