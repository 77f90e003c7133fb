//! What a formula is evaluated in: a text, its tree, and what is asked of the host.

use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::Rc;

use assay_languages::Lang;
use assay_model::{Problem, ProblemKind};
use assay_pattern::{Bindings, BoundValue, LeftOut, Options, PatternMatch, Target, find, find_at};
use assay_syntax::NodeId;

use super::candidate::{Candidate, CandidateKind, extended, lies_in};
use super::ground::Ground;
use crate::compile::{CompiledLeaf, CompiledRule};
use crate::formula::LeafId;
use crate::generic::aliengrep::AliengrepPattern;
use crate::generic::{self, GenericText, GenericTexts, is_readable, without_comments};
use crate::pcre::Captured;
use assay_context::FileContext;

/// Which matches are kept, by their bytes.
pub type Keep<'k> = &'k dyn Fn(&Range<u32>) -> bool;

/// What is the same for all of one run of a rule.
pub struct Run<'r> {
    /// The rule.
    pub rule: &'r CompiledRule,
    /// The file.
    pub file: &'r FileContext<'r>,
    /// What matching honours: what the rule says, and at the deep level all that its patterns spell out.
    pub matching: Options,
    /// The file as patterns see it, if the rule is of its language.
    target: Option<Rc<Target>>,
    /// The time is up.
    pub timed_out: Cell<bool>,
    problems: RefCell<Vec<Problem>>,
}

impl<'r> Run<'r> {
    /// A run of a rule over a file.
    pub fn new(rule: &'r CompiledRule, file: &'r FileContext<'r>) -> Run<'r> {
        Run {
            rule,
            file,
            matching: Options {
                spelled_parts: file.host.deep,
                ..rule.document.options.matching.clone()
            },
            target: rule.lang.and_then(|_| Target::of_file(file)),
            timed_out: Cell::new(false),
            problems: RefCell::default(),
        }
    }

    /// Whether to give up.
    pub fn is_over(&self) -> bool {
        if !self.timed_out.get() && (self.file.host.tick)() {
            self.timed_out.set(true);
        }
        self.timed_out.get()
    }

    /// Notes what went wrong, each thing once.
    pub fn note(&self, kind: ProblemKind, message: String, help: &str) {
        let problem = Problem {
            kind,
            message,
            help: Some(help.to_owned()),
            path: Some(self.file.path.to_owned()),
            line: None,
            col: None,
            rule_id: Some(self.rule.document.id.clone()),
        };
        let mut problems = self.problems.borrow_mut();
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }

    /// An expression took too many steps; that the time is up is told elsewhere.
    pub fn limit_reached(&self, expression: &str) {
        if self.timed_out.get() {
            return;
        }
        self.note(
            ProblemKind::TimedOut,
            format!(
                "the regular expression `{expression}` took too many steps and was stopped; matches may be missing"
            ),
            "avoid nested repetitions and lookarounds in repetitions, or use possessive quantifiers",
        );
    }

    /// What went wrong.
    pub fn into_problems(self) -> Vec<Problem> {
        self.problems.into_inner()
    }
}

/// A text that a formula is evaluated over: the file, or what a metavariable stands for.
pub struct Scope<'s> {
    /// The run.
    pub run: &'s Run<'s>,
    /// The text with its tree.
    pub ground: Ground<'s>,
    /// Whether it is the file's own text.
    pub is_file: bool,
    /// The language of the tree.
    pub lang: Option<Lang>,
    /// The part of the text that counts.
    pub within: Option<Range<u32>>,
    /// The node that it is, if it is one.
    pub node: Option<NodeId>,
    /// The statement around that part, if it consists of it.
    pub statement: Option<Range<u32>>,
    /// The match around: what its metavariables stand for must be the same here.
    pub context: Option<&'s Candidate>,
}

