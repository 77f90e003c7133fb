//! The TOML dialect: a house rule in five lines.
//!
//! ```toml
//! [[pattern]]
//! id = "no-print"
//! languages = ["python"]
//! pattern = "print($$$)"
//! inside = "def $F($$$): $$$"
//! message = "Use the logger."
//! ```
//!
//! A `pattern` is an ast-grep rule in disguise and becomes one; a `regex` is matched over the text.

mod clauses;
mod regex_rule;

use std::rc::Rc;

use assay_languages::Lang;
use assay_model::{Classes, Clause, Dialect, Naming, Problem, RuleInfo, RuleOrigin, Severity};
use serde::Deserialize;
use toml::Spanned;

use assay_ast_grep::{Context, GlobalUtils, load as load_ast_grep};
use assay_rules::prefilter::regex_needs;
use assay_rules::yaml::{Fault, MAX_BYTES, Yaml, YamlValue};
use assay_rules::{
    Claim, ClauseWriter, Content, DialectReader, Fixing, Glob, Needs, Origin, PathFilter, Piece,
    Rule, RuleFile, closest, needs_known,
};

use regex_rule::RegexRule;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    pattern: Vec<Spanned<Pattern>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pattern {
    id: Spanned<String>,
    languages: Spanned<Vec<Spanned<String>>>,
    pattern: Option<Spanned<String>>,
    regex: Option<Spanned<String>>,
    not: Option<Spanned<OneOrMore>>,
    inside: Option<Spanned<OneOrMore>>,
    #[serde(default)]
    message: String,
    severity: Option<Spanned<String>>,
    #[serde(default)]
    tags: Vec<String>,
    fix: Option<String>,
    #[serde(default, rename = "fix-safety")]
    fix_safety: FixSafety,
    #[serde(default, rename = "fix-imports")]
    fix_imports: Vec<String>,
    #[serde(default)]
    doc: String,
    files: Option<Spanned<Vec<String>>>,
    ignores: Option<Spanned<Vec<String>>>,
}

/// Whether the code does the same after the fix.
#[derive(Default, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum FixSafety {
    Safe,
    #[default]
    Unsafe,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    fn list(&self) -> &[String] {
        match self {
            OneOrMore::One(one) => std::slice::from_ref(one),
            OneOrMore::More(more) => more,
        }
    }
}

type Fallible<T> = Result<T, (Fault, String)>;

/// The dialect in one rule set; it keeps nothing.
pub struct TomlPatterns;

impl DialectReader for TomlPatterns {
    fn claim(&self, piece: &Piece<'_>) -> Claim {
        let is_toml = matches!(piece.content, Content::File) && piece.path.ends_with(".toml");
        if is_toml { Claim::Likely } else { Claim::No }
    }

    fn read(&mut self, piece: Piece<'_>) -> RuleFile {
        let (rules, problems) = load(&piece.origin(), piece.text, piece.by);
        RuleFile { rules, problems }
    }

    fn clauses(&self, piece: &Piece<'_>, rule: &str) -> Vec<Clause> {
        let (patterns, _) = patterns(&piece.origin());
        let writer = ClauseWriter::new(piece.origin());
        let mut patterns = patterns.into_iter().map(|(_, pattern)| pattern);
        patterns
            .find(|pattern| pattern.id.get_ref() == rule)
            .map_or_else(Vec::new, |pattern| clauses::clauses(&pattern, &writer))
    }
}

/// Reads a file of patterns: the rules that can be used, and what is wrong with the others.
fn load(origin: &Origin<'_>, file: &Rc<str>, by: RuleOrigin) -> (Vec<Rule>, Vec<Problem>) {
    if origin.text.len() > MAX_BYTES {
        let fault = Fault::new(
            0,
            format!(
                "the file is {} MB, which is too large",
                origin.text.len() >> 20
            ),
        );
        return (
            Vec::new(),
            vec![origin.bad_rule(fault, "split the file", None)],
        );
    }
    let (patterns, mut problems) = patterns(origin);
    let mut rules = Vec::new();
    for (at, pattern) in patterns {
        match build(&pattern, at, origin, file, by) {
            Ok(built) => rules.extend(built),
            Err((fault, help)) => {
                problems.push(origin.bad_rule(fault, &help, Some(pattern.id.get_ref())))
            }
        }
    }
    (rules, problems)
}

