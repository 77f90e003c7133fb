//! Search for code by its form: a pattern becomes a rule, which is asked of all files that may have a match, some of them
//! at a time. Nothing but candidates is parsed, and their trees are kept for the next pattern. Rules that somebody is
//! writing are asked in the same way.

mod look;
mod looking;
mod pattern;
mod rules;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use assay_context::KeptTrees;
use assay_languages::{Lang, has_grammar};
use assay_model::RuleSource;
use assay_project::search::{
    FoundFile, LINE, QueryError, Refused, SearchAnswer, StructuralQuery, Structure, UnreadFile,
    found_file,
};
use assay_project::{Project, Text, Texts, standing};
use assay_text::InOrder;
use ast_grep_core::tree_sitter::LanguageExt;

use crate::check::to_be_had;
use crate::plan::{languages_in, plan};
use crate::{CheckOptions, Choices, Engine, comment_rules};
use looking::{Job, Looked, Looking, Place, Seen, look};
pub use pattern::rules as rules_of_pattern;

/// A file that takes longer is put off until all others were looked into; ms.
const SOON_MS: f64 = 80.0;
/// So long a file that was put off may take; ms.
const LONGEST_MS: f64 = 2000.0;
/// Texts that are asked for together.
const TEXTS_AT_ONCE: usize = 200;
/// Why a file was left before its end.
const TOO_LONG: &str = "it takes too long";
/// Files not looked into that are told by name.
const EXAMPLES: usize = 20;

/// A search for code of a form that is under way.
pub struct StructuralSearch {
    engine: Engine,
    subject: Subject,
    /// So many matches are told at most.
    room: usize,
    /// Paths in the order in which they are looked into, and the next of them.
    files: Vec<Box<str>>,
    next: usize,
    /// Those before are looked into for the first time; behind them come those that took too long.
    put_off: usize,
    /// What was done of the file that comes next, and how long it has taken; ms.
    looking: Looking,
    taken: f64,
    langs: BTreeMap<Lang, Trial>,
    /// Languages of files, and whether any rule may be for them.
    ruled: BTreeMap<Option<Lang>, bool>,
    found_in: BTreeSet<String>,
    answer: SearchAnswer,
    structure: Structure,
}

/// What is looked for.
enum Subject {
    /// Code of a form; where the pattern begins in the query, in UTF-16 units from 0.
    Pattern { text: String, at: usize },
    /// What rules find.
    Rules,
}

/// What rules are asked for.
pub struct RuleOrder {
    /// The rules, and the lists that they refer to.
    pub sources: Vec<RuleSource>,
    /// Rules among them that only others refer to.
    pub disabled: Vec<String>,
    /// The file that is looked into before all others.
    pub first: Option<String>,
    /// So many matches are told at most.
    pub limit: usize,
}

/// What is known of the pattern in a language.
enum Trial {
    /// It is code.
    Good,
    /// It is none, and why.
    Bad(String),
}

/// When a step of a search began, and how long it may take.
pub struct Turn<'t> {
    /// Milliseconds since any fixed moment.
    pub clock: &'t dyn Fn() -> f64,
    /// Milliseconds until it ends with what it has.
    pub ms: f64,
}

/// What a step of a search came to.
pub enum Step {
    /// These grammars must be installed, or told to be missing; then the next step.
    Needs(Vec<&'static str>),
    /// The texts of these files are elsewhere: they must be there, or be forgotten; then the next step.
    Texts(Vec<String>),
    /// Files with matches, and there may be more.
    Found(Vec<FoundFile>),
    /// The last files, and how it went.
    Done(Vec<FoundFile>, Box<SearchAnswer>),
}

impl StructuralSearch {
    /// Begins a search. Nothing is parsed yet.
    pub fn new(project: &Project, texts: &Texts, query: StructuralQuery) -> StructuralSearch {
        let files = query.files(project, texts);
        let langs = files.paths.iter().filter_map(|path| texts.find(path)?.lang);
        let hosts: BTreeSet<Lang> = langs.collect();
        let mut engine = Engine::default();
        let all = hosts
            .iter()
            .flat_map(|host| languages_in(&engine.rules, Some(*host)));
        let all: BTreeSet<Lang> = all.collect();
        let all: Vec<Lang> = all.into_iter().collect();
        let sources = pattern::rules(&query.pattern, None, &all);
        engine.adopt_rules(&sources, &without_comments(Vec::new()));
        let subject = Subject::Pattern {
            text: query.pattern,
            at: query.at,
        };
        let room = query.files.count.unwrap_or(usize::MAX);
        let mut search = StructuralSearch::begin(engine, subject, room, files.paths);
        search.answer.excludes_all = files.excludes_all;
        search
    }

