//! One look into a file for a pattern: which trees and which texts are asked, in which order.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use assay_context::{Document, FileContext, tree_of};
use assay_languages::{Lang, has_grammar, injections};
use assay_rules::{LanguageRules, Match, Survivors};

use super::looking::{Job, Looking, Place};
use crate::Engine;
use crate::costs::LanguageCosts;
use crate::findings::MOST;
use crate::plan::Plan;
use crate::problems::of_walk;
use crate::scan::{Walk, scan};

/// Why a look ends before its end.
pub enum Stop {
    Cut,
    /// A grammar that may read the file better is not there.
    Needs(Lang),
}

/// A look in one turn.
pub struct Look<'l> {
    pub engine: &'l Engine,
    pub plan: &'l Plan,
    pub looking: &'l mut Looking,
    pub job: &'l Job<'l>,
    pub end: &'l Cell<f64>,
    /// Whether somebody was told that the time is up.
    pub told: &'l Cell<bool>,
    /// The part that comes next.
    pub part: usize,
}

impl<'l> Look<'l> {
    pub fn file(&mut self, file: &FileContext<'_>) -> Result<(), Stop> {
        let lang = self.job.lang;
        let Some(document) = file.document() else {
            return self.unparsed(lang);
        };
        self.looking
            .note_broken(tree_of(&document).root_node().has_error());
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
        let path = self.job.path;
        self.looking.note(|| of_walk(walk, path).into_iter().next());
    }

    /// Goes to the next part; none if it was over in an earlier turn.
    fn next_part(&mut self) -> Option<usize> {
        let part = self.part;
        self.part += 1;
        (part >= self.looking.parts).then_some(part)
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
            let Some(part) = self.next_part() else {
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
            self.told.set(false);
            let mut found = Vec::new();
            let problems = matcher.check(file, &mut |matched| {
                // One more than are kept tells that there are more.
                if found.len() <= MOST {
                    found.push(place_of(matched, lang));
                }
            });
            // Only if it was told so it has left something out.
            if self.told.get() {
                return Err(Stop::Cut);
            }
            for place in found {
                self.looking.add(place, self.job.path);
            }
            self.looking.note(|| problems.into_iter().next());
            if let Some(common) = common {
                self.note(Walk {
                    too_deep: common.tree.too_deep(),
                    partly_known: common.is_partial(),
                    ..Walk::default()
                });
            }
            self.looking.parts = part + 1;
        }
        Ok(())
    }

    /// Asks the rules that look at nodes.
    fn walk(&mut self, lang: Lang, document: &Rc<Document>) -> Result<(), Stop> {
        let Some(part) = self.next_part() else {
            return Ok(());
        };
        let Some((rules, wanted)) = self.rules(lang) else {
            return Ok(());
        };
        let (clock, end, path) = (self.job.clock, self.job.end, self.job.path);
        let looking = &mut *self.looking;
        let mut asked = looking.asked;
        let walk = scan(
            document,
            &mut asked,
            rules,
            wanted,
            &|| clock() > end,
            (&mut LanguageCosts::default(), None),
            &mut |_, _, matched| looking.add(place_of(matched, lang), path),
        );
        looking.asked = asked;
        self.note(Walk {
            timed_out: false,
            ..walk
        });
        if walk.timed_out {
            return Err(Stop::Cut);
        }
        self.looking.parts = part + 1;
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
            self.looking.embedded.insert(lang, part.into_made());
            done?;
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
            .map(|(name, capture)| (name.trim_start_matches("...").to_owned(), capture.text))
            .collect(),
        lang: Some(lang),
        rule: None,
    }
}
