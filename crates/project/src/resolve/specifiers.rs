//! What Node and its tools read: relative paths, paths that a configuration gives another meaning, and packages of the
//! same workspace with what they export.

use std::collections::HashSet;

use assay_languages::{Modules, Paths, code_outline};
use assay_text::InOrder;
use serde_json::Value;

use super::config::json;
use super::{Layout, join, named, split, upwards};
use crate::paths::candidates;
use crate::paths::without_dots;
use crate::{FileId, Project, Texts};

/// What configurations say.
#[derive(Debug, Default)]
pub struct Specifiers {
    packages: Vec<Package>,
    mappings: Vec<Mapping>,
}

/// A package of the workspace.
#[derive(Debug)]
struct Package {
    name: Box<str>,
    folder: Box<str>,
    manifest: Value,
}

/// Paths that a compiler reads in another way, in the files of a folder.
#[derive(Debug)]
struct Mapping {
    folder: Box<str>,
    base: Option<String>,
    /// A pattern with at most one star, and what it may stand for.
    paths: Vec<(String, Vec<String>)>,
}

/// Configurations that extend one another that are followed.
const EXTENDS: u32 = 8;

impl Specifiers {
    /// Reads the configurations.
    pub fn new(texts: &Texts) -> Specifiers {
        let manifests = named(texts, |name| name == "package.json");
        let packages = manifests.into_iter().filter_map(|(folder, _, text)| {
            let manifest = json(&text)?;
            let name = manifest
                .get("name")
                .and_then(Value::as_str)
                .unwrap_or_default();
            Some(Package {
                name: name.into(),
                folder: folder.into(),
                manifest,
            })
        });
        let is_config = |name: &str| {
            name.ends_with(".json")
                && (name.starts_with("tsconfig") || name.starts_with("jsconfig"))
        };
        let mut configs = named(texts, is_config);
        // The plain one of a folder counts more than its variants.
        configs
            .put_in_order_by_key(|(folder, name, _)| (std::cmp::Reverse(folder.len()), name.len()));
        let mappings = configs.iter().filter_map(|(folder, name, _)| {
            let mut mapping = Mapping {
                folder: (*folder).into(),
                base: None,
                paths: Vec::new(),
            };
            read_config(texts, &join(folder, name), &mut mapping, EXTENDS);
            (mapping.base.is_some() || !mapping.paths.is_empty()).then_some(mapping)
        });
        Specifiers {
            packages: packages.collect(),
            mappings: mappings.collect(),
        }
    }
}

/// What a configuration says, and where it says nothing, those that it extends.
fn read_config(texts: &Texts, path: &str, to: &mut Mapping, left: u32) {
    let text = texts.get(path);
    let Some(config) = text.and_then(|text| json(&text)).filter(|_| left > 0) else {
        return;
    };
    let folder = split(path).0;
    let options = config.get("compilerOptions");
    let option = |name: &str| options.and_then(|options| options.get(name));
    let base = option("baseUrl")
        .and_then(Value::as_str)
        .and_then(|base| without_dots(folder, base));
    if to.paths.is_empty()
        && let Some(Value::Object(paths)) = option("paths")
    {
        let root = base.clone().unwrap_or_else(|| folder.to_owned());
        to.paths = paths
            .iter()
            .map(|(pattern, targets)| {
                let targets = targets
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str);
                (
                    pattern.clone(),
                    targets
                        .filter_map(|target| without_dots(&root, target))
                        .collect(),
                )
            })
            .collect();
    }
    if to.base.is_none() {
        to.base = base;
    }
    let extends = match config.get("extends") {
        Some(Value::String(one)) => vec![one.as_str()],
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    for other in extends.into_iter().rev() {
        let Some(path) = without_dots(folder, other).filter(|_| other.starts_with('.')) else {
            continue;
        };
        let path = if path.ends_with(".json") {
            path
        } else {
            format!("{path}.json")
        };
        read_config(texts, &path, to, left - 1);
    }
}

