//! Turns what rules found in byte offsets into findings for people.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range as Bytes;

use assay_languages::Lang;
use assay_model::{
    Confidence, Doubt, Edit, Finding, FindingOrigin, Fix, FlowKind, FlowStep, Label, Location,
    Metavariable, Position, Range, RuleOrigin, Severity, Status,
};
use assay_project::{Standing, standing_of};
use assay_rules::{Comment, CommentNotice, Match, Replacement, Rule, Suppressions, Threat};
use assay_text::{EXCERPT, InOrder, LineIndex, excerpt};
use tree_sitter::Tree;

use crate::identity::{Identities, Scope, scopes_of, surroundings};

/// How many findings a file may have: no one reads more, and each takes memory up to the list of all.
pub const MOST: usize = 50_000;

/// Makes the edits that add imports to code of a language.
pub type MakeImports<'m> = dyn Fn(&str, &[String]) -> Option<Vec<Replacement>> + 'm;

/// The findings of one file as they come in. Lines are counted only if there is one.
pub struct Findings<'f> {
    path: &'f str,
    /// Asked for with the first finding.
    standing: Option<Standing>,
    index: Option<LineIndex>,
    found: Vec<(Finding, Scope)>,
    /// The first ids of rules that have had others.
    first_ids: HashMap<String, String>,
    /// What the fixes of rules import, by the rules' ids.
    imports: HashMap<String, Vec<String>>,
    /// How many of them have their scopes.
    scoped: usize,
    /// There were more than a file may have.
    pub is_full: bool,
}

impl<'f> Findings<'f> {
    /// None yet.
    pub fn new(path: &'f str) -> Findings<'f> {
        Findings {
            path,
            standing: None,
            index: None,
            found: Vec::new(),
            first_ids: HashMap::new(),
            imports: HashMap::new(),
            scoped: 0,
            is_full: false,
        }
    }

    /// The path of the file.
    pub fn path(&self) -> &'f str {
        self.path
    }

    /// Adds a match of a rule about a whole file, with the comment that hides it.
    pub fn add_of_file(
        &mut self,
        text: &str,
        rule: &Rule,
        lang: Option<Lang>,
        matched: Match,
        suppressions: &Suppressions,
    ) {
        let index = self.index.get_or_insert_with(|| LineIndex::new(text));
        let line = index.place(text, matched.range.start).line as usize - 1;
        let language = lang.map_or("text", Lang::id);
        let hidden = suppressions.hides_rule(&rule.info, line);
        self.add(text, rule, language, matched, hidden);
    }

    /// Adds a match of a rule; `hidden` is the comment that hides it.
    pub fn add(
        &mut self,
        text: &str,
        rule: &Rule,
        language: &str,
        matched: Match,
        hidden: Option<&Comment>,
    ) {
        let doubt = self.doubt(text, rule, matched.is_guess());
        let index = self.index.get_or_insert_with(|| LineIndex::new(text));
        let range = |bytes: &Bytes<usize>| Range {
            start: position(index, text, bytes.start),
            end: position(index, text, bytes.end),
        };
        let threat = matched.flow.iter().find_map(|step| step.threat);
        // A guess is told where it is why the confidence is lower than the rule's.
        let is_doubted = doubt == Some(Doubt::Unfollowed);
        let is_told = |step: &assay_rules::Step| step.kind != FlowKind::Guess || is_doubted;
        let finding = Finding {
            rule_id: rule.info.id.clone(),
            language: language.to_owned(),
            severity: rule.severity,
            range: range(&matched.range),
            excerpt: excerpt(text.get(matched.range).unwrap_or_default(), EXCERPT).to_owned(),
            message: naming_source(matched.message, threat),
            metavars: matched
                .metavars
                .into_iter()
                .map(|(name, capture)| {
                    (
                        name,
                        Metavariable {
                            text: capture.text,
                            range: capture.range.as_ref().map(range),
                        },
                    )
                })
                .collect::<BTreeMap<_, _>>(),
            labels: matched
                .marks
                .into_iter()
                .map(|mark| Label {
                    style: mark.style,
                    message: mark.message,
                    location: Location::here(range(&mark.range)),
                })
                .collect(),
            flow: matched
                .flow
                .into_iter()
                .filter(is_told)
                .map(|step| FlowStep {
                    kind: step.kind,
                    excerpt: excerpt(line_at(text, step.range.start), EXCERPT).to_owned(),
                    location: Location::here(range(&step.range)),
                    note: step.note,
                    threat: step.threat.map(|threat| threat.name().to_owned()),
                })
                .collect(),
            fix: matched.fix.map(|fix| Fix {
                range: range(&fix.range),
                text: fix.text,
                is_safe: rule.fixing.is_safe,
                also: Vec::new(),
            }),
            identity: String::new(),
            surroundings: String::new(),
            status: hidden.map_or(matched.status, |comment| Status::Suppressed {
                comment: comment.text.clone(),
                line: comment.line,
                until: comment.until.clone(),
            }),
            origin: FindingOrigin::File,
            confidence: doubt.map_or(rule.info.classes.confidence, |_| Some(Confidence::Low)),
            doubt,
        };
        // Ways to match at one place come one after another.
        let last = self.found.last();
        let is_known = last.is_some_and(|(last, _)| is_same(&finding, last));
        self.is_full |= !is_known && self.found.len() == MOST;
        if !is_known && !self.is_full {
            self.note_first_id(rule);
            self.note_imports(rule, &finding);
            self.found.push((finding, Scope::default()));
        }
    }

