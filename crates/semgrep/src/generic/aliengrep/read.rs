//! From a pattern's text to what is looked for, one thing after another.

use std::iter::Peekable;
use std::str::CharIndices;

use super::Alphabet;

/// Parts that a pattern may have: each is a call within a call while it is matched.
const LONGEST: usize = 2_000;

/// A part of a pattern. White space may stand between any two.
#[derive(Clone, Debug, PartialEq)]
pub enum Element {
    /// A whole word.
    Word(String),
    /// Any other sign.
    Sign(char),
    /// The end of a line, where those count.
    Newline,
    /// A whole word, whichever; its metavariable.
    AnyWord(usize),
    /// As little as possible.
    Dots {
        /// It may run over the ends of lines.
        over_lines: bool,
        /// The brace that ends it: it stands between braces.
        until: Option<char>,
        /// Its metavariable.
        name: Option<usize>,
    },
    /// Nothing, at the start of the text or of a line.
    Start { of_line: bool },
    /// Nothing, at the end of the text or of a line.
    End { of_line: bool },
}

/// What a piece of a pattern is, before braces are matched.
#[derive(Clone, Debug)]
enum Token {
    Word(String),
    Sign(char),
    Newline,
    AnyWord(String),
    Dots { is_long: bool, name: Option<String> },
}

/// A pattern's parts, and the names of its metavariables.
pub fn read(
    text: &str,
    alphabet: &Alphabet,
) -> Result<(Vec<Element>, Vec<String>), (usize, String)> {
    // The line's end that YAML puts behind a block is no part of the pattern.
    let tokens = tokens(text.trim_end_matches(['\n', '\r']), alphabet);
    let pairs = pairs(&tokens, alphabet);
    let mut reader = Reader {
        elements: Vec::new(),
        names: Vec::new(),
        alphabet,
    };
    let mut open: Vec<(usize, char)> = Vec::new();
    let kind = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map(|(_, token)| token);
    for (at, (offset, token)) in tokens.iter().enumerate() {
        if open.last().is_some_and(|(end, _)| *end == at) {
            open.pop();
        }
        let before = kind(at.checked_sub(1));
        let after = kind(Some(at + 1));
        reader.add(
            token,
            before,
            after,
            open.last().map(|(_, close)| *close),
            *offset,
        )?;
        if let (Some(end), Token::Sign(sign)) = (pairs[at], token)
            && let Some(close) = alphabet.closing(*sign)
        {
            open.push((end, close));
        }
    }
    if reader.elements.is_empty() {
        return Err((0, "the pattern is empty".to_owned()));
    }
    if reader.elements.len() > LONGEST {
        return Err((0, format!("the pattern has more than {LONGEST} parts")));
    }
    Ok((reader.elements, reader.names))
}

struct Reader<'a> {
    elements: Vec<Element>,
    names: Vec<String>,
    alphabet: &'a Alphabet,
}

