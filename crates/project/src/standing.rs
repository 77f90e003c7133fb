//! What tells a file's weight: tests, others' code and generated code are found, but after the project's own.

/// How far back a file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Somebody wrote it, and it is what the project is for.
    Code,
    /// It tests, shows or documents the rest.
    Test,
    /// Others wrote it, and it lies in the project as it came from them.
    Vendored,
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

/// Folders of others' code, in small letters. `external` and `lib` are none: projects keep their own code there.
const VENDORED: [&str; 13] = [
    "vendor",
    "vendors",
    "vendored",
    "thirdparty",
    "third-party",
    "third_party",
    "3rdparty",
    "3rd-party",
    "3rd_party",
    "node_modules",
    "bower_components",
    "extern",
    "externals",
];
/// Folders of what a site hands out, with the folders in them that hold others' scripts and styles.
const HANDED_OUT: [(&str, &[&str]); 4] = [
    ("wwwroot", &["lib", "libs", "plugins"]),
    ("static", &["lib", "libs", "plugins"]),
    ("public", &["libs", "plugins"]),
    ("assets", &["libs", "plugins"]),
];
/// Files that tools put into projects.
const PUT_THERE: [&str; 10] = [
    "gradlew",
    "mvnw",
    "MavenWrapperDownloader.java",
    "configure",
    "config.guess",
    "config.sub",
    "ltmain.sh",
    "cpplint.py",
    "dotnet-install.sh",
    "erlang.mk",
];

/// The standing of a file, by its path and what its text says of where it comes from.
pub fn standing_of(path: &str, text: &str) -> Standing {
    match standing(path) {
        Standing::Code if is_written_by_program(text) => Standing::Generated,
        Standing::Code if is_of_pages(path) && names_release(text) => Standing::Vendored,
        standing => standing,
    }
}

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
    if is_vendored(folders, name) {
        return Standing::Vendored;
    }
    let lower = name.to_ascii_lowercase();
    let stem = lower.split('.').next().unwrap_or_default();
    let is_test = lower.contains(".test.")
        || lower.contains(".spec.")
        || lower.contains(".stories.")
        || stem.starts_with("test_")
        || stem.ends_with("_test")
        || stem.ends_with("_spec")
        || stem.ends_with("_testing")
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

/// Whether names say that others wrote a file.
fn is_vendored(folders: &str, name: &str) -> bool {
    let folders = folders.to_ascii_lowercase();
    let mut libraries: &[&str] = &[];
    for (depth, folder) in folders.split('/').enumerate() {
        let is_library = is_of_pages(name) && libraries.contains(&folder);
        // `deps` at the top is where C projects keep what they are linked with.
        let holds_deps = depth == 0 && folder == "deps";
        if VENDORED.contains(&folder) || is_library || holds_deps || ends_in_version(folder) {
            return true;
        }
        let site = HANDED_OUT.iter().find(|(site, _)| *site == folder);
        libraries = site.map_or(libraries, |(_, libraries)| libraries);
    }
    let stem = name.strip_suffix(".js").or(name.strip_suffix(".css"));
    PUT_THERE.contains(&name)
        || stem.is_some_and(|stem| {
            let stem = stem.to_ascii_lowercase();
            stem == "jquery" || stem.starts_with("jquery.") || ends_in_version(&stem)
        })
}

/// Whether a name ends as the folder of a release does: `jasmine-2.0.0-rc5`, `dotenv-3.2.0`; not `v1.2`.
fn ends_in_version(name: &str) -> bool {
    name.match_indices('-').any(|(at, _)| {
        let version = name[at + 1..].trim_start_matches('v');
        let mut numbers = version.splitn(3, '.');
        let is_number = |text: Option<&str>| {
            text.is_some_and(|text| text.starts_with(|first: char| first.is_ascii_digit()))
        };
        let has_major = numbers.next().is_some_and(|major| {
            !major.is_empty() && major.bytes().all(|byte| byte.is_ascii_digit())
        });
        at > 0 && has_major && is_number(numbers.next()) && is_number(numbers.next())
    })
}

/// Whether a file is a script or a style of pages, which are handed on as files with their release written into them.
fn is_of_pages(path: &str) -> bool {
    path.ends_with(".js") || path.ends_with(".css")
}

/// The part of a text that may say where it comes from.
fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(1500)]
}

