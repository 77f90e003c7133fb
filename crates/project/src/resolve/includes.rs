//! Files that are included by a path from the file itself or from a folder that only the build knows.

use super::{Layout, join, split, upwards};
use crate::paths::without_dots;
use crate::{FileId, Project};

impl Layout {
    /// The file that a path in an `#include` means.
    pub(super) fn included(&self, project: &Project, from: &str, path: &str) -> Option<FileId> {
        let folder = split(from).0;
        let path = path.trim_start_matches("./");
        // A path that goes up means the one place it leads to.
        if path.starts_with("../")
            && let Some(found) = without_dots(folder, path).and_then(|path| project.find(&path))
        {
            return Some(found);
        }
        let near = upwards(folder).map(|folder| join(folder, path));
        let near = near.into_iter().find_map(|path| project.find(&path));
        near.or_else(|| self.by_ending(project, path))
    }

    /// The only file whose path ends like this.
    fn by_ending(&self, project: &Project, path: &str) -> Option<FileId> {
        let ending = format!("/{}", path.trim_start_matches("../"));
        let named = self.by_name.get(split(path).1)?.iter();
        let mut fits = named.filter(|file| {
            project
                .get(**file)
                .is_some_and(|file| format!("/{}", file.path).ends_with(&ending))
        });
        let first = fits.next()?;
        fits.next().is_none().then_some(*first)
    }
}
