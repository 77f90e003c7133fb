//! Looks into one file for a pattern. Unlike a check it asks nothing but the rule that the pattern became, and where the time
//! is up it goes on at that place when it is asked again: parsing, and looking for the pattern, are never begun anew.

use std::cell::Cell;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

use assay_context::{Document, FileContext, FileId, Host, Made, tree_of};
use assay_languages::{Lang, has_grammar, injections};
use assay_model::Problem;
use assay_rules::{LanguageRules, Match, Survivors};

use crate::check::{compile, to_be_had};
use crate::costs::LanguageCosts;
use crate::plan::{Plan, languages_in};
use crate::problems::{no_grammar, of_walk};
use crate::scan::{Walk, scan};
use crate::{CheckOptions, Engine};

/// Matches of one file that are told.
const MOST: usize = 50_000;

/// A match: its bytes, and what its metavariables stand for.
pub struct Place {
    pub range: Range<usize>,
    pub metavars: BTreeMap<String, String>,
    /// None if the text is of no known language.
    pub lang: Option<Lang>,
    /// The rule that found it; none for a pattern.
    pub rule: Option<String>,
}

/// What a look into a file came to.
pub enum Looked {
    /// These grammars must be there first.
    Needs(Vec<&'static str>),
    /// The time was up; what was done is kept.
    Cut,
    /// It has nothing that a match must have.
    Not,
    /// It is over.
    Done(Seen),
}

/// What was seen of a file.
#[derive(Default)]
pub struct Seen {
    /// In the order of the text, each once.
    pub places: Vec<Place>,
    /// The grammar could not read all of it.
    pub is_broken: bool,
    /// What kept it from being searched to its end.
    pub problem: Option<Problem>,
}

/// A file that is being looked into: its parts, each of which goes on where it was.
#[derive(Default)]
pub struct Looking {
    /// What was made of the text, and of the code of each language that is embedded in it.
    own: Option<Made>,
    embedded: BTreeMap<Lang, Made>,
    /// Walks over trees: those that are over, and how many nodes of the one under way were asked.
    walks: usize,
    asked: usize,
    /// What walks have found by now.
    places: Vec<Place>,
}

/// The file, and when the time is up.
pub struct Job<'j> {
    pub path: &'j str,
    pub lang: Lang,
    pub text: Rc<str>,
    /// Milliseconds since any fixed moment.
    pub clock: &'j dyn Fn() -> f64,
    pub end: f64,
}

/// Which rules may match in a file; none if there is none.
pub fn plan(engine: &mut Engine, path: &str, lang: Lang, text: &str) -> Option<Plan> {
    let languages = languages_in(&engine.rules, Some(lang));
    for lang in &languages {
        engine.rules.activate(Some(*lang));
    }
    let (rules, bytes) = (&engine.rules, text.as_bytes());
    let options = CheckOptions {
        in_embedded: true,
        ..CheckOptions::default()
    };
    let plan = Plan::new(rules, Some(lang), languages, path, bytes, &options);
    (!plan.parts.is_empty()).then_some(plan)
}

