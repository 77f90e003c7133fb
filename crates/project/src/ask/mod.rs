//! Questions in plain words: which functions and types are about what the words say.
//!
//! Every function and type is a document of several fields, of which its name counts most (BM25F); what is found is then
//! ordered by how much of the question its name has, and by what its file is for. No model of any language is asked.

mod index;
mod rank;
mod related;
mod words;

use serde::Serialize;

use crate::{Project, Texts};
use index::{Document, FIELDS, Index};
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
pub struct Questions(Index);

impl Questions {
    /// Reads all files; comments are left out where they are not wanted.
    pub fn new(project: &Project, texts: &Texts, with_comments: bool) -> Questions {
        Questions(Index::new(project, texts, with_comments))
    }

    /// What a question is about, the likeliest first.
    pub fn ask(&self, project: &Project, question: &str, limit: usize) -> Vec<AskRow> {
        let question = words::question(question);
        let ranked = rank::rank(&self.0, &question).into_iter().take(limit);
        ranked
            .filter_map(|(score, document)| self.row(project, document, score, &question))
            .collect()
    }

    fn row(
        &self,
        project: &Project,
        document: u32,
        score: f32,
        question: &Question,
    ) -> Option<AskRow> {
        let Document { file, at, .. } = self.0.documents.get(document as usize)?;
        let file = project.get(*file)?;
        let symbols = file.outline()?;
        let definition = symbols.definitions.get(*at as usize)?;
        Some(AskRow {
            name: symbols.name(definition.name).to_owned(),
            kind: definition.kind.text(),
            file: file.path.to_string(),
            line: definition.name_range.start.line,
            score: (score * 1000.0).round() / 1000.0,
            why: self.why(document, question),
        })
    }

    /// The words that a document has, each where it counts most.
    fn why(&self, document: u32, question: &Question) -> String {
        let mut said: Vec<(usize, String)> = Vec::new();
        for word in &question.words {
            let own = self.field_of(document, &word.stem);
            let other = || {
                let mut others = word.related.iter();
                others.find_map(|(other, stem)| {
                    let field = self.field_of(document, stem)?;
                    Some((field, format!("{} ({other})", word.word)))
                })
            };
            said.extend(own.map(|field| (field, word.word.clone())).or_else(other));
        }
        let parts = FIELDS.iter().enumerate().filter_map(|(field, name)| {
            let here = said.iter().filter(|(at, _)| *at == field);
            let here: Vec<&str> = here.map(|(_, word)| word.as_str()).collect();
            (!here.is_empty()).then(|| format!("{}: {}", name.text(), here.join(", ")))
        });
        parts.collect::<Vec<_>>().join("; ")
    }

    /// The first field of a document that has a word.
    fn field_of(&self, document: u32, stem: &str) -> Option<usize> {
        let postings = self.0.postings(stem);
        let at = postings
            .binary_search_by_key(&document, |posting| posting.document)
            .ok()?;
        postings[at].counts.iter().position(|count| *count > 0)
    }
}
