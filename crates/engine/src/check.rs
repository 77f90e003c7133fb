//! Checks one file: sieve, parse, walk, embedded code, report.

use std::cell::Cell;

use assay_languages::{Lang, count_lines, has_grammar, injections};
use assay_model::{FileReport, NotParsed, ParseHealth, ParseOutcome, Problem, ProblemKind};
use assay_rules::{Document, LanguageRules, RuleSet, Subject, Suppressions, Survivors};
use ast_grep_core::tree_sitter::{StrDoc, TSRange};

use crate::costs::Costs;
use crate::findings::Findings;
use crate::parse::Parsers;
use crate::plan::{Plan, languages_in};
use crate::scan::{Walk, scan};
use crate::template::code_of_template;
use crate::{CheckOptions, Checked, Engine, health};

/// See [`Engine::check`].
pub fn check(
    engine: &mut Engine,
    path: &str,
    bytes: Vec<u8>,
    options: &CheckOptions<'_>,
) -> Checked {
    let text = String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    let lang = options
        .language
        .or_else(|| engine.language_of(path, text.as_bytes()));
    let languages = languages_in(&engine.rules, lang);
    let mut worked = engine.rules.come_up(None);
    for lang in &languages {
        worked |= engine.rules.come_up(Some(*lang));
    }
    let plan = Plan::new(
        &engine.rules,
        lang,
        languages,
        path,
        text.as_bytes(),
        options,
    );
    let Some(lang) = lang.filter(|_| !plan.parts.is_empty()) else {
        return without_tree(engine, path, lang, text, &plan, options);
    };
    let missing: Vec<Lang> = plan
        .languages()
        .filter(|lang| !has_grammar(*lang))
        .collect();
    let wanted = missing
        .iter()
        .map(|lang| lang.grammar())
        .filter(|grammar| !engine.failed.contains_key(*grammar));
    let mut needs: Vec<&'static str> = wanted.collect();
    needs.sort_unstable();
    needs.dedup();
    if !needs.is_empty() {
        return Checked::Needs(needs);
    }
    let mut problems: Vec<Problem> = missing
        .iter()
        .map(|lang| no_grammar(engine, *lang, path))
        .collect();
    problems.dedup();
    problems.extend(engine.rules.take_late_problems());
    if missing.contains(&lang) {
        return unparsed(path, Some(lang), &text, NotParsed::NoGrammar, problems);
    }
    // The host's rules may all be held back, but its injections are looked at in any case.
    let none = Survivors::new(Vec::new());
    for lang in plan.parts.iter().map(|(lang, _)| *lang).chain([lang]) {
        let wanted = plan.survivors(lang).unwrap_or(&none);
        worked |= engine.rules.compile_some(lang, Some(wanted));
    }
    worked |= engine.rules.compile_some_texts(Some(&plan.texts));
    if let Some(tell) = options.on_ready.filter(|_| worked) {
        tell();
    }
    let mut run = Run::new(engine, &plan, options, path, &text);
    let text = run.file(lang, text);
    problems.extend(run.take_problems());
    let (health, parsed, wants_types) = (run.health, run.parsed, run.wants_types);
    let findings = run.findings.finish(&text);
    if wants_types && !engine.failed.contains_key(TYPED_JAVASCRIPT) {
        return Checked::Needs(vec![TYPED_JAVASCRIPT]);
    }
    let parse = if parsed {
        ParseOutcome::Parsed(health)
    } else {
        ParseOutcome::NotParsed {
            reason: NotParsed::TimedOut,
        }
    };
    report(FileReport {
        path: path.to_owned(),
        language: Some(lang.id().to_owned()),
        lines: count_lines(lang, text.as_bytes()),
        parse,
        findings,
        problems,
    })
}

