//! Regular expressions with lookaround and backreferences, searched in bounded pieces of work.
//!
//! The engine counts its steps back per search and cannot be interrupted within one. A search therefore goes
//! over the whole text at first; where that takes too many steps it is done again from one place after
//! the other, and the host is asked between the places. So a long text alone is no reason to give up,
//! and a single place that takes too many steps ends the search with an error, never a "no match".
//! How many steps are too many depends on what the engine may do between two of them ([`Cost`]).

mod cost;

use std::ops::Range;
use std::sync::OnceLock;

use fancy_regex::{Captures, Regex, RegexBuilder, RegexInput};

use cost::Cost;

/// Steps back that one search may take: enough to go through a line of 100 kB.
const MANY_STEPS: u64 = 100_000;
/// The same where much may be done between two steps.
const FEW_STEPS: u64 = 1_000;
/// The most that one search may do, in characters looked at: about a second.
const MOST_WORK: u64 = 1_000_000_000;

/// An expression took more than its steps or the time it had, or would take more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitReached;

/// The groups of a match, if there is one.
type Found = Result<Option<Vec<Option<Range<usize>>>>, LimitReached>;

/// A compiled expression.
#[derive(Clone, Debug)]
pub struct Backtracking {
    source: String,
    multi_line: bool,
    cost: Cost,
    /// With many steps back.
    many: Regex,
    /// With few, made when it is first needed.
    few: OnceLock<Option<Regex>>,
}

impl Backtracking {
    /// Compiles an expression; the error is a sentence. With `multi_line`, `^` and `$` also match at the
    /// lines' ends.
    pub fn new(expression: &str, multi_line: bool) -> Result<Backtracking, String> {
        let many =
            compile(expression, multi_line, MANY_STEPS).map_err(|error| error.to_string())?;
        Ok(Backtracking {
            source: expression.to_owned(),
            multi_line,
            cost: Cost::of(expression),
            many,
            few: OnceLock::new(),
        })
    }

    /// The names of the groups by their number; group 0 is the whole match.
    pub fn names(&self) -> Vec<Option<String>> {
        let names = self.many.capture_names();
        names.map(|name| name.map(str::to_owned)).collect()
    }

    /// Whether it matches somewhere. `tick` says whether the time is up.
    pub fn is_match(&self, text: &str, tick: &dyn Fn() -> bool) -> Result<bool, LimitReached> {
        let found = self.search(text).next(RegexInput::new(text), tick)?;
        Ok(found.is_some())
    }

    /// Tells the groups of every match, from left to right; an empty match right behind another counts
    /// for nothing. `tick` says whether the time is up.
    pub fn find_all(
        &self,
        text: &str,
        tick: &dyn Fn() -> bool,
        found: &mut dyn FnMut(Vec<Option<Range<usize>>>),
    ) -> Result<(), LimitReached> {
        let search = self.search(text);
        let (mut input, mut last_end) = (RegexInput::new(text), None);
        while input.start() <= text.len() {
            if tick() {
                return Err(LimitReached);
            }
            let Some(groups) = search.next(input.clone(), tick)? else {
                break;
            };
            let whole = groups[0].clone().unwrap_or_default();
            input = match whole.is_empty() {
                true => behind(input, whole.end),
                false => RegexInput::new(text).from_pos(whole.end),
            };
            if !whole.is_empty() || last_end != Some(whole.end) {
                last_end = Some(whole.end);
                found(groups);
            }
        }
        Ok(())
    }

    /// How a text is to be searched.
    fn search(&self, text: &str) -> Search<'_> {
        Search {
            whole: self.affordable(self.cost.in_search(text)),
            by_place: self.affordable(self.cost.at_place(text)),
        }
    }

    /// The form that ends in time, with so much work between two steps back.
    fn affordable(&self, between: u64) -> Option<&Regex> {
        if between <= MOST_WORK / MANY_STEPS {
            return Some(&self.many);
        }
        let few = || compile(&self.source, self.multi_line, FEW_STEPS).ok();
        let is_affordable = between <= MOST_WORK / FEW_STEPS;
        is_affordable.then(|| self.few.get_or_init(few).as_ref())?
    }
}

fn compile(expression: &str, multi_line: bool, steps: u64) -> fancy_regex::Result<Regex> {
    RegexBuilder::new(expression)
        .multi_line(multi_line)
        .backtrack_limit(steps as usize)
        .allow_input_assertion_overrides(expression.contains(r"\G"))
        .build()
}

/// The forms of an expression that end in time on one text; none where no form does.
struct Search<'s> {
    /// From any place on.
    whole: Option<&'s Regex>,
    /// At one place.
    by_place: Option<&'s Regex>,
}

