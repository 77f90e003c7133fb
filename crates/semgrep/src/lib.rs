//! The Semgrep dialect: its rule files, whole, over the trees and texts of this engine.
//!
//! A file is read once into [`read::RuleDocument`]s: formulas of patterns with conditions. For each
//! language of a rule its patterns are compiled when the first file of that language comes, and
//! the formula is evaluated per file ([`run`]). What a rule means is told by Semgrep's documentation;
//! where that is silent, its open engine decides.

mod clauses;
mod compile;
mod conditions;
mod fault;
mod fix;
mod formula;
mod generic;
mod languages;
mod message;
mod needs;
mod paths;
mod pcre;
mod place;
mod read;
mod run;
mod template;
mod yaml_values;

use std::cell::{LazyCell, RefCell};
use std::rc::Rc;

use assay_languages::Lang;
use assay_model::{Clause, Dialect, Problem, RuleInfo, RuleOrigin};
use assay_pattern::typed_language;
use assay_text::InOrder;

use assay_rules::yaml::{Yaml, YamlValue, documents};
use assay_rules::{
    Blueprint, Claim, ClauseWriter, Compiled, Content, DialectReader, LaterNeeds, Origin, Piece,
    Rule, RuleFile, ThreatModels,
};
use compile::CompiledRule;
use fault::Bad;
use formula::{Analyzer, Condition, Formula, LeafKind};
use languages::Targets;
use read::{Lists, Mode, RuleDocument, Source, read_rules};
use run::SemgrepMatcher;

/// The dialect in one rule set; it keeps the lists that rules refer to.
pub struct Semgrep {
    lists: Rc<Lists>,
    /// What is wrong with lists in files that hold rules as well, until those are read.
    untold: Vec<Problem>,
}

impl Semgrep {
    /// The dialect, with the threats whose sources count.
    pub fn new(threats: ThreatModels) -> Semgrep {
        Semgrep {
            lists: Rc::new(Lists::new(threats)),
            untold: Vec::new(),
        }
    }
}

impl DialectReader for Semgrep {
    /// Lists are taken before any rule is read, since a rule of any file may refer to them.
    fn configure(&mut self, file: &Origin<'_>) -> Option<Vec<Problem>> {
        if !has_line(file.text, "lists:") {
            return None;
        }
        let (mut problems, mut has_others) = (Vec::new(), false);
        let source = Rc::new(Source {
            path: file.path.to_owned(),
            text: Rc::from(file.text),
            origin: RuleOrigin::User,
        });
        for document in documents(file.text) {
            let Ok(document) = document else { return None };
            let bad = self.lists.add(&document, &source);
            let told = |bad: Bad| file.problem(bad.kind, bad.fault, Some(&bad.help), None);
            problems.extend(bad.into_iter().map(told));
            has_others |= document.get("lists").is_none() || has_rules(&document);
        }
        if has_others {
            self.untold.append(&mut problems);
            return None;
        }
        Some(problems)
    }

    fn claim(&self, piece: &Piece<'_>) -> Claim {
        match &piece.content {
            Content::Document(document, _) if has_rules(document) => Claim::Likely,
            _ => Claim::No,
        }
    }

    fn read(&mut self, piece: Piece<'_>) -> RuleFile {
        match &piece.content {
            Content::Document(document, _) => {
                let mut file = load(document, &piece, &self.lists);
                file.problems.append(&mut self.untold);
                file
            }
            Content::File => RuleFile::default(),
        }
    }

    fn clauses(&self, piece: &Piece<'_>, rule: &str) -> Vec<Clause> {
        let Content::Document(document, _) = &piece.content else {
            return Vec::new();
        };
        let mut rules = document.get("rules").map_or(&[][..], Yaml::items).iter();
        let writer = ClauseWriter::new(piece.origin());
        rules
            .find(|one| one.str("id") == Some(rule))
            .map_or_else(Vec::new, |rule| clauses::clauses(rule, &writer))
    }
}

/// Whether a line starts with these words.
fn has_line(text: &str, start: &str) -> bool {
    text.lines().any(|line| line.starts_with(start))
}

fn has_rules(document: &Yaml) -> bool {
    document
        .get("rules")
        .is_some_and(|rules| matches!(rules.value, YamlValue::List(_)))
}

/// Reads a file of rules: a rule per language of each, and what is wrong with the others.
fn load(document: &Yaml, piece: &Piece<'_>, lists: &Rc<Lists>) -> RuleFile {
    let source = Rc::new(Source {
        path: piece.path.to_owned(),
        text: Rc::clone(piece.text),
        origin: piece.by,
    });
    let origin = piece.origin();
    let (documents, bad) = read_rules(document, &source, lists);
    let problems = bad
        .into_iter()
        .map(|(bad, id)| origin.problem(bad.kind, bad.fault, Some(&bad.help), id.as_deref()));
    let rules = documents
        .into_iter()
        .flat_map(|document| per_language(Rc::new(document)))
        .collect();
    RuleFile {
        rules,
        problems: problems.collect(),
    }
}

