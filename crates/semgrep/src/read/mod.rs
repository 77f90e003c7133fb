//! From YAML to rules.

mod classic;
mod conditions;
mod lists;
mod modern;
mod options;
mod rule;
mod taint;
mod version;

pub use classic::ROOT_KEYS;
pub use conditions::CONDITION_KEYS;
pub use lists::{List, Lists, Manner};
pub use options::RuleOptions;
pub use rule::{Mode, RuleDocument, Source, read_rules};

pub use taint::{Part, TaintRule};

use std::rc::Rc;

use assay_model::ProblemKind;

use crate::fault::{Bad, Read, bad};
use crate::yaml_values::{check_keys, text};

use super::formula::{Analyzer, Formula, Kind, Leaf, LeafId, LeafKind};
use super::languages::analyzer;
use assay_rules::yaml::Yaml;

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
    /// How the rule as a whole is read.
    manner: Manner,
    /// What it may refer to.
    lists: Rc<Lists>,
}

impl Reader {
    /// A reader for the patterns of a rule.
    pub fn new(manner: Manner, lists: Rc<Lists>) -> Reader {
        Reader {
            leaves: Vec::new(),
            warnings: Vec::new(),
            analyzer: manner.analyzer,
            is_nested: false,
            manner,
            lists,
        }
    }

    fn leaf(&mut self, kind: LeafKind, text: &str, at: usize) -> LeafId {
        self.leaves.push(Leaf {
            kind,
            text: text.to_owned(),
            at,
        });
        self.leaves.len() - 1
    }

    /// A pattern in the language at hand.
    fn pattern(&mut self, yaml: &Yaml, key: &str) -> Read<Formula> {
        let text = text(yaml, key)?.to_owned();
        let kind = match self.analyzer {
            Analyzer::Own => LeafKind::Code(None),
            Analyzer::Code(lang) => LeafKind::Code(Some(lang)),
            Analyzer::Regex => LeafKind::Regex,
            Analyzer::Generic => LeafKind::Generic,
        };
        let leaf = self.leaf(kind, &text, yaml.at);
        Ok(Formula::new(Kind::Leaf(leaf)))
    }

    fn regex(&mut self, yaml: &Yaml, key: &str) -> Read<Formula> {
        let text = text(yaml, key)?.to_owned();
        let leaf = self.leaf(LeafKind::Regex, &text, yaml.at);
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
            format!("`{key}` has only negative patterns"),
            "add a positive pattern, for example `pattern`",
        )
    }
}
