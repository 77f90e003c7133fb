//! The line index: byte offset to line and UTF-16 column.

/// Bytes between two entries of the table of narrow bytes.
const STEP: usize = 1024;

/// A line and a column, both from 1; the column counts UTF-16 units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1. Only `\n` ends a line.
    pub line: u32,
    /// UTF-16 column, from 1.
    pub col: u32,
}

/// Where the lines of a text start, and how its bytes count in UTF-16.
#[derive(Debug)]
pub struct LineIndex {
    /// Offset of the first byte of each line.
    starts: Vec<u32>,
    /// UTF-16 units in front of each multiple of [`STEP`]; empty for ASCII text.
    units: Vec<u32>,
}

impl LineIndex {
    /// Builds the index in one pass; text over 4 GiB is beyond a wasm32 engine anyway.
    pub fn new(text: &str) -> LineIndex {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', bytes).map(|at| at as u32 + 1));
        let units = if text.is_ascii() {
            Vec::new()
        } else {
            unit_table(bytes)
        };
        LineIndex { starts, units }
    }

    /// The place of a byte offset. An offset past the end counts as the end.
    pub fn place(&self, text: &str, offset: usize) -> Place {
        let offset = offset.min(text.len());
        let line = self
            .starts
            .partition_point(|start| *start as usize <= offset)
            - 1;
        let start = self.starts[line] as usize;
        let col = self.units_before(text, offset) - self.units_before(text, start);
        Place {
            line: line as u32 + 1,
            col: col as u32 + 1,
        }
    }

    /// The offset of the first byte of a line counted from 1, if there is such a line.
    pub fn start_of(&self, line: u32) -> Option<usize> {
        self.starts
            .get(line.checked_sub(1)? as usize)
            .map(|start| *start as usize)
    }

    fn units_before(&self, text: &str, offset: usize) -> usize {
        if self.units.is_empty() {
            return offset;
        }
        let step = offset / STEP;
        self.units[step] as usize + utf16_units(&text.as_bytes()[step * STEP..offset])
    }
}

fn unit_table(bytes: &[u8]) -> Vec<u32> {
    let mut table = Vec::with_capacity(bytes.len() / STEP + 2);
    let mut units = 0;
    table.push(0);
    for chunk in bytes.chunks(STEP) {
        units += utf16_units(chunk) as u32;
        table.push(units);
    }
    table
}

/// UTF-16 units that start in these bytes: one per leading byte, two for a four-byte character.
fn utf16_units(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .map(|byte| usize::from(byte & 0xC0 != 0x80) + usize::from(*byte >= 0xF0))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every character boundary agrees with a walk over the characters.
    fn check(text: &str) {
        let index = LineIndex::new(text);
        let (mut line, mut col) = (1, 1);
        for (offset, char) in text.char_indices() {
            assert_eq!(
                index.place(text, offset),
                Place { line, col },
                "at {offset} of {text:?}"
            );
            if char == '\n' {
                (line, col) = (line + 1, 1);
            } else {
                col += char.len_utf16() as u32;
            }
        }
        assert_eq!(index.place(text, text.len()), Place { line, col });
        assert_eq!(index.place(text, text.len() + 9), Place { line, col });
    }

    #[test]
    fn places_agree_with_a_walk() {
        for text in [
            "",
            "\n",
            "a",
            "a\nb",
            "a\r\nb\r\n",
            "ä\n😀b\n\n中文",
            "\u{FEFF}x\ny",
            "a\rb\0c",
        ] {
            check(text);
        }
    }

    #[test]
    fn places_agree_across_steps() {
        for length in [STEP - 1, STEP, STEP + 1, 3 * STEP + 7] {
            check(&"x".repeat(length));
            check(&"😀ä".repeat(length / 4));
            check(&format!("{}\n😀", "中".repeat(length)));
        }
    }

    #[test]
    fn a_long_line_is_answered_at_once() {
        let text = "ab😀".repeat(200_000);
        let index = LineIndex::new(&text);
        for offset in (0..text.len()).step_by(60) {
            assert_eq!(index.place(&text, offset).line, 1);
        }
        assert_eq!(index.place(&text, text.len()).col, 800_001);
    }

    #[test]
    fn lines_start_where_they_start() {
        let index = LineIndex::new("a\nbc\n");
        assert_eq!(
            [0, 1, 2, 3, 4].map(|line| index.start_of(line)),
            [None, Some(0), Some(2), Some(5), None]
        );
    }
}
