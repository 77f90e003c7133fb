//! The syntax of searches, which is Sourcegraph's: `word "two words" /re(gex)?/ file:\.ts$ -lang:go symbol:run
//! (a OR b) NOT c case:yes count:50`. Words stand for themselves and all must occur; a filter in front of which stands a
//! minus leaves out what it fits.

use assay_languages::Lang;
use assay_text::InOrder;
use regex::{Regex, RegexBuilder};
use serde::Serialize;

use super::literal::Literal;
use super::tokens::{Token, error, tokens};

/// What is searched for.
#[derive(Debug)]
pub struct Query {
    /// What a file must fulfil.
    pub condition: Condition,
    /// What the terms are looked for in.
    pub subject: Subject,
    /// The most matches that are listed; all if none.
    pub count: Option<usize>,
}

/// What terms are looked for in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The text.
    Text,
    /// The path.
    Path,
    /// The names that are defined.
    Symbol,
    /// The form of the code: see [`StructuralQuery`](super::StructuralQuery).
    Structure,
}

/// A condition on a file.
#[derive(Debug)]
pub enum Condition {
    /// All of them; none at all is always true.
    And(Vec<Condition>),
    /// One of them.
    Or(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// A term occurs.
    Term(Term),
    /// A filter fits.
    Filter(Filter),
}

/// Something that is looked for.
#[derive(Debug)]
pub struct Term {
    /// The text, if it stands for itself.
    pub literal: Option<String>,
    /// How it is found.
    pub matcher: Matcher,
}

/// How a term is found.
#[derive(Debug)]
pub enum Matcher {
    /// As it stands.
    Literal(Literal),
    /// By a regular expression.
    Regex(Regex),
}

/// A filter.
#[derive(Debug)]
pub struct Filter {
    /// As it was written.
    pub text: String,
    /// What it asks for.
    pub kind: FilterKind,
}

/// What a filter asks for.
#[derive(Debug)]
pub enum FilterKind {
    /// The path fits.
    File(Regex),
    /// The language is this.
    Lang(Lang),
    /// A name is defined that fits.
    Symbol(Regex),
}

/// Why a query cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{message}")]
pub struct QueryError {
    /// What is wrong.
    pub message: String,
    /// Where it begins, in UTF-16 units from 0.
    pub at: usize,
}

/// Reads a query.
pub fn parse(text: &str) -> Result<Query, QueryError> {
    let query = read(text, &tokens(text)?)?;
    if query.subject == Subject::Structure {
        let message = "`type:structural` stands in front of the pattern or behind it";
        return Err(error(text, 0, message.to_owned()));
    }
    Ok(query)
}

/// Reads the pieces of a query.
pub(super) fn read(text: &str, tokens: &[(usize, Token)]) -> Result<Query, QueryError> {
    let settings = Settings::of(tokens, text)?;
    let mut reader = QueryReader {
        text,
        tokens,
        at: 0,
        is_case_exact: settings.is_case_exact,
    };
    let condition = reader.any_of(false)?;
    Ok(Query {
        condition,
        subject: settings.subject,
        count: settings.count,
    })
}

/// What is said of the query as a whole.
struct Settings {
    is_case_exact: bool,
    subject: Subject,
    count: Option<usize>,
}

impl Settings {
    fn of(tokens: &[(usize, Token)], text: &str) -> Result<Settings, QueryError> {
        let mut settings = Settings {
            is_case_exact: false,
            subject: Subject::Text,
            count: None,
        };
        for (at, token) in tokens {
            let Token::Filter { key, value, .. } = token else {
                continue;
            };
            let wrong =
                |wanted: &str| error(text, *at, format!("`{key}:` takes {wanted}, not `{value}`"));
            match (key.as_str(), value.as_str()) {
                ("case", "yes") => settings.is_case_exact = true,
                ("case", "no") => settings.is_case_exact = false,
                ("case", _) => return Err(wrong("yes or no")),
                ("count", "all") => settings.count = None,
                ("count", value) => match value.parse() {
                    Ok(count) if count > 0 => settings.count = Some(count),
                    _ => return Err(wrong("a number or all")),
                },
                ("type", "text" | "file") => settings.subject = Subject::Text,
                ("type", "path") => settings.subject = Subject::Path,
                ("type", "symbol") => settings.subject = Subject::Symbol,
                ("type", "structural") => settings.subject = Subject::Structure,
                ("type", _) => return Err(wrong("text, path, symbol or structural")),
                _ => {}
            }
        }
        Ok(settings)
    }
}

struct QueryReader<'q> {
    text: &'q str,
    tokens: &'q [(usize, Token)],
    at: usize,
    is_case_exact: bool,
}

