//! What a dialect is to the core: it claims pieces of rule files and turns them into rules.

use std::rc::Rc;

use assay_context::Document;
use assay_languages::Lang;
use assay_model::{Clause, Problem, RuleOrigin, RuleSource};
use ast_grep_core::tree_sitter::TSRange;

use crate::help::Origin;
use crate::rule::Rule;
use crate::yaml::{Fault, Yaml, documents};

/// A dialect's part in one rule set: it may keep what the set's files share.
pub trait DialectReader {
    /// Takes a file that configures a project instead of holding rules, and tells what is wrong with it;
    /// none if this is not such a file.
    fn configure(&mut self, _file: &Origin<'_>) -> Option<Vec<Problem>> {
        None
    }

    /// How sure it is that a piece is its own.
    fn claim(&self, piece: &Piece<'_>) -> Claim;

    /// Reads a piece that it has claimed.
    fn read(&mut self, piece: Piece<'_>) -> RuleFile;

    /// What a rule of a piece that it has claimed demands, in the order in which that is looked at; nothing if the piece has
    /// no such rule, or cannot be read.
    fn clauses(&self, _piece: &Piece<'_>, _rule: &str) -> Vec<Clause> {
        Vec::new()
    }

    /// The language that a project's configuration gives a file.
    fn configured_language(&self, _path: &str) -> Option<Lang> {
        None
    }

    /// Languages that the project says are embedded in this one.
    fn embedded_languages(&self, _host: Lang) -> Vec<Lang> {
        Vec::new()
    }

    /// Compiles what its rules of a language share; the grammar is there.
    fn prepare(&self, _lang: Lang) -> Shared {
        Shared::default()
    }
}

/// A piece of a rule file.
pub struct Piece<'s> {
    /// The path of the file.
    pub path: &'s str,
    /// The text of the whole file, shared by its rules for their messages.
    pub text: &'s Rc<str>,
    /// Who brought it.
    pub by: RuleOrigin,
    /// Which piece it is.
    pub content: Content,
}

/// What a piece consists of.
pub enum Content {
    /// The file as a whole, which may be of any format.
    File,
    /// A document of a YAML file, with its number from 1.
    Document(Yaml, usize),
}

/// How sure a dialect is of a piece; the surest reads it, the first of those that are equally sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// It is none of its own.
    No,
    /// It reads it if nobody else does.
    Fallback,
    /// It looks like its own.
    Likely,
    /// The project's configuration says that it is.
    Configured,
}

/// What a rule file holds.
#[derive(Default)]
pub struct RuleFile {
    /// Its rules, one for each language of each.
    pub rules: Vec<Rule>,
    /// What is wrong with the others.
    pub problems: Vec<Problem>,
}

/// What the rules of a dialect and a language share.
#[derive(Default)]
pub struct Shared {
    /// How the project finds embedded code.
    pub injections: Vec<Box<dyn Injection>>,
    /// What could not be compiled.
    pub problems: Vec<Problem>,
}

/// A project's own way to find code of other languages in a document.
pub trait Injection {
    /// The embedded stretches of a document and their languages.
    fn find(&self, document: &Document) -> Vec<(Lang, Vec<TSRange>)>;
}

impl Piece<'_> {
    /// Its file, to put problems into words.
    pub fn origin(&self) -> Origin<'_> {
        Origin {
            path: self.path,
            text: self.text,
        }
    }
}

impl From<Problem> for RuleFile {
    fn from(problem: Problem) -> RuleFile {
        RuleFile {
            rules: Vec::new(),
            problems: vec![problem],
        }
    }
}

impl RuleFile {
    fn append(&mut self, mut other: RuleFile) {
        self.rules.append(&mut other.rules);
        self.problems.append(&mut other.problems);
    }
}

/// The dialects of a rule set.
#[derive(Default)]
pub struct Dialects(Vec<Box<dyn DialectReader>>);

