//! Imports in order: those that nobody uses are taken away, those of one module are joined.

mod dotted;
mod lines;
mod named;

use std::collections::BTreeMap;

use assay_context::FileContext;
use assay_languages::ImportForm;
use assay_text::InOrder;

use crate::code::{edits_of, names_of};
use crate::{Refactored, Refused};
use lines::groups_of;

/// A statement that imports, with what stands in front of it.
pub struct Statement {
    /// All of its lines, with their ends.
    pub text: String,
    /// What it is sorted by.
    pub key: (u8, String),
}

pub fn organise(file: &FileContext<'_>, form: ImportForm) -> Result<Refactored, Refused> {
    let names = names_of(file).ok_or_else(|| Refused::new("The code could not be read."))?;
    let text: &str = &file.text;
    let used = |name: &str| {
        let in_code = names.names.iter().any(|one| {
            one.name == name && !one.is_import && !(one.is_member && form != ImportForm::Single)
        });
        in_code || lines::is_said(text, name, form)
    };
    let mut edits = BTreeMap::new();
    for group in groups_of(text, form) {
        // Whoever writes it gives the lines the ends that the others have.
        let said = text[group.clone()].replace("\r\n", "\n");
        let new = match form {
            ImportForm::Named => named::in_order(&said, text, &used),
            ImportForm::Dotted => dotted::in_order(&said, file.path, &used),
            ImportForm::Listed => lines::listed(&said, &used),
            ImportForm::Single => lines::single(&said, &used),
        };
        if let Some(new) = new.filter(|new| *new != said) {
            // A group of which nothing is left takes the blank line behind it along.
            let gap = usize::from(new.is_empty() && text[group.end..].starts_with('\n'));
            edits.insert((group.start, group.end + gap), new);
        }
    }
    let edits = edits_of(text, edits);
    if edits.is_empty() {
        return Err(Refused::new("The imports are in order."));
    }
    Ok(Refactored {
        title: "Organise imports".to_owned(),
        edits,
    })
}

/// Statements in order, each once.
fn sorted(mut all: Vec<Statement>) -> String {
    all.put_in_order_by(|a, b| a.key.cmp(&b.key));
    all.dedup_by(|a, b| a.text == b.text);
    all.into_iter().map(|one| one.text).collect()
}
