//! A compiled ast-grep rule behind our one trait.

use std::collections::HashMap;
use std::ops::Range;

use assay_context::{FileDoc, Node, text_of};
use assay_languages::Lang;
use assay_model::{LabelStyle, Status};
use assay_text::InOrder;
use ast_grep_config::{LabelStyle as SgLabelStyle, RuleConfig};
use ast_grep_core::matcher::{MatcherExt, NodeMatch};
use ast_grep_core::meta_var::MetaVariable;
use ast_grep_core::replacer::{Replacer, TemplateFix};
use ast_grep_core::{Language, Matcher as _};
use bit_set::BitSet;

use crate::list_constraints::ListConstraints;
use assay_rules::yaml::{Yaml, YamlValue};
use assay_rules::{Capture, Mark, Match, Matcher, Replacement};

type SgMatch<'t> = NodeMatch<'t, FileDoc>;

/// Longer metavariables are cut in reports; where they stand says the rest.
const MAX_CAPTURE: usize = 1000;

pub struct AstGrepMatcher {
    config: RuleConfig<Lang>,
    lists: ListConstraints,
    kinds: BitSet,
    recurses: bool,
    /// None if the message has no metavariables.
    message: Option<TemplateFix>,
    /// Names of metavariables that the fix puts in.
    fix_needs: Vec<String>,
    /// The metavariable that each transformed one is made of.
    made_of: HashMap<String, String>,
}

impl AstGrepMatcher {
    pub fn new(
        config: RuleConfig<Lang>,
        lists: ListConstraints,
        document: &Yaml,
    ) -> AstGrepMatcher {
        let lang = config.language;
        let made_of = transform_sources(document, lang);
        let transformed: Vec<String> = made_of.keys().cloned().collect();
        let message = TemplateFix::with_transform(&config.message, &lang, &transformed);
        AstGrepMatcher {
            // A rule that names no kind, such as a lone `regex`, is refused when it is compiled.
            kinds: config.matcher.potential_kinds().unwrap_or_default(),
            recurses: recurses(document),
            message: (!message.used_vars().is_empty()).then_some(message),
            fix_needs: fix_template(document)
                .map(|text| used_vars(text, lang))
                .unwrap_or_default(),
            made_of,
            lists,
            config,
        }
    }

    fn message(&self, found: &SgMatch<'_>) -> String {
        match &self.message {
            Some(template) => {
                String::from_utf8_lossy(&template.generate_replacement(found)).into_owned()
            }
            None => self.config.message.clone(),
        }
    }

    /// The first fix, unless a metavariable it puts in stands for nothing in this match: ast-grep
    /// would then write nothing in its place, which loses code.
    fn fix(&self, found: &SgMatch<'_>) -> Option<Replacement> {
        let fixer = self.config.fixer.first()?;
        if !self
            .fix_needs
            .iter()
            .all(|name| self.is_bound(found, name, 0))
        {
            return None;
        }
        let text = String::from_utf8_lossy(&fixer.generate_replacement(found)).into_owned();
        let text = self.with_strings_as_they_are(found, text)?;
        Some(Replacement {
            range: fixer.get_replaced_range(found, &self.config.matcher),
            text: self.below_tabs(found, text),
        })
    }

    /// ast-grep moves the lines of what it puts in, and with them those of strings, which are other ones then. Their lines
    /// are put back; where they cannot be found there is no fix.
    fn with_strings_as_they_are(&self, found: &SgMatch<'_>, mut text: String) -> Option<String> {
        for name in &self.fix_needs {
            let Some(node) = found.get_env().get_match(name) else {
                continue;
            };
            let is_long_string = |node: &Node<'_>| {
                let kind = node.kind();
                ["string", "heredoc", "template"]
                    .iter()
                    .any(|part| kind.contains(part))
                    && node.text().contains('\n')
            };
            if !node.dfs().any(|node| is_long_string(&node)) {
                continue;
            }
            let lang = self.config.language;
            let Ok(alone) = TemplateFix::try_new(&format!("{}{name}", lang.meta_var_char()), &lang);
            let moved = String::from_utf8_lossy(&alone.generate_replacement(found)).into_owned();
            if !text.contains(&moved) {
                return None;
            }
            text = text.replace(&moved, &node.text());
        }
        Some(text)
    }

    /// ast-grep indents by blanks only. Below a line that begins with tabs the lines of the template begin with them, too.
    fn below_tabs(&self, found: &SgMatch<'_>, text: String) -> String {
        let before = text_of(found.root())
            .get(..found.range().start)
            .unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let blanks = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        let is_long = |name: &String| {
            let env = found.get_env();
            env.get_match(name)
                .is_some_and(|node| node.text().contains('\n'))
                || env
                    .get_multiple_matches(name)
                    .iter()
                    .any(|node| node.text().contains('\n'))
        };
        // What metavariables stand for has its tabs already.
        if !blanks.contains('\t') || !text.contains('\n') || self.fix_needs.iter().any(is_long) {
            return text;
        }
        text.replace('\n', &format!("\n{blanks}"))
    }

    /// A transformed variable counts as bound if what it is made of is: an empty result is then meant.
    fn is_bound(&self, found: &SgMatch<'_>, name: &str, depth: usize) -> bool {
        let env = found.get_env();
        env.get_match(name).is_some()
            || env.get_labels(name).is_some()
            || env.get_transformed(name).is_some()
            || depth < 16
                && self
                    .made_of
                    .get(name)
                    .is_some_and(|source| self.is_bound(found, source, depth + 1))
    }

    fn marks(&self, found: &SgMatch<'_>) -> Vec<Mark> {
        let labels = self.config.get_labels(found);
        let is_plain = self.config.labels.is_none() && labels.len() == 1;
        if is_plain {
            return Vec::new();
        }
        let mut marks: Vec<Mark> = labels
            .iter()
            .map(|label| Mark {
                style: match label.style {
                    SgLabelStyle::Primary => LabelStyle::Primary,
                    SgLabelStyle::Secondary => LabelStyle::Secondary,
                },
                message: label.message.map(str::to_owned),
                range: label.range(),
            })
            .collect();
        marks.put_in_order_by_key(|mark| {
            (
                mark.style == LabelStyle::Secondary,
                mark.range.start,
                mark.range.end,
            )
        });
        marks.dedup();
        marks
    }
}