    /// Begins to ask rules of all files. What is wrong with the rules is for who loads them to say: those that can be used run.
    pub fn of_rules(texts: &Texts, order: RuleOrder) -> StructuralSearch {
        let mut files: Vec<Box<str>> = texts.iter().map(|(path, _)| path.into()).collect();
        let first = order.first.as_deref();
        files.sort_by_key(|path| (first != Some(&**path), standing(path)));
        let mut engine = Engine::default();
        engine.adopt_rules(&order.sources, &without_comments(order.disabled));
        StructuralSearch::begin(engine, Subject::Rules, order.limit, files)
    }

    fn begin(
        engine: Engine,
        subject: Subject,
        room: usize,
        files: Vec<Box<str>>,
    ) -> StructuralSearch {
        StructuralSearch {
            engine,
            subject,
            room,
            next: 0,
            put_off: files.len(),
            looking: Looking::default(),
            taken: 0.0,
            langs: BTreeMap::new(),
            ruled: BTreeMap::new(),
            found_in: BTreeSet::new(),
            answer: SearchAnswer {
                whole: true,
                ..SearchAnswer::default()
            },
            structure: Structure {
                files: files.len(),
                ..Structure::default()
            },
            files,
        }
    }

    /// A grammar cannot be had: files that need it are told.
    pub fn fail_grammar(&mut self, grammar: &str, reason: &str) {
        self.engine.fail_grammar(grammar, reason);
    }

    /// Looks into some files. The texts must be those that the search was begun with. The error says why the pattern is no
    /// code in any language.
    pub fn step(
        &mut self,
        texts: &Texts,
        trees: &mut KeptTrees,
        turn: &Turn<'_>,
    ) -> Result<Step, QueryError> {
        std::mem::swap(&mut self.engine.trees, trees);
        let step = self.look(texts, turn);
        std::mem::swap(&mut self.engine.trees, trees);
        step
    }

    fn look(&mut self, texts: &Texts, turn: &Turn<'_>) -> Result<Step, QueryError> {
        let end = (turn.clock)() + turn.ms;
        let mut found = Vec::new();
        while self.next < self.files.len() && !self.is_full() {
            let path = self.files[self.next].clone();
            if texts.find(&path).is_some_and(Text::is_elsewhere) {
                return Ok(match found.is_empty() {
                    true => Step::Texts(self.next_elsewhere(texts)),
                    false => Step::Found(found),
                });
            }
            if let Some(text) = texts.find(&path)
                && self.has_rules_for(text.lang)
                && let Some(content) = text.unpack()
                && self.may_be_code(text.lang)
            {
                let lang = text.lang;
                let began = (turn.clock)();
                let looked = match self.subject {
                    Subject::Pattern { .. } => {
                        self.look_for_pattern(&path, lang, &content, turn.clock, end)
                    }
                    Subject::Rules => self.ask_rules(&path, lang, &content, turn.clock),
                };
                let seen = match looked {
                    // Those with matches are not lost: the next step begins with this file.
                    Looked::Needs(_) if !found.is_empty() => return Ok(Step::Found(found)),
                    Looked::Needs(grammars) => return Ok(Step::Needs(grammars)),
                    Looked::Cut => {
                        self.taken += (turn.clock)() - began;
                        self.give_up(&path);
                        return Ok(Step::Found(found));
                    }
                    Looked::Not => None,
                    Looked::Done(seen) => Some(seen),
                };
                if let Some(seen) = seen {
                    for lang in languages_in(&self.engine.rules, lang) {
                        self.note_language(lang);
                    }
                    found.extend(self.take(&path, lang, &content, seen));
                }
            }
            self.leave();
            if (turn.clock)() > end {
                return Ok(Step::Found(found));
            }
        }
        if let Some(needs) = self.try_pattern(texts) {
            return Ok(match found.is_empty() {
                true => Step::Needs(needs),
                false => Step::Found(found),
            });
        }
        Ok(Step::Done(found, Box::new(self.finish()?)))
    }

