//! One walk over a tree for all that is told of names: each node is looked at once, in the light of where it stands.

mod calls;
mod definitions;
mod docs;
mod exports;
mod kinds;
mod scopes;
mod statements;
mod walker;

use std::cell::OnceCell;
use std::rc::Rc;

use assay_context::{Document, FileContext, tree_of};
use assay_languages::{Lang, has_grammar, injections, outline};
use assay_project::{Imports, Symbols};

use kinds::kinds_of;
use walker::{Seen, Walker};

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
    let document = file.document()?;
    let parts = match outline(lang) {
        Some(_) => vec![(lang, Rc::clone(&document))],
        None => scripts(file, lang, &document)?,
    };
    let kinds: Vec<_> = parts
        .iter()
        .map(|(lang, _)| kinds_of(*lang))
        .collect::<Option<_>>()?;
    let mut seen = Seen::default();
    for ((_, document), (outline, kinds)) in parts.iter().zip(&kinds) {
        let walker = Walker::new(outline, kinds, &file.text, seen);
        seen = walker.run(tree_of(document), file.host.tick)?;
    }
    Some(seen.finish())
}

/// The scripts in a file, parsed; none if the time was up, or a grammar is not there.
fn scripts(
    file: &FileContext<'_>,
    lang: Lang,
    document: &Document,
) -> Option<Vec<(Lang, Rc<Document>)>> {
    let embedded = injections(lang, document.root());
    let told = embedded
        .into_iter()
        .filter(|(lang, _)| outline(*lang).is_some());
    told.map(|(lang, ranges)| {
        let parsed = has_grammar(lang).then(|| file.document_in(lang, &ranges))?;
        Some((lang, parsed?))
    })
    .collect()
}

/// The languages of the code in a file whose grammars are needed to walk it, that of the file first.
pub fn languages_in(file: &FileContext<'_>) -> Vec<Lang> {
    let Some(lang) = file.language else {
        return Vec::new();
    };
    let mut langs = vec![lang];
    if outline(lang).is_none()
        && has_grammar(lang)
        && let Some(document) = file.document()
    {
        let embedded = injections(lang, document.root()).into_iter();
        langs.extend(
            embedded
                .map(|(lang, _)| lang)
                .filter(|lang| outline(*lang).is_some()),
        );
    }
    langs
}
