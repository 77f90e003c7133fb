//! Comments in the code that hide findings, for all rules of all dialects alike.
//!
//! Our own form is `assay-ignore: rule-id, other-id -- reason`; without ids it hides all. Those of other tools are read
//! as the tools that made them up read them. A comment behind code hides what starts on its line; one that stands
//! alone, what starts on the next line, past others of its sort. A hidden finding is kept and says which comment hides it.

mod annotations;
mod forms;
mod tree;

use std::collections::HashMap;

use assay_context::Document;
use assay_model::{Problem, ProblemKind, RuleInfo};

use forms::{Form, Reach, is_possible, read_line};

/// More comments about whole files, or about stretches of lines, hide nothing: each finding is compared with all of them.
const MOST: usize = 1000;

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
    fn hides(&self, rule: &RuleInfo) -> bool {
        match &self.ids {
            None => self.form.covers(rule),
            Some(ids) => ids.iter().any(|id| self.form.names(id, rule)),
        }
    }

    /// Whether it ends a comment that is about all that follows.
    fn ends(&self, other: &Comment) -> bool {
        self.form == other.form
            && (self.ids.is_none() || other.ids.is_none() || self.ids == other.ids)
    }
}

/// A comment that hides nothing because of what is wrong with it.
#[derive(Debug)]
struct Fault {
    form: Form,
    line: u32,
    message: String,
}

/// A comment that hides findings of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hiding<'s> {
    /// The lines that it is about, from 0, the end exclusive; none for the whole file.
    pub lines: Option<(usize, usize)>,
    /// Its own line, from 1.
    pub comment_line: u32,
    /// Its text.
    pub comment: &'s str,
}

/// The comments of one text. Lines count from 0 where they are keys.
#[derive(Debug, Default)]
pub struct Suppressions {
    file: Vec<Comment>,
    lines: HashMap<usize, Vec<Comment>>,
    /// What is about several lines: the first one, and the one behind the last.
    stretches: Vec<(usize, usize, Comment)>,
    faults: Vec<Fault>,
}

