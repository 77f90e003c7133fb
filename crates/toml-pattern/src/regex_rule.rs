//! A TOML pattern that is a regular expression over the text of a file.

use std::rc::Rc;

use assay_context::{Node, text_of, tree_of};
use assay_languages::Lang;
use assay_model::{Problem, Status};
use ast_grep_core::Pattern as CodePattern;
use ast_grep_core::matcher::MatcherExt;
use ast_grep_core::tree_sitter::LanguageExt;
use bit_set::BitSet;
use regex::{Captures, Regex};
use toml::Spanned;

use super::{Fallible, Pattern};
use assay_rules::Origin;
use assay_rules::yaml::Fault;
use assay_rules::{Blueprint, Capture, Compiled, Match, Matcher, Replacement};

/// The kind of a tree's root where nothing could be made of the text.
const ERROR_KIND: usize = 65535;

/// The expression and what it says, waiting for the grammar of `inside`.
pub struct RegexRule {
    id: String,
    lang: Lang,
    text: Rc<RegexText>,
    inside: Vec<String>,
    at: usize,
    path: String,
    source: Rc<str>,
}

struct RegexText {
    regex: Regex,
    not: Vec<Regex>,
    message: String,
    fix: Option<String>,
}

impl RegexRule {
    pub fn new(
        pattern: &Pattern,
        regex: &Spanned<String>,
        lang: Lang,
        path: &str,
        file: &Rc<str>,
    ) -> Fallible<RegexRule> {
        let at = regex.span().start;
        let compile = |text: &str| {
            Regex::new(text).map_err(|error| {
                let help = "fix it (Rust syntax: no lookaround, no backreferences)".to_owned();
                (
                    Fault::new(
                        at,
                        format!("the regular expression `{text}` is not valid: {error}"),
                    ),
                    help,
                )
            })
        };
        let not = pattern
            .not
            .as_ref()
            .map_or(&[][..], |not| not.get_ref().list());
        let text = RegexText {
            regex: compile(regex.get_ref())?,
            not: not
                .iter()
                .map(|text| compile(text))
                .collect::<Fallible<_>>()?,
            message: pattern.message.clone(),
            fix: pattern.fix.clone(),
        };
        Ok(RegexRule {
            id: pattern.id.get_ref().clone(),
            lang,
            text: Rc::new(text),
            inside: pattern
                .inside
                .as_ref()
                .map_or(&[][..], |inside| inside.get_ref().list())
                .to_vec(),
            at,
            path: path.to_owned(),
            source: Rc::clone(file),
        })
    }
}

impl Blueprint for RegexRule {
    fn compile(&self) -> Result<Compiled, Problem> {
        let origin = Origin {
            path: &self.path,
            text: &self.source,
        };
        let inside = self.inside.iter().map(|code| {
            CodePattern::try_new(code, self.lang).map_err(|error| {
                let fault = Fault::new(
                    self.at,
                    format!("`inside` is not valid code in this language: {error}"),
                );
                origin.bad_rule(
                    fault,
                    "write valid code, with metavariables such as $A for parts that vary",
                    Some(&self.id),
                )
            })
        });
        let inside = inside.collect::<Result<Vec<_>, _>>()?;
        let mut kinds = BitSet::new();
        kinds.insert(ERROR_KIND);
        kinds.insert(usize::from(self.lang.ast_grep("").root().kind_id()));
        Ok(Compiled::Nodes(Box::new(RegexMatcher {
            text: Rc::clone(&self.text),
            inside,
            kinds,
        })))
    }
}

struct RegexMatcher {
    text: Rc<RegexText>,
    inside: Vec<CodePattern>,
    kinds: BitSet,
}

impl Matcher for RegexMatcher {
    fn kinds(&self) -> &BitSet {
        &self.kinds
    }

    /// Asked at the root, looks through the whole text the tree is of.
    fn matches(&self, node: Node<'_>, tell: &mut dyn FnMut(Match)) {
        if node.parent().is_some() {
            return;
        }
        let text = text_of(node.root());
        // A script inside HTML is parsed out of the whole file: only its own stretch counts.
        let stretches = tree_of(node.root()).included_ranges();
        for found in self.text.regex.captures_iter(text) {
            let Some(whole) = found.get(0) else { continue };
            let is_here = stretches.iter().any(|stretch| {
                stretch.start_byte <= whole.start() && whole.end() <= stretch.end_byte
            });
            let excluded = self.text.not.iter().any(|not| not.is_match(whole.as_str()));
            if is_here && !whole.is_empty() && !excluded && self.is_inside(&node, whole.range()) {
                tell(self.describe(&found, whole));
            }
        }
    }
}

impl RegexMatcher {
    fn is_inside(&self, root: &Node<'_>, range: std::ops::Range<usize>) -> bool {
        if self.inside.is_empty() {
            return true;
        }
        let Some(innermost) = root
            .get_inner_node()
            .descendant_for_byte_range(range.start, range.end)
        else {
            return false;
        };
        let innermost = root.root().adopt(innermost);
        let matches = |node: Node<'_>| {
            self.inside
                .iter()
                .any(|pattern| pattern.match_node(node.clone()).is_some())
        };
        matches(innermost.clone()) || innermost.ancestors().any(matches)
    }

    fn describe(&self, found: &Captures<'_>, whole: regex::Match<'_>) -> Match {
        let expand = |template: &str| {
            let mut text = String::new();
            found.expand(template, &mut text);
            text
        };
        let groups = self
            .text
            .regex
            .capture_names()
            .enumerate()
            .skip(1)
            .filter_map(|(number, name)| {
                let group = found.get(number)?;
                let name = name.map_or_else(|| number.to_string(), str::to_owned);
                Some((
                    name,
                    Capture {
                        text: group.as_str().to_owned(),
                        range: Some(group.range()),
                    },
                ))
            });
        Match {
            range: whole.range(),
            message: expand(&self.text.message),
            metavars: groups.collect(),
            marks: Vec::new(),
            flow: Vec::new(),
            status: Status::Open,
            fix: self.text.fix.as_deref().map(|fix| Replacement {
                range: whole.range(),
                text: expand(fix),
            }),
        }
    }
}
