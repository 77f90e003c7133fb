//! A rule for one language: its patterns compiled.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::{Rc, Weak};

use assay_languages::Lang;
use assay_model::Problem;
use assay_pattern::{Pattern, PatternError};

use super::formula::{Leaf, LeafId, LeafKind};
use super::generic::GenericPattern;
use super::generic::aliengrep::AliengrepPattern;
use super::pcre::{Lines, Pcre};
use super::place::offset_in_file;
use super::read::{RuleDocument, Source};
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
}

impl CompiledRule {
    /// Compiles the patterns of a rule; the grammars of its languages must be there.
    pub fn new(document: &Rc<RuleDocument>, lang: Option<Lang>) -> Result<CompiledRule, Problem> {
        let compiled = document
            .leaves
            .iter()
            .map(|leaf| compile(leaf, lang, document));
        let leaves: Vec<CompiledLeaf> = compiled.collect::<Result<_, _>>()?;
        let mut names: Vec<String> = leaves.iter().flat_map(metavariables).collect();
        for list in document.lists() {
            let of_rule = |problem| Problem {
                rule_id: Some(document.id.clone()),
                ..problem
            };
            let compiled = list.compiled(lang).map_err(of_rule)?;
            names.extend(compiled.names.iter().cloned());
        }
        names.sort();
        names.dedup();
        Ok(CompiledRule {
            document: Rc::clone(document),
            lang,
            leaves,
            names,
            template: lang
                .zip(document.fix.as_deref())
                .and_then(|(lang, fix)| Template::parse(lang, fix)),
        })
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
        shared(lang, text).map_err(|error| {
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