impl Reader<'_> {
    fn add(
        &mut self,
        token: &Token,
        before: Option<&Token>,
        after: Option<&Token>,
        until: Option<char>,
        offset: usize,
    ) -> Result<(), (usize, String)> {
        let (is_long, name) = match token {
            Token::Word(word) => {
                self.elements.push(Element::Word(word.clone()));
                return Ok(());
            }
            Token::Sign(sign) => {
                self.elements.push(Element::Sign(*sign));
                return Ok(());
            }
            Token::Newline => {
                self.elements.push(Element::Newline);
                return Ok(());
            }
            Token::AnyWord(name) => {
                let name = self.name(format!("${name}"), offset)?;
                self.elements.push(Element::AnyWord(name));
                return Ok(());
            }
            Token::Dots { is_long, name } => (*is_long, name),
        };
        let name = match name {
            Some(name) => Some(self.name(format!("$...{name}"), offset)?),
            None => None,
        };
        let over_lines = self.alphabet.multiline || is_long;
        let of_line = !over_lines;
        let is_border = |beside: Option<&Token>| match beside {
            None => true,
            Some(Token::Newline) => of_line,
            Some(_) => false,
        };
        // At its own end a pattern's ellipsis takes all that is there.
        if is_border(before) {
            self.elements.push(Element::Start { of_line });
        }
        self.elements.push(Element::Dots {
            over_lines,
            until,
            name,
        });
        if is_border(after) {
            self.elements.push(Element::End { of_line });
        }
        Ok(())
    }

    fn name(&mut self, name: String, offset: usize) -> Result<usize, (usize, String)> {
        let bare = |name: &str| name.trim_start_matches(['$', '.']).to_owned();
        if let Some(at) = self.names.iter().position(|known| *known == name) {
            return Ok(at);
        }
        if self.names.iter().any(|known| bare(known) == bare(&name)) {
            let message = format!(
                "`{}` is used both for one word and for several",
                bare(&name)
            );
            return Err((offset, message));
        }
        self.names.push(name);
        Ok(self.names.len() - 1)
    }
}

/// The pieces of a pattern with where they start.
fn tokens(text: &str, alphabet: &Alphabet) -> Vec<(usize, Token)> {
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let token = match c {
            '.' => match dots(&text[at + 1..]) {
                Some(is_long) => {
                    skip(&mut chars, at + 3 + usize::from(is_long));
                    Token::Dots {
                        is_long,
                        name: None,
                    }
                }
                None => Token::Sign('.'),
            },
            '$' => match metavariable(&text[at + 1..]) {
                Some((token, length)) => {
                    skip(&mut chars, at + 1 + length);
                    token
                }
                None => Token::Sign('$'),
            },
            '\n' if !alphabet.multiline => Token::Newline,
            c if c.is_whitespace() => continue,
            c if alphabet.is_word(c) => {
                let end = text[at..].find(|c| !alphabet.is_word(c));
                let end = end.map_or(text.len(), |length| at + length);
                skip(&mut chars, end);
                Token::Word(text[at..end].to_owned())
            }
            c => Token::Sign(c),
        };
        tokens.push((at, token));
    }
    tokens
}

fn skip(chars: &mut Peekable<CharIndices<'_>>, end: usize) {
    while chars.peek().is_some_and(|(at, _)| *at < end) {
        chars.next();
    }
}

/// Whether what follows a dot makes an ellipsis of it, and a long one.
fn dots(rest: &str) -> Option<bool> {
    rest.starts_with("..").then(|| rest.starts_with("..."))
}

/// What stands behind a dollar, with its length, if it is a metavariable.
fn metavariable(rest: &str) -> Option<(Token, usize)> {
    let dots = rest.len() - rest.trim_start_matches('.').len();
    let name = &rest[dots..];
    let is_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let length = name.find(|c| !is_name(c)).unwrap_or(name.len());
    let name = &name[..length];
    if !name.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let name = name.to_owned();
    let token = match dots {
        0 => Token::AnyWord(name),
        3 | 4 => Token::Dots {
            is_long: dots == 4,
            name: Some(name),
        },
        _ => return None,
    };
    Some((token, dots + length))
}

/// For each brace that is closed where its end is. One that is not, or closes nothing, is a sign like any other.
fn pairs(tokens: &[(usize, Token)], alphabet: &Alphabet) -> Vec<Option<usize>> {
    let mut pairs = vec![None; tokens.len()];
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, (_, token)) in tokens.iter().enumerate() {
        let Token::Sign(sign) = token else { continue };
        // What is open inside of what is closed here is not closed at all.
        if let Some(depth) = open.iter().rposition(|(_, close)| close == sign) {
            pairs[open[depth].0] = Some(at);
            open.truncate(depth);
        } else if let Some(close) = alphabet.closing(*sign) {
            open.push((at, close));
        }
    }
    pairs
}