    fn next_elsewhere(&self, texts: &Texts) -> Vec<String> {
        let next = self.files[self.next..].iter().map(|path| &**path);
        let elsewhere = next.filter(|path| texts.find(path).is_some_and(Text::is_elsewhere));
        elsewhere.take(TEXTS_AT_ONCE).map(str::to_owned).collect()
    }

    fn is_full(&self) -> bool {
        self.answer.total >= self.room
    }

    /// Whether the pattern may be code in a language, or in one that may be embedded in it.
    fn may_be_code(&self, lang: Option<Lang>) -> bool {
        let is_refused =
            lang.is_some_and(|lang| matches!(self.langs.get(&lang), Some(Trial::Bad(_))));
        let has_embedded = || {
            lang.as_ref()
                .and_then(Lang::injectable_languages)
                .is_some_and(|all| !all.is_empty())
        };
        !is_refused || has_embedded()
    }

    /// Whether there are rules for a language, for one that may be embedded in it, or for any text; where there are none the
    /// text is not even unpacked.
    fn has_rules_for(&mut self, lang: Option<Lang>) -> bool {
        if let Some(known) = self.ruled.get(&lang) {
            return *known;
        }
        let rules = &mut self.engine.rules;
        rules.activate(None);
        let mut has = rules.texts().is_some_and(|all| !all.rules.is_empty());
        for lang in languages_in(rules, lang) {
            rules.activate(Some(lang));
            has |= rules
                .language(lang)
                .is_some_and(|all| !all.rules.is_empty());
        }
        self.ruled.insert(lang, has);
        has
    }

    /// Looks into a file for the pattern, or goes on with it.
    fn look_for_pattern(
        &mut self,
        path: &str,
        lang: Option<Lang>,
        text: &str,
        clock: &dyn Fn() -> f64,
        end: f64,
    ) -> Looked {
        let Some(lang) = lang else {
            return Looked::Not;
        };
        let options = CheckOptions {
            in_embedded: true,
            ..CheckOptions::default()
        };
        let bytes = text.as_bytes();
        let (plan, _) = plan(&mut self.engine, path, Some(lang), bytes, &options);
        if plan.is_empty() {
            return Looked::Not;
        }
        let job = Job {
            path,
            lang,
            text: Rc::from(text),
            clock,
            end,
        };
        look(&mut self.engine, &plan, &mut self.looking, &job)
    }

    /// Leaves the file that it is at where it has taken too long: for later, or for good.
    fn give_up(&mut self, path: &str) {
        if self.next < self.put_off && self.taken > SOON_MS {
            self.files.push(path.into());
            self.leave();
        } else if self.taken > LONGEST_MS {
            self.unread(path, TOO_LONG);
            self.leave();
        }
    }

    fn leave(&mut self) {
        self.looking = Looking::default();
        self.taken = 0.0;
        self.next += 1;
    }

    fn unread(&mut self, path: &str, reason: &str) {
        self.structure.unread += 1;
        if self.structure.examples.len() < EXAMPLES {
            self.structure.examples.push(UnreadFile {
                path: path.to_owned(),
                reason: reason.to_owned(),
            });
        }
    }

    /// What a file came to; none if it has no match.
    fn take(
        &mut self,
        path: &str,
        lang: Option<Lang>,
        text: &str,
        seen: Seen,
    ) -> Option<FoundFile> {
        if let Some(problem) = &seen.problem {
            self.unread(path, &problem.message);
        }
        self.structure.parsed += 1;
        self.structure.broken += usize::from(seen.is_broken);
        let mut places = seen.places;
        let languages = places.iter().filter_map(|place| place.lang);
        self.found_in
            .extend(languages.map(|lang| lang.id().to_owned()));
        let room = self.room - self.answer.total;
        self.answer.whole &= places.len() <= room;
        places.truncate(room);
        self.answer.total += places.len();
        (!places.is_empty()).then(|| in_file(path, lang, text, places))
    }

