//! Finds a pattern in a text, trying the shortest ellipses first.

use std::ops::Range;

use super::braces::Braces;
use super::read::Element;
use super::{AliengrepPattern, Alphabet};
use crate::generic::TextMatch;

/// Steps that a search through a text may take.
const BUDGET: usize = 5_000_000;
/// Steps between two questions whether the time is up.
const STEPS_PER_TICK: usize = 4096;

/// All matches, none of which overlap; false if the search was cut off.
pub fn search(
    pattern: &AliengrepPattern,
    text: &str,
    tick: &dyn Fn() -> bool,
) -> (Vec<TextMatch>, bool) {
    let alphabet = &pattern.alphabet;
    let long = |wanted: bool| {
        let is_such = |element: &Element| matches!(element, Element::Dots { over_lines, .. } if *over_lines == wanted);
        let needed = pattern.elements.iter().any(is_such);
        needed.then(|| Braces::of(text, alphabet, wanted))
    };
    let mut search = Search {
        pattern,
        alphabet,
        text,
        braces: [long(false), long(true)],
        captured: vec![None; pattern.names.len()],
        steps: 0,
        tick,
    };
    let found = search.all();
    let braces_are_whole = search.braces.iter().flatten().all(|braces| braces.complete);
    (found, search.steps < BUDGET && braces_are_whole)
}

struct Search<'s> {
    pattern: &'s AliengrepPattern,
    alphabet: &'s Alphabet,
    text: &'s str,
    /// Braces within lines, and over lines; where an ellipsis needs them.
    braces: [Option<Braces>; 2],
    /// What metavariables stand for so far.
    captured: Vec<Option<Range<usize>>>,
    steps: usize,
    tick: &'s dyn Fn() -> bool,
}

