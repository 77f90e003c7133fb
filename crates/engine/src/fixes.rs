//! Applies fixes to a text.

use assay_model::Fix;

/// The text after all fixes, in the order of their starts. A fix that overlaps an earlier one is
/// left out, as ast-grep does it; so is one that lies outside of the text or cuts a character.
pub fn apply_fixes<'f>(text: &str, fixes: impl IntoIterator<Item = &'f Fix>) -> String {
    let mut fixes: Vec<&Fix> = fixes.into_iter().collect();
    fixes.sort_by_key(|fix| fix.range.start.offset);
    let mut fixed = String::with_capacity(text.len());
    let mut at = 0;
    for fix in fixes {
        let (start, end) = (
            fix.range.start.offset as usize,
            fix.range.end.offset as usize,
        );
        let Some(kept) = text.get(at..start) else {
            continue;
        };
        if text.get(start..end).is_none() {
            continue;
        }
        fixed.push_str(kept);
        fixed.push_str(&fix.text);
        at = end;
    }
    fixed.push_str(&text[at..]);
    fixed
}

#[cfg(test)]
mod tests {
    use super::*;
    use assay_model::{Position, Range};

    fn check(text: &str, fixes: &[(u32, u32, &str)], expected: &str) {
        let position = |offset| Position {
            line: 1,
            col: 1,
            offset,
        };
        let fixes: Vec<Fix> = fixes
            .iter()
            .map(|(start, end, text)| Fix {
                range: Range {
                    start: position(*start),
                    end: position(*end),
                },
                text: (*text).to_owned(),
            })
            .collect();
        assert_eq!(apply_fixes(text, &fixes), expected);
    }

    #[test]
    fn fixes_apply_in_order_without_overlap() {
        check("abcdef", &[(4, 5, "E"), (0, 1, "A")], "AbcdEf");
        check("abcdef", &[(0, 4, "X"), (2, 3, "Y")], "Xef");
        check("abcdef", &[(0, 2, "X"), (2, 3, "")], "Xdef");
        check("abc", &[(1, 1, "-")], "a-bc");
        check("abc", &[(2, 9, "X")], "abc");
        check("äb", &[(1, 2, "X"), (2, 3, "c")], "äc");
    }
}
