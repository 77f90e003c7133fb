//! Questions in plain words: which functions and types are about what the words say.
//!
//! Every function and type is a document of several fields, of which its name counts most (BM25F); what is found is then
//! ordered by how much of the question its name has, and by what its file is for. No model of any language is asked.

mod words;

use std::collections::HashMap;

use assay_languages::SymbolKind;
use serde::Serialize;

use crate::standing::{Standing, standing};
use crate::{FileId, Project, Symbols};

/// Something that a question may be about.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct AskRow {
    /// Its name.
    pub name: String,
    /// Such as `class` or `function`.
    pub kind: String,
    /// The path of its file.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// How well it fits; only to be compared with others of the same answer.
    pub score: f32,
    /// Which words of the question stand where.
    pub why: String,
}

/// The fields of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Name,
    Container,
    Path,
    Head,
    Comment,
    Code,
}

const FIELDS: [Field; 6] = [
    Field::Name,
    Field::Container,
    Field::Path,
    Field::Head,
    Field::Comment,
    Field::Code,
];
/// What a word counts in each field, and how much it counts less in a long one.
const WEIGHTS: [f32; 6] = [5.0, 1.2, 0.8, 1.5, 3.0, 1.0];
const LENGTHS: [f32; 6] = [0.4, 0.3, 0.3, 0.5, 0.5, 0.75];
/// How soon more of the same word is no more.
const SATURATION: f32 = 1.6;
/// Words of a body that count.
const BODY: usize = 2000;

/// Where a word stands in a document.
#[derive(Clone, Copy, Debug, Default)]
struct Posting {
    document: u32,
    /// How often in each field.
    counts: [u8; 6],
}

#[derive(Debug)]
struct Document {
    file: FileId,
    /// Its place among the definitions of its file.
    at: u32,
    lengths: [u16; 6],
    /// What counts against it: tests and generated code.
    prior: f32,
}

/// All functions and types by the words in them.
#[derive(Debug, Default)]
pub struct Questions {
    documents: Vec<Document>,
    postings: HashMap<Box<str>, Vec<Posting>>,
    average: [f32; 6],
}

impl Questions {
    /// Reads all files; comments are left out where they are not wanted.
    pub fn new(project: &Project, with_comments: bool) -> Questions {
        let mut questions = Questions::default();
        for (id, file) in project.files() {
            if let Some(symbols) = file.symbols() {
                questions.read(id, &file.path, &symbols, with_comments);
            }
        }
        let mut sums = [0.0f32; 6];
        for document in &questions.documents {
            for (sum, length) in sums.iter_mut().zip(document.lengths) {
                *sum += f32::from(length);
            }
        }
        let count = questions.documents.len().max(1) as f32;
        questions.average = sums.map(|sum| (sum / count).max(0.1));
        questions
    }

    fn read(&mut self, file: FileId, path: &str, symbols: &Symbols, with_comments: bool) {
        let stems: Vec<Vec<String>> = symbols.names.iter().map(|name| stems_of(name)).collect();
        let path_stems = stems_of(path.rsplit_once('.').map_or(path, |(path, _)| path));
        let prior = prior_of(path);
        for (definition, at) in symbols.definitions.iter().zip(0..) {
            if !is_asked_for(definition.kind) {
                continue;
            }
            let mut words = Words::default();
            words.take(&stems[definition.name as usize], Field::Name);
            words.take(
                &stems_of(&symbols.container_name(definition.container)),
                Field::Container,
            );
            words.take(&path_stems, Field::Path);
            words.take(&stems_of(&definition.signature), Field::Head);
            if with_comments {
                words.take(&stems_of(&definition.doc), Field::Comment);
            }
            let (start, end) = (definition.range.start.offset, definition.range.end.offset);
            let first = symbols
                .occurrences
                .partition_point(|one| one.offset < start);
            let inner = symbols.occurrences[first..]
                .iter()
                .take_while(|one| one.offset < end);
            for one in inner.take(BODY) {
                words.take(&stems[one.name as usize], Field::Code);
            }
            self.add(
                words,
                Document {
                    file,
                    at,
                    lengths: [0; 6],
                    prior,
                },
            );
        }
    }

    fn add(&mut self, words: Words, document: Document) {
        let number = self.documents.len() as u32;
        for (word, counts) in words.counts {
            let posting = Posting {
                document: number,
                counts,
            };
            match self.postings.get_mut(word.as_str()) {
                Some(all) => all.push(posting),
                None => {
                    self.postings.insert(word.into(), vec![posting]);
                }
            }
        }
        self.documents.push(Document {
            lengths: words.lengths,
            ..document
        });
    }

    /// What a question is about, the likeliest first.
    pub fn ask(&self, project: &Project, question: &str, limit: usize) -> Vec<AskRow> {
        let words = words::question(question);
        let mut found: HashMap<u32, Found> = HashMap::new();
        let mut all = 0.0;
        for (word, which) in words.iter().zip(0..) {
            let postings = self
                .postings
                .get(word.as_str())
                .map_or(&[][..], Vec::as_slice);
            let rarity = self.rarity(postings.len());
            all += rarity;
            for posting in postings {
                let found = found.entry(posting.document).or_default();
                found.take(posting, rarity, self.weight(posting), which);
            }
        }
        let mut ranked: Vec<(f32, u32)> = found
            .iter()
            .map(|(document, found)| (self.score(*document, found, all), *document))
            .collect();
        ranked.sort_by(|(a, one), (b, other)| b.total_cmp(a).then(one.cmp(other)));
        let rows = ranked.into_iter().take(limit);
        rows.filter_map(|(score, document)| {
            self.row(project, document, score, &found[&document], &words)
        })
        .collect()
    }

