//! Reads a file of rules.

use std::rc::Rc;

use assay_model::{Problem, RuleSource};

use crate::ast_grep::{self, Context, UtilRule};
use crate::help::Origin;
use crate::rule::{Rule, needs_known};
use crate::semgrep;
use crate::sgconfig::{Part, SgConfig};
use crate::sieve::Needs;
use crate::toml_pattern;
use crate::yaml::{Yaml, documents};

/// What a file of rules holds.
#[derive(Default)]
pub(crate) struct RuleFile {
    pub rules: Vec<Pending>,
    pub utils: Vec<UtilRule>,
    pub problems: Vec<Problem>,
}

/// A rule; with the document that its needs are in, where those wait for all utilities to be known.
pub(crate) struct Pending {
    pub rule: Rule,
    pub document: Option<Rc<Yaml>>,
}

impl From<Rule> for Pending {
    fn from(rule: Rule) -> Pending {
        Pending {
            rule,
            document: None,
        }
    }
}

/// Reads a file in the dialect that its extension and its keys tell.
pub(crate) fn read(source: &RuleSource, configs: &[SgConfig]) -> RuleFile {
    let mut file = RuleFile::default();
    if source.path.ends_with(".toml") {
        file.read_toml(source);
    } else {
        file.read_yaml(source, configs);
    }
    file
}

impl RuleFile {
    fn read_yaml(&mut self, source: &RuleSource, configs: &[SgConfig]) {
        let parts: Vec<Part> = configs
            .iter()
            .map(|config| config.part(&source.path))
            .collect();
        let origin = Origin {
            path: &source.path,
            text: &source.text,
        };
        let is_util = parts.contains(&Part::Utils);
        let text: Rc<str> = Rc::from(source.text.as_str());
        for (document, number) in documents(&source.text).into_iter().zip(1..) {
            match document {
                Err(fault) => self.problems.push(origin.bad_rule(
                    fault,
                    "correct the YAML; the other documents of the file still run",
                    None,
                )),
                Ok(document) if is_util => match ast_grep::load_util(document, &origin, &text) {
                    Ok(util) => self.utils.push(util),
                    Err(problem) => self.problems.push(problem),
                },
                Ok(document) if semgrep::is_semgrep(&document) => {
                    let (rules, problems) = semgrep::load(&document, &origin, source.origin);
                    self.problems.extend(problems);
                    self.rules.extend(rules.into_iter().map(Pending::from));
                }
                Ok(document) => {
                    let context = Context {
                        origin: &origin,
                        text: Rc::clone(&text),
                        by: source.origin,
                        default_id: default_id(&source.path, number),
                    };
                    match ast_grep::load(document, &context) {
                        Ok(loaded) => self.add_ast_grep(loaded),
                        Err(problem) => self.problems.push(problem),
                    }
                }
            }
        }
    }

    fn add_ast_grep(&mut self, loaded: ast_grep::Loaded) {
        self.problems.extend(loaded.warnings);
        let rule = Rule {
            severity: loaded.info.severity.unwrap_or(assay_model::Severity::Info),
            info: loaded.info,
            lang: Some(loaded.lang),
            paths: loaded.paths,
            needs: needs_known(Needs::Nothing),
            also: Vec::new(),
            in_embedded: true,
            blueprint: loaded.blueprint,
        };
        self.rules.push(Pending {
            rule,
            document: Some(loaded.document),
        });
    }

    fn read_toml(&mut self, source: &RuleSource) {
        let origin = Origin {
            path: &source.path,
            text: &source.text,
        };
        let (rules, problems) = toml_pattern::load(&origin, source.origin);
        self.problems.extend(problems);
        self.rules.extend(rules.into_iter().map(Pending::from));
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
