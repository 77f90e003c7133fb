//! All rules of a run: files in, rules per language out, each compiled when its language first comes up.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;

use assay_languages::Lang;
use assay_model::{LoadedRules, Problem, RuleInfo, RuleSource};
use bit_set::BitSet;
use xxhash_rust::xxh3::Xxh3;

use crate::ast_grep::{self, Context, UtilRule};
use crate::help::Origin;
use crate::rule::{Compiled, Matcher, Rule, Utils};
use crate::semgrep;
use crate::sgconfig::{Injection, InjectionSource, Part, SgConfig, is_config};
use crate::sieve::{Needs, Sieve, Survivors};
use crate::subject::FileMatcher;
use crate::toml_pattern;
use crate::yaml::{Yaml, documents};

/// The rules of a run.
#[derive(Default)]
pub struct RuleSet {
    languages: HashMap<Lang, LanguageRules>,
    /// Rules that run on every text.
    texts: Option<LanguageRules>,
    utils: Vec<UtilRule>,
    configs: Vec<SgConfig>,
}

/// The rules of one language.
pub struct LanguageRules {
    /// The rules, in the order of their files.
    pub rules: Vec<Rule>,
    lang: Option<Lang>,
    /// Made for the first text: most languages of a large rule set never come up.
    sieve: OnceCell<Sieve>,
    compiled: Option<CompiledRules>,
}

struct CompiledRules {
    utils: Utils,
    /// A slot for each rule.
    rules: Vec<Slot>,
    /// For each kind of node the compiled rules to try there, in order.
    by_kind: Vec<Vec<u32>>,
    injections: Vec<Injection>,
    /// What is wrong with utilities and injections.
    problems: Vec<Problem>,
}

/// What has become of a rule.
enum Slot {
    /// No file has asked for it yet.
    Waiting,
    Ready(Compiled),
    Bad(Problem),
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

    /// The rules that run on every text.
    pub fn texts(&self) -> Option<&LanguageRules> {
        self.texts.as_ref()
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

    /// Compiles all rules of a language that are not yet; its grammar must be there. Says each time what is wrong with them.
    pub fn compile(&mut self, lang: Lang) -> Vec<Problem> {
        self.compile_some(lang, None);
        let language = self.languages.get(&lang);
        language.map_or_else(Vec::new, LanguageRules::problems)
    }

    /// Compiles those rules of a language, or all; tells whether there was anything to do.
    pub fn compile_some(&mut self, lang: Lang, wanted: Option<&Survivors>) -> bool {
        let Some(language) = self.languages.get_mut(&lang) else {
            return false;
        };
        let is_new = language.compiled.is_none();
        if is_new {
            let (utils, problems) = ast_grep::compile_utils(&self.utils, lang);
            let injections = self.configs.iter().flat_map(|config| &config.injections);
            let own = injections.filter(|source| source.host == lang);
            language.prepare(utils, own, problems);
        }
        language.compile(wanted) || is_new
    }

    /// Compiles all rules that run on every text and are not yet. Says each time what is wrong with them.
    pub fn compile_texts(&mut self) -> Vec<Problem> {
        self.compile_some_texts(None);
        self.texts
            .as_ref()
            .map_or_else(Vec::new, LanguageRules::problems)
    }

    /// Compiles those rules that run on every text, or all; tells whether there was anything to do.
    pub fn compile_some_texts(&mut self, wanted: Option<&Survivors>) -> bool {
        let Some(texts) = &mut self.texts else {
            return false;
        };
        if texts.compiled.is_none() {
            texts.prepare(Utils::default(), std::iter::empty(), Vec::new());
        }
        texts.compile(wanted)
    }
}

impl CompiledRules {
    fn compile(&mut self, place: usize, rule: &Rule) {
        self.rules[place] = match rule.blueprint.compile(&self.utils) {
            Ok(compiled) => {
                if let Compiled::Nodes(matcher) = &compiled {
                    self.index(place as u32, matcher.kinds());
                }
                Slot::Ready(compiled)
            }
            Err(problem) => Slot::Bad(problem),
        };
    }

    /// Notes at which kinds of nodes a rule is to be asked: the table keeps the order of the rules.
    fn index(&mut self, place: u32, kinds: &BitSet) {
        for kind in kinds.iter() {
            if self.by_kind.len() <= kind {
                self.by_kind.resize_with(kind + 1, Vec::new);
            }
            let there = &mut self.by_kind[kind];
            let at = there.partition_point(|other| *other < place);
            there.insert(at, place);
        }
    }

    fn get(&self, place: usize) -> Option<&Compiled> {
        match &self.rules[place] {
            Slot::Ready(compiled) => Some(compiled),
            Slot::Waiting | Slot::Bad(_) => None,
        }
    }
}

impl LanguageRules {
    fn new(lang: Option<Lang>, rules: Vec<Rule>) -> LanguageRules {
        LanguageRules {
            rules,
            lang,
            sieve: OnceCell::new(),
            compiled: None,
        }
    }

