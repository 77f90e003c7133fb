//! Lines and UTF-16 columns over UTF-8 text.
//!
//! The engine counts bytes, editors count UTF-16 units from the start of a line. Translating one
//! into the other must not cost a walk over the line each time: files with a single line of 20 MB
//! exist. So both tables are built once per text and every question afterwards takes constant time
//! but for one binary search.

mod lines;
mod order;

pub use lines::{LineIndex, Place};
pub use order::InOrder;

/// Characters of a finding's excerpt.
pub const EXCERPT: usize = 200;

/// The first line of a text, trimmed, cut at `max` characters.
pub fn excerpt(text: &str, max: usize) -> &str {
    let line = text.trim_start().lines().next().unwrap_or("").trim_end();
    line.char_indices()
        .nth(max)
        .map_or(line, |(end, _)| &line[..end])
}

/// The text with every run of white space as one blank, and none at its ends.
pub fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !squeezed.is_empty() {
            squeezed.push(' ');
        }
        squeezed.push_str(word);
    }
    squeezed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_are_one_trimmed_line_of_bounded_length() {
        assert_eq!(excerpt("  a b \n c", 200), "a b");
        assert_eq!(excerpt("ääää", 3), "äää");
        assert_eq!(excerpt("\r\n", 3), "");
    }

    #[test]
    fn squeezing_forgets_layout() {
        assert_eq!(squeeze(" a\n\t b  c "), "a b c");
        assert_eq!(squeeze(""), "");
    }
}
