//! The files that relative imports lead to.

use assay_languages::{PathStyle, Paths};

/// The paths that a module's text may stand for, likeliest first; `from` is the file that imports it, and `name` what it
/// takes of it, which may be a module itself. Empty if it is not relative.
pub fn candidates(paths: &Paths, from: &str, module: &str, name: Option<&str>) -> Vec<String> {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let base = match paths.style {
        PathStyle::Dotted if !is_dotted(module) => return Vec::new(),
        PathStyle::Dotted | PathStyle::FromFolder => join(folder, module),
        PathStyle::Package => package(folder, module),
    };
    let Some(base) = base else {
        return Vec::new();
    };
    if paths.style == PathStyle::Package {
        let inner = name.and_then(|name| join(&base, name));
        return inner
            .iter()
            .chain([&base])
            .flat_map(|base| files_of(paths, base))
            .collect();
    }
    let is_folder = module.ends_with('/') || module.ends_with('.');
    let exact = (!is_folder).then(|| base.clone());
    exact
        .into_iter()
        .chain(stand_ins(paths, &base))
        .chain(files_of(paths, &base))
        .collect()
}

fn is_dotted(module: &str) -> bool {
    module == "." || module == ".." || module.starts_with("./") || module.starts_with("../")
}

/// A relative path from a folder, without dots in it; none if it leads out of the project.
fn join(folder: &str, path: &str) -> Option<String> {
    (!path.starts_with('/'))
        .then(|| without_dots(folder, path))
        .flatten()
}

/// A path from a folder, without dots in it, its root being the folder; none if it leads out of the project.
pub fn without_dots(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Python's `..a.b`, from the folder of the file.
fn package(folder: &str, module: &str) -> Option<String> {
    let rest = module.trim_start_matches('.');
    let dots = module.len() - rest.len();
    let up = "../".repeat(dots.checked_sub(1)?);
    join(folder, &format!("{up}{}", rest.replace('.', "/")))
}

fn files_of(paths: &Paths, base: &str) -> Vec<String> {
    let file = paths
        .endings
        .iter()
        .filter(|_| !base.is_empty())
        .map(|ending| format!("{base}{ending}"));
    let in_folder = paths.folder_files.iter().flat_map(|name| {
        let path = if base.is_empty() {
            (*name).to_owned()
        } else {
            format!("{base}/{name}")
        };
        paths
            .endings
            .iter()
            .map(move |ending| format!("{path}{ending}"))
    });
    file.chain(in_folder).collect()
}

fn stand_ins(paths: &Paths, base: &str) -> Vec<String> {
    let fits = paths
        .stands_for
        .iter()
        .filter_map(|(ending, others)| Some((base.strip_suffix(ending)?, *others)));
    fits.flat_map(|(stem, others)| others.iter().map(move |other| format!("{stem}{other}")))
        .collect()
}

#[cfg(test)]
mod tests {
    use assay_languages::{Lang, outline};

    use super::*;

    fn first(lang: &str, from: &str, module: &str, name: Option<&str>, files: &[&str]) -> String {
        let paths = Lang::from_name(lang).and_then(outline).unwrap().paths;
        candidates(&paths.unwrap(), from, module, name)
            .into_iter()
            .find(|path| files.contains(&path.as_str()))
            .unwrap_or_default()
    }

    #[test]
    fn javascript_leaves_endings_and_index_away() {
        let files = [
            "a/b.ts",
            "a/c/index.tsx",
            "d.js",
            "a/b/index.ts",
            "index.ts",
        ];
        let to = |from, module| first("typescript", from, module, None, &files);
        assert_eq!(to("a/x.ts", "./b"), "a/b.ts");
        assert_eq!(to("a/x.ts", "./b/"), "a/b.ts");
        assert_eq!(to("a/x.ts", "./b.js"), "a/b.ts");
        assert_eq!(to("a/x.ts", "./c"), "a/c/index.tsx");
        assert_eq!(to("a/x.ts", "../d"), "d.js");
        assert_eq!(to("a/x.ts", "../d.js"), "d.js");
        assert_eq!(to("a/x.ts", ".."), "index.ts");
        assert_eq!(to("a/x.ts", "../../d"), "");
        assert_eq!(to("a/x.ts", "b"), "");
        assert_eq!(to("a/x.ts", "/a/b"), "");
    }

    #[test]
    fn python_counts_dots_and_takes_modules_out_of_packages() {
        let files = ["p/__init__.py", "p/a.py", "p/q/__init__.py", "p/q/b.py"];
        let to = |from, module, name| first("python", from, module, name, &files);
        assert_eq!(to("p/q/b.py", ".", None), "p/q/__init__.py");
        assert_eq!(to("p/q/b.py", "..", Some("a")), "p/a.py");
        assert_eq!(to("p/q/b.py", "..", Some("f")), "p/__init__.py");
        assert_eq!(to("p/q/b.py", "..a", Some("f")), "p/a.py");
        assert_eq!(to("p/a.py", ".q.b", None), "p/q/b.py");
        assert_eq!(to("p/a.py", "p.q", None), "");
    }
}
