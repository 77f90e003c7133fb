//! Rules: one representation, a module per dialect, and the sieve in front of it.
//!
//! A dialect turns the documents of a rule file into [`Rule`]s. Nothing past this crate knows which
//! dialect a rule came from: a rule says what a file must contain ([`Needs`]), and once the grammar
//! of its language is there it compiles to a [`Matcher`], which is asked at the nodes whose kind it
//! names, over the one tree that all rules of a file share, or to a [`FileMatcher`], which is asked once
//! for the file.

mod ast_grep;
mod help;
mod language_rules;
mod loader;
mod paths;
mod rule;
mod semgrep;
mod set;
mod sgconfig;
mod sieve;
mod subject;
mod suppress;
mod toml_pattern;
mod yaml;
mod yaml_serde;

pub use language_rules::LanguageRules;
pub use paths::{Glob, PathFilter};
pub use rule::{
    Blueprint, Capture, Compiled, Document, Mark, Match, Matcher, Node, Replacement, Rule, Step,
    Utils,
};
pub use semgrep::Nosem;
pub use set::RuleSet;
pub use sgconfig::Injection;
pub use sieve::{Needs, Sieve, Survivors};
pub use subject::{FileMatcher, Subject};
pub use suppress::{IGNORE_TEXT, Suppressions};
