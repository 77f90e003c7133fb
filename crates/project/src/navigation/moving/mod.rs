//! What giving a file another path changes: the imports that lead to it, those that it has itself, and what else names
//! the module that it is. One file per sort of module; `whole` has the same of whole folders.
//!
//! A place is changed if it is known to lead to the file; a text that would lead there is a candidate, and the name of
//! the module in a comment or a string is text. What cannot follow is an obstacle.

mod changes;
mod crates;
mod dotted;
mod folders;
mod leads;
mod packages;
mod specifiers;
mod whole;

use assay_languages::{Modules, code_outline};
use memchr::memmem;
use serde::Serialize;

use super::answers::family;
use super::{ChangedFile, Navigator, Obstacle, View};
use crate::FileId;
use crate::resolve::split;
use changes::Changes;
pub use leads::Lead;

/// A file and the path that it gets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct MovedFile {
    /// Its present path.
    pub from: String,
    /// The path that it gets.
    pub to: String,
}

/// What moving a file or a folder does.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Moving {
    /// Its present path.
    pub from: String,
    /// The path that it gets.
    pub to: String,
    /// The files of the project that move: itself, or all of a folder.
    pub moved: Vec<MovedFile>,
    /// What changes in files, by their present paths.
    pub files: Vec<ChangedFile>,
    /// What cannot follow.
    pub obstacles: Vec<Obstacle>,
}

/// Why a file cannot be moved at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotMove {
    /// The project has no such file.
    #[error("The project has no file of this path whose imports are known.")]
    NoFile,
    /// Something is there.
    #[error("There is a file of this path already.")]
    Taken,
    /// Two folders would become one.
    #[error("There is a folder of this path already.")]
    FolderTaken,
    /// A folder cannot lie in itself.
    #[error("A folder cannot be moved into itself.")]
    IntoItself,
    /// It is no path of a file below the project.
    #[error("The new path is not a path of a file in this project.")]
    NotAPath,
    /// It would be read as another language.
    #[error(
        "The new path must have the same ending, or the file would be read as another language."
    )]
    OtherEnding,
    /// Nobody knows how its files refer to each other.
    #[error("Files of this language cannot be moved yet: what refers to them would not follow.")]
    Language,
    /// It stands for its folder.
    #[error("This file stands for its folder or its program, so it cannot be moved by itself.")]
    Folder,
}

impl Navigator<'_> {
    /// What moving a file or a folder to another path changes. Both paths start at the project.
    pub fn move_path(&self, from: &str, to: &str) -> Result<Moving, CannotMove> {
        let is_folder = self.texts.get(from).is_none() && self.project.find(from).is_none();
        if is_folder && !self.paths_below(from).is_empty() {
            return self.move_folder(from, to);
        }
        self.move_file(from, to)
    }

    fn move_file(&self, from: &str, to: &str) -> Result<Moving, CannotMove> {
        let file = self.project.find(from).ok_or(CannotMove::NoFile)?;
        let view = self.view(file).ok_or(CannotMove::NoFile)?;
        if !is_path(to) {
            return Err(CannotMove::NotAPath);
        }
        if self.texts.get(to).is_some() || self.project.find(to).is_some() {
            return Err(CannotMove::Taken);
        }
        if ending(from) != ending(to) {
            return Err(CannotMove::OtherEnding);
        }
        let outline = view
            .lang
            .and_then(code_outline)
            .ok_or(CannotMove::Language)?;
        if !outline.moves {
            return Err(CannotMove::Language);
        }
        let mut changes = Changes::new(self);
        let order = Order {
            file,
            view: &view,
            from,
            to,
        };
        match outline.modules {
            Modules::Specifiers => self.move_specified(&order, &mut changes),
            Modules::Dotted => self.move_dotted(&order, &mut changes)?,
            Modules::Folders => self.move_between_folders(&order, &mut changes),
            Modules::Packages => self.move_between_packages(&order, &mut changes),
            Modules::Crates => self.move_in_crate(&order, &[], &mut changes)?,
            _ => return Err(CannotMove::Language),
        }
        let (files, obstacles) = changes.finish();
        Ok(Moving {
            from: from.to_owned(),
            to: to.to_owned(),
            moved: vec![MovedFile {
                from: from.to_owned(),
                to: to.to_owned(),
            }],
            files,
            obstacles,
        })
    }

    /// The files that may refer to one of these words, of the same sort of modules, without one of them.
    fn files_mentioning(&self, order: &Order<'_>, words: &[&str]) -> Vec<FileId> {
        let finders: Vec<_> = words.iter().map(memmem::Finder::new).collect();
        let own = family(order.view.lang);
        let mut found = Vec::new();
        for (path, text) in self.texts.iter() {
            let Some(file) = self.project.find(path).filter(|file| *file != order.file) else {
                continue;
            };
            let lang = self.project.get(file).and_then(|file| file.lang);
            if family(lang) != own {
                continue;
            }
            let Some(text) = text.unpack() else { continue };
            if finders
                .iter()
                .any(|finder| finder.find(text.as_bytes()).is_some())
            {
                found.push(file);
            }
        }
        found
    }

    /// Comments and strings may name a module or what is in it by its whole path.
    fn mention(&self, old: &str, new: &str, changes: &mut Changes<'_>) {
        for (path, text) in self.texts.iter() {
            let (Some(file), Some(text)) = (self.project.find(path), text.unpack()) else {
                continue;
            };
            for at in memmem::find_iter(text.as_bytes(), old) {
                let (before, after) = (&text[..at], &text[at + old.len()..]);
                if !before.ends_with(|sign| is_word(sign) || sign == '.')
                    && !after.starts_with(is_word)
                {
                    changes.mention(file, at..at + old.len(), new);
                }
            }
        }
    }
}

/// What is asked for.
struct Order<'o> {
    file: FileId,
    view: &'o View,
    from: &'o str,
    to: &'o str,
}

/// A file that refers to what moves.
struct Referring<'r> {
    file: FileId,
    view: &'r View,
    text: &'r str,
}

impl Order<'_> {
    fn stays_in_folder(&self) -> bool {
        split(self.from).0 == split(self.to).0
    }
}

fn is_path(path: &str) -> bool {
    let fits = |part: &str| !part.is_empty() && part != "." && part != "..";
    path.split('/').all(fits) && !path.contains(['\\', '\0', '\n', '\r', ':'])
}

/// The ending of a path, with the dot; empty if it has none.
fn ending(path: &str) -> &str {
    let name = split(path).1;
    name.rfind('.')
        .filter(|at| *at > 0)
        .map_or("", |at| &name[at..])
}

/// A path without its ending.
fn stem(path: &str) -> &str {
    &path[..path.len() - ending(path).len()]
}

/// Whether a sign may be a part of a name.
fn is_word(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_' || sign == '$'
}
