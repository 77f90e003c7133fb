//! Comments in the code that hide findings, for all rules of all dialects alike.
//!
//! Our own form is `assay-ignore: rule-id, other-id -- reason`; without ids it hides all. `nosemgrep`,
//! `nosem` and `ast-grep-ignore` are read as the tools that made them up read them. A comment behind code
//! hides what starts on its line; one that stands alone, what starts on the next line, past others of its
//! sort. A hidden finding is kept and says which comment hides it.

mod forms;
mod tree;

use std::collections::HashMap;

use assay_context::Document;
use assay_model::{Problem, ProblemKind, RuleInfo};

use forms::{Form, is_possible, read_line};

/// One such comment.
#[derive(Clone, Debug, PartialEq)]
struct Comment {
    form: Form,
    /// The rules it names; none hides all.
    ids: Option<Vec<String>>,
    /// Its line, from 1.
    line: u32,
    text: String,
}

impl Comment {
    fn hides(&self, rule: &str) -> bool {
        let Some(ids) = &self.ids else { return true };
        ids.iter().any(|id| self.form.names(id, rule))
    }
}

/// A comment that hides nothing because of what is wrong with it.
#[derive(Debug)]
struct Fault {
    form: Form,
    line: u32,
    message: String,
}

/// The comments of one text. Lines count from 0 where they are keys.
#[derive(Debug, Default)]
pub struct Suppressions {
    file: Option<Comment>,
    lines: HashMap<usize, Vec<Comment>>,
    faults: Vec<Fault>,
}

impl Suppressions {
    /// Collects the comments of a text.
    pub fn collect(text: &str) -> Suppressions {
        let mut found = Suppressions::default();
        if !is_possible(text) {
            return found;
        }
        // Comments that stand alone wait for the line they are about.
        let mut waiting: Vec<Comment> = Vec::new();
        for (number, line) in text.lines().enumerate() {
            match read_line(line, number as u32 + 1) {
                Some(Ok((comment, true))) => {
                    if comment.form == Form::Nosem {
                        found.hide(number, comment.clone());
                    }
                    waiting.push(comment);
                    continue;
                }
                Some(Ok((comment, false))) => found.hide(number, comment),
                Some(Err(fault)) => found.faults.push(fault),
                None => {}
            }
            for comment in waiting.drain(..) {
                found.hide(number, comment);
            }
        }
        found
    }

    /// Adds what only the tree of a text, or of code in it, tells of its comments.
    pub fn read_tree(&mut self, document: &Document) {
        tree::read(self, document);
    }

    /// The comment that hides a finding of this rule, under any of its ids, that starts on this line: its own line,
    /// from 1, and its text.
    pub fn hides_rule(&self, rule: &RuleInfo, line: usize) -> Option<(u32, &str)> {
        rule.ids().find_map(|id| self.hides(id, line))
    }

    fn hides(&self, rule: &str, line: usize) -> Option<(u32, &str)> {
        let here = self.lines.get(&line).into_iter().flatten();
        self.file
            .iter()
            .chain(here)
            .find(|comment| comment.hides(rule))
            .map(|comment| (comment.line, comment.text.as_str()))
    }

    /// All comments that hide findings of this rule: the line on which (from 0; none if it is the whole file), their own
    /// line, from 1, and their texts. In the order of the lines.
    pub fn hiding(&self, rule: &str) -> Vec<(Option<usize>, u32, &str)> {
        let whole = self.file.iter().map(|comment| (None, comment));
        let on_lines = self
            .lines
            .iter()
            .flat_map(|(line, comments)| comments.iter().map(|comment| (Some(*line), comment)));
        let mut found: Vec<_> = whole
            .chain(on_lines)
            .filter(|(_, comment)| comment.hides(rule))
            .map(|(line, comment)| (line, comment.line, comment.text.as_str()))
            .collect();
        found.sort_unstable();
        found
    }

    /// What is wrong with comments that hide nothing.
    pub fn problems(&self, path: &str) -> Vec<Problem> {
        let problem = |fault: &Fault| Problem {
            kind: ProblemKind::Unsupported,
            message: format!("this comment suppresses nothing: {}", fault.message),
            help: Some(fault.form.help().to_owned()),
            path: Some(path.to_owned()),
            line: Some(fault.line),
            col: Some(1),
            rule_id: None,
        };
        self.faults.iter().map(problem).collect()
    }

