//! Where in a rule file something inside a text stands.
//!
//! A pattern is a scalar of YAML, often a block over several lines. The parser of patterns knows the
//! byte in the pattern where it failed; people want the line in their file.

use assay_rules::yaml::Yaml;

/// The offset in the file for an offset in a scalar of one line.
pub fn scalar_offset(yaml: &Yaml, offset: usize) -> usize {
    yaml.at + offset
}

/// The offset in the file for an offset in the scalar that starts at `at`.
pub fn offset_in_file(file: &str, at: usize, scalar: &str, offset: usize) -> usize {
    let offset = offset.min(scalar.len());
    let before = &scalar[..offset];
    let Some(rest) = file.get(at..) else {
        return at;
    };
    match rest.chars().next() {
        _ if is_literal_block(file, at) => in_block(file, at, before),
        Some('"' | '\'') => quoted(rest, at, before),
        _ => plain(file, at, before),
    }
}

/// Whether a scalar starts below a line that ends in `|`: the block's offset is that of its first word.
fn is_literal_block(file: &str, at: usize) -> bool {
    let line = file[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let header = file[..line].lines().next_back().unwrap_or_default();
    let sign = header
        .trim_end()
        .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
    line > 0 && file[line..at].trim().is_empty() && sign.ends_with('|')
}

/// Line by line, past the indentation of the block.
fn in_block(file: &str, at: usize, before: &str) -> usize {
    let number = before.matches('\n').count();
    let column = before.len() - before.rfind('\n').map_or(0, |newline| newline + 1);
    let mut start = file[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let indent = at - start;
    for _ in 0..number {
        match file[start..].find('\n') {
            Some(length) => start += length + 1,
            None => break,
        }
    }
    (start + indent + column).min(file.len())
}

/// Sign by sign; an escape in the file is one sign of the text.
fn quoted(rest: &str, at: usize, before: &str) -> usize {
    let is_double = rest.starts_with('"');
    let mut signs = rest.char_indices().skip(1).peekable();
    for _ in before.chars() {
        match signs.next() {
            Some((_, '\\')) if is_double => {
                signs.next();
            }
            Some((_, '\''))
                if !is_double && signs.peek().is_some_and(|(_, sign)| *sign == '\'') =>
            {
                signs.next();
            }
            Some(_) => {}
            None => break,
        }
    }
    at + signs.next().map_or(rest.len(), |(offset, _)| offset)
}

/// A plain scalar may go on over lines, which fold into spaces; so may a folded block.
fn plain(file: &str, at: usize, before: &str) -> usize {
    let mut rest = file[at..].char_indices().peekable();
    for sign in before.chars() {
        let folded = sign == ' ' || sign == '\n';
        match rest.next() {
            Some((_, '\n' | '\r')) if folded => {
                while rest.peek().is_some_and(|(_, next)| next.is_whitespace()) {
                    rest.next();
                }
            }
            Some((_, other)) if other != sign => {
                while rest.peek().is_some_and(|(_, next)| *next != sign) {
                    rest.next();
                }
                rest.next();
            }
            Some(_) => {}
            None => break,
        }
    }
    at + rest.next().map_or(file.len() - at, |(offset, _)| offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use assay_rules::yaml::documents;

    /// Where a sign of the scalar under `k` stands in the file.
    fn check(file: &str, sign: char) {
        let document = documents(file).remove(0).unwrap();
        let yaml = document.get("k").unwrap();
        let text = yaml.text().unwrap();
        let offset = text.find(sign).unwrap();
        let found = offset_in_file(file, yaml.at, text, offset);
        assert_eq!(file[found..].chars().next(), Some(sign), "{file:?}");
    }

    #[test]
    fn a_place_in_a_scalar_is_a_place_in_the_file() {
        check("k: foo(!)", '!');
        check("k: 'it''s !'", '!');
        check("k: \"a\\\"b !\"", '!');
        check("k: |\n  a\n\n  b !\n  c", '!');
        check("k: |-\n    a\n      b !\n", '!');
        check("k: >-\n  a\n  b\n  !\n", '!');
    }
}
