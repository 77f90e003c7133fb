//! Comments in the code that hide findings, for all rules of all dialects alike.
//!
//! Our own form is `assay-ignore: rule-id, other-id -- reason`; without ids it hides all. Those of other tools are read
//! as the tools that made them up read them. A comment behind code hides what starts on its line; one that stands
//! alone, what starts on the next line, past others of its sort. A hidden finding is kept and says which comment hides it.
//! A comment may name its last day in its reason (`until 2030-12-31`). What hides nothing is told: see [`CommentFault`].

mod annotations;
mod dates;
mod forms;
mod rules;
mod tree;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use assay_context::Document;
use assay_model::RuleInfo;

use forms::{Form, Reach, read_line};

pub use rules::{CommentFault, CommentNotice};

/// More comments about whole files, or about stretches of lines, hide nothing: each finding is compared with all of them.
const MOST: usize = 1000;

/// One such comment.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    form: Form,
    /// The rules it names; none hides all.
    ids: Option<Vec<String>>,
    /// Its line, from 1.
    pub line: u32,
    /// What it says.
    pub text: String,
    /// The last day on which it holds, such as `2030-12-31`; none if it holds for good.
    pub until: Option<String>,
}

impl Comment {
    /// By which of its ids it hides a rule; the first one if it names none and hides all.
    fn id_for(&self, rule: &RuleInfo) -> Option<usize> {
        match &self.ids {
            None => self.form.covers(rule).then_some(0),
            Some(ids) => ids.iter().position(|id| self.form.names(id, rule)),
        }
    }

    /// Whether it ends a comment that is about all that follows.
    fn ends(&self, other: &Comment) -> bool {
        self.form == other.form
            && (self.ids.is_none() || other.ids.is_none() || self.ids == other.ids)
    }

