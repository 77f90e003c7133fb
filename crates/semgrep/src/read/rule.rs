//! A file of rules, and one rule of it.

use std::rc::Rc;

use assay_model::{Classes, Naming, ProblemKind, RuleOrigin, Severity};

use super::classic::ROOT_KEYS;
use super::options::read_options;
use super::taint::TaintRule;
use super::version::check_versions;
use super::{List, Lists, Manner, Reader, RuleOptions};
use crate::fault::{Bad, Read, bad, unsupported};
use crate::fix::FixRegex;
use crate::formula::{Analyzer, Formula, Kind, Leaf};
use crate::languages::{Targets, targets};
use crate::paths::path_filter;
use crate::yaml_values::{check_keys, list, required, text};
use assay_rules::Fixing;
use assay_rules::PathFilter;
use assay_rules::closest;
use assay_rules::to_json;
use assay_rules::yaml::{Fault, Yaml};

/// The file that rules come from.
pub struct Source {
    /// Its path.
    pub path: String,
    /// Its text.
    pub text: Rc<str>,
    /// Who brought it.
    pub origin: RuleOrigin,
}

/// A rule that was understood, for all its languages.
pub struct RuleDocument {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub naming: Naming,
    /// What it says of a match.
    pub message: String,
    /// On our scale.
    pub severity: Severity,
    /// As its author wrote it.
    pub native_severity: String,
    /// What it runs on.
    pub targets: Targets,
    /// What it looks for.
    pub mode: Mode,
    /// Its patterns.
    pub leaves: Vec<Leaf>,
    /// What it switches on and off.
    pub options: RuleOptions,
    /// Which files it wants to see.
    pub paths: PathFilter,
    /// Its metadata as JSON text.
    pub metadata: String,
    /// What it says of the fix.
    pub fixing: Fixing,
    /// Its documentation.
    pub doc: String,
    /// Where to read more.
    pub url: Option<String>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// What sort of fault it finds.
    pub classes: Classes,
    /// What takes the place of a match.
    pub fix: Option<String>,
    /// What is replaced in a match.
    pub fix_regex: Option<FixRegex>,
    /// Where it stands in its file.
    pub at: usize,
    /// Its file.
    pub source: Rc<Source>,
}

impl RuleDocument {
    /// The patterns of a list, as a rule that nobody runs by itself.
    pub fn of_list(
        name: &str,
        roles: TaintRule,
        reader: Reader,
        at: usize,
        source: &Rc<Source>,
    ) -> RuleDocument {
        RuleDocument {
            id: name.to_owned(),
            message: String::new(),
            severity: Severity::Info,
            native_severity: String::new(),
            targets: Targets::Code(Vec::new()),
            mode: Mode::Taint(roles),
            leaves: reader.leaves,
            options: reader.manner.options,
            paths: PathFilter::default(),
            metadata: String::new(),
            fixing: Fixing::default(),
            doc: String::new(),
            url: None,
            tags: Vec::new(),
            classes: Classes::default(),
            naming: Naming::default(),
            fix: None,
            fix_regex: None,
            at,
            source: Rc::clone(source),
        }
    }

    /// The lists that it refers to.
    pub fn lists(&self) -> Vec<&Rc<List>> {
        match &self.mode {
            Mode::Search(_) => Vec::new(),
            Mode::Taint(rule) => rule.lists(),
        }
    }

    /// Whether it looks for one pattern and tells where that matches, whatever its metavariables stand for.
    pub fn is_one_pattern(&self) -> bool {
        let Mode::Search(formula) = &self.mode else {
            return false;
        };
        let is_bare = formula.conditions.is_empty() && formula.focus.is_empty();
        let has_fix = self.fix.is_some() || self.fix_regex.is_some() || formula.fix.is_some();
        matches!(formula.kind, Kind::Leaf(_)) && is_bare && !has_fix
    }
}

/// What a rule looks for.
#[derive(Clone, Debug)]
pub enum Mode {
    /// Code.
    Search(Formula),
    /// Data that flows where it must not.
    Taint(TaintRule),
}

