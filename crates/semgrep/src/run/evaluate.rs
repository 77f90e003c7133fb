//! Evaluates a formula: which places match it.

use std::ops::Range;
use std::rc::Rc;

use assay_pattern::BoundValue;
use assay_text::InOrder;

use super::candidate::{Candidate, CandidateKind, lies_in};
use super::nesting::Ranges;
use super::scope::Scope;
use crate::compile::CompiledLeaf;
use crate::formula::{Formula, Kind, LeafId};

impl Scope<'_> {
    /// All places that match a formula.
    pub fn evaluate(&self, formula: &Formula) -> Vec<Candidate> {
        if !self.run.rule.can_match(formula) {
            return Vec::new();
        }
        let mut places = self.kind(&formula.kind);
        if !formula.conditions.is_empty() {
            places = self.filter(places, &formula.conditions);
        }
        if !formula.focus.is_empty() {
            places = places
                .iter()
                .flat_map(|place| self.focus(place, &formula.focus))
                .collect();
        }
        if let Some(fix) = &formula.fix {
            let fix: Rc<str> = Rc::from(fix.as_str());
            for place in &mut places {
                place.fix = Some(Rc::clone(&fix));
            }
        }
        if let Some(alias) = &formula.alias {
            for place in &mut places {
                let value = self.value_at(&place.range);
                place.bindings.set(alias, value);
            }
        }
        places
    }

    fn kind(&self, kind: &Kind) -> Vec<Candidate> {
        let of_kind = |formula: &Formula, kind: CandidateKind| {
            let mut places = self.evaluate(formula);
            places.iter_mut().for_each(|place| place.kind = kind);
            places
        };
        match kind {
            Kind::Leaf(leaf) => self.leaf(*leaf),
            Kind::Inside(inner) => of_kind(inner, CandidateKind::Inside),
            Kind::Anywhere(inner) => of_kind(inner, CandidateKind::Anywhere),
            Kind::Or(parts) => parts.iter().flat_map(|part| self.evaluate(part)).collect(),
            Kind::And(parts) => self.conjunction(parts),
            // A negation by itself says nothing; the reader lets it through only inside of others.
            Kind::Not(_) => Vec::new(),
        }
    }

    fn conjunction(&self, parts: &[Formula]) -> Vec<Candidate> {
        let (selector, positive) = self.split_selector(parts);
        let mut found: Vec<Vec<Candidate>> = Vec::new();
        for part in positive {
            found.push(self.evaluate(part));
            if self.run.is_over() {
                return Vec::new();
            }
        }
        // What lies inside comes first, what it lies inside of after it.
        let is_inside = |places: &Vec<Candidate>| {
            places
                .first()
                .is_some_and(|place| place.kind == CandidateKind::Inside)
        };
        found.put_in_order_by_key(is_inside);
        let mut found = found.into_iter();
        let mut places = match (found.next(), self.context) {
            (Some(first), _) => first,
            (None, Some(context)) => vec![Candidate {
                least_end: self.range().end,
                range: self.range(),
                ..context.clone()
            }],
            (None, None) => return Vec::new(),
        };
        for other in found {
            places = self.ground.intersect(&places, &other);
        }
        if let Some(selector) = selector {
            places = self.select(selector, &places);
        }
        for part in parts {
            if let Kind::Not(negative) = &part.kind
                && !places.is_empty()
            {
                let negative = self.evaluate(negative);
                places = self.ground.without(places, &negative);
            }
        }
        places
    }

    /// The positive parts. A part that is only a metavariable would match everything; it is looked
    /// for where the others match.
    fn split_selector<'f>(&self, parts: &'f [Formula]) -> (Option<LeafId>, Vec<&'f Formula>) {
        let positive: Vec<&Formula> = parts.iter().filter(|part| part.is_positive()).collect();
        let selectors: Vec<LeafId> = positive
            .iter()
            .filter_map(|part| self.selector(part))
            .collect();
        let Some(&first) = selectors.first() else {
            return (None, positive);
        };
        let text = |leaf: LeafId| self.run.rule.document.leaves[leaf].text.trim();
        let is_first = |part: &&Formula| {
            self.selector(part)
                .is_some_and(|leaf| text(leaf) == text(first))
        };
        let others: Vec<&Formula> = positive
            .iter()
            .copied()
            .filter(|part| !is_first(part))
            .collect();
        if others.is_empty() {
            (None, positive)
        } else {
            (Some(first), others)
        }
    }

    fn selector(&self, formula: &Formula) -> Option<LeafId> {
        let Kind::Leaf(leaf) = formula.kind else {
            return None;
        };
        let selects = matches!(
            self.run.rule.leaf(leaf),
            CompiledLeaf::Code { selects: true, .. }
        );
        (selects && formula.conditions.is_empty()).then_some(leaf)
    }

    fn select(&self, selector: LeafId, places: &[Candidate]) -> Vec<Candidate> {
        if places.is_empty() {
            return Vec::new();
        }
        let ranges = Ranges::of(places);
        let in_one = |range: &Range<u32>| ranges.hold(range);
        let selected = self.code(selector, Some(&in_one));
        self.ground.intersect(places, &selected)
    }

    /// The match shrunk to what metavariables stand for: to each of a list, in every list.
    fn focus(&self, place: &Candidate, lists: &[Vec<String>]) -> Vec<Candidate> {
        let mut ranges: Option<Vec<Range<u32>>> = None;
        for names in lists {
            let here: Vec<Range<u32>> = names
                .iter()
                .filter_map(|name| self.bound(place, name))
                .filter(|value| !value.range.is_empty())
                .filter_map(|value| match self.literal_of(value) {
                    Some(literal) => literal.filter(|literal| lies_in(literal, &place.range)),
                    None => nested(&value.range, &place.range),
                })
                .collect();
            ranges = Some(match ranges {
                None => here,
                Some(before) => before
                    .iter()
                    .flat_map(|one| here.iter().filter_map(|other| nested(one, other)))
                    .collect(),
            });
        }
        let focused = |range: Range<u32>| Candidate {
            kind: if range == place.range {
                place.kind
            } else {
                CandidateKind::Plain
            },
            least_end: range.end,
            range,
            ..place.clone()
        };
        ranges
            .unwrap_or_default()
            .into_iter()
            .map(focused)
            .collect()
    }

    /// The literal that gave a name the text that is known of it, if a value is such a text; what is focused on is that.
    fn literal_of(&self, value: &BoundValue) -> Option<Option<Range<u32>>> {
        let (text, target) = (value.text.as_ref()?, self.ground.target?);
        let written = self
            .ground
            .text
            .get(value.range.start as usize..value.range.end as usize)?;
        let is_name = written
            .chars()
            .all(|sign| sign.is_alphanumeric() || sign == '_');
        if !value.nodes.is_empty() || !is_name || written == &**text {
            return None;
        }
        let tree = &target.tree;
        let is_it = |id: &&assay_syntax::NodeId| {
            tree.text(**id) == &**text && tree.node(**id).start < value.range.start
        };
        let literals = target.of_kind(assay_syntax::Kind::Text);
        let last = literals.iter().rfind(is_it);
        Some(last.map(|id| tree.node(*id).start..tree.node(*id).end))
    }

    /// What a metavariable for a whole match stands for: the innermost node of just these bytes.
    fn value_at(&self, range: &Range<u32>) -> BoundValue {
        let mut value = BoundValue::of_text(range.clone());
        if let Some(target) = self.ground.target {
            let tree = &target.tree;
            let fits = |id: &assay_syntax::NodeId| {
                let node = tree.node(*id);
                node.start == range.start && node.end == range.end
            };
            // Children have smaller ids than what they stand in.
            if let Some(id) = tree.ids().find(fits) {
                value.nodes = Rc::from([id]);
            }
        }
        value
    }
}

/// The inner one of two ranges, if one lies in the other.
fn nested(one: &Range<u32>, other: &Range<u32>) -> Option<Range<u32>> {
    if lies_in(one, other) {
        Some(one.clone())
    } else {
        lies_in(other, one).then(|| other.clone())
    }
}
