//! Where the braces of a text are closed.

use std::collections::HashMap;

use super::Alphabet;

/// How many steps it may take to find out.
const BUDGET: usize = 20_000_000;

/// For each brace that is closed: where it starts, and what comes after its end.
pub struct Braces {
    ends: HashMap<usize, usize>,
    /// Whether all of them were looked at.
    pub complete: bool,
}

impl Braces {
    /// Finds them from the last to the first: what is in a brace is known when its end is looked for.
    pub fn of(text: &str, alphabet: &Alphabet, over_lines: bool) -> Braces {
        let mut braces = Braces {
            ends: HashMap::new(),
            complete: true,
        };
        let mut steps = 0;
        for (at, open) in text.char_indices().rev() {
            let Some(close) = alphabet.closing(open) else {
                continue;
            };
            if let Some(end) =
                braces.end_of(text, at + open.len_utf8(), close, over_lines, &mut steps)
            {
                braces.ends.insert(at, end);
            }
            if steps > BUDGET {
                braces.complete = false;
                break;
            }
        }
        braces
    }

    fn end_of(
        &self,
        text: &str,
        from: usize,
        close: char,
        over_lines: bool,
        steps: &mut usize,
    ) -> Option<usize> {
        let mut at = from;
        while let Some(c) = text[at..].chars().next() {
            *steps += 1;
            if c == close {
                return Some(at + c.len_utf8());
            }
            if *steps > BUDGET || c == '\n' && !over_lines {
                return None;
            }
            at = self.ends.get(&at).copied().unwrap_or(at + c.len_utf8());
        }
        None
    }

    /// What comes after the end of the brace that starts here.
    pub fn end(&self, at: usize) -> Option<usize> {
        self.ends.get(&at).copied()
    }
}
