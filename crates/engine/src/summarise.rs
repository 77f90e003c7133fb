//! What a file tells others, and what refactorings make of it, without its rules.

use std::rc::Rc;

use assay_context::{FileContext, FileId, Host};
use assay_languages::has_grammar;
use assay_project::Summary;
use assay_refactor::{Refactor, Refactored, Refused};

use crate::Engine;
use crate::check::to_be_had;

/// What came of asking a file what it tells others.
pub enum Summarised {
    /// These grammars must be installed first; then ask again.
    Needs(Vec<&'static str>),
    /// What it tells; nothing in a language that no analysis covers.
    Told(Vec<Summary>),
    /// It tells nothing: the time was up, or its grammar cannot be had.
    Failed,
}

/// See [`Engine::summarise`].
pub fn summarise(
    engine: &mut Engine,
    path: &str,
    bytes: Vec<u8>,
    tick: Option<&dyn Fn() -> bool>,
) -> Summarised {
    let text = String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    let lang = engine.language_of(path, text.as_bytes());
    let Some(lang) = lang.filter(|lang| assay_analyses::covers(*lang)) else {
        return Summarised::Told(Vec::new());
    };
    engine.files += 1;
    let host = Host {
        tick: tick.unwrap_or(&|| false),
        now: None,
        deep: false,
    };
    let id = FileId(engine.files);
    let file = FileContext::new(id, path, Rc::from(text), Some(lang), &engine.parsers, host);
    let mut missing = assay_analyses::languages_in(&file);
    missing.retain(|lang| !has_grammar(*lang));
    let needs = to_be_had(engine, &missing);
    if !needs.is_empty() {
        return Summarised::Needs(needs);
    }
    if !missing.is_empty() {
        return Summarised::Failed;
    }
    assay_analyses::summarise(&file).map_or(Summarised::Failed, Summarised::Told)
}

/// What came of asking for a refactoring.
pub enum RefactorOutcome {
    /// These grammars must be installed first; then ask again.
    Needs(Vec<&'static str>),
    /// What it changes, or why it changes nothing.
    Done(Result<Refactored, Refused>),
}

/// See [`Engine::refactor`].
pub fn refactor(
    engine: &mut Engine,
    path: &str,
    bytes: Vec<u8>,
    order: &Refactor,
    tick: Option<&dyn Fn() -> bool>,
) -> RefactorOutcome {
    let text = String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    let lang = engine.language_of(path, text.as_bytes());
    engine.files += 1;
    let host = Host {
        tick: tick.unwrap_or(&|| false),
        now: None,
        deep: false,
    };
    let id = FileId(engine.files);
    let file = FileContext::new(id, path, Rc::from(text), lang, &engine.parsers, host);
    let mut missing = assay_analyses::languages_in(&file);
    missing.retain(|lang| !has_grammar(*lang));
    let needs = to_be_had(engine, &missing);
    if !needs.is_empty() {
        return RefactorOutcome::Needs(needs);
    }
    RefactorOutcome::Done(assay_refactor::refactor(&file, order))
}
