//! What a file must contain for a rule to match in it.

use assay_languages::Lang;
use assay_pattern::words;

use super::formula::{Formula, Kind, LeafSort};
use super::generic::GenericPattern;
use super::pcre::literals;
use super::read::{Mode, RuleDocument};
use crate::Needs;
use crate::sieve::Literal;

/// The needs of a rule in one of its languages.
pub fn needs(rule: &RuleDocument, lang: Option<Lang>) -> Needs {
    let of = |formula: &Formula| formula_needs(formula, rule, lang);
    match &rule.mode {
        Mode::Search(formula) => of(formula),
        Mode::Taint(taint) => {
            let sources = Needs::any(taint.sources.iter().map(of));
            let sinks = Needs::any(taint.sinks.iter().map(of));
            Needs::all([sources, sinks])
        }
    }
}

fn formula_needs(formula: &Formula, rule: &RuleDocument, lang: Option<Lang>) -> Needs {
    let of = |formula: &Formula| formula_needs(formula, rule, lang);
    match &formula.kind {
        Kind::Leaf(leaf) => {
            let leaf = &rule.leaves[*leaf];
            match leaf.sort {
                LeafSort::Code(other) => code_needs(&leaf.text, other.or(lang)),
                LeafSort::Regex => literals(&leaf.text),
                LeafSort::Generic => generic_needs(&leaf.text, rule.options.limits.any_case),
                LeafSort::Type(_) | LeafSort::Condition => Needs::Nothing,
            }
        }
        Kind::And(parts) => Needs::all(parts.iter().filter(|part| part.is_positive()).map(of)),
        Kind::Or(parts) => Needs::any(parts.iter().map(of)),
        Kind::Inside(part) | Kind::Anywhere(part) => of(part),
        Kind::Not(_) => Needs::Nothing,
    }
}

fn generic_needs(text: &str, any_case: bool) -> Needs {
    let Ok(pattern) = GenericPattern::parse(text) else {
        return Needs::Nothing;
    };
    let words = pattern.words();
    Needs::all(words.into_iter().filter(|word| word.len() > 1).map(|word| {
        Needs::One(Literal {
            any_case,
            ..Literal::part(word)
        })
    }))
}

fn code_needs(text: &str, lang: Option<Lang>) -> Needs {
    let words = lang.map(|lang| words(lang, text)).unwrap_or_default();
    Needs::all(words.iter().map(|word| Needs::word(word)))
}
