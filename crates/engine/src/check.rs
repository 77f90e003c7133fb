//! Checks one file, step by step: plan, grammars, compile, run, report.

use std::rc::Rc;

use assay_context::{FileContext, FileId, Host};
use assay_languages::{Lang, count_lines, has_grammar};
use assay_model::{FileReport, Lines, NotParsed, ParseOutcome, Problem};
use assay_rules::Survivors;
use assay_text::InOrder;

use crate::plan::{Plan, plan};
use crate::problems::{no_grammar, of_walk};
use crate::rule_limit::RuleLimit;
use crate::run::{KnownRules, Outcome, Run};
use crate::scan::Walk;
use crate::{CheckOptions, Checked, Engine};

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
    let job = Job::new(engine, path, Rc::from(text), lang, options);
    if job.plan.timed_out {
        return job.timed_out();
    }
    match lang.filter(|_| !job.plan.parts.is_empty()) {
        Some(lang) => check_code(engine, &job, lang),
        None => check_text(engine, &job),
    }
}

/// A file to check, and which rules are tried on it.
struct Job<'j> {
    path: &'j str,
    text: Rc<str>,
    lang: Option<Lang>,
    options: &'j CheckOptions<'j>,
    plan: Plan,
    /// Rules had to be read for it.
    has_read: bool,
}

impl<'j> Job<'j> {
    fn new(
        engine: &mut Engine,
        path: &'j str,
        text: Rc<str>,
        lang: Option<Lang>,
        options: &'j CheckOptions<'j>,
    ) -> Job<'j> {
        let (plan, has_read) = plan(engine, path, lang, text.as_bytes(), options);
        Job {
            path,
            text,
            lang,
            options,
            plan,
            has_read,
        }
    }

    /// Tells the host that the time of the file itself begins, if rules had to be made ready first.
    fn tell_ready(&self, has_compiled: bool) {
        if let Some(tell) = self.options.on_ready
            && (self.has_read || has_compiled)
        {
            tell();
        }
    }

    /// The rules that comments in the file may mean.
    fn known<'e>(&'e self, engine: &'e Engine) -> KnownRules<'e> {
        KnownRules {
            rules: &engine.rules,
            lang: self.lang,
            skipped: &self.options.skip_rules,
        }
    }

    /// The time was up before it was known which rules to try.
    fn timed_out(&self) -> Checked {
        let walk = Walk {
            timed_out: true,
            ..Walk::default()
        };
        let parse = ParseOutcome::NotParsed {
            reason: NotParsed::TimedOut,
        };
        self.report(parse, Vec::new(), of_walk(walk, self.path))
    }

    fn report(
        &self,
        parse: ParseOutcome,
        findings: Vec<assay_model::Finding>,
        problems: Vec<Problem>,
    ) -> Checked {
        let lines = match self.lang {
            Some(lang) => count_lines(lang, self.text.as_bytes()),
            None => plain_lines(&self.text),
        };
        Checked::Report(Box::new(FileReport {
            path: self.path.to_owned(),
            language: self.lang.map(|lang| lang.id().to_owned()),
            lines,
            parse,
            findings,
            problems,
        }))
    }
}

/// Checks a file that rules of its language, or of languages that may be embedded in it, may match.
fn check_code(engine: &mut Engine, job: &Job<'_>, lang: Lang) -> Checked {
    let missing: Vec<Lang> = job.plan.languages().filter(|l| !has_grammar(*l)).collect();
    let needs = to_be_had(engine, &missing);
    if !needs.is_empty() {
        return Checked::Needs(needs);
    }
    let mut problems: Vec<Problem> = missing
        .iter()
        .map(|lang| no_grammar(engine, *lang, job.path))
        .collect();
    problems.dedup();
    problems.extend(engine.rules.take_late_problems());
    if missing.contains(&lang) {
        let parse = ParseOutcome::NotParsed {
            reason: NotParsed::NoGrammar,
        };
        return job.report(parse, Vec::new(), problems);
    }
    let has_compiled = compile(engine, &job.plan, lang);
    job.tell_ready(has_compiled);
    let (outcome, ran) = in_run(engine, job, |run| {
        run.code(lang)?;
        run.add_imports();
        tell_summaries(run);
        Ok(())
    });
    if let Err::<(), Lang>(better) = ran {
        return Checked::Needs(vec![better.grammar()]);
    }
    let parse = outcome.parse();
    let (findings, problems) = outcome.finish(&job.text, problems, &job.known(engine));
    job.report(parse, findings, problems)
}

