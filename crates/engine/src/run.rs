//! Tries rules on a file and on what is embedded in it.

use std::collections::HashMap;
use std::rc::Rc;

use assay_context::{Document, FileContext, text_of, tree_of};
use assay_languages::{Lang, has_grammar, injections};
use assay_model::{Finding, NotParsed, ParseHealth, ParseOutcome, Problem};
use assay_rules::{FileMatcher, LanguageRules, RuleSet, Standing, Suppressions, Survivors};
use ast_grep_core::tree_sitter::TSRange;

use crate::costs::Costs;
use crate::findings::Findings;
use crate::plan::{Plan, languages_in};
use crate::rule_limit::RuleLimit;
use crate::scan::{Walk, scan};
use crate::{CheckOptions, health, problems};

/// The state of one check after its grammars are there.
pub struct Run<'r, 'f> {
    /// The rules of the engine.
    pub rules: &'r RuleSet,
    /// Grammars that cannot be had.
    pub failed: &'r HashMap<String, String>,
    /// Which rules are tried.
    pub plan: &'r Plan,
    /// How.
    pub options: &'r CheckOptions<'r>,
    /// The file.
    pub file: &'r FileContext<'r>,
    /// The limit of each rule about the whole file.
    pub limit: &'r RuleLimit<'r>,
    /// What they cost.
    pub costs: &'r mut Costs,
    /// What came of it so far.
    pub outcome: Outcome<'f>,
}

/// What came of a run.
pub struct Outcome<'f> {
    findings: Findings<'f>,
    suppressions: Suppressions,
    walk: Walk,
    problems: Vec<Problem>,
    /// How well the file was parsed; none if the time was up before.
    pub health: Option<ParseHealth>,
}

impl<'f> Outcome<'f> {
    /// Nothing yet.
    pub fn new(path: &'f str, text: &str, now: Option<f64>) -> Outcome<'f> {
        Outcome {
            findings: Findings::new(path),
            suppressions: Suppressions::collect(text, now),
            walk: Walk::default(),
            problems: Vec::new(),
            health: None,
        }
    }

    /// Whether it was parsed, and how well.
    pub fn parse(&self) -> ParseOutcome {
        let reason = if self.walk.timed_out {
            NotParsed::TimedOut
        } else {
            NotParsed::TooDeep
        };
        self.health
            .map_or(ParseOutcome::NotParsed { reason }, ParseOutcome::Parsed)
    }

    /// The findings, and what went wrong, after `before`; comments that hide nothing are among the findings.
    pub fn finish(
        mut self,
        text: &str,
        before: Vec<Problem>,
        known: &KnownRules<'_>,
    ) -> (Vec<Finding>, Vec<Problem>) {
        let path = self.findings.path();
        let mut all = before;
        all.extend(problems::of_walk(self.walk, path));
        all.append(&mut self.problems);
        let is_whole = all.is_empty() && !self.findings.is_full && known.skipped.is_empty();
        let standing = |is_meant: &dyn Fn(&str) -> bool| known.standing(is_meant);
        for notice in self.suppressions.notices(&standing, is_whole) {
            if !known.rules.is_off(notice.fault.rule_id()) {
                let language = known.lang.map_or("text", Lang::id);
                let chosen = known.rules.chosen_severity(notice.fault.rule_id());
                let severity = chosen.unwrap_or(notice.fault.severity());
                self.findings.add_notice(text, language, severity, notice);
            }
        }
        if self.findings.is_full {
            all.push(problems::too_many_findings(path));
        }
        (self.findings.finish(text), all)
    }
}

/// The rules that a comment may mean.
pub struct KnownRules<'r> {
    /// The rules of the engine.
    pub rules: &'r RuleSet,
    /// The language of the file.
    pub lang: Option<Lang>,
    /// Rules that were left out.
    pub skipped: &'r [String],
}

impl KnownRules<'_> {
    fn standing(&self, is_meant: &dyn Fn(&str) -> bool) -> Standing {
        let of_project = || {
            let rules = assay_analyses::all().iter().flat_map(|one| one.rules());
            rules.into_iter().any(|rule| is_meant(&rule.id))
        };
        let languages = languages_in(self.rules, self.lang);
        match self.rules.standing(&languages, is_meant) {
            Standing::Unknown if of_project() => Standing::Held,
            standing => standing,
        }
    }
}

impl Run<'_, '_> {
    /// Checks the file as code, and what is embedded in it. The error is a language whose grammar must be
    /// had first: it may read the file better.
    pub fn code(&mut self, lang: Lang) -> Result<(), Lang> {
        let Some(document) = self.parse(lang, &[]) else {
            return Ok(());
        };
        if self.has_file_rules(lang)
            && let Some(better) = self.file.better_language()
            && !self.failed.contains_key(better.grammar())
        {
            return Err(better);
        }
        self.node_rules(lang, &document);
        self.file_rules();
        self.set_scopes(&document);
        for (lang, ranges) in self.embedded(lang, &document) {
            if self.outcome.walk.timed_out
                || self.plan.survivors(lang).is_none()
                || !has_grammar(lang)
            {
                continue;
            }
            if let Some(document) = self.parse(lang, &ranges) {
                self.node_rules(lang, &document);
                self.set_scopes(&document);
            }
        }
        Ok(())
    }

