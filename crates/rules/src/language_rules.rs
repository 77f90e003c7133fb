//! The rules of one language: the prefilter in front of them, and what is compiled of them so far.

use std::cell::OnceCell;

use assay_languages::Lang;
use assay_model::Problem;
use bit_set::BitSet;

use crate::dialect::{Injection, Shared};
use crate::prefilter::{Prefilter, Survivors};
use crate::rule::{Compiled, FileMatcher, Matcher, Rule};

/// The rules of one language.
pub struct LanguageRules {
    /// The rules, in the order of their files.
    pub rules: Vec<Rule>,
    lang: Option<Lang>,
    /// Made for the first text: most languages of a large rule set are never activated.
    prefilter: OnceCell<Prefilter>,
    compiled: Option<CompiledRules>,
}

struct CompiledRules {
    /// A slot for each rule.
    rules: Vec<Slot>,
    /// For each kind of node the compiled rules to try there, in order.
    by_kind: Vec<Vec<u32>>,
    injections: Vec<Box<dyn Injection>>,
    /// What is wrong with what the rules share.
    problems: Vec<Problem>,
}

/// What has become of a rule.
enum Slot {
    /// No file has asked for it yet.
    Waiting,
    Ready(Compiled),
    Bad(Problem),
}

impl CompiledRules {
    fn compile(&mut self, place: usize, rule: &Rule) {
        self.rules[place] = match rule.blueprint.compile() {
            Ok(compiled) => {
                if let Compiled::Nodes(matcher) = &compiled {
                    self.index(place as u32, matcher.kinds());
                }
                Slot::Ready(compiled)
            }
            Err(problem) => Slot::Bad(problem),
        };
    }

    /// Notes at which kinds of nodes a rule is to be asked: the table keeps the order of the rules.
    fn index(&mut self, place: u32, kinds: &BitSet) {
        for kind in kinds.iter() {
            if self.by_kind.len() <= kind {
                self.by_kind.resize_with(kind + 1, Vec::new);
            }
            let there = &mut self.by_kind[kind];
            let at = there.partition_point(|other| *other < place);
            there.insert(at, place);
        }
    }

    fn get(&self, place: usize) -> Option<&Compiled> {
        match &self.rules[place] {
            Slot::Ready(compiled) => Some(compiled),
            Slot::Waiting | Slot::Bad(_) => None,
        }
    }
}

impl LanguageRules {
    pub(crate) fn new(lang: Option<Lang>, rules: Vec<Rule>) -> LanguageRules {
        LanguageRules {
            rules,
            lang,
            prefilter: OnceCell::new(),
            compiled: None,
        }
    }

    pub(crate) fn is_prepared(&self) -> bool {
        self.compiled.is_some()
    }

    /// Takes what all rules of the language share.
    pub(crate) fn prepare(&mut self, shared: Shared) {
        self.compiled = Some(CompiledRules {
            rules: self.rules.iter().map(|_| Slot::Waiting).collect(),
            by_kind: Vec::new(),
            injections: shared.injections,
            problems: shared.problems,
        });
    }

    /// Compiles those rules, or all, that are not yet; tells whether there were any.
    pub(crate) fn compile(&mut self, wanted: Option<&Survivors>) -> bool {
        let Some(compiled) = &mut self.compiled else {
            return false;
        };
        let mut any = false;
        for (place, rule) in self.rules.iter().enumerate() {
            let is_wanted = wanted.is_none_or(|wanted| wanted.has(place));
            if is_wanted && matches!(compiled.rules[place], Slot::Waiting) {
                compiled.compile(place, rule);
                any = true;
            }
        }
        any
    }

    /// What is wrong with the rules that could not be compiled, in their order.
    pub(crate) fn problems(&self) -> Vec<Problem> {
        let of_rules = |compiled: &CompiledRules| {
            let slots = compiled.rules.iter().zip(&self.rules);
            let bad = slots.flat_map(|(slot, rule)| match slot {
                Slot::Bad(problem) => vec![problem.clone()],
                Slot::Ready(_) => rule.blueprint.gaps(),
                Slot::Waiting => Vec::new(),
            });
            let rules: Vec<Problem> = bad.collect();
            [rules, compiled.problems.clone()].concat()
        };
        self.compiled.as_ref().map_or_else(Vec::new, of_rules)
    }

    /// The rules that may match in a text; all of them without the prefilter.
    pub fn survivors(
        &self,
        text: &[u8],
        use_prefilter: bool,
        tick: &dyn Fn() -> bool,
    ) -> Survivors {
        if use_prefilter {
            let needs = || self.rules.iter().map(|rule| &*rule.needs);
            let prefilter = self
                .prefilter
                .get_or_init(|| Prefilter::new(self.lang, needs()));
            prefilter.survivors(text, tick)
        } else {
            Survivors::new(vec![true; self.rules.len()])
        }
    }

    /// The rules to ask at a node of this kind.
    pub fn at_kind(&self, kind: u16) -> &[u32] {
        self.compiled
            .as_ref()
            .and_then(|compiled| compiled.by_kind.get(usize::from(kind)))
            .map_or(&[], Vec::as_slice)
    }

    /// All kinds at which one of these rules must be asked.
    pub fn kinds_of(&self, rules: &Survivors) -> BitSet {
        let mut kinds = BitSet::new();
        for matcher in rules.iter().filter_map(|rule| self.matcher(rule)) {
            kinds.union_with(matcher.kinds());
        }
        kinds
    }

    /// A compiled rule that is asked at nodes; none if it is of the other sort or could not be compiled.
    pub fn matcher(&self, rule: usize) -> Option<&dyn Matcher> {
        match self.compiled.as_ref()?.get(rule)? {
            Compiled::Nodes(matcher) => Some(&**matcher),
            Compiled::File(_) => None,
        }
    }

    /// A compiled rule that is asked once for a file; none if it is of the other sort or could not be compiled.
    pub fn file_matcher(&self, rule: usize) -> Option<&dyn FileMatcher> {
        match self.compiled.as_ref()?.get(rule)? {
            Compiled::Nodes(_) => None,
            Compiled::File(matcher) => Some(&**matcher),
        }
    }

    /// Whether a rule was to be compiled and could not be.
    pub fn is_bad(&self, rule: usize) -> bool {
        let slot =
            |compiled: &CompiledRules| matches!(compiled.rules.get(rule), Some(Slot::Bad(_)));
        self.compiled.as_ref().is_some_and(slot)
    }

    /// The project's own injections into this language.
    pub fn injections(&self) -> &[Box<dyn Injection>] {
        self.compiled
            .as_ref()
            .map_or(&[], |compiled| &compiled.injections)
    }
}
