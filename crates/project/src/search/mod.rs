//! Search: which files fulfil a query, and where its terms stand in them.

mod literal;
mod query;
mod structural;
mod tokens;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use assay_languages::Lang;
use assay_text::LineIndex;
use serde::Serialize;

use crate::standing::standing;
use crate::texts::{Text, Texts};
use crate::{FileId, Project, Symbols};

pub use query::{Condition, Filter, FilterKind, Matcher, Query, QueryError, Subject, Term, parse};
pub use structural::{StructuralFiles, StructuralQuery, structural};

/// Characters of a line that are told of a match, and of those before it where there are more.
pub const LINE: usize = 300;
const BEFORE: usize = 80;

/// What was found.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct SearchAnswer {
    /// Files with matches, the likeliest first.
    pub files: Vec<FoundFile>,
    /// How many matches there are, listed or not.
    pub total: usize,
    /// All files were looked at, and all matches are listed.
    pub whole: bool,
    /// Filters that no file passes.
    pub excludes_all: Vec<String>,
    /// How the files were looked into, if a pattern was looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub structure: Option<Structure>,
}

/// How a pattern was looked for.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Structure {
    /// Languages that it was looked for in, those of embedded code too.
    pub languages: Vec<String>,
    /// Languages in which it is no code, and why.
    pub refused: Vec<Refused>,
    /// How many files passed the filters.
    pub files: usize,
    /// How many of them were parsed; the others have not what every match has.
    pub parsed: usize,
    /// How many of them have code that the grammar cannot read, where matches may be missing.
    pub broken: usize,
    /// How many were not looked into to their end.
    pub unread: usize,
    /// The first of those.
    pub examples: Vec<UnreadFile>,
}

/// A language that a pattern is no code in.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Refused {
    /// Its id.
    pub language: String,
    /// What is wrong with the pattern.
    pub reason: String,
}

/// A file that was not looked into to its end.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct UnreadFile {
    /// Its path.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// The matches in one file.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct FoundFile {
    /// Its path.
    pub path: String,
    /// Its language; empty if it has none.
    pub language: String,
    /// In the order of the text.
    pub matches: Vec<FoundPlace>,
}

/// A match.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct FoundPlace {
    /// From 1.
    pub line: u32,
    /// In UTF-16 units from 1.
    pub col: u32,
    /// In UTF-16 units.
    pub length: u32,
    /// The line, trimmed, and cut around the match.
    pub text: String,
    /// Where the match begins in it, in UTF-16 units.
    pub from: u32,
    /// What the metavariables of a pattern stand for, by their names without `$`, each cut where it is long.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    #[cfg_attr(feature = "typescript", tsify(type = "Record<string, string>"))]
    pub metavars: BTreeMap<String, String>,
}

/// Searches all texts. `tick` is asked for each file; true ends the search, and what was found until then is told.
pub fn search(
    project: &Project,
    texts: &Texts,
    query: &Query,
    tick: &dyn Fn() -> bool,
) -> SearchAnswer {
    let wanted = Wanted::new(project, query);
    let mut answer = SearchAnswer {
        whole: true,
        ..SearchAnswer::default()
    };
    let mut found = Vec::new();
    let mut filters = Filters::new(&query.condition);
    for (path, text) in texts.iter() {
        if tick() {
            answer.whole = false;
            break;
        }
        let file = Candidate::new(project, path, text);
        filters.see(&file);
        let places = wanted.places(&file);
        if !places.is_empty() {
            answer.total += places.len();
            found.push((wanted.rank(&file, places.len()), file, places));
        }
    }
    if answer.whole {
        answer.excludes_all = filters.unmet();
    }
    found.sort_by(|(a, one, _), (b, other, _)| a.cmp(b).then(one.path.cmp(other.path)));
    let mut room = query.count.unwrap_or(usize::MAX);
    answer.whole &= answer.total <= room;
    for (_, file, places) in found {
        let listed = places.len().min(room);
        if listed == 0 {
            break;
        }
        room -= listed;
        let (lang, text) = (file.text.lang, file.text());
        answer
            .files
            .push(found_file(file.path, lang, text, &places[..listed]));
    }
    answer
}

/// A file that is asked whether it fulfils the query.
struct Candidate<'p> {
    project: &'p Project,
    path: &'p str,
    text: &'p Text,
    unpacked: OnceCell<Cow<'p, str>>,
    symbols: OnceCell<Option<Symbols>>,
}