    /// Why a match of a rule is less sure to be a fault here. Whoever uses others' code or makes code has nothing to mend
    /// in it. Tests and examples are no way in for anybody, nobody waits for them, and what goes wrong in one shows where
    /// it runs, so what a rule of ours says of them is seldom of use. Nor is it sure of data that went through code that
    /// is not there to be seen.
    fn doubt(&mut self, text: &str, rule: &Rule, is_guess: bool) -> Option<Doubt> {
        let info = &rule.info;
        if info.origin != RuleOrigin::Builtin || info.classes.confidence.is_none() {
            return None;
        }
        let path = self.path;
        let standing = *self.standing.get_or_insert_with(|| standing_of(path, text));
        match standing {
            Standing::Vendored => Some(Doubt::Vendored),
            Standing::Generated => Some(Doubt::Generated),
            Standing::Test => Some(Doubt::Test),
            Standing::Code => is_guess.then_some(Doubt::Unfollowed),
        }
    }

    /// Adds what is wrong with a comment that hides findings.
    pub fn add_notice(
        &mut self,
        text: &str,
        language: &str,
        severity: Severity,
        notice: CommentNotice,
    ) {
        let CommentNotice {
            fault,
            line,
            message,
        } = notice;
        let index = self.index.get_or_insert_with(|| LineIndex::new(text));
        let range = line_of(index, text, line);
        let finding = Finding {
            rule_id: fault.rule_id().to_owned(),
            language: language.to_owned(),
            severity,
            message,
            range: Range {
                start: position(index, text, range.start),
                end: position(index, text, range.end),
            },
            excerpt: excerpt(text.get(range).unwrap_or_default(), EXCERPT).to_owned(),
            metavars: BTreeMap::new(),
            labels: Vec::new(),
            flow: Vec::new(),
            fix: None,
            identity: String::new(),
            surroundings: String::new(),
            status: Status::Open,
            origin: FindingOrigin::File,
            confidence: Some(Confidence::High),
            doubt: None,
        };
        self.is_full |= self.found.len() == MOST;
        if !self.is_full {
            self.found.push((finding, Scope::default()));
        }
    }

    fn note_first_id(&mut self, rule: &Rule) {
        let first = rule.info.first_id();
        if first != rule.info.id && !self.first_ids.contains_key(&rule.info.id) {
            self.first_ids
                .insert(rule.info.id.clone(), first.to_owned());
        }
    }

    fn note_imports(&mut self, rule: &Rule, finding: &Finding) {
        let imports = &rule.fixing.imports;
        if finding.fix.is_some() && !imports.is_empty() && !self.imports.contains_key(&rule.info.id)
        {
            self.imports.insert(rule.info.id.clone(), imports.clone());
        }
    }

