//! Which findings of rules about the project the comments of a file hide.

use assay_context::FileContext;
use assay_languages::{Lang, code_outline};
use assay_project::{Hidden, Suppressed};
use assay_rules::{Hiding, Suppressions};

use crate::{Analysis, all};

/// Tells where each file hides findings of the project.
pub struct SuppressedAnalysis;

impl Analysis for SuppressedAnalysis {
    fn id(&self) -> &'static str {
        Suppressed::ANALYSIS
    }

    fn version(&self) -> u32 {
        Suppressed::VERSION
    }

    fn covers(&self, lang: Lang) -> bool {
        code_outline(lang).is_some()
    }

    fn summarise(&self, file: &FileContext<'_>) -> Option<Vec<u8>> {
        let mut comments = Suppressions::collect(&file.text, None);
        comments.read_tree(&*file.document()?);
        let rules = all().iter().flat_map(|analysis| analysis.rules());
        let hidden = rules.flat_map(|rule| {
            let hides = |one: Hiding<'_>| Hidden {
                rule: rule.id.clone(),
                lines: one
                    .lines
                    .map(|(start, end)| (from_one(start), from_one(end))),
                comment: one.comment.to_owned(),
                comment_line: one.comment_line,
            };
            let hiding = comments.hiding(&rule);
            hiding.into_iter().map(hides).collect::<Vec<_>>()
        });
        Some(Suppressed(hidden.collect()).encode())
    }
}

/// A line that counts from 0; the end of the file stays beyond all lines.
fn from_one(line: usize) -> u32 {
    u32::try_from(line).map_or(u32::MAX, |line| line.saturating_add(1))
}
