//! Refactorings within one file: imports put in order, variables and functions extracted and inlined.
//!
//! Each says what it changes, or in a sentence why it does not: what is not certain to mean the same is refused.

mod code;
mod effects;
mod extract_function;
mod extract_variable;
mod imports;
mod inline_function;
mod inline_variable;
mod new_home;

use assay_context::FileContext;
use assay_languages::{Blocks, code_outline};
use assay_model::Edit;
use serde::{Deserialize, Serialize};

use code::Code;

/// What is to be done. Offsets are in UTF-8 bytes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum Refactor {
    /// Imports that nobody uses are taken away, those of one module are joined, and all stand in order.
    OrganiseImports,
    /// An expression gets a name, right before its statement.
    ExtractVariable {
        /// The first byte of the expression.
        start: u32,
        /// The byte behind it.
        end: u32,
        /// The name.
        name: String,
    },
    /// An expression or statements become a function.
    ExtractFunction {
        /// The first byte.
        start: u32,
        /// The byte behind it.
        end: u32,
        /// The name of the function.
        name: String,
    },
    /// A variable or a function gives way to what it stands for.
    Inline {
        /// A byte of its name, where it is declared or used.
        offset: u32,
    },
}

/// What a refactoring changes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Refactored {
    /// What was done, such as `Inline total`.
    pub title: String,
    /// In the order of the text.
    pub edits: Vec<Edit>,
}

/// Why nothing is changed, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub String);

impl Refused {
    fn new(why: impl Into<String>) -> Refused {
        Refused(why.into())
    }
}

/// Whether code in the language of a file can be changed at all.
pub fn covers(file: &FileContext<'_>) -> bool {
    file.language
        .and_then(code_outline)
        .is_some_and(|outline| outline.writing.is_some())
}

/// What a refactoring of a file changes.
pub fn refactor(file: &FileContext<'_>, order: &Refactor) -> Result<Refactored, Refused> {
    let writing = file
        .language
        .and_then(code_outline)
        .and_then(|outline| outline.writing);
    let writing =
        writing.ok_or_else(|| Refused::new("Code in this language is not changed yet."))?;
    if *order == Refactor::OrganiseImports {
        return imports::organise(file, writing.imports);
    }
    if writing.blocks == Blocks::Unwritten {
        return Err(Refused::new("Code in this language is not changed yet."));
    }
    let code = Code::of(file, writing.blocks)?;
    match order {
        Refactor::OrganiseImports => imports::organise(file, writing.imports),
        Refactor::ExtractVariable { start, end, name } => {
            extract_variable::extract(&code, *start as usize..*end as usize, name)
        }
        Refactor::ExtractFunction { start, end, name } => {
            extract_function::extract(&code, *start as usize..*end as usize, name)
        }
        Refactor::Inline { offset } => {
            let declared = code.declared_around(*offset)?;
            match code.function_of(declared) {
                Some(function) => inline_function::inline(&code, declared, function),
                None => inline_variable::inline(&code, declared),
            }
        }
    }
}
