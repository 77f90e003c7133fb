//! `lists:`: sources, sanitizers, propagators and sinks with a name, which taint rules refer to with `ref`. An extension
//! of Semgrep's dialect: what comes in from a framework is then written once, and matched once in a file however many
//! rules refer to it.
//!
//! ```yaml
//! lists:
//!   - name: python/flask
//!     pattern-sources:
//!       - threat: remote
//!         pattern: flask.request.args
//! ```

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use assay_languages::Lang;
use assay_model::Problem;
use assay_rules::yaml::Yaml;
use assay_rules::{Origin, ThreatModels, closest};

use super::taint::{Role, TaintRule};
use super::{Mode, Reader, RuleDocument, RuleOptions, Source};
use crate::compile::CompiledRule;
use crate::fault::{Bad, Read, bad};
use crate::formula::Analyzer;
use crate::yaml_values::{check_keys, list, required, text};

/// The lists of a rule set, and which of their sources count.
#[derive(Default)]
pub struct Lists {
    /// The sources that count in rules and lists.
    pub threats: ThreatModels,
    written: RefCell<BTreeMap<String, Written>>,
}

/// A list as it is written, and what it has been read as.
struct Written {
    yaml: Rc<Yaml>,
    source: Rc<Source>,
    /// Being read, so that one that refers to itself is noticed.
    is_open: bool,
    /// Once for each way of matching that rules have asked for.
    readings: Vec<(Manner, Rc<List>)>,
}

/// How patterns are read and matched, as far as a list may depend on the rule that refers to it.
#[derive(Clone)]
pub struct Manner {
    /// What patterns are patterns of.
    pub analyzer: Analyzer,
    /// What the rule switches on and off.
    pub options: RuleOptions,
}

impl Manner {
    fn is_like(&self, other: &Manner) -> bool {
        self.analyzer == other.analyzer && self.options.match_like(&other.options)
    }
}

/// The patterns of a list in one language, or what is wrong with them.
type CompiledList = Result<Rc<CompiledRule>, Problem>;

/// A list that was read.
pub struct List {
    /// Its patterns, as a rule that nobody runs by itself.
    pub document: Rc<RuleDocument>,
    has: Vec<Role>,
    compiled: RefCell<BTreeMap<Option<Lang>, CompiledList>>,
}

impl std::fmt::Debug for List {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("List").field(&self.document.id).finish()
    }
}

impl List {
    /// What it lists.
    pub fn roles(&self) -> Option<&TaintRule> {
        match &self.document.mode {
            Mode::Taint(roles) => Some(roles),
            Mode::Search(_) => None,
        }
    }

    /// Whether it has anything for a role, whatever counts of it.
    pub fn has(&self, role: Role) -> bool {
        self.has.contains(&role)
    }

    /// Its patterns, compiled for a language whose grammar is there: once for all rules that refer to it.
    pub fn compiled(&self, lang: Option<Lang>) -> CompiledList {
        let compile = || CompiledRule::new(&self.document, lang).map(Rc::new);
        let mut compiled = self.compiled.borrow_mut();
        compiled.entry(lang).or_insert_with(compile).clone()
    }
}

impl Lists {
    /// No lists yet.
    pub fn new(threats: ThreatModels) -> Lists {
        Lists {
            threats,
            written: RefCell::default(),
        }
    }

    /// Takes the lists of a file; what they hold is read when a rule refers to it.
    pub fn add(&self, file: &Yaml, source: &Rc<Source>) -> Vec<Bad> {
        let items = file.get("lists").map(|lists| list(lists, "lists"));
        match items {
            None => Vec::new(),
            Some(Err(bad)) => vec![bad],
            Some(Ok(items)) => {
                let added = items.iter().map(|item| self.add_one(item, source));
                added.filter_map(Result::err).collect()
            }
        }
    }

    fn add_one(&self, item: &Yaml, source: &Rc<Source>) -> Read<()> {
        let name = required(item, "name", "the list")?;
        check_keys(item, &list_keys())?;
        let text = text(name, "name")?.to_owned();
        let mut written = self.written.borrow_mut();
        if let Some(first) = written.get(&text) {
            return bad(
                name.at,
                format!("the list `{text}` is already in {}", first.source.path),
                "rename one of the two lists",
            );
        }
        let one = Written {
            yaml: Rc::new(item.clone()),
            source: Rc::clone(source),
            is_open: false,
            readings: Vec::new(),
        };
        written.insert(text, one);
        Ok(())
    }

    /// The list that a `ref` names.
    pub fn find(self: &Rc<Lists>, reference: &Yaml, manner: &Manner) -> Read<Rc<List>> {
        let name = text(reference, "ref")?;
        let (yaml, source) = {
            let written = self.written.borrow();
            let Some(one) = written.get(name) else {
                return bad(
                    reference.at,
                    format!("unknown list `{name}`"),
                    names_instead(name, written.keys()),
                );
            };
            let mut known = one.readings.iter();
            if let Some((_, list)) = known.find(|(known, _)| known.is_like(manner)) {
                return Ok(Rc::clone(list));
            }
            if one.is_open {
                return bad(
                    reference.at,
                    format!("the list `{name}` refers to itself"),
                    "remove one of the references",
                );
            }
            (Rc::clone(&one.yaml), Rc::clone(&one.source))
        };
        self.mark_open(name, true);
        let read = self.read(name, &yaml, &source, manner);
        self.mark_open(name, false);
        let list = read.map_err(|inner| at_reference(reference, name, &source, &inner))?;
        if let Some(one) = self.written.borrow_mut().get_mut(name) {
            one.readings.push((manner.clone(), Rc::clone(&list)));
        }
        Ok(list)
    }

    fn mark_open(&self, name: &str, is_open: bool) {
        if let Some(one) = self.written.borrow_mut().get_mut(name) {
            one.is_open = is_open;
        }
    }

    fn read(
        self: &Rc<Lists>,
        name: &str,
        yaml: &Yaml,
        source: &Rc<Source>,
        manner: &Manner,
    ) -> Read<Rc<List>> {
        let mut reader = Reader::new(manner.clone(), Rc::clone(self));
        let roles = reader.listed_roles(yaml)?;
        if let Some(warning) = reader.warnings.pop() {
            return Err(warning);
        }
        let document = RuleDocument::of_list(name, roles, reader, yaml.at, source);
        Ok(Rc::new(List {
            document: Rc::new(document),
            has: Role::ALL
                .into_iter()
                .filter(|role| yaml.get(role.classic_key()).is_some())
                .collect(),
            compiled: RefCell::default(),
        }))
    }
}

fn list_keys() -> Vec<&'static str> {
    let roles = Role::ALL.iter().map(|role| role.classic_key());
    ["name"].into_iter().chain(roles).collect()
}

fn names_instead<'n>(wrong: &str, known: impl Iterator<Item = &'n String>) -> String {
    let known: Vec<&str> = known.map(String::as_str).collect();
    match closest(wrong, &known) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "no rule file has `lists`".to_owned(),
        None => format!("the lists are {}", known.join(", ")),
    }
}

/// A fault in a list, told where a rule refers to it.
fn at_reference(reference: &Yaml, name: &str, source: &Source, inner: &Bad) -> Bad {
    let origin = Origin {
        path: &source.path,
        text: &source.text,
    };
    let line = origin.line(inner.fault.at);
    let message = &inner.fault.message;
    Bad {
        kind: inner.kind,
        fault: assay_rules::yaml::Fault::new(
            reference.at,
            format!(
                "the list `{name}` cannot be used: {message} ({}:{line})",
                source.path
            ),
        ),
        help: inner.help.clone(),
    }
}
