//! `sgconfig.yml`: where a project keeps its ast-grep rules and utilities, which files are which
//! language, and which code is embedded in which.

use assay_languages::Lang;
use assay_model::{Problem, ProblemKind};
use ast_grep_config::{DeserializeEnv, RuleCore, RuleCoreError, SerializableRuleCore};
use ast_grep_core::tree_sitter::{TSPoint, TSRange};
use globset::GlobSet;

use assay_context::Document;
use assay_rules::yaml::{Fault, Yaml, YamlValue, documents};
use assay_rules::{Glob, Injection, Origin, from_yaml, glob_set};

const KEYS: &[&str] = &[
    "ruleDirs",
    "utilDirs",
    "testConfigs",
    "languageGlobs",
    "languageInjections",
    "customLanguages",
    "outlineRules",
];

/// One configuration, resolved against its own folder.
#[derive(Default)]
pub struct SgConfig {
    base: String,
    rule_dirs: Vec<String>,
    util_dirs: Vec<String>,
    languages: Vec<(Lang, GlobSet)>,
    /// What it embeds, not yet compiled.
    pub injections: Vec<InjectionSource>,
}

/// What a source file is to a configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It holds rules.
    Rules,
    /// It holds utilities.
    Utils,
    /// It lies in the configuration's folder, but in none that it names.
    Neither,
    /// It lies elsewhere.
    Outside,
}

/// Whether a path names a configuration.
pub fn is_config(path: &str) -> bool {
    matches!(
        path.rsplit('/').next(),
        Some("sgconfig.yml" | "sgconfig.yaml")
    )
}

impl SgConfig {
    /// Reads a configuration; what cannot be used is said and left out.
    pub fn load(origin: &Origin<'_>) -> (SgConfig, Vec<Problem>) {
        let mut config = SgConfig {
            base: parent(origin.path).to_owned(),
            ..SgConfig::default()
        };
        let mut problems = Vec::new();
        let help = "see https://ast-grep.github.io/reference/sgconfig.html";
        for document in documents(origin.text) {
            match document {
                Ok(document) => config.read(&document, origin, &mut problems),
                Err(fault) => problems.push(origin.bad_rule(fault, help, None)),
            }
        }
        (config, problems)
    }

    fn read(&mut self, document: &Yaml, origin: &Origin<'_>, problems: &mut Vec<Problem>) {
        let folders = |key: &str| {
            document
                .get(key)
                .map_or(&[][..], Yaml::items)
                .iter()
                .filter_map(Yaml::text)
                .map(|dir| join(&self.base, dir))
                .collect::<Vec<_>>()
        };
        (self.rule_dirs, self.util_dirs) = (folders("ruleDirs"), folders("utilDirs"));
        for (key, value) in document.entries() {
            let name = key.text().unwrap_or("?");
            match name {
                "languageGlobs" => self.read_globs(value, origin, problems),
                "languageInjections" => self.read_injections(value, origin, problems),
                "customLanguages" | "outlineRules" => {
                    let fault = Fault::new(
                        key.at,
                        format!("`{name}` is not supported: Assay cannot load native libraries"),
                    );
                    problems.push(origin.problem(
                        ProblemKind::Unsupported,
                        fault,
                        Some("rules for built-in languages still run"),
                        None,
                    ));
                }
                _ if KEYS.contains(&name) => {}
                _ => {
                    let fault = Fault::new(key.at, format!("unknown key `{name}` in sgconfig"));
                    problems.push(origin.bad_rule(
                        fault,
                        &format!("valid keys: {}", KEYS.join(", ")),
                        None,
                    ));
                }
            }
        }
    }