    fn is_over(&self, today: Option<&str>) -> bool {
        matches!((&self.until, today), (Some(until), Some(today)) if until.as_str() < today)
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

/// Whether rules run that a comment may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// They have run on this text.
    Ran,
    /// They have not, but may some other time.
    Held,
    /// There are none.
    Unknown,
}

/// Says whether rules run that are meant.
pub type StandingOf<'r> = dyn Fn(&dyn Fn(&str) -> bool) -> Standing + 'r;

/// The comments of one text. Lines count from 0 where they are keys; a comment is known by its place in the list.
#[derive(Debug, Default)]
pub struct Suppressions {
    comments: Vec<Comment>,
    /// Those of a form on a line, counted from 1, so that each is one however often it is read.
    written: HashMap<(Form, u32), Vec<usize>>,
    file: Vec<usize>,
    lines: HashMap<usize, Vec<usize>>,
    /// What is about several lines: the first one, and the one behind the last.
    stretches: Vec<(usize, usize, usize)>,
    faults: Vec<Fault>,
    /// The comments that have hidden something, and by which of their ids.
    used: RefCell<HashSet<(usize, usize)>>,
    today: Option<String>,
}

impl Suppressions {
    /// Collects the comments of a text. `now`, in seconds since 1970, decides which are over.
    pub fn collect(text: &str, now: Option<f64>) -> Suppressions {
        let mut found = Suppressions::default();
        if !forms::is_possible(text) {
            return found;
        }
        found.today = now.map(dates::day_of);
        // Comments that stand alone wait for the line they are about, others for the one that ends them.
        let mut waiting: Vec<Comment> = Vec::new();
        let mut open: Vec<(usize, Comment)> = Vec::new();
        for (number, line) in text.lines().enumerate() {
            let before = waiting.len();
            for written in read_line(line, number as u32 + 1) {
                match written.and_then(dated) {
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
        // There is no line for them to be about.
        for comment in waiting {
            found.add(comment);
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

    /// The comment that hides a finding of this rule that starts on this line.
    pub fn hides_rule(&self, rule: &RuleInfo, line: usize) -> Option<&Comment> {
        if self.comments.is_empty() {
            return None;
        }
        let here = self.lines.get(&line).into_iter().flatten();
        let around = self.stretches.iter();
        let around = around.filter(|(start, end, _)| (*start..*end).contains(&line));
        let about = self
            .file
            .iter()
            .chain(here)
            .chain(around.map(|(_, _, index)| index));
        let hiding = about.filter_map(|index| {
            let comment = &self.comments[*index];
            let id = comment.id_for(rule)?;
            (!comment.is_over(self.today.as_deref())).then_some((*index, id))
        });
        // All that hide it are of use.
        let hiding: Vec<(usize, usize)> = hiding.collect();
        self.used.borrow_mut().extend(&hiding);
        hiding.first().map(|(index, _)| &self.comments[*index])
    }

    /// All comments that hide findings of this rule, in the order of the lines. Those that hold to a day are left out:
    /// which day it will be when the answer is used nobody knows here.
    pub fn hiding(&self, rule: &RuleInfo) -> Vec<Hiding<'_>> {
        let whole = self.file.iter().map(|index| (None, *index));
        let on_lines = self.lines.iter().flat_map(|(line, comments)| {
            let here = Some((*line, *line + 1));
            comments.iter().map(move |index| (here, *index))
        });
        let stretches = self.stretches.iter();
        let stretches = stretches.map(|(start, end, index)| (Some((*start, *end)), *index));
        let mut found: Vec<_> = whole
            .chain(on_lines)
            .chain(stretches)
            .map(|(lines, index)| (lines, &self.comments[index]))
            .filter(|(_, comment)| comment.until.is_none() && comment.id_for(rule).is_some())
            .map(|(lines, comment)| Hiding {
                lines,
                comment_line: comment.line,
                comment: &comment.text,
            })
            .collect();
        found.sort_unstable();
        found
    }

    /// What is wrong with the comments, in the order of the lines. `standing` says whether rules run that an id may mean;
    /// of a text that was not checked whole nobody knows what is of no use.
    pub fn notices(&self, standing: &StandingOf<'_>, is_whole: bool) -> Vec<CommentNotice> {
        let malformed = self.faults.iter().map(|fault| CommentNotice {
            fault: CommentFault::Malformed,
            line: fault.line,
            message: format!(
                "This comment suppresses nothing: {}. To suppress findings, {}.",
                fault.message,
                fault.form.help()
            ),
        });
        let others = self
            .comments
            .iter()
            .enumerate()
            .filter_map(|(index, comment)| {
                let (fault, message) = if comment.is_over(self.today.as_deref()) {
                    (CommentFault::Expired, expired(comment))
                } else {
                    let why = self.why_unused(index, standing).filter(|_| is_whole)?;
                    (CommentFault::Unused, why)
                };
                Some(CommentNotice {
                    fault,
                    line: comment.line,
                    message,
                })
            });
        let mut all: Vec<CommentNotice> = malformed.chain(others).collect();
        all.sort_by_key(|notice| notice.line);
        all
    }

    /// Why a comment is of no use, if it is of none. Of one in the form of another tool that is said only where it
    /// names rules of ours.
    fn why_unused(&self, index: usize, standing: &StandingOf<'_>) -> Option<String> {
        let comment = &self.comments[index];
        let is_ours = comment.form == Form::Assay;
        let used = self.used.borrow();
        let Some(ids) = &comment.ids else {
            let is_unused = is_ours && !used.contains(&(index, 0));
            return is_unused.then(|| {
                "This comment suppresses nothing: no rule finds anything here. Remove it."
                    .to_owned()
            });
        };
        let mut unused = ids
            .iter()
            .enumerate()
            .filter(|(at, _)| !used.contains(&(index, *at)));
        unused.find_map(|(_, id)| {
            match standing(&|rule| comment.form.names_id(id, rule)) {
                Standing::Ran => Some(format!(
                    "This comment suppresses nothing: the rule `{id}` finds nothing here. Remove it."
                )),
                Standing::Unknown if is_ours => Some(format!(
                    "This comment suppresses nothing: no rule that runs on this file has the ID `{id}`."
                )),
                _ => None,
            }
        })
    }

    /// Takes a comment up; one that is known already stays as it is.
    fn add(&mut self, comment: Comment) -> usize {
        let here = self
            .written
            .entry((comment.form, comment.line))
            .or_default();
        let known = here
            .iter()
            .find(|index| self.comments[**index].ids == comment.ids);
        if let Some(index) = known {
            return *index;
        }
        here.push(self.comments.len());
        self.comments.push(comment);
        self.comments.len() - 1
    }

    fn hide_in_file(&mut self, comment: Comment) {
        if self.file.len() < MOST {
            let index = self.add(comment);
            self.file.push(index);
        }
    }

    /// From a line to the one before `end`.
    fn hide_stretch(&mut self, start: usize, end: usize, comment: Comment) {
        if self.stretches.len() < MOST {
            let index = self.add(comment);
            self.stretches.push((start, end, index));
        }
    }

    fn hide(&mut self, line: usize, comment: Comment) {
        let index = self.add(comment);
        let here = self.lines.entry(line).or_default();
        if !here.contains(&index) {
            here.push(index);
        }
    }
}

/// A comment with its last day; one whose date is none is at fault.
fn dated((mut comment, reach): (Comment, Reach)) -> Result<(Comment, Reach), Fault> {
    match dates::last_day(&comment.text) {
        Ok(until) => comment.until = until,
        Err(date) => {
            return Err(Fault {
                form: comment.form,
                line: comment.line,
                message: format!("`{date}` is not a date such as 2030-12-31"),
            });
        }
    }
    Ok((comment, reach))
}

fn expired(comment: &Comment) -> String {
    let day = comment.until.as_deref().unwrap_or_default();
    format!(
        "This comment expired on {day} and suppresses nothing. Fix what it hid, or give it a new date."
    )
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
        let found = Suppressions::collect(text, None);
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
        let found = Suppressions::collect("a # gitleaks:allow", None);
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
            let found = Suppressions::collect(text, None);
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
        let found = Suppressions::collect(text, None);
        let rule = rule("a.b.rule-x", &[]);
        let lines: Vec<usize> = (0..text.lines().count())
            .filter(|line| found.hides_rule(&rule, *line).is_some())
            .collect();
        assert_eq!(lines, hidden, "{text}");
        assert_eq!(found.faults.len(), malformed, "{text}");
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

    /// What is said of comments where `rule-x` has run and has found something on `matched` (from 0), on 2025-01-01; with
    /// their lines, from 1.
    fn told(text: &str, matched: Option<usize>) -> Vec<(CommentFault, u32)> {
        let found = Suppressions::collect(text, Some(1_735_689_600.0));
        if let Some(line) = matched {
            found.hides_rule(&rule("a.b.rule-x", &["bandit/B602"]), line);
        }
        let standing = |means: &dyn Fn(&str) -> bool| match (means("a.b.rule-x"), means("held")) {
            (true, _) => Standing::Ran,
            (_, true) => Standing::Held,
            _ => Standing::Unknown,
        };
        let notices = found.notices(&standing, true).into_iter();
        notices.map(|one| (one.fault, one.line)).collect()
    }

    #[test]
    fn what_hides_nothing_is_told() {
        use CommentFault::Unused;
        assert_eq!(told("a # assay-ignore: rule-x", Some(0)), []);
        assert_eq!(told("a # assay-ignore: rule-x", None), [(Unused, 1)]);
        assert_eq!(told("a\nb # assay-ignore", None), [(Unused, 2)]);
        assert_eq!(told("a\n# assay-ignore", None), [(Unused, 2)]);
        assert_eq!(
            told("a # assay-ignore: rule-x, nothing", Some(0)),
            [(Unused, 1)]
        );
        assert_eq!(told("a # assay-ignore: held", None), []);
        assert_eq!(told("a # nosem: rule-x", None), [(Unused, 1)]);
        assert_eq!(told("a # nosem: of-another-tool", None), []);
        assert_eq!(told("a # nosem", None), []);
        assert_eq!(told("a  # noqa: S602", None), []);
        assert_eq!(told("a // eslint-disable-line", None), []);
    }

    #[test]
    fn of_a_text_that_was_not_checked_whole_only_faults_are_told() {
        let found = Suppressions::collect("a # assay-ignore: rule-x\nb # assay-ignore:", None);
        let notices = found.notices(&|_| Standing::Ran, false);
        assert_eq!(notices.len(), 1);
        assert_eq!(notices[0].fault, CommentFault::Malformed);
    }

    #[test]
    fn a_comment_holds_to_its_last_day() {
        use CommentFault::Expired;
        let day = |until: &str| {
            told(
                &format!("a # assay-ignore: rule-x -- why, until {until}"),
                Some(0),
            )
        };
        assert_eq!(day("2025-01-01"), []);
        assert_eq!(day("2024-12-31"), [(Expired, 1)]);
        assert_eq!(
            told("a  # noqa  expires 2024-01-01", Some(0)),
            [(Expired, 1)]
        );
        let text = "a # assay-ignore -- until 2024-12-31";
        let found = Suppressions::collect(text, Some(1_735_689_600.0));
        assert!(found.hides_rule(&rule("r", &[]), 0).is_none());
        check("a # assay-ignore: rule-x -- until 2024-13-01", &[], 1);
    }
}
