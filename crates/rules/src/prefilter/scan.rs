//! One pass over the bytes of a text for the words of all rules of a language.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use assay_languages::Lang;
use assay_text::InOrder;
use memchr::memmem::Finder;

use super::{Literal, Needs};

/// Long s and the Kelvin sign: what `s` and `k` also match without regard to case.
const THIRD_CASES: [&[u8]; 2] = ["\u{17F}".as_bytes(), "\u{212A}".as_bytes()];

/// Words between two questions whether the time is up. What follows a word may be looked at up to the text's end.
const WORDS_PER_TICK: u32 = 64;

/// Which rules may match a text, by their place in the list the prefilter was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survivors {
    flags: Vec<bool>,
    /// How many there are.
    pub count: usize,
}

impl Survivors {
    /// A set by its flags.
    pub fn new(flags: Vec<bool>) -> Survivors {
        Survivors {
            count: flags.iter().filter(|flag| **flag).count(),
            flags,
        }
    }

    /// Whether the rule is among them.
    pub fn has(&self, rule: usize) -> bool {
        self.flags.get(rule) == Some(&true)
    }

    /// The places of all of them.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.flags
            .iter()
            .enumerate()
            .filter(|(_, flag)| **flag)
            .map(|(place, _)| place)
    }

    /// Only those that pass a test.
    pub fn filter(&self, keep: impl Fn(usize) -> bool) -> Survivors {
        Survivors::new(
            self.flags
                .iter()
                .enumerate()
                .map(|(place, flag)| *flag && keep(place))
                .collect(),
        )
    }
}

/// So few words are looked for one after the other: each by a search that skips most of a text.
const FEW: usize = 8;

/// The compiled needs of the rules of one language.
pub struct Prefilter {
    words: Option<AhoCorasick>,
    /// The words where they are few, the longest first, each with its number in `words`; none where case does not matter.
    few: Vec<(usize, Finder<'static>)>,
    /// For each word the literals that it may make true.
    literals_of_word: Vec<Vec<usize>>,
    literals: Vec<Literal>,
    /// Whether `s` and `k` may stand there as their third case, outside of ASCII.
    has_any_case: bool,
    /// Needs of each rule, over indexes of literals.
    rules: Vec<Formula>,
    gap: Gap,
}

enum Formula {
    True,
    Has(usize),
    All(Vec<Formula>),
    Any(Vec<Formula>),
}

impl Prefilter {
    /// Compiles the needs of rules, for texts of a language or of any.
    pub fn new<'n>(lang: Option<Lang>, needs: impl IntoIterator<Item = &'n Needs>) -> Prefilter {
        let mut index = HashMap::new();
        let rules = needs
            .into_iter()
            .map(|needs| compile(needs, &mut index))
            .collect();
        let mut literals: Vec<(Literal, usize)> = index.into_iter().collect();
        literals.put_in_order_by_key(|(_, place)| *place);
        let mut literals: Vec<Literal> = literals.into_iter().map(|(literal, _)| literal).collect();
        literals.iter_mut().for_each(|literal| {
            literal.any_case |= lang.is_some_and(|lang| lang.profile().words.any_case)
        });
        let has_any_case = literals.iter().any(|literal| literal.any_case);
        let (texts, literals_of_word) = group(&literals);
        let is_empty = texts.iter().any(|text| text.is_empty());
        let few = if texts.len() <= FEW && !has_any_case && !is_empty {
            one_by_one(&texts)
        } else {
            Vec::new()
        };
        let words = AhoCorasickBuilder::new()
            .match_kind(MatchKind::Standard)
            .ascii_case_insensitive(has_any_case)
            .build(&texts)
            .ok()
            .filter(|_| !texts.is_empty());
        Prefilter {
            words,
            few,
            literals_of_word,
            literals,
            has_any_case,
            rules,
            gap: Gap::new(lang),
        }
    }

    /// The rules that may match in this text: all of them if the time was up before that was known. `tick`
    /// is asked now and then; true means that the time is up.
    pub fn survivors(&self, text: &[u8], tick: &dyn Fn() -> bool) -> Survivors {
        let has = self.present(text, tick);
        let holds = |formula: &Formula| has.as_ref().is_none_or(|has| formula.holds(has));
        Survivors::new(self.rules.iter().map(holds).collect())
    }

