//! All rules of a run: files in, rules per language out, each compiled when its language first comes up.

use std::collections::HashMap;
use std::rc::Rc;

use assay_languages::Lang;
use assay_model::{LoadedRules, Problem, RuleInfo, RuleSource};
use bit_set::BitSet;
use xxhash_rust::xxh3::Xxh3;

use crate::ast_grep::{self, Context, UtilRule};
use crate::help::Origin;
use crate::rule::{Matcher, Rule};
use crate::sgconfig::{Injection, Part, SgConfig, is_config};
use crate::sieve::{Sieve, Survivors};
use crate::toml_pattern;
use crate::yaml::{Yaml, documents};

/// The rules of a run.
#[derive(Default)]
pub struct RuleSet {
    languages: HashMap<Lang, LanguageRules>,
    utils: Vec<UtilRule>,
    configs: Vec<SgConfig>,
}

/// The rules of one language.
pub struct LanguageRules {
    /// The rules, in the order of their files.
    pub rules: Vec<Rule>,
    sieve: Sieve,
    compiled: Option<Compiled>,
}

struct Compiled {
    matchers: Vec<Option<Box<dyn Matcher>>>,
    by_kind: Vec<Vec<u32>>,
    injections: Vec<Injection>,
}

impl RuleSet {
    /// Loads rule files. Disabled rules are described but do not run.
    pub fn load(sources: &[RuleSource], disabled: &[String]) -> (RuleSet, LoadedRules) {
        let mut loader = Loader::default();
        loader.read_configs(sources);
        for source in sources.iter().filter(|source| !is_config(&source.path)) {
            loader.read(source);
        }
        let hash = hash(sources, disabled);
        loader.finish(disabled, hash)
    }

    /// The rules of a language, if there are any or code embedded in it may have some.
    pub fn language(&self, lang: Lang) -> Option<&LanguageRules> {
        self.languages.get(&lang)
    }

    /// The language that a project's configuration gives a file.
    pub fn configured_language(&self, path: &str) -> Option<Lang> {
        self.configs.iter().find_map(|config| config.language(path))
    }

    /// Languages that the project says are embedded in this one.
    pub fn embedded_languages(&self, host: Lang) -> impl Iterator<Item = Lang> + '_ {
        let of_host = move |config: &SgConfig| {
            let injections = config
                .injections
                .iter()
                .filter(move |injection| injection.host == host);
            injections
                .flat_map(|injection| injection.languages.iter().copied())
                .collect::<Vec<_>>()
        };
        self.configs.iter().flat_map(of_host)
    }

    /// Compiles the rules of a language, once; its grammar must be there. Says what is wrong with them.
    pub fn compile(&mut self, lang: Lang) -> Vec<Problem> {
        let Some(language) = self.languages.get_mut(&lang) else {
            return Vec::new();
        };
        if language.compiled.is_some() {
            return Vec::new();
        }
        let (utils, mut problems) = ast_grep::compile_utils(&self.utils, lang);
        let mut matchers: Vec<Option<Box<dyn Matcher>>> = Vec::with_capacity(language.rules.len());
        for rule in &language.rules {
            match rule.blueprint.compile(&utils) {
                Ok(matcher) => matchers.push(Some(matcher)),
                Err(problem) => {
                    problems.push(problem);
                    matchers.push(None);
                }
            }
        }
        let mut injections = Vec::new();
        for config in &self.configs {
            for source in config
                .injections
                .iter()
                .filter(|source| source.host == lang)
            {
                injections.extend(source.compile().ok());
            }
        }
        language.compiled = Some(Compiled {
            by_kind: by_kind(&matchers),
            matchers,
            injections,
        });
        problems
    }
}

/// For each kind of node the rules to try there.
fn by_kind(matchers: &[Option<Box<dyn Matcher>>]) -> Vec<Vec<u32>> {
    let mut table: Vec<Vec<u32>> = Vec::new();
    for (matcher, place) in matchers.iter().zip(0..) {
        for kind in matcher.iter().flat_map(|matcher| matcher.kinds().iter()) {
            if table.len() <= kind {
                table.resize_with(kind + 1, Vec::new);
            }
            table[kind].push(place);
        }
    }
    table
}

impl LanguageRules {
    fn new(lang: Lang, rules: Vec<Rule>) -> LanguageRules {
        let sieve = Sieve::new(lang, rules.iter().map(|rule| &rule.needs));
        LanguageRules {
            rules,
            sieve,
            compiled: None,
        }
    }

    /// The rules that may match in a text; all of them without the sieve.
    pub fn survivors(&self, text: &[u8], use_sieve: bool) -> Survivors {
        if use_sieve {
            self.sieve.survivors(text)
        } else {
            Survivors::new(vec![true; self.rules.len()])
        }
    }

    /// The rules to ask at a node of this kind.
    pub fn at_kind(&self, kind: u16) -> &[u32] {
        self.compiled
            .as_ref()
            .and_then(|compiled| compiled.by_kind.get(usize::from(kind)))
            .map_or(&[], Vec::as_slice)
    }

