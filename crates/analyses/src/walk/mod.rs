//! One walk over a tree for all that is told of names: each node is looked at once, in the light of where it stands.

mod definitions;
mod docs;
mod exports;
mod kinds;
mod scopes;
mod statements;
mod walker;

use std::cell::OnceCell;

use assay_context::{FileContext, tree_of};
use assay_languages::outline;
use assay_project::{Imports, Symbols};

use kinds::with_kinds;
use walker::Walker;

/// What one walk has seen.
pub struct Walked {
    /// The names.
    pub symbols: Symbols,
    /// The imports.
    pub imports: Imports,
}

/// The walk over a file, shared by those who ask for it.
#[derive(Default)]
struct Shared(OnceCell<Option<Walked>>);

/// Asks something of the walk over a file, which is made once; none if there is no tree, or the time was up.
pub fn walked<T>(file: &FileContext<'_>, ask: impl FnOnce(&Walked) -> T) -> Option<T> {
    let shared = file.derived::<Shared>();
    shared.0.get_or_init(|| walk(file)).as_ref().map(ask)
}

fn walk(file: &FileContext<'_>) -> Option<Walked> {
    let lang = file.language?;
    let outline = outline(lang)?;
    let document = file.document()?;
    with_kinds(lang, |kinds| {
        Walker::new(outline, kinds, &file.text).run(tree_of(&document), file.host.tick)
    })?
}
