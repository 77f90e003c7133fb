//! The words of all functions and types: which stand where.

use std::collections::HashMap;

use assay_languages::{Role, Stretch, SymbolKind, stretches};
use assay_text::InOrder;

use super::words;
use crate::standing::{Standing, standing};
use crate::{File, FileId, Project, Symbols, Texts};

/// The parts of a document. Each counts for itself, and words are fewer in some than in others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Field {
    /// What it is called.
    Name,
    /// What it belongs to.
    Container,
    /// The name of its file.
    File,
    /// The folders of it.
    Folder,
    /// How it begins, with parameters and types.
    Head,
    /// What its comment says.
    Comment,
    /// What it calls.
    Call,
    /// The other names in it.
    Code,
    /// The names in functions and types in it.
    Inner,
    /// Texts that are written out in it.
    Text,
    /// What uses it.
    User,
}

impl Field {
    /// What people read of it.
    pub fn text(self) -> String {
        match self {
            Field::User => "used by".to_owned(),
            Field::Head => "signature".to_owned(),
            Field::Call => "calls".to_owned(),
            Field::Inner => "inside".to_owned(),
            field => format!("{field:?}").to_lowercase(),
        }
    }
}

pub const FIELDS: [Field; 11] = [
    Field::Name,
    Field::Container,
    Field::File,
    Field::Folder,
    Field::Head,
    Field::Comment,
    Field::Call,
    Field::Code,
    Field::Inner,
    Field::Text,
    Field::User,
];

/// How often something is in each field.
pub type Counts = [u8; FIELDS.len()];

/// Names of a body, words of its texts, and names of its users that are read.
const BODY: usize = 2000;
const TEXT: usize = 400;
const USERS: usize = 60;
/// What more things than this are called tells nobody what of them is used.
const NAMESAKES: usize = 4;

/// Where a word stands in a document.
#[derive(Clone, Copy, Debug, Default)]
pub struct Posting {
    pub document: u32,
    pub counts: Counts,
}

/// A function or type.
#[derive(Debug)]
pub struct Document {
    pub file: FileId,
    /// Its place among the definitions of its file.
    pub at: u32,
    pub kind: SymbolKind,
    pub standing: Standing,
    pub lengths: [u16; FIELDS.len()],
}

/// All documents by the words in them.
#[derive(Debug, Default)]
pub struct Index {
    pub documents: Vec<Document>,
    pub average: [f32; FIELDS.len()],
    /// Of each stem a word that has it.
    pub words: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
    postings: Vec<Vec<Posting>>,
}

impl Index {
    /// Reads all files; comments are left out where they are not wanted.
    pub fn new(project: &Project, texts: &Texts, with_comments: bool) -> Index {
        let mut index = Index::default();
        let users = Users::of(project, &mut index);
        for (id, file) in project.files() {
            let Some(symbols) = file.symbols() else {
                continue;
            };
            let text = texts.get(&file.path);
            let text = text.as_deref().unwrap_or_default();
            index.read((id, file), &symbols, text, &users, with_comments);
        }
        let mut sums = [0.0f32; FIELDS.len()];
        for document in &index.documents {
            for (sum, length) in sums.iter_mut().zip(document.lengths) {
                *sum += f32::from(length);
            }
        }
        let count = index.documents.len().max(1) as f32;
        index.average = sums.map(|sum| (sum / count).max(0.1));
        index
    }

    /// Where the words of a stem stand.
    pub fn postings(&self, stem: &str) -> &[Posting] {
        let number = self.numbers.get(stem);
        number.map_or(&[], |number| &self.postings[*number as usize])
    }

    /// Where the words of the stem with a number stand.
    pub fn postings_of(&self, stem: usize) -> &[Posting] {
        &self.postings[stem]
    }

    /// The stems of a text, as numbers.
    fn stems(&mut self, text: &str) -> Vec<u32> {
        let mut stems = Vec::new();
        words::each(text, &mut |word| {
            let stem = words::stem(word);
            let next = self.postings.len() as u32;
            let number = match self.numbers.get(stem.as_str()) {
                Some(number) => *number,
                None => {
                    self.numbers.insert(stem.into(), next);
                    self.postings.push(Vec::new());
                    self.words.push(word.into());
                    next
                }
            };
            stems.push(number);
        });
        stems
    }

    fn read(
        &mut self,
        (id, file): (FileId, &File),
        symbols: &Symbols,
        text: &str,
        users: &Users,
        with_comments: bool,
    ) {
        let names: Vec<Vec<u32>> = symbols.names.iter().map(|name| self.stems(name)).collect();
        let (folders, own) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
        let folders = self.stems(folders);
        let own = self.stems(own.rsplit_once('.').map_or(own, |(own, _)| own));
        let strings = self.strings(file, text);
        let around = around(symbols);
        let standing = standing(&file.path);
        for (definition, at) in symbols.definitions.iter().zip(0..) {
            if !is_asked_for(definition.kind) {
                continue;
            }
            let mut words = Words::default();
            words.take(&names[definition.name as usize], Field::Name);
            let container = symbols.container_name(definition.container);
            words.take(&self.stems(&container), Field::Container);
            words.take(&own, Field::File);
            words.take(&folders, Field::Folder);
            words.take(&self.stems(&definition.signature), Field::Head);
            if with_comments {
                words.take(&self.stems(&definition.doc), Field::Comment);
            }
            let (start, end) = (definition.range.start.offset, definition.range.end.offset);
            let first = symbols
                .occurrences
                .partition_point(|one| one.offset < start);
            let inner = symbols.occurrences[first..].iter().zip(&around[first..]);
            for (one, around) in inner.take_while(|(one, _)| one.offset < end).take(BODY) {
                let field = match (one.role, *around == Some(at)) {
                    (_, false) => Field::Inner,
                    (Role::Call, _) => Field::Call,
                    _ => Field::Code,
                };
                words.take(&names[one.name as usize], field);
            }
            let first = strings.partition_point(|(offset, _)| *offset < start);
            let inner = strings[first..].iter();
            for (_, stem) in inner.take_while(|(offset, _)| *offset < end).take(TEXT) {
                words.take(&[*stem], Field::Text);
            }
            if let Some(used) = users.0.get(symbols.name(definition.name)) {
                for user in used {
                    words.take(user, Field::User);
                }
            }
            self.add(
                words,
                Document {
                    file: id,
                    at,
                    kind: definition.kind,
                    standing,
                    lengths: [0; FIELDS.len()],
                },
            );
        }
    }

