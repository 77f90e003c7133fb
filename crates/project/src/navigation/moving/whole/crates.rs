//! A folder of modules: the module that it belongs to moves, and all modules below it with it.

use super::super::super::Navigator;
use super::super::changes::Changes;
use super::super::{CannotMove, Order};
use super::Folder;
use crate::FileId;

impl Navigator<'_> {
    pub(super) fn carry_module(
        &self,
        folder: &Folder<'_>,
        changes: &mut Changes<'_>,
    ) -> Result<(), CannotMove> {
        let inner = format!("{}/mod.rs", folder.from);
        let path = folder.beside.unwrap_or(&inner);
        let module = self
            .project
            .find(path)
            .and_then(|file| Some((file, self.view(file)?)));
        let Some((file, view)) = module else {
            let why = "No file stands for this folder as a module, so what names its crate would not follow.";
            if let Some(first) = folder.files.first() {
                changes.obstacle(*first, 0, why);
            }
            return Ok(());
        };
        let to = folder.after(path);
        let order = Order {
            file,
            view: &view,
            from: path,
            to: &to,
        };
        let below: Vec<FileId> = folder
            .files
            .iter()
            .copied()
            .filter(|one| *one != file)
            .collect();
        self.move_in_crate(&order, &below, changes)
    }
}