impl Search<'_> {
    /// The groups of the first match from where the input starts.
    fn next(&self, input: RegexInput<'_, str>, tick: &dyn Fn() -> bool) -> Found {
        match self.whole.map(|regex| regex.captures_input(input.clone())) {
            Some(Ok(captures)) => Ok(captures.map(|captures| groups(&captures))),
            _ => self.next_by_place(input, tick),
        }
    }

    /// The same, with a search for each place.
    fn next_by_place(&self, input: RegexInput<'_, str>, tick: &dyn Fn() -> bool) -> Found {
        let regex = self.by_place.ok_or(LimitReached)?;
        let mut input = input.anchored(true);
        while input.start() <= input.haystack().len() {
            if tick() {
                return Err(LimitReached);
            }
            let captures = regex.captures_input(input.clone());
            if let Some(captures) = captures.map_err(|_| LimitReached)? {
                return Ok(Some(groups(&captures)));
            }
            let at = input.start();
            input = behind(input, at);
        }
        Ok(None)
    }
}

fn groups(captures: &Captures<'_, str>) -> Vec<Option<Range<usize>>> {
    let groups = captures.iter();
    groups
        .map(|group| group.map(|group| group.range()))
        .collect()
}

/// The input from behind the character at a place; there `\G` does not match.
fn behind(input: RegexInput<'_, str>, at: usize) -> RegexInput<'_, str> {
    let next = input.haystack()[at..].chars().next();
    let start = at + next.map_or(1, char::len_utf8);
    input
        .from_pos(start)
        .continue_from_previous_match_end(false)
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// The texts that an expression finds, and how often the host was asked.
    fn search(expression: &str, text: &str) -> (Result<Vec<String>, LimitReached>, u32) {
        let (asked, mut texts) = (Cell::new(0), Vec::new());
        let tick = || {
            asked.set(asked.get() + 1);
            false
        };
        let outcome =
            Backtracking::new(expression, true)
                .unwrap()
                .find_all(text, &tick, &mut |groups| {
                    texts.push(text[groups[0].clone().unwrap()].to_owned())
                });
        (outcome.map(|()| texts), asked.get())
    }

    #[test]
    fn nested_repetitions_end_within_few_places_and_are_told() {
        // The lookahead keeps the repetitions in the backtracking engine.
        for expression in ["(?:a+(?!c))+$", "(?:(?:a|aa)(?!c))+$", "(?:.*(?!c)a){20}$"] {
            for length in [40, 4_000, 200_000] {
                let text = format!("{}b", "a".repeat(length));
                let (found, asked) = search(expression, &text);
                assert_eq!(found, Err(LimitReached), "{expression} over {length}");
                assert!(asked <= 2, "{expression} over {length}: {asked}");
            }
        }
    }

    #[test]
    fn looking_ahead_in_a_repetition_is_given_up_on_long_lines_only() {
        let expression = "(?:(?=.*a)a)*c";
        let line = "a".repeat(60);
        let short = format!("{line}\n").repeat(40) + "ac";
        assert_eq!(search(expression, &short).0, Ok(vec!["ac".to_owned()]));
        let long = "a".repeat(50_000) + "c";
        assert_eq!(search(expression, &long), (Err(LimitReached), 1));
    }

    #[test]
    fn a_text_that_takes_more_than_few_steps_is_searched_place_by_place() {
        let text = "ab".repeat(8_000);
        let (found, asked) = search(r"a(?!\s*b)", &text);
        assert_eq!(found, Ok(Vec::new()));
        assert!(asked > 5_000, "{asked}");
    }

    #[test]
    fn a_text_longer_than_the_limit_is_searched_to_its_end() {
        let text = format!("{}é\nxfoo foo", "é a\n".repeat(MANY_STEPS as usize));
        let (found, asked) = search("(?<!x)foo", &text);
        assert_eq!(found, Ok(vec!["foo".to_owned()]));
        assert!(asked > 1_000, "{asked}");
    }

    #[test]
    fn the_end_of_the_time_ends_a_search_between_two_places() {
        let text = "a ".repeat(MANY_STEPS as usize);
        let asked = Cell::new(0);
        let tick = || {
            asked.set(asked.get() + 1);
            asked.get() > 3
        };
        let expression = Backtracking::new("(?<!x)foo", true).unwrap();
        assert_eq!(expression.is_match(&text, &tick), Err(LimitReached));
        assert_eq!(asked.get(), 4);
    }

    #[test]
    fn searching_by_place_finds_what_one_search_finds() {
        for (expression, text) in [
            (r"(?<=a)b|c*", "abccébb"),
            (r"^(?!#).*$", "#a\nb\n\n#\nc"),
            (r"(\w)\1", "aabbc dd"),
            (r"(?<!\d)x\Ky?", "xxy1x"),
            (r"\Ga", "ba"),
        ] {
            let regex = Backtracking::new(expression, true).unwrap();
            for from in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                let (never, input) = (|| false, RegexInput::new(text).from_pos(from));
                let search = regex.search(text);
                assert_eq!(
                    search.next(input.clone(), &never),
                    search.next_by_place(input, &never),
                    "{expression} from {from}"
                );
            }
        }
        assert_eq!(search("(?!x)a*", "baac").0.unwrap(), ["", "aa", ""]);
        assert_eq!(search(r"\Ga?", "ba").0.unwrap(), [""]);
    }
}