/// What may stand in a rule.
const RULE_KEYS: &[&str] = &[
    "id",
    "message",
    "severity",
    "languages",
    "mode",
    "match",
    "taint",
    "pattern",
    "patterns",
    "pattern-either",
    "pattern-regex",
    "pattern-sources",
    "pattern-sinks",
    "pattern-sanitizers",
    "pattern-propagators",
    "metadata",
    "options",
    "paths",
    "fix",
    "fix-regex",
    "min-version",
    "max-version",
    "equivalences",
    "product",
];

/// Reads the rules of a file: those that can be used, and what is wrong with the others.
pub fn read_rules(
    file: &Yaml,
    source: &Rc<Source>,
    lists: &Rc<Lists>,
) -> (Vec<RuleDocument>, Vec<(Bad, Option<String>)>) {
    let (mut rules, mut problems) = (Vec::new(), Vec::new());
    let items = match file.get("rules").map(|rules| list(rules, "rules")) {
        Some(Ok(items)) => items,
        Some(Err(bad)) => return (rules, vec![(bad, None)]),
        None => &[],
    };
    // What else is in a file may be there to be referred to; the rules run all the same.
    if let Err(bad) = check_keys(file, &["rules", "lists"]) {
        let kind = ProblemKind::Unsupported;
        problems.push((Bad { kind, ..bad }, None));
    }
    for item in items {
        let id = item.str("id").map(str::to_owned);
        let mut warn = |bad: Bad| problems.push((bad, id.clone()));
        let read = read_rule(item, source, lists, &mut warn);
        // A key that is not known may be the reason why a rule cannot be read; one of another mode is not.
        let is_of_another_mode =
            matches!(&read, Err(bad) if matches!(bad.kind, ProblemKind::Unsupported));
        if !is_of_another_mode {
            warn_of_unknown_keys(item, &mut warn);
        }
        match read {
            Ok(rule) => rules.push(rule),
            Err(bad) => problems.push((bad, id.clone())),
        }
    }
    (rules, problems)
}

fn read_rule(
    rule: &Yaml,
    source: &Rc<Source>,
    lists: &Rc<Lists>,
    warn: &mut dyn FnMut(Bad),
) -> Read<RuleDocument> {
    let id = text(required(rule, "id", "the rule")?, "id")?.to_owned();
    check_versions(rule)?;
    let options = match rule.get("options") {
        Some(map) => read_options(map, warn)?,
        None => RuleOptions::default(),
    };
    let names = required(rule, "languages", "the rule")?;
    let targets = targets(list(names, "languages")?, names.at, warn)?;
    let analyzer = match targets {
        Targets::Code(_) => Analyzer::Own,
        Targets::Regex => Analyzer::Regex,
        Targets::Generic => Analyzer::Generic,
    };
    let manner = Manner {
        analyzer,
        options: options.clone(),
    };
    let mut reader = Reader::new(manner, Rc::clone(lists));
    let mode = mode(&mut reader, rule)?;
    reader.warnings.drain(..).for_each(&mut *warn);
    let message = text_or_empty(required(rule, "message", "the rule")?);
    let native = required(rule, "severity", "the rule")?;
    let metadata = rule.get("metadata").filter(|metadata| !metadata.is_null());
    Ok(RuleDocument {
        id,
        message,
        severity: severity(native)?,
        native_severity: native.text().unwrap_or_default().to_owned(),
        targets,
        mode,
        leaves: reader.leaves,
        options,
        paths: path_filter(rule)?,
        metadata: metadata.map_or_else(|| "{}".to_owned(), |data| to_json(data).to_string()),
        doc: metadata
            .and_then(|data| {
                ["doc", "description", "note"]
                    .iter()
                    .find_map(|key| data.str(key))
            })
            .unwrap_or_default()
            .to_owned(),
        url: metadata.and_then(url),
        naming: metadata.map(assay_rules::naming).unwrap_or_default(),
        tags: metadata.map(assay_rules::tags).unwrap_or_default(),
        fixing: metadata.map(assay_rules::fixing).unwrap_or_default(),
        classes: metadata.map(assay_rules::classes).unwrap_or_default(),
        fix: crate::yaml_values::optional_text(rule, "fix")?.map(|fix| fix.trim().to_owned()),
        fix_regex: rule.get("fix-regex").map(fix_regex).transpose()?,
        at: rule.at,
        source: Rc::clone(source),
    })
}

