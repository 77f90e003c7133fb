//! From matches to what a host is told.

use std::cmp::Reverse;

use assay_model::{ProblemKind, Status};
use assay_text::InOrder;

use super::candidate::Candidate;
use super::scope::{Run, Scope};
use super::taint::Tainted;
use crate::compile::{CompiledRule, has_dollars};
use crate::fix::{align, apply_template, indentation, unbound, unknown, without_second_semicolon};
use crate::message::fill_in;
use crate::read::Mode;
use assay_context::FileContext;
use assay_rules::FileMatcher;
use assay_rules::{Capture, Match, Replacement};

/// A compiled rule of this dialect.
pub struct SemgrepMatcher {
    rule: CompiledRule,
}

impl SemgrepMatcher {
    /// A matcher for a compiled rule.
    pub fn new(rule: CompiledRule) -> SemgrepMatcher {
        SemgrepMatcher { rule }
    }
}

impl FileMatcher for SemgrepMatcher {
    fn check(
        &self,
        file: &FileContext<'_>,
        found: &mut dyn FnMut(Match),
    ) -> Vec<assay_model::Problem> {
        let run = Run::new(&self.rule, file);
        let scope = Scope::of_file(&run);
        let mut results = match &self.rule.document.mode {
            Mode::Search(formula) => scope.evaluate(formula).into_iter().map(plain).collect(),
            Mode::Taint(rule) => scope.taint(rule),
        };
        results.put_in_order_by_key(|result| {
            let place = &result.place;
            let count = place.bindings.iter().count();
            (
                place.range.start,
                place.range.end,
                result.status != Status::Open,
                result.is_guess(),
                Reverse(count),
            )
        });
        let most = self.rule.document.options.max_match_per_file;
        let mut told = 0;
        let mut last: Option<&Candidate> = None;
        for result in &results {
            let Tainted {
                place,
                flow,
                status,
            } = result;
            // Less of the same: a condition's captures came with it in another match. A guess is less than what is certain.
            let is_less = last.is_some_and(|last| {
                last.range == place.range
                    && (is_part(place, last) || result.is_guess() && is_part(last, place))
            });
            if is_less || most.is_some_and(|most| told >= most) {
                continue;
            }
            last = Some(place);
            told += usize::from(*status == Status::Open);
            found(Match {
                flow: flow.clone(),
                status: status.clone(),
                ..describe(&scope, place)
            });
        }
        if run.timed_out.get() {
            run.note(
                ProblemKind::TimedOut,
                "the rule ran out of time in this file; findings so far are kept".to_owned(),
                "make its patterns more specific, raise the time limit, or exclude the file",
            );
        }
        run.into_problems()
    }
}

fn plain(place: Candidate) -> Tainted {
    Tainted {
        place,
        flow: Vec::new(),
        status: Status::Open,
    }
}

/// Whether one match binds nothing that another does not bind the same way.
fn is_part(place: &Candidate, other: &Candidate) -> bool {
    place
        .bindings
        .iter()
        .all(|(name, value)| other.bindings.get(name) == Some(value))
}

fn describe(scope: &Scope<'_>, place: &Candidate) -> Match {
    let ground = scope.ground;
    let text = |name: &str| {
        let value = place.bindings.get(name)?;
        Some(ground.text_of(value).to_owned())
    };
    let worth = |name: &str| ground.worth(place.bindings.get(name)?, true).to_text();
    let range = place.range.start as usize..place.range.end as usize;
    let metavars = place.bindings.iter().map(|(name, value)| {
        let capture = Capture {
            text: ground.text_of(value).to_owned(),
            range: value
                .text
                .is_none()
                .then_some(value.range.start as usize..value.range.end as usize),
        };
        (name.trim_start_matches('$').to_owned(), capture)
    });
    Match {
        message: fill_in(&scope.run.rule.document.message, &text, &worth),
        metavars: metavars.collect(),
        marks: Vec::new(),
        flow: Vec::new(),
        status: Status::Open,
        fix: fix(scope, place, &range, &text),
        range: with_brackets(scope, place),
    }
}

/// Where a match is told, which is not where its fix goes: brackets may be there for more than their contents.
fn with_brackets(scope: &Scope<'_>, place: &Candidate) -> std::ops::Range<usize> {
    let range = match scope.ground.target {
        Some(target) => target.tree.with_brackets(place.range.clone()),
        None => place.range.clone(),
    };
    range.start as usize..range.end as usize
}

fn fix(
    scope: &Scope<'_>,
    place: &Candidate,
    range: &std::ops::Range<usize>,
    text: &dyn Fn(&str) -> Option<String>,
) -> Option<Replacement> {
    let rule = scope.run.rule;
    let document = &rule.document;
    let replacement = |text: String| Replacement {
        range: range.clone(),
        text,
    };
    let template = document.fix.as_deref().or(place.fix.as_deref());
    if let Some(template) = template {
        let indentation = indentation(&scope.ground.text[..range.start]);
        if let Some(unbound) = unbound(template, &rule.names, text) {
            scope.run.note(
                ProblemKind::BadRule,
                format!("the fix uses {unbound}, which is not bound in every match"),
                "use only metavariables that every match binds",
            );
            return None;
        }
        let has_own_dollars = rule.lang.is_none_or(has_dollars);
        let known: Vec<String> = place
            .bindings
            .iter()
            .map(|(name, _)| name.to_owned())
            .collect();
        if let Some(unknown) = unknown(template, &known).filter(|_| !has_own_dollars) {
            scope.run.note(
                ProblemKind::BadRule,
                format!("the fix uses {unknown}, which no pattern of the rule binds"),
                "fix its name",
            );
            return None;
        }
        let code = rule.template.as_ref();
        let printed = code.and_then(|code| code.print(scope.ground, &place.bindings));
        let filled = match printed {
            Some(printed) => align(&printed, &indentation),
            None => apply_template(template, &indentation, text),
        };
        let behind = &scope.ground.text[range.end..];
        return Some(replacement(without_second_semicolon(filled, behind)));
    }
    let regex = document.fix_regex.as_ref()?;
    let matched = &scope.ground.text[range.clone()];
    match regex.apply(matched, &|| scope.run.is_over()) {
        Ok(fixed) => Some(replacement(fixed)),
        Err(_) => {
            scope.run.limit_reached(regex.source());
            None
        }
    }
}