impl<'s> Scope<'s> {
    /// The whole file.
    pub fn of_file(run: &'s Run<'s>) -> Scope<'s> {
        Scope {
            run,
            ground: Ground {
                text: &run.file.text,
                target: run.target.as_deref(),
                options: &run.matching,
            },
            is_file: true,
            lang: run.rule.lang,
            within: None,
            node: None,
            statement: None,
            context: None,
        }
    }

    /// The bytes that count.
    pub fn range(&self) -> Range<u32> {
        self.within
            .clone()
            .unwrap_or(0..self.ground.text.len() as u32)
    }

    /// All matches of one pattern.
    pub fn leaf(&self, id: LeafId) -> Vec<Candidate> {
        if self.run.is_over() {
            return Vec::new();
        }
        match self.run.rule.leaf(id) {
            CompiledLeaf::Code { .. } => self.code(id, None),
            CompiledLeaf::Regex(pcre) => self.regex(pcre),
            CompiledLeaf::Generic(pattern) => self.generic(pattern),
            CompiledLeaf::Aliengrep(pattern) => self.aliengrep(pattern),
            CompiledLeaf::Unreadable => Vec::new(),
        }
    }

    /// All matches of a pattern of code, of those that `keep` keeps.
    pub fn code(&self, id: LeafId, keep: Option<Keep<'_>>) -> Vec<Candidate> {
        let within = self.statement.as_ref().or(self.within.as_ref());
        let mut places = Vec::new();
        let mut take = |found: &PatternMatch| {
            let is_in = within.is_none_or(|within| lies_in(&found.range, within));
            let mut range = found.range.clone();
            if let (Some(_), Some(within)) = (&self.statement, &self.within) {
                range = range.start.max(within.start)..range.end.min(within.end);
            }
            if is_in && keep.is_none_or(|keep| keep(&range)) {
                let place = self.in_context(range, &found.bindings);
                places.extend(place.map(|place| Candidate {
                    least_end: found.least_end,
                    ..place
                }));
            }
        };
        match self.run.rule.leaf(id) {
            // A lone metavariable matches too much to be kept.
            CompiledLeaf::Code { selects: false, .. } if self.is_file => {
                let all = self.all_of_file(id);
                let starts_in = match within {
                    Some(within) => {
                        let first = all.partition_point(|found| found.range.start < within.start);
                        let last = all.partition_point(|found| found.range.start <= within.end);
                        &all[first..last.max(first)]
                    }
                    None => &all[..],
                };
                starts_in.iter().for_each(take);
            }
            _ => self.find(id, &mut |found| take(&found)),
        }
        self.at_own_node(id, &mut places);
        places
    }

    /// What a metavariable stands for is an expression, even if it is the name of a definition, a type or
    /// a key, where patterns are not looked for.
    fn at_own_node(&self, id: LeafId, places: &mut Vec<Candidate>) {
        let (Some(node), Some(within)) = (self.node, &self.within) else {
            return;
        };
        if places.iter().any(|place| place.range == *within) {
            return;
        }
        if let (CompiledLeaf::Code { pattern, .. }, Some(target)) =
            (self.run.rule.leaf(id), self.ground.target)
        {
            let options = &self.run.matching;
            let mut take = |found: PatternMatch| {
                places.extend(self.in_context(found.range, &found.bindings));
            };
            self.note_gaps(find_at(
                pattern,
                target,
                options,
                node,
                &|| self.run.is_over(),
                &mut take,
            ));
        }
    }

    /// Every match in the file, found once for all rules that ask.
    fn all_of_file(&self, id: LeafId) -> Rc<[PatternMatch]> {
        match (self.run.rule.leaf(id), self.ground.target) {
            (CompiledLeaf::Code { pattern, .. }, Some(target)) => {
                let options = &self.run.matching;
                let (found, left_out) = target.matches(pattern, options, &|| self.run.is_over());
                self.note_gaps(left_out);
                found
            }
            _ => Rc::from([]),
        }
    }

    fn find(&self, id: LeafId, found: &mut dyn FnMut(PatternMatch)) {
        let leaf = self.run.rule.leaf(id);
        if let (CompiledLeaf::Code { pattern, .. }, Some(target)) = (leaf, self.ground.target) {
            let options = &self.run.matching;
            self.note_gaps(find(
                pattern,
                target,
                options,
                None,
                &|| self.run.is_over(),
                found,
            ));
        }
    }

    fn note_gaps(&self, left_out: LeftOut) {
        // Ways beside those that were found may only be missing where something else depends on them.
        let matters = match left_out {
            LeftOut::Nothing => false,
            LeftOut::Ways => !self.run.rule.document.is_one_pattern(),
            LeftOut::Places => true,
        };
        if matters && !self.run.is_over() {
            self.run.note(
                ProblemKind::TimedOut,
                "a pattern took too many steps in some places; matches may be missing".to_owned(),
                "use fewer ellipses and metavariables in one pattern",
            );
        }
    }

    /// A match whose metavariables agree with the context.
    fn in_context(&self, range: Range<u32>, bindings: &Bindings) -> Option<Candidate> {
        let bindings = match self.context {
            None => bindings.clone(),
            Some(context) if self.ground.agree(bindings, &context.bindings) => {
                extended(bindings, &context.bindings)
            }
            Some(_) => return None,
        };
        Some(Candidate {
            least_end: range.end,
            range,
            kind: CandidateKind::Plain,
            bindings,
            fix: None,
        })
    }

    fn regex(&self, pcre: &crate::pcre::Pcre) -> Vec<Candidate> {
        let within = self.range();
        let text = &self.ground.text[within.start as usize..within.end as usize];
        let mut places = Vec::new();
        let outcome = pcre.find_all(text, &|| self.run.is_over(), &mut |captured| {
            let range = shift(&captured.whole(), within.start);
            places.push(Candidate {
                least_end: range.end,
                range,
                kind: CandidateKind::Regex,
                bindings: captures(pcre, captured, within.start),
                fix: None,
            });
        });
        if outcome.is_err() {
            self.run.limit_reached(&pcre.source);
        }
        places
    }

    fn generic(&self, pattern: &crate::generic::GenericPattern) -> Vec<Candidate> {
        let options = &self.run.rule.document.options;
        let within = self.range();
        let is_whole = self.within.is_none() && self.context.is_none();
        let text = &self.ground.text[within.start as usize..within.end as usize];
        // A rule that asks for this text by name has it read whatever it looks like.
        if is_whole && !is_readable(text) {
            return Vec::new();
        }
        let read = || {
            let bare = options.comments.map(|style| without_comments(text, style));
            Rc::new(GenericText::new(bare.as_deref().unwrap_or(text)))
        };
        let nodes = if is_whole {
            self.run
                .file
                .derived::<GenericTexts>()
                .get(options.comments, read)
        } else {
            read()
        };
        let (found, complete) = pattern.find(&nodes, text, options.limits, &|| self.run.is_over());
        self.generic_places(found, complete)
    }

    fn aliengrep(&self, pattern: &AliengrepPattern) -> Vec<Candidate> {
        let within = self.range();
        let text = &self.ground.text[within.start as usize..within.end as usize];
        let (found, complete) = match self.run.rule.document.options.comments {
            Some(style) => pattern.find(&without_comments(text, style), &|| self.run.is_over()),
            None => pattern.find(text, &|| self.run.is_over()),
        };
        self.generic_places(found, complete)
    }

    fn generic_places(&self, found: Vec<generic::TextMatch>, complete: bool) -> Vec<Candidate> {
        if !complete && !self.run.is_over() {
            self.run.note(
                ProblemKind::TimedOut,
                "a generic pattern took too many steps in some places; matches may be missing"
                    .to_owned(),
                "use fewer ellipses",
            );
        }
        let within = self.range();
        let place = |found: generic::TextMatch| {
            let names = found.names.into_iter().map(|(name, range)| {
                let range = shift(&(range.start as usize..range.end as usize), within.start);
                (Rc::from(name), BoundValue::of_text(range))
            });
            let whole = found.range.start as usize..found.range.end as usize;
            let range = shift(&whole, within.start);
            Candidate {
                least_end: range.end,
                range,
                kind: CandidateKind::Plain,
                bindings: names.collect(),
                fix: None,
            }
        };
        found.into_iter().map(place).collect()
    }
}

/// The groups of an expression as metavariables.
pub fn captures(pcre: &crate::pcre::Pcre, captured: &Captured, base: u32) -> Bindings {
    pcre.bindings(captured)
        .map(|(name, range)| (Rc::from(name), BoundValue::of_text(shift(&range, base))))
        .collect()
}

fn shift(range: &Range<usize>, base: u32) -> Range<u32> {
    range.start as u32 + base..range.end as u32 + base
}