/// Whether a text says that a program wrote it.
fn is_written_by_program(text: &str) -> bool {
    let says = |line: &str| {
        let line = line.to_ascii_lowercase();
        line.contains("@generated")
            || line.contains("do not edit") && line.contains("generated")
            || line.contains("<auto-generated")
    };
    head(text)
        .lines()
        .take_while(|line| line.is_empty() || is_comment(line))
        .any(says)
}

/// Whether a line looks like one of a comment.
fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    ["//", "#", "/*", "*", "--", "<!--", ";", "\"\"\""]
        .iter()
        .any(|start| line.starts_with(start))
}

/// Whether a text begins with the banner of a library's release: its licence, and its version in three numbers or as
/// `v1.2`. Licences have versions, too, but none of these.
fn names_release(text: &str) -> bool {
    let Some(comment) = head(text).trim_start().strip_prefix("/*") else {
        return false;
    };
    let banner = comment.split("*/").next().unwrap_or(comment);
    let small = banner.to_ascii_lowercase();
    let is_licensed = ["licen", "copyright", "(c)"]
        .iter()
        .any(|word| small.contains(word));
    let mut words =
        small.split(|letter: char| letter.is_whitespace() || "[](),;|@".contains(letter));
    is_licensed && words.any(is_version)
}

/// `v1.2`, `1.2.3`, `v4.4.0-rc1`; not `2.0`.
fn is_version(word: &str) -> bool {
    let bare = word.trim_start_matches('v');
    let leading = |text: &str| text.starts_with(|first: char| first.is_ascii_digit());
    let numbers = bare.split('.').take_while(|part| leading(part)).count();
    leading(bare) && (numbers >= 3 || numbers == 2 && bare.len() < word.len())
}

#[cfg(test)]
mod tests {
    use super::{Standing, standing, standing_of};

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
            "netbox/configuration_testing.py",
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

    #[test]
    fn what_others_wrote_is_told_by_its_path() {
        for path in [
            "deps/jemalloc/src/arena.c",
            "src/Shop/wwwroot/lib/angular/angular.js",
            "public/assets/js/libs/slimselect.js",
            "public/assets/js/libs/picker/vendor/jasmine-2.0.0-rc5/jasmine.js",
            "gems/dotenv-3.2.0/lib/dotenv.rb",
            "src/ThirdParty/Json/Reader.cs",
            "js/jquery.cookie.js",
            "js/moment-2.29.1.js",
            "gradlew",
            ".mvn/wrapper/MavenWrapperDownloader.java",
        ] {
            assert_eq!(standing(path), Standing::Vendored, "{path}");
        }
        for path in [
            "lib/query.rb",
            "core/external/info_agent.go",
            "src/deps/graph.ts",
            "packages/dashboard/src/lib/permissions.ts",
            "apps/web/lib/client/a.js",
            "public/lib/player.js",
            "docs-1.2/v1.2.0/page.js",
            "api-v1/users.js",
            "src/jquery-bridge.ts",
        ] {
            assert_ne!(standing(path), Standing::Vendored, "{path}");
        }
    }

    #[test]
    fn what_others_wrote_is_told_by_its_banner() {
        for text in [
            "/*! jQuery v3.6.0 | (c) OpenJS Foundation */",
            "/*\n * angular-ui-bootstrap\n * Version: 1.3.3 - 2016-05-22\n * License: MIT\n */",
            "/**\n * bootbox.js [v4.4.0]\n *\n * http://bootboxjs.com/license.txt\n */",
        ] {
            assert_eq!(standing_of("js/a.js", text), Standing::Vendored, "{text}");
            assert_eq!(standing_of("js/a.php", text), Standing::Code, "{text}");
        }
        for text in [
            "/*\n * Copyright 2024 The Authors\n * Licensed under the Apache License, Version 2.0\n */",
            "/* GNU Affero General Public License, version 3.0 */",
            "/* Works since 1.2.3 */",
            "let a = '/*! jQuery v3.6.0 (c) */';",
        ] {
            assert_eq!(standing_of("js/a.js", text), Standing::Code, "{text}");
        }
    }

    #[test]
    fn what_a_program_wrote_says_so() {
        let text = "// Copyright\n\n// Code generated by protoc-gen-go. DO NOT EDIT.\npackage a\n";
        assert_eq!(standing_of("a.go", text), Standing::Generated);
        let text = "package a\n\n// generated by hand: do not edit\n";
        assert_eq!(standing_of("a.go", text), Standing::Code);
    }
}