impl QueryReader<'_> {
    /// Conditions with OR between them, up to the end or a closing parenthesis.
    fn any_of(&mut self, is_inner: bool) -> Result<Condition, QueryError> {
        let mut all = vec![self.all_of()?];
        while self.take(&Token::Or) {
            all.push(self.all_of()?);
        }
        match self.tokens.get(self.at) {
            Some((at, Token::Close)) if !is_inner => Err(error(
                self.text,
                *at,
                "nothing is open that `)` could close".to_owned(),
            )),
            _ if all.len() == 1 => Ok(all.remove(0)),
            _ => Ok(Condition::Or(all)),
        }
    }

    /// Conditions with AND or nothing between them.
    fn all_of(&mut self) -> Result<Condition, QueryError> {
        let mut all = Vec::new();
        let mut needs_more = true;
        while let Some((at, token)) = self.tokens.get(self.at) {
            match token {
                Token::Or | Token::Close => break,
                Token::And if needs_more => {
                    return Err(error(
                        self.text,
                        *at,
                        "AND needs something in front of it".to_owned(),
                    ));
                }
                Token::And => {
                    self.at += 1;
                    needs_more = true;
                }
                _ => {
                    all.extend(self.one()?);
                    needs_more = false;
                }
            }
        }
        let end = self
            .tokens
            .get(self.at)
            .map_or(self.text.len(), |(at, _)| *at);
        let is_empty = self.tokens.is_empty();
        if needs_more && !is_empty {
            return Err(error(
                self.text,
                end,
                "something is missing here".to_owned(),
            ));
        }
        // What is asked of the path costs nothing, and spares the rest.
        all.put_in_order_by_key(Condition::cost);
        Ok(if all.len() == 1 {
            all.remove(0)
        } else {
            Condition::And(all)
        })
    }

    fn one(&mut self) -> Result<Option<Condition>, QueryError> {
        let (at, token) = &self.tokens[self.at];
        self.at += 1;
        let condition = match token {
            Token::Not => {
                let Some(_) = self.tokens.get(self.at) else {
                    return Err(error(
                        self.text,
                        *at,
                        "NOT needs something behind it".to_owned(),
                    ));
                };
                return Ok(self.one()?.map(|inner| Condition::Not(Box::new(inner))));
            }
            Token::Open => {
                let inner = self.any_of(true)?;
                if !self.take(&Token::Close) {
                    return Err(error(self.text, *at, "`(` is never closed".to_owned()));
                }
                inner
            }
            Token::Word(text) | Token::Exact(text) => Condition::Term(self.literal(text)),
            Token::Regex(pattern) => Condition::Term(Term {
                literal: None,
                matcher: Matcher::Regex(self.regex(*at, pattern)?),
            }),
            Token::Filter {
                key,
                value,
                is_negated,
            } => {
                let Some(kind) = self.filter(*at, key, value)? else {
                    return Ok(None);
                };
                let text = format!("{key}:{value}");
                let filter = Condition::Filter(Filter { text, kind });
                if *is_negated {
                    Condition::Not(Box::new(filter))
                } else {
                    filter
                }
            }
            Token::And | Token::Or | Token::Close => {
                return Err(error(
                    self.text,
                    *at,
                    "something is missing here".to_owned(),
                ));
            }
        };
        Ok(Some(condition))
    }

    fn filter(&self, at: usize, key: &str, value: &str) -> Result<Option<FilterKind>, QueryError> {
        let none = || error(self.text, at, format!("`{key}:` needs a value"));
        match key {
            _ if value.is_empty() => Err(none()),
            "file" => Ok(Some(FilterKind::File(self.regex(at, value)?))),
            "symbol" => Ok(Some(FilterKind::Symbol(self.regex(at, value)?))),
            "lang" => match Lang::from_name(value) {
                Some(lang) => Ok(Some(FilterKind::Lang(lang))),
                None => Err(error(
                    self.text,
                    at,
                    format!("there is no language `{value}`"),
                )),
            },
            _ => Ok(None),
        }
    }

    fn literal(&self, text: &str) -> Term {
        let literal = Literal::new(text, self.is_case_exact);
        // Letters beyond ASCII have cases that only tables know.
        let folds = !text.is_ascii() && !self.is_case_exact;
        let by_regex = || self.regex(0, &regex::escape(text)).ok();
        let regex = if folds { by_regex() } else { None };
        let matcher = match (regex, literal) {
            (None, Some(literal)) => Matcher::Literal(literal),
            (Some(regex), _) => Matcher::Regex(regex),
            (None, None) => Matcher::Regex(Regex::new("").expect("the empty pattern is one")),
        };
        Term {
            literal: Some(text.to_owned()),
            matcher,
        }
    }

    fn regex(&self, at: usize, pattern: &str) -> Result<Regex, QueryError> {
        let built = RegexBuilder::new(pattern)
            .case_insensitive(!self.is_case_exact)
            .multi_line(true)
            .size_limit(1 << 22)
            .build();
        built.map_err(|problem| {
            let said = problem.to_string();
            let last = said.lines().last().unwrap_or_default();
            let reason = last.trim().trim_start_matches("error: ");
            error(
                self.text,
                at,
                format!("`{pattern}` is not a valid regular expression: {reason}"),
            )
        })
    }

    fn take(&mut self, wanted: &Token) -> bool {
        let is_it = self
            .tokens
            .get(self.at)
            .is_some_and(|(_, token)| token == wanted);
        self.at += usize::from(is_it);
        is_it
    }
}

