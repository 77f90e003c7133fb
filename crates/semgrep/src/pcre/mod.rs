//! The regular expressions of rules, which are PCRE2's.
//!
//! They are rewritten to Rust's syntax ([`translate`]). What `regex` can run, it runs, in linear time;
//! lookaround and backreferences go to a backtracking engine with a limit on its steps. Hitting that
//! limit is an answer of its own and never a silent "no match".

mod translate;

use std::ops::Range;

use translate::{Translated, translate};

use assay_pattern::Backtracking;
pub use assay_pattern::LimitReached;
use assay_rules::Needs;
use assay_rules::prefilter::regex_needs;

/// A compiled expression.
pub struct Pcre {
    /// What the author wrote.
    pub source: String,
    engine: Engine,
    /// Names of groups by their number; group 0 is the whole match.
    names: Vec<Option<String>>,
}

enum Engine {
    Linear(regex::Regex),
    Backtracking(Box<Backtracking>),
}

/// What every text that an expression matches contains, for the prefilter.
pub fn literals(source: &str) -> Needs {
    match translate(source, true) {
        Ok(translated) if !translated.backtracks => regex_needs(&translated.pattern),
        _ => Needs::Nothing,
    }
}

/// How an expression is to be read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// `^` and `$` also match at the lines' ends.
    Many,
    /// `^` and `$` match at the text's ends.
    One,
}

/// What a search found: the whole match, then the groups.
pub struct Captured {
    /// The ranges of the groups that took part.
    pub groups: Vec<Option<Range<usize>>>,
}

impl Captured {
    /// The whole match.
    pub fn whole(&self) -> Range<usize> {
        self.groups[0].clone().unwrap_or_default()
    }
}

impl Pcre {
    /// Compiles an expression; the error is a sentence.
    pub fn new(source: &str, lines: Lines) -> Result<Pcre, String> {
        let Translated {
            pattern,
            backtracks,
        } = translate(source, lines == Lines::Many)?;
        let engine = if backtracks {
            let compiled = Backtracking::new(&pattern, lines == Lines::Many)?;
            Engine::Backtracking(Box::new(compiled))
        } else {
            let mut builder = regex::RegexBuilder::new(&pattern);
            builder.multi_line(lines == Lines::Many);
            Engine::Linear(builder.build().map_err(|error| explain(&error))?)
        };
        let names = match &engine {
            Engine::Linear(regex) => regex
                .capture_names()
                .map(|name| name.map(str::to_owned))
                .collect(),
            Engine::Backtracking(regex) => regex.names(),
        };
        Ok(Pcre {
            source: source.to_owned(),
            engine,
            names,
        })
    }

    /// The metavariables that matches may bind.
    pub fn names(&self) -> impl Iterator<Item = String> + '_ {
        let groups = self.names.iter().zip(0u32..).skip(1);
        groups.flat_map(|(name, number)| {
            let named = name.as_ref().map(|name| format!("${name}"));
            named.into_iter().chain([format!("${number}")])
        })
    }

    /// The metavariables that a match binds: `$1`, `$2`, … and `$NAME`, with their ranges.
    pub fn bindings<'c>(
        &'c self,
        captured: &'c Captured,
    ) -> impl Iterator<Item = (String, Range<usize>)> + 'c {
        let groups = captured.groups.iter().zip(&self.names).zip(0u32..).skip(1);
        groups.flat_map(|((range, name), number)| {
            let named = name.as_ref().map(|name| format!("${name}"));
            let all = named.into_iter().chain([format!("${number}")]);
            all.filter_map(|name| Some((name, range.clone()?)))
        })
    }

    /// Where the group of this number or name matched.
    pub fn group(&self, captured: &Captured, group: &str) -> Option<Range<usize>> {
        let named = || {
            let is_it = |name: &Option<String>| name.as_deref() == Some(group);
            self.names.iter().position(is_it)
        };
        let number = group.parse().ok().or_else(named)?;
        captured.groups.get(number).cloned().flatten()
    }

    /// Tells every match, from left to right. `tick` is asked at each; true means that the time is up.
    pub fn find_all(
        &self,
        text: &str,
        tick: &dyn Fn() -> bool,
        found: &mut dyn FnMut(&Captured),
    ) -> Result<(), LimitReached> {
        match &self.engine {
            Engine::Linear(regex) if regex.captures_len() == 1 => {
                for whole in regex.find_iter(text) {
                    if tick() {
                        return Err(LimitReached);
                    }
                    found(&Captured {
                        groups: vec![Some(whole.range())],
                    });
                }
            }
            Engine::Linear(regex) => {
                for captures in regex.captures_iter(text) {
                    if tick() {
                        return Err(LimitReached);
                    }
                    let groups = captures
                        .iter()
                        .map(|group| group.map(|group| group.range()));
                    found(&Captured {
                        groups: groups.collect(),
                    });
                }
            }
            Engine::Backtracking(regex) => {
                regex.find_all(text, tick, &mut |groups| found(&Captured { groups }))?;
            }
        }
        Ok(())
    }

    /// All matches in a row from the start of the text: each begins where the one before ended.
    pub fn find_from_start(
        &self,
        text: &str,
        tick: &dyn Fn() -> bool,
    ) -> Result<Vec<Captured>, LimitReached> {
        let mut found: Vec<Captured> = Vec::new();
        let mut at = 0;
        let mut broken = false;
        self.find_all(text, tick, &mut |captured| {
            broken |= captured.whole().start != at;
            if !broken {
                at = captured.whole().end;
                found.push(Captured {
                    groups: captured.groups.clone(),
                });
            }
        })?;
        Ok(found)
    }
}

