//! Turns what rules found in byte offsets into findings for people.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range as Bytes;

use assay_languages::Lang;
use assay_model::{Finding, Fix, FlowStep, Label, Metavariable, Position, Range, Suppression};
use assay_rules::{Match, Rule, Suppressions};
use assay_text::{LineIndex, excerpt, squeeze};
use xxhash_rust::xxh3::Xxh3;

/// Characters of a finding's excerpt.
const EXCERPT: usize = 200;
/// Bytes of a match that its fingerprint looks at. Matches may lie in each other a thousand deep, so
/// that hashing all of each would take quadratic time; equal starts are told apart by their order.
const FINGERPRINTED: usize = 4096;

/// The findings of one file as they come in. Lines are counted only if there is one.
pub struct Findings<'f> {
    path: &'f str,
    index: Option<LineIndex>,
    found: Vec<Finding>,
}

impl<'f> Findings<'f> {
    /// None yet.
    pub fn new(path: &'f str) -> Findings<'f> {
        Findings {
            path,
            index: None,
            found: Vec::new(),
        }
    }

    /// The path of the file.
    pub fn path(&self) -> &'f str {
        self.path
    }

    /// Adds a match of a rule about a whole file, with the comment or the closer look that hides it.
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
        let dismissed = matched.dismissed.clone();
        let hidden = suppressions
            .hides(&rule.info.id, line)
            .or_else(|| Some((line as u32 + 1, dismissed.as_deref()?)));
        self.add(text, rule, language, matched, hidden);
    }

    /// Adds a match of a rule; `hidden` is what hides it.
    pub fn add(
        &mut self,
        text: &str,
        rule: &Rule,
        language: &str,
        matched: Match,
        hidden: Option<(u32, &str)>,
    ) {
        let index = self.index.get_or_insert_with(|| LineIndex::new(text));
        let range = |bytes: &Bytes<usize>| Range {
            start: position(index, text, bytes.start),
            end: position(index, text, bytes.end),
        };
        self.found.push(Finding {
            rule_id: rule.info.id.clone(),
            language: language.to_owned(),
            severity: rule.severity,
            range: range(&matched.range),
            excerpt: excerpt(text.get(matched.range).unwrap_or_default(), EXCERPT).to_owned(),
            message: matched.message,
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
                    range: range(&mark.range),
                })
                .collect(),
            flow: matched
                .flow
                .into_iter()
                .map(|step| FlowStep {
                    kind: step.kind,
                    excerpt: excerpt(line_at(text, step.range.start), EXCERPT).to_owned(),
                    range: range(&step.range),
                    note: step.note,
                })
                .collect(),
            fix: matched.fix.map(|fix| Fix {
                range: range(&fix.range),
                text: fix.text,
            }),
            fingerprint: String::new(),
            suppression: hidden.map(|(line, comment)| Suppression {
                line,
                comment: comment.to_owned(),
            }),
        });
    }

    /// All of them in their stable order, each once, with fingerprints.
    pub fn finish(self, text: &str) -> Vec<Finding> {
        let mut found = self.found;
        found.sort_by(|a, b| (a.range, &a.rule_id).cmp(&(b.range, &b.rule_id)));
        found.dedup_by(|next, kept| {
            next.range == kept.range && next.rule_id == kept.rule_id && next.fix == kept.fix
        });
        let mut seen: HashMap<u128, u32> = HashMap::new();
        for finding in &mut found {
            let start = finding.range.start.offset as usize;
            let length = (finding.range.end.offset as usize).saturating_sub(start);
            let matched = squeeze(head(
                text.get(start..).unwrap_or_default(),
                length.min(FINGERPRINTED),
            ));
            let equals = hash(&[&finding.rule_id, self.path, &matched]);
            let ordinal = seen.entry(equals).or_default();
            finding.fingerprint = format!(
                "{:032x}",
                hash(&[&format!("{equals:x}"), &ordinal.to_string()])
            );
            *ordinal += 1;
        }
        found
    }
}

/// At most so many bytes from the start of a text, in whole characters.
fn head(text: &str, length: usize) -> &str {
    let end = (0..=length.min(text.len()))
        .rev()
        .find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or(0)]
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

fn hash(parts: &[&str]) -> u128 {
    let mut hasher = Xxh3::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.digest128()
}