    /// Which literals occur; none if the time was up.
    fn present(&self, text: &[u8], tick: &dyn Fn() -> bool) -> Option<Vec<bool>> {
        let mut has = vec![false; self.literals.len()];
        let Some(words) = &self.words else {
            return Some(has);
        };
        if !self.few.is_empty() {
            return self.present_of_few(text, tick);
        }
        if self.has_any_case
            && THIRD_CASES
                .iter()
                .any(|bytes| memchr::memmem::find(text, bytes).is_some())
        {
            for (has, literal) in has.iter_mut().zip(&self.literals) {
                *has = literal.any_case;
            }
        }
        let mut open: Vec<usize> = self.literals_of_word.iter().map(Vec::len).collect();
        let mut left: usize = open.iter().sum();
        for (found, count) in words.find_overlapping_iter(text).zip(1_u32..) {
            if count.is_multiple_of(WORDS_PER_TICK) && tick() {
                return None;
            }
            let word = found.pattern().as_usize();
            if open[word] == 0 {
                continue;
            }
            for &literal in &self.literals_of_word[word] {
                if !has[literal]
                    && self.occurs(&self.literals[literal], text, found.start(), found.end())
                {
                    has[literal] = true;
                    open[word] -= 1;
                    left -= 1;
                }
            }
            if left == 0 {
                break;
            }
        }
        Some(has)
    }

    /// The same where words are few. It ends with the first word that is missing if no rule may match without it.
    fn present_of_few(&self, text: &[u8], tick: &dyn Fn() -> bool) -> Option<Vec<bool>> {
        // What was not looked for yet may be there.
        let mut has = vec![true; self.literals.len()];
        for (word, finder) in &self.few {
            let literals = &self.literals_of_word[*word];
            literals.iter().for_each(|&literal| has[literal] = false);
            let mut from = 0;
            for count in 1_u32.. {
                let found = finder.find(&text[from..]).map(|at| from + at);
                let Some(start) = found else {
                    break;
                };
                if count.is_multiple_of(WORDS_PER_TICK) && tick() {
                    return None;
                }
                let end = start + finder.needle().len();
                for &literal in literals {
                    has[literal] =
                        has[literal] || self.occurs(&self.literals[literal], text, start, end);
                }
                if literals.iter().all(|&literal| has[literal]) {
                    break;
                }
                from = start + 1;
            }
            if !self.rules.iter().any(|rule| rule.holds(&has)) {
                break;
            }
        }
        Some(has)
    }

    fn occurs(&self, literal: &Literal, text: &[u8], start: usize, end: usize) -> bool {
        if !literal.any_case && text[start..end] != *literal.text.as_bytes() {
            return false;
        }
        let touches = |byte: Option<&u8>| byte.is_some_and(|byte| is_word(*byte));
        if literal.whole_word
            && (start > 0 && touches(text.get(start - 1)) || touches(text.get(end)))
        {
            return false;
        }
        literal
            .then
            .is_none_or(|sign| self.gap.leads_to(&text[end..], sign))
    }
}

fn compile(needs: &Needs, index: &mut HashMap<Literal, usize>) -> Formula {
    match needs {
        Needs::Nothing => Formula::True,
        Needs::One(literal) => {
            let next = index.len();
            Formula::Has(*index.entry(literal.clone()).or_insert(next))
        }
        Needs::All(parts) => Formula::All(parts.iter().map(|part| compile(part, index)).collect()),
        Needs::Any(parts) => Formula::Any(parts.iter().map(|part| compile(part, index)).collect()),
    }
}

impl Formula {
    fn holds(&self, has: &[bool]) -> bool {
        match self {
            Formula::True => true,
            Formula::Has(literal) => has[*literal],
            Formula::All(parts) => parts.iter().all(|part| part.holds(has)),
            Formula::Any(parts) => parts.iter().any(|part| part.holds(has)),
        }
    }
}

fn one_by_one(texts: &[&str]) -> Vec<(usize, Finder<'static>)> {
    let finders = texts
        .iter()
        .map(|text| Finder::new(text.as_bytes()).into_owned());
    let mut few: Vec<_> = finders.enumerate().collect();
    few.put_in_order_by_key(|(_, finder)| std::cmp::Reverse(finder.needle().len()));
    few
}

/// The distinct texts, and for each the literals that have it.
fn group(literals: &[Literal]) -> (Vec<&str>, Vec<Vec<usize>>) {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let (mut texts, mut users): (Vec<&str>, Vec<Vec<usize>>) = Default::default();
    for (literal, place) in literals.iter().zip(0..) {
        let word = *places.entry(&literal.text).or_insert_with(|| {
            texts.push(&literal.text);
            users.push(Vec::new());
            texts.len() - 1
        });
        users[word].push(place);
    }
    (texts, users)
}

/// What may stand between a word and the sign that must follow it.
struct Gap {
    line: Vec<&'static str>,
    block: Vec<(&'static str, &'static str, bool)>,
}

