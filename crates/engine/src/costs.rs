//! What rules cost: how long they worked, and in how many files they were tried.
//!
//! Asking a rule at a node takes about as long as reading the clock, so after the first asks of a
//! language only one of so many is timed and stands for the others; rules about whole files are timed
//! each time. A browser's clock is coarse, but its steps fall on each rule as often as it is at work.

use std::collections::{BTreeMap, HashMap};

use assay_languages::Lang;
use assay_model::RuleCost;
use assay_rules::{RuleSet, Survivors};

/// So many asks are all timed: a small project has no more, and each of them counts there.
const ALL_TIMED: u32 = 20_000;
/// After them one in so many asks at a node is timed; a prime, so that each rule has its turn.
const SAMPLED: u32 = 17;

/// Milliseconds since any fixed moment, if the host has a clock.
pub type Clock<'c> = Option<&'c dyn Fn() -> f64>;

/// What one rule has cost.
#[derive(Clone, Copy, Default)]
struct Cost {
    ms: f64,
    files: u32,
}

/// What the rules of one language have cost, by their places.
#[derive(Default)]
pub struct LanguageCosts {
    of_rules: Vec<Cost>,
    /// Asks so far, up to those that are all timed.
    asked: u32,
    /// Asks since the last timed one.
    turn: u32,
}

impl LanguageCosts {
    /// Counts a file that these rules are tried on.
    pub fn count_file(&mut self, rules: &Survivors) {
        for place in rules.iter() {
            self.of(place).files += 1;
        }
    }

    /// Does the work of a rule that is asked at a node, and times some of it.
    pub fn ask(&mut self, place: usize, clock: Clock<'_>, work: impl FnOnce()) {
        if self.asked < ALL_TIMED {
            self.asked += 1;
            return self.time(place, clock, 1.0, work);
        }
        self.turn += 1;
        if self.turn < SAMPLED {
            return work();
        }
        self.turn = 0;
        self.time(place, clock, f64::from(SAMPLED), work)
    }

    /// Does the work of a rule about a whole file, and times it.
    pub fn run<T>(&mut self, place: usize, clock: Clock<'_>, work: impl FnOnce() -> T) -> T {
        self.time(place, clock, 1.0, work)
    }

    fn time<T>(
        &mut self,
        place: usize,
        clock: Clock<'_>,
        weight: f64,
        work: impl FnOnce() -> T,
    ) -> T {
        let Some(clock) = clock else { return work() };
        let start = clock();
        let done = work();
        self.of(place).ms += (clock() - start) * weight;
        done
    }

    fn of(&mut self, place: usize) -> &mut Cost {
        if self.of_rules.len() <= place {
            self.of_rules.resize(place + 1, Cost::default());
        }
        &mut self.of_rules[place]
    }
}

/// What all rules have cost since they were last told. Rules for every text go under no language.
#[derive(Default)]
pub struct Costs(HashMap<Option<Lang>, LanguageCosts>);

impl Costs {
    /// Those of a language's rules.
    pub fn of(&mut self, lang: Option<Lang>) -> &mut LanguageCosts {
        self.0.entry(lang).or_default()
    }

    /// One sum for each id, by id, of rules that were tried at all.
    pub fn by_id(&self, rules: &RuleSet) -> Vec<RuleCost> {
        let mut sums: BTreeMap<&str, Cost> = BTreeMap::new();
        for (lang, costs) in &self.0 {
            let of_lang = match lang {
                Some(lang) => rules.language(*lang),
                None => rules.texts(),
            };
            let rules = of_lang.map_or(&[][..], |of_lang| &of_lang.rules);
            for (rule, cost) in rules.iter().zip(&costs.of_rules) {
                let sum = sums.entry(&rule.info.id).or_default();
                sum.ms += cost.ms;
                sum.files += cost.files;
            }
        }
        let tried = sums.into_iter().filter(|(_, cost)| cost.files > 0);
        tried
            .map(|(id, Cost { ms, files })| RuleCost {
                id: id.to_owned(),
                ms,
                files,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn one_ask_of_many_is_timed_and_stands_for_all() {
        let (now, read) = (Cell::new(0.0), Cell::new(0));
        let clock = || {
            read.set(read.get() + 1);
            now.get()
        };
        let mut costs = LanguageCosts::default();
        let asks = ALL_TIMED + SAMPLED * 3;
        for _ in 0..asks {
            costs.ask(2, Some(&clock), || now.set(now.get() + 1.0));
        }
        assert_eq!(costs.of(2).ms, f64::from(asks));
        assert_eq!(read.get(), 2 * (ALL_TIMED + 3));
        assert_eq!(costs.of(0).ms, 0.0);
    }

    #[test]
    fn a_rule_about_a_file_is_timed_each_time() {
        let now = Cell::new(5.0);
        let clock = || now.get();
        let mut costs = LanguageCosts::default();
        costs.count_file(&Survivors::new(vec![false, true]));
        let answer = costs.run(1, Some(&clock), || {
            now.set(7.5);
            "done"
        });
        assert_eq!(answer, "done");
        assert_eq!((costs.of(1).ms, costs.of(1).files), (2.5, 1));
        assert_eq!(costs.of(0).files, 0);
    }
}