impl<'p> Candidate<'p> {
    fn new(project: &'p Project, path: &'p str, text: &'p Text) -> Candidate<'p> {
        Candidate {
            project,
            path,
            text,
            unpacked: OnceCell::new(),
            symbols: OnceCell::new(),
        }
    }

    fn text(&self) -> &str {
        self.unpacked
            .get_or_init(|| self.text.unpack().unwrap_or_default())
    }

    fn symbols(&self) -> Option<&Symbols> {
        let decode = || self.project.get(self.project.find(self.path)?)?.outline();
        self.symbols.get_or_init(decode).as_ref()
    }
}

/// A file with matches, from one byte to another each.
pub fn found_file(
    path: &str,
    lang: Option<Lang>,
    text: &str,
    places: &[(usize, usize)],
) -> FoundFile {
    let lines = LineIndex::new(text);
    let place = |(start, end): &(usize, usize)| {
        let at = lines.place(text, *start);
        let (shown, from) = line_around(text, *start);
        FoundPlace {
            line: at.line,
            col: at.col,
            length: text[*start..*end].encode_utf16().count() as u32,
            text: shown.to_owned(),
            from,
            metavars: BTreeMap::new(),
        }
    };
    FoundFile {
        path: path.to_owned(),
        language: lang.map_or("", |lang| lang.id()).to_owned(),
        matches: places.iter().map(place).collect(),
    }
}

/// The line that a match begins in, trimmed and cut around it, and where in it the match begins, in UTF-16 units.
pub(crate) fn line_around(text: &str, start: usize) -> (&str, u32) {
    let begin = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let indent = text[begin..start].len() - text[begin..start].trim_start().len();
    let before = text[begin + indent..start].char_indices().rev();
    let from = match before.map(|(at, _)| at).nth(BEFORE) {
        Some(at) if text[begin + indent..end].chars().nth(LINE).is_some() => begin + indent + at,
        _ => begin + indent,
    };
    let shown = text[from..end].trim_end();
    let cut = shown
        .char_indices()
        .nth(LINE)
        .map_or(shown.len(), |(at, _)| at);
    let before = text[from..start].encode_utf16().count() as u32;
    (&shown[..cut], before)
}

/// A query, and what of the project its rank depends on.
struct Wanted<'q> {
    query: &'q Query,
    terms: Vec<&'q Term>,
    symbols: Vec<&'q Filter>,
    /// Files in which a term is the name of something.
    definers: HashSet<FileId>,
}

impl<'q> Wanted<'q> {
    fn new(project: &Project, query: &'q Query) -> Wanted<'q> {
        let mut wanted = Wanted {
            query,
            terms: Vec::new(),
            symbols: Vec::new(),
            definers: HashSet::new(),
        };
        wanted.gather(&query.condition);
        for name in wanted
            .terms
            .iter()
            .filter_map(|term| term.literal.as_deref())
        {
            wanted.definers.extend(project.files_defining(name));
        }
        wanted
    }

    /// What may be shown of a file: terms and symbols that are not negated.
    fn gather(&mut self, condition: &'q Condition) {
        match condition {
            Condition::And(all) | Condition::Or(all) => all.iter().for_each(|one| self.gather(one)),
            Condition::Not(_) => {}
            Condition::Term(term) => self.terms.push(term),
            Condition::Filter(filter) => {
                if matches!(filter.kind, FilterKind::Symbol(_)) {
                    self.symbols.push(filter);
                }
            }
        }
    }

    /// Where the terms stand in a file that fulfils the query, in bytes; its beginning if the query has none.
    fn places(&self, file: &Candidate<'_>) -> Vec<(usize, usize)> {
        if !self.fulfils(file, &self.query.condition) {
            return Vec::new();
        }
        let mut places = match self.query.subject {
            Subject::Text => self
                .terms
                .iter()
                .flat_map(|term| all_places(&term.matcher, file.text()))
                .collect(),
            Subject::Path | Subject::Structure => Vec::new(),
            Subject::Symbol => named(file, |name| {
                self.terms.iter().any(|term| fits(&term.matcher, name))
            }),
        };
        for filter in &self.symbols {
            if let FilterKind::Symbol(regex) = &filter.kind {
                places.extend(named(file, |name| regex.is_match(name)));
            }
        }
        if places.is_empty() && (self.terms.is_empty() || self.query.subject == Subject::Path) {
            return vec![(0, 0)];
        }
        places.sort_unstable();
        // Of places that overlap the first is shown.
        places.dedup_by(|next, last| next.0 < last.1 || next == last);
        places
    }

    fn fulfils(&self, file: &Candidate<'_>, condition: &Condition) -> bool {
        match condition {
            Condition::And(all) => all.iter().all(|one| self.fulfils(file, one)),
            Condition::Or(all) => all.iter().any(|one| self.fulfils(file, one)),
            Condition::Not(inner) => !self.fulfils(file, inner),
            Condition::Filter(filter) => passes(filter, file),
            Condition::Term(term) => match self.query.subject {
                Subject::Text => fits(&term.matcher, file.text()),
                Subject::Path | Subject::Structure => fits(&term.matcher, file.path),
                Subject::Symbol => !named(file, |name| fits(&term.matcher, name)).is_empty(),
            },
        }
    }

    /// The likeliest come first: what is no test and nobody generated, defines what is looked for, or is named after it.
    fn rank(&self, file: &Candidate<'_>, matches: usize) -> impl Ord + use<> {
        let id = file.project.find(file.path);
        let defines = id.is_some_and(|id| self.definers.contains(&id));
        let is_named = self.terms.iter().any(|term| fits(&term.matcher, file.path));
        (
            standing(file.path),
            !defines,
            !is_named,
            Reverse(matches.min(20)),
        )
    }
}

/// Which filters some file has passed.
struct Filters<'q> {
    unmet: Vec<&'q Filter>,
}

