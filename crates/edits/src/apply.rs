//! Applies fixes to a text, each whole or not at all.

use assay_model::{Edit, Fix, FixedText, LeftOut, Range, TextStyle};
use assay_text::InOrder;

use crate::style::Writing;

/// The text after all fixes, in the order of their starts. A fix that changes what an earlier one changes is left out, as
/// ast-grep does it; so is one that lies outside of the text or cuts a character. Two that add the same at one place, such
/// as an import, add it once. With a style what they write follows it and the text around; without they are taken as they are.
pub fn apply_fixes<'f>(
    text: &str,
    fixes: impl IntoIterator<Item = &'f Fix>,
    style: Option<&TextStyle>,
) -> FixedText {
    let fixes: Vec<&Fix> = fixes.into_iter().collect();
    let mut order: Vec<usize> = (0..fixes.len()).collect();
    order.put_in_order_by_key(|at| fixes[*at].range.start.offset);
    let mut taken = Taken::default();
    let mut left_out = Vec::new();
    for fix in order {
        let edits = edits_of(fixes[fix]);
        let is_inside = edits.iter().all(|edit| text.get(edit.bytes()).is_some());
        let by = if is_inside {
            taken.add(fix, edits)
        } else {
            Err(None)
        };
        if let Err(by) = by {
            left_out.push(LeftOut {
                fix: fix as u32,
                by: by.map(|by| by as u32),
            });
        }
    }
    FixedText {
        text: taken.write(text, style),
        left_out,
    }
}

/// One replacement in bytes.
#[derive(Clone, Copy)]
pub struct Piece<'f> {
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What takes its place.
    pub text: &'f str,
}

impl<'f> Piece<'f> {
    fn new(range: &Range, text: &'f str) -> Piece<'f> {
        Piece {
            start: range.start.offset as usize,
            end: range.end.offset as usize,
            text,
        }
    }

    /// What goes.
    pub fn bytes(&self) -> std::ops::Range<usize> {
        self.start..self.end
    }

    fn is_same(&self, other: &Piece<'_>) -> bool {
        self.bytes() == other.bytes() && self.text == other.text
    }

    /// Two that add at one place do not get in each other's way.
    fn overlaps(&self, other: &Piece<'_>) -> bool {
        self.start < other.end && other.start < self.end
    }
}

fn edits_of(fix: &Fix) -> Vec<Piece<'_>> {
    let also = fix.also.iter();
    std::iter::once(Piece::new(&fix.range, &fix.text))
        .chain(also.map(|Edit { range, text }| Piece::new(range, text)))
        .collect()
}

/// The edits that are made, in the order of the text, each with its fix.
#[derive(Default)]
struct Taken<'f>(Vec<(Piece<'f>, usize)>);

impl<'f> Taken<'f> {
    /// Takes all edits of a fix, or none: the error is the fix in whose way it is.
    fn add(&mut self, fix: usize, edits: Vec<Piece<'f>>) -> Result<(), Option<usize>> {
        let mut new = Vec::new();
        for edit in edits {
            let at = self.0.partition_point(|(one, _)| one.end < edit.start);
            let near = self.0[at..]
                .iter()
                .take_while(|(one, _)| one.start <= edit.end);
            let mut is_known = false;
            for (one, by) in near {
                // What replaces text does so once; only additions are shared.
                let is_shared = one.is_same(&edit) && edit.start == edit.end;
                if one.overlaps(&edit) || (one.is_same(&edit) && !is_shared) {
                    return Err(Some(*by));
                }
                is_known |= is_shared;
            }
            if !is_known {
                new.push(edit);
            }
        }
        for edit in new {
            let at = self
                .0
                .partition_point(|(one, _)| (one.start, one.end) <= (edit.start, edit.end));
            self.0.insert(at, (edit, fix));
        }
        Ok(())
    }

    fn write(&self, text: &str, style: Option<&TextStyle>) -> String {
        let mut writing = Writing::new(text, style);
        for (edit, _) in &self.0 {
            writing.replace(edit);
        }
        writing.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use assay_model::Position;

    fn fix((start, end, text): (u32, u32, &str)) -> Fix {
        let position = |offset| Position {
            line: 1,
            col: 1,
            offset,
        };
        Fix {
            range: Range {
                start: position(start),
                end: position(end),
            },
            text: text.to_owned(),
            is_safe: false,
            also: Vec::new(),
        }
    }

    fn check(text: &str, fixes: &[(u32, u32, &str)], expected: &str) {
        let fixes: Vec<Fix> = fixes.iter().copied().map(fix).collect();
        assert_eq!(apply_fixes(text, &fixes, None).text, expected);
    }

    #[test]
    fn fixes_apply_in_order_without_overlap() {
        check("abcdef", &[(4, 5, "E"), (0, 1, "A")], "AbcdEf");
        check("abcdef", &[(0, 4, "X"), (2, 3, "Y")], "Xef");
        check("abcdef", &[(0, 2, "X"), (2, 3, "")], "Xdef");
        check("abcdef", &[(0, 6, "X"), (1, 2, "Y"), (4, 5, "Z")], "X");
        check("abc", &[(1, 1, "-")], "a-bc");
        check("abc", &[(1, 1, "-"), (1, 1, "+")], "a-+bc");
        check("abc", &[(0, 3, "X"), (1, 1, "-")], "X");
        check("abc", &[(2, 9, "X")], "abc");
        check("äb", &[(1, 2, "X"), (2, 3, "c")], "äc");
    }

    #[test]
    fn what_is_left_out_names_what_it_would_have_changed_too() {
        let fixes = [fix((2, 3, "Y")), fix((0, 4, "X")), fix((9, 9, "Z"))];
        let fixed = apply_fixes("abcdef", &fixes, None);
        assert_eq!(fixed.text, "Xef");
        let out = |fix, by| LeftOut { fix, by };
        assert_eq!(fixed.left_out, [out(0, Some(1)), out(2, None)]);
    }

    #[test]
    fn a_fix_comes_with_all_of_its_edits_or_not_at_all() {
        let edit = |one: (u32, u32, &str)| {
            let Fix { range, text, .. } = fix(one);
            Edit { range, text }
        };
        let importing = |at: (u32, u32, &str)| Fix {
            also: vec![edit((0, 0, "import x\n"))],
            ..fix(at)
        };
        let twice = [importing((0, 1, "A")), importing((2, 3, "C"))];
        assert_eq!(apply_fixes("abc", &twice, None).text, "import x\nAbC");
        let blocked = [
            fix((0, 2, "X")),
            Fix {
                also: vec![edit((1, 2, "Y"))],
                ..fix((2, 3, "Z"))
            },
        ];
        let fixed = apply_fixes("abc", &blocked, None);
        assert_eq!(fixed.text, "Xc");
        assert_eq!(fixed.left_out[0].by, Some(0));
    }
}
