//! What a file takes from others.

use assay_model::Range;

use crate::codec::{Damaged, Reader, START, Writer};

/// The imports of one file, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imports(pub Vec<Import>);

/// What is imported from one module by one statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The module, as the text has it, without quotes.
    pub module: String,
    /// What of it; empty if it is only run.
    pub names: Vec<ImportedName>,
    /// The statement.
    pub range: Range,
    /// Its first line.
    pub excerpt: String,
    /// Only types are taken, so that nothing of the module runs.
    pub is_type_only: bool,
    /// It happens when a function runs, not when the file is loaded.
    pub is_deferred: bool,
    /// What is imported is exported, too.
    pub is_reexport: bool,
}

/// A name that is imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedName {
    /// Its name in the module; none for the module as a whole, `*` for all it has, `default` as in JavaScript.
    pub name: Option<String>,
    /// Its name in the file, if that is another one.
    pub alias: Option<String>,
}

const TYPE_ONLY: u32 = 1;
const DEFERRED: u32 = 2;
const REEXPORT: u32 = 4;

impl Imports {
    /// The analysis that makes them.
    pub const ANALYSIS: &'static str = "imports";
    /// The version of the bytes.
    pub const VERSION: u32 = 2;

    /// The imports as bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut to = Writer::default();
        to.number(self.0.len() as u32);
        let mut last = START;
        for import in &self.0 {
            to.text(&import.module);
            let flag = |is: bool, flag: u32| if is { flag } else { 0 };
            to.number(
                flag(import.is_type_only, TYPE_ONLY)
                    | flag(import.is_deferred, DEFERRED)
                    | flag(import.is_reexport, REEXPORT),
            );
            to.range(import.range, last);
            to.text(&import.excerpt);
            last = import.range.start;
            to.number(import.names.len() as u32);
            for ImportedName { name, alias } in &import.names {
                for text in [name, alias] {
                    to.number(u32::from(text.is_some()));
                    if let Some(text) = text {
                        to.text(text);
                    }
                }
            }
        }
        to.finish()
    }

    /// The imports that bytes stand for.
    pub fn decode(bytes: &[u8]) -> Result<Imports, Damaged> {
        let mut from = Reader::new(bytes);
        let mut imports = Vec::new();
        let mut last = START;
        for _ in 0..from.count()? {
            let module = from.text()?.to_owned();
            let flags = from.number()?;
            let range = from.range(last)?;
            last = range.start;
            let excerpt = from.text()?.to_owned();
            let mut names = Vec::new();
            for _ in 0..from.count()? {
                names.push(ImportedName {
                    name: optional_text(&mut from)?,
                    alias: optional_text(&mut from)?,
                });
            }
            imports.push(Import {
                module,
                names,
                range,
                excerpt,
                is_type_only: flags & TYPE_ONLY != 0,
                is_deferred: flags & DEFERRED != 0,
                is_reexport: flags & REEXPORT != 0,
            });
        }
        from.end()?;
        Ok(Imports(imports))
    }
}

fn optional_text(from: &mut Reader<'_>) -> Result<Option<String>, Damaged> {
    match from.number()? {
        0 => Ok(None),
        _ => Ok(Some(from.text()?.to_owned())),
    }
}