impl Condition {
    fn cost(&self) -> u8 {
        match self {
            Condition::Filter(Filter {
                kind: FilterKind::Lang(_) | FilterKind::File(_),
                ..
            }) => 0,
            Condition::Not(inner) => inner.cost(),
            Condition::Term(Term {
                matcher: Matcher::Literal(_),
                ..
            }) => 1,
            Condition::Filter(_) => 2,
            Condition::And(all) | Condition::Or(all) => {
                all.iter().map(Condition::cost).max().unwrap_or(0)
            }
            Condition::Term(_) => 3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(condition: &Condition) -> String {
        let list = |all: &[Condition], between: &str| {
            let all: Vec<String> = all.iter().map(shape).collect();
            format!("({})", all.join(between))
        };
        match condition {
            Condition::And(all) => list(all, " & "),
            Condition::Or(all) => list(all, " | "),
            Condition::Not(inner) => format!("!{}", shape(inner)),
            Condition::Filter(filter) => filter.text.clone(),
            Condition::Term(Term {
                literal: Some(text),
                ..
            }) => format!("[{text}]"),
            Condition::Term(Term {
                matcher: Matcher::Regex(regex),
                ..
            }) => format!("/{regex}/"),
            Condition::Term(_) => String::new(),
        }
    }

    fn read(text: &str) -> String {
        parse(text).map_or_else(
            |error| format!("{} at {}", error.message, error.at),
            |query| shape(&query.condition),
        )
    }

    #[test]
    fn conditions_are_read_as_people_write_them() {
        for (query, wanted) in [
            ("", "()"),
            ("a b", "([a] & [b])"),
            ("a AND b", "([a] & [b])"),
            ("a OR b c", "([a] | ([b] & [c]))"),
            ("(a OR b) c", "(([a] | [b]) & [c])"),
            ("NOT a", "![a]"),
            ("-a b", "(![a] & [b])"),
            ("\"a b\" 'c'", "([a b] & [c])"),
            ("\"a \\\" b\"", "[a \" b]"),
            ("/a b/", "/a b/"),
            ("/a\\/b/", "/a/b/"),
            ("/usr/bin", "[/usr/bin]"),
            ("f(x)", "[f(x)]"),
            ("(f(x))", "[f(x)]"),
            ("file:a b", "(file:a & [b])"),
            ("-file:\"a b\" lang:go", "(!file:a b & lang:go)"),
            ("b lang:TypeScript", "(lang:TypeScript & [b])"),
            ("http://x", "[http://x]"),
            ("case:yes count:5 a", "[a]"),
        ] {
            assert_eq!(read(query), wanted, "{query}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        for (query, wanted) in [
            ("a (b", "`(` is never closed at 2"),
            ("a )", "nothing is open that `)` could close at 2"),
            ("ä \"b", "the quote is never closed at 2"),
            (
                "/(/",
                "`(` is not a valid regular expression: unclosed group at 0",
            ),
            ("lang:klingon", "there is no language `klingon` at 0"),
            ("case:maybe", "`case:` takes yes or no, not `maybe` at 0"),
            ("count:0", "`count:` takes a number or all, not `0` at 0"),
            (
                "a type:structural b",
                "`type:structural` stands in front of the pattern or behind it at 0",
            ),
            (
                "type:x",
                "`type:` takes text, path, symbol or structural, not `x` at 0",
            ),
            ("file:", "`file:` needs a value at 0"),
            ("a OR", "something is missing here at 4"),
            ("AND a", "AND needs something in front of it at 0"),
            ("NOT", "NOT needs something behind it at 0"),
            (
                "repo:x",
                "`repo:` has no meaning here: there is one project at 0",
            ),
        ] {
            assert_eq!(read(query), wanted, "{query}");
        }
    }
}