    fn rarity(&self, count: usize) -> f32 {
        let (count, all) = (count as f32, self.documents.len() as f32);
        (1.0 + (all - count + 0.5) / (count + 0.5)).ln()
    }

    /// How much a word counts in a document before it is too much.
    fn weight(&self, posting: &Posting) -> f32 {
        let lengths = self.documents[posting.document as usize].lengths;
        let mut weight = 0.0;
        for field in 0..WEIGHTS.len() {
            let length = f32::from(lengths[field]) / self.average[field];
            let norm = 1.0 - LENGTHS[field] + LENGTHS[field] * length;
            weight += WEIGHTS[field] * f32::from(posting.counts[field]).sqrt() / norm.max(0.1);
        }
        weight / (SATURATION + weight)
    }

    /// The words found, more if the name has many of them, less if the file is not what the project is for.
    fn score(&self, document: u32, found: &Found, all: f32) -> f32 {
        let document = &self.documents[document as usize];
        let share = found.in_name / all.max(0.01);
        let exact = f32::from(document.lengths[Field::Name as usize]);
        let covered = if exact > 0.0 {
            f32::from(found.words_in_name) / exact
        } else {
            0.0
        };
        (found.score + all * (NAME * share + COVERED * covered * share)) * document.prior
    }

    fn row(
        &self,
        project: &Project,
        document: u32,
        score: f32,
        found: &Found,
        words: &[String],
    ) -> Option<AskRow> {
        let Document { file, at, .. } = self.documents.get(document as usize)?;
        let file = project.get(*file)?;
        let symbols = file.outline()?;
        let definition = symbols.definitions.get(*at as usize)?;
        Some(AskRow {
            name: symbols.name(definition.name).to_owned(),
            kind: definition.kind.text(),
            file: file.path.to_string(),
            line: definition.name_range.start.line,
            score: (score * 1000.0).round() / 1000.0,
            why: found.why(words),
        })
    }
}

/// How much the share of the question counts that the name has, and that of the name that the question has.
const NAME: f32 = 0.5;
const COVERED: f32 = 0.3;

/// The words of one document: how often each stands in each field.
#[derive(Default)]
struct Words {
    counts: HashMap<String, [u8; 6]>,
    lengths: [u16; 6],
}

impl Words {
    fn take(&mut self, stems: &[String], field: Field) {
        let field = field as usize;
        for stem in stems {
            self.lengths[field] = self.lengths[field].saturating_add(1);
            let counts = match self.counts.get_mut(stem) {
                Some(counts) => counts,
                None => self.counts.entry(stem.clone()).or_default(),
            };
            counts[field] = counts[field].saturating_add(1);
        }
    }
}

/// What of a question was found in one document.
#[derive(Default)]
struct Found {
    score: f32,
    in_name: f32,
    words_in_name: u8,
    /// The words by the fields they were found in.
    places: Vec<(usize, usize)>,
}

impl Found {
    fn take(&mut self, posting: &Posting, rarity: f32, weight: f32, word: usize) {
        self.score += rarity * weight;
        if posting.counts[Field::Name as usize] > 0 {
            self.in_name += rarity;
            self.words_in_name = self.words_in_name.saturating_add(1);
        }
        let first = FIELDS
            .iter()
            .position(|field| posting.counts[*field as usize] > 0);
        self.places.extend(first.map(|field| (field, word)));
    }

    /// Such as `name: check, password; code: hash`.
    fn why(&self, words: &[String]) -> String {
        let parts = FIELDS.iter().enumerate().filter_map(|(field, name)| {
            let here = self.places.iter().filter(|(at, _)| *at == field);
            let here: Vec<&str> = here.map(|(_, word)| words[*word].as_str()).collect();
            let name = format!("{name:?}").to_lowercase();
            (!here.is_empty()).then(|| format!("{name}: {}", here.join(", ")))
        });
        parts.collect::<Vec<_>>().join("; ")
    }
}

fn stems_of(text: &str) -> Vec<String> {
    let mut stems = Vec::new();
    words::each(text, &mut |word| stems.push(words::stem(word)));
    stems
}

fn prior_of(path: &str) -> f32 {
    match standing(path) {
        Standing::Code => 1.0,
        Standing::Test => 0.7,
        Standing::Generated => 0.6,
    }
}

/// Whether people ask for such a thing; fields and values are found with what they belong to.
fn is_asked_for(kind: SymbolKind) -> bool {
    !matches!(
        kind,
        SymbolKind::Field
            | SymbolKind::EnumMember
            | SymbolKind::Variable
            | SymbolKind::Constant
            | SymbolKind::Parameter
            | SymbolKind::Module
            | SymbolKind::Extension
    )
}