/// The patterns of a file with their offsets. If the file as a whole is broken, each `[[pattern]]` is tried alone.
fn patterns(origin: &Origin<'_>) -> (Vec<(usize, Pattern)>, Vec<Problem>) {
    let read = |text: &str| toml::from_str::<File>(text).map(|file| file.pattern);
    let place = |pattern: Spanned<Pattern>| (pattern.span().start, pattern.into_inner());
    if let Ok(patterns) = read(origin.text) {
        return (patterns.into_iter().map(place).collect(), Vec::new());
    }
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for (start, text) in sections(origin.text) {
        // Blank space in front keeps every offset what it is in the whole file.
        let padded = format!("{}{text}", " ".repeat(start));
        match read(&padded) {
            Ok(patterns) => found.extend(patterns.into_iter().map(place)),
            Err(error) => {
                let at = error.span().map_or(start, |span| span.start.max(start));
                let fault = Fault::new(at, error.message().to_owned());
                let help = "valid keys: id, languages, pattern, regex, not, inside, message, severity, tags, fix, fix-safety, fix-imports, doc, files, ignores";
                problems.push(origin.bad_rule(fault, help, None));
            }
        }
    }
    (found, problems)
}

fn sections(text: &str) -> Vec<(usize, &str)> {
    let is_head = |at: &usize| *at == 0 || text.as_bytes()[at - 1] == b'\n';
    let mut starts: Vec<usize> = text
        .match_indices("[[pattern]]")
        .map(|(at, _)| at)
        .filter(is_head)
        .collect();
    if starts.first() != Some(&0) {
        starts.insert(0, 0);
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| (*start, &text[*start..end]))
        .collect()
}

fn build(
    pattern: &Pattern,
    at: usize,
    origin: &Origin<'_>,
    file: &Rc<str>,
    by: RuleOrigin,
) -> Fallible<Vec<Rule>> {
    let severity = severity(pattern)?;
    let languages = languages(pattern)?;
    let paths = path_filter(pattern)
        .map_err(|message| (Fault::new(at, message), "fix the glob".to_owned()))?;
    let info = info(pattern, severity, &languages, origin, by, at);
    languages
        .into_iter()
        .map(|lang| {
            let (needs, blueprint) = match (&pattern.pattern, &pattern.regex) {
                (Some(code), None) => code_rule(pattern, code, lang, origin, file, by)?,
                (None, Some(regex)) => {
                    let rule = RegexRule::new(pattern, regex, lang, origin.path, file)?;
                    (regex_needs(regex.get_ref()), Box::new(rule) as Box<_>)
                }
                _ => {
                    return Err((
                        Fault::new(at, "a pattern needs either `pattern` or `regex`"),
                        "use exactly one of them".to_owned(),
                    ));
                }
            };
            Ok(Rule {
                info: info.clone(),
                lang: Some(lang),
                severity,
                paths: paths.clone(),
                needs: needs_known(needs),
                also: Vec::new(),
                in_embedded: true,
                fixing: Fixing {
                    is_safe: pattern.fix_safety == FixSafety::Safe,
                    imports: pattern.fix_imports.clone(),
                },
                blueprint,
            })
        })
        .collect()
}

fn severity(pattern: &Pattern) -> Fallible<Severity> {
    let Some(named) = &pattern.severity else {
        return Ok(Severity::Medium);
    };
    match named.get_ref().as_str() {
        "critical" => Ok(Severity::Critical),
        "high" | "error" => Ok(Severity::High),
        "medium" | "warning" => Ok(Severity::Medium),
        "low" => Ok(Severity::Low),
        "info" | "hint" => Ok(Severity::Info),
        other => Err((
            Fault::new(named.span().start, format!("`{other}` is not a severity")),
            "use critical, high, medium, low or info".to_owned(),
        )),
    }
}

