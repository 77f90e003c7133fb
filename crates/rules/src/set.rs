//! All rules of a run: files in, rules per language out. Files of which it is known what is in them are read when a
//! text comes that one of their rules runs on.

use std::cell::LazyCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use assay_languages::Lang;
use assay_model::{LoadedRules, Problem, ProblemKind, RuleInfo, RuleSource, Severity};
use assay_text::InOrder;
use xxhash_rust::xxh3::Xxh3;

use crate::dialect::{Dialects, Shared};
use crate::language_rules::LanguageRules;
use crate::prefilter::{Needs, Survivors};
use crate::rule::Rule;
use crate::suppress::Standing;
use crate::threats::ThreatModels;

/// What a project or a person says of rules without changing them.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Rules that are off.
    pub disabled: Vec<String>,
    /// Severities that rules have instead of their own.
    pub severities: BTreeMap<String, Severity>,
}

/// The rules of a run.
#[derive(Default)]
pub struct RuleSet {
    dialects: Dialects,
    files: Vec<File>,
    disabled: HashSet<String>,
    severities: BTreeMap<String, Severity>,
    /// The ids of all rules, those of files that were not read too.
    ids: HashSet<String>,
    /// The rules of the languages that are active; the rules for every text are those of no language.
    languages: HashMap<Option<Lang>, LanguageRules>,
    /// What was wrong with files that were read late, until it is told.
    late: Vec<Problem>,
}

/// A file of rules.
struct File {
    /// It is read when one of its languages is activated; none if it has been.
    unread: Option<RuleSource>,
    /// The languages of its rules.
    languages: Vec<Option<Lang>>,
    /// Rules in it whose id another file has taken.
    refused: HashSet<Id>,
    /// Its rules whose languages are not active.
    rules: Vec<Rule>,
}

impl File {
    /// Reads it, if it has not been.
    fn read(&mut self, dialects: &mut Dialects, problems: &mut Vec<Problem>) {
        let Some(source) = self.unread.take() else {
            return;
        };
        let mut content = dialects.read(&source);
        problems.append(&mut content.problems);
        self.rules = content.rules;
        self.rules.retain(|rule| !self.refused.contains(&id(rule)));
    }
}

/// What names a rule.
type Id = (String, Option<Lang>);

impl RuleSet {
    /// Loads rule files, and describes the rules of those that say nothing of what is in them. Disabled rules are
    /// described but do not run.
    pub fn load(
        dialects: Dialects,
        sources: &[RuleSource],
        choices: &Choices,
        threats: &ThreatModels,
    ) -> (RuleSet, LoadedRules) {
        let (set, mut loaded) = RuleSet::adopt(dialects, sources, choices, threats);
        describe_needs(&mut loaded.rules, &set);
        (set, loaded)
    }

    /// The same without what the rules need, which takes a while to find out.
    pub fn adopt(
        dialects: Dialects,
        sources: &[RuleSource],
        choices: &Choices,
        threats: &ThreatModels,
    ) -> (RuleSet, LoadedRules) {
        let mut loader = Loader {
            set: RuleSet {
                dialects,
                disabled: choices.disabled.iter().cloned().collect(),
                severities: choices.severities.clone(),
                ..RuleSet::default()
            },
            ..Loader::default()
        };
        for source in loader.configure(sources) {
            if source.rules.is_empty() {
                loader.read(source);
            } else {
                loader.keep(source);
            }
        }
        for info in &mut loader.infos {
            let chosen = info.ids().find_map(|id| choices.severities.get(id));
            info.severity = info.severity.map(|own| chosen.copied().unwrap_or(own));
        }
        let loaded = LoadedRules {
            rules: loader.infos,
            problems: loader.problems,
            hash: hash(sources, choices, threats),
        };
        (loader.set, loaded)
    }

    /// Makes the rules of a language active: reads the files with rules of it that have not been read. Tells whether
    /// it is the first time.
    pub fn activate(&mut self, lang: Option<Lang>) -> bool {
        if self.languages.contains_key(&lang) {
            return false;
        }
        let mut rules = Vec::new();
        for file in &mut self.files {
            if !file.languages.contains(&lang) {
                continue;
            }
            file.read(&mut self.dialects, &mut self.late);
            let (own, others) = std::mem::take(&mut file.rules)
                .into_iter()
                .partition(|rule| rule.lang == lang);
            file.rules = others;
            rules.extend::<Vec<Rule>>(own);
        }
        let is_off = |id: &str| self.disabled.contains(id);
        rules.retain(|rule| rule.info.severity.is_some() && !rule.info.ids().any(is_off));
        for rule in &mut rules {
            let chosen = rule.info.ids().find_map(|id| self.severities.get(id));
            rule.severity = chosen.copied().unwrap_or(rule.severity);
        }
        self.languages.insert(lang, LanguageRules::new(lang, rules));
        true
    }

    /// Reads one of the files whose languages are not active, so that the first text of one need not wait for it;
    /// false if there is none left.
    pub fn read_ahead(&mut self) -> bool {
        let Some(file) = self.files.iter_mut().find(|file| file.unread.is_some()) else {
            return false;
        };
        file.read(&mut self.dialects, &mut self.late);
        for rule in &file.rules {
            LazyCell::force(&rule.needs);
        }
        true
    }

