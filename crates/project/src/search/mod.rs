//! Search: which files fulfil a query, and where its terms stand in them.

mod found;
mod literal;
mod query;
mod structural;
mod tokens;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::HashSet;

use assay_text::InOrder;

use crate::standing::{Standing, standing};
use crate::texts::{Text, Texts};
use crate::{FileId, Project, Symbols};

pub(crate) use found::line_around;
pub use found::{
    FoundFile, FoundPlace, LINE, Refused, SearchAnswer, Structure, UnreadFile, found_file,
};
pub use query::{Condition, Filter, FilterKind, Matcher, Query, QueryError, Subject, Term, parse};
pub use structural::{StructuralFiles, StructuralQuery, structural};

/// A search that goes through the texts, some of them at a time where not all are at hand.
pub struct TextSearch {
    query: Query,
    /// The likeliest files with matches until now, as many as are listed, sorted.
    found: Vec<(Rank, FoundFile)>,
    total: usize,
    whole: bool,
    /// Filters that no file has passed; none before anything was looked at.
    unmet: Option<Vec<String>>,
}

/// What comes first in a list: the least.
type Rank = (Standing, bool, bool, Reverse<usize>);

impl TextSearch {
    /// Nothing is looked at yet.
    pub fn new(query: Query) -> TextSearch {
        TextSearch {
            query,
            found: Vec::new(),
            total: 0,
            whole: true,
            unmet: None,
        }
    }

    /// Looks at these files, or at all, each of which is looked at once; tells those that have to be looked at again when
    /// their texts are there. `tick` is asked for each file; true ends it, and what was found until then stays.
    pub fn look(
        &mut self,
        project: &Project,
        texts: &Texts,
        paths: Option<&[String]>,
        tick: &dyn Fn() -> bool,
    ) -> Vec<String> {
        let wanted = Wanted::new(project, &self.query);
        let mut filters = Filters::new(&self.query.condition);
        let mut missing = Vec::new();
        let mut found = Vec::new();
        let mut seen = |path, text| {
            if tick() {
                self.whole = false;
                return false;
            }
            let file = Candidate::new(project, path, text, &wanted);
            filters.see(&file);
            let places = wanted.places(&file);
            if file.is_missing() {
                missing.push(path.to_owned());
            } else if !places.is_empty() {
                self.total += places.len();
                let rank = wanted.rank(&file, places.len());
                found.push((rank, file.packed(), places));
            }
            true
        };
        let _ = match paths {
            None => texts.iter().all(|(path, text)| seen(path, text)),
            Some(paths) => {
                let mut known = paths.iter().filter_map(|path| texts.entry(path));
                known.all(|(path, text)| seen(path, text))
            }
        };
        let unmet = filters.unmet();
        match &mut self.unmet {
            Some(before) => before.retain(|filter| unmet.contains(filter)),
            None => self.unmet = Some(unmet),
        }
        found.put_in_order_by(|(a, one, _), (b, other, _)| a.cmp(b).then(one.path.cmp(other.path)));
        let mut room = self.room();
        for (rank, file, places) in found {
            let listed = places.len().min(room);
            if listed == 0 {
                break;
            }
            room -= listed;
            let (lang, text) = (file.text.lang, file.text());
            if file.is_missing() {
                // Its path is what fits; its line is shown, too.
                self.total -= places.len();
                missing.push(file.path.to_owned());
                continue;
            }
            let shown = found_file(file.path, lang, text, &places[..listed]);
            self.found.push((rank, shown));
        }
        self.cut();
        missing
    }

    /// What came of it.
    pub fn finish(self) -> SearchAnswer {
        SearchAnswer {
            whole: self.whole && self.total <= self.room(),
            excludes_all: self.unmet.filter(|_| self.whole).unwrap_or_default(),
            files: self.found.into_iter().map(|(_, file)| file).collect(),
            total: self.total,
            ..SearchAnswer::default()
        }
    }

    fn room(&self) -> usize {
        self.query.count.unwrap_or(usize::MAX)
    }

