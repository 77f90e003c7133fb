//! The one severity scale that every dialect maps onto.

use serde::{Deserialize, Serialize};

/// How bad a finding is. Ordered from the mildest to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum Severity {
    /// Worth knowing; ast-grep's `hint`.
    Info,
    /// A matter of style or a small risk; ast-grep's `info`.
    Low,
    /// Should be looked at; ast-grep's `warning`.
    Medium,
    /// Most likely a bug or a hole; ast-grep's `error`.
    High,
    /// A hole that is open as it stands.
    Critical,
}