    /// Notes whether the pattern is code in the language of a file that was looked into.
    fn note_language(&mut self, lang: Lang) {
        if self.langs.contains_key(&lang) || !has_grammar(lang) {
            return;
        }
        let trial = match &self.subject {
            Subject::Rules => Trial::Good,
            Subject::Pattern { text, .. } => match pattern::fault(text, lang) {
                Some(fault) => Trial::Bad(fault),
                None => self.compiled(lang),
            },
        };
        self.langs.insert(lang, trial);
    }

    fn compiled(&mut self, lang: Lang) -> Trial {
        let problems = self.engine.compile_rules(lang);
        let rules = self.engine.rules.language(lang);
        let is_there = rules
            .is_some_and(|rules| rules.matcher(0).is_some() || rules.file_matcher(0).is_some());
        match problems.into_iter().next() {
            Some(problem) if !is_there => Trial::Bad(problem.message),
            _ if is_there => Trial::Good,
            _ => Trial::Bad(format!("there are no patterns for {}", lang.name())),
        }
    }

    /// Where no file may have a match, nobody has read the pattern yet: the languages of most files do, until one
    /// understands it. Tells which grammars must be there first.
    fn try_pattern(&mut self, texts: &Texts) -> Option<Vec<&'static str>> {
        if !self.langs.is_empty() || matches!(self.subject, Subject::Rules) {
            return None;
        }
        let mut counts: BTreeMap<Lang, usize> = BTreeMap::new();
        for lang in self.files.iter().filter_map(|path| texts.find(path)?.lang) {
            *counts.entry(lang).or_default() += 1;
        }
        let mut langs: Vec<(Lang, usize)> = counts.into_iter().collect();
        langs.put_in_order_by_key(|(_, count)| std::cmp::Reverse(*count));
        for (lang, _) in langs {
            let needs = match has_grammar(lang) {
                true => Vec::new(),
                false => to_be_had(&self.engine, &[lang]),
            };
            if !needs.is_empty() {
                return Some(needs);
            }
            self.note_language(lang);
            if matches!(self.langs.get(&lang), Some(Trial::Good)) {
                break;
            }
        }
        None
    }

    fn finish(&mut self) -> Result<SearchAnswer, QueryError> {
        let structure = &mut self.structure;
        for (lang, trial) in &self.langs {
            match trial {
                Trial::Good => drop(self.found_in.insert(lang.id().to_owned())),
                Trial::Bad(reason) => structure.refused.push(Refused {
                    language: lang.id().to_owned(),
                    reason: reason.clone(),
                }),
            }
        }
        structure.languages = std::mem::take(&mut self.found_in).into_iter().collect();
        if let (true, Some(first), Subject::Pattern { at, .. }) = (
            structure.languages.is_empty(),
            structure.refused.first(),
            &self.subject,
        ) {
            return Err(QueryError {
                message: first.reason.clone(),
                at: *at,
            });
        }
        let mut answer = std::mem::take(&mut self.answer);
        answer.whole &= structure.unread == 0 && self.next == self.files.len();
        answer.structure = Some(std::mem::take(structure));
        Ok(answer)
    }
}

/// What a search leaves out: these rules, and those about comments, since it is no scan that comments hide something of.
fn without_comments(disabled: Vec<String>) -> Choices {
    let of_comments = comment_rules().into_iter().map(|rule| rule.id);
    Choices {
        disabled: of_comments.chain(disabled).collect(),
        ..Choices::default()
    }
}

/// Matches as lists show them.
fn in_file(path: &str, lang: Option<Lang>, text: &str, places: Vec<Place>) -> FoundFile {
    let ranges: Vec<(usize, usize)> = places
        .iter()
        .map(|place| (place.range.start, place.range.end))
        .collect();
    let mut file = found_file(path, lang, text, &ranges);
    for (found, place) in file.matches.iter_mut().zip(places) {
        let metavars = place.metavars.into_iter();
        found.metavars = metavars
            .map(|(name, value)| (name, value.chars().take(LINE).collect()))
            .collect();
        found.rule = place.rule;
    }
    file
}

#[cfg(test)]
mod tests;
