//! What a rule found in a file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Location, Range, Severity};

/// One match of one rule in one file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Finding {
    /// The rule's id.
    pub rule_id: String,
    /// The language of the matched text; differs from the file's inside an injection.
    pub language: String,
    /// The rule's severity at the time of the match.
    pub severity: Severity,
    /// The rule's message with its metavariables filled in.
    pub message: String,
    /// Where the match is.
    pub range: Range,
    /// The first line of the matched text, trimmed, at most 200 characters.
    pub excerpt: String,
    /// What each metavariable matched, by its name without the `$`.
    #[cfg_attr(feature = "typescript", tsify(type = "Record<string, Metavariable>"))]
    pub metavars: BTreeMap<String, Metavariable>,
    /// Places that explain the match; empty means that the match explains itself.
    pub labels: Vec<Label>,
    /// The way of the data from where it comes in to where it does harm, in its order; empty unless the rule follows data.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub flow: Vec<FlowStep>,
    /// The edit that would repair it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub fix: Option<Fix>,
    /// The same in every scan that finds the same thing, wherever its file lies by then; see the engine's `identity`.
    pub identity: String,
    /// A hash of the lines around it, so that twins are told apart when their file is checked again; empty where nobody
    /// knows them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub surroundings: String,
    /// Whether it is to be looked at, and if not, why.
    pub status: Status,
    /// What found it.
    pub origin: FindingOrigin,
    /// How sure its rule is of what it finds; none if the rule does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub confidence: Option<Confidence>,
    /// Why it is less sure than its rule usually is; none if it is as sure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub doubt: Option<Doubt>,
}

/// Whether a finding is to be looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum Status {
    /// It is.
    #[default]
    Open,
    /// A comment in the code hides it.
    Suppressed {
        /// The comment as it stands in the code.
        comment: String,
        /// Its line, from 1.
        line: u32,
        /// The last day on which it does, such as `2030-12-31`; none if it does for good.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", tsify(optional))]
        until: Option<String>,
    },
    /// A closer look takes it for no fault.
    Dismissed {
        /// What looked: the id of a step of the analysis; hosts add `elsewhere`, for a decision made in another program.
        step: String,
        /// Why it is none, in words.
        why: String,
    },
}

/// What found a finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum FindingOrigin {
    /// A rule, in one file by itself.
    #[default]
    File,
    /// An analysis of the project as a whole.
    Project,
    /// Another program, or another scan, whose findings were read.
    Import,
}

/// How sure a rule is of what it finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum Confidence {
    /// Often wrong; for audits.
    Low,
    /// Sometimes wrong.
    Medium,
    /// Seldom wrong.
    High,
}

/// Why a finding is less sure than its rule usually is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum Doubt {
    /// Its file tests, shows or documents the program.
    Test,
    /// Others wrote its file, and it lies in the project as it came from them.
    Vendored,
    /// A program wrote its file.
    Generated,
    /// Its data goes through a call or a check whose code is not in the file.
    Unfollowed,
}

/// What a metavariable stands for in one match.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Metavariable {
    /// The text it matched, or the text that a transformation made of it.
    pub text: String,
    /// Where that text is; none for a transformed variable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub range: Option<Range>,
}

/// A place that explains a match.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Label {
    /// Whether it is what is wrong or what it has to do with.
    pub style: LabelStyle,
    /// What to say of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub message: Option<String>,
    /// Where it is.
    #[serde(flatten)]
    pub location: Location,
}

/// The weight of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum LabelStyle {
    /// What is wrong.
    Primary,
    /// What it has to do with.
    Secondary,
}

/// One step on the way of data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct FlowStep {
    /// What happens there.
    pub kind: FlowKind,
    /// Where it is.
    #[serde(flatten)]
    pub location: Location,
    /// The line it starts on, trimmed, at most 200 characters.
    pub excerpt: String,
    /// What else to say of it, such as the step of the analysis that saw it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub note: Option<String>,
    /// Where the data of a source comes from: the name of a threat, such as `remote` or `environment`; none if its rule
    /// does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub threat: Option<String>,
}

/// What happens to data at a step of its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum FlowKind {
    /// It comes in.
    Source,
    /// It is handed on.
    Propagation,
    /// It does harm.
    Sink,
    /// It goes through code that is not here, or is judged by such: whether it still does harm is a guess.
    Guess,
}

/// What would repair a finding: one replacement, and the edits elsewhere that it needs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Fix {
    /// What is replaced; may be wider than the finding.
    pub range: Range,
    /// What takes its place.
    pub text: String,
    /// The code does the same afterwards, by the word of the rule's author; other fixes are for a person to look at.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub is_safe: bool,
    /// What else has to change in the file, such as an import that is missing; all of it or nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub also: Vec<Edit>,
}

/// One replacement of one stretch of text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Edit {
    /// What is replaced.
    pub range: Range,
    /// What takes its place.
    pub text: String,
}
