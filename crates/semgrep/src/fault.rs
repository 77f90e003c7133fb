//! What is wrong with a rule file.

use assay_model::ProblemKind;
use assay_rules::yaml::Fault;

/// What is wrong with a rule, and what to do.
#[derive(Debug)]
pub struct Bad {
    /// Whether it is a mistake or something that is not supported here.
    pub kind: ProblemKind,
    /// What and where.
    pub fault: Fault,
    /// What to do.
    pub help: String,
}

/// What reading gives.
pub type Read<T> = Result<T, Bad>;

/// A mistake.
pub fn bad<T>(at: usize, message: impl Into<String>, help: impl Into<String>) -> Read<T> {
    Err(Bad {
        kind: ProblemKind::BadRule,
        fault: Fault::new(at, message),
        help: help.into(),
    })
}

/// Something that is not supported.
pub fn unsupported<T>(at: usize, message: impl Into<String>, help: impl Into<String>) -> Read<T> {
    Err(Bad {
        kind: ProblemKind::Unsupported,
        fault: Fault::new(at, message),
        help: help.into(),
    })
}