    /// All kinds at which one of these rules must be asked.
    pub fn kinds_of(&self, rules: &Survivors) -> BitSet {
        let mut kinds = BitSet::new();
        for matcher in rules.iter().filter_map(|rule| self.matcher(rule)) {
            kinds.union_with(matcher.kinds());
        }
        kinds
    }

    /// A compiled rule; none if it could not be compiled.
    pub fn matcher(&self, rule: usize) -> Option<&dyn Matcher> {
        self.compiled.as_ref()?.matchers[rule].as_deref()
    }

    /// The project's own injections into this language.
    pub fn injections(&self) -> &[Injection] {
        self.compiled
            .as_ref()
            .map_or(&[], |compiled| &compiled.injections)
    }
}

#[derive(Default)]
struct Loader {
    pending: Vec<Pending>,
    infos: Vec<RuleInfo>,
    problems: Vec<Problem>,
    utils: Vec<UtilRule>,
    configs: Vec<SgConfig>,
    seen: HashMap<(String, Lang), String>,
}

/// A rule whose needs wait for all utilities to be known.
struct Pending {
    rule: Rule,
    document: Option<Rc<Yaml>>,
}

impl Loader {
    fn read_configs(&mut self, sources: &[RuleSource]) {
        for source in sources.iter().filter(|source| is_config(&source.path)) {
            let (config, problems) = SgConfig::load(&Origin {
                path: &source.path,
                text: &source.text,
            });
            self.configs.push(config);
            self.problems.extend(problems);
        }
    }

    fn read(&mut self, source: &RuleSource) {
        if source.path.ends_with(".toml") {
            return self.read_toml(source);
        }
        let parts: Vec<Part> = self
            .configs
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
            lang: loaded.lang,
            paths: loaded.paths,
            needs: crate::Needs::Nothing,
            blueprint: loaded.blueprint,
        };
        self.add(Pending {
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
        for rule in rules {
            self.add(Pending {
                rule,
                document: None,
            });
        }
    }

    /// Takes a rule, unless one of its id is there for its language.
    fn add(&mut self, pending: Pending) {
        let info = &pending.rule.info;
        let key = (info.id.clone(), pending.rule.lang);
        if let Some(first) = self.seen.get(&key) {
            self.problems.push(Problem {
                kind: assay_model::ProblemKind::BadRule,
                message: format!(
                    "the id `{}` is taken for {} by {first}",
                    info.id,
                    pending.rule.lang.name()
                ),
                help: Some("give one of the two rules another id".to_owned()),
                path: Some(info.path.clone()),
                line: Some(info.line),
                col: Some(1),
                rule_id: Some(info.id.clone()),
            });
            return;
        }
        self.seen
            .insert(key, format!("{}:{}", info.path, info.line));
        self.describe(info.clone());
        self.pending.push(pending);
    }

    /// Documents of one file with one id are one rule for several languages.
    fn describe(&mut self, info: RuleInfo) {
        let same = self
            .infos
            .last_mut()
            .filter(|last| last.id == info.id && last.path == info.path);
        match same {
            Some(first) => {
                first.languages.extend(
                    info.languages
                        .into_iter()
                        .filter(|name| !first.languages.contains(name))
                        .collect::<Vec<_>>(),
                );
                first.has_fix |= info.has_fix;
            }
            None => self.infos.push(info),
        }
    }

    fn finish(self, disabled: &[String], hash: String) -> (RuleSet, LoadedRules) {
        let mut rules: HashMap<Lang, Vec<Rule>> = HashMap::new();
        for Pending { mut rule, document } in self.pending {
            let is_on = rule.info.severity.is_some() && !disabled.contains(&rule.info.id);
            if !is_on {
                continue;
            }
            if let Some(document) = document {
                let of_lang = self.utils.iter().filter(|util| util.lang == rule.lang);
                let utils: HashMap<String, &Yaml> = of_lang
                    .map(|util| (util.id.clone(), &*util.document))
                    .collect();
                rule.needs = ast_grep::rule_needs(&document, rule.lang, &utils);
            }
            rules.entry(rule.lang).or_default().push(rule);
        }
        for host in self
            .configs
            .iter()
            .flat_map(|config| &config.injections)
            .map(|injection| injection.host)
        {
            rules.entry(host).or_default();
        }
        let languages = rules
            .into_iter()
            .map(|(lang, rules)| (lang, LanguageRules::new(lang, rules)))
            .collect();
        let set = RuleSet {
            languages,
            utils: self.utils,
            configs: self.configs,
        };
        (
            set,
            LoadedRules {
                rules: self.infos,
                problems: self.problems,
                hash,
            },
        )
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

fn hash(sources: &[RuleSource], disabled: &[String]) -> String {
    let mut hasher = Xxh3::new();
    let mut add = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    add(env!("CARGO_PKG_VERSION"));
    for source in sources {
        add(&source.path);
        add(&source.text);
    }
    let mut disabled: Vec<&String> = disabled.iter().collect();
    disabled.sort();
    disabled.into_iter().for_each(|id| add(id));
    format!("{:032x}", hasher.digest128())
}
