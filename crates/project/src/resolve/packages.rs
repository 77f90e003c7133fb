//! Packages and namespaces that files say they belong to, wherever they lie.

use std::rc::Rc;

use super::{Layout, split};
use crate::File;
use crate::navigation::Entity;

const PREFIX: &str = "named:";

/// The package of a file: the one it says, or its folder if it says nothing.
pub fn key(file: &File) -> Rc<str> {
    match file.package() {
        "" => format!("unnamed in {}", split(&file.path).0).into(),
        package => named(package),
    }
}

fn named(package: &str) -> Rc<str> {
    let plain = package.replace(['\\', '/'], ".").replace("::", ".");
    format!("{PREFIX}{}", plain.trim_matches('.')).into()
}

impl Layout {
    /// A package by its name, or one that others lie in.
    pub fn package(&self, name: &str) -> Option<Entity> {
        let package = named(name);
        let is_there = self.packages.contains_key(&package);
        is_there.then_some(Entity::Package(package))
    }

    /// Packages that have no files of their own, but others in them.
    pub(super) fn add_outer_packages(&mut self) {
        let names: Vec<Rc<str>> = (self.packages.keys())
            .filter(|name| name.starts_with(PREFIX))
            .cloned()
            .collect();
        for name in names {
            let mut name: &str = &name;
            while let Some((outer, _)) = name.rsplit_once('.')
                && !self.packages.contains_key(outer)
            {
                self.packages.insert(outer.into(), Vec::new());
                name = outer;
            }
        }
    }

    /// A package in a package.
    pub(super) fn package_within(&self, package: &str, name: &str) -> Option<Entity> {
        let outer = package.strip_prefix(PREFIX)?;
        self.package(&format!("{outer}.{name}"))
    }
}
