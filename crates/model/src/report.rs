//! All that is known of one file after it was checked.

use serde::{Deserialize, Serialize};

use crate::{Finding, Problem};

/// The result of checking one file. Checking never fails: what went wrong is in `problems`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct FileReport {
    /// The path that was handed in.
    pub path: String,
    /// The id of the file's language; none if it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub language: Option<String>,
    /// Lines by sort.
    pub lines: Lines,
    /// Whether the file was parsed, and how well.
    pub parse: ParseOutcome,
    /// What was found, by start, then end, then rule id.
    pub findings: Vec<Finding>,
    /// What went wrong.
    pub problems: Vec<Problem>,
}

/// Line counts of one file. A line with code and a comment is a line of code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Lines {
    /// Lines with code on them.
    pub code: u32,
    /// Lines with nothing but comment.
    pub comment: u32,
    /// Lines with nothing but white space.
    pub blank: u32,
}

/// Whether a file was parsed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum ParseOutcome {
    /// It was.
    Parsed(ParseHealth),
    /// It was not.
    NotParsed {
        /// Why not.
        reason: NotParsed,
    },
}

/// How well a file was parsed, embedded languages included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct ParseHealth {
    /// Nodes in the tree.
    pub nodes: u32,
    /// Outermost error nodes and missing tokens.
    pub errors: u32,
    /// Bytes inside outermost error nodes.
    pub error_bytes: u32,
    /// Line of the first error, from 1; 0 if there is none.
    pub first_error_line: u32,
}

/// Why a file was not parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum NotParsed {
    /// No rule could match in it.
    NoRuleCouldMatch,
    /// Its language is not known or has no grammar.
    NoGrammar,
    /// It took longer than its time budget.
    TimedOut,
    /// It is nested deeper than the scanner of its grammar can remember.
    TooDeep,
    /// The engine broke on it; only hosts say so, the engine itself cannot.
    Crashed,
}