/// The trees are there: what the file tells others costs little now.
fn tell_summaries(run: &Run<'_, '_>) {
    let told = run
        .options
        .on_summaries
        .map(|tell| (tell, assay_analyses::summarise(run.file)));
    if let Some((tell, Some(summaries))) = told {
        tell(summaries);
    }
}

/// Checks what needs no tree: rules that run on every text.
fn check_text(engine: &mut Engine, job: &Job<'_>) -> Checked {
    let problems = engine.rules.take_late_problems();
    let outcome = if job.plan.texts.count > 0 {
        let has_compiled = engine.rules.compile_some_texts(Some(&job.plan.texts));
        job.tell_ready(has_compiled);
        in_run(engine, job, |run| run.file_rules()).0
    } else {
        // No rule may match, and yet there may be comments that hide nothing.
        Outcome::new(job.path, &job.text, job.options.now)
    };
    let (findings, problems) = outcome.finish(&job.text, problems, &job.known(engine));
    let reason = if job.lang.is_some() {
        NotParsed::NoRuleCouldMatch
    } else {
        NotParsed::NoGrammar
    };
    job.report(ParseOutcome::NotParsed { reason }, findings, problems)
}

/// The grammars of these languages, but for those that cannot be had.
pub fn to_be_had(engine: &Engine, missing: &[Lang]) -> Vec<&'static str> {
    let grammars = missing.iter().map(|lang| lang.grammar());
    let mut needs: Vec<&'static str> = grammars
        .filter(|grammar| !engine.failed.contains_key(*grammar))
        .collect();
    needs.put_in_order();
    needs.dedup();
    needs
}

/// Compiles the rules that are tried; tells whether there were any to compile.
pub fn compile(engine: &mut Engine, plan: &Plan, lang: Lang) -> bool {
    // The host's rules may all be held back, but its injections are looked at in any case.
    let none = Survivors::new(Vec::new());
    let mut worked = false;
    for lang in plan.parts.iter().map(|(lang, _)| *lang).chain([lang]) {
        let wanted = plan.survivors(lang).unwrap_or(&none);
        worked |= engine.rules.compile_some(lang, Some(wanted));
    }
    worked | engine.rules.compile_some_texts(Some(&plan.texts))
}

/// Does some work on the file with the engine's rules and parsers.
fn in_run<'j, T>(
    engine: &mut Engine,
    job: &'j Job<'_>,
    work: impl FnOnce(&mut Run<'_, 'j>) -> T,
) -> (Outcome<'j>, T) {
    let options = job.options;
    let limit = RuleLimit::new(options);
    let tick = || limit.is_over() || options.tick.is_some_and(|tick| tick());
    let host = Host {
        tick: &tick,
        now: options.now,
        deep: options.deep,
    };
    engine.files += 1;
    let mut file = FileContext::new(
        FileId(engine.files),
        job.path,
        Rc::clone(&job.text),
        job.lang,
        &engine.parsers,
        host,
    );
    engine.trees.give(&mut file);
    let mut run = Run {
        rules: &engine.rules,
        failed: &engine.failed,
        plan: &job.plan,
        options,
        file: &file,
        limit: &limit,
        costs: &mut engine.costs,
        outcome: Outcome::new(job.path, &job.text, options.now),
    };
    let done = work(&mut run);
    let outcome = run.outcome;
    engine.trees.take(file);
    (outcome, done)
}

/// Lines of a file in no known language: what is not blank is taken for code.
fn plain_lines(text: &str) -> Lines {
    let blank = text.lines().filter(|line| line.trim().is_empty()).count() as u32;
    Lines {
        code: text.lines().count() as u32 - blank,
        comment: 0,
        blank,
    }
}
