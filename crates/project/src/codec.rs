//! Summaries as bytes: numbers of as few bytes as they need (LEB128), texts with their length in front.

use std::collections::HashMap;

use assay_model::{Position, Range};

/// Bytes that are no summary, or one of another version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

/// Writes a summary.
#[derive(Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// The bytes.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }

    /// A number of any size.
    pub fn number(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    /// A number that may be missing; the greatest there is comes back as the one before it.
    pub fn optional(&mut self, number: Option<u32>) {
        self.number(number.map_or(0, |number| number.saturating_add(1)));
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u32);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Texts.
    pub fn texts(&mut self, texts: &[String]) {
        self.number(texts.len() as u32);
        for text in texts {
            self.text(text);
        }
    }

    /// A place behind another one.
    pub fn position(&mut self, position: Position, after: Position) {
        let lines = position.line.saturating_sub(after.line);
        self.number(lines);
        let col = if lines == 0 { after.col } else { 0 };
        self.number(position.col.saturating_sub(col));
        self.number(position.offset.saturating_sub(after.offset));
    }

    /// A stretch that starts behind a place.
    pub fn range(&mut self, range: Range, after: Position) {
        self.position(range.start, after);
        self.position(range.end, range.start);
    }
}

/// Reads a summary. Nothing in it is believed: it comes out of a database.
pub struct Reader<'b> {
    bytes: &'b [u8],
}

impl<'b> Reader<'b> {
    /// Reads from the first byte on.
    pub fn new(bytes: &'b [u8]) -> Reader<'b> {
        Reader { bytes }
    }

    /// See [`Writer::number`].
    pub fn number(&mut self) -> Result<u32, Damaged> {
        let mut number = 0u32;
        for shift in (0..35).step_by(7) {
            let (byte, rest) = self.bytes.split_first().ok_or(Damaged)?;
            self.bytes = rest;
            let bits = u32::from(byte & 0x7f);
            number |= bits.checked_shl(shift).ok_or(Damaged)?;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(Damaged)
    }

    /// How many things follow. Each takes a byte or more, so that there cannot be more than bytes.
    pub fn count(&mut self) -> Result<usize, Damaged> {
        let count = self.number()? as usize;
        (count <= self.bytes.len()).then_some(count).ok_or(Damaged)
    }

    /// See [`Writer::optional`].
    pub fn optional(&mut self) -> Result<Option<u32>, Damaged> {
        Ok(self.number()?.checked_sub(1))
    }

    /// See [`Writer::text`].
    pub fn text(&mut self) -> Result<&'b str, Damaged> {
        let length = self.count()?;
        let (text, rest) = self.bytes.split_at(length);
        self.bytes = rest;
        str::from_utf8(text).map_err(|_| Damaged)
    }

    /// See [`Writer::texts`].
    pub fn texts(&mut self) -> Result<Vec<String>, Damaged> {
        (0..self.count()?)
            .map(|_| Ok(self.text()?.to_owned()))
            .collect()
    }

    /// See [`Writer::position`].
    pub fn position(&mut self, after: Position) -> Result<Position, Damaged> {
        let lines = self.number()?;
        let col = if lines == 0 { after.col } else { 0 };
        Ok(Position {
            line: after.line.checked_add(lines).ok_or(Damaged)?,
            col: self.number()?.checked_add(col).ok_or(Damaged)?,
            offset: self.number()?.checked_add(after.offset).ok_or(Damaged)?,
        })
    }

    /// See [`Writer::range`].
    pub fn range(&mut self, after: Position) -> Result<Range, Damaged> {
        let start = self.position(after)?;
        let end = self.position(start)?;
        Ok(Range { start, end })
    }

    /// One of a list, by its number.
    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> Result<T, Damaged> {
        all.get(self.number()? as usize).copied().ok_or(Damaged)
    }

    /// Nothing may follow.
    pub fn end(self) -> Result<(), Damaged> {
        self.bytes.is_empty().then_some(()).ok_or(Damaged)
    }
}

/// The first place of a text.
pub const START: Position = Position {
    line: 1,
    col: 1,
    offset: 0,
};

/// Texts by number, each once.
#[derive(Default)]
pub struct Names<'t> {
    numbers: HashMap<&'t str, u32>,
    texts: Vec<&'t str>,
}

impl<'t> Names<'t> {
    /// The number of a text.
    pub fn number(&mut self, text: &'t str) -> u32 {
        *self.numbers.entry(text).or_insert_with(|| {
            self.texts.push(text);
            self.texts.len() as u32 - 1
        })
    }

    /// The number of a text that has come before.
    pub fn find(&self, text: &str) -> Option<u32> {
        self.numbers.get(text).copied()
    }

    /// All of them, in order.
    pub fn into_texts(self) -> Vec<String> {
        self.texts.into_iter().map(str::to_owned).collect()
    }
}
