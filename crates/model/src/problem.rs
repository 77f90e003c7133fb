//! What went wrong without ending the work.

use serde::{Deserialize, Serialize};

/// Something that could not be done, and what to do about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Problem {
    /// What sort of thing went wrong.
    pub kind: ProblemKind,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to do, in a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub help: Option<String>,
    /// The file it is in: a source file or a rule file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub path: Option<String>,
    /// Line in that file, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub line: Option<u32>,
    /// Column in that line in UTF-16 units, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub col: Option<u32>,
    /// The rule it has to do with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub rule_id: Option<String>,
}

/// The sorts of problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum ProblemKind {
    /// A rule file or a rule in it cannot be used; the other rules still run.
    BadRule,
    /// A part of a rule or configuration is understood but cannot work here.
    Unsupported,
    /// The file took longer than its time budget and was cut off.
    TimedOut,
    /// A part of the file is nested deeper than is followed, and was not checked whole.
    TooDeep,
    /// The grammar of the file's language could not be loaded.
    NoGrammar,
    /// The worker died on this file.
    Crashed,
    /// The file could not be read.
    Unreadable,
}