impl Matcher for AstGrepMatcher {
    fn kinds(&self) -> &BitSet {
        &self.kinds
    }

    fn recurses(&self) -> bool {
        self.recurses
    }

    fn matches(&self, node: Node<'_>, tell: &mut dyn FnMut(Match)) {
        let Some(found) = self.config.matcher.match_node(node) else {
            return;
        };
        if !self.lists.hold(&found) {
            return;
        }
        tell(Match {
            range: found.range(),
            message: self.message(&found),
            metavars: captures(&found),
            marks: self.marks(&found),
            flow: Vec::new(),
            status: Status::Open,
            fix: self.fix(&found),
        });
    }
}

fn captures(found: &SgMatch<'_>) -> Vec<(String, Capture)> {
    let env = found.get_env();
    let source = text_of(found.root());
    let whole = |range: Range<usize>| Capture {
        text: cut(&source[range.clone()]),
        range: Some(range),
    };
    let made = |text: String| Capture {
        text: cut(&text),
        range: None,
    };
    let capture = |variable| match variable {
        MetaVariable::Capture(name, _) => {
            let capture = match (env.get_match(&name), env.get_transformed(&name)) {
                (Some(node), _) => whole(node.range()),
                (None, Some(bytes)) => made(String::from_utf8_lossy(bytes).into_owned()),
                (None, None) => return None,
            };
            Some((name, capture))
        }
        MetaVariable::MultiCapture(name)
            if name.starts_with(|c: char| c.is_ascii_uppercase() || c == '_') =>
        {
            let nodes = env.get_labels(&name)?;
            let capture = match (nodes.first(), nodes.last()) {
                (Some(first), Some(last)) => whole(first.range().start..last.range().end),
                _ => made(String::new()),
            };
            Some((name, capture))
        }
        _ => None,
    };
    env.get_matched_variables().filter_map(capture).collect()
}

fn cut(text: &str) -> String {
    if text.len() <= MAX_CAPTURE {
        return text.to_owned();
    }
    let end = (0..=MAX_CAPTURE)
        .rev()
        .find(|end| text.is_char_boundary(*end))
        .unwrap_or(0);
    format!("{}…", &text[..end])
}

fn fix_template(document: &Yaml) -> Option<&str> {
    let fix = document.get("fix")?;
    fix.text()
        .or_else(|| fix.str("template"))
        .or_else(|| fix.items().first()?.str("template"))
}

fn used_vars(template: &str, lang: Lang) -> Vec<String> {
    let Ok(template) = TemplateFix::try_new(template, &lang);
    template
        .used_vars()
        .into_iter()
        .map(str::to_owned)
        .collect()
}

/// For each transformed metavariable the one it is made of: `source: $A`, or `convert($A, …)`.
fn transform_sources(document: &Yaml, lang: Lang) -> HashMap<String, String> {
    let Some(transform) = document.get("transform") else {
        return HashMap::new();
    };
    let source = |value: &Yaml| {
        let operation = value.entries().first().map(|(_, operation)| operation);
        let text = value.text().or_else(|| operation?.str("source"))?;
        let start = text.find(lang.meta_var_char())?;
        let name = text[start..].trim_start_matches(lang.meta_var_char());
        let end = name
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(name.len());
        Some(name[..end].to_owned())
    };
    let entry = |(name, value): &(Yaml, Yaml)| {
        Some((name.text()?.to_owned(), source(value).unwrap_or_default()))
    };
    transform.entries().iter().filter_map(entry).collect()
}

/// Whether ast-grep matches this rule by recursion over the tree of the code: it compares two
/// captures of one name node by node, and walks down by recursion for `has` with a stop rule and
/// for rewriters.
fn recurses(document: &Yaml) -> bool {
    let mut names = HashMap::new();
    document.get("rewriters").is_some() || has_stop_rule(document) || repeats(document, &mut names)
}

fn has_stop_rule(yaml: &Yaml) -> bool {
    let is_stop =
        |(key, value): &(Yaml, Yaml)| key.text() == Some("stopBy") && value.text().is_none();
    yaml.entries().iter().any(is_stop) || children(yaml).any(has_stop_rule)
}

fn children(yaml: &Yaml) -> impl Iterator<Item = &Yaml> {
    yaml.items()
        .iter()
        .chain(yaml.entries().iter().map(|(_, value)| value))
}

/// Whether a metavariable is written twice in patterns.
fn repeats(yaml: &Yaml, names: &mut HashMap<String, usize>) -> bool {
    for (key, value) in yaml.entries() {
        let is_code = matches!(key.text(), Some("pattern" | "context"));
        if let (true, YamlValue::Scalar { text, .. }) = (is_code, &value.value)
            && text.split('$').skip(1).any(|part| count(part, names))
        {
            return true;
        }
    }
    children(yaml).any(|child| repeats(child, names))
}

fn count(part: &str, names: &mut HashMap<String, usize>) -> bool {
    let end = part
        .find(|c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_'))
        .unwrap_or(part.len());
    let name = &part[..end];
    if name.is_empty() || name.starts_with('_') {
        return false;
    }
    let seen = names.entry(name.to_owned()).or_default();
    *seen += 1;
    *seen > 1
}
