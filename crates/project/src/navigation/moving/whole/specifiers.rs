//! Relative paths that lead into a moved folder or out of it, and others that lead into it.

use super::super::super::Navigator;
use super::super::super::value::Entity;
use super::super::Order;
use super::super::changes::Changes;
use super::super::specifiers::{led_to, paths_of, quoted_in, relative, strings};
use super::Folder;
use crate::FileId;
use crate::resolve::split;

impl Navigator<'_> {
    pub(super) fn carry_specifiers(
        &self,
        folder: &Folder<'_>,
        file: FileId,
        changes: &mut Changes<'_>,
    ) {
        let Some(view) = self.view(file) else { return };
        let Some(text) = self.texts.get(&view.path) else {
            return;
        };
        for import in &view.imports {
            let Some(new) = self.carried_specifier(folder, file, &view.path, &import.module) else {
                continue;
            };
            let range = import.range.start.offset as usize..import.range.end.offset as usize;
            match (quoted_in(&text, range, &import.module), new) {
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
            let Some(Some(new)) = self.carried_specifier(folder, file, &view.path, said) else {
                continue;
            };
            let leads = self.layout().module(self.project, file, said, true);
            match (is_asked, leads) {
                (true, _) => changes.replace(file, stretch, new),
                (false, Some(_)) => changes.propose(file, stretch, new),
                (false, None) => {}
            }
        }
    }

    /// How a file writes a path from now on; none if it stays, none within if that cannot be told.
    fn carried_specifier(
        &self,
        folder: &Folder<'_>,
        file: FileId,
        own: &str,
        said: &str,
    ) -> Option<Option<String>> {
        let leads = match self.layout().module(self.project, file, said, true) {
            Some(Entity::File(found)) => Some(found),
            _ => None,
        };
        let target = leads.and_then(|found| Some(&*self.project.get(found)?.path));
        if !said.starts_with('.') {
            let found = leads.filter(|_| target.is_some_and(|path| folder.has(path)))?;
            let (view, target) = (self.view(found)?, target?);
            let paths = paths_of(&view)?;
            let order = Order {
                file: found,
                view: &view,
                from: target,
                to: &folder.after(target),
            };
            return Some(self.specifier_to(&order, &view, &paths, said));
        }
        let (path, query) = led_to(own, said)?;
        let moves = folder.has(target.unwrap_or(&path));
        let path = if moves { folder.after(&path) } else { path };
        // What stays within the folder may still go by its name: `../folder/file`.
        let own = folder.after(own);
        if led_to(&own, said).is_some_and(|(still, _)| still == path) {
            return None;
        }
        let new = relative(split(&own).0, &path);
        Some(Some(format!("{new}{query}")))
    }
}
