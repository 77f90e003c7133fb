//! The project as a whole: what each file tells the others, joined.
//!
//! A [`Summary`] is plain data that outlives the text it was made of: what other files may need to know of one.
//! [`Project`] holds those of all files, finds definitions by name and the files that imports lead to.

mod ask;
mod codec;
mod imports;
mod listing;
mod navigation;
mod outline;
mod paths;
mod project;
mod resolve;
mod scopes;
pub mod search;
mod standing;
mod summary;
mod suppressed;
mod symbols;
mod texts;

pub use ask::{AskRow, Embedding, Questions};
pub use codec::{Damaged, Names};
pub use imports::{Import, ImportedName, Imports};
pub use listing::{SymbolRow, symbols};
pub use navigation::{
    CalleeRow, Callees, CannotMove, CannotRename, ChangedFile, DefinitionRow, HoverRow, Known,
    Lead, LocalName, LocalNames, MovedFile, Moving, Navigator, Obstacle, ReferenceRow, Renaming,
    ResolvedImport, Subtypes, UsedFile, UsedPlace, Uses,
};
pub use outline::{OutlineRow, outline};
pub use paths::without_dots;
pub use project::{File, FileId, FoundDefinition, Project};
pub use scopes::{CALLED, Declared, Expression, GIVEN, Member, Scope, ScopeKind, Scopes};
pub use standing::{Standing, standing, standing_of};
pub use summary::Summary;
pub use suppressed::{Hidden, Suppressed};
pub use symbols::{Container, Definition, Export, Occurrence, Symbols};
pub use texts::{Text, Texts};
