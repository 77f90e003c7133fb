//! Semgrep's second engine for texts without a grammar, `generic_engine: aliengrep`: indentation means nothing, what
//! words and braces are is for the rule to say, and an ellipsis runs as far as it must, over whole braces.
//!
//! Its documentation is Semgrep's "Aliengrep" page; what that leaves open goes by the open implementation, which
//! compiles patterns to recursive regular expressions. Here they are matched directly, within a budget of steps.

mod braces;
mod read;
mod search;

use super::TextMatch;
use read::{Element, read};

/// What words and braces are.
#[derive(Clone, Debug, PartialEq)]
pub struct Alphabet {
    /// Words may be written in either case.
    pub any_case: bool,
    /// A line's end is white space like any other.
    pub multiline: bool,
    /// What is in words besides ASCII letters, digits and `_`.
    pub extra_word_chars: Vec<char>,
    /// Braces: what opens, what closes.
    pub braces: Vec<(char, char)>,
}

impl Default for Alphabet {
    fn default() -> Alphabet {
        Alphabet {
            any_case: false,
            multiline: true,
            extra_word_chars: Vec::new(),
            braces: vec![('(', ')'), ('[', ']'), ('{', '}')],
        }
    }
}

impl Alphabet {
    fn is_word(&self, c: char) -> bool {
        c.is_ascii_alphanumeric() || c == '_' || self.extra_word_chars.contains(&c)
    }

    /// What closes a brace.
    fn closing(&self, open: char) -> Option<char> {
        let pair = self.braces.iter().find(|(opening, _)| *opening == open);
        pair.map(|(_, close)| *close)
    }

    /// Why it cannot be used, if so.
    pub fn fault(&self) -> Option<String> {
        let twice = |at: usize, of: fn(&(char, char)) -> char| {
            let sign = of(&self.braces[at]);
            self.braces[..at].iter().any(|pair| of(pair) == sign)
        };
        self.braces
            .iter()
            .enumerate()
            .find_map(|(at, (open, close))| {
                let word = [*open, *close].into_iter().find(|sign| self.is_word(*sign));
                match word {
                    Some(sign) => Some(format!(
                        "`{sign}` cannot be both a word character and a brace"
                    )),
                    None if twice(at, |pair| pair.0) => {
                        Some(format!("the brace `{open}` is duplicated"))
                    }
                    None if twice(at, |pair| pair.1) => {
                        Some(format!("the brace `{close}` is duplicated"))
                    }
                    None => None,
                }
            })
    }
}

/// A pattern of this engine.
pub struct AliengrepPattern {
    elements: Vec<Element>,
    /// Names of metavariables, with their signs, by number.
    names: Vec<String>,
    alphabet: Alphabet,
}

impl AliengrepPattern {
    /// Reads a pattern; the error has the byte where it is.
    pub fn parse(text: &str, alphabet: &Alphabet) -> Result<AliengrepPattern, (usize, String)> {
        let (elements, names) = read(text, alphabet)?;
        Ok(AliengrepPattern {
            elements,
            names,
            alphabet: alphabet.clone(),
        })
    }

    /// The words that every match contains.
    pub fn words(&self) -> Vec<&str> {
        let words = self.elements.iter().filter_map(|element| match element {
            Element::Word(word) => Some(word.as_str()),
            _ => None,
        });
        words.collect()
    }

    /// Its metavariables.
    pub fn metavariables(&self) -> Vec<String> {
        self.names.clone()
    }

    /// All matches, none of which overlap; false if the search was cut off before its end. `tick`
    /// is asked now and then; true means that the time is up.
    pub fn find(&self, text: &str, tick: &dyn Fn() -> bool) -> (Vec<TextMatch>, bool) {
        search::search(self, text, tick)
    }
}

#[cfg(test)]
mod tests;
