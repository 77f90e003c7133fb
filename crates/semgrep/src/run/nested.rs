//! `metavariable-pattern`: a search in what a metavariable stands for.

use std::rc::Rc;

use assay_languages::{Lang, has_grammar};
use assay_model::ProblemKind;
use assay_pattern::{Bindings, BoundValue, Target};
use assay_profile::Opening;

use super::candidate::Candidate;
use super::ground::Ground;
use super::scope::Scope;
use crate::formula::{Analyzer, Formula};

impl Scope<'_> {
    /// What the matches in a metavariable's text add; none if it cannot be searched.
    pub(super) fn nested(
        &self,
        place: &Candidate,
        metavariable: &str,
        analyzer: Option<Analyzer>,
        formula: &Formula,
    ) -> Option<Vec<Bindings>> {
        let value = self.bound(place, metavariable)?;
        // A name that an import tells is searched as it reads there.
        if analyzer.is_none() && value.text.is_some() && !value.nodes.is_empty() {
            let told = BoundValue {
                nodes: Rc::from([]),
                ..value.clone()
            };
            return self.in_other_text(place, &told, Analyzer::Own, formula);
        }
        match analyzer {
            None => self.in_own_tree(place, value, formula),
            Some(analyzer) => self.in_other_text(place, value, analyzer, formula),
        }
    }

    /// The same language: the same tree, but only this part of it.
    fn in_own_tree(
        &self,
        place: &Candidate,
        value: &BoundValue,
        formula: &Formula,
    ) -> Option<Vec<Bindings>> {
        if let Some(target) = self.ground.target {
            // Arguments and pieces of strings are no programs.
            let is_statement = |node: &assay_syntax::NodeId| target.tree.kind(*node).is_statement();
            if value.nodes.is_empty()
                || value.nodes.len() > 1 && !value.nodes.iter().all(is_statement)
            {
                return None;
            }
        }
        let scope = Scope {
            run: self.run,
            ground: self.ground,
            is_file: self.is_file,
            lang: self.lang,
            within: Some(value.range.clone()),
            node: value.node(),
            statement: self.statement_of(value),
            context: Some(place),
        };
        Some(added(place, scope.evaluate(formula), |value| value))
    }

    /// The statement that consists of an expression: patterns that end in a semicolon match it.
    fn statement_of(&self, value: &BoundValue) -> Option<std::ops::Range<u32>> {
        let tree = &self.ground.target?.tree;
        let parent = tree.parent(value.node()?)?;
        let node = tree.node(parent);
        let is_it = node.kind == assay_syntax::Kind::ExprStmt && tree.children(parent).len() == 1;
        is_it.then_some(node.start..node.end)
    }

    /// Another language: the content of a string, read anew.
    fn in_other_text(
        &self,
        place: &Candidate,
        value: &BoundValue,
        analyzer: Analyzer,
        formula: &Formula,
    ) -> Option<Vec<Bindings>> {
        let (content, base) = match self.ground.string_content(value) {
            Some(content) => (content, self.ground.content_start(value)),
            None if analyzer == Analyzer::Generic => {
                (self.ground.text_of(value).to_owned(), value.range.start)
            }
            None => return None,
        };
        let lang = match analyzer {
            Analyzer::Code(lang) => Some(lang),
            Analyzer::Own => self.lang,
            Analyzer::Regex | Analyzer::Generic => None,
        };
        let (content, shift) = adjusted(lang, content);
        let target = match lang {
            Some(lang) => Some(self.read(lang, &content)?),
            None => None,
        };
        // Nodes of the outer tree mean nothing here: only their text counts.
        let text_only = place.bindings.iter().map(|(name, value)| {
            let text = BoundValue {
                nodes: Rc::from([]),
                text: Some(Rc::from(self.ground.text_of(value))),
                ..value.clone()
            };
            (Rc::from(name), text)
        });
        let context = Candidate {
            range: 0..content.len() as u32,
            bindings: text_only.collect(),
            ..place.clone()
        };
        let scope = Scope {
            run: self.run,
            ground: Ground {
                text: &content,
                target: target.as_ref(),
                options: self.ground.options,
            },
            is_file: false,
            lang,
            within: None,
            node: None,
            statement: None,
            context: Some(&context),
        };
        let places = scope.evaluate(formula);
        let ground = scope.ground;
        let back = |value: BoundValue| BoundValue {
            range: (value.range.start + base).saturating_sub(shift)
                ..(value.range.end + base).saturating_sub(shift),
            nodes: Rc::from([]),
            text: Some(Rc::from(ground.text_of(&value))),
        };
        Some(added(place, places, back))
    }

    fn read(&self, lang: Lang, text: &str) -> Option<Target> {
        if !has_grammar(lang) {
            self.run.note(
                ProblemKind::NoGrammar,
                format!("the {} grammar is not loaded", lang.name()),
                "reload the page, or build Assay again",
            );
            return None;
        }
        let common = self.run.file.read(lang, Rc::from(text));
        if common.is_none() {
            // Perhaps the time was up, which is then to be told.
            self.run.is_over();
        }
        Some(Target::over(Rc::new(common?)))
    }
}

/// What nested matches bind and the match does not.
fn added(
    place: &Candidate,
    places: Vec<Candidate>,
    back: impl Fn(BoundValue) -> BoundValue,
) -> Vec<Bindings> {
    let new = |found: Candidate| -> Bindings {
        found
            .bindings
            .iter()
            .filter(|(name, _)| place.bindings.get(name).is_none())
            .map(|(name, value)| (Rc::from(name), back(value.clone())))
            .collect()
    };
    places.into_iter().map(new).collect()
}

/// Code in a string may lack what tells the grammar that it begins. Tells by how much the text moved.
fn adjusted(lang: Option<Lang>, content: String) -> (String, u32) {
    let opening = lang.and_then(|lang| lang.profile().matching.opening);
    match opening.filter(|opening| !content.trim_start().starts_with(opening.sign)) {
        Some(Opening { tag, .. }) => (format!("{tag}{content}"), tag.len() as u32),
        None => (content, 0),
    }
}
