//! Edits of many files, as they are gathered.

use std::collections::BTreeMap;

use assay_model::Edit;
use assay_text::{InOrder, LineIndex};

use super::super::rename::range;
use super::super::{ChangedFile, Navigator, Obstacle};
use crate::FileId;

/// Obstacles that are told.
const MOST: usize = 20;

/// Texts by what they replace.
type Edits = BTreeMap<(u32, u32), String>;

/// What is known to change, may change and is text, in one file.
#[derive(Default)]
struct Pending {
    certain: Edits,
    candidates: Edits,
    texts: Edits,
}

/// What changes in all files.
pub struct Changes<'n> {
    navigator: &'n Navigator<'n>,
    files: BTreeMap<FileId, Pending>,
    obstacles: Vec<Obstacle>,
}

impl<'n> Changes<'n> {
    pub fn new(navigator: &'n Navigator<'n>) -> Changes<'n> {
        Changes {
            navigator,
            files: BTreeMap::new(),
            obstacles: Vec::new(),
        }
    }

    /// Puts a text in the place of a stretch of a file.
    pub fn replace(
        &mut self,
        file: FileId,
        stretch: std::ops::Range<usize>,
        text: impl Into<String>,
    ) {
        let key = (stretch.start as u32, stretch.end as u32);
        self.pending(file).certain.insert(key, text.into());
    }

    /// Puts a text into a file, behind others that are put there.
    pub fn insert(&mut self, file: FileId, at: usize, text: &str) {
        let all = self
            .pending(file)
            .certain
            .entry((at as u32, at as u32))
            .or_default();
        if !all.contains(text) {
            all.push_str(text);
        }
    }

    /// A text that may be another one afterwards.
    pub fn propose(
        &mut self,
        file: FileId,
        stretch: std::ops::Range<usize>,
        text: impl Into<String>,
    ) {
        let key = (stretch.start as u32, stretch.end as u32);
        self.pending(file).candidates.insert(key, text.into());
    }

    /// A name in a comment or a string.
    pub fn mention(
        &mut self,
        file: FileId,
        stretch: std::ops::Range<usize>,
        text: impl Into<String>,
    ) {
        let key = (stretch.start as u32, stretch.end as u32);
        self.pending(file).texts.insert(key, text.into());
    }

    /// Something at a place cannot follow.
    pub fn obstacle(&mut self, file: FileId, offset: u32, why: impl Into<String>) {
        let Some(found) = self.navigator.project.get(file) else {
            return;
        };
        let text = self.navigator.texts.get(&found.path).unwrap_or_default();
        let at = LineIndex::new(&text).place(&text, (offset as usize).min(text.len()));
        self.obstacles.push(Obstacle {
            file: found.path.to_string(),
            line: at.line,
            col: at.col,
            why: why.into(),
        });
    }

    /// Whether a file changes.
    pub fn touches(&self, file: FileId) -> bool {
        self.files
            .get(&file)
            .is_some_and(|one| !one.certain.is_empty())
    }

    fn pending(&mut self, file: FileId) -> &mut Pending {
        self.files.entry(file).or_default()
    }

    /// All of it, in the order of paths.
    pub fn finish(mut self) -> (Vec<ChangedFile>, Vec<Obstacle>) {
        let mut files = Vec::new();
        for (file, pending) in &self.files {
            let Some(found) = self.navigator.project.get(*file) else {
                continue;
            };
            let text = self.navigator.texts.get(&found.path).unwrap_or_default();
            let lines = LineIndex::new(&text);
            let edits = |all: &Edits| edits_of(&text, &lines, all);
            let outside = |all: &Edits| {
                let is_free = |(start, end): &(u32, u32)| {
                    let mut known = pending.certain.keys();
                    !known.any(|(from, to)| start < to && from < end)
                };
                all.iter()
                    .filter(|(key, _)| is_free(key))
                    .map(|(key, text)| (*key, text.clone()))
                    .collect::<Edits>()
            };
            let changed = ChangedFile {
                path: found.path.to_string(),
                certain: edits(&pending.certain),
                candidates: edits(&outside(&pending.candidates)),
                texts: edits(&outside(&pending.texts)),
            };
            if changed != ChangedFile::nothing(&changed.path) {
                files.push(changed);
            }
        }
        files.put_in_order_by(|a, b| a.path.cmp(&b.path));
        self.obstacles.dedup();
        self.obstacles.truncate(MOST);
        (files, self.obstacles)
    }
}

/// Edits that change something.
fn edits_of(text: &str, lines: &LineIndex, all: &Edits) -> Vec<Edit> {
    let changing = all
        .iter()
        .filter(|((start, end), new)| text.get(*start as usize..*end as usize) != Some(new));
    let edits = changing.map(|((start, end), new)| Edit {
        range: range(text, lines, *start..*end),
        text: new.clone(),
    });
    edits.collect()
}
