//! Files that others name by a path, as Node and its tools read it.

use assay_languages::{Paths, code_outline};
use memchr::memchr3_iter;

use super::super::value::Entity;
use super::super::{Navigator, View};
use super::changes::Changes;
use super::{Order, ending, is_word, stem};
use crate::FileId;
use crate::paths::{candidates, without_dots};
use crate::resolve::split;

impl Navigator<'_> {
    pub(super) fn move_specified(&self, order: &Order<'_>, changes: &mut Changes<'_>) {
        for file in self.importers(order) {
            self.follow_specifiers(order, file, changes);
        }
        if !order.stays_in_folder() {
            self.keep_specifiers(order, changes);
        }
    }

    /// Who may import the file. One that stands for its folder may go by the dots of a path alone.
    fn importers(&self, order: &Order<'_>) -> Vec<FileId> {
        let name = split(stem(order.from)).1;
        let is_folder_file =
            paths_of(order.view).is_some_and(|paths| paths.folder_files.contains(&name));
        let word = if is_folder_file { "" } else { name };
        self.files_mentioning(order, &[word])
    }

    fn follow_specifiers(&self, order: &Order<'_>, file: FileId, changes: &mut Changes<'_>) {
        let Some((view, paths)) = self.view(file).and_then(|view| {
            let paths = paths_of(&view)?;
            Some((view, paths))
        }) else {
            return;
        };
        let Some(text) = self.texts.get(&view.path) else {
            return;
        };
        for import in &view.imports {
            let found = self
                .layout()
                .module(self.project, file, &import.module, true);
            if found != Some(Entity::File(order.file)) {
                continue;
            }
            let range = import.range.start.offset as usize..import.range.end.offset as usize;
            let stretch = quoted_in(&text, range, &import.module);
            match (
                stretch,
                self.specifier_to(order, &view, &paths, &import.module),
            ) {
                (Some(stretch), Some(new)) => changes.replace(file, stretch, new),
                _ => changes.obstacle(
                    file,
                    import.range.start.offset,
                    format!("It cannot be told how {} is to be written.", import.module),
                ),
            }
        }
        for (stretch, is_asked) in strings(&text) {
            let said = &text[stretch.clone()];
            if !said.starts_with('.')
                || self.layout().module(self.project, file, said, true)
                    != Some(Entity::File(order.file))
            {
                continue;
            }
            let Some(new) = self.specifier_to(order, &view, &paths, said) else {
                continue;
            };
            match is_asked {
                true => changes.replace(file, stretch, new),
                false => changes.propose(file, stretch, new),
            }
        }
    }

    /// How a file names the moved one from now on, in the style of what it says now.
    pub(super) fn specifier_to(
        &self,
        order: &Order<'_>,
        view: &View,
        paths: &Paths,
        module: &str,
    ) -> Option<String> {
        let (plain, query) = module.split_at(module.find('?').unwrap_or(module.len()));
        let forms = forms(paths, order, plain);
        if plain.starts_with('.') {
            return forms.iter().find_map(|form| {
                let new = relative(split(&view.path).0, form);
                let all = candidates(paths, &view.path, &new, None);
                let first = all.iter().find(|path| {
                    *path == order.to || (*path != order.from && self.project.find(path).is_some())
                });
                (first.map(String::as_str) == Some(order.to)).then(|| format!("{new}{query}"))
            });
        }
        // What is in front of the part that both have in common stands for a folder.
        let mut best: Option<(usize, String)> = None;
        for old in all_forms(paths, order.from) {
            let tail = common_tail(plain, &old);
            let (head, dir) = (&plain[..plain.len() - tail], &old[..old.len() - tail]);
            let fitting = forms.iter().find_map(|form| form.strip_prefix(dir));
            if let Some(rest) = fitting.filter(|_| tail > 0)
                && best.as_ref().is_none_or(|(longest, _)| tail > *longest)
            {
                best = Some((tail, format!("{head}{rest}{query}")));
            }
        }
        best.map(|(_, new)| new)
    }

    /// The file's own imports lead from its new folder to where they lead now.
    fn keep_specifiers(&self, order: &Order<'_>, changes: &mut Changes<'_>) {
        let Some(text) = self.texts.get(order.from) else {
            return;
        };
        let moved = |module: &str| {
            let (path, query) = led_to(order.from, module)?;
            let path = if path == order.from {
                order.to.to_owned()
            } else {
                path
            };
            Some(relative(split(order.to).0, &path) + query)
        };
        for import in &order.view.imports {
            if !import.module.starts_with('.') {
                continue;
            }
            let range = import.range.start.offset as usize..import.range.end.offset as usize;
            match (
                quoted_in(&text, range, &import.module),
                moved(&import.module),
            ) {
                (Some(stretch), Some(new)) => changes.replace(order.file, stretch, new),
                _ => changes.obstacle(
                    order.file,
                    import.range.start.offset,
                    format!("It cannot be told how {} is to be written.", import.module),
                ),
            }
        }
        for (stretch, is_asked) in strings(&text) {
            let said = &text[stretch.clone()];
            if !(said.starts_with("./") || said.starts_with("../")) {
                continue;
            }
            let Some(new) = moved(said) else { continue };
            let leads = self
                .layout()
                .module(self.project, order.file, said, true)
                .is_some();
            match (is_asked, leads) {
                (true, _) => changes.replace(order.file, stretch, new),
                (false, true) => changes.propose(order.file, stretch, new),
                (false, false) => {}
            }
        }
    }
}

