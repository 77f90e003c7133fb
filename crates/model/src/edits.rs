//! What comes of applying fixes, and what is said of how texts are written.

use serde::{Deserialize, Serialize};

/// A text after fixes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct FixedText {
    /// The text.
    pub text: String,
    /// Fixes that are not in it.
    pub left_out: Vec<LeftOut>,
}

/// A fix that was not applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct LeftOut {
    /// Which, by its place among those that were given.
    pub fix: u32,
    /// The one that changes the same text; none if the fix lies outside of the text or cuts a character.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub by: Option<u32>,
}

/// An `.editorconfig` file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct EditorConfig {
    /// The path of its folder, as the paths of files have it; empty at their root.
    pub folder: String,
    /// Its text.
    pub text: String,
}

/// How a text is to be written, as far as somebody has said it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct TextStyle {
    /// Lines begin with tabs (true) or with blanks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub tabs: Option<bool>,
    /// How many columns a tab is wide, and a step of the indentation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub indent: Option<u32>,
    /// Lines end in `\r\n` (true) or in `\n`; counts where the text has only one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub crlf: Option<bool>,
    /// No blanks at the ends of lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub trim: Option<bool>,
    /// The last line has an end (true) or none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub final_newline: Option<bool>,
}
