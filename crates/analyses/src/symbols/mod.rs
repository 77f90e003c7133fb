//! Definitions, exports and every name of a file with its role.

use assay_context::FileContext;
use assay_languages::{Lang, code_outline};
use assay_project::Symbols;

use crate::Analysis;
use crate::walk::walked;

/// Tells the names of each file.
pub struct SymbolsAnalysis;

impl Analysis for SymbolsAnalysis {
    fn id(&self) -> &'static str {
        Symbols::ANALYSIS
    }

    fn version(&self) -> u32 {
        Symbols::VERSION
    }

    fn covers(&self, lang: Lang) -> bool {
        code_outline(lang).is_some()
    }

    fn summarise(&self, file: &FileContext<'_>) -> Option<Vec<u8>> {
        walked(file, |walked| walked.symbols.encode())
    }
}