    fn read_globs(&mut self, globs: &Yaml, origin: &Origin<'_>, problems: &mut Vec<Problem>) {
        for (name, patterns) in globs.entries() {
            let lang = match lang_of(name, origin) {
                Ok(lang) => lang,
                Err(problem) => {
                    problems.push(problem);
                    continue;
                }
            };
            let patterns: Vec<Glob> = patterns
                .items()
                .iter()
                .filter_map(Yaml::text)
                .map(|text| Glob {
                    pattern: text.to_owned(),
                    any_case: false,
                    by_folder: false,
                })
                .collect();
            match glob_set(&patterns) {
                Ok(set) => self.languages.push((lang, set)),
                Err(message) => problems.push(origin.bad_rule(
                    Fault::new(name.at, message),
                    "fix the glob",
                    None,
                )),
            }
        }
    }

    fn read_injections(&mut self, list: &Yaml, origin: &Origin<'_>, problems: &mut Vec<Problem>) {
        for item in list.items() {
            match InjectionSource::load(item, origin) {
                Ok(injection) => self.injections.push(injection),
                Err(problem) => problems.push(problem),
            }
        }
    }

    /// What a source file is to this configuration.
    pub fn part(&self, path: &str) -> Part {
        let within = |dirs: &[String]| dirs.iter().any(|dir| is_within(path, dir));
        match (
            within(&self.util_dirs),
            within(&self.rule_dirs),
            is_within(path, &self.base),
        ) {
            (true, _, _) => Part::Utils,
            (_, true, _) => Part::Rules,
            (_, _, true) => Part::Neither,
            _ => Part::Outside,
        }
    }

    /// The language that the configuration gives a file.
    pub fn language(&self, path: &str) -> Option<Lang> {
        let path = path
            .strip_prefix(&self.base)
            .map_or(path, |rest| rest.trim_start_matches('/'));
        let name = path.rsplit('/').next().unwrap_or(path);
        self.languages
            .iter()
            .find(|(_, set)| set.is_match(path) || set.is_match(name))
            .map(|(lang, _)| *lang)
    }
}

fn lang_of(name: &Yaml, origin: &Origin<'_>) -> Result<Lang, Problem> {
    let text = name.text().unwrap_or("?");
    Lang::from_name(text).ok_or_else(|| {
        let fault = Fault::new(
            name.at,
            format!("Assay does not support the language `{text}`"),
        );
        origin.problem(
            ProblemKind::Unsupported,
            fault,
            Some("use a built-in language"),
            None,
        )
    })
}

/// An entry of `languageInjections`, not yet compiled.
pub struct InjectionSource {
    /// The language that embeds.
    pub host: Lang,
    injected: Option<Lang>,
    /// Languages that may be embedded.
    pub languages: Vec<Lang>,
    core: SerializableRuleCore,
    /// What is said of it if it does not compile; the reason is still to come.
    refusal: Problem,
}

impl InjectionSource {
    fn load(item: &Yaml, origin: &Origin<'_>) -> Result<InjectionSource, Problem> {
        let missing = |key: &str| {
            origin.bad_rule(
                Fault::new(item.at, format!("the injection has no `{key}`")),
                "an injection needs `hostLanguage`, `rule` and `injected`",
                None,
            )
        };
        let host = lang_of(
            item.get("hostLanguage")
                .ok_or_else(|| missing("hostLanguage"))?,
            origin,
        )?;
        let injected = item.get("injected").ok_or_else(|| missing("injected"))?;
        let fixed = match injected.value {
            YamlValue::Scalar { .. } => Some(lang_of(injected, origin)?),
            _ => None,
        };
        let listed = injected
            .items()
            .iter()
            .filter_map(|name| Lang::from_name(name.text()?));
        let languages = fixed.into_iter().chain(listed).collect();
        let core = from_yaml(item)
            .map_err(|fault| origin.bad_rule(fault, "fix the rule of the injection", None))?;
        Ok(InjectionSource {
            host,
            injected: fixed,
            languages,
            core,
            refusal: origin.bad_rule(
                Fault::new(item.at, "the rule of the injection is not valid"),
                "fix the rule; until then embedded code is not checked",
                None,
            ),
        })
    }