impl Gap {
    fn new(lang: Option<Lang>) -> Gap {
        let Some(lang) = lang else {
            return Gap {
                line: Vec::new(),
                block: Vec::new(),
            };
        };
        let comments = &lang.profile().comments;
        let line = [comments.line, lang.profile().words.between].concat();
        Gap {
            line,
            block: comments
                .block
                .iter()
                .map(|block| (block.open, block.close, block.nests))
                .collect(),
        }
    }

    /// Whether the sign comes before any word, string or bracket.
    fn leads_to(&self, mut rest: &[u8], sign: char) -> bool {
        loop {
            if let Some(after) = self.comment(rest) {
                rest = after;
                continue;
            }
            match rest.first() {
                None => return false,
                Some(byte) if *byte == sign as u8 => return true,
                Some(byte)
                    if is_word(*byte) || b"()[]{}\"'`".contains(byte) || !byte.is_ascii() =>
                {
                    return false;
                }
                Some(_) => rest = &rest[1..],
            }
        }
    }

    /// What follows the comment at the start of the bytes, if there is one.
    fn comment<'t>(&self, rest: &'t [u8]) -> Option<&'t [u8]> {
        for (open, close, nests) in &self.block {
            if rest.starts_with(open.as_bytes()) {
                return Some(after_block(rest, open.as_bytes(), close.as_bytes(), *nests));
            }
        }
        let starts = self
            .line
            .iter()
            .any(|sign| rest.starts_with(sign.as_bytes()));
        starts.then(|| {
            let end = rest
                .iter()
                .position(|byte| *byte == b'\n')
                .unwrap_or(rest.len());
            &rest[end..]
        })
    }
}

fn after_block<'t>(rest: &'t [u8], open: &[u8], close: &[u8], nests: bool) -> &'t [u8] {
    let (mut at, mut depth) = (open.len(), 1);
    while at < rest.len() {
        if rest[at..].starts_with(close) {
            (at, depth) = (at + close.len(), depth - 1);
            if depth == 0 {
                return &rest[at..];
            }
        } else if nests && rest[at..].starts_with(open) {
            (at, depth) = (at + open.len(), depth + 1);
        } else {
            at += 1;
        }
    }
    &[]
}

/// Whether a byte is part of a word: no such byte may touch a whole word.
pub fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prefilter::regex_needs;

    #[test]
    fn few_words_are_found_as_many_are() {
        let then = |text: &str| {
            Needs::One(Literal {
                then: Some('('),
                ..Literal::part(text)
            })
        };
        let needs = [
            then("aa"),
            Needs::word("aa"),
            Needs::all([Needs::word("abc"), then("a")]),
            Needs::any([regex_needs("abcd"), Needs::word("b")]),
        ];
        let few = Prefilter::new(None, &needs);
        let many: Vec<Needs> = (0..2 * FEW)
            .map(|number| Needs::word(&format!("w{number}")))
            .collect();
        let many = Prefilter::new(None, needs.iter().chain(&many));
        for text in [
            "", "aaa(", "aaa (aa", "xaa aa", "abc a(", "abca(", "xabcd", "a b", "_b",
        ] {
            let survivors = |prefilter: &Prefilter| {
                let all = prefilter.survivors(text.as_bytes(), &|| false);
                all.iter().filter(|place| *place < 4).collect::<Vec<_>>()
            };
            assert_eq!(survivors(&few), survivors(&many), "{text}");
        }
        assert_eq!((few.few.len(), many.few.len()), (5, 0));
    }

    #[test]
    fn needs_combine_per_rule() {
        let python = Lang::from_name("python").unwrap();
        let call = |text| {
            Needs::One(Literal {
                whole_word: true,
                then: Some('('),
                ..Literal::part(text)
            })
        };
        let needs = [
            Needs::any([call("foo"), call("bar")]),
            Needs::all([call("foo"), regex_needs("^baz")]),
            Needs::any([call("foo"), Needs::Nothing]),
        ];
        let prefilter = Prefilter::new(Some(python), &needs);
        let survivors = |text: &str| {
            prefilter
                .survivors(text.as_bytes(), &|| false)
                .iter()
                .collect::<Vec<_>>()
        };
        assert_eq!(survivors(""), [2]);
        assert_eq!(survivors("bar(1)"), [0, 2]);
        assert_eq!(survivors("foo(abazz)"), [0, 1, 2]);
        assert_eq!(
            Survivors::new(vec![true, false, true])
                .filter(|place| place > 0)
                .iter()
                .collect::<Vec<_>>(),
            [2]
        );
    }
}
