//! The project as a whole: what each file tells the others, joined.
//!
//! A [`Summary`] is plain data that outlives the text it was made of: what other files may need to know of one.
//! [`Project`] holds those of all files, finds definitions by name and the files that imports lead to.

mod codec;
mod imports;
mod listing;
mod paths;
mod project;
pub mod search;
mod standing;
mod summary;
mod suppressed;
mod symbols;
mod texts;

pub use codec::{Damaged, Names};
pub use imports::{Import, ImportedName, Imports};
pub use listing::{SymbolRow, symbols};
pub use project::{File, FileId, FoundDefinition, Project, ResolvedImport};
pub use standing::{Standing, standing};
pub use summary::Summary;
pub use suppressed::{Hidden, Suppressed};
pub use symbols::{Container, Definition, Export, Occurrence, Symbols};
pub use texts::{Text, Texts};