    /// Compiles it; the grammar of the host language must be there.
    pub fn compile(&self) -> Result<Box<dyn Injection>, Problem> {
        let refuse = |error: RuleCoreError| Problem {
            message: format!("{}: {}", self.refusal.message, reason(&error)),
            ..self.refusal.clone()
        };
        let matcher = self
            .core
            .get_matcher(DeserializeEnv::new(self.host))
            .map_err(refuse)?;
        Ok(Box::new(CompiledInjection {
            matcher,
            injected: self.injected,
        }))
    }
}

/// The innermost cause, which is the one that names what is wrong.
fn reason(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(cause) => reason(cause),
        None => error.to_string(),
    }
}

/// A compiled injection: a rule that captures `$CONTENT`, and `$LANG` unless the language is fixed.
struct CompiledInjection {
    matcher: RuleCore,
    injected: Option<Lang>,
}

impl Injection for CompiledInjection {
    fn find(&self, document: &Document) -> Vec<(Lang, Vec<TSRange>)> {
        let stretch = |found: ast_grep_core::NodeMatch<'_, _>| {
            let env = found.get_env();
            let named = env.get_match("LANG").map(|node| node.text().to_string());
            let lang = named.map_or(self.injected, |name| Lang::from_name(&name))?;
            let content = env.get_match("CONTENT")?;
            let (start, end) = (
                content.start_pos().byte_point(),
                content.end_pos().byte_point(),
            );
            let range = TSRange {
                start_byte: content.range().start,
                end_byte: content.range().end,
                start_point: TSPoint::new(start.0, start.1),
                end_point: TSPoint::new(end.0, end.1),
            };
            Some((lang, vec![range]))
        };
        document
            .root()
            .find_all(&self.matcher)
            .filter_map(stretch)
            .collect()
    }
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Joins and tidies: no `.`, no `..`, no empty parts.
fn join(base: &str, path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in base.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let root = if base.starts_with('/') { "/" } else { "" };
    format!("{root}{}", parts.join("/"))
}

fn is_within(path: &str, folder: &str) -> bool {
    let path = join("", path);
    let folder = folder.trim_start_matches('/');
    folder.is_empty()
        || path
            .strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> (SgConfig, Vec<Problem>) {
        SgConfig::load(&Origin {
            path: "a/sgconfig.yml",
            text,
        })
    }

    #[test]
    fn folders_are_relative_to_the_configuration() {
        let (config, problems) = load("ruleDirs: [rules, ./more/]\nutilDirs: [../utils]\n");
        assert_eq!(problems, []);
        let parts = [
            "a/rules/x.yml",
            "a/more/x.yml",
            "utils/y.yml",
            "a/other/x.yml",
            "b/x.yml",
        ]
        .map(|path| config.part(path));
        assert_eq!(
            parts,
            [
                Part::Rules,
                Part::Rules,
                Part::Utils,
                Part::Neither,
                Part::Outside
            ]
        );
    }

    #[test]
    fn globs_give_files_a_language() {
        let (config, problems) =
            load("languageGlobs:\n  html: ['*.vue', 'x/**/*.tpl']\n  klingon: ['*.k']\n");
        assert_eq!(config.language("a/b/c.vue").map(Lang::id), Some("html"));
        assert_eq!(config.language("a/x/y/c.tpl").map(Lang::id), Some("html"));
        assert_eq!(config.language("a/c.tpl"), None);
        assert_eq!(
            (problems.len(), problems[0].line, problems[0].kind),
            (1, Some(3), ProblemKind::Unsupported)
        );
    }

    #[test]
    fn what_cannot_work_is_named() {
        let (_, problems) = load("customLanguages:\n  mojo: {}\nrulesDir: [x]\n");
        let kinds: Vec<_> = problems
            .iter()
            .map(|problem| (problem.kind, problem.line))
            .collect();
        assert_eq!(
            kinds,
            [
                (ProblemKind::Unsupported, Some(1)),
                (ProblemKind::BadRule, Some(3))
            ]
        );
    }
}