impl Layout {
    /// The file that a specifier means to a file.
    pub(super) fn specifier(
        &self,
        project: &Project,
        paths: &Paths,
        from: &str,
        module: &str,
    ) -> Option<FileId> {
        // Tools take a word behind a question mark for how to load a file.
        let module = module.split('?').next().unwrap_or(module);
        if module.starts_with('.') {
            let all = candidates(paths, from, module, None);
            return all.iter().find_map(|path| project.find(path));
        }
        let at = |path: &str| self.at_path(project, paths, path);
        let folder = split(from).0;
        for mapping in self
            .specifiers
            .mappings
            .iter()
            .filter(|one| is_below(folder, &one.folder))
        {
            let found = mapping.targets(module).iter().find_map(|path| at(path));
            if found.is_some() {
                return found;
            }
        }
        if module.starts_with('#') {
            let near = upwards(folder).find_map(|folder| {
                self.specifiers
                    .packages
                    .iter()
                    .find(|package| *package.folder == *folder)
            })?;
            let targets = exported(near.manifest.get("imports")?, module);
            return targets
                .iter()
                .find_map(|target| self.of_package(project, paths, near, target));
        }
        let fits = |package: &&Package| {
            let rest = module
                .strip_prefix(&*package.name)
                .filter(|_| !package.name.is_empty());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let packages = self.specifiers.packages.iter().filter(fits);
        let package = packages.max_by_key(|package| package.name.len())?;
        let rest = module[package.name.len()..].trim_start_matches('/');
        self.entry(project, paths, package, rest)
    }

    /// What a package offers under a path.
    fn entry(
        &self,
        project: &Project,
        paths: &Paths,
        package: &Package,
        path: &str,
    ) -> Option<FileId> {
        let manifest = &package.manifest;
        let key = if path.is_empty() {
            ".".to_owned()
        } else {
            format!("./{path}")
        };
        let mut targets = manifest
            .get("exports")
            .map_or(Vec::new(), |exports| exported(exports, &key));
        if path.is_empty() {
            let fields = ["source", "types", "typings", "module", "main"];
            let said = fields
                .iter()
                .filter_map(|field| manifest.get(field)?.as_str());
            targets.extend(said.map(str::to_owned));
            targets.extend(["src/index".to_owned(), "index".to_owned()]);
        } else {
            targets.extend([path.to_owned(), format!("src/{path}")]);
        }
        targets
            .iter()
            .find_map(|target| self.of_package(project, paths, package, target))
    }

    /// A file of a package; what a build makes is looked for where it is made from.
    fn of_package(
        &self,
        project: &Project,
        paths: &Paths,
        package: &Package,
        target: &str,
    ) -> Option<FileId> {
        let path = without_dots(&package.folder, target)?;
        if let Some(found) = self.at_path(project, paths, &path) {
            return Some(found);
        }
        let below = path.strip_prefix(&*package.folder)?.trim_start_matches('/');
        let (built, rest) = below.split_once('/')?;
        let is_built = matches!(
            built,
            "dist" | "lib" | "build" | "out" | "esm" | "cjs" | "types"
        );
        let source =
            |rest: &str| self.at_path(project, paths, &join(&package.folder, &join("src", rest)));
        let inner = rest.split_once('/').map(|(_, inner)| inner);
        is_built.then(|| source(rest).or_else(|| source(inner?)))?
    }

    /// The file at a path, whatever ending the path has or lacks.
    fn at_path(&self, project: &Project, paths: &Paths, path: &str) -> Option<FileId> {
        let plain = path.trim_end_matches(".d.ts").trim_end_matches(".d.mts");
        let direct = candidates(paths, "", &format!("./{path}"), None);
        let bare = candidates(paths, "", &format!("./{plain}"), None);
        direct
            .iter()
            .chain(&bare)
            .find_map(|path| project.find(path))
    }
}

impl Layout {
    /// What the manifests of all packages name: what others import, and what is run.
    pub(super) fn offers(&self, project: &Project) -> HashSet<FileId> {
        let mut offered = HashSet::new();
        let outlines = project.files().into_iter().filter_map(|(_, file)| {
            let outline = code_outline(file.lang?)?;
            (outline.modules == Modules::Specifiers).then_some(outline.paths.as_ref()?)
        });
        let Some(paths) = outlines.into_iter().next() else {
            return offered;
        };
        for package in &self.specifiers.packages {
            offered.extend(self.entry(project, paths, package, ""));
            let mut targets = Vec::new();
            for field in OFFERS {
                let said = package.manifest.get(*field);
                said.iter()
                    .for_each(|value| strings(value, &mut targets, EXTENDS));
            }
            for target in targets {
                match target.split_once('*') {
                    None => offered.extend(self.of_package(project, paths, package, target)),
                    Some((before, _)) => {
                        let below = without_dots(&package.folder, before).unwrap_or_default();
                        offered.extend(files_below(project, &below));
                        offered.extend(files_below(project, &join(&package.folder, "src")));
                    }
                }
            }
        }
        offered
    }
}

/// Fields of a manifest that name files which others import or run.
const OFFERS: &[&str] = &[
    "main",
    "module",
    "browser",
    "types",
    "typings",
    "source",
    "bin",
    "exports",
    "worker",
    "react-native",
    "unpkg",
    "jsdelivr",
    "sideEffects",
];

/// All texts in a value.
fn strings<'v>(value: &'v Value, to: &mut Vec<&'v str>, left: u32) {
    match value {
        Value::String(text) => to.push(text),
        Value::Array(all) if left > 0 => all.iter().for_each(|one| strings(one, to, left - 1)),
        Value::Object(entries) if left > 0 => {
            entries.values().for_each(|one| strings(one, to, left - 1));
        }
        _ => {}
    }
}

