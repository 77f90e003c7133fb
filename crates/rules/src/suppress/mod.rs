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
#[cfg(test)]
mod tests;
mod tree;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use assay_context::Document;
use assay_model::RuleInfo;
use assay_text::InOrder;

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
                    // Above what starts with the file, such as the file as a whole, there is no line.
                    Ok((comment, Reach::Next)) if number > 0 => waiting.push(comment),
                    Ok((comment, Reach::Next | Reach::LineAndNext)) => {
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
        found.put_in_order();
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
        all.put_in_order_by_key(|notice| notice.line);
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
