//! The rules about such comments themselves: a comment that hides nothing gives a false sense of safety, or is in the way.

use assay_languages::Lang;
use assay_model::{Dialect, Naming, RuleInfo, Severity};

/// What is wrong with a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommentFault {
    /// It cannot be read, and hides nothing.
    Malformed,
    /// There is nothing to hide.
    Unused,
    /// Its last day is over, and it hides nothing any more.
    Expired,
}

/// A comment with a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentNotice {
    /// What is wrong with it.
    pub fault: CommentFault,
    /// Its line, from 1.
    pub line: u32,
    /// What to say of it.
    pub message: String,
}

impl CommentFault {
    /// All of them.
    pub const ALL: [CommentFault; 3] = [
        CommentFault::Malformed,
        CommentFault::Unused,
        CommentFault::Expired,
    ];

    /// The id of the rule.
    pub fn rule_id(self) -> &'static str {
        match self {
            CommentFault::Malformed => "suppression/malformed",
            CommentFault::Unused => "suppression/unused",
            CommentFault::Expired => "suppression/expired",
        }
    }

    /// How bad it is.
    pub fn severity(self) -> Severity {
        match self {
            CommentFault::Malformed | CommentFault::Expired => Severity::Low,
            CommentFault::Unused => Severity::Info,
        }
    }

    /// The rule that finds it.
    pub fn rule(self) -> RuleInfo {
        let (title, message, doc) = match self {
            CommentFault::Malformed => (
                "Malformed suppression comment",
                "This comment cannot be read, so it suppresses nothing.",
                MALFORMED,
            ),
            CommentFault::Unused => (
                "Unused suppression comment",
                "This comment suppresses nothing. Remove it.",
                UNUSED,
            ),
            CommentFault::Expired => (
                "Expired suppression comment",
                "The last day of this comment has passed, so it suppresses nothing. Fix what it hid, or give it a new date.",
                EXPIRED,
            ),
        };
        let severity = self.severity();
        RuleInfo {
            naming: Naming {
                title: Some(title.to_owned()),
                ..Naming::default()
            },
            languages: Lang::all().map(|lang| lang.id().to_owned()).collect(),
            severity: Some(severity),
            native_severity: if severity == Severity::Info {
                "info"
            } else {
                "low"
            }
            .to_owned(),
            message: message.to_owned(),
            doc: doc.to_owned(),
            tags: vec!["maintainability".to_owned(), "suppression".to_owned()],
            ..RuleInfo::of_engine(self.rule_id(), Dialect::Comments)
        }
    }
}

const MALFORMED: &str = "\
Whoever wrote the comment meant to suppress a finding, but it cannot be read: a rule ID is missing, a colon is in the \
wrong place, or a date is none. It suppresses nothing, rather than more than was meant.
";

const UNUSED: &str = "\
The comment names a rule that finds nothing here, or no rule that runs on the file. Mostly the code was fixed and the \
comment was forgotten; left alone, it will hide the next fault on that line. A comment in the form of another tool is \
reported only if it names one of Assay's rules, since that tool may need it.
";

const EXPIRED: &str = "\
A comment may say how long it holds, in its reason: `assay-ignore: rule-id -- legacy login, until 2030-12-31`. From the \
day after, it suppresses nothing, and what it hid is open again.
";