    /// Leaves as many matches as are listed.
    fn cut(&mut self) {
        self.found
            .put_in_order_by(|(a, one), (b, other)| a.cmp(b).then(one.path.cmp(&other.path)));
        let mut room = self.room();
        self.found.retain_mut(|(_, file)| {
            file.matches.truncate(room);
            room -= file.matches.len();
            !file.matches.is_empty()
        });
    }
}

/// A file that is asked whether it fulfils the query.
struct Candidate<'p> {
    project: &'p Project,
    path: &'p str,
    text: &'p Text,
    /// It may define a name that is asked for.
    is_named: bool,
    unpacked: OnceCell<Cow<'p, str>>,
    symbols: OnceCell<Option<Symbols>>,
}

impl<'p> Candidate<'p> {
    fn new(
        project: &'p Project,
        path: &'p str,
        text: &'p Text,
        wanted: &Wanted<'_>,
    ) -> Candidate<'p> {
        let id = project.find(path);
        Candidate {
            project,
            path,
            text,
            is_named: id.is_some_and(|id| wanted.named.contains(&id)),
            unpacked: OnceCell::new(),
            symbols: OnceCell::new(),
        }
    }

    /// Without its text, which is unpacked again for those that are listed: all of them together are more than there is room for.
    fn packed(self) -> Candidate<'p> {
        Candidate {
            unpacked: OnceCell::new(),
            symbols: OnceCell::new(),
            ..self
        }
    }

    fn text(&self) -> &str {
        let unpack = || match self.text.is_elsewhere() {
            true => None,
            false => self.text.unpack(),
        };
        self.unpacked.get_or_init(|| unpack().unwrap_or_default())
    }

    /// Whether its text was asked for and is not there: nothing may be said of it.
    fn is_missing(&self) -> bool {
        self.text.is_elsewhere() && self.unpacked.get().is_some()
    }

    fn symbols(&self) -> Option<&Symbols> {
        let decode = || self.project.get(self.project.find(self.path)?)?.outline();
        self.symbols.get_or_init(decode).as_ref()
    }
}

/// A query, and what of the project its rank depends on.
struct Wanted<'q> {
    query: &'q Query,
    terms: Vec<&'q Term>,
    symbols: Vec<&'q Filter>,
    /// Files in which a term is the name of something.
    definers: HashSet<FileId>,
    /// Files that define a name which the query asks for, or asks not to be there.
    named: HashSet<FileId>,
}

impl<'q> Wanted<'q> {
    fn new(project: &Project, query: &'q Query) -> Wanted<'q> {
        let mut wanted = Wanted {
            query,
            terms: Vec::new(),
            symbols: Vec::new(),
            definers: HashSet::new(),
            named: HashSet::new(),
        };
        wanted.gather(&query.condition);
        let mut names = Vec::new();
        names_asked(&query.condition, query.subject, &mut names);
        if !names.is_empty() {
            wanted.named = project.files_with_name(|name| names.iter().any(|test| test(name)));
        }
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
        places.put_in_order();
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
    fn rank(&self, file: &Candidate<'_>, matches: usize) -> Rank {
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

type NameTest<'q> = Box<dyn Fn(&str) -> bool + 'q>;

/// Tests of names that a condition makes, negated ones among them.
fn names_asked<'q>(condition: &'q Condition, subject: Subject, tests: &mut Vec<NameTest<'q>>) {
    match condition {
        Condition::And(all) | Condition::Or(all) => {
            all.iter().for_each(|one| names_asked(one, subject, tests));
        }
        Condition::Not(inner) => names_asked(inner, subject, tests),
        Condition::Term(term) if subject == Subject::Symbol => {
            tests.push(Box::new(|name| fits(&term.matcher, name)));
        }
        Condition::Filter(Filter {
            kind: FilterKind::Symbol(regex),
            ..
        }) => tests.push(Box::new(|name| regex.is_match(name))),
        Condition::Term(_) | Condition::Filter(_) => {}
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
    // Unpacking the names of a file costs far more than looking for one among all names of the project.
    let Some(symbols) = file.is_named.then(|| file.symbols()).flatten() else {
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
    let mut length = file.text.length;
    if file.text.is_elsewhere() {
        // It is looked at again when its text is there, unless it only has to define something.
        file.text();
        length = usize::MAX;
    }
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
