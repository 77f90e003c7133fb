//! From YAML to rules.

mod classic;
mod conditions;
mod modern;
mod options;
mod rule;
mod taint;
mod version;

pub use options::RuleOptions;
pub use rule::{Mode, RuleDocument, Source, read_rules};

pub use taint::TaintRule;

use assay_model::ProblemKind;

use super::formula::{Analyzer, Formula, Kind, Leaf, LeafId, LeafSort};
use super::languages::analyzer;
use assay_rules::closest;
use assay_rules::yaml::{Fault, Value, Yaml};

/// What is wrong with a rule, and what to do.
#[derive(Debug)]
pub struct Bad {
    /// Whether it is a mistake or something that is not supported here.
    pub kind: ProblemKind,
    /// What and where.
    pub fault: Fault,
    /// What to do.
    pub help: String,
}

/// What reading gives.
pub type Read<T> = Result<T, Bad>;

/// A mistake.
pub fn bad<T>(at: usize, message: impl Into<String>, help: impl Into<String>) -> Read<T> {
    Err(Bad {
        kind: ProblemKind::BadRule,
        fault: Fault::new(at, message),
        help: help.into(),
    })
}

/// Something that is not supported.
pub fn unsupported<T>(at: usize, message: impl Into<String>, help: impl Into<String>) -> Read<T> {
    Err(Bad {
        kind: ProblemKind::Unsupported,
        fault: Fault::new(at, message),
        help: help.into(),
    })
}

/// Reads the formulas of one rule and collects their patterns.
pub struct Reader {
    /// The patterns so far.
    pub leaves: Vec<Leaf>,
    /// What is wrong without keeping the rule from running.
    pub warnings: Vec<Bad>,
    /// What patterns are patterns of.
    analyzer: Analyzer,
    /// Inside `metavariable-pattern`, where negations may stand alone.
    is_nested: bool,
}

impl Reader {
    /// A reader for the patterns of a rule.
    pub fn new(analyzer: Analyzer) -> Reader {
        Reader {
            leaves: Vec::new(),
            warnings: Vec::new(),
            analyzer,
            is_nested: false,
        }
    }

    fn leaf(&mut self, sort: LeafSort, text: &str, at: usize) -> LeafId {
        self.leaves.push(Leaf {
            sort,
            text: text.to_owned(),
            at,
        });
        self.leaves.len() - 1
    }

    /// A pattern in the language at hand.
    fn pattern(&mut self, yaml: &Yaml, key: &str) -> Read<Formula> {
        let text = text(yaml, key)?.to_owned();
        let sort = match self.analyzer {
            Analyzer::Own => LeafSort::Code(None),
            Analyzer::Code(lang) => LeafSort::Code(Some(lang)),
            Analyzer::Regex => LeafSort::Regex,
            Analyzer::Generic => LeafSort::Generic,
        };
        let leaf = self.leaf(sort, &text, yaml.at);
        Ok(Formula::new(Kind::Leaf(leaf)))
    }

    fn regex(&mut self, yaml: &Yaml, key: &str) -> Read<Formula> {
        let text = text(yaml, key)?.to_owned();
        let leaf = self.leaf(LeafSort::Regex, &text, yaml.at);
        Ok(Formula::new(Kind::Leaf(leaf)))
    }

    /// Reads what a condition looks for in a metavariable, with the language that `language:` names.
    fn nested<T>(
        &mut self,
        map: &Yaml,
        read: impl FnOnce(&mut Reader) -> Read<T>,
    ) -> Read<(Option<Analyzer>, T)> {
        let named = map.get("language").map(analyzer).transpose()?;
        let outer = (self.analyzer, self.is_nested);
        self.analyzer = named.unwrap_or(self.analyzer);
        self.is_nested = true;
        let result = read(self);
        (self.analyzer, self.is_nested) = outer;
        Ok((named, result?))
    }

    /// Tells keys that are not known. As in Semgrep, the rule runs without them.
    fn tell_unknown(&mut self, map: &Yaml, known: &[&str]) {
        if let Err(unknown) = check_keys(map, known) {
            self.warnings.push(Bad {
                kind: ProblemKind::Unsupported,
                ..unknown
            });
        }
    }

    /// A conjunction must say where something is; in a nested one that is the metavariable.
    fn check_positive(&self, parts: &[Formula], at: usize, key: &str) -> Read<()> {
        if self.is_nested || parts.iter().any(Formula::is_positive) {
            return Ok(());
        }
        bad(
            at,
            format!("`{key}` says only what must not be there"),
            "add a pattern that says what is looked for",
        )
    }
}

/// The text of a scalar.
pub fn text<'y>(yaml: &'y Yaml, key: &str) -> Read<&'y str> {
    match yaml.text() {
        Some(text) if !yaml.is_null() => Ok(text),
        _ => bad(
            yaml.at,
            format!("`{key}` must be a text"),
            "write the text behind the colon, in quotes if it has special signs",
        ),
    }
}

/// The items of a list.
pub fn list<'y>(yaml: &'y Yaml, key: &str) -> Read<&'y [Yaml]> {
    match &yaml.value {
        Value::List(items) => Ok(items),
        _ => bad(
            yaml.at,
            format!("`{key}` must be a list"),
            "write each item on its own line, with a hyphen in front",
        ),
    }
}

/// The items of a list that must have some.
pub fn some<'y>(yaml: &'y Yaml, key: &str) -> Read<&'y [Yaml]> {
    match list(yaml, key)? {
        [] => bad(
            yaml.at,
            format!("`{key}` has no items"),
            "write at least one pattern below it, or remove it",
        ),
        items => Ok(items),
    }
}

/// A truth value.
pub fn truth(yaml: &Yaml, key: &str) -> Read<bool> {
    match yaml.text() {
        Some("true" | "True" | "yes" | "on") => Ok(true),
        Some("false" | "False" | "no" | "off") => Ok(false),
        _ => bad(
            yaml.at,
            format!("`{key}` must be true or false"),
            "write `true` or `false`",
        ),
    }
}

/// A truth value that may be left out.
pub fn flag(map: &Yaml, key: &str, default: bool) -> Read<bool> {
    map.get(key).map_or(Ok(default), |value| truth(value, key))
}

/// A text that may be left out.
pub fn optional_text<'y>(map: &'y Yaml, key: &str) -> Read<Option<&'y str>> {
    map.get(key).map(|value| text(value, key)).transpose()
}

/// A value that must be there.
pub fn required<'y>(map: &'y Yaml, key: &str, what: &str) -> Read<&'y Yaml> {
    map.get(key).ok_or_else(|| Bad {
        kind: ProblemKind::BadRule,
        fault: Fault::new(map.at, format!("{what} has no `{key}`")),
        help: format!("add `{key}:`"),
    })
}

/// A key that means nothing where it stands.
pub fn unknown_key(key: &Yaml, known: &[&str]) -> Bad {
    let name = key.text().unwrap_or_default();
    let help = match closest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("what can stand here: {}", known.join(", ")),
    };
    Bad {
        kind: ProblemKind::BadRule,
        fault: Fault::new(key.at, format!("`{name}` means nothing here")),
        help,
    }
}

/// Refuses keys that are not known.
pub fn check_keys(map: &Yaml, known: &[&str]) -> Read<()> {
    let is_known = |key: &Yaml| key.text().is_some_and(|name| known.contains(&name));
    match map.entries().iter().find(|(key, _)| !is_known(key)) {
        Some((key, _)) => Err(unknown_key(key, known)),
        None => Ok(()),
    }
}
