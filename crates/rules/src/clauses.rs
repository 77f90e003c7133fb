//! Takes a rule apart into the clauses that it consists of. Each comes with a rule that ends with it: what is true of a
//! clause is found out by running rules, so it cannot differ from what the rule itself does.

use std::cell::Cell;

use assay_model::{Clause, ClauseScope, RuleOrigin, RuleSource};
use assay_text::LineIndex;
use serde_json::{Map, Value};

use crate::help::Origin;
use crate::yaml::Yaml;
use crate::yaml_serde::to_json;

/// Characters of a value that are shown.
const SHOWN: usize = 300;

/// Numbers the clauses of one rule.
pub struct ClauseWriter<'s> {
    origin: Origin<'s>,
    lines: LineIndex,
    /// Of the file: it tells the dialect of the rules to ask.
    extension: &'s str,
    next: Cell<u32>,
}

impl<'s> ClauseWriter<'s> {
    /// For a rule of a file.
    pub fn new(origin: Origin<'s>) -> ClauseWriter<'s> {
        ClauseWriter {
            lines: LineIndex::new(origin.text),
            extension: origin.path.rsplit('.').next().unwrap_or_default(),
            origin,
            next: Cell::new(1),
        }
    }

    /// A clause that stands at an offset; `rule` writes the rule that ends with it, under an id.
    pub fn clause(
        &self,
        key: &str,
        at: usize,
        value: &str,
        rule: impl FnOnce(&str) -> String,
    ) -> Clause {
        let id = format!("clause-{}", self.next.get());
        self.next.set(self.next.get() + 1);
        let place = self.lines.place(self.origin.text, at);
        Clause {
            key: key.to_owned(),
            text: shown(value),
            line: place.line,
            col: place.col,
            scope: ClauseScope::Place,
            upto: self.source(&id, rule(&id)),
            any: Vec::new(),
            reach: None,
            id,
        }
    }

    /// A rule to ask.
    pub fn source(&self, id: &str, text: String) -> RuleSource {
        RuleSource {
            path: format!("{id}.{}", self.extension),
            text,
            origin: RuleOrigin::User,
            rules: Vec::new(),
        }
    }
}

/// How a value begins: a text as it is, of anything else the first text in it.
pub fn beginning(yaml: &Yaml) -> String {
    if let Some(text) = yaml.text() {
        return text.to_owned();
    }
    let first = yaml
        .items()
        .first()
        .or_else(|| yaml.entries().first().map(|(_, value)| value));
    first.map(beginning).unwrap_or_default()
}

/// The keys of a map that are kept, with their values.
pub fn only(map: &Yaml, is_kept: impl Fn(&str) -> bool) -> Map<String, Value> {
    let kept = map.entries().iter().filter_map(|(key, value)| {
        let name = key.text()?;
        is_kept(name).then(|| (name.to_owned(), to_json(value)))
    });
    kept.collect()
}

/// A value in one line.
fn shown(value: &str) -> String {
    let words: Vec<&str> = value.split_whitespace().collect();
    words.join(" ").chars().take(SHOWN).collect()
}