/// Where a relative path of a file leads, and what stands behind it that is no part of it: `?raw`.
pub(super) fn led_to<'s>(own: &str, said: &'s str) -> Option<(String, &'s str)> {
    let (plain, query) = said.split_at(said.find('?').unwrap_or(said.len()));
    Some((without_dots(split(own).0, plain)?, query))
}

pub(super) fn paths_of(view: &View) -> Option<Paths> {
    code_outline(view.lang?)?.paths
}

/// The ways to write the new path, those in the style of the present one first.
fn forms(paths: &Paths, order: &Order<'_>, module: &str) -> Vec<String> {
    let (old, new) = (order.from, order.to);
    let is_folder_file = |path: &str| paths.folder_files.contains(&split(stem(path)).1);
    let last = module.rsplit('/').next().unwrap_or_default();
    let mut forms = Vec::new();
    if !ending(old).is_empty() && last == split(old).1 {
        forms.push(new.to_owned());
    }
    let said = ending(last);
    if !said.is_empty() && said != ending(old) && split(stem(old)).1 == stem(last) {
        forms.push(format!("{}{said}", stem(new)));
    }
    let is_by_folder = is_folder_file(old) && last != split(stem(old)).1;
    if is_folder_file(new) && (is_by_folder || !is_folder_file(old)) {
        forms.push(split(new).0.to_owned());
    }
    forms.extend([stem(new).to_owned(), new.to_owned()]);
    forms
}

/// Every way to write a path.
fn all_forms(paths: &Paths, path: &str) -> Vec<String> {
    let mut forms = vec![path.to_owned(), stem(path).to_owned()];
    if paths.folder_files.contains(&split(stem(path)).1) {
        forms.push(split(path).0.to_owned());
    }
    for (ending, others) in paths.stands_for {
        forms.extend(
            others
                .iter()
                .filter_map(|other| Some(format!("{}{ending}", path.strip_suffix(other)?))),
        );
    }
    forms
}

/// How many bytes at their ends two paths have in common, in whole parts.
fn common_tail(a: &str, b: &str) -> usize {
    let mut length = 0;
    for (one, other) in a.rsplit('/').zip(b.rsplit('/')) {
        if one != other || one.is_empty() {
            break;
        }
        length += one.len() + 1;
    }
    // No slash stands in front of the first part.
    length.saturating_sub(1)
}

/// A path as a file in this folder writes it.
pub fn relative(folder: &str, target: &str) -> String {
    let parts = |path: &str| -> Vec<String> {
        path.split('/')
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (own, other) = (parts(folder), parts(target));
    let shared = own.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let mut new: Vec<&str> = vec![".."; own.len() - shared];
    if new.is_empty() {
        new.push(".");
    }
    new.extend(other[shared..].iter().map(String::as_str));
    new.join("/")
}

/// Where a text stands between quotes in a stretch, without them; the last place counts.
pub(super) fn quoted_in(
    text: &str,
    range: std::ops::Range<usize>,
    said: &str,
) -> Option<std::ops::Range<usize>> {
    let part = text.get(range.clone())?;
    let found = ['"', '\'', '`']
        .into_iter()
        .filter_map(|quote| part.rfind(&format!("{quote}{said}{quote}")));
    let start = range.start + found.max()? + 1;
    Some(start..start + said.len())
}

/// Functions that are handed the path of a module, by the ends of what is called.
const ASKING: [&str; 12] = [
    "import",
    "require",
    "resolve",
    "mock",
    "unmock",
    "doMock",
    "doUnmock",
    "setMock",
    "dontMock",
    "requireActual",
    "importActual",
    "requireMock",
];

/// Strings on one line, without their quotes, and whether each is the first that a function about modules is handed.
pub(super) fn strings(text: &str) -> Vec<(std::ops::Range<usize>, bool)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut end = 0;
    for start in memchr3_iter(b'"', b'\'', b'`', bytes) {
        if start < end || !matches!(bytes.get(start + 1), Some(b'.')) {
            continue;
        }
        let rest = &bytes[start + 1..];
        let Some(length) = rest
            .iter()
            .take(MOST_PATH)
            .position(|byte| *byte == bytes[start])
        else {
            continue;
        };
        if rest[..length]
            .iter()
            .any(|byte| matches!(byte, b'\n' | b' ' | b'$' | b'\\'))
        {
            continue;
        }
        let before = text[..start].trim_end();
        let called = before
            .strip_suffix('(')
            .map(str::trim_end)
            .unwrap_or_default();
        let word_start = called.rfind(|sign| !is_word(sign)).map_or(0, |at| {
            at + called[at..].chars().next().map_or(1, char::len_utf8)
        });
        found.push((
            start + 1..start + 1 + length,
            ASKING.contains(&&called[word_start..]),
        ));
        end = start + 1 + length;
    }
    found
}

/// Longer than this no path is.
const MOST_PATH: usize = 1024;

#[cfg(test)]
mod tests {
    use super::led_to;

    #[test]
    fn what_is_asked_of_a_file_is_no_part_of_its_path() {
        let led = |said| led_to("src/a.ts", said);
        assert_eq!(led("./x"), Some(("src/x".to_owned(), "")));
        let asked = "../x.svg?u=http://c/d";
        assert_eq!(led(asked), Some(("x.svg".to_owned(), "?u=http://c/d")));
        assert_eq!(led("../../x"), None);
    }
}