/// Checks what needs no tree: rules that run on every text.
fn without_tree(
    engine: &mut Engine,
    path: &str,
    lang: Option<Lang>,
    text: String,
    plan: &Plan,
    options: &CheckOptions<'_>,
) -> Checked {
    let problems = engine.rules.take_late_problems();
    let reason = if lang.is_some() {
        NotParsed::NoRuleCouldMatch
    } else {
        NotParsed::NoGrammar
    };
    let Checked::Report(mut report) = unparsed(path, lang, &text, reason, problems) else {
        return Checked::Needs(Vec::new());
    };
    if plan.texts.count > 0 {
        let worked = engine.rules.compile_some_texts(Some(&plan.texts));
        if let Some(tell) = options.on_ready.filter(|_| worked) {
            tell();
        }
        let mut run = Run::new(engine, plan, options, path, &text);
        run.file_rules(lang, &text, None);
        report.problems.extend(run.take_problems());
        report.findings = run.findings.finish(&text);
    }
    Checked::Report(report)
}

fn unparsed(
    path: &str,
    lang: Option<Lang>,
    text: &str,
    reason: NotParsed,
    problems: Vec<Problem>,
) -> Checked {
    let lines = match lang {
        Some(lang) => count_lines(lang, text.as_bytes()),
        None => plain_lines(text),
    };
    let language = lang.map(|lang| lang.id().to_owned());
    report(FileReport {
        path: path.to_owned(),
        language,
        lines,
        parse: ParseOutcome::NotParsed { reason },
        findings: Vec::new(),
        problems,
    })
}

fn report(report: FileReport) -> Checked {
    Checked::Report(Box::new(report))
}

/// Lines of a file in no known language: what is not blank is taken for code.
fn plain_lines(text: &str) -> assay_model::Lines {
    let blank = text.lines().filter(|line| line.trim().is_empty()).count() as u32;
    assay_model::Lines {
        code: text.lines().count() as u32 - blank,
        comment: 0,
        blank,
    }
}

fn no_grammar(engine: &Engine, lang: Lang, path: &str) -> Problem {
    let reason = engine
        .failed
        .get(lang.grammar())
        .map_or("it was not installed", String::as_str);
    problem(
        ProblemKind::NoGrammar,
        format!(
            "the grammar of {} could not be loaded: {reason}",
            lang.name()
        ),
        "reload the page, or build Assay again",
        path,
    )
}

fn walk_problems(walk: Walk, path: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if walk.timed_out {
        problems.push(problem(
            ProblemKind::TimedOut,
            "the file took longer than its time budget and was cut off; findings so far are kept"
                .to_owned(),
            "raise the budget, or leave the file out",
            path,
        ));
    }
    if let Some(line) = walk.too_deep {
        problems.push(too_deep(path, line as u32 + 1));
    }
    problems
}

/// Code from a line on (from 1) that is not looked at whole.
fn too_deep(path: &str, line: u32) -> Problem {
    let message = format!(
        "the code at line {line} is nested so deep that some rules did not look at all of it"
    );
    let help = "leave the file out if it is generated, or read this part yourself";
    Problem {
        line: Some(line),
        ..problem(ProblemKind::TooDeep, message, help, path)
    }
}

fn problem(kind: ProblemKind, message: String, help: &str, path: &str) -> Problem {
    Problem {
        kind,
        message,
        help: Some(help.to_owned()),
        path: Some(path.to_owned()),
        line: None,
        col: None,
        rule_id: None,
    }
}

/// How long one rule may work on a file.
struct RuleLimit<'o> {
    clock: Option<(&'o dyn Fn() -> f64, f64)>,
    end: Cell<f64>,
}

impl<'o> RuleLimit<'o> {
    /// No limit where the host has no clock or sets none.
    fn new(options: &CheckOptions<'o>) -> RuleLimit<'o> {
        RuleLimit {
            clock: options.clock.zip(options.rule_budget_ms),
            end: Cell::new(f64::INFINITY),
        }
    }

    /// A rule begins.
    fn start(&self) {
        if let Some((clock, budget)) = self.clock {
            self.end.set(clock() + budget);
        }
    }

    /// Whether its time is up.
    fn is_over(&self) -> bool {
        self.clock
            .is_some_and(|(clock, _)| clock() > self.end.get())
    }
}

/// The language whose grammar reads JavaScript with types.
const TYPED_JAVASCRIPT: &str = "tsx";

/// The state of one check after its grammars are there.
struct Run<'r> {
    rules: &'r RuleSet,
    parsers: &'r mut Parsers,
    costs: &'r mut Costs,
    plan: &'r Plan,
    options: &'r CheckOptions<'r>,
    findings: Findings<'r>,
    suppressions: Suppressions,
    health: ParseHealth,
    walk: Walk,
    problems: Vec<Problem>,
    parsed: bool,
    /// Set when the grammar of JavaScript with types would read the file better and is not there.
    wants_types: bool,
}

