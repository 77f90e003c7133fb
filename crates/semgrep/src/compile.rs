//! A rule for one language: its patterns compiled.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::{Rc, Weak};

use assay_languages::Lang;
use assay_model::Problem;
use assay_pattern::{Pattern, PatternError};
use assay_text::InOrder;

use super::formula::{Condition, Formula, Kind, Leaf, LeafId, LeafKind};
use super::generic::GenericPattern;
use super::generic::aliengrep::AliengrepPattern;
use super::languages::Targets;
use super::pcre::{Lines, Pcre};
use super::place::offset_in_file;
use super::read::{Mode, Part, RuleDocument, Source, TaintRule};
use super::template::Template;
use assay_rules::Origin;
use assay_rules::yaml::Fault;

/// A rule whose patterns are compiled for a language.
pub struct CompiledRule {
    /// The rule.
    pub document: Rc<RuleDocument>,
    /// Its language; none for texts.
    pub lang: Option<Lang>,
    /// Its patterns, by [`LeafId`].
    leaves: Vec<CompiledLeaf>,
    /// Every metavariable in its patterns.
    pub names: Vec<String>,
    /// Its fix as code, if it is one expression.
    pub template: Option<Template>,
    /// What is wrong with patterns that it runs without.
    pub problems: Vec<Problem>,
}

/// A compiled pattern.
pub enum CompiledLeaf {
    /// Code. `selects` if it is a metavariable and nothing else.
    Code {
        /// The pattern.
        pattern: Rc<Pattern>,
        /// Whether it is a metavariable and nothing else.
        selects: bool,
    },
    /// An expression.
    Regex(Box<Pcre>),
    /// Words and signs.
    Generic(GenericPattern),
    /// The same, for the second engine.
    Aliengrep(AliengrepPattern),
    /// What cannot be read. Nothing that needs it matches.
    Unreadable,
}

impl CompiledRule {
    /// Compiles the patterns of a rule; the grammars of its languages must be there.
    pub fn new(document: &Rc<RuleDocument>, lang: Option<Lang>) -> Result<CompiledRule, Problem> {
        let compiled = document
            .leaves
            .iter()
            .map(|leaf| compile(leaf, lang, document));
        let mut problems = Vec::new();
        let mut keep = |compiled: Result<CompiledLeaf, Problem>| {
            compiled.unwrap_or_else(|problem| {
                problems.push(problem);
                CompiledLeaf::Unreadable
            })
        };
        let leaves: Vec<CompiledLeaf> = compiled.map(&mut keep).collect();
        let mut names: Vec<String> = leaves.iter().flat_map(metavariables).collect();
        for list in document.lists() {
            let of_rule = |problem| Problem {
                rule_id: Some(document.id.clone()),
                ..problem
            };
            let compiled = list.compiled(lang).map_err(of_rule)?;
            names.extend(compiled.names.iter().cloned());
        }
        names.put_in_order();
        names.dedup();
        let rule = CompiledRule {
            document: Rc::clone(document),
            lang,
            leaves,
            names,
            template: lang
                .zip(document.fix.as_deref())
                .and_then(|(lang, fix)| Template::parse(lang, fix)),
            problems,
        };
        match rule.problems.first().filter(|_| !rule.is_of_use()) {
            Some(problem) => Err(problem.clone()),
            None => Ok(rule),
        }
    }

    /// Whether it can find anything with the patterns that could be read.
    fn is_of_use(&self) -> bool {
        match &self.document.mode {
            Mode::Search(formula) => self.can_match(formula),
            Mode::Taint(rule) => self.can_follow(rule),
        }
    }

    /// Whether a source and a sink can match, and all that cleans what flows between them. What lists hold was read.
    fn can_follow(&self, rule: &TaintRule) -> bool {
        let can = |part: &Part| part.list.is_some() || self.can_match(&part.formula);
        let is_whole = |part: &Part| part.list.is_some() || self.is_whole(&part.formula);
        rule.sources.iter().any(can)
            && rule.sinks.iter().any(can)
            && rule.sanitizers.iter().all(is_whole)
    }

    /// Whether a formula can match: an alternative may be unreadable, what has to hold may not.
    pub fn can_match(&self, formula: &Formula) -> bool {
        let is_bad = |leaf: LeafId| matches!(self.leaves[leaf], CompiledLeaf::Unreadable);
        let holds = |condition: &Condition| match condition {
            Condition::Regex { expression, .. } => !is_bad(*expression),
            Condition::Type { types, .. } => !types.iter().any(|leaf| is_bad(*leaf)),
            Condition::Pattern { formula, .. } => self.can_match(formula),
            _ => true,
        };
        self.problems.is_empty()
            || formula.conditions.iter().all(holds)
                && match &formula.kind {
                    Kind::Leaf(leaf) => !is_bad(*leaf),
                    Kind::Or(parts) => parts.iter().any(|part| self.can_match(part)),
                    Kind::And(parts) => parts.iter().all(|part| self.can_match(part)),
                    // An exception that is read in part would let through what it should not.
                    Kind::Not(part) => self.is_whole(part),
                    Kind::Inside(part) | Kind::Anywhere(part) => self.can_match(part),
                }
    }

    /// Whether all of a formula could be read.
    fn is_whole(&self, formula: &Formula) -> bool {
        let own = match formula.kind {
            Kind::Or(_) => true,
            _ => self.can_match(formula),
        };
        own && formula.parts().into_iter().all(|part| self.is_whole(part))
    }

    /// One of its patterns.
    pub fn leaf(&self, id: LeafId) -> &CompiledLeaf {
        &self.leaves[id]
    }
}