fn files_below(project: &Project, folder: &str) -> Vec<FileId> {
    let files = project.files().into_iter();
    files
        .filter(|(_, file)| is_below(split(&file.path).0, folder))
        .map(|(id, _)| id)
        .collect()
}

impl Mapping {
    /// The paths that a module may stand for.
    fn targets(&self, module: &str) -> Vec<String> {
        let mut best: Option<(&str, &str, &[String])> = None;
        for (pattern, targets) in &self.paths {
            let Some((before, star)) = matched(pattern, module) else {
                continue;
            };
            if best.is_none_or(|(other, ..)| before.len() > other.len()) {
                best = Some((before, star, targets));
            }
        }
        let mapped = best.into_iter().flat_map(|(_, star, targets)| {
            targets
                .iter()
                .map(move |target| target.replacen('*', star, 1))
        });
        let based = self.base.iter().map(|base| join(base, module));
        mapped.chain(based).collect()
    }
}

/// What is before the star of a pattern, and what of a text the star stands for.
fn matched<'p, 't>(pattern: &'p str, text: &'t str) -> Option<(&'p str, &'t str)> {
    match pattern.split_once('*') {
        None => (pattern == text).then_some((pattern, "")),
        Some((before, after)) => {
            let star = text.strip_prefix(before)?.strip_suffix(after)?;
            Some((before, star))
        }
    }
}

/// The targets that `exports` or `imports` of a package give a key, those for people who read sources first.
fn exported(exports: &Value, key: &str) -> Vec<String> {
    let mut targets = Vec::new();
    match exports {
        Value::Object(entries) if entries.keys().any(|entry| entry.starts_with(['.', '#'])) => {
            let mut fits: Vec<(&str, &str, &Value)> = entries
                .iter()
                .filter_map(|(entry, value)| {
                    let (before, star) = matched(entry, key)?;
                    Some((before, star, value))
                })
                .collect();
            fits.put_in_order_by_key(|(before, ..)| std::cmp::Reverse(before.len()));
            for (_, star, value) in fits {
                let mut inner = Vec::new();
                conditions(value, &mut inner, EXTENDS);
                targets.extend(inner.iter().map(|target| target.replace('*', star)));
            }
        }
        other if key == "." => conditions(other, &mut targets, EXTENDS),
        _ => {}
    }
    targets
}

fn conditions(value: &Value, targets: &mut Vec<String>, left: u32) {
    match value {
        Value::String(target) => targets.push(target.clone()),
        Value::Array(all) if left > 0 => all
            .iter()
            .for_each(|one| conditions(one, targets, left - 1)),
        Value::Object(entries) if left > 0 => {
            let wanted = [
                "source",
                "development",
                "types",
                "import",
                "module",
                "default",
                "require",
                "node",
            ];
            for condition in wanted.iter().filter_map(|name| entries.get(*name)) {
                conditions(condition, targets, left - 1);
            }
        }
        _ => {}
    }
}

fn is_below(folder: &str, above: &str) -> bool {
    above.is_empty() || folder == above || folder.starts_with(&format!("{above}/"))
}