fn mode(reader: &mut Reader, rule: &Yaml) -> Read<Mode> {
    if let Some(depends) = rule.get("r2c-internal-project-depends-on") {
        return unsupported(
            depends.at,
            "supply chain rules are not supported",
            "remove the rule",
        );
    }
    if let Some(validators) = rule.get("validators") {
        return unsupported(
            validators.at,
            "`validators` is not supported: Assay makes no network requests",
            "remove `validators`",
        );
    }
    let named = rule
        .get("mode")
        .map(|mode| (mode, mode.text().unwrap_or_default()));
    match named {
        Some((_, "taint")) if rule.get("taint").is_none() => {
            return reader.classic_taint(rule).map(Mode::Taint);
        }
        None | Some((_, "search" | "taint")) => {}
        Some((mode, name @ ("extract" | "join" | "step" | "steps" | "secrets"))) => {
            return unsupported(
                mode.at,
                format!("`mode: {name}` is not supported"),
                "rewrite the rule as a `search` or `taint` rule",
            );
        }
        Some((mode, name)) => {
            return bad(
                mode.at,
                format!("`{name}` is not a mode"),
                "use `search` or `taint`",
            );
        }
    }
    if let Some(taint) = rule.get("taint") {
        return reader.modern_taint(taint).map(Mode::Taint);
    }
    match rule.get("match") {
        Some(formula) => reader.modern(formula),
        None => reader.classic_root(rule, "the rule"),
    }
    .map(Mode::Search)
}

fn text_or_empty(yaml: &Yaml) -> String {
    yaml.text().unwrap_or_default().to_owned()
}

fn severity(native: &Yaml) -> Read<Severity> {
    Ok(match native.text().unwrap_or_default() {
        "CRITICAL" => Severity::Critical,
        "ERROR" | "HIGH" => Severity::High,
        "WARNING" | "MEDIUM" => Severity::Medium,
        "INFO" | "LOW" => Severity::Low,
        "INVENTORY" | "EXPERIMENT" => Severity::Info,
        other => {
            return bad(
                native.at,
                format!("`{other}` is not a severity"),
                "use CRITICAL, HIGH, MEDIUM or LOW (or ERROR, WARNING, INFO)",
            );
        }
    })
}

/// A rule that can be read without them still runs, as in Semgrep, but a typing error is told.
fn warn_of_unknown_keys(rule: &Yaml, warn: &mut dyn FnMut(Bad)) {
    let is_known = |name: &str| RULE_KEYS.contains(&name) || name.starts_with("r2c-internal-");
    for (key, _) in rule.entries() {
        let name = key.text().unwrap_or_default();
        if is_known(name) {
            continue;
        }
        let help = closest(name, RULE_KEYS)
            .filter(|near| !ROOT_KEYS.contains(near) || rule.get(near).is_none())
            .map_or("the rule runs without it".to_owned(), |near| {
                format!("did you mean `{near}`? The rule runs without it")
            });
        warn(Bad {
            kind: ProblemKind::Unsupported,
            fault: Fault::new(key.at, format!("unknown rule key `{name}`")),
            help,
        });
    }
}

fn url(metadata: &Yaml) -> Option<String> {
    let first = metadata.get("references").map(|list| {
        let first = list.items().first().and_then(Yaml::text);
        first.or_else(|| list.text())
    });
    let named = metadata
        .str("source-rule-url")
        .or_else(|| metadata.str("url"));
    first.flatten().or(named).map(str::to_owned)
}

fn fix_regex(map: &Yaml) -> Read<FixRegex> {
    check_keys(map, &["regex", "replacement", "count"])?;
    let count = match map.get("count") {
        None => None,
        Some(count) => match count.text().and_then(|text| text.parse().ok()) {
            Some(count) => Some(count),
            None => return bad(count.at, "`count` must be a number", "use a whole number"),
        },
    };
    let regex = required(map, "regex", "the fix")?;
    match FixRegex::new(
        text(regex, "regex")?,
        text_or_empty(required(map, "replacement", "the fix")?),
        count,
    ) {
        Ok(fix) => Ok(fix),
        Err(message) => bad(
            regex.at,
            format!("the regular expression is not valid: {message}"),
            "fix the regular expression",
        ),
    }
}