fn explain(error: &regex::Error) -> String {
    let text = error.to_string();
    let last = text
        .lines()
        .rev()
        .find_map(|line| line.strip_prefix("error: "));
    last.map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts that an expression finds.
    fn check(expression: &str, text: &str, expected: &[&str]) {
        let pcre = Pcre::new(expression, Lines::Many).unwrap();
        let mut found = Vec::new();
        pcre.find_all(text, &|| false, &mut |captured| {
            found.push(text[captured.whole()].to_owned());
        })
        .unwrap();
        assert_eq!(found, expected, "{expression}");
    }

    #[test]
    fn pcre_syntax_that_rust_reads_otherwise() {
        check(r"a{b}", "a{b}", &["a{b}"]);
        check(r"\<a\>", "<a>", &["<a>"]);
        check(r"[[]x", "[x", &["[x"]);
        check(r"[a&&b]+", "a&&b", &["a&&b"]);
        check(r"[\w-]+", "a-b c", &["a-b", "c"]);
        check(r"[]a]+", "]a", &["]a"]);
        check(r"\h+x", " \tx", &[" \tx"]);
        check(r"\w+", "éa", &["a"]);
        check(r"\Qa.b\E+", "a.bb", &["a.bb"]);
        check(r"(?<n>a)\k{n}", "aa", &["aa"]);
        check(r"\x{61}\/", "a/", &["a/"]);
        check(r"a(?#no)b", "ab", &["ab"]);
        check(r"(?i:A)b", "ab", &["ab"]);
        check(r"(?=.*\d){2,4}[a-z]+\d", "ab1", &["ab1"]);
        check(r"(?=x)?a", "a", &["a"]);
    }

    #[test]
    fn lookaround_backreferences_and_possessives() {
        check(r".*(?<!html)$", "a.html\nb.txt", &["b.txt"]);
        check(r"(a|b)\1", "ab bb", &["bb"]);
        check(r#"^".*+"#, "\"ab\nx", &["\"ab"]);
        check(r"(?>a+)b", "aab", &["aab"]);
    }

    #[test]
    fn groups_become_metavariables() {
        let pcre = Pcre::new("(?P<A>x)(y)?(z)", Lines::Many).unwrap();
        let mut names = Vec::new();
        pcre.find_all("xz", &|| false, &mut |captured| {
            names.extend(pcre.bindings(captured))
        })
        .unwrap();
        let expected = [("$A", 0..1), ("$1", 0..1), ("$3", 1..2)];
        assert_eq!(
            names,
            expected.map(|(name, range)| (name.to_owned(), range))
        );
    }

    #[test]
    fn a_search_without_end_is_told() {
        let pcre = Pcre::new(r"^(\w+\s?)*\1$", Lines::One).unwrap();
        let text = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!";
        assert_eq!(
            pcre.find_all(text, &|| false, &mut |_| {}),
            Err(LimitReached)
        );
    }

    #[test]
    fn matches_in_a_row_from_the_start() {
        let count = |expression: &str, text: &str| {
            let pcre = Pcre::new(expression, Lines::One).unwrap();
            pcre.find_from_start(text, &|| false).unwrap().len()
        };
        assert_eq!(count("a", "aab"), 2);
        assert_eq!(count("b", "aab"), 0);
        assert_eq!(count("a$", "a\n"), 1);
        assert_eq!(count("a$", "a\nb"), 0);
    }

    #[test]
    fn a_bad_expression_says_why() {
        assert!(Pcre::new("(", Lines::Many).is_err());
        assert!(Pcre::new("a**+?(", Lines::Many).is_err());
    }
}