/// Looks into a file, or goes on with it.
pub fn look(engine: &mut Engine, plan: &Plan, looking: &mut Looking, job: &Job<'_>) -> Looked {
    let missing: Vec<Lang> = plan
        .languages()
        .filter(|lang| !has_grammar(*lang))
        .collect();
    let needs = to_be_had(engine, &missing);
    if !needs.is_empty() {
        return Looked::Needs(needs);
    }
    let mut seen = Seen {
        problem: missing
            .first()
            .map(|lang| no_grammar(engine, *lang, job.path)),
        ..Seen::default()
    };
    if missing.contains(&job.lang) {
        return Looked::Done(seen);
    }
    compile(engine, plan, job.lang);
    engine.files += 1;
    let end = Cell::new(job.end);
    let tick = || (job.clock)() > end.get();
    let host = Host {
        tick: &tick,
        now: None,
        deep: false,
    };
    let parsers = &engine.parsers;
    let lang = Some(job.lang);
    let id = FileId(engine.files);
    let mut file = FileContext::new(id, job.path, Rc::clone(&job.text), lang, parsers, host);
    match looking.own.take() {
        Some(made) => file.adopt(made),
        None => engine.trees.give(&mut file),
    }
    let mut look = Look {
        engine,
        plan,
        looking,
        job,
        end: &end,
        walk: 0,
        seen: &mut seen,
    };
    let outcome = look.file(&file);
    match outcome {
        Ok(()) => {
            engine.trees.take(file);
            seen.places.append(&mut looking.places);
            Looked::Done(in_order(seen))
        }
        Err(Stop::Cut) => {
            looking.own = Some(file.into_made());
            Looked::Cut
        }
        Err(Stop::Needs(lang)) => {
            looking.own = Some(file.into_made());
            Looked::Needs(vec![lang.grammar()])
        }
    }
}

/// Why a look ends before its end.
enum Stop {
    Cut,
    /// A grammar that may read the file better is not there.
    Needs(Lang),
}

struct Look<'l> {
    engine: &'l Engine,
    plan: &'l Plan,
    looking: &'l mut Looking,
    job: &'l Job<'l>,
    end: &'l Cell<f64>,
    /// The walk that comes next.
    walk: usize,
    seen: &'l mut Seen,
}

impl<'l> Look<'l> {
    fn file(&mut self, file: &FileContext<'_>) -> Result<(), Stop> {
        let lang = self.job.lang;
        let Some(document) = file.document() else {
            return self.unparsed(lang);
        };
        self.seen.is_broken |= tree_of(&document).root_node().has_error();
        if self.has_file_rules(lang)
            && let Some(better) = file.better_language()
            && !self.engine.failed.contains_key(better.grammar())
        {
            return Err(Stop::Needs(better));
        }
        self.walk(lang, &document)?;
        self.whole(lang, file)?;
        if self.plan.has_embedded() {
            self.embedded(file, &document)?;
        }
        Ok(())
    }

    fn unparsed(&mut self, lang: Lang) -> Result<(), Stop> {
        let Some(line) = lang.beyond_scanner(&self.job.text) else {
            return Err(Stop::Cut);
        };
        self.note(Walk {
            too_deep: Some(line),
            ..Walk::default()
        });
        Ok(())
    }

    fn note(&mut self, walk: Walk) {
        let problem = of_walk(walk, self.job.path).into_iter().next();
        self.seen.problem = self.seen.problem.take().or(problem);
    }

    fn rules(&self, lang: Lang) -> Option<(&'l LanguageRules, &'l Survivors)> {
        Some((
            self.engine.rules.language(lang)?,
            self.plan.survivors(lang)?,
        ))
    }

    fn has_file_rules(&self, lang: Lang) -> bool {
        self.rules(lang).is_some_and(|(rules, wanted)| {
            wanted
                .iter()
                .any(|place| rules.file_matcher(place).is_some())
        })
    }

    /// Asks the rules that look at a text as a whole.
    fn whole(&mut self, lang: Lang, file: &FileContext<'_>) -> Result<(), Stop> {
        let Some((rules, wanted)) = self.rules(lang) else {
            return Ok(());
        };
        for place in wanted.iter() {
            let Some(matcher) = rules.file_matcher(place) else {
                continue;
            };
            if !file.parse_readings() {
                return Err(Stop::Cut);
            }
            // It is made in one piece, which takes less time than parsing does.
            let end = self.end.replace(f64::INFINITY);
            let common = file.common().cloned();
            self.end.set(end);
            if (file.host.tick)() {
                return Err(Stop::Cut);
            }
            let mut found = Vec::new();
            let problems = matcher.check(file, &mut |matched| {
                if found.len() < MOST {
                    found.push(place_of(matched, lang));
                }
            });
            if (file.host.tick)() {
                return Err(Stop::Cut);
            }
            self.seen.places.append(&mut found);
            self.seen.problem = self.seen.problem.take().or(problems.into_iter().next());
            if let Some(common) = common {
                self.note(Walk {
                    too_deep: common.tree.too_deep(),
                    partly_known: common.is_partial(),
                    ..Walk::default()
                });
            }
        }
        Ok(())
    }

