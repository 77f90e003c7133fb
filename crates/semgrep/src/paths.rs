//! `paths:`: `include` and `exclude` as Semgrep reads them.
//!
//! A glob names a file or a folder at any depth; a `*` stays in its folder, `**` does not.

use crate::fault::{Read, bad};
use crate::yaml_values::{check_keys, list, text};
use assay_rules::yaml::Yaml;
use assay_rules::{Glob, PathFilter};

/// The filter of a rule.
pub fn path_filter(rule: &Yaml) -> Read<PathFilter> {
    let Some(paths) = rule.get("paths").filter(|paths| !paths.is_null()) else {
        return Ok(PathFilter::default());
    };
    check_keys(paths, &["include", "exclude"])?;
    let (include, exclude) = (globs(paths, "include")?, globs(paths, "exclude")?);
    match PathFilter::new(include.as_deref(), exclude.as_deref()) {
        Ok(filter) => Ok(filter),
        Err(message) => bad(paths.at, message, "fix the glob"),
    }
}

fn globs(paths: &Yaml, key: &str) -> Read<Option<Vec<Glob>>> {
    let Some(written) = paths.get(key).filter(|written| !written.is_null()) else {
        return Ok(None);
    };
    let mut globs = Vec::new();
    for item in list(written, key)? {
        let pattern = text(item, key)?;
        let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
        let pattern = pattern.strip_suffix('/').unwrap_or(pattern);
        let anchored = match pattern.strip_prefix('/') {
            Some(rest) => rest.to_owned(),
            None if pattern.starts_with("**/") => pattern.to_owned(),
            None => format!("**/{pattern}"),
        };
        for pattern in [format!("{anchored}/**"), anchored] {
            globs.push(Glob {
                pattern,
                any_case: false,
                by_folder: true,
            });
        }
    }
    Ok(Some(globs))
}

#[cfg(test)]
mod tests {
    use super::path_filter;
    use assay_rules::yaml::documents;

    fn check(paths: &str, path: &str, expected: bool) {
        let rule = documents(&format!("paths: {paths}")).remove(0).unwrap();
        let filter = path_filter(&rule).unwrap();
        assert_eq!(filter.admits(path), expected, "{paths} {path}");
    }

    #[test]
    fn globs_name_files_and_folders_at_any_depth() {
        check("{include: ['*.py']}", "a/b.py", true);
        check("{include: ['src/*.py']}", "src/b.py", true);
        check("{include: ['src/*.py']}", "x/src/b.py", true);
        check("{include: ['src/*.py']}", "src/a/b.py", false);
        check("{include: ['src/**/*.py']}", "src/a/c/b.py", true);
        check("{exclude: [tests]}", "a/tests/x.py", false);
        check("{exclude: [tests/]}", "a/tests/x.py", false);
        check("{exclude: [tests]}", "a/tests_x.py", true);
        check("{exclude: [/tests]}", "a/tests/x.py", true);
        check(
            "{include: ['*.py'], exclude: ['*_test.py']}",
            "a_test.py",
            false,
        );
    }
}
