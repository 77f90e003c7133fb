//! A rule document of ast-grep: read, described, and compiled once the grammar is there.

use std::rc::Rc;

use assay_languages::Lang;
use assay_model::{Dialect, Problem, ProblemKind, RuleInfo, RuleOrigin, Severity};
use ast_grep_config::{RuleConfig, SerializableRuleConfig};

use crate::errors::explain;
use crate::keys::check_rule_document;
use crate::language::language;
use crate::list_constraints::ListConstraints;
use crate::matcher::AstGrepMatcher;
use crate::utils::GlobalUtils;
use assay_rules::yaml::{Fault, Yaml};
use assay_rules::{
    Blueprint, Compiled, Fixing, Glob, Origin, PathFilter, classes, fixing, from_yaml, naming,
    tags, to_json,
};

/// A rule document that was understood.
pub struct Loaded {
    /// What is known of it.
    pub info: RuleInfo,
    /// Its language.
    pub lang: Lang,
    /// Which files it wants to see.
    pub paths: PathFilter,
    /// The document, for the prefilter.
    pub document: Rc<Yaml>,
    /// What it says of its fix.
    pub fixing: Fixing,
    /// How to compile it.
    pub blueprint: Box<dyn Blueprint>,
    /// The utilities it may call.
    pub utils: Rc<GlobalUtils>,
    /// What is wrong with it without keeping it from running.
    pub warnings: Vec<Problem>,
}

/// Where a document comes from.
pub struct Context<'s> {
    /// Its file.
    pub origin: &'s Origin<'s>,
    /// The text of its file, shared by all rules of the file for their messages.
    pub text: Rc<str>,
    /// Who brought it.
    pub by: RuleOrigin,
    /// The id of a document that has none of its own.
    pub default_id: String,
    /// The utilities of the project.
    pub utils: Rc<GlobalUtils>,
}

/// Reads one rule document.
pub fn load(document: Yaml, context: &Context<'_>) -> Result<Loaded, Problem> {
    let id = document
        .str("id")
        .filter(|id| !id.is_empty())
        .unwrap_or(&context.default_id)
        .to_owned();
    let bad = |(fault, help): (Fault, String)| context.origin.bad_rule(fault, &help, Some(&id));
    let tolerated = check_rule_document(&document).map_err(bad)?;
    let unused = |(fault, help): (Fault, String)| {
        context
            .origin
            .problem(ProblemKind::Unsupported, fault, Some(&help), Some(&id))
    };
    let warnings = tolerated.into_iter().map(unused).collect();
    let lang = language(&document, context.origin, &id)?;
    let structure = |fault| {
        bad((
            fault,
            "see https://ast-grep.github.io/reference/yaml.html for the structure of rules"
                .to_owned(),
        ))
    };
    let config: SerializableRuleConfig<Lang> = from_yaml(&document).map_err(structure)?;
    let paths = path_filter(&document).map_err(|fault| bad((fault, "fix the glob".to_owned())))?;
    let info = info(&document, context, &id, lang);
    let fixing = document.get("metadata").map(fixing).unwrap_or_default();
    let document = Rc::new(document);
    let blueprint = Box::new(AstGrepRule {
        config,
        document: Rc::clone(&document),
        id,
        path: context.origin.path.to_owned(),
        text: Rc::clone(&context.text),
        utils: Rc::clone(&context.utils),
    });
    Ok(Loaded {
        info,
        lang,
        paths,
        document,
        fixing,
        blueprint,
        utils: Rc::clone(&context.utils),
        warnings,
    })
}

fn info(document: &Yaml, context: &Context<'_>, id: &str, lang: Lang) -> RuleInfo {
    let native = document.str("severity").unwrap_or("hint").to_owned();
    let metadata = document.get("metadata");
    RuleInfo {
        id: id.to_owned(),
        naming: metadata.map(naming).unwrap_or_default(),
        dialect: Dialect::AstGrep,
        languages: vec![lang.id().to_owned()],
        severity: severity(&native, metadata.and_then(|data| data.str("severity"))),
        native_severity: native,
        message: document.str("message").unwrap_or_default().to_owned(),
        doc: document.str("note").unwrap_or_default().to_owned(),
        url: document.str("url").map(str::to_owned),
        needs: None,
        tags: metadata.map(tags).unwrap_or_default(),
        classes: metadata.map(classes).unwrap_or_default(),
        metadata: metadata.map_or_else(|| "{}".to_owned(), |data| to_json(data).to_string()),
        has_fix: document.get("fix").is_some_and(|fix| !fix.is_null()),
        origin: context.by,
        path: context.origin.path.to_owned(),
        line: context.origin.line(document.at),
    }
}

/// ast-grep's four severities on our scale. It has none for the worst, so `metadata.severity: critical` says that.
fn severity(native: &str, metadata: Option<&str>) -> Option<Severity> {
    match (native, metadata) {
        ("off", _) => None,
        (_, Some("critical")) => Some(Severity::Critical),
        ("error", _) => Some(Severity::High),
        ("warning", _) => Some(Severity::Medium),
        ("info", _) => Some(Severity::Low),
        _ => Some(Severity::Info),
    }
}

fn path_filter(document: &Yaml) -> Result<PathFilter, Fault> {
    let globs = |key: &str| {
        document
            .get(key)
            .filter(|list| !list.is_null())
            .map(|list| list.items().iter().map(glob).collect::<Vec<_>>())
    };
    let (files, ignores) = (globs("files"), globs("ignores"));
    let at = document
        .get("files")
        .or_else(|| document.get("ignores"))
        .map_or(document.at, |list| list.at);
    PathFilter::new(files.as_deref(), ignores.as_deref()).map_err(|message| Fault::new(at, message))
}

fn glob(item: &Yaml) -> Glob {
    let pattern = item
        .text()
        .or_else(|| item.str("glob"))
        .unwrap_or_default()
        .to_owned();
    Glob {
        pattern,
        any_case: item.str("caseInsensitive") == Some("true"),
        by_folder: false,
    }
}

struct AstGrepRule {
    config: SerializableRuleConfig<Lang>,
    document: Rc<Yaml>,
    id: String,
    path: String,
    text: Rc<str>,
    utils: Rc<GlobalUtils>,
}

impl Blueprint for AstGrepRule {
    fn compile(&self) -> Result<Compiled, Problem> {
        let utils = self.utils.compiled(self.config.language);
        match RuleConfig::try_from(self.config.clone(), &utils) {
            Ok(config) => Ok(Compiled::Nodes(Box::new(AstGrepMatcher::new(
                config,
                ListConstraints::of(&self.config, &utils, &self.text),
                &self.document,
            )))),
            Err(error) => {
                let origin = Origin {
                    path: &self.path,
                    text: &self.text,
                };
                let (fault, help) = explain(&error, &self.document, self.config.language);
                Err(origin.bad_rule(fault, &help, Some(&self.id)))
            }
        }
    }
}