    /// The words of what is written out in a text, by their offsets. A string that stands alone says nothing to the program:
    /// it is a comment.
    fn strings(&mut self, file: &File, text: &str) -> Vec<(u32, u32)> {
        let Some(lang) = file.lang else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for stretch in stretches(lang, text.as_bytes()) {
            if let Stretch::String(range) = stretch
                && !stands_alone(text, range.clone())
                && let Some(string) = text.get(range.clone())
                && string.len() < 1000
            {
                let offset = range.start as u32;
                found.extend(self.stems(string).into_iter().map(|stem| (offset, stem)));
            }
        }
        found
    }

    fn add(&mut self, words: Words, document: Document) {
        let number = self.documents.len() as u32;
        for (word, counts) in words.counts {
            self.postings[word as usize].push(Posting {
                document: number,
                counts,
            });
        }
        self.documents.push(Document {
            lengths: words.lengths,
            ..document
        });
    }
}

fn stands_alone(text: &str, range: std::ops::Range<usize>) -> bool {
    let before = text[..range.start].trim_end_matches(|sign: char| sign.is_alphabetic());
    let own_line = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .trim()
        .is_empty();
    let after = text[range.end..].split('\n').next().unwrap_or_default();
    let goes_on = before.trim_end().ends_with([
        '(', ',', '[', '{', '=', '+', '%', '&', '|', '"', '\'', '\\', '.', '?',
    ]);
    own_line && after.trim().is_empty() && !goes_on
}

/// Of each name in a text, the definition that it stands in: the innermost function or type.
fn around(symbols: &Symbols) -> Vec<Option<u32>> {
    let mut starts: Vec<(u32, std::cmp::Reverse<u32>, u32)> = symbols
        .definitions
        .iter()
        .zip(0..)
        .filter(|(definition, _)| is_asked_for(definition.kind))
        .map(|(definition, at)| {
            let range = definition.range;
            (range.start.offset, std::cmp::Reverse(range.end.offset), at)
        })
        .collect();
    starts.put_in_order();
    let mut starts = starts.into_iter().peekable();
    let mut open: Vec<(u32, u32)> = Vec::new();
    let places = symbols.occurrences.iter().map(|one| {
        while let Some((_, std::cmp::Reverse(end), at)) =
            starts.next_if(|(start, ..)| *start <= one.offset)
        {
            open.push((end, at));
        }
        while open.last().is_some_and(|(end, _)| *end <= one.offset) {
            open.pop();
        }
        open.last().map(|(_, at)| *at)
    });
    places.collect()
}

/// The functions and types that use what has a name, by the words of their own names.
struct Users(HashMap<Box<str>, Vec<Vec<u32>>>);

impl Users {
    fn of(project: &Project, index: &mut Index) -> Users {
        let mut users: HashMap<Box<str>, Vec<Vec<u32>>> = HashMap::new();
        for (_, file) in project.files() {
            let Some(symbols) = file.symbols() else {
                continue;
            };
            let known: Vec<bool> = symbols
                .names
                .iter()
                .map(|name| (1..=NAMESAKES).contains(&project.places_of(name).len()))
                .collect();
            let mut last = (u32::MAX, u32::MAX);
            for (one, around) in symbols.occurrences.iter().zip(around(&symbols)) {
                let is_use = matches!(one.role, Role::Call | Role::Type | Role::Reference);
                let Some(at) = around.filter(|_| is_use && known[one.name as usize]) else {
                    continue;
                };
                let by = &symbols.definitions[at as usize];
                if by.name == one.name || last == (one.name, at) {
                    continue;
                }
                last = (one.name, at);
                let used = users.entry(symbols.name(one.name).into()).or_default();
                if used.len() < USERS {
                    used.push(index.stems(symbols.name(by.name)));
                }
            }
        }
        Users(users)
    }
}

/// The words of one document: how often each stands in each field.
#[derive(Default)]
struct Words {
    counts: HashMap<u32, Counts>,
    lengths: [u16; FIELDS.len()],
}

impl Words {
    fn take(&mut self, stems: &[u32], field: Field) {
        let field = field as usize;
        for stem in stems {
            self.lengths[field] = self.lengths[field].saturating_add(1);
            let counts = self.counts.entry(*stem).or_default();
            counts[field] = counts[field].saturating_add(1);
        }
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
