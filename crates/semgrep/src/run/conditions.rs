//! Conditions: which matches hold them, and what they add.

use assay_model::ProblemKind;
use assay_pattern::Bindings;

use super::candidate::{Candidate, extended};
use super::scope::{Scope, captures};
use crate::compile::CompiledLeaf;
use crate::conditions::{Facts, Value, evaluate, has_high_entropy, is_vulnerable_regex};
use crate::formula::{Condition, LeafId};

impl Scope<'_> {
    /// The matches that hold all conditions; what a condition captures gives a match more.
    pub(super) fn filter(
        &self,
        places: Vec<Candidate>,
        conditions: &[Condition],
    ) -> Vec<Candidate> {
        let mut kept = Vec::new();
        'places: for place in places {
            let mut captured = Vec::new();
            for condition in conditions {
                if self.run.is_over() {
                    return kept;
                }
                match self.holds(&place, condition) {
                    Some(more) => captured.extend(more),
                    None => continue 'places,
                }
            }
            let with = |more: Bindings| Candidate {
                bindings: extended(&place.bindings, &more),
                ..place.clone()
            };
            let more: Vec<Candidate> = captured
                .into_iter()
                .filter(|more: &Bindings| !more.is_empty())
                .map(with)
                .collect();
            kept.push(place);
            kept.extend(more);
        }
        kept
    }

    /// None if it does not hold; else what it captures, in as many ways as it does.
    fn holds(&self, place: &Candidate, condition: &Condition) -> Option<Vec<Bindings>> {
        let truth = |truth: bool| truth.then(Vec::new);
        match condition {
            Condition::Comparison(expression) => {
                let facts = Known { scope: self, place };
                truth(evaluate(expression, &facts) == Some(Value::Bool(true)))
            }
            Condition::Regex {
                metavariable,
                expression,
                constants,
            } => self.matches(place, metavariable, *expression, *constants),
            Condition::Type {
                metavariable,
                types,
            } => {
                let value = self.bound(place, metavariable)?;
                truth(types.iter().any(|leaf| {
                    let at_value = |range: &std::ops::Range<u32>| *range == value.range;
                    !self.code(*leaf, Some(&at_value)).is_empty()
                }))
            }
            Condition::Entropy(metavariable) => {
                truth(has_high_entropy(&self.plain(place, metavariable)?))
            }
            Condition::Redos(metavariable) => {
                truth(is_vulnerable_regex(&self.plain(place, metavariable)?))
            }
            Condition::Pattern {
                metavariable,
                analyzer,
                formula,
            } => {
                let found = self.nested(place, metavariable, *analyzer, formula)?;
                (!found.is_empty()).then_some(found)
            }
        }
    }

    /// What a metavariable stands for; a rule that asks for one that is not bound is told so.
    pub(super) fn bound<'p>(
        &self,
        place: &'p Candidate,
        metavariable: &str,
    ) -> Option<&'p assay_pattern::BoundValue> {
        let value = place.bindings.get(metavariable);
        let is_known = self.run.rule.names.iter().any(|name| name == metavariable);
        if value.is_none() && !is_known {
            self.run.note(
                ProblemKind::BadRule,
                format!("a condition uses {metavariable}, which no pattern of the rule binds"),
                "fix its name",
            );
        }
        value
    }

    fn matches(
        &self,
        place: &Candidate,
        metavariable: &str,
        expression: LeafId,
        constants: bool,
    ) -> Option<Vec<Bindings>> {
        let value = self.bound(place, metavariable)?;
        let propagate = self.run.rule.document.options.matching.constant_propagation;
        let text = if constants && propagate {
            self.ground.worth(value, true).to_text()?
        } else if value.nodes.is_empty()
            && self
                .lang
                .is_some_and(|lang| lang.profile().matching.reads_strings)
        {
            // What the quotes hold is read without its escapes.
            unescaped(self.ground.text_of(value))
        } else {
            self.ground.text_of(value).to_owned()
        };
        let CompiledLeaf::Regex(pcre) = self.run.rule.leaf(expression) else {
            return None;
        };
        match pcre.find_from_start(&text, &|| self.run.is_over()) {
            Ok(found) if found.is_empty() => None,
            Ok(found) => {
                let base = value.range.start;
                Some(found.iter().map(|one| captures(pcre, one, base)).collect())
            }
            Err(_) => {
                self.run.limit_reached(&pcre.source);
                None
            }
        }
    }

    /// The text of a metavariable, without quotes if it is a string.
    fn plain(&self, place: &Candidate, metavariable: &str) -> Option<String> {
        let value = self.bound(place, metavariable)?;
        match self.ground.string_content(value) {
            Some(content) => Some(unescaped(&content)),
            None => Some(self.ground.text_of(value).to_owned()),
        }
    }
}

/// A string's content with its escapes read, as far as most languages agree on them.
fn unescaped(content: &str) -> String {
    let mut text = String::with_capacity(content.len());
    let mut signs = content.chars();
    while let Some(sign) = signs.next() {
        if sign != '\\' {
            text.push(sign);
            continue;
        }
        match signs.next() {
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some(other @ ('\\' | '"' | '\'' | '`')) => text.push(other),
            Some(other) => text.extend(['\\', other]),
            None => text.push('\\'),
        }
    }
    text
}

struct Known<'k> {
    scope: &'k Scope<'k>,
    place: &'k Candidate,
}

impl Facts for Known<'_> {
    fn value(&self, metavariable: &str) -> Option<Value> {
        let value = self.scope.bound(self.place, metavariable)?;
        let propagate = self
            .scope
            .run
            .rule
            .document
            .options
            .matching
            .constant_propagation;
        Some(self.scope.ground.worth(value, propagate))
    }

    fn now(&self) -> Option<f64> {
        if self.scope.run.file.host.now.is_none() {
            self.scope.run.note(
                ProblemKind::Unsupported,
                "the rule uses `today()`, but the date is not known here".to_owned(),
                "run it in the page or on the command line",
            );
        }
        self.scope.run.file.host.now
    }

    fn is_over(&self) -> bool {
        self.scope.run.is_over()
    }

    fn limit_reached(&self, expression: &str) {
        self.scope.run.limit_reached(expression);
    }
}
