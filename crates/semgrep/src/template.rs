//! Fixes as code rather than as text.
//!
//! Where the template is one expression of a language for which Semgrep does it, such as Python, it is written anew from its tree, as
//! Semgrep does it: operators get brackets, so that they keep their meaning where they come to stand;
//! arguments are joined by commas, so that none is left over; a string keeps its quotes. What the
//! template leaves unchanged and what metavariables stand for keeps its text. Everything else is filled
//! in as text.

use std::rc::Rc;

use assay_languages::Lang;
use assay_pattern::{Bindings, BoundValue};
use assay_profile::FixPrinting;
use assay_syntax::{Field, Kind, NodeId, Tree};
use ast_grep_core::tree_sitter::LanguageExt;

use super::run::Ground;

/// How many nodes a template may have to be written from its tree; a larger one is filled in as text.
const MAX_NODES: usize = 500;

/// A template that is one expression.
pub struct Template {
    tree: Tree,
    root: NodeId,
    /// What stands for a dollar in its text.
    dollar: char,
}

impl Template {
    /// Parses a template. None if it is no single expression, or of another language.
    pub fn parse(lang: Lang, text: &str) -> Option<Template> {
        if lang.profile().matching.fixes == FixPrinting::Text {
            return None;
        }
        let dollar = lang.profile().expando;
        let dots = dollar.to_string().repeat(4);
        let source = text
            .replace("$...", &dots)
            .replace('$', &dollar.to_string());
        let mut parser = tree_sitter::Parser::new();
        parser.set_language(&lang.get_ts_language()).ok()?;
        let parsed = parser.parse(&source, None)?;
        if parsed.root_node().has_error() {
            return None;
        }
        let tree = lang.lower(&parsed, &Rc::from(source), None)?;
        if tree.ids().count() > MAX_NODES {
            return None;
        }
        let [statement] = *tree.children(tree.root()) else {
            return None;
        };
        if tree.kind(statement) != Kind::ExprStmt {
            return None;
        }
        let root = *tree.children(statement).first()?;
        Some(Template { tree, root, dollar })
    }

    /// The template filled in; none if it has something that is only filled in as text.
    pub fn print(&self, ground: Ground<'_>, bindings: &Bindings) -> Option<String> {
        let printer = Printer {
            template: self,
            ground,
            bindings,
        };
        printer.expression(self.root)
    }

    fn text(&self, id: NodeId) -> String {
        self.tree.text(id).replace(self.dollar, "$")
    }
}

struct Printer<'p> {
    template: &'p Template,
    ground: Ground<'p>,
    bindings: &'p Bindings,
}

impl Printer<'_> {
    /// An expression, in brackets if it is an operation.
    fn expression(&self, id: NodeId) -> Option<String> {
        let (text, is_operation) = self.bare(id)?;
        Some(if is_operation {
            format!("({text})")
        } else {
            text
        })
    }

    fn bare(&self, id: NodeId) -> Option<(String, bool)> {
        let tree = &self.template.tree;
        let kind = tree.kind(id);
        if let Some(value) = self.bound(id) {
            let is_operation = match (value.node(), self.ground.target) {
                (Some(node), Some(target)) => is_operation(target.tree.kind(node)),
                (None, _) => return None,
                _ => false,
            };
            return Some((self.ground.text_of(value).to_owned(), is_operation));
        }
        if !self.has_metavariable(id) {
            return Some((self.template.text(id), is_operation(kind)));
        }
        let with_members = tree.profile().matching.fixes == FixPrinting::TreeWithMembers;
        let text = match kind {
            Kind::Call => {
                let callee = self.expression(tree.get(id, Field::Callee)?)?;
                format!("{callee}({})", self.arguments(id)?)
            }
            Kind::Member if with_members => {
                let object = self.expression(tree.get(id, Field::Object)?)?;
                let (name, _) = self.bare(tree.get(id, Field::Name)?)?;
                format!("{object}.{name}")
            }
            Kind::Binary => {
                let (left, right) = (tree.get(id, Field::Left)?, tree.get(id, Field::Right)?);
                let between = tree.span(left).end..tree.span(right).start;
                let sign = tree.source()[between].trim().to_owned();
                format!(
                    "{} {sign} {}",
                    self.expression(left)?,
                    self.expression(right)?
                )
            }
            Kind::Str => self.literal(id)?,
            _ => return None,
        };
        Some((text, is_operation(kind)))
    }

    fn arguments(&self, call: NodeId) -> Option<String> {
        let mut printed = Vec::new();
        for argument in self.template.tree.all(call, Field::Arg) {
            match self.bound(argument) {
                Some(value) if value.nodes.len() != 1 => printed.extend(self.each(value)?),
                _ => printed.push(self.expression(argument)?),
            }
        }
        Some(printed.join(", "))
    }

    /// The arguments that an ellipsis metavariable stands for.
    fn each(&self, value: &BoundValue) -> Option<Vec<String>> {
        if value.nodes.is_empty() && !value.range.is_empty() {
            return None;
        }
        let target = self.ground.target?;
        let texts = value
            .nodes
            .iter()
            .map(|node| target.tree.text(*node).to_owned());
        Some(texts.collect())
    }

    /// `"$X"` where `$X` is the content of a string: that string with its own quotes.
    fn literal(&self, id: NodeId) -> Option<String> {
        let [content] = *self.template.tree.children(id) else {
            return None;
        };
        let value = self.bindings.get(&self.template.text(content))?;
        let tree = &self.ground.target?.tree;
        let is_its_string = |node: &NodeId| {
            let (start, end) = (tree.node(*node).start, tree.node(*node).end);
            tree.kind(*node) == Kind::Str
                && tree.children(*node).len() <= 1
                && start < value.range.start
                && value.range.end < end
                && value.text.is_none()
        };
        let string = tree.ids().find(is_its_string)?;
        Some(tree.text(string).to_owned())
    }

    fn bound(&self, id: NodeId) -> Option<&BoundValue> {
        let is_name = self.template.tree.kind(id) == Kind::Name;
        is_name
            .then(|| self.template.text(id))
            .and_then(|name| self.bindings.get(&name.replace("$$$$", "$...")))
    }

    fn has_metavariable(&self, id: NodeId) -> bool {
        let text = self.template.text(id).replace("$$$$", "$...");
        self.bindings.iter().any(|(name, _)| text.contains(name))
    }
}

fn is_operation(kind: Kind) -> bool {
    matches!(kind, Kind::Binary | Kind::Unary)
}
