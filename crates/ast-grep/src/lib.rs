//! The ast-grep dialect: its YAML, whole, matched by its own crates.
//!
//! A document is checked key by key for good messages, then read by `ast-grep-config` itself, so
//! that what a rule means is decided in one place. Compiling waits until the grammar is there.

mod clauses;
mod errors;
mod keys;
mod language;
mod list_constraints;
mod matcher;
mod needs;
mod rule;
mod sgconfig;
mod utils;

use std::cell::LazyCell;
use std::rc::Rc;

use assay_languages::Lang;
use assay_model::{Clause, Problem, Severity};
use assay_rules::yaml::Yaml;
use assay_rules::{
    Claim, ClauseWriter, Content, DialectReader, Origin, Piece, Rule, RuleFile, Shared,
};

pub use rule::{Context, Loaded, load};
pub use utils::GlobalUtils;

use sgconfig::{Part, SgConfig, is_config};
use utils::load_util;

/// The dialect in one rule set: the project's configurations and utilities.
#[derive(Default)]
pub struct AstGrep {
    configs: Vec<SgConfig>,
    utils: Rc<GlobalUtils>,
}

impl DialectReader for AstGrep {
    fn configure(&mut self, file: &Origin<'_>) -> Option<Vec<Problem>> {
        if !is_config(file.path) {
            return None;
        }
        let (config, problems) = SgConfig::load(file);
        self.configs.push(config);
        Some(problems)
    }

    fn claim(&self, piece: &Piece<'_>) -> Claim {
        match piece.content {
            Content::File => Claim::No,
            Content::Document(..) if self.is_util(piece.path) => Claim::Configured,
            Content::Document(..) => Claim::Fallback,
        }
    }

    fn read(&mut self, piece: Piece<'_>) -> RuleFile {
        let Piece {
            path,
            text,
            by,
            content: Content::Document(document, number),
        } = piece
        else {
            return RuleFile::default();
        };
        let origin = Origin { path, text };
        if self.is_util(path) {
            return self.read_util(document, &origin, text);
        }
        let context = Context {
            origin: &origin,
            text: Rc::clone(text),
            by,
            default_id: default_id(path, number),
            utils: Rc::clone(&self.utils),
        };
        load(document, &context).map_or_else(RuleFile::from, RuleFile::from)
    }

    fn clauses(&self, piece: &Piece<'_>, rule: &str) -> Vec<Clause> {
        match &piece.content {
            Content::Document(document, number) => {
                let id = document.str("id").filter(|id| !id.is_empty());
                let is_it =
                    id.map_or_else(|| default_id(piece.path, *number) == rule, |id| id == rule);
                let writer = ClauseWriter::new(piece.origin());
                match is_it {
                    true => clauses::clauses(document, &writer),
                    false => Vec::new(),
                }
            }
            Content::File => Vec::new(),
        }
    }

    fn configured_language(&self, path: &str) -> Option<Lang> {
        self.configs.iter().find_map(|config| config.language(path))
    }

    fn embedded_languages(&self, host: Lang) -> Vec<Lang> {
        self.injections(host)
            .flat_map(|injection| injection.languages.iter().copied())
            .collect()
    }

    fn prepare(&self, lang: Lang) -> Shared {
        let mut shared = Shared {
            injections: Vec::new(),
            problems: self.utils.problems(lang),
        };
        for injection in self.injections(lang) {
            match injection.compile() {
                Ok(injection) => shared.injections.push(injection),
                Err(problem) => shared.problems.push(problem),
            }
        }
        shared
    }
}

impl AstGrep {
    fn is_util(&self, path: &str) -> bool {
        let mut parts = self.configs.iter().map(|config| config.part(path));
        parts.any(|part| part == Part::Utils)
    }

    fn read_util(&self, document: Yaml, origin: &Origin<'_>, text: &Rc<str>) -> RuleFile {
        match load_util(document, origin, text) {
            Ok(util) => {
                self.utils.add(util);
                RuleFile::default()
            }
            Err(problem) => problem.into(),
        }
    }

    fn injections(&self, host: Lang) -> impl Iterator<Item = &sgconfig::InjectionSource> {
        let all = self.configs.iter().flat_map(|config| &config.injections);
        all.filter(move |injection| injection.host == host)
    }
}

impl From<Loaded> for RuleFile {
    fn from(loaded: Loaded) -> RuleFile {
        let (document, utils, lang) = (loaded.document, loaded.utils, loaded.lang);
        let rule = Rule {
            severity: loaded.info.severity.unwrap_or(Severity::Info),
            info: loaded.info,
            lang: Some(lang),
            paths: loaded.paths,
            // Asked for when all utilities are known.
            needs: LazyCell::new(Box::new(move || utils.needs_of(&document, lang))),
            also: Vec::new(),
            in_embedded: true,
            fixing: loaded.fixing,
            blueprint: loaded.blueprint,
        };
        RuleFile {
            rules: vec![rule],
            problems: loaded.warnings,
        }
    }
}

/// The name of the file for a rule without an id, numbered from the second document on.
fn default_id(path: &str, number: usize) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if number == 1 {
        stem.to_owned()
    } else {
        format!("{stem}-{number}")
    }
}
