//! The data that crosses the engine's border, as plain structs with public fields.
//!
//! These types are serialised as they are: the TypeScript declarations are derived from them
//! (feature `typescript`), so the two sides cannot disagree. Whatever outlives a release (stored
//! rows, links, exports) has its own versioned shape elsewhere.

mod clause;
mod edits;
mod finding;
mod position;
mod problem;
mod report;
mod rule;
mod severity;
mod shown_tree;

pub use clause::{Clause, ClauseScope};
pub use edits::{EditorConfig, FixedText, LeftOut, TextStyle};
pub use finding::{
    Confidence, Doubt, Edit, Finding, FindingOrigin, Fix, FlowKind, FlowStep, Label, LabelStyle,
    Metavariable, Status,
};
pub use position::{Location, Position, Range};
pub use problem::{Problem, ProblemKind};
pub use report::{FileReport, Lines, NotParsed, ParseHealth, ParseOutcome};
pub use rule::{
    Classes, Dialect, LoadedRules, Naming, RuleCost, RuleHead, RuleInfo, RuleOrigin, RuleSource,
};
pub use severity::Severity;
pub use shown_tree::{ShownNode, ShownTrees};