impl Suppressions {
    /// Collects the comments of a text.
    pub fn collect(text: &str) -> Suppressions {
        let mut found = Suppressions::default();
        if !is_possible(text) {
            return found;
        }
        // Comments that stand alone wait for the line they are about, others for the one that ends them.
        let mut waiting: Vec<Comment> = Vec::new();
        let mut open: Vec<(usize, Comment)> = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let before = waiting.len();
            for written in read_line(line, number as u32 + 1) {
                match written {
                    Ok((comment, Reach::Line)) => found.hide(number, comment),
                    Ok((comment, Reach::Next)) => waiting.push(comment),
                    Ok((comment, Reach::LineAndNext)) => {
                        found.hide(number, comment.clone());
                        waiting.push(comment);
                    }
                    Ok((comment, Reach::File)) => found.hide_in_file(comment),
                    Ok((comment, Reach::From)) if open.len() < MOST => open.push((number, comment)),
                    Ok((_, Reach::From)) => {}
                    Ok((comment, Reach::End)) => {
                        for (start, ended) in open.extract_if(.., |(_, other)| comment.ends(other))
                        {
                            found.hide_stretch(start, number, ended);
                        }
                    }
                    Err(fault) => found.faults.push(fault),
                }
            }
            if waiting.len() > before {
                continue;
            }
            for comment in waiting.drain(..) {
                found.hide(number, comment);
            }
        }
        for (start, comment) in open {
            found.hide_stretch(start, usize::MAX, comment);
        }
        found
    }

    /// Adds what only the tree of a text, or of code in it, tells of its comments.
    pub fn read_tree(&mut self, document: &Document) {
        tree::read(self, document);
        annotations::read(self, document);
    }

    /// The comment that hides a finding of this rule that starts on this line: its own line, from 1, and its text.
    pub fn hides_rule(&self, rule: &RuleInfo, line: usize) -> Option<(u32, &str)> {
        let here = self.lines.get(&line).into_iter().flatten();
        let around = self.stretches.iter();
        let around = around.filter(|(start, end, _)| (*start..*end).contains(&line));
        self.file
            .iter()
            .chain(here)
            .chain(around.map(|(_, _, comment)| comment))
            .find(|comment| comment.hides(rule))
            .map(|comment| (comment.line, comment.text.as_str()))
    }

    /// All comments that hide findings of this rule, in the order of the lines.
    pub fn hiding(&self, rule: &RuleInfo) -> Vec<Hiding<'_>> {
        let whole = self.file.iter().map(|comment| (None, comment));
        let on_lines = self.lines.iter().flat_map(|(line, comments)| {
            let here = Some((*line, *line + 1));
            comments.iter().map(move |comment| (here, comment))
        });
        let stretches = self.stretches.iter();
        let stretches = stretches.map(|(start, end, comment)| (Some((*start, *end)), comment));
        let mut found: Vec<_> = whole
            .chain(on_lines)
            .chain(stretches)
            .filter(|(_, comment)| comment.hides(rule))
            .map(|(lines, comment)| Hiding {
                lines,
                comment_line: comment.line,
                comment: &comment.text,
            })
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

    fn hide_in_file(&mut self, comment: Comment) {
        if self.file.len() < MOST {
            self.file.push(comment);
        }
    }

    /// From a line to the one before `end`.
    fn hide_stretch(&mut self, start: usize, end: usize, comment: Comment) {
        if self.stretches.len() < MOST {
            self.stretches.push((start, end, comment));
        }
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
    use assay_model::{Classes, Dialect, Naming, RuleOrigin};

    /// A rule about secrets with names in other tools.
    pub(super) fn rule(id: &str, equivalents: &[&str]) -> RuleInfo {
        RuleInfo {
            id: id.to_owned(),
            naming: Naming {
                equivalents: equivalents.iter().map(|name| (*name).to_owned()).collect(),
                ..Naming::default()
            },
            dialect: Dialect::Toml,
            languages: Vec::new(),
            severity: None,
            native_severity: String::new(),
            message: String::new(),
            doc: String::new(),
            url: None,
            needs: None,
            tags: Vec::new(),
            classes: Classes {
                cwe: vec!["CWE-798".to_owned()],
                ..Classes::default()
            },
            metadata: String::new(),
            has_fix: false,
            origin: RuleOrigin::User,
            path: String::new(),
            line: 1,
        }
    }

    /// Lines (from 0) on which a rule that other tools call so is hidden.
    fn check_foreign(text: &str, hidden: &[usize]) {
        let found = Suppressions::collect(text);
        let names = [
            "bandit/B608",
            "flake8/E711",
            "gosec/G201",
            "eslint/no-eval",
            "eslint/security/detect-eval",
            "biome/noGlobalEval",
            "sonar/S2077",
        ];
        let rule = rule("r", &names);
        let lines: Vec<usize> = (0..text.lines().count())
            .filter(|line| found.hides_rule(&rule, *line).is_some())
            .collect();
        assert_eq!(lines, hidden, "{text}");
    }

    #[test]
    fn noqa_hides_its_line_or_the_file() {
        check_foreign("a  # noqa\nb", &[0]);
        check_foreign("a  #noqa:S608\nb", &[0]);
        check_foreign("a  # NOQA: E501, E711\nb", &[0]);
        check_foreign("a  # noqa: E501 S608 and more", &[0]);
        check_foreign("a  # noqa: E501\nb", &[]);
        check_foreign("a  # noqaX\nb", &[]);
        check_foreign("a = 'noqa'\nb", &[]);
        check_foreign("a\n# flake8: noqa\nb", &[0, 1, 2]);
        check_foreign("# ruff: noqa: S608\nb", &[0, 1]);
        check_foreign("# ruff: noqa: S101\nb", &[]);
    }

    #[test]
    fn nosec_hides_its_line_and_alone_the_next() {
        check_foreign("a # nosec\nb", &[0]);
        check_foreign("a // #nosec G201 -- why\nb", &[0]);
        check_foreign("a # nosec B101,B608\nb", &[0]);
        check_foreign("a # nosec: B101\nb", &[]);
        check_foreign("a # nosec because it is fine\nb", &[0]);
        check_foreign("// #nosec\nb\nc", &[0, 1]);
        check_foreign("a # nosecret\nb", &[]);
    }

    #[test]
    fn nosonar_and_gitleaks_hide_their_line() {
        check_foreign("a // NOSONAR\nb", &[0]);
        check_foreign("a # some words NOSONAR why\nb", &[0]);
        check_foreign("NOSONAR = 1\nb", &[]);
        check_foreign("a = 'x' # gitleaks:allow\nb", &[0]);
        let found = Suppressions::collect("a # gitleaks:allow");
        let mut other = rule("r", &[]);
        other.classes.cwe = vec!["CWE-89".to_owned()];
        assert_eq!(found.hides_rule(&other, 0), None);
    }

    #[test]
    fn eslint_hides_lines_and_stretches() {
        check_foreign("a // eslint-disable-line\nb", &[0]);
        check_foreign(
            "// eslint-disable-next-line no-alert, no-eval -- why\nb\nc",
            &[1],
        );
        check_foreign("// eslint-disable-next-line no-alert\nb", &[]);
        check_foreign("a // eslint-disable-line security/detect-eval", &[0]);
        check_foreign(
            "/* eslint-disable-next-line @typescript-eslint/no-eval */\nb",
            &[1],
        );
        check_foreign(
            "a\n/* eslint-disable */\nb\n/* eslint-enable */\nc",
            &[1, 2],
        );
        check_foreign(
            "/* eslint-disable no-eval, no-alert */\nb\n/* eslint-enable no-alert */\nc",
            &[0, 1, 2, 3],
        );
        check_foreign(
            "/* eslint-disable no-eval */\nb\n/* eslint-enable no-eval */\nc",
            &[0, 1],
        );
        check_foreign("// eslint-disable no-eval\nb", &[]);
        check_foreign("a = 'eslint-disable-line'", &[]);
    }

    #[test]
    fn biome_hides_the_next_line_a_stretch_or_the_file() {
        check_foreign(
            "// biome-ignore lint/security/noGlobalEval: why\nb\nc",
            &[1],
        );
        check_foreign("// biome-ignore lint: why\nb", &[1]);
        check_foreign("// biome-ignore lint/security: why\nb", &[]);
        check_foreign("// biome-ignore lint/style/useConst: why\nb", &[]);
        check_foreign("// biome-ignore lint/security/noGlobalEval\nb", &[]);
        check_foreign("// biome-ignore format: why\nb", &[]);
        check_foreign(
            "/** biome-ignore-all lint/security/noGlobalEval: why */\na\nb",
            &[0, 1, 2],
        );
        check_foreign(
            "// biome-ignore-start lint/security/noGlobalEval: why\na\n// biome-ignore-end lint/security/noGlobalEval: why\nb",
            &[0, 1],
        );
    }

    #[test]
    fn comments_of_tools_that_have_no_such_rule_hide_nothing() {
        for text in [
            "a # noqa",
            "a # nosec",
            "a // NOSONAR",
            "a // eslint-disable-line",
        ] {
            let found = Suppressions::collect(text);
            assert_eq!(
                found.hides_rule(&rule("r", &["other/x"]), 0),
                None,
                "{text}"
            );
        }
    }

    #[test]
    fn several_forms_may_stand_on_one_line() {
        check_foreign("a  # noqa: E501  # nosec B608\nb", &[0]);
        check_foreign("# assay-ignore: r\na # noqa: E501", &[1]);
    }

    /// Lines (from 0) on which the rule `a.b.rule-x` is hidden, and how many comments are malformed.
    fn check(text: &str, hidden: &[usize], malformed: usize) {
        let found = Suppressions::collect(text);
        let rule = rule("a.b.rule-x", &[]);
        let lines: Vec<usize> = (0..text.lines().count())
            .filter(|line| found.hides_rule(&rule, *line).is_some())
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
        check("; assay-ignore\nc", &[1], 0);
        check("a(); // assay-ignore\nc", &[0], 0);
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
