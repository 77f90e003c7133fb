//! Questions in plain words: which functions and types are about what the words say.
//!
//! Every function and type is a document of several fields, of which its name counts most (BM25F); what is found is then
//! ordered by how much of the question its name has, and by what its file is for. No model of any language is asked.

mod embedding;
mod index;
mod meanings;
mod rank;
mod related;
mod words;

use std::cell::OnceCell;
use std::rc::Rc;

use serde::Serialize;

use crate::{Project, Texts};
pub use embedding::Embedding;
use index::{Document, FIELDS, Index};
use meanings::Meanings;
use words::Question;

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
    /// Which words of the question stand where, such as `name: check, password; code: remove (delete)`.
    pub why: String,
}

/// All functions and types by the words in them.
#[derive(Debug, Default)]
pub struct Questions {
    index: Index,
    meanings: OnceCell<Meanings>,
}

impl Questions {
    /// Reads all files; comments are left out where they are not wanted.
    pub fn new(project: &Project, texts: &Texts, with_comments: bool) -> Questions {
        Questions {
            index: Index::new(project, texts, with_comments),
            meanings: OnceCell::new(),
        }
    }

    /// What a question is about, the likeliest first; with an embedding also what says the same in other words.
    pub fn ask(
        &self,
        project: &Project,
        question: &str,
        limit: usize,
        embedding: Option<&Rc<Embedding>>,
    ) -> Vec<AskRow> {
        let question = words::question(question);
        let make = |embedding: &Rc<Embedding>| Meanings::new(Rc::clone(embedding), &self.index);
        let meanings = embedding.map(|embedding| self.meanings.get_or_init(|| make(embedding)));
        let near = meanings.map(|meanings| meanings.near(&question));
        let ranked = rank::rank(&self.index, &question, near.as_deref());
        let ranked = ranked.into_iter().take(limit);
        ranked
            .filter_map(|(score, document)| self.row(project, document, score, &question, meanings))
            .collect()
    }

    fn row(
        &self,
        project: &Project,
        document: u32,
        score: f32,
        question: &Question,
        meanings: Option<&Meanings>,
    ) -> Option<AskRow> {
        let Document { file, at, .. } = self.index.documents.get(document as usize)?;
        let file = project.get(*file)?;
        let symbols = file.outline()?;
        let definition = symbols.definitions.get(*at as usize)?;
        let name = symbols.name(definition.name);
        let mut names = Vec::new();
        words::each(name, &mut |word| names.push(word.to_owned()));
        words::each(&symbols.container_name(definition.container), &mut |word| {
            names.push(word.to_owned());
        });
        Some(AskRow {
            name: name.to_owned(),
            kind: definition.kind.text(),
            file: file.path.to_string(),
            line: definition.name_range.start.line,
            score: (score * 1000.0).round() / 1000.0,
            why: self.why(
                document,
                question,
                meanings.map(|meanings| (meanings, &*names)),
            ),
        })
    }

    /// The words that a document has, each where it counts most, and those that its names say otherwise.
    fn why(
        &self,
        document: u32,
        question: &Question,
        meanings: Option<(&Meanings, &[String])>,
    ) -> String {
        let mut said: Vec<(usize, String)> = Vec::new();
        let mut meant: Vec<String> = Vec::new();
        for word in &question.words {
            let own = self.field_of(document, &word.stem);
            let other = || {
                let mut others = word.related.iter();
                others.find_map(|(other, stem)| {
                    let field = self.field_of(document, stem)?;
                    Some((field, format!("{} ({other})", word.word)))
                })
            };
            match own.map(|field| (field, word.word.clone())).or_else(other) {
                Some(here) => said.push(here),
                None => meant.extend(meanings.and_then(|(meanings, names)| {
                    let name = meanings.said_as(&word.word, names)?;
                    Some(format!("{} ({name})", word.word))
                })),
            }
        }
        let parts = FIELDS.iter().enumerate().filter_map(|(field, name)| {
            let here = said.iter().filter(|(at, _)| *at == field);
            let here: Vec<&str> = here.map(|(_, word)| word.as_str()).collect();
            (!here.is_empty()).then(|| format!("{}: {}", name.text(), here.join(", ")))
        });
        let mut parts: Vec<String> = parts.collect();
        if !meant.is_empty() {
            parts.push(format!("meaning: {}", meant.join(", ")));
        }
        if parts.is_empty() {
            parts.push("meaning: all of it together".to_owned());
        }
        parts.join("; ")
    }

    /// The first field of a document that has a word.
    fn field_of(&self, document: u32, stem: &str) -> Option<usize> {
        let postings = self.index.postings(stem);
        let at = postings
            .binary_search_by_key(&document, |posting| posting.document)
            .ok()?;
        postings[at].counts.iter().position(|count| *count > 0)
    }
}