    /// Completes fixes that need something imported.
    pub fn add_imports(&mut self) {
        let file = self.file;
        let edits = |language: &str, imports: &[String]| {
            let is_own = file.language.is_some_and(|lang| lang.id() == language);
            is_own.then(|| assay_analyses::missing_imports(file, imports))?
        };
        self.outcome.findings.add_imports(&file.text, &edits);
    }

    fn set_scopes(&mut self, document: &Document) {
        let findings = &mut self.outcome.findings;
        findings.set_scopes(text_of(document), tree_of(document));
    }

    /// Parses the text, or stretches of it; none if the time was up before the end.
    fn parse(&mut self, lang: Lang, ranges: &[TSRange]) -> Option<Rc<Document>> {
        let document = self.file.document_in(lang, ranges);
        match &document {
            Some(document) => {
                let health = self.outcome.health.get_or_insert_default();
                health::add(health, tree_of(document));
            }
            None => match lang.beyond_scanner(&self.file.text) {
                Some(line) => {
                    self.outcome.walk.too_deep.get_or_insert(line);
                }
                None => self.outcome.walk.timed_out = true,
            },
        }
        document
    }

    fn has_file_rules(&self, lang: Lang) -> bool {
        let (Some(rules), Some(survivors)) = (self.rules.language(lang), self.plan.survivors(lang))
        else {
            return false;
        };
        survivors
            .iter()
            .any(|place| rules.file_matcher(place).is_some())
    }

    fn embedded(&self, lang: Lang, document: &Document) -> Vec<(Lang, Vec<TSRange>)> {
        if !self.plan.has_embedded() {
            return Vec::new();
        }
        let mut found = injections(lang, document.root());
        let own = self
            .rules
            .language(lang)
            .map_or(&[][..], LanguageRules::injections);
        found.extend(own.iter().flat_map(|injection| injection.find(document)));
        found
    }

    /// Tries the rules that are asked at nodes.
    fn node_rules(&mut self, lang: Lang, document: &Document) {
        let (Some(rules), Some(survivors)) = (self.rules.language(lang), self.plan.survivors(lang))
        else {
            return;
        };
        self.outcome.suppressions.read_tree(document);
        self.costs.of(Some(lang)).count_file(survivors);
        if !self.options.isolate {
            return self.walk(lang, document, rules, survivors);
        }
        for place in survivors.iter() {
            self.tell_rule(rules, place);
            self.walk(
                lang,
                document,
                rules,
                &survivors.filter(|other| other == place),
            );
        }
    }

    fn walk(
        &mut self,
        lang: Lang,
        document: &Document,
        rules: &LanguageRules,
        survivors: &Survivors,
    ) {
        let Outcome {
            findings,
            suppressions,
            walk,
            ..
        } = &mut self.outcome;
        let text = text_of(document);
        let here = scan(
            document,
            &mut 0,
            rules,
            survivors,
            self.file.host.tick,
            (self.costs.of(Some(lang)), self.options.clock),
            &mut |place, line, matched| {
                let rule = &rules.rules[place];
                let hidden = suppressions.hides_rule(&rule.info, line);
                findings.add(text, rule, lang.id(), matched, hidden);
            },
        );
        walk.timed_out |= here.timed_out;
        walk.too_deep = walk.too_deep.or(here.too_deep);
    }

    /// Tries the rules that look at the file as a whole.
    pub fn file_rules(&mut self) {
        let (rules, plan) = (self.rules, self.plan);
        let of_lang = self
            .file
            .language
            .and_then(|lang| Some((rules.language(lang)?, plan.survivors(lang)?)));
        let of_texts = rules.texts().map(|rules| (rules, &plan.texts));
        if let Some((_, survivors)) = of_texts {
            self.costs.of(None).count_file(survivors);
        }
        for (rules, survivors) in of_lang.into_iter().chain(of_texts) {
            for place in survivors.iter() {
                let Some(matcher) = rules.file_matcher(place) else {
                    continue;
                };
                if self.options.isolate {
                    self.tell_rule(rules, place);
                }
                if self.outcome.findings.is_full {
                    return;
                }
                if (self.file.host.tick)() {
                    self.outcome.walk.timed_out = true;
                    break;
                }
                self.file_rule(rules, place, matcher);
            }
        }
    }

    fn file_rule(&mut self, rules: &LanguageRules, place: usize, matcher: &dyn FileMatcher) {
        let rule = &rules.rules[place];
        if rule.lang.is_some() {
            // The first to ask makes it for all, and the others would seem cheap.
            let common = self.file.common();
            if let Some(line) = common.and_then(|common| common.tree.too_deep()) {
                self.outcome.walk.too_deep.get_or_insert(line);
            }
        }
        let Outcome {
            findings,
            suppressions,
            problems,
            ..
        } = &mut self.outcome;
        let (file, limit) = (self.file, self.limit);
        let check = || {
            matcher.check(file, &mut |matched| {
                findings.add_of_file(&file.text, rule, file.language, matched, suppressions);
            })
        };
        let costs = self.costs.of(rule.lang);
        problems.extend(costs.run(place, self.options.clock, || limit.over(check)));
        if rule.lang.is_some() {
            let common = self.file.common();
            self.outcome.walk.partly_known |= common.is_some_and(|common| common.is_partial());
        }
    }

    /// Tells the host which rule comes next, so that it knows which one a crash belongs to.
    fn tell_rule(&self, rules: &LanguageRules, place: usize) {
        if let Some(tell) = self.options.on_rule {
            tell(&rules.rules[place].info.id);
        }
    }
}
