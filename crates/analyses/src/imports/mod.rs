//! What a file takes from others, as its text has it.

mod missing;

use assay_context::FileContext;
use assay_languages::{Lang, code_outline};
use assay_project::Imports;

use crate::Analysis;
use crate::walk::walked;

pub use missing::missing_imports;

/// Tells the imports of each file.
pub struct ImportsAnalysis;

impl Analysis for ImportsAnalysis {
    fn id(&self) -> &'static str {
        Imports::ANALYSIS
    }

    fn version(&self) -> u32 {
        Imports::VERSION
    }

    fn covers(&self, lang: Lang) -> bool {
        code_outline(lang).is_some()
    }

    fn summarise(&self, file: &FileContext<'_>) -> Option<Vec<u8>> {
        walked(file, |walked| walked.imports.encode())
    }
}
