//! Where comments in a file hide findings of the rules about the project as a whole.

use crate::codec::{Damaged, Reader, Writer};

/// What the comments of one file hide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suppressed(pub Vec<Hidden>);

/// A rule that a comment hides on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// The rule.
    pub rule: String,
    /// The lines, from 1, the end exclusive; none if it is hidden in the whole file.
    pub lines: Option<(u32, u32)>,
    /// The comment, and its own line.
    pub comment: String,
    /// The line of the comment, from 1.
    pub comment_line: u32,
}

impl Suppressed {
    /// The analysis that makes them.
    pub const ANALYSIS: &'static str = "suppressed";
    /// The version of the bytes.
    pub const VERSION: u32 = 2;

    /// They as bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut to = Writer::default();
        to.number(self.0.len() as u32);
        for hidden in &self.0 {
            to.text(&hidden.rule);
            to.optional(hidden.lines.map(|(start, _)| start));
            to.optional(hidden.lines.map(|(_, end)| end));
            to.text(&hidden.comment);
            to.number(hidden.comment_line);
        }
        to.finish()
    }

    /// What bytes stand for.
    pub fn decode(bytes: &[u8]) -> Result<Suppressed, Damaged> {
        let mut from = Reader::new(bytes);
        let mut all = Vec::new();
        for _ in 0..from.count()? {
            all.push(Hidden {
                rule: from.text()?.to_owned(),
                lines: from.optional()?.zip(from.optional()?),
                comment: from.text()?.to_owned(),
                comment_line: from.number()?,
            });
        }
        from.end()?;
        Ok(Suppressed(all))
    }
}