impl<'r> Run<'r> {
    fn new(
        engine: &'r mut Engine,
        plan: &'r Plan,
        options: &'r CheckOptions<'r>,
        path: &'r str,
        text: &str,
    ) -> Run<'r> {
        Run {
            rules: &engine.rules,
            parsers: &mut engine.parsers,
            costs: &mut engine.costs,
            plan,
            options,
            findings: Findings::new(path),
            suppressions: Suppressions::collect(text),
            health: ParseHealth::default(),
            walk: Walk::default(),
            problems: Vec::new(),
            parsed: false,
            wants_types: false,
        }
    }

    /// What went wrong, with comments that hide nothing.
    fn take_problems(&mut self) -> Vec<Problem> {
        let path = self.findings.path();
        let mut problems = walk_problems(self.walk, path);
        problems.append(&mut self.problems);
        problems.extend(self.suppressions.problems(path));
        problems
    }

    /// Parses a text; hands it back if the time was up before the end.
    fn parse(&mut self, lang: Lang, text: String, ranges: &[TSRange]) -> Result<Document, String> {
        let tick = self.options.tick;
        match self
            .parsers
            .parse(lang, &text, ranges, &|| tick.is_some_and(|tick| tick()))
        {
            Some(tree) => {
                health::add(&mut self.health, &tree);
                Ok(Document::doc(StrDoc {
                    src: text,
                    lang,
                    tree,
                }))
            }
            None => {
                self.walk.timed_out = true;
                Err(text)
            }
        }
    }

    /// Checks the file and what is embedded in it; hands the text back.
    fn file(&mut self, lang: Lang, text: String) -> String {
        let document = match self.parse(lang, text, &[]) {
            Ok(document) => document,
            Err(text) => return text,
        };
        self.parsed = true;
        self.walk_rules(lang, &document);
        let other = self
            .typed_javascript(lang, &document)
            .or_else(|| self.template(lang, &document));
        self.file_rules(
            Some(lang),
            document.get_text(),
            Some(other.as_ref().unwrap_or(&document)),
        );
        let embedded = if self.plan.has_embedded() {
            self.embedded(lang, &document)
        } else {
            Vec::new()
        };
        let mut text = document.generate();
        for (lang, ranges) in embedded {
            if self.walk.timed_out || self.plan.survivors(lang).is_none() || !has_grammar(lang) {
                continue;
            }
            text = match self.parse(lang, text, &ranges) {
                Ok(document) => {
                    self.walk_rules(lang, &document);
                    document.generate()
                }
                Err(text) => text,
            };
        }
        text
    }

    /// JavaScript with types in it (Flow, or a TypeScript file by another name) as a tree without errors.
    fn typed_javascript(&mut self, lang: Lang, document: &Document) -> Option<Document> {
        let has_error = document.root().get_inner_node().has_error();
        let wanted = lang.id() == "javascript" && has_error && self.has_file_rules(lang);
        let typed = Lang::from_name(TYPED_JAVASCRIPT).filter(|_| wanted)?;
        if !has_grammar(typed) {
            self.wants_types = true;
            return None;
        }
        let tick = self.options.tick;
        let text = document.get_text();
        let tree = self
            .parsers
            .parse(typed, text, &[], &|| tick.is_some_and(|tick| tick()))?;
        let is_better = !tree.root_node().has_error();
        is_better.then(|| {
            Document::doc(StrDoc {
                src: text.to_owned(),
                lang: typed,
                tree,
            })
        })
    }

    /// The code of a PHP template as a tree of its own.
    fn template(&mut self, lang: Lang, document: &Document) -> Option<Document> {
        let has_error = document.root().get_inner_node().has_error();
        let wanted = lang.id() == "php" && has_error && self.has_file_rules(lang);
        if !wanted {
            return None;
        }
        let code = code_of_template(document.get_text())?;
        let tick = self.options.tick;
        let tree = self
            .parsers
            .parse(lang, &code, &[], &|| tick.is_some_and(|tick| tick()))?;
        Some(Document::doc(StrDoc {
            src: code,
            lang,
            tree,
        }))
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
        let mut found = injections(lang, document.root());
        let own = self
            .rules
            .language(lang)
            .map_or(&[][..], LanguageRules::injections);
        found.extend(own.iter().flat_map(|injection| injection.find(document)));
        found
    }

    fn walk_rules(&mut self, lang: Lang, document: &Document) {
        let (Some(rules), Some(survivors)) = (self.rules.language(lang), self.plan.survivors(lang))
        else {
            return;
        };
        self.suppressions.read_tree(document);
        self.costs.of(Some(lang)).count_file(survivors);
        if !self.options.isolate {
            return self.walk_with(lang, document, rules, survivors);
        }
        for place in survivors.iter() {
            if let Some(tell) = self.options.on_rule {
                tell(&rules.rules[place].info.id);
            }
            self.walk_with(
                lang,
                document,
                rules,
                &survivors.filter(|other| other == place),
            );
        }
    }

    /// Runs the rules that look at the file as a whole.
    fn file_rules(&mut self, lang: Option<Lang>, text: &str, document: Option<&Document>) {
        let file_tick = || self.options.tick.is_some_and(|tick| tick());
        let limit = RuleLimit::new(self.options);
        let tick = || limit.is_over() || file_tick();
        let read = document.map(|document| (*document.lang(), document));
        let mut subject = Subject::new(self.findings.path(), text, read, &tick);
        subject.now = self.options.now;
        subject.deep = self.options.deep;
        let of_lang = lang.and_then(|lang| {
            let rules = self.rules.language(lang)?;
            Some((rules, self.plan.survivors(lang)?))
        });
        let of_texts = self.rules.texts().map(|rules| (rules, &self.plan.texts));
        if let Some((_, survivors)) = of_texts {
            self.costs.of(None).count_file(survivors);
        }
        for (rules, survivors) in of_lang.into_iter().chain(of_texts) {
            for place in survivors.iter() {
                let Some(matcher) = rules.file_matcher(place) else {
                    continue;
                };
                let rule = &rules.rules[place];
                if let Some(tell) = self.options.on_rule.filter(|_| self.options.isolate) {
                    tell(&rule.info.id);
                }
                if file_tick() {
                    self.walk.timed_out = true;
                    break;
                }
                if rule.lang.is_some() {
                    // The first to ask makes it for all, and the others would seem cheap.
                    let target = subject.target();
                    if let Some(line) = target.and_then(|target| target.tree.too_deep()) {
                        self.walk.too_deep.get_or_insert(line);
                    }
                }
                limit.start();
                let (findings, suppressions) = (&mut self.findings, &self.suppressions);
                let costs = self.costs.of(rule.lang);
                let problems = costs.run(place, self.options.clock, || {
                    matcher.check(&subject, &mut |matched| {
                        findings.add_of_file(text, rule, lang, matched, suppressions);
                    })
                });
                self.problems.extend(problems);
            }
        }
    }

    fn walk_with(
        &mut self,
        lang: Lang,
        document: &Document,
        rules: &LanguageRules,
        survivors: &Survivors,
    ) {
        let tick = self.options.tick;
        let text = document.get_text();
        let (findings, suppressions) = (&mut self.findings, &self.suppressions);
        let walk = scan(
            document,
            rules,
            survivors,
            &|| tick.is_some_and(|tick| tick()),
            (self.costs.of(Some(lang)), self.options.clock),
            &mut |place, line, matched| {
                let rule = &rules.rules[place];
                let hidden = suppressions.hides(&rule.info.id, line);
                findings.add(text, rule, lang.id(), matched, hidden);
            },
        );
        self.walk.timed_out |= walk.timed_out;
        self.walk.too_deep = self.walk.too_deep.or(walk.too_deep);
    }
}
