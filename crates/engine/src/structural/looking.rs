//! A file that is looked into for a pattern, in as many turns as that takes. Unlike a check a look asks nothing but the rule
//! that the pattern became, and where the time is up it goes on at that place when it is asked again: nothing that was parsed
//! is parsed again, and nothing that was found is looked for again. A file that is put off is begun anew.

use std::cell::Cell;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

use assay_context::{FileContext, FileId, Host, Made};
use assay_languages::{Lang, has_grammar};
use assay_model::Problem;

use super::look::{Look, Stop};
use crate::Engine;
use crate::check::{compile, to_be_had};
use crate::findings::MOST;
use crate::plan::Plan;
use crate::problems::{no_grammar, too_many_findings};

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
    pub embedded: BTreeMap<Lang, Made>,
    /// How many parts are over: walks over trees, and rules that look at a text as a whole.
    pub parts: usize,
    /// How many nodes were asked in a walk that is under way.
    pub asked: usize,
    /// What was seen by now, in the order in which it was found.
    seen: Seen,
}

impl Looking {
    /// Keeps a match of the file at a path, as long as there is room.
    pub fn add(&mut self, place: Place, path: &str) {
        if self.seen.places.len() < MOST {
            self.seen.places.push(place);
        } else {
            self.note(|| Some(too_many_findings(path)));
        }
    }

    /// Notes what keeps the file from being searched to its end; the first is told.
    pub fn note(&mut self, problem: impl FnOnce() -> Option<Problem>) {
        self.seen.problem = self.seen.problem.take().or_else(problem);
    }

    /// Notes that the grammar could not read all of it.
    pub fn note_broken(&mut self, is_broken: bool) {
        self.seen.is_broken |= is_broken;
    }

    /// What was seen, in the order of the text; ways to match at one place are one match.
    fn end(&mut self) -> Seen {
        let mut seen = std::mem::take(&mut self.seen);
        let mut known = HashSet::new();
        seen.places
            .retain(|place| known.insert((place.range.start, place.range.end)));
        seen.places
            .sort_by_key(|place| (place.range.start, place.range.end));
        seen
    }
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
    let first = missing.first();
    looking.note(|| first.map(|lang| no_grammar(engine, *lang, job.path)));
    if missing.contains(&job.lang) {
        return Looked::Done(looking.end());
    }
    compile(engine, plan, job.lang);
    engine.files += 1;
    let (end, told) = (Cell::new(job.end), Cell::new(false));
    let tick = || {
        let is_over = (job.clock)() > end.get();
        told.set(told.get() || is_over);
        is_over
    };
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
        told: &told,
        part: 0,
    };
    let outcome = look.file(&file);
    match outcome {
        Ok(()) => {
            engine.trees.take(file);
            Looked::Done(looking.end())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_beyond_those_that_are_kept_are_told() {
        let mut looking = Looking::default();
        for at in 0..=MOST {
            let problem = looking.seen.problem.as_ref();
            assert_eq!(problem, None, "{at}");
            let place = Place {
                range: at..at + 1,
                metavars: BTreeMap::new(),
                lang: None,
                rule: None,
            };
            looking.add(place, "a.js");
        }
        let seen = looking.end();
        assert_eq!(seen.places.len(), MOST);
        assert_eq!(seen.problem, Some(too_many_findings("a.js")));
    }
}
