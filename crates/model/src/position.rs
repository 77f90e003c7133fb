//! Where something is in a file.

use serde::{Deserialize, Serialize};

/// A place in a text, ready for people and for editors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Position {
    /// Line, from 1. Only `\n` ends a line.
    pub line: u32,
    /// Column in UTF-16 units, from 1.
    pub col: u32,
    /// Offset in bytes of the UTF-8 text, from 0.
    pub offset: u32,
}

/// A half-open stretch of text: `end` is the first place after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Range {
    /// The first place.
    pub start: Position,
    /// The first place after it.
    pub end: Position,
}

/// A stretch of some file, as seen from a finding.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Location {
    /// The file's path; none if it is the file that the finding is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub file: Option<String>,
    /// The stretch.
    pub range: Range,
}

impl Location {
    /// A stretch of the file that the finding is in.
    pub fn here(range: Range) -> Location {
        Location { file: None, range }
    }
}