impl<'q> Filters<'q> {
    fn new(condition: &'q Condition) -> Filters<'q> {
        let mut unmet = Vec::new();
        let mut rest = vec![condition];
        while let Some(condition) = rest.pop() {
            match condition {
                Condition::And(all) => rest.extend(all),
                Condition::Filter(filter) => unmet.push(filter),
                _ => {}
            }
        }
        Filters { unmet }
    }

    fn see(&mut self, file: &Candidate<'_>) {
        self.unmet.retain(|filter| !passes(filter, file));
    }

    fn unmet(&self) -> Vec<String> {
        self.unmet
            .iter()
            .map(|filter| filter.text.clone())
            .collect()
    }
}

fn passes(filter: &Filter, file: &Candidate<'_>) -> bool {
    match &filter.kind {
        FilterKind::File(regex) => regex.is_match(file.path),
        FilterKind::Lang(lang) => file.text.lang == Some(*lang),
        FilterKind::Symbol(regex) => !named(file, |name| regex.is_match(name)).is_empty(),
    }
}

/// Where names that fit are defined in a file.
fn named(file: &Candidate<'_>, fits: impl Fn(&str) -> bool) -> Vec<(usize, usize)> {
    let Some(symbols) = file.symbols() else {
        return Vec::new();
    };
    let fitting = symbols
        .definitions
        .iter()
        .filter(|definition| fits(symbols.name(definition.name)));
    let range = |definition: &crate::Definition| {
        let range = definition.name_range;
        (range.start.offset as usize, range.end.offset as usize)
    };
    let length = file.text.length;
    fitting
        .map(range)
        .filter(|(_, end)| *end <= length)
        .collect()
}

fn fits(matcher: &Matcher, text: &str) -> bool {
    match matcher {
        Matcher::Literal(literal) => literal.find(text.as_bytes(), 0).is_some(),
        Matcher::Regex(regex) => regex.is_match(text),
    }
}

fn all_places(matcher: &Matcher, text: &str) -> Vec<(usize, usize)> {
    match matcher {
        Matcher::Regex(regex) => {
            let all = regex
                .find_iter(text)
                .map(|found| (found.start(), found.end()));
            all.filter(|(start, end)| end > start).collect()
        }
        Matcher::Literal(literal) => {
            let mut places = Vec::new();
            let mut from = 0;
            while let Some(at) = literal.find(text.as_bytes(), from) {
                from = at + literal.len();
                places.push((at, from));
            }
            places
        }
    }
}

#[cfg(test)]
mod tests {
    use super::line_around;

    #[test]
    fn a_line_is_shown_around_its_match() {
        assert_eq!(line_around("a\n  let x = y;  \nb", 8), ("let x = y;", 4));
        assert_eq!(line_around("x", 0), ("x", 0));
        assert_eq!(line_around("  \n\t\u{1f600}x\n", 8), ("\u{1f600}x", 2));
        assert_eq!(line_around("a\n\nb", 2), ("", 0));
        let long = format!("{}needle{}", "a".repeat(500), "b".repeat(500));
        let (shown, from) = line_around(&long, 500);
        assert_eq!((shown.len(), from), (300, 81));
        assert!(shown[from as usize..].starts_with("needle"));
    }
}
