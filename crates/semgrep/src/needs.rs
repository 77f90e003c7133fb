//! What a file must contain for a rule to match in it.

use assay_languages::Lang;
use assay_pattern::{Word, needed};

use super::formula::{Condition, Formula, Kind, LeafKind};
use super::generic::GenericPattern;
use super::generic::aliengrep::AliengrepPattern;
use super::pcre::literals;
use super::read::{Mode, Part, RuleDocument};
use assay_rules::Needs;
use assay_rules::prefilter::Literal;

/// The needs of a rule in one of its languages.
pub fn needs(rule: &RuleDocument, lang: Option<Lang>) -> Needs {
    match &rule.mode {
        Mode::Search(formula) => formula_needs(formula, rule, lang),
        Mode::Taint(taint) => {
            if taint.sources.is_empty() {
                return Needs::never();
            }
            let of = |part: &Part| {
                let written_in = part.list.as_ref().map_or(rule, |list| &list.document);
                formula_needs(&part.formula, written_in, lang)
            };
            let sources = Needs::any(taint.sources.iter().map(of));
            let sinks = Needs::any(taint.sinks.iter().map(of));
            Needs::all([sources, sinks])
        }
    }
}

fn formula_needs(formula: &Formula, rule: &RuleDocument, lang: Option<Lang>) -> Needs {
    let conditions = formula.conditions.iter();
    let conditions = conditions.map(|condition| condition_needs(condition, rule, lang));
    Needs::all(conditions.chain([kind_needs(&formula.kind, rule, lang)]))
}

/// What a file must contain for a match to hold a condition.
fn condition_needs(condition: &Condition, rule: &RuleDocument, lang: Option<Lang>) -> Needs {
    match condition {
        // What a metavariable stands for is a piece of the file, but where strings are read (YAML) and for captures
        // in strings that were read as another language.
        Condition::Regex {
            expression,
            constants: false,
            ..
        } if lang.is_none_or(|lang| !lang.profile().matching.reads_strings)
            && !reads_strings(rule) =>
        {
            literals(&rule.leaves[*expression].text)
        }
        Condition::Pattern {
            analyzer: None,
            formula,
            ..
        } => formula_needs(formula, rule, lang),
        _ => Needs::Nothing,
    }
}

/// Whether the rule reads what a metavariable stands for as a text of its own.
fn reads_strings(rule: &RuleDocument) -> bool {
    fn reads(formula: &Formula) -> bool {
        let is_other = |condition: &Condition| {
            matches!(
                condition,
                Condition::Pattern {
                    analyzer: Some(_),
                    ..
                }
            )
        };
        formula.conditions.iter().any(is_other) || formula.parts().into_iter().any(reads)
    }
    match &rule.mode {
        Mode::Search(formula) => reads(formula),
        Mode::Taint(taint) => taint.formulas().any(reads),
    }
}

fn kind_needs(kind: &Kind, rule: &RuleDocument, lang: Option<Lang>) -> Needs {
    let of = |formula: &Formula| formula_needs(formula, rule, lang);
    match kind {
        Kind::Leaf(leaf) => {
            let leaf = &rule.leaves[*leaf];
            match leaf.kind {
                LeafKind::Code(other) => code_needs(&leaf.text, other.or(lang)),
                LeafKind::Regex => literals(&leaf.text),
                LeafKind::Generic => generic_needs(&leaf.text, rule),
                LeafKind::Type(_) | LeafKind::Condition => Needs::Nothing,
            }
        }
        Kind::And(parts) => Needs::all(parts.iter().filter(|part| part.is_positive()).map(of)),
        Kind::Or(parts) => Needs::any(parts.iter().map(of)),
        Kind::Inside(part) | Kind::Anywhere(part) => of(part),
        Kind::Not(_) => Needs::Nothing,
    }
}

fn generic_needs(text: &str, rule: &RuleDocument) -> Needs {
    let owned = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect();
    let words: Option<Vec<String>> = match &rule.options.aliengrep {
        Some(alphabet) => AliengrepPattern::parse(text, alphabet)
            .ok()
            .map(|pattern| owned(pattern.words())),
        None => GenericPattern::parse(text)
            .ok()
            .map(|pattern| owned(pattern.words())),
    };
    let words = words.unwrap_or_default();
    Needs::all(words.iter().filter(|word| word.len() > 1).map(|word| {
        Needs::One(Literal {
            any_case: rule.options.limits.any_case,
            ..Literal::part(word)
        })
    }))
}

fn code_needs(text: &str, lang: Option<Lang>) -> Needs {
    let words = lang.map(|lang| needed(lang, text)).unwrap_or_default();
    let literal = |Word { text, then }: Word| Literal {
        whole_word: true,
        then,
        ..Literal::part(&text)
    };
    Needs::all(words.into_iter().map(|word| Needs::One(literal(word))))
}