fn languages(pattern: &Pattern) -> Fallible<Vec<Lang>> {
    if pattern.languages.get_ref().is_empty() {
        return Err((
            Fault::new(
                pattern.languages.span().start,
                "the pattern has no `languages`",
            ),
            "add `languages`, for example `languages = [\"python\"]`".to_owned(),
        ));
    }
    let names: Vec<&str> = Lang::all().map(Lang::id).collect();
    pattern
        .languages
        .get_ref()
        .iter()
        .map(|name| {
            Lang::from_name(name.get_ref()).ok_or_else(|| {
                let near =
                    closest(name.get_ref(), &names).map(|near| format!("did you mean `{near}`?"));
                let help =
                    near.unwrap_or_else(|| format!("the languages are {}", names.join(", ")));
                (
                    Fault::new(
                        name.span().start,
                        format!("Assay does not support the language `{}`", name.get_ref()),
                    ),
                    help,
                )
            })
        })
        .collect()
}

fn path_filter(pattern: &Pattern) -> Result<PathFilter, String> {
    let globs = |list: &Option<Spanned<Vec<String>>>| -> Option<Vec<Glob>> {
        list.as_ref().map(|list| {
            list.get_ref()
                .iter()
                .map(|pattern| Glob {
                    pattern: pattern.clone(),
                    any_case: false,
                    by_folder: false,
                })
                .collect()
        })
    };
    PathFilter::new(
        globs(&pattern.files).as_deref(),
        globs(&pattern.ignores).as_deref(),
    )
}

fn info(
    pattern: &Pattern,
    severity: Severity,
    languages: &[Lang],
    origin: &Origin<'_>,
    by: RuleOrigin,
    at: usize,
) -> RuleInfo {
    RuleInfo {
        id: pattern.id.get_ref().clone(),
        naming: Naming::default(),
        dialect: Dialect::Toml,
        languages: languages.iter().map(|lang| lang.id().to_owned()).collect(),
        severity: Some(severity),
        native_severity: pattern
            .severity
            .as_ref()
            .map_or("medium", |name| name.get_ref())
            .to_owned(),
        message: pattern.message.clone(),
        doc: pattern.doc.clone(),
        url: None,
        needs: None,
        tags: pattern.tags.clone(),
        classes: Classes::default(),
        metadata: "{}".to_owned(),
        has_fix: pattern.fix.is_some(),
        origin: by,
        path: origin.path.to_owned(),
        line: origin.line(at),
    }
}

/// A code pattern becomes the ast-grep document that says the same.
fn code_rule(
    pattern: &Pattern,
    code: &Spanned<String>,
    lang: Lang,
    origin: &Origin<'_>,
    file: &Rc<str>,
    by: RuleOrigin,
) -> Fallible<(Needs, Box<dyn assay_rules::Blueprint>)> {
    let at = code.span().start;
    let text = |text: &str| Yaml {
        value: YamlValue::Scalar {
            text: text.to_owned(),
            plain: false,
        },
        at,
    };
    let map = |entries: Vec<(&str, Yaml)>| Yaml {
        value: YamlValue::Map(
            entries
                .into_iter()
                .map(|(key, value)| (text(key), value))
                .collect(),
        ),
        at,
    };
    let one_of = |codes: &[String]| {
        let items = codes
            .iter()
            .map(|code| map(vec![("pattern", text(code))]))
            .collect();
        (
            "any",
            Yaml {
                value: YamlValue::List(items),
                at,
            },
        )
    };
    let mut rule = vec![("pattern", text(code.get_ref()))];
    if let Some(not) = &pattern.not {
        rule.push(("not", map(vec![one_of(not.get_ref().list())])));
    }
    if let Some(inside) = &pattern.inside {
        rule.push((
            "inside",
            map(vec![
                one_of(inside.get_ref().list()),
                ("stopBy", text("end")),
            ]),
        ));
    }
    let mut document = vec![
        ("id", text(pattern.id.get_ref())),
        ("language", text(lang.id())),
        ("message", text(&pattern.message)),
        ("rule", map(rule)),
    ];
    document.extend(pattern.fix.as_ref().map(|fix| ("fix", text(fix))));
    let context = Context {
        origin,
        text: Rc::clone(file),
        by,
        default_id: String::new(),
        utils: Rc::new(GlobalUtils::default()),
    };
    let as_fault = |problem: Problem| {
        (
            Fault::new(at, problem.message),
            problem.help.unwrap_or_default(),
        )
    };
    let loaded = load_ast_grep(map(document), &context).map_err(as_fault)?;
    Ok((
        loaded.utils.needs_of(&loaded.document, lang),
        loaded.blueprint,
    ))
}
