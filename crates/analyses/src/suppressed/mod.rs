//! Which findings of rules about the project the comments of a file hide.

use assay_context::FileContext;
use assay_languages::{Lang, code_outline};
use assay_project::{Hidden, Suppressed};
use assay_rules::Suppressions;

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
        let mut comments = Suppressions::collect(&file.text);
        comments.read_tree(&*file.document()?);
        let rules = all().iter().flat_map(|analysis| analysis.rules());
        let hidden = rules.flat_map(|rule| {
            let hides = |(line, comment_line, comment): (Option<usize>, u32, &str)| Hidden {
                rule: rule.id.clone(),
                line: line.map(|line| line as u32 + 1),
                comment: comment.to_owned(),
                comment_line,
            };
            comments
                .hiding(&rule.id)
                .into_iter()
                .map(hides)
                .collect::<Vec<_>>()
        });
        Some(Suppressed(hidden.collect()).encode())
    }
}
