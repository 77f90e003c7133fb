//! A summary as it travels and is stored.

/// What one analysis tells of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The analysis.
    pub analysis: String,
    /// The version of its data. Another version than that of the analysis is of no use.
    pub version: u32,
    /// The data: the same bytes for the same text.
    pub data: Vec<u8>,
}