    /// Compiles what all rules share: the project's injections into the language, and utilities with their problems.
    fn prepare<'s>(
        &mut self,
        utils: Utils,
        injections: impl Iterator<Item = &'s InjectionSource>,
        problems: Vec<Problem>,
    ) {
        let mut compiled = CompiledRules {
            utils,
            rules: self.rules.iter().map(|_| Slot::Waiting).collect(),
            by_kind: Vec::new(),
            injections: Vec::new(),
            problems,
        };
        for source in injections {
            match source.compile() {
                Ok(injection) => compiled.injections.push(injection),
                Err(problem) => compiled.problems.push(problem),
            }
        }
        self.compiled = Some(compiled);
    }

    /// Compiles those rules, or all, that are not yet; tells whether there were any.
    fn compile(&mut self, wanted: Option<&Survivors>) -> bool {
        let Some(compiled) = &mut self.compiled else {
            return false;
        };
        let mut any = false;
        for (place, rule) in self.rules.iter().enumerate() {
            let is_wanted = wanted.is_none_or(|wanted| wanted.has(place));
            if is_wanted && matches!(compiled.rules[place], Slot::Waiting) {
                compiled.compile(place, rule);
                any = true;
            }
        }
        any
    }

    /// What is wrong with the rules that could not be compiled, in their order.
    fn problems(&self) -> Vec<Problem> {
        let of_rules = |compiled: &CompiledRules| {
            let bad = compiled.rules.iter().filter_map(|slot| match slot {
                Slot::Bad(problem) => Some(problem.clone()),
                Slot::Waiting | Slot::Ready(_) => None,
            });
            let rules: Vec<Problem> = bad.collect();
            [rules, compiled.problems.clone()].concat()
        };
        self.compiled.as_ref().map_or_else(Vec::new, of_rules)
    }

    /// The rules that may match in a text; all of them without the sieve.
    pub fn survivors(&self, text: &[u8], use_sieve: bool) -> Survivors {
        if use_sieve {
            let needs = || self.rules.iter().map(|rule| &rule.needs);
            let sieve = self.sieve.get_or_init(|| Sieve::new(self.lang, needs()));
            sieve.survivors(text)
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

    /// A compiled rule that is asked at nodes; none if it is of the other sort or could not be compiled.
    pub fn matcher(&self, rule: usize) -> Option<&dyn Matcher> {
        match self.compiled.as_ref()?.get(rule)? {
            Compiled::Nodes(matcher) => Some(&**matcher),
            Compiled::File(_) => None,
        }
    }

    /// A compiled rule that is asked once for a file; none if it is of the other sort or could not be compiled.
    pub fn file_matcher(&self, rule: usize) -> Option<&dyn FileMatcher> {
        match self.compiled.as_ref()?.get(rule)? {
            Compiled::Nodes(_) => None,
            Compiled::File(matcher) => Some(&**matcher),
        }
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
    seen: HashMap<(String, Option<Lang>), String>,
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
                Ok(document) if semgrep::is_semgrep(&document) => {
                    let (rules, problems) = semgrep::load(&document, &origin, source.origin);
                    self.problems.extend(problems);
                    for rule in rules {
                        self.add(Pending {
                            rule,
                            document: None,
                        });
                    }
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
            needs: crate::Needs::Nothing,
            also: Vec::new(),
            in_embedded: true,
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
                    pending.rule.lang.map_or("any text", Lang::name)
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
        let mut texts: Vec<Rule> = Vec::new();
        let mut infos = self.infos;
        let mut needs_by_id: HashMap<(String, String), Vec<Needs>> = HashMap::new();
        for Pending { mut rule, document } in self.pending {
            if let (Some(document), Some(lang)) = (document, rule.lang) {
                let of_lang = self.utils.iter().filter(|util| util.lang == lang);
                let utils: HashMap<String, &Yaml> = of_lang
                    .map(|util| (util.id.clone(), &*util.document))
                    .collect();
                rule.needs = ast_grep::rule_needs(&document, lang, &utils);
            }
            let key = (rule.info.id.clone(), rule.info.path.clone());
            needs_by_id.entry(key).or_default().push(rule.needs.clone());
            let is_on = rule.info.severity.is_some() && !disabled.contains(&rule.info.id);
            if !is_on {
                continue;
            }
            let Some(lang) = rule.lang else {
                texts.push(rule);
                continue;
            };
            rules.entry(lang).or_default().push(rule);
        }
        for info in &mut infos {
            let needs = needs_by_id.remove(&(info.id.clone(), info.path.clone()));
            info.needs = Needs::any(needs.unwrap_or_default()).in_words();
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
            .map(|(lang, rules)| (lang, LanguageRules::new(Some(lang), rules)))
            .collect();
        let set = RuleSet {
            languages,
            texts: (!texts.is_empty()).then(|| LanguageRules::new(None, texts)),
            utils: self.utils,
            configs: self.configs,
        };
        (
            set,
            LoadedRules {
                rules: infos,
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
