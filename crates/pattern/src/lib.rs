//! Patterns of code in Semgrep's sense: code with metavariables and ellipses, found in code.
//!
//! A [`Pattern`] is parsed with the ordinary grammar of its language: metavariables become names, `...`
//! becomes whatever the grammar takes at its place, and text around it makes it a whole file. It is then
//! lowered like any code (see `assay-syntax`), so that pattern and code have one shape, and one matcher
//! serves all languages. Matching is by backtracking in continuation-passing style: every way to match
//! is found, in the order of the text.
//!
//! What matches what is described by Semgrep's documentation (pattern syntax, rule options); the
//! equivalences are those of its open engine.

mod backtracking;
mod bindings;
mod definitions;
mod equal;
mod fields;
mod guesses;
mod heads;
mod implicit;
mod imports;
mod lists;
mod marks;
mod matcher;
mod misread;
mod operators;
mod options;
mod parse;
mod pattern;
mod prepare;
mod quotes;
mod root;
mod search;
mod spelled;
mod statements;
mod strings;
mod target;
mod texts;
mod typed_code;
mod typed_metavars;
mod types;
mod words;

pub use backtracking::{Backtracking, LimitReached};
pub use bindings::{Bindings, BoundValue};
pub use equal::same_value;
pub use options::Options;
pub use pattern::{Pattern, PatternError};
pub use search::{LeftOut, PatternMatch, Progress, find, find_at, find_on};
pub use target::{Matches, Target};
pub use typed_code::typed_language;
pub use words::{Word, needed};
