//! All rules of a run: files in, rules per language out. Files of which it is known what is in them are read when a
//! text comes that one of their rules runs on.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};

use assay_languages::Lang;
use assay_model::{LoadedRules, Problem, ProblemKind, RuleInfo, RuleSource};
use xxhash_rust::xxh3::Xxh3;

use crate::ast_grep::{self, UtilRule};
use crate::help::Origin;
use crate::language_rules::LanguageRules;
use crate::loader::{Pending, read};
use crate::rule::{Rule, Utils, needs_known};
use crate::sgconfig::{SgConfig, is_config};
use crate::sieve::{Needs, Survivors};
use crate::yaml::Yaml;

/// The rules of a run.
#[derive(Default)]
pub struct RuleSet {
    files: Vec<File>,
    disabled: HashSet<String>,
    /// What has come up so far; the rules for every text are those of no language.
    languages: HashMap<Option<Lang>, LanguageRules>,
    utils: Vec<UtilRule>,
    configs: Vec<SgConfig>,
    /// What was wrong with files that were read late, until it is told.
    late: Vec<Problem>,
}

/// A file of rules.
struct File {
    /// It is read when one of its languages comes up; none if it has been.
    unread: Option<RuleSource>,
    /// The languages of its rules.
    languages: Vec<Option<Lang>>,
    /// Rules in it whose id another file has taken.
    refused: HashSet<Id>,
    /// Its rules whose languages have not come up.
    rules: Vec<Pending>,
}

impl File {
    /// Reads it, if it has not been.
    fn read(&mut self, configs: &[SgConfig], problems: &mut Vec<Problem>) {
        let Some(source) = self.unread.take() else {
            return;
        };
        let mut content = read(&source, configs);
        problems.append(&mut content.problems);
        self.rules = content.rules;
        self.rules
            .retain(|pending| !self.refused.contains(&id(&pending.rule)));
    }
}

/// What names a rule.
type Id = (String, Option<Lang>);

impl RuleSet {
    /// Loads rule files, and describes the rules of those that say nothing of what is in them. Disabled rules are
    /// described but do not run.
    pub fn load(sources: &[RuleSource], disabled: &[String]) -> (RuleSet, LoadedRules) {
        let (set, mut loaded) = RuleSet::adopt(sources, disabled);
        describe_needs(&mut loaded.rules, &set);
        (set, loaded)
    }

    /// The same without what the rules need, which takes a while to find out.
    pub fn adopt(sources: &[RuleSource], disabled: &[String]) -> (RuleSet, LoadedRules) {
        let mut loader = Loader {
            set: RuleSet {
                disabled: disabled.iter().cloned().collect(),
                ..RuleSet::default()
            },
            ..Loader::default()
        };
        loader.read_configs(sources);
        for source in sources.iter().filter(|source| !is_config(&source.path)) {
            if source.rules.is_empty() {
                loader.read(source);
            } else {
                loader.keep(source);
            }
        }
        let loaded = LoadedRules {
            rules: loader.infos,
            problems: loader.problems,
            hash: hash(sources, disabled),
        };
        (loader.set, loaded)
    }

    /// Reads the files with rules of a language that have not been read; tells whether it is the first time.
    pub fn come_up(&mut self, lang: Option<Lang>) -> bool {
        if self.languages.contains_key(&lang) {
            return false;
        }
        let mut rules = Vec::new();
        for file in &mut self.files {
            if !file.languages.contains(&lang) {
                continue;
            }
            file.read(&self.configs, &mut self.late);
            let (own, others) = std::mem::take(&mut file.rules)
                .into_iter()
                .partition(|pending| pending.rule.lang == lang);
            file.rules = others;
            rules.extend::<Vec<Pending>>(own);
        }
        let is_on = |pending: &Pending| {
            let info = &pending.rule.info;
            info.severity.is_some() && !self.disabled.contains(&info.id)
        };
        rules.retain(is_on);
        let rules = rules.into_iter().map(|pending| self.with_needs(pending));
        let rules = LanguageRules::new(lang, rules.collect());
        self.languages.insert(lang, rules);
        true
    }

    /// Reads one of the files whose languages have not come up, so that the first text of one need not wait for it;
    /// false if there is none left.
    pub fn read_ahead(&mut self) -> bool {
        let Some(file) = self.files.iter_mut().find(|file| file.unread.is_some()) else {
            return false;
        };
        file.read(&self.configs, &mut self.late);
        for pending in &file.rules {
            LazyCell::force(&pending.rule.needs);
        }
        true
    }