fn metavariables(leaf: &CompiledLeaf) -> Vec<String> {
    match leaf {
        CompiledLeaf::Code { pattern, .. } => pattern.metavars().map(str::to_owned).collect(),
        CompiledLeaf::Regex(pcre) => pcre.names().collect(),
        CompiledLeaf::Generic(pattern) => pattern.metavariables(),
        CompiledLeaf::Aliengrep(pattern) => pattern.metavariables(),
        CompiledLeaf::Unreadable => Vec::new(),
    }
}

fn compile(leaf: &Leaf, own: Option<Lang>, rule: &RuleDocument) -> Result<CompiledLeaf, Problem> {
    let refuse = |offset: usize, message: String, help: &str| {
        let at = offset_in_file(&rule.source.text, leaf.at, &leaf.text, offset);
        problem(&rule.source, at, message, help, &rule.id)
    };
    let code = |lang: Option<Lang>, text: &str| {
        let Some(lang) = lang.or(own) else {
            return Err(refuse(
                0,
                "a code pattern needs a language".to_owned(),
                "add `language`",
            ));
        };
        // A rule for several languages is written in the first of them.
        let first = match &rule.targets {
            Targets::Code(langs) if own == Some(lang) => {
                langs.first().filter(|first| **first != lang)
            }
            _ => None,
        };
        let in_first = || first.and_then(|first| shared(*first, text).ok());
        let read = shared(lang, text).or_else(|error| in_first().ok_or(error));
        read.map_err(|error| {
            let line = line_at(&leaf.text, error.offset);
            refuse(
                error.offset,
                match line {
                    "" => error.message,
                    _ => format!("{} at `{line}`", error.message),
                },
                &help(lang, text),
            )
        })
    };
    match leaf.kind {
        LeafKind::Code(lang) => Ok(CompiledLeaf::Code {
            selects: is_metavariable(leaf.text.trim()),
            pattern: code(lang, &leaf.text)?,
        }),
        LeafKind::Type(lang) => {
            // How a typed metavariable is written depends on the language; both ways are tried.
            let name = leaf.text.trim();
            let first = code(lang, &format!("($X : {name})"));
            let pattern = first.or_else(|_| code(lang, &format!("({name} $X)")))?;
            Ok(CompiledLeaf::Code {
                pattern,
                selects: false,
            })
        }
        LeafKind::Regex | LeafKind::Condition => {
            let lines = if leaf.kind == LeafKind::Regex {
                Lines::Many
            } else {
                Lines::One
            };
            match Pcre::new(&leaf.text, lines) {
                Ok(pcre) => Ok(CompiledLeaf::Regex(Box::new(pcre))),
                Err(message) => Err(refuse(
                    0,
                    format!(
                        "the regular expression `{}` is not valid: {message}",
                        leaf.text.trim()
                    ),
                    "fix the regular expression (PCRE2 syntax)",
                )),
            }
        }
        LeafKind::Generic => {
            let pattern = match &rule.options.aliengrep {
                Some(alphabet) => {
                    AliengrepPattern::parse(&leaf.text, alphabet).map(CompiledLeaf::Aliengrep)
                }
                None => GenericPattern::parse(&leaf.text).map(CompiledLeaf::Generic),
            };
            pattern.map_err(|(offset, message)| refuse(offset, message, "remove one of the two"))
        }
    }
}

thread_local! {
    static PATTERNS: RefCell<HashMap<(Lang, String), Weak<Pattern>>> = RefCell::default();
}

/// A pattern, compiled once for all rules that have it: lists of sources are the same in many.
fn shared(lang: Lang, text: &str) -> Result<Rc<Pattern>, PatternError> {
    let key = (lang, text.to_owned());
    if let Some(pattern) = PATTERNS.with(|patterns| patterns.borrow().get(&key)?.upgrade()) {
        return Ok(pattern);
    }
    let pattern = Rc::new(Pattern::parse(lang, text)?);
    PATTERNS.with(|patterns| patterns.borrow_mut().insert(key, Rc::downgrade(&pattern)));
    Ok(pattern)
}

/// A problem at an offset of a rule's file.
pub fn problem(source: &Source, at: usize, message: String, help: &str, rule: &str) -> Problem {
    let origin = Origin {
        path: &source.path,
        text: &source.text,
    };
    origin.bad_rule(Fault::new(at, message), help, Some(rule))
}

/// The line of a text that an offset is in, or the one before if that is empty.
fn line_at(text: &str, offset: usize) -> &str {
    let before = text
        .get(..offset)
        .unwrap_or(text)
        .trim_end_matches(['\n', '\r']);
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    text[start..].lines().next().unwrap_or_default().trim()
}

/// What to do about a pattern that cannot be read.
fn help(lang: Lang, text: &str) -> String {
    let is_name = |c: &char| c.is_alphanumeric() || *c == '_';
    let mut names = text.split('$').skip(1).map(|rest| {
        let rest = rest.strip_prefix("...").unwrap_or(rest);
        rest.chars().take_while(is_name).collect::<String>()
    });
    let is_wrong = |name: &String| name.contains(|c: char| c.is_lowercase());
    match names.find(is_wrong).filter(|_| !has_dollars(lang)) {
        Some(name) => format!(
            "`${name}` is not a metavariable: names are in capitals, such as `${}`",
            name.to_uppercase()
        ),
        None => "write valid code, with metavariables such as $X and `...` for parts that vary"
            .to_owned(),
    }
}

/// Whether a dollar means something in the code of a language.
pub fn has_dollars(lang: Lang) -> bool {
    lang.profile().matching.has_dollars
}

fn is_metavariable(text: &str) -> bool {
    let Some(name) = text.strip_prefix('$') else {
        return false;
    };
    name.starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}
