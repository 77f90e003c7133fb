//! Rules: one representation for all dialects, how a dialect is joined in, and the prefilter in front.
//!
//! A dialect ([`DialectReader`]) turns pieces of rule files into [`Rule`]s; nothing here knows which
//! dialects there are. A rule says what a file must contain ([`Needs`]), and once the grammar
//! of its language is there it compiles to a [`Matcher`], which is asked at the nodes whose kind it
//! names, over the one tree that all rules of a file share, or to a [`FileMatcher`], which is asked once
//! for the file.

mod clauses;
mod dialect;
mod help;
mod language_rules;
mod metadata;
mod paths;
pub mod prefilter;
mod rule;
mod set;
mod suppress;
mod threats;
pub mod yaml;
mod yaml_serde;

pub use clauses::{ClauseWriter, beginning, only};
pub use dialect::{Claim, Content, DialectReader, Dialects, Injection, Piece, RuleFile, Shared};
pub use help::{Origin, closest};
pub use language_rules::LanguageRules;
pub use metadata::{classes, fixing, naming, tags};
pub use paths::{Glob, PathFilter, glob_set};
pub use prefilter::{Needs, Prefilter, Survivors};
pub use rule::{
    Blueprint, Capture, Compiled, FileMatcher, Fixing, LaterNeeds, Mark, Match, Matcher,
    Replacement, Rule, Step, needs_known,
};
pub use set::{Choices, RuleSet};
pub use suppress::{
    Comment, CommentFault, CommentNotice, Hiding, Standing, StandingOf, Suppressions,
};
pub use threats::{Threat, ThreatModels};
pub use yaml_serde::{from_yaml, to_json};
