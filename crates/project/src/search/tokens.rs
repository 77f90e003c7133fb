//! The pieces of a query: words, quoted texts, regular expressions, filters and what is between them.

use super::query::QueryError;

/// One piece of a query.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// An opening parenthesis.
    Open,
    /// A closing one.
    Close,
    /// What stands on both sides.
    And,
    /// What stands on one of the sides.
    Or,
    /// Not what follows.
    Not,
    /// A word.
    Word(String),
    /// A text in quotes.
    Exact(String),
    /// A regular expression.
    Regex(String),
    /// A filter.
    Filter {
        /// What it looks at, by its one name.
        key: String,
        /// What it asks for.
        value: String,
        /// Whether what fits is left out.
        is_negated: bool,
    },
}

const KEYS: [(&str, &str); 13] = [
    ("file", "file"),
    ("f", "file"),
    ("path", "file"),
    ("lang", "lang"),
    ("language", "lang"),
    ("l", "lang"),
    ("symbol", "symbol"),
    ("type", "type"),
    ("case", "case"),
    ("count", "count"),
    ("repo", "repo"),
    ("r", "repo"),
    ("patterntype", "patterntype"),
];

/// Reads all of a query, each piece with the byte that it begins at.
pub fn tokens(text: &str) -> Result<Vec<(usize, Token)>, QueryError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    let mut open = 0usize;
    while let Some(char) = text[at..].chars().next() {
        let start = at;
        let token = match char {
            char if char.is_whitespace() => {
                at += char.len_utf8();
                continue;
            }
            '(' => {
                at += 1;
                open += 1;
                Token::Open
            }
            ')' if open > 0 || word_end(text, at, 0) == at + 1 => {
                at += 1;
                open = open.saturating_sub(1);
                Token::Close
            }
            '"' | '\'' => Token::Exact(quoted(text, &mut at, char)?),
            '/' if regex_end(text, at).is_some() => {
                let end = regex_end(text, at).unwrap_or(at);
                let pattern = text[at + 1..end].replace("\\/", "/");
                at = end + 1;
                Token::Regex(pattern)
            }
            _ => word(text, &mut at, open)?,
        };
        tokens.push((start, token));
    }
    Ok(tokens)
}

/// Reads a word, an operator or a filter.
pub fn word(text: &str, at: &mut usize, open: usize) -> Result<Token, QueryError> {
    let start = *at;
    if let Some((key, is_negated, value_at)) = filter_key(&text[start..]) {
        *at = start + value_at;
        let first = text[*at..].chars().next();
        let value = match first {
            Some(quote @ ('"' | '\'')) => quoted(text, at, quote)?,
            _ => plain(text, at, open),
        };
        if matches!(key, "repo" | "patterntype") {
            return Err(error(
                text,
                start,
                format!("`{key}:` has no meaning here: there is one project"),
            ));
        }
        return Ok(Token::Filter {
            key: key.to_owned(),
            value,
            is_negated,
        });
    }
    if text[start..].starts_with('-')
        && text[start + 1..]
            .starts_with(|char: char| char.is_alphanumeric() || char == '"' || char == '(')
    {
        *at += 1;
        return Ok(Token::Not);
    }
    Ok(match plain(text, at, open) {
        word if word == "AND" => Token::And,
        word if word == "OR" => Token::Or,
        word if word == "NOT" => Token::Not,
        word => Token::Word(word),
    })
}

/// The filter that a word begins with, whether it is negated, and where its value begins.
pub fn filter_key(word: &str) -> Option<(&'static str, bool, usize)> {
    let (is_negated, rest) = match word.strip_prefix(['-', '!']) {
        Some(rest) => (true, rest),
        None => (false, word),
    };
    let (key, _) = rest.split_once(':')?;
    let known = KEYS
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(key))?;
    Some((known.1, is_negated, usize::from(is_negated) + key.len() + 1))
}

fn plain(text: &str, at: &mut usize, open: usize) -> String {
    let start = *at;
    *at = word_end(text, start, open);
    text[start..*at].to_owned()
}

/// The end of a word: a blank, or a parenthesis that closes what was opened before it.
fn word_end(text: &str, start: usize, open: usize) -> usize {
    let mut depth = 0usize;
    for (offset, char) in text[start..].char_indices() {
        match char {
            char if char.is_whitespace() => return start + offset,
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            ')' if open > 0 => return start + offset,
            _ => {}
        }
    }
    text.len()
}

/// A text in quotes, in which a backslash takes the meaning from the next character.
fn quoted(text: &str, at: &mut usize, quote: char) -> Result<String, QueryError> {
    let start = *at;
    let mut value = String::new();
    let mut chars = text[start + 1..].char_indices();
    while let Some((offset, char)) = chars.next() {
        match char {
            '\\' => match chars.next() {
                Some((_, next)) if next == quote || next == '\\' => value.push(next),
                Some((_, 'n')) => value.push('\n'),
                Some((_, 't')) => value.push('\t'),
                Some((_, next)) => value.extend(['\\', next]),
                None => value.push('\\'),
            },
            char if char == quote => {
                *at = start + 1 + offset + 1;
                return Ok(value);
            }
            char => value.push(char),
        }
    }
    Err(error(text, start, "the quote is never closed".to_owned()))
}

/// The slash that ends a regular expression; none if it is a path, such as `/usr/bin`.
fn regex_end(text: &str, start: usize) -> Option<usize> {
    let mut is_escaped = false;
    for (offset, char) in text[start + 1..].char_indices() {
        let at = start + 1 + offset;
        match char {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '/' if at > start + 1 => {
                let is_end = text[at + 1..]
                    .chars()
                    .next()
                    .is_none_or(|next| next.is_whitespace() || next == ')');
                if is_end {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// What is wrong at a byte.
pub fn error(text: &str, at: usize, message: String) -> QueryError {
    QueryError {
        message,
        at: text[..at].encode_utf16().count(),
    }
}