impl Search<'_> {
    fn all(&mut self) -> Vec<TextMatch> {
        let mut found = Vec::new();
        let mut at = 0;
        while at <= self.text.len() && self.steps < BUDGET {
            let Some(start) = self.next_start(at) else {
                break;
            };
            self.captured.fill(None);
            match self.run(0, start) {
                Some(end) if end > start => {
                    found.push(self.found(start..end));
                    at = end;
                }
                _ => at = start + self.char_at(start).map_or(1, char::len_utf8),
            }
        }
        found
    }

    /// Where a match may start: a pattern that starts with a word does so where that word is.
    fn next_start(&self, at: usize) -> Option<usize> {
        match self.pattern.elements.first() {
            Some(Element::Word(word)) if !self.alphabet.any_case => self.text[at..]
                .find(word.as_str())
                .map(|offset| at + offset),
            _ => Some(at),
        }
    }

    fn found(&self, whole: Range<usize>) -> TextMatch {
        let narrow = |range: &Range<usize>| range.start as u32..range.end as u32;
        let names = self.pattern.names.iter().zip(&self.captured);
        let names = names.filter_map(|(name, range)| Some((name.clone(), narrow(range.as_ref()?))));
        TextMatch {
            range: narrow(&whole),
            names: names.collect(),
        }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// Whether there is no border of a word here.
    fn is_in_word(&self, at: usize) -> bool {
        let is_word = |c: Option<char>| c.is_some_and(|c| self.alphabet.is_word(c));
        is_word(self.text[..at].chars().next_back()) && is_word(self.char_at(at))
    }

    fn skip_blank(&self, at: usize, over_lines: bool) -> usize {
        let is_blank = |c: char| match over_lines {
            true => c.is_whitespace(),
            false => c == ' ' || c == '\t',
        };
        let rest = &self.text[at..];
        at + rest.len() - rest.trim_start_matches(is_blank).len()
    }

    /// Where the word ends that starts here.
    fn word_end(&self, at: usize) -> Option<usize> {
        let rest = &self.text[at..];
        let length = rest
            .find(|c| !self.alphabet.is_word(c))
            .unwrap_or(rest.len());
        (length > 0 && !self.is_in_word(at)).then_some(at + length)
    }

    /// Where the next thing that an ellipsis may step over ends: a word, a pair of braces, a sign.
    fn node_end(&self, at: usize, over_lines: bool) -> Option<usize> {
        let c = self.char_at(at)?;
        if self.alphabet.is_word(c) {
            return self.word_end(at);
        }
        let braces = self.braces[usize::from(over_lines)].as_ref();
        if let Some(end) = braces.and_then(|braces| braces.end(at)) {
            return Some(end);
        }
        (!c.is_whitespace()).then_some(at + c.len_utf8())
    }

    /// Matches the elements from a place on; gives the end.
    fn run(&mut self, element: usize, at: usize) -> Option<usize> {
        self.steps += 1;
        if self.steps.is_multiple_of(STEPS_PER_TICK) && (self.tick)() {
            self.steps = BUDGET;
        }
        if self.steps >= BUDGET {
            return None;
        }
        let Some(wanted) = self.pattern.elements.get(element) else {
            return Some(at);
        };
        let at = match element {
            0 => at,
            _ => self.skip_blank(at, self.alphabet.multiline),
        };
        match wanted {
            Element::AnyWord(name) => match self.captured[*name].clone() {
                Some(before) => self.again(element, at, before),
                None => {
                    let end = self.word_end(at)?;
                    self.named(*name, at..end, element + 1, end)
                }
            },
            Element::Dots {
                over_lines,
                until,
                name,
            } => {
                if let Some(before) = name.and_then(|name| self.captured[name].clone()) {
                    return self.again(element, at, before);
                }
                self.stretch(element, at, (*over_lines, *until, *name))
            }
            fixed => {
                let end = self.end_of(fixed, at)?;
                self.run(element + 1, end)
            }
        }
    }

    /// Where an element ends that fits in one way only; none if it is not here.
    fn end_of(&self, element: &Element, at: usize) -> Option<usize> {
        let rest = &self.text[at..];
        let is_line_end = || rest.starts_with('\n') || rest.starts_with("\r\n");
        match element {
            Element::Word(word) => self.end_of_words(word, at),
            Element::Sign(sign) => {
                let there = self.char_at(at)?;
                let fits = there == *sign
                    || self.alphabet.any_case && there.to_lowercase().eq(sign.to_lowercase());
                fits.then_some(at + there.len_utf8())
            }
            Element::Newline => is_line_end().then(|| at + 1 + usize::from(rest.starts_with('\r'))),
            Element::Start { of_line } => {
                let before = &self.text[..at];
                (before.is_empty() || *of_line && before.ends_with('\n')).then_some(at)
            }
            Element::End { of_line } => {
                (rest.is_empty() || *of_line && is_line_end()).then_some(at)
            }
            Element::AnyWord(_) | Element::Dots { .. } => None,
        }
    }

    /// Where a text ends that must be here, and not be part of longer words.
    fn end_of_words(&self, wanted: &str, at: usize) -> Option<usize> {
        let end = at + wanted.len();
        let there = self.text.get(at..end)?;
        let fits = match self.alphabet.any_case {
            true => there.eq_ignore_ascii_case(wanted),
            false => there == wanted,
        };
        (fits && !self.is_in_word(at) && !self.is_in_word(end)).then_some(end)
    }

    /// The rest of the pattern, with a metavariable that stands for something.
    fn named(&mut self, name: usize, range: Range<usize>, rest: usize, at: usize) -> Option<usize> {
        self.captured[name] = Some(range);
        let end = self.run(rest, at);
        if end.is_none() {
            self.captured[name] = None;
        }
        end
    }

    /// What a metavariable stands for, once more.
    fn again(&mut self, element: usize, at: usize, before: Range<usize>) -> Option<usize> {
        let end = self.end_of_words(&self.text[before], at)?;
        self.run(element + 1, end)
    }

    /// An ellipsis: nothing at first, then one thing more each time, until the rest fits.
    fn stretch(
        &mut self,
        element: usize,
        at: usize,
        (over_lines, until, name): (bool, Option<char>, Option<usize>),
    ) -> Option<usize> {
        let is_long = over_lines && !self.alphabet.multiline;
        // Around a long ellipsis the ends of lines are white space as well.
        let start = if is_long {
            self.skip_blank(at, true)
        } else {
            at
        };
        let mut end = at;
        let mut next = start;
        loop {
            let after = if is_long {
                self.skip_blank(end, true)
            } else {
                end
            };
            let range = start.min(end)..end;
            for rest in [end, after] {
                let done = match name {
                    Some(name) => self.named(name, range.clone(), element + 1, rest),
                    None => self.run(element + 1, rest),
                };
                if done.is_some() {
                    return done;
                }
                if after == end {
                    break;
                }
            }
            if self.steps >= BUDGET || until.is_some() && self.char_at(next) == until {
                return None;
            }
            end = self.node_end(next, over_lines)?;
            next = self.skip_blank(end, over_lines);
        }
    }
}
