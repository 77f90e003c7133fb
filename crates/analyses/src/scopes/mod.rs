//! The scopes of each file: where its names are known, and what tells the types of things.

mod declarations;
mod expressions;
mod given;
mod walk;

use assay_context::FileContext;
use assay_languages::{Lang, code_outline};
use assay_project::Scopes;

use crate::Analysis;

/// Tells the scopes of each file.
pub struct ScopesAnalysis;

impl Analysis for ScopesAnalysis {
    fn id(&self) -> &'static str {
        Scopes::ANALYSIS
    }

    fn version(&self) -> u32 {
        Scopes::VERSION
    }

    fn covers(&self, lang: Lang) -> bool {
        code_outline(lang).is_some()
    }

    fn summarise(&self, file: &FileContext<'_>) -> Option<Vec<u8>> {
        file.document()?;
        // Code that was read in another way than it is written has other places.
        let common = file
            .common()
            .filter(|common| common.tree.source() == &file.text);
        let scopes = match common {
            Some(common) => walk::scopes(&common.tree, file.host.tick)?,
            None if (file.host.tick)() => return None,
            None => walk::no_scopes(&file.text),
        };
        Some(scopes.encode())
    }
}