    fn hide(&mut self, line: usize, comment: Comment) {
        let here = self.lines.entry(line).or_default();
        if !here.contains(&comment) {
            here.push(comment);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines (from 0) on which the rule `a.b.rule-x` is hidden, and how many comments are malformed.
    fn check(text: &str, hidden: &[usize], malformed: usize) {
        let found = Suppressions::collect(text);
        let lines: Vec<usize> = (0..text.lines().count())
            .filter(|line| found.hides("a.b.rule-x", *line).is_some())
            .collect();
        assert_eq!(lines, hidden, "{text}");
        assert_eq!(found.problems("f").len(), malformed, "{text}");
    }

    #[test]
    fn our_own_form_hides_its_line_or_the_next() {
        check("a\nb # assay-ignore\nc", &[1], 0);
        check("a\n// assay-ignore\nc\nd", &[2], 0);
        check("a\n/* assay-ignore: a.b.rule-x -- why */\nc\nd", &[2], 0);
        check("<!-- assay-ignore: a.b.rule-x -->\nc", &[1], 0);
        check("<!--assay-ignore:a.b.rule-x-->\nc", &[1], 0);
        check("{/* assay-ignore: rule-x */}\n<a/>", &[1], 0);
        check("(* assay-ignore *)\nc", &[1], 0);
        check("-- assay-ignore -- for a reason\nc", &[1], 0);
        check("} // assay-ignore\nc", &[0], 0);
        check("a # assay-ignore: other, rule-x -- a: b, c", &[0], 0);
        check("a # assay-ignore: other -- rule-x", &[], 0);
    }

    #[test]
    fn comments_that_stand_alone_may_stand_in_a_pile() {
        check(
            "# assay-ignore: rule-x\n# assay-ignore: other\nc\nd",
            &[2],
            0,
        );
        check("# assay-ignore: other\n# nosem: rule-x\nc\nd", &[1, 2], 0);
    }

    #[test]
    fn our_own_form_says_what_is_wrong() {
        check("a # assay-ignore rule-x", &[], 1);
        check("a # assay-ignore:", &[], 1);
        check("a # assay-ignore: -- reason", &[], 1);
        check("a # assay-ignore: rule-x,", &[], 1);
        check("a # assay-ignore: $bad", &[], 1);
    }

    #[test]
    fn texts_and_prose_are_no_comments() {
        check("a = 'assay-ignore'", &[], 0);
        check("# see assay-ignore", &[], 0);
        check("# assay-ignored", &[], 0);
        check("# assay-ignore-file", &[], 0);
        check("a // see ast-grep-ignore", &[], 0);
    }

    #[test]
    fn nosem_hides_its_line_or_the_next() {
        check("a\nb # nosem\nc", &[1], 0);
        check("a\nb // NOSEMGREP\nc", &[1], 0);
        check("a\n  # nosemgrep\nc\nd", &[1, 2], 0);
        check("b # nosem\nc", &[0], 0);
    }

    #[test]
    fn ids_of_nosem_are_whole_or_tails() {
        check("a # nosem: rule-x", &[0], 0);
        check("a # nosem: b.rule-x", &[0], 0);
        check("a # nosem:a.b.rule-x", &[0], 0);
        check("a # nosem: other, rule-x -- why", &[0], 0);
        check("a # nosem: x", &[], 0);
        check("a # nosem: other", &[], 0);
    }

    #[test]
    fn malformed_nosem_hides_nothing() {
        check("a # nosem:", &[], 1);
        check("a # nosem: rule-x,", &[], 1);
        check("a # nosem: $bad", &[], 1);
        check("a # nosem : rule-x", &[], 1);
        check("a.nosem()", &[], 0);
        check("a # nosemantics", &[], 0);
        check("a://nosem", &[], 0);
    }

    #[test]
    fn nosem_may_stand_right_behind_the_sign_of_a_comment() {
        check("a #nosem", &[0], 0);
        check("a //nosemgrep: rule-x", &[0], 0);
    }

    #[test]
    fn ast_grep_names_whole_ids() {
        check("// ast-grep-ignore: x, a.b.rule-x\nb", &[1], 0);
        check("b // ast-grep-ignore: rule-x", &[], 0);
        check("b // ast-grep-ignore", &[0], 0);
    }
}
