//! The facade of the engine: load rules, check a file, get a report.
//!
//! It does no I/O and knows no clock: bytes come in, a report goes out, and the same bytes give the
//! same report. It never fails as a whole; what went wrong with a file is part of its report. Time
//! limits are the host's: it hands in a `tick` that is asked while the parser and the rules work.

mod check;
mod costs;
mod dialects;
mod findings;
mod health;
mod identity;
mod plan;
mod problems;
mod rule_limit;
mod run;
mod scan;
mod scopes;
mod structural;
mod summarise;
mod trees;

use std::collections::{BTreeMap, HashMap};

use assay_context::Parsers;
use assay_languages::Lang;
use assay_model::{Clause, FileReport, LoadedRules, Problem, RuleCost, RuleInfo, RuleSource};
use assay_project::Summary;
use assay_rules::{CommentFault, RuleSet};
use assay_text::InOrder;

use dialects::dialects;

pub use assay_context::KeptTrees;
pub use assay_edits::{apply_fixes, style_of};
pub use assay_refactor::{Refactor, Refactored};
pub use assay_rules::{Choices, ThreatModels};
pub use structural::{RuleOrder, Step, StructuralSearch, Turn, rules_of_pattern};
pub use summarise::{RefactorOutcome, Summarised};
pub use trees::Trees;

/// What a check may do and how.
pub struct CheckOptions<'o> {
    /// False tries every rule, for tests of the prefilter.
    pub use_prefilter: bool,
    /// Parses the file even if no rule can match in it, to learn of its errors.
    pub always_parse: bool,
    /// The language, instead of detecting it.
    pub language: Option<Lang>,
    /// Rules are for embedded code whatever their dialect says.
    pub in_embedded: bool,
    /// Whether the rules' own `files` and `ignores` count.
    pub apply_paths: bool,
    /// Runs the rules one by one, so that `on_rule` tells which one a crash belongs to.
    pub isolate: bool,
    /// Ids of rules that are left out.
    pub skip_rules: Vec<String>,
    /// Asked often; true means that the time is up.
    pub tick: Option<&'o dyn Fn() -> bool>,
    /// Follows data further than Semgrep's open engine does: through the functions of a file, without dead branches.
    pub deep: bool,
    /// Milliseconds since any fixed moment, to tell what each rule costs.
    pub clock: Option<&'o dyn Fn() -> f64>,
    /// Milliseconds, by the clock, that one rule about whole files may take in a file. The others go on without it.
    pub rule_budget_ms: Option<f64>,
    /// Told when rules had to be compiled first, so that the time of the file itself begins only now.
    pub on_ready: Option<&'o dyn Fn()>,
    /// Seconds since 1970, for rules that ask for today's date.
    pub now: Option<f64>,
    /// Told before each rule of an isolated check.
    pub on_rule: Option<&'o dyn Fn(&str)>,
    /// Takes what the file tells others, if it is parsed anyway.
    pub on_summaries: Option<&'o dyn Fn(Vec<Summary>)>,
}

impl Default for CheckOptions<'_> {
    fn default() -> Self {
        CheckOptions {
            use_prefilter: true,
            always_parse: false,
            language: None,
            in_embedded: false,
            apply_paths: true,
            isolate: false,
            skip_rules: Vec::new(),
            tick: None,
            deep: false,
            clock: None,
            rule_budget_ms: None,
            on_ready: None,
            now: None,
            on_rule: None,
            on_summaries: None,
        }
    }
}

/// The rules about the comments that hide findings, which every engine has.
pub fn comment_rules() -> Vec<RuleInfo> {
    CommentFault::ALL
        .into_iter()
        .map(CommentFault::rule)
        .collect()
}

/// What came of a check.
pub enum Checked {
    /// These grammars must be installed first; then check the file again.
    Needs(Vec<&'static str>),
    /// The report.
    Report(Box<FileReport>),
}

/// Rules and parsers of one thread.
#[derive(Default)]
pub struct Engine {
    rules: RuleSet,
    threats: ThreatModels,
    parsers: Parsers,
    /// Trees of files that it looked into; none unless somebody asked for it.
    trees: KeptTrees,
    /// Grammars that cannot be had, and why.
    failed: HashMap<String, String>,
    costs: costs::Costs,
    /// How many files it has looked into.
    files: u32,
}

impl Engine {
    /// Which sources of data count, for rules that are loaded from now on.
    pub fn set_threat_models(&mut self, threats: ThreatModels) {
        self.threats = threats;
    }

