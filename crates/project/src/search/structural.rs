//! Searches for code by its form: `type:structural` with a pattern, and filters in front of it or behind it.
//!
//! A pattern is code, in which quotes, parentheses and `word:` mean what they mean there; so nothing within it is read.

use assay_text::InOrder;

use super::query::{Query, QueryError, Subject, read};
use super::tokens::{Token, error, filter_key, word};
use super::{Candidate, Filters, Wanted};
use crate::standing::standing;
use crate::{Project, Texts};

/// A form of code that is looked for, and where.
#[derive(Debug)]
pub struct StructuralQuery {
    /// The pattern.
    pub pattern: String,
    /// Where it begins in the query, in UTF-16 units from 0.
    pub at: usize,
    /// What a file must fulfil. Its condition has filters only.
    pub files: Query,
}

/// The files that a form is looked for in.
#[derive(Debug, Default)]
pub struct StructuralFiles {
    /// Their paths: tests and what a program wrote come last.
    pub paths: Vec<Box<str>>,
    /// Filters that no file passes.
    pub excludes_all: Vec<String>,
}

impl StructuralQuery {
    /// The files in a known language that pass the filters.
    pub fn files(&self, project: &Project, texts: &Texts) -> StructuralFiles {
        let wanted = Wanted::new(project, &self.files);
        let mut filters = Filters::new(&self.files.condition);
        let mut paths: Vec<Box<str>> = Vec::new();
        for (path, text) in texts.iter() {
            let file = Candidate::new(project, path, text, &wanted);
            filters.see(&file);
            if text.lang.is_some() && wanted.fulfils(&file, &self.files.condition) {
                paths.push(path.into());
            }
        }
        // Stable: those of one standing stay in the order of their paths.
        paths.put_in_order_by_key(|path| standing(path));
        StructuralFiles {
            paths,
            excludes_all: filters.unmet(),
        }
    }
}

/// Reads a search for a form; none if the query looks for something else.
pub fn structural(text: &str) -> Result<Option<StructuralQuery>, QueryError> {
    let (mut filters, start) = filters_from(text, 0);
    let end = start + pattern_length(&text[start..]);
    filters.extend(filters_from(text, end).0);
    let is_structural = |(_, token): &(usize, Token)| matches!(token, Token::Filter { key, value, .. } if key == "type" && value == "structural");
    if !filters.iter().any(is_structural) {
        return Ok(None);
    }
    let files = read(text, &filters)?;
    let pattern = text[start..end].trim_end();
    match files.subject {
        Subject::Structure if pattern.is_empty() => Err(error(
            text,
            start,
            "`type:structural` needs a pattern, such as `f($X)`".to_owned(),
        )),
        Subject::Structure => Ok(Some(StructuralQuery {
            pattern: pattern.to_owned(),
            at: text[..start].encode_utf16().count(),
            files,
        })),
        // Another type was said last.
        _ => Ok(None),
    }
}

/// The filters that stand in a row from a byte on, and where what follows them begins.
fn filters_from(text: &str, mut at: usize) -> (Vec<(usize, Token)>, usize) {
    let mut filters = Vec::new();
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        let mut end = at;
        let is_filter = filter_key(&text[at..]).is_some();
        match is_filter.then(|| word(text, &mut end, 0)) {
            Some(Ok(filter)) => filters.push((at, filter)),
            _ => return (filters, at),
        }
        at = end;
    }
}

/// The length of a text without the filters that it ends with.
fn pattern_length(text: &str) -> usize {
    let blanks = text.char_indices().filter(|(_, char)| char.is_whitespace());
    let mut words = blanks.map(|(at, blank)| at + blank.len_utf8());
    let are_filters_from =
        |at: &usize| filter_key(&text[*at..]).is_some() && filters_from(text, *at).1 == text.len();
    words.find(are_filters_from).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{Condition, Filter};

    fn shape(query: &str) -> String {
        match structural(query) {
            Ok(Some(StructuralQuery { pattern, at, files })) => {
                let filters = match &files.condition {
                    Condition::And(all) => all.iter().map(name).collect(),
                    one => vec![name(one)],
                };
                format!("{at} {pattern} | {}", filters.join(" "))
            }
            Ok(None) => "no form".to_owned(),
            Err(error) => format!("{} at {}", error.message, error.at),
        }
    }

    fn name(condition: &Condition) -> String {
        match condition {
            Condition::Filter(Filter { text, .. }) => text.clone(),
            Condition::Not(inner) => format!("-{}", name(inner)),
            _ => "?".to_owned(),
        }
    }

    #[test]
    fn filters_stand_around_a_pattern() {
        for (query, wanted) in [
            ("type:structural f($X)", "16 f($X) | "),
            (
                "lang:go type:structural f(\"a b\", $X) file:x -file:\"y z\"",
                "24 f(\"a b\", $X) | lang:go file:x -file:y z",
            ),
            ("f($X) type:structural", "0 f($X) | "),
            ("lambda count: $X type:structural", "0 lambda count: $X | "),
            (
                "type:structural { file: $X, lang: $Y }",
                "16 { file: $X, lang: $Y } | ",
            ),
            ("type:structural \"(\" + $X", "16 \"(\" + $X | "),
            ("type:structural f( file:x", "16 f( | file:x"),
            ("ä($X) type:structural lang:rust", "0 ä($X) | lang:rust"),
            ("type:structural f type:text", "no form"),
            ("f($X)", "no form"),
            ("a type:structural b", "no form"),
            (
                "type:structural lang:go",
                "`type:structural` needs a pattern, such as `f($X)` at 23",
            ),
            (
                "type:structural f() lang:klingon",
                "there is no language `klingon` at 20",
            ),
        ] {
            assert_eq!(shape(query), wanted, "{query}");
        }
    }
}
