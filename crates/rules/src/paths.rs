//! Which files a rule wants to see: `files` and `ignores` globs, relative to the root of the project.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// A glob as a rule author wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Glob {
    /// The pattern.
    pub pattern: String,
    /// Whether case does not matter.
    pub any_case: bool,
    /// Whether a `*` stays in its folder.
    pub by_folder: bool,
}

/// The compiled globs of a rule.
#[derive(Clone, Debug, Default)]
pub struct PathFilter {
    files: Option<GlobSet>,
    ignores: Option<GlobSet>,
}

impl PathFilter {
    /// Compiles the globs; the error names the one that is wrong.
    pub fn new(files: Option<&[Glob]>, ignores: Option<&[Glob]>) -> Result<PathFilter, String> {
        let compile = |globs: Option<&[Glob]>| globs.map(glob_set).transpose();
        Ok(PathFilter {
            files: compile(files)?,
            ignores: compile(ignores)?,
        })
    }

    /// Whether a file is for the rule.
    pub fn admits(&self, path: &str) -> bool {
        let path = path.strip_prefix("./").unwrap_or(path);
        !self
            .ignores
            .as_ref()
            .is_some_and(|globs| globs.is_match(path))
            && self.files.as_ref().is_none_or(|globs| globs.is_match(path))
    }
}

/// Compiles globs into a set; a leading `./` means nothing.
pub fn glob_set(globs: &[Glob]) -> Result<GlobSet, String> {
    let mut set = GlobSetBuilder::new();
    for glob in globs {
        let pattern = glob.pattern.strip_prefix("./").unwrap_or(&glob.pattern);
        let compiled = GlobBuilder::new(pattern)
            .case_insensitive(glob.any_case)
            .literal_separator(glob.by_folder)
            .build();
        set.add(compiled.map_err(|error| {
            format!("the glob `{}` is not valid: {}", glob.pattern, error.kind())
        })?);
    }
    set.build().map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(files: &[&str], ignores: &[&str], path: &str, expected: bool) {
        let globs = |patterns: &[&str]| -> Vec<Glob> {
            patterns
                .iter()
                .map(|pattern| Glob {
                    pattern: (*pattern).to_owned(),
                    any_case: false,
                    by_folder: false,
                })
                .collect()
        };
        let some = |globs: Vec<Glob>| (!globs.is_empty()).then_some(globs);
        let (files, ignores) = (some(globs(files)), some(globs(ignores)));
        let filter = PathFilter::new(files.as_deref(), ignores.as_deref()).unwrap();
        assert_eq!(filter.admits(path), expected, "{path}");
    }

    #[test]
    fn globs_are_relative_to_the_root() {
        check(&[], &[], "a/b.py", true);
        check(&["src/**"], &[], "src/a/b.py", true);
        check(&["./src/**/*.py"], &[], "src/b.py", true);
        check(&["src/**"], &[], "lib/b.py", false);
        check(&["**/*.py"], &["**/test*"], "a/test_b.py", false);
        check(&["*.py"], &[], "a/b.py", true);
    }

    #[test]
    fn a_bad_glob_is_named() {
        let bad = [Glob {
            pattern: "a[".to_owned(),
            any_case: false,
            by_folder: false,
        }];
        assert!(
            PathFilter::new(Some(&bad), None)
                .unwrap_err()
                .contains("a[")
        );
    }
}
