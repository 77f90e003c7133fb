//! What is known of a rule without running it.

use serde::{Deserialize, Serialize};

use crate::{Confidence, Problem, Severity};

/// A file of rules as a host hands it in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct RuleSource {
    /// Names the file in messages; its extension tells the dialect (`.yml`, `.yaml`, `.toml`).
    pub path: String,
    /// The text of the file.
    pub text: String,
    /// Who brought it.
    pub origin: RuleOrigin,
    /// What is in it, where that is known: then it is read when a text comes that one of these rules runs on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub rules: Vec<RuleHead>,
}

/// A rule of a file that has not been read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct RuleHead {
    /// Its id.
    pub id: String,
    /// Ids of the languages it runs on; any other name is that of rules for every text.
    pub languages: Vec<String>,
    /// The line it starts on, from 1.
    pub line: u32,
}

/// Who brought a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum RuleOrigin {
    /// It comes with Assay.
    Builtin,
    /// A person dropped it or named it on the command line.
    User,
    /// It lies in the project that is scanned.
    Project,
}

/// The format a rule is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum Dialect {
    /// ast-grep's YAML.
    AstGrep,
    /// Assay's own five-line TOML patterns.
    Toml,
    /// Semgrep's YAML.
    Semgrep,
    /// None: an analysis of the whole project finds it.
    Project,
    /// None: it is about the comments that hide findings.
    Comments,
}

/// A rule's face: all that is known without running it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct RuleInfo {
    /// Unique within a rule set and language; by convention `<language>/<problem>` for built-in ones.
    pub id: String,
    /// What it is called.
    #[serde(flatten)]
    pub naming: Naming,
    /// The format it is written in.
    pub dialect: Dialect,
    /// Ids of the languages it runs on.
    pub languages: Vec<String>,
    /// Its severity on Assay's scale; none if it is off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub severity: Option<Severity>,
    /// Its severity as its author wrote it.
    pub native_severity: String,
    /// What it says of a match, metavariables not filled in.
    pub message: String,
    /// Its documentation, Markdown.
    pub doc: String,
    /// Where to read more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub url: Option<String>,
    /// The words that a file must contain for it to be tried there, in words; none if it is tried on every file of its languages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub needs: Option<String>,
    /// Words to find it by: categories, CWE and OWASP ids.
    pub tags: Vec<String>,
    /// What sort of fault it finds.
    #[serde(flatten)]
    pub classes: Classes,
    /// Its metadata as JSON text; `{}` if it has none.
    pub metadata: String,
    /// Whether it offers a fix.
    pub has_fix: bool,
    /// Who brought it.
    pub origin: RuleOrigin,
    /// The file it stands in.
    pub path: String,
    /// The line it starts on, from 1.
    pub line: u32,
}

impl RuleInfo {
    /// A rule that is part of the engine and stands in no file. It is sure of itself and about maintainability; nothing else is
    /// said of it yet.
    pub fn of_engine(id: &str, dialect: Dialect) -> RuleInfo {
        RuleInfo {
            id: id.to_owned(),
            naming: Naming::default(),
            dialect,
            languages: Vec::new(),
            severity: None,
            native_severity: String::new(),
            message: String::new(),
            doc: String::new(),
            url: None,
            needs: None,
            tags: Vec::new(),
            classes: Classes {
                category: Some("maintainability".to_owned()),
                cwe: Vec::new(),
                owasp: Vec::new(),
                confidence: Some(Confidence::High),
            },
            metadata: "{}".to_owned(),
            has_fix: false,
            origin: RuleOrigin::Builtin,
            path: String::new(),
            line: 0,
        }
    }

    /// All ids that mean this rule: its own, then the former ones.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.id)
            .chain(&self.naming.aliases)
            .map(String::as_str)
    }

    /// The id that it had first. What outlives a change of its id, such as the identities of its findings, is made of this one.
    pub fn first_id(&self) -> &str {
        self.naming.aliases.first().unwrap_or(&self.id)
    }
}

/// What a rule is called, beside its id.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Naming {
    /// The usual name of what it finds, in a few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub title: Option<String>,
    /// Ids that it had before, the first one first: wherever a rule is named they mean it as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub aliases: Vec<String>,
    /// What other tools call a rule about the same fault, with the tool's name in front: `bandit/B307`, `eslint/no-eval`. Comments
    /// that suppress those hide its findings, too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub equivalents: Vec<String>,
}

/// What sort of fault a rule finds, as its author says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Classes {
    /// Such as `security` or `correctness`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub category: Option<String>,
    /// Ids in the Common Weakness Enumeration, such as `CWE-89`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub cwe: Vec<String>,
    /// Ids in lists of OWASP, such as `A03:2021`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub owasp: Vec<String>,
    /// How sure the rule is of what it finds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub confidence: Option<Confidence>,
}

/// What a rule has cost in a scan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct RuleCost {
    /// The rule's id.
    pub id: String,
    /// How long it worked, in milliseconds; an estimate, since not all of its work is timed.
    pub ms: f64,
    /// Files that it was tried on: those in which its words occur.
    pub files: u32,
}

/// What came of loading rule files.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct LoadedRules {
    /// The rules that can be used, of the files that were read.
    pub rules: Vec<RuleInfo>,
    /// What is wrong with the others.
    pub problems: Vec<Problem>,
    /// Changes when results would: a hash over sources, disabled rules and the engine's version.
    pub hash: String,
}