    /// Asks the rules that look at nodes.
    fn walk(&mut self, lang: Lang, document: &Rc<Document>) -> Result<(), Stop> {
        let number = self.walk;
        self.walk += 1;
        let Some((rules, wanted)) = self.rules(lang).filter(|_| number >= self.looking.walks)
        else {
            return Ok(());
        };
        let (clock, end) = (self.job.clock, self.job.end);
        let Looking { asked, places, .. } = &mut *self.looking;
        let walk = scan(
            document,
            asked,
            rules,
            wanted,
            &|| clock() > end,
            (&mut LanguageCosts::default(), None),
            &mut |_, _, matched| places.push(place_of(matched, lang)),
        );
        if walk.timed_out {
            return Err(Stop::Cut);
        }
        self.note(walk);
        self.looking.walks += 1;
        self.looking.asked = 0;
        Ok(())
    }

    /// Looks into the code that is embedded in the file. All code of a language is one text to rules that look at a whole.
    fn embedded(&mut self, file: &FileContext<'_>, document: &Rc<Document>) -> Result<(), Stop> {
        let mut stretches: BTreeMap<Lang, Vec<Range<usize>>> = BTreeMap::new();
        for (lang, ranges) in injections(self.job.lang, document.root()) {
            if self.plan.survivors(lang).is_none() || !has_grammar(lang) {
                continue;
            }
            match file.document_in(lang, &ranges) {
                Some(document) => self.walk(lang, &document)?,
                None if lang.beyond_scanner(&self.job.text).is_some() => {}
                None => return Err(Stop::Cut),
            }
            let all = stretches.entry(lang).or_default();
            all.extend(ranges.iter().map(|range| range.start_byte..range.end_byte));
        }
        for (lang, ranges) in stretches {
            if !self.has_file_rules(lang) {
                continue;
            }
            let text = alone(&self.job.text, ranges);
            let mut part = file.of_other(Some(lang), Rc::from(text));
            if let Some(made) = self.looking.embedded.remove(&lang) {
                part.adopt(made);
            }
            let done = self.whole(lang, &part);
            if done.is_err() {
                self.looking.embedded.insert(lang, part.into_made());
                return done;
            }
        }
        Ok(())
    }
}

/// A text with nothing but some stretches of it, each where it was.
fn alone(text: &str, mut stretches: Vec<Range<usize>>) -> String {
    stretches.sort_by_key(|range| range.start);
    let mut alone = String::with_capacity(text.len());
    for range in stretches {
        if range.start < alone.len() {
            continue;
        }
        // What stands between them ends what is before.
        alone.extend(std::iter::repeat_n('\n', range.start - alone.len()));
        alone.push_str(text.get(range).unwrap_or_default());
    }
    alone
}

fn place_of(matched: Match, lang: Lang) -> Place {
    let metavars = matched.metavars.into_iter();
    Place {
        range: matched.range,
        metavars: metavars
            .map(|(name, capture)| (name, capture.text))
            .collect(),
        lang: Some(lang),
        rule: None,
    }
}

/// In the order of the text; ways to match at one place are one match.
fn in_order(mut seen: Seen) -> Seen {
    let mut known = HashSet::new();
    seen.places
        .retain(|place| known.insert((place.range.start, place.range.end)));
    seen.places
        .sort_by_key(|place| (place.range.start, place.range.end));
    seen.places.truncate(MOST);
    seen
}