    /// What was wrong with files that were read since this was last asked.
    pub fn take_late_problems(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.late)
    }

    fn with_needs(&self, Pending { mut rule, document }: Pending) -> Rule {
        if let (Some(document), Some(lang)) = (document, rule.lang) {
            rule.needs = needs_known(self.ast_grep_needs(&document, lang));
        }
        rule
    }

    fn ast_grep_needs(&self, document: &Yaml, lang: Lang) -> Needs {
        let of_lang = self.utils.iter().filter(|util| util.lang == lang);
        let utils: HashMap<String, &Yaml> = of_lang
            .map(|util| (util.id.clone(), &*util.document))
            .collect();
        ast_grep::rule_needs(document, lang, &utils)
    }

    /// The rules of a language that has come up.
    pub fn language(&self, lang: Lang) -> Option<&LanguageRules> {
        self.languages.get(&Some(lang))
    }

    /// The rules that run on every text.
    pub fn texts(&self) -> Option<&LanguageRules> {
        self.languages.get(&None)
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
        self.come_up(Some(lang));
        self.compile_some(lang, None);
        self.told(Some(lang))
    }

    /// What was wrong with files that were read late, and what is with the rules of a language.
    fn told(&mut self, lang: Option<Lang>) -> Vec<Problem> {
        let mut problems = self.take_late_problems();
        let of_lang = self.languages.get(&lang);
        problems.extend(of_lang.map_or_else(Vec::new, LanguageRules::problems));
        problems
    }

    /// Compiles those rules of a language, or all; tells whether there was anything to do.
    pub fn compile_some(&mut self, lang: Lang, wanted: Option<&Survivors>) -> bool {
        let Some(language) = self.languages.get_mut(&Some(lang)) else {
            return false;
        };
        let is_new = !language.is_prepared();
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
        self.come_up(None);
        self.compile_some_texts(None);
        self.told(None)
    }

    /// Compiles those rules that run on every text, or all; tells whether there was anything to do.
    pub fn compile_some_texts(&mut self, wanted: Option<&Survivors>) -> bool {
        let Some(texts) = self.languages.get_mut(&None) else {
            return false;
        };
        if !texts.is_prepared() {
            texts.prepare(Utils::default(), std::iter::empty(), Vec::new());
        }
        texts.compile(wanted)
    }
}

/// Loads the files of a set.
#[derive(Default)]
struct Loader {
    set: RuleSet,
    infos: Vec<RuleInfo>,
    problems: Vec<Problem>,
    /// Where each rule is.
    seen: HashMap<Id, String>,
}

impl Loader {
    fn read_configs(&mut self, sources: &[RuleSource]) {
        for source in sources.iter().filter(|source| is_config(&source.path)) {
            let (config, problems) = SgConfig::load(&Origin {
                path: &source.path,
                text: &source.text,
            });
            self.set.configs.push(config);
            self.problems.extend(problems);
        }
    }

    /// Reads a file and describes its rules.
    fn read(&mut self, source: &RuleSource) {
        let mut content = read(source, &self.set.configs);
        self.problems.append(&mut content.problems);
        self.set.utils.append(&mut content.utils);
        let mut rules = content.rules;
        rules.retain(|Pending { rule, .. }| {
            let is_free = self.take(id(rule), &source.path, rule.info.line);
            if is_free {
                self.describe(rule.info.clone());
            }
            is_free
        });
        self.set.files.push(File {
            unread: None,
            languages: rules.iter().map(|pending| pending.rule.lang).collect(),
            refused: HashSet::new(),
            rules,
        });
    }

    /// Keeps a file of which it is known what is in it.
    fn keep(&mut self, source: &RuleSource) {
        let mut file = File {
            unread: Some(source.clone()),
            languages: Vec::new(),
            refused: HashSet::new(),
            rules: Vec::new(),
        };
        for head in &source.rules {
            for name in &head.languages {
                let id = (head.id.clone(), Lang::from_name(name));
                file.languages.push(id.1);
                if !self.take(id.clone(), &source.path, head.line) {
                    file.refused.insert(id);
                }
            }
        }
        self.set.files.push(file);
    }

    /// Takes an id for the rule at a place; tells of it if another one has it.
    fn take(&mut self, id: Id, path: &str, line: u32) -> bool {
        let Some(first) = self.seen.get(&id) else {
            self.seen.insert(id, format!("{path}:{line}"));
            return true;
        };
        let (name, lang) = id;
        self.problems.push(Problem {
            kind: ProblemKind::BadRule,
            message: format!(
                "the id `{name}` is taken for {} by {first}",
                lang.map_or("any text", Lang::name)
            ),
            help: Some("give one of the two rules another id".to_owned()),
            path: Some(path.to_owned()),
            line: Some(line),
            col: Some(1),
            rule_id: Some(name),
        });
        false
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
}

/// Writes down what files must contain for the described rules to be tried.
fn describe_needs(infos: &mut [RuleInfo], set: &RuleSet) {
    let mut needs: HashMap<(&str, &str), Vec<Needs>> = HashMap::new();
    for Pending { rule, document } in set.files.iter().flat_map(|file| &file.rules) {
        let own = match (document, rule.lang) {
            (Some(document), Some(lang)) => set.ast_grep_needs(document, lang),
            _ => Needs::clone(&rule.needs),
        };
        let key = (&*rule.info.id, &*rule.info.path);
        needs.entry(key).or_default().push(own);
    }
    for info in infos {
        let needs = needs.remove(&(&*info.id, &*info.path));
        info.needs = Needs::any(needs.unwrap_or_default()).in_words();
    }
}

fn id(rule: &Rule) -> Id {
    (rule.info.id.clone(), rule.lang)
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
