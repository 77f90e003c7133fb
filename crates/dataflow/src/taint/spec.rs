//! What a taint rule says, and where its formulas matched.

use std::ops::Range;
use std::rc::Rc;

/// A taint rule without its formulas: these were matched before, see [`Matches`].
#[derive(Clone, Debug, Default)]
pub struct Spec {
    /// Where tainted data comes from.
    pub sources: Vec<Source>,
    /// What cleans it.
    pub sanitizers: Vec<Sanitizer>,
    /// What passes it on.
    pub propagators: Vec<Propagator>,
    /// Where it must not go.
    pub sinks: Vec<Sink>,
}

/// Where tainted data comes from.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Only the match itself is tainted, not what stands in it.
    pub exact: bool,
    /// Whether a variable that is matched stays tainted.
    pub by_side_effect: SideEffect,
    /// What runs after it is tainted.
    pub control: bool,
    /// The label of the taint.
    pub label: Option<Rc<str>>,
    /// What the match itself must be tainted with to be a source.
    pub requires: Option<Requires>,
}

/// What cleans.
#[derive(Clone, Debug, Default)]
pub struct Sanitizer {
    /// Only the match itself is clean, not what stands in it.
    pub exact: bool,
    /// Whether a variable that is matched stays clean.
    pub by_side_effect: bool,
    /// It cleans nothing that is a source, a sink or a propagator as well.
    pub not_conflicting: bool,
}

/// What passes taint on.
#[derive(Clone, Debug, Default)]
pub struct Propagator {
    /// Whether a variable that is matched stays tainted.
    pub by_side_effect: bool,
    /// What labels the taint must have.
    pub requires: Option<Requires>,
    /// The label it gets.
    pub label: Option<Rc<str>>,
    /// Labels that are replaced; none replaces all.
    pub replace_labels: Option<Vec<Rc<str>>>,
}

/// Where taint must not go.
#[derive(Clone, Debug, Default)]
pub struct Sink {
    /// Only the match itself counts, not what stands in it (Semgrep's default).
    pub exact: bool,
    /// What labels the taint must have.
    pub requires: Option<Requires>,
    /// It counts only where a function ends, and is reached by all that is tainted there. Its matches are
    /// [`exits`](super::exits), and only [`Level::Deep`] looks at them.
    pub at_exit: bool,
}

/// Whether a source taints what it matches for later, too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SideEffect {
    /// It does not.
    #[default]
    No,
    /// It does.
    Yes,
    /// It does, and the match itself is clean.
    Only,
}

/// A condition over labels.
#[derive(Clone, Debug, PartialEq)]
pub enum Requires {
    /// Always or never.
    Truth(bool),
    /// The taint has this label.
    Label(Rc<str>),
    /// It does not hold.
    Not(Box<Requires>),
    /// Both hold.
    And(Box<Requires>, Box<Requires>),
    /// One holds.
    Or(Box<Requires>, Box<Requires>),
}

impl Requires {
    /// Whether it holds for a set of labels.
    pub fn holds(&self, has: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Requires::Truth(truth) => *truth,
            Requires::Label(label) => has(label),
            Requires::Not(inner) => !inner.holds(has),
            Requires::And(left, right) => left.holds(has) && right.holds(has),
            Requires::Or(left, right) => left.holds(has) || right.holds(has),
        }
    }
}

/// Where the formulas of a rule matched. Findings name sources and sinks by their place in these lists.
#[derive(Clone, Debug, Default)]
pub struct Matches {
    /// Matches of sources.
    pub sources: Vec<RoleMatch>,
    /// Matches of sanitizers.
    pub sanitizers: Vec<RoleMatch>,
    /// Matches of propagators.
    pub propagators: Vec<Passage>,
    /// Matches of sinks.
    pub sinks: Vec<RoleMatch>,
}

/// A match of a source, sanitizer or sink.
#[derive(Clone, Debug, PartialEq)]
pub struct RoleMatch {
    /// Which entry of the spec matched.
    pub spec: usize,
    /// The bytes of the match, of its focus if it has one.
    pub range: Range<usize>,
    /// Whether the formula focuses on a metavariable.
    pub focused: bool,
}