    /// Whether a rule is switched off.
    pub fn is_off(&self, id: &str) -> bool {
        self.disabled.contains(id)
    }

    /// The severity that was chosen for a rule in place of its own.
    pub fn chosen_severity(&self, id: &str) -> Option<Severity> {
        self.severities.get(id).copied()
    }

    /// Whether rules whose ids are meant run on code of these languages, all of them active, or on every text.
    pub fn standing(&self, languages: &[Lang], is_meant: &dyn Fn(&str) -> bool) -> Standing {
        let languages = languages.iter().map(|lang| Some(*lang)).chain([None]);
        let mut active = languages
            .filter_map(|lang| self.languages.get(&lang))
            .flat_map(|language| &language.rules);
        if active.any(|rule| rule.info.ids().any(is_meant)) {
            return Standing::Ran;
        }
        let mut others = self.ids.iter().chain(&self.disabled);
        if others.any(|id| is_meant(id)) {
            return Standing::Held;
        }
        Standing::Unknown
    }

    /// What was wrong with files that were read since this was last asked.
    pub fn take_late_problems(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.late)
    }

    /// The rules of a language, if they are active.
    pub fn language(&self, lang: Lang) -> Option<&LanguageRules> {
        self.languages.get(&Some(lang))
    }

    /// The rules that run on every text.
    pub fn texts(&self) -> Option<&LanguageRules> {
        self.languages.get(&None)
    }

    /// The language that a project's configuration gives a file.
    pub fn configured_language(&self, path: &str) -> Option<Lang> {
        self.dialects.configured_language(path)
    }

    /// Languages that the project says are embedded in this one.
    pub fn embedded_languages(&self, host: Lang) -> impl Iterator<Item = Lang> + '_ {
        self.dialects.embedded_languages(host)
    }

    /// Compiles all rules of a language that are not yet; its grammar must be there. Says each time what is wrong with them.
    pub fn compile(&mut self, lang: Lang) -> Vec<Problem> {
        self.activate(Some(lang));
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
            language.prepare(self.dialects.prepare(lang));
        }
        language.compile(wanted) || is_new
    }

    /// Compiles all rules that run on every text and are not yet. Says each time what is wrong with them.
    pub fn compile_texts(&mut self) -> Vec<Problem> {
        self.activate(None);
        self.compile_some_texts(None);
        self.told(None)
    }

    /// Compiles those rules that run on every text, or all; tells whether there was anything to do.
    pub fn compile_some_texts(&mut self, wanted: Option<&Survivors>) -> bool {
        let Some(texts) = self.languages.get_mut(&None) else {
            return false;
        };
        if !texts.is_prepared() {
            texts.prepare(Shared::default());
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
    /// Takes the files that configure; gives back the others.
    fn configure<'s>(&mut self, sources: &'s [RuleSource]) -> Vec<&'s RuleSource> {
        let mut others = Vec::new();
        for source in sources {
            match self.set.dialects.configure(source) {
                Some(problems) => self.problems.extend(problems),
                None => others.push(source),
            }
        }
        others
    }

    /// Reads a file and describes its rules.
    fn read(&mut self, source: &RuleSource) {
        let mut content = self.set.dialects.read(source);
        self.problems.append(&mut content.problems);
        let mut rules = content.rules;
        rules.retain(|rule| {
            let is_free = self.take(id(rule), &source.path, rule.info.line);
            if is_free {
                self.describe(rule.info.clone());
            }
            is_free
        });
        self.set.files.push(File {
            unread: None,
            languages: rules.iter().map(|rule| rule.lang).collect(),
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
        self.set.ids.insert(id.0.clone());
        let Some(first) = self.seen.get(&id) else {
            self.seen.insert(id, format!("{path}:{line}"));
            return true;
        };
        let (name, lang) = id;
        self.problems.push(Problem {
            kind: ProblemKind::BadRule,
            message: format!(
                "the ID `{name}` is already used for {} in {first}",
                lang.map_or("any text", Lang::name)
            ),
            help: Some("rename one of the two rules".to_owned()),
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
    for rule in set.files.iter().flat_map(|file| &file.rules) {
        let key = (&*rule.info.id, &*rule.info.path);
        needs
            .entry(key)
            .or_default()
            .push(Needs::clone(&rule.needs));
    }
    for info in infos {
        let needs = needs.remove(&(&*info.id, &*info.path));
        info.needs = Needs::any(needs.unwrap_or_default()).in_words();
    }
}

fn id(rule: &Rule) -> Id {
    (rule.info.id.clone(), rule.lang)
}

fn hash(sources: &[RuleSource], choices: &Choices, threats: &ThreatModels) -> String {
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
    let mut disabled: Vec<&String> = choices.disabled.iter().collect();
    disabled.put_in_order();
    disabled.into_iter().for_each(|id| add(id));
    for (id, severity) in &choices.severities {
        add(&format!("{id} {severity:?}"));
    }
    threats.names().for_each(add);
    format!("{:032x}", hasher.digest128())
}
