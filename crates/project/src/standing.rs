//! What a path tells of a file's weight: tests and generated code are found, but after what they test and come from.

/// How far back a file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Somebody wrote it, and it is what the project is for.
    Code,
    /// It tests, shows or documents the rest.
    Test,
    /// A program wrote it.
    Generated,
}

/// Words in the names of folders that hold no part of the program: `e2e-tests`, `__mocks__`, `docs_src`.
const TEST_WORDS: [&str; 26] = [
    "test",
    "tests",
    "spec",
    "specs",
    "testing",
    "testdata",
    "unittests",
    "fixture",
    "fixtures",
    "mock",
    "mocks",
    "e2e",
    "example",
    "examples",
    "sample",
    "samples",
    "demo",
    "demos",
    "tutorial",
    "tutorials",
    "cypress",
    "benchmark",
    "benchmarks",
    "docs",
    "seeds",
    "seeders",
];
const GENERATED: [&str; 8] = [
    ".pb.go",
    "_pb2.py",
    ".pb.cc",
    ".pb.h",
    ".min.js",
    ".generated.",
    "zz_generated",
    ".g.dart",
];

/// The standing of a file, by its path alone.
pub fn standing(path: &str) -> Standing {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let is_generated = GENERATED.iter().any(|part| name.contains(part));
    if is_generated
        || folders
            .split('/')
            .any(|folder| folder == "generated" || folder == "migrations")
    {
        return Standing::Generated;
    }
    let lower = name.to_ascii_lowercase();
    let stem = lower.split('.').next().unwrap_or_default();
    let is_test = lower.contains(".test.")
        || lower.contains(".spec.")
        || lower.contains(".stories.")
        || stem.starts_with("test_")
        || stem.ends_with("_test")
        || stem.ends_with("_spec")
        || name.contains("Test.")
        || name.contains("Tests.")
        || stem == "conftest";
    let in_tests = folders.split('/').any(|folder| {
        let folder_words = folder.to_ascii_lowercase();
        let mut words = folder_words.split(['-', '_']);
        let is_named = words.any(|word| TEST_WORDS.contains(&word));
        // Whole projects of tests: `Shop.Tests`, `ShopTests`
        is_named || folder.ends_with("Tests") || folder.ends_with(".Test")
    });
    if is_test || in_tests {
        Standing::Test
    } else {
        Standing::Code
    }
}

#[cfg(test)]
mod tests {
    use super::{Standing, standing};

    #[test]
    fn tests_are_told_from_code_by_their_paths() {
        for path in [
            "tests/a.py",
            "a/test_b.py",
            "a/b_test.go",
            "src/b.test.ts",
            "src/test/java/A.java",
            "a/FooTest.java",
            "Shop.Tests/Cart.cs",
            "samples/shop/A.java",
            "e2e-tests/docker/compose.yml",
            "docs/sts/main.go",
            "db/seeds/users.ts",
        ] {
            assert_eq!(standing(path), Standing::Test, "{path}");
        }
        for path in ["src/a.py", "contest/a.ts", "src/latest.ts", "a/attest.go"] {
            assert_eq!(standing(path), Standing::Code, "{path}");
        }
        assert_eq!(
            standing("api/zz_generated.deepcopy.go"),
            Standing::Generated
        );
    }
}