    /// Replaces the rule set.
    pub fn load_rules(&mut self, sources: &[RuleSource], choices: &Choices) -> LoadedRules {
        let (rules, loaded) =
            RuleSet::load(dialects(&self.threats), sources, choices, &self.threats);
        self.rules = rules;
        self.costs = costs::Costs::default();
        loaded
    }

    /// Replaces the rule set as [`Engine::load_rules`] does, for a thread that is not asked what the rules are.
    pub fn adopt_rules(&mut self, sources: &[RuleSource], choices: &Choices) {
        (self.rules, _) = RuleSet::adopt(dialects(&self.threats), sources, choices, &self.threats);
        self.costs = costs::Costs::default();
    }

    /// Reads some rules that no file has asked for; false if there are none left.
    pub fn read_ahead(&mut self) -> bool {
        self.rules.read_ahead()
    }

    /// Compiles all rules of a language whose grammar is there; says what is wrong with them.
    pub fn compile_rules(&mut self, lang: Lang) -> Vec<Problem> {
        if assay_languages::has_grammar(lang) {
            self.rules.compile(lang)
        } else {
            Vec::new()
        }
    }

    /// The names of the grammars that the rules of a language are compiled with.
    pub fn grammars_for_rules(&mut self, lang: Lang) -> Vec<&'static str> {
        self.rules.activate(Some(lang));
        let rules = self.rules.language(lang);
        let also = rules
            .into_iter()
            .flat_map(|language| &language.rules)
            .flat_map(|rule| &rule.also);
        let mut names: Vec<&'static str> = also.chain([&lang]).map(|lang| lang.grammar()).collect();
        names.put_in_order();
        names.dedup();
        names
    }

    /// Compiles the rules that run on every text; says what is wrong with them.
    pub fn compile_text_rules(&mut self) -> Vec<Problem> {
        self.rules.compile_texts()
    }

    /// Remembers that a grammar cannot be had: files that need it are reported as such.
    pub fn fail_grammar(&mut self, grammar: &str, reason: &str) {
        self.failed.insert(grammar.to_owned(), reason.to_owned());
    }

    /// The grammar came after all.
    pub fn forget_failure(&mut self, grammar: &str) {
        self.failed.remove(grammar);
    }

    /// What each rule has cost since this was last asked. Times need a clock in the options of checks.
    pub fn take_costs(&mut self) -> Vec<RuleCost> {
        std::mem::take(&mut self.costs).by_id(&self.rules)
    }

    /// How often each grammar has been used to parse a text, by its name.
    pub fn parses(&self) -> BTreeMap<&'static str, u32> {
        self.parsers.runs()
    }

    /// Checks one file. Invalid UTF-8 is read with replacement characters.
    pub fn check(&mut self, path: &str, bytes: Vec<u8>, options: &CheckOptions<'_>) -> Checked {
        check::check(self, path, bytes, options)
    }

    /// What a file tells others, whatever its rules: for files that no rule made anybody parse.
    pub fn summarise(
        &mut self,
        path: &str,
        bytes: Vec<u8>,
        tick: Option<&dyn Fn() -> bool>,
    ) -> Summarised {
        summarise::summarise(self, path, bytes, tick)
    }

    /// What a rule of a file demands, in the order in which that is looked at.
    pub fn clauses(&self, source: &RuleSource, rule: &str) -> Vec<Clause> {
        dialects(&self.threats).clauses(source, rule)
    }

    /// The trees of a text, in a language if one is given.
    pub fn trees(
        &mut self,
        path: &str,
        text: &str,
        lang: Option<Lang>,
        tick: &dyn Fn() -> bool,
    ) -> Trees {
        trees::trees(self, path, text, lang, tick)
    }

    /// What a refactoring of one file, UTF-8, changes.
    pub fn refactor(
        &mut self,
        path: &str,
        bytes: Vec<u8>,
        order: &Refactor,
        tick: Option<&dyn Fn() -> bool>,
    ) -> RefactorOutcome {
        summarise::refactor(self, path, bytes, order, tick)
    }

    /// The language of a file: the project's configuration first, then its name and first bytes.
    pub fn language_of(&self, path: &str, bytes: &[u8]) -> Option<Lang> {
        let head = &bytes[..bytes.len().min(512)];
        self.rules
            .configured_language(path)
            .or_else(|| Lang::detect(path, head))
    }
}

#[cfg(test)]
mod clauses_tests;
