//! The one shape of a rule, whatever dialect it was written in.

use std::cell::LazyCell;

use assay_context::{FileContext, Node};
use assay_languages::Lang;
use assay_model::{FlowKind, LabelStyle, Problem, RuleInfo, Severity, Status};
use bit_set::BitSet;

use crate::{Needs, PathFilter, Threat};

/// A rule for one language, not yet compiled.
pub struct Rule {
    /// What is known of it without running it.
    pub info: RuleInfo,
    /// The language it runs on; none if it runs on every text.
    pub lang: Option<Lang>,
    /// Its severity; a rule that is off is never loaded this far.
    pub severity: Severity,
    /// Which files it wants to see.
    pub paths: PathFilter,
    /// What a file must contain for it to match at all; found out when a file comes.
    pub needs: LaterNeeds,
    /// Languages whose grammars it needs besides its own.
    pub also: Vec<Lang>,
    /// Whether it also runs on code of its language inside of other files.
    pub in_embedded: bool,
    /// What its author says of its fix.
    pub fixing: Fixing,
    /// How to compile it.
    pub blueprint: Box<dyn Blueprint>,
}

/// What the author of a rule says of its fix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fixing {
    /// The code does the same afterwards.
    pub is_safe: bool,
    /// Statements that what the fix writes needs, such as `import os`.
    pub imports: Vec<String>,
}

/// Needs that are found out when they are first asked for.
pub type LaterNeeds = LazyCell<Needs, Box<dyn FnOnce() -> Needs>>;

/// Needs that are known.
pub fn needs_known(needs: Needs) -> LaterNeeds {
    LazyCell::new(Box::new(|| needs))
}

/// A rule that can be compiled once the grammar of its language is there.
pub trait Blueprint {
    /// Compiles it, or says what is wrong with it and where.
    fn compile(&self) -> Result<Compiled, Problem>;

    /// What is wrong with parts that it runs without, once it was compiled.
    fn gaps(&self) -> Vec<Problem> {
        Vec::new()
    }
}

/// A compiled rule of either sort.
pub enum Compiled {
    /// One that is asked at nodes.
    Nodes(Box<dyn Matcher>),
    /// One that is asked once for a file.
    File(Box<dyn FileMatcher>),
}

/// A compiled rule that is asked at nodes.
pub trait Matcher {
    /// The kinds of nodes at which it must be asked. A rule about whole files names the root's kind.
    fn kinds(&self) -> &BitSet;

    /// Whether matching may recurse as deep as the tree, so that very deep trees are not for it.
    fn recurses(&self) -> bool {
        false
    }

    /// Tells every match at this node.
    fn matches(&self, node: Node<'_>, found: &mut dyn FnMut(Match));
}

/// A compiled rule that is asked once for a file.
pub trait FileMatcher {
    /// Tells every match in the file; gives back what went wrong.
    fn check(&self, file: &FileContext<'_>, found: &mut dyn FnMut(Match)) -> Vec<Problem>;
}

/// What a rule found, in byte offsets.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The matched bytes.
    pub range: std::ops::Range<usize>,
    /// The rule's message with metavariables filled in.
    pub message: String,
    /// What metavariables stand for, by name.
    pub metavars: Vec<(String, Capture)>,
    /// Places that explain the match.
    pub marks: Vec<Mark>,
    /// The way of the data that the rule followed, from source to sink.
    pub flow: Vec<Step>,
    /// The edit that would repair it.
    pub fix: Option<Replacement>,
    /// Whether it is to be looked at, as far as its rule knows.
    pub status: Status,
}

impl Match {
    /// Whether the data went through something whose code is not here, so that nobody knows what came of it.
    pub fn is_guess(&self) -> bool {
        self.flow.iter().any(|step| step.kind == FlowKind::Guess)
    }
}

/// What a metavariable stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Capture {
    /// Its text.
    pub text: String,
    /// Where that text is, unless a transformation made it.
    pub range: Option<std::ops::Range<usize>>,
}

/// A place that explains a match.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Its weight.
    pub style: LabelStyle,
    /// What to say of it.
    pub message: Option<String>,
    /// Where it is.
    pub range: std::ops::Range<usize>,
}

/// A step of data on its way through a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What happens there.
    pub kind: FlowKind,
    /// Where it is.
    pub range: std::ops::Range<usize>,
    /// What else to say of it, such as the step of the analysis that saw it.
    pub note: Option<String>,
    /// Where the data of a source comes from, if its rule says so.
    pub threat: Option<Threat>,
}

/// Bytes and what takes their place.
#[derive(Clone, Debug, PartialEq)]
pub struct Replacement {
    /// The bytes that go.
    pub range: std::ops::Range<usize>,
    /// The text that comes.
    pub text: String,
}