/// A match of a propagator.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Which entry of the spec matched.
    pub spec: usize,
    /// The bytes whose taint is passed on.
    pub from: Range<usize>,
    /// The bytes that get it.
    pub to: Range<usize>,
}

/// Semgrep's options for taint, all off unless a rule says otherwise.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Calls do not hand on the taint of their arguments.
    pub assume_safe_functions: bool,
    /// `a[tainted]` is not tainted.
    pub assume_safe_indexes: bool,
    /// Comparisons are not tainted.
    pub assume_safe_comparisons: bool,
    /// Truth values are not tainted.
    pub assume_safe_booleans: bool,
    /// Numbers are not tainted.
    pub assume_safe_numbers: bool,
    /// Nothing but assignments hands taint on.
    pub only_propagate_through_assignments: bool,
    /// A finding is told for every pair of source and sink, for the caller to unify their metavariables.
    pub unify_mvars: bool,
}

/// How far the analysis goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// As far as open Semgrep does: within a function.
    #[default]
    Semgrep,
    /// Through the functions of the file, without dead branches, elements told apart.
    Deep,
}

/// What an analysis found.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The findings, in the order of the text.
    pub findings: Vec<TaintFinding>,
    /// What `semgrep` finds and `deep` does not, with the step that spares it; one for each such sink.
    pub dropped: Vec<(TaintFinding, Step)>,
    /// Whether the budget was used up before all was looked at.
    pub exhausted: bool,
}

/// Tainted data that reaches a sink.
#[derive(Clone, Debug, PartialEq)]
pub struct TaintFinding {
    /// The sink, by its place in [`Matches::sinks`].
    pub sink: usize,
    /// The sources, by their places in [`Matches::sources`]: one, or more where labels ask for them.
    pub sources: Vec<usize>,
    /// The way of the data: source, places between, sink.
    pub path: Vec<Hop>,
    /// The step of the deep analysis without which it would not be found.
    pub added_by: Option<Step>,
}

/// A place on the way of tainted data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// Its bytes.
    pub range: Range<usize>,
    /// What happens there.
    pub what: What,
}

/// What happens at a place on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Data comes in.
    Source,
    /// It is assigned.
    Assigned,
    /// It is handed to a function of the file.
    Passed,
    /// A function of the file gives it back.
    Returned,
    /// It is handed to something whose code is not here and which may give anything back: the name of that.
    Unfollowed,
    /// Something whose code is not here judges it and may have found it harmless: the name of that.
    Judged,
    /// It is compared with something that is not known here.
    Compared,
    /// It does harm.
    Sink,
}

impl What {
    /// Whether nobody knows what is left of the data behind it.
    pub fn is_guess(self) -> bool {
        matches!(self, What::Unfollowed | What::Judged | What::Compared)
    }
}

/// What the deep analysis does more than the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Follows calls of functions of the same file.
    Functions,
    /// Leaves out branches that cannot be taken.
    DeadBranches,
    /// Takes what was checked for harmless where the check holds.
    Guards,
    /// Tells elements of lists and maps apart.
    Elements,
    /// Looks at what is tainted where functions end.
    Exits,
    /// Tells objects apart, and follows calls with what they are handed.
    Objects,
    /// None of them alone.
    Several,
}

impl Step {
    /// Those that can be the cause alone, the one first that is where several are.
    pub(super) const SINGLE: [Step; 6] = [
        Step::Functions,
        Step::DeadBranches,
        Step::Guards,
        Step::Elements,
        Step::Exits,
        Step::Objects,
    ];

    /// Its name in results.
    pub fn id(self) -> &'static str {
        match self {
            Step::Functions => "functions",
            Step::DeadBranches => "dead-branches",
            Step::Guards => "guards",
            Step::Elements => "elements",
            Step::Exits => "exits",
            Step::Objects => "objects",
            Step::Several => "several",
        }
    }

    /// What it did, to people.
    pub fn describe(self) -> &'static str {
        match self {
            Step::Functions => "followed through functions of this file",
            Step::DeadBranches => "a branch that cannot be taken was left out",
            Step::Guards => "the value is checked before",
            Step::Elements => "elements of a collection were told apart",
            Step::Exits => "what is tainted where the function ends was looked at",
            Step::Objects => "objects and the calls that use them were told apart",
            Step::Several => "several steps together tell it apart",
        }
    }
}