fn per_language(document: Rc<RuleDocument>) -> Vec<Rule> {
    let langs: Vec<Option<Lang>> = match &document.targets {
        Targets::Code(langs) => langs.iter().copied().map(Some).collect(),
        Targets::Regex | Targets::Generic => vec![None],
    };
    let named = other_languages(&document);
    let also = |lang: Option<Lang>| {
        let inside = lang
            .and_then(Lang::lowering_table)
            .map_or(&[][..], |profile| profile.embedded);
        let inside = inside.iter().filter_map(|name| Lang::from_name(name));
        let typed = lang.and_then(|lang| with_types(&document, lang));
        named.iter().copied().chain(inside).chain(typed).collect()
    };
    let rule = |lang| Rule {
        info: info(&document, lang),
        lang,
        severity: document.severity,
        paths: document.paths.clone(),
        needs: needs_later(&document, lang),
        also: also(lang),
        in_embedded: false,
        fixing: document.fixing.clone(),
        blueprint: Box::new(SemgrepRule {
            document: Rc::clone(&document),
            lang,
            gaps: RefCell::default(),
        }),
    };
    langs.into_iter().map(rule).collect()
}

fn needs_later(document: &Rc<RuleDocument>, lang: Option<Lang>) -> LaterNeeds {
    let document = Rc::clone(document);
    LazyCell::new(Box::new(move || needs::needs(&document, lang)))
}

/// The language whose grammar reads those of the patterns that have types in them, if some have.
fn with_types(document: &RuleDocument, lang: Lang) -> Option<Lang> {
    let is_code = |leaf: &&formula::Leaf| matches!(leaf.kind, LeafKind::Code(None));
    let mut leaves = document.leaves.iter().filter(is_code);
    let own = leaves.find_map(|leaf| typed_language(lang, &leaf.text));
    let mut lists = document.lists().into_iter();
    own.or_else(|| lists.find_map(|list| with_types(&list.document, lang)))
}

/// Languages that patterns within patterns are of.
fn other_languages(document: &RuleDocument) -> Vec<Lang> {
    fn collect(formula: &Formula, found: &mut Vec<Lang>) {
        for condition in &formula.conditions {
            if let Condition::Pattern {
                analyzer: Some(Analyzer::Code(lang)),
                ..
            } = condition
            {
                found.push(*lang);
            }
        }
        for part in formula.parts() {
            collect(part, found);
        }
    }
    let of_lists = document.lists().into_iter();
    let of_lists = of_lists.flat_map(|list| other_languages(&list.document));
    let mut found: Vec<Lang> = document
        .leaves
        .iter()
        .filter_map(|leaf| match leaf.kind {
            LeafKind::Code(lang) | LeafKind::Type(lang) => lang,
            _ => None,
        })
        .chain(of_lists)
        .collect();
    match &document.mode {
        Mode::Search(formula) => collect(formula, &mut found),
        Mode::Taint(rule) => rule
            .formulas()
            .for_each(|formula| collect(formula, &mut found)),
    }
    found.put_in_order();
    found.dedup();
    found
}

fn info(rule: &RuleDocument, lang: Option<Lang>) -> RuleInfo {
    let language = match (lang, &rule.targets) {
        (Some(lang), _) => lang.id(),
        (None, Targets::Regex) => "regex",
        (None, _) => "generic",
    };
    let has_fix = rule.fix.is_some()
        || rule.fix_regex.is_some()
        || matches!(&rule.mode, Mode::Search(formula) if formula.has_fix());
    let origin = Origin {
        path: &rule.source.path,
        text: &rule.source.text,
    };
    RuleInfo {
        id: rule.id.clone(),
        naming: rule.naming.clone(),
        dialect: Dialect::Semgrep,
        languages: vec![language.to_owned()],
        severity: Some(rule.severity),
        native_severity: rule.native_severity.clone(),
        message: rule.message.clone(),
        doc: rule.doc.clone(),
        url: rule.url.clone(),
        needs: None,
        tags: rule.tags.clone(),
        classes: rule.classes.clone(),
        metadata: rule.metadata.clone(),
        has_fix,
        origin: rule.source.origin,
        path: rule.source.path.clone(),
        line: origin.line(rule.at),
    }
}

struct SemgrepRule {
    document: Rc<RuleDocument>,
    lang: Option<Lang>,
    /// Patterns that could not be read.
    gaps: RefCell<Vec<Problem>>,
}

impl Blueprint for SemgrepRule {
    fn compile(&self) -> Result<Compiled, Problem> {
        let rule = CompiledRule::new(&self.document, self.lang)?;
        self.gaps.replace(rule.problems.clone());
        Ok(Compiled::File(Box::new(SemgrepMatcher::new(rule))))
    }

    fn gaps(&self) -> Vec<Problem> {
        self.gaps.borrow().clone()
    }
}