    /// Gives fixes the edits that add what they import. `edits` makes them for code of a language; where it cannot, such
    /// code is not fixed: it would not run.
    pub fn add_imports(&mut self, text: &str, edits: &MakeImports<'_>) {
        if self.imports.is_empty() {
            return;
        }
        let mut made: HashMap<(&str, &str), Option<Vec<Edit>>> = HashMap::new();
        let index = self.index.get_or_insert_with(|| LineIndex::new(text));
        for (finding, _) in &mut self.found {
            let Some((id, imports)) = self.imports.get_key_value(&finding.rule_id) else {
                continue;
            };
            let language = Lang::from_name(&finding.language).map_or("text", Lang::id);
            let also = made.entry((id, language)).or_insert_with(|| {
                let edits = edits(language, imports)?.into_iter();
                let edit = |edit: Replacement| Edit {
                    range: Range {
                        start: position(index, text, edit.range.start),
                        end: position(index, text, edit.range.end),
                    },
                    text: edit.text,
                };
                Some(edits.map(edit).collect())
            });
            finding.fix = also.as_ref().and_then(|also| {
                finding.fix.take().map(|fix| Fix {
                    also: also.clone(),
                    ..fix
                })
            });
        }
    }

    /// Finds out which definitions of a tree are around the matches that were added since it was last asked.
    pub fn set_scopes(&mut self, text: &str, tree: &Tree) {
        let new = &mut self.found[self.scoped..];
        new.put_in_order_by_key(|(finding, _)| finding.range);
        let bytes = |range: Range| range.start.offset as usize..range.end.offset as usize;
        let places: Vec<Bytes<usize>> = new.iter().map(|(one, _)| bytes(one.range)).collect();
        if !places.is_empty() {
            let scopes = scopes_of(tree, text, &places);
            for ((_, place), scope) in new.iter_mut().zip(scopes) {
                *place = scope;
            }
        }
        self.scoped = self.found.len();
    }

    /// All of them in their stable order, each once, with identities.
    pub fn finish(self, text: &str) -> Vec<Finding> {
        let mut found = self.found;
        found.put_in_order_by(|(a, _), (b, _)| (a.range, &a.rule_id).cmp(&(b.range, &b.rule_id)));
        found.dedup_by(|(next, _), (kept, _)| is_same(next, kept));
        let index = self.index.unwrap_or_else(|| LineIndex::new(text));
        let mut identities = Identities::default();
        let identified = found.into_iter().map(|(mut finding, scope)| {
            let Range { start, end } = finding.range;
            let matched = text.get(start.offset as usize..end.offset as usize);
            let rule = self
                .first_ids
                .get(&finding.rule_id)
                .unwrap_or(&finding.rule_id);
            finding.identity = identities.next(rule, matched.unwrap_or_default(), scope);
            finding.surroundings = surroundings(text, &index, start.line, end.line);
            finding
        });
        identified.collect()
    }
}

/// Whether two findings are one to who reads them.
fn is_same(one: &Finding, other: &Finding) -> bool {
    one.range == other.range && one.rule_id == other.rule_id && one.fix == other.fix
}

/// A line, counted from 1, without the space around it.
fn line_of(index: &LineIndex, text: &str, line: u32) -> Bytes<usize> {
    let start = index.start_of(line).unwrap_or(text.len());
    let line = text[start..].lines().next().unwrap_or_default();
    let indent = line.len() - line.trim_start().len();
    start + indent..start + line.trim_end().len().max(indent)
}

/// The text from the start of the line that an offset is in.
fn line_at(text: &str, offset: usize) -> &str {
    let before = text.get(..offset).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    text.get(start..).unwrap_or_default()
}

fn position(index: &LineIndex, text: &str, offset: usize) -> Position {
    let place = index.place(text, offset);
    Position {
        line: place.line,
        col: place.col,
        offset: offset.min(text.len()) as u32,
    }
}

/// A rule's message speaks of requests, where most data comes from; a finding's says where its own does.
fn naming_source(message: String, threat: Option<Threat>) -> String {
    match threat {
        Some(threat) if threat != Threat::Remote => {
            message.replace(Threat::Remote.data(), threat.data())
        }
        _ => message,
    }
}