impl Dialects {
    /// These dialects.
    pub fn new(readers: Vec<Box<dyn DialectReader>>) -> Dialects {
        Dialects(readers)
    }

    /// See [`DialectReader::configure`].
    pub(crate) fn configure(&mut self, source: &RuleSource) -> Option<Vec<Problem>> {
        let origin = Origin {
            path: &source.path,
            text: &source.text,
        };
        self.0
            .iter_mut()
            .find_map(|dialect| dialect.configure(&origin))
    }

    /// Reads a file, or each of its documents, in the dialect that claims it.
    pub(crate) fn read(&mut self, source: &RuleSource) -> RuleFile {
        let text: Rc<str> = Rc::from(source.text.as_str());
        let piece = |content| Piece {
            path: &source.path,
            text: &text,
            by: source.origin,
            content,
        };
        let whole = piece(Content::File);
        if let Some(dialect) = self.claimant(&whole) {
            return dialect.read(whole);
        }
        let mut file = RuleFile::default();
        for (document, number) in documents(&source.text).into_iter().zip(1..) {
            file.append(match document {
                Err(fault) => broken_yaml(&whole.origin(), fault).into(),
                Ok(document) => self.read_document(piece(Content::Document(document, number))),
            });
        }
        file
    }

    fn read_document(&mut self, piece: Piece<'_>) -> RuleFile {
        match self.claimant(&piece) {
            Some(dialect) => dialect.read(piece),
            None => unclaimed(&piece.origin()).into(),
        }
    }

    /// See [`DialectReader::clauses`].
    pub fn clauses(&mut self, source: &RuleSource, rule: &str) -> Vec<Clause> {
        let text: Rc<str> = Rc::from(source.text.as_str());
        let piece = |content| Piece {
            path: &source.path,
            text: &text,
            by: source.origin,
            content,
        };
        let whole = piece(Content::File);
        if let Some(dialect) = self.claimant(&whole) {
            return dialect.clauses(&whole, rule);
        }
        let readable = documents(&source.text).into_iter().zip(1..);
        let mut pieces = readable.filter_map(|(document, number)| {
            Some(piece(Content::Document(document.ok()?, number)))
        });
        let found = pieces.find_map(|piece| {
            let clauses = self.claimant(&piece)?.clauses(&piece, rule);
            (!clauses.is_empty()).then_some(clauses)
        });
        found.unwrap_or_default()
    }

    fn claimant(&mut self, piece: &Piece<'_>) -> Option<&mut Box<dyn DialectReader>> {
        let mut best = (Claim::No, None);
        for dialect in &mut self.0 {
            let claim = dialect.claim(piece);
            if claim > best.0 {
                best = (claim, Some(dialect));
            }
        }
        best.1
    }

    /// See [`DialectReader::configured_language`].
    pub(crate) fn configured_language(&self, path: &str) -> Option<Lang> {
        self.0
            .iter()
            .find_map(|dialect| dialect.configured_language(path))
    }

    /// See [`DialectReader::embedded_languages`].
    pub(crate) fn embedded_languages(&self, host: Lang) -> impl Iterator<Item = Lang> + '_ {
        self.0
            .iter()
            .flat_map(move |dialect| dialect.embedded_languages(host))
    }

    /// See [`DialectReader::prepare`].
    pub(crate) fn prepare(&self, lang: Lang) -> Shared {
        let mut shared = Shared::default();
        for dialect in &self.0 {
            let mut own = dialect.prepare(lang);
            shared.injections.append(&mut own.injections);
            shared.problems.append(&mut own.problems);
        }
        shared
    }
}

fn broken_yaml(origin: &Origin<'_>, fault: Fault) -> Problem {
    let help = "fix the YAML; other documents in this file still run";
    origin.bad_rule(fault, help, None)
}

fn unclaimed(origin: &Origin<'_>) -> Problem {
    let fault = Fault::new(0, "this document is not in a known rule format");
    origin.bad_rule(fault, "see the README for the supported rule formats", None)
}
