//! The ast-grep dialect: its YAML, whole, matched by its own crates.
//!
//! A document is checked key by key for good messages, then read by `ast-grep-config` itself, so
//! that what a rule means is decided in one place. Compiling waits until the grammar is there.

mod errors;
mod keys;
mod matcher;
mod needs;

use std::rc::Rc;

use assay_languages::Lang;
use assay_model::{Dialect, Problem, ProblemKind, RuleInfo, RuleOrigin, Severity};
use ast_grep_config::{DeserializeEnv, RuleConfig, SerializableGlobalRule, SerializableRuleConfig};

pub use needs::rule_needs;

use crate::help::{Origin, closest};
use crate::rule::{Blueprint, Compiled, Utils};
use crate::yaml::{Fault, Value, Yaml};
use crate::yaml_serde::{from_yaml, to_json};
use crate::{Glob, PathFilter};
use matcher::AstGrepMatcher;

/// A rule document that was understood.
pub struct Loaded {
    /// What is known of it.
    pub info: RuleInfo,
    /// Its language.
    pub lang: Lang,
    /// Which files it wants to see.
    pub paths: PathFilter,
    /// The document, for the sieve.
    pub document: Rc<Yaml>,
    /// How to compile it.
    pub blueprint: Box<dyn Blueprint>,
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
}

/// Reads one rule document.
pub fn load(document: Yaml, context: &Context<'_>) -> Result<Loaded, Problem> {
    let id = document
        .str("id")
        .filter(|id| !id.is_empty())
        .unwrap_or(&context.default_id)
        .to_owned();
    let bad = |(fault, help): (Fault, String)| context.origin.bad_rule(fault, &help, Some(&id));
    let tolerated = keys::check_rule_document(&document).map_err(bad)?;
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
            "see https://ast-grep.github.io/reference/yaml.html for what goes where".to_owned(),
        ))
    };
    let config: SerializableRuleConfig<Lang> = from_yaml(&document).map_err(structure)?;
    let paths =
        path_filter(&document).map_err(|fault| bad((fault, "correct the glob".to_owned())))?;
    let info = info(&document, context, &id, lang);
    let document = Rc::new(document);
    let blueprint = Box::new(AstGrepRule {
        config,
        document: Rc::clone(&document),
        id,
        path: context.origin.path.to_owned(),
        text: Rc::clone(&context.text),
    });
    Ok(Loaded {
        info,
        lang,
        paths,
        document,
        blueprint,
        warnings,
    })
}

/// The language a document names; languages of ast-grep that are not here are told apart from nonsense.
pub fn language(document: &Yaml, origin: &Origin<'_>, id: &str) -> Result<Lang, Problem> {
    let Some(name) = document.get("language") else {
        let fault = Fault::new(
            document.at,
            "the rule does not say which language it is for",
        );
        return Err(origin.bad_rule(fault, "add a line such as `language: TypeScript`", Some(id)));
    };
    let text = name.text().unwrap_or_default();
    if let Some(lang) = Lang::from_name(text) {
        return Ok(lang);
    }
    let names: Vec<&str> = Lang::all().map(Lang::id).collect();
    let help = match closest(text, &names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the languages are {}", names.join(", ")),
    };
    let fault = Fault::new(
        name.at,
        format!("`{text}` is not a language that Assay knows"),
    );
    Err(origin.problem(ProblemKind::Unsupported, fault, Some(&help), Some(id)))
}

fn info(document: &Yaml, context: &Context<'_>, id: &str, lang: Lang) -> RuleInfo {
    let native = document.str("severity").unwrap_or("hint").to_owned();
    let metadata = document.get("metadata");
    RuleInfo {
        id: id.to_owned(),
        dialect: Dialect::AstGrep,
        languages: vec![lang.id().to_owned()],
        severity: severity(&native, metadata.and_then(|data| data.str("severity"))),
        native_severity: native,
        message: document.str("message").unwrap_or_default().to_owned(),
        doc: document.str("note").unwrap_or_default().to_owned(),
        url: document.str("url").map(str::to_owned),
        needs: None,
        tags: metadata.map(tags).unwrap_or_default(),
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

/// Words to find a rule by, out of the usual places in metadata.
pub fn tags(metadata: &Yaml) -> Vec<String> {
    let keys = [
        "tags",
        "category",
        "subcategory",
        "cwe",
        "owasp",
        "technology",
    ];
    let values = keys.iter().filter_map(|key| metadata.get(key));
    let texts = values.flat_map(|value| match &value.value {
        Value::List(items) => items.iter().collect(),
        _ => vec![value],
    });
    texts
        .filter_map(|text| text.text().map(str::to_owned))
        .collect()
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
}

impl Blueprint for AstGrepRule {
    fn compile(&self, utils: &Utils) -> Result<Compiled, Problem> {
        match RuleConfig::try_from(self.config.clone(), utils) {
            Ok(config) => Ok(Compiled::Nodes(Box::new(AstGrepMatcher::new(
                config,
                &self.document,
            )))),
            Err(error) => {
                let origin = Origin {
                    path: &self.path,
                    text: &self.text,
                };
                let (fault, help) = errors::explain(&error, &self.document, self.config.language);
                Err(origin.bad_rule(fault, &help, Some(&self.id)))
            }
        }
    }
}

/// A global utility rule, not yet compiled.
pub struct UtilRule {
    /// What other rules call it.
    pub id: String,
    /// Its language.
    pub lang: Lang,
    /// The document, for the sieve.
    pub document: Rc<Yaml>,
    config: SerializableGlobalRule<Lang>,
    path: String,
    text: Rc<str>,
}

/// Reads one document of a utility folder.
pub fn load_util(document: Yaml, origin: &Origin<'_>, text: &Rc<str>) -> Result<UtilRule, Problem> {
    let bad = |fault: Fault| {
        origin.bad_rule(
            fault,
            "a utility needs `id`, `language` and `rule`",
            document.str("id"),
        )
    };
    let id = document
        .str("id")
        .ok_or_else(|| bad(Fault::new(document.at, "the utility has no `id`")))?
        .to_owned();
    let lang = language(&document, origin, &id)?;
    let config = from_yaml(&document).map_err(bad)?;
    let (path, text) = (origin.path.to_owned(), Rc::clone(text));
    Ok(UtilRule {
        id,
        lang,
        config,
        path,
        text,
        document: Rc::new(document),
    })
}

/// Compiles the utilities of one language. A bad one is named and left out; the others still serve.
pub fn compile_utils(utils: &[UtilRule], lang: Lang) -> (Utils, Vec<Problem>) {
    let mut usable: Vec<&UtilRule> = utils.iter().filter(|util| util.lang == lang).collect();
    let mut problems = Vec::new();
    loop {
        let configs = usable.iter().map(|util| util.config.clone()).collect();
        let error = match DeserializeEnv::parse_global_utils(configs) {
            Ok(compiled) => return (compiled, problems),
            Err(error) => error,
        };
        let alone = |util: &UtilRule| {
            DeserializeEnv::parse_global_utils(vec![util.config.clone()]).is_err()
        };
        let culprit = usable
            .iter()
            .position(|util| alone(util))
            .unwrap_or(usable.len() - 1);
        let util = usable.remove(culprit);
        let origin = Origin {
            path: &util.path,
            text: &util.text,
        };
        let (fault, help) = errors::explain(&error, &util.document, lang);
        problems.push(origin.bad_rule(fault, &help, Some(&util.id)));
    }
}
