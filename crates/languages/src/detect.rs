//! Which language a file is in, from its name and the start of its text.
//!
//! The order is: whole file name, extension, first lines. Content is asked only where a name says
//! too little: an extension that several languages share, one that says nothing (`.cgi`), or none.

use assay_profile::HeadTest;

use crate::{Lang, Profile};

/// Extensions that tell less than a `#!` line does.
const WEAK_EXTENSIONS: &[&str] = &["cgi", "fcgi", "command", "tool"];

pub(crate) fn detect(path: &str, head: &[u8]) -> Option<Lang> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    by_file_name(name).or_else(|| match extension(name) {
        Some(extension) => by_extension(&extension, head),
        None => by_first_lines(head),
    })
}

fn by_file_name(name: &str) -> Option<Lang> {
    let is_named = |profile: &Profile| {
        profile
            .file_names
            .iter()
            .any(|pattern| matches(pattern, name))
    };
    Lang::all().find(|lang| is_named(lang.profile()))
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(prefix) => name.starts_with(prefix),
        None => name == pattern,
    }
}

/// The part after the last dot, lower case; a leading dot starts no extension.
fn extension(name: &str) -> Option<String> {
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty() && !extension.is_empty()).then(|| extension.to_ascii_lowercase())
}

fn by_extension(extension: &str, head: &[u8]) -> Option<Lang> {
    let passes = |test: &HeadTest| test.extension == extension && (test.passes)(head);
    let claimed = |lang: &Lang| lang.profile().claims.iter().any(passes);
    let disclaimed = |lang: &Lang| lang.profile().disclaims.iter().any(passes);
    if let Some(lang) = Lang::all().find(claimed) {
        return Some(lang);
    }
    match extension {
        "inc" => by_first_lines(head),
        weak if WEAK_EXTENSIONS.contains(&weak) => {
            by_first_lines(head).or_else(|| with_extension(weak))
        }
        known => with_extension(known).filter(|lang| !disclaimed(lang)),
    }
}

fn with_extension(extension: &str) -> Option<Lang> {
    Lang::all().find(|lang| lang.profile().extensions.contains(&extension))
}

/// Whether a line of the head starts with one of the words.
pub(crate) fn has_line(head: &[u8], words: &[&[u8]]) -> bool {
    lines(head).any(|line| words.iter().any(|word| line.starts_with(word)))
}

/// Whether the first line that is not empty starts with one of the words.
pub(crate) fn opens_with(head: &[u8], words: &[&[u8]]) -> bool {
    let first = lines(head)
        .find(|line| !line.is_empty())
        .unwrap_or_default();
    words.iter().any(|word| first.starts_with(word))
}

fn by_first_lines(head: &[u8]) -> Option<Lang> {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    by_shebang(head)
        .or_else(|| by_modeline(head))
        .or_else(|| by_opening(head))
}

/// `#!/usr/bin/env -S deno run`, `#!/bin/sh`, `#!/usr/bin/python3.11`.
fn by_shebang(head: &[u8]) -> Option<Lang> {
    let line = lines(head).next()?.strip_prefix(b"#!")?;
    let line = std::str::from_utf8(line).ok()?;
    let mut words = line
        .split_whitespace()
        .map(|word| word.rsplit('/').next().unwrap_or(word));
    let program = match words.next()? {
        "env" => words.find(|word| !word.starts_with('-') && !word.contains('='))?,
        program => program,
    };
    let program = program.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    Lang::all().find(|lang| lang.profile().interpreters.contains(&program))
}

/// What Emacs (`-*- mode: ruby -*-`, `-*- ruby -*-`) and Vim (`vim: set ft=ruby:`) are told.
fn by_modeline(head: &[u8]) -> Option<Lang> {
    lines(head)
        .take(5)
        .filter_map(|line| std::str::from_utf8(line).ok())
        .find_map(|line| {
            let mode = emacs_mode(line).or_else(|| vim_type(line))?;
            Lang::from_name(&mode.to_ascii_lowercase())
        })
}

fn emacs_mode(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("-*-")?;
    let (variables, _) = rest.split_once("-*-")?;
    if !variables.contains(':') {
        return Some(variables.trim());
    }
    let mode_of = |pair: &'_ str| -> Option<usize> {
        let (name, _) = pair.split_once(':')?;
        name.trim()
            .eq_ignore_ascii_case("mode")
            .then_some(name.len() + 1)
    };
    variables
        .split(';')
        .find_map(|pair| mode_of(pair).map(|start| pair[start..].trim()))
}

fn vim_type(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("vim:").or_else(|| line.split_once("vi:"))?;
    let settings = rest.split([' ', ':', '\t']);
    settings
        .filter_map(|pair| pair.split_once('='))
        .find_map(|(name, value)| matches!(name, "ft" | "filetype" | "syntax").then_some(value))
}

fn by_opening(head: &[u8]) -> Option<Lang> {
    let start = lines(head)
        .find(|line| !line.is_empty())?
        .to_ascii_lowercase();
    let opens = |opening: &&str| start.starts_with(opening.as_bytes());
    Lang::all().find(|lang| lang.profile().openings.iter().any(opens))
}

/// The lines of the head without the white space around them.
fn lines(head: &[u8]) -> impl Iterator<Item = &[u8]> {
    head.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii)
}

pub(crate) fn contains(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|window| window == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, head: &str, expected: Option<&str>) {
        assert_eq!(
            detect(path, head.as_bytes()).map(Lang::id),
            expected,
            "{path}: {head:?}"
        );
    }

    #[test]
    fn file_names_come_first() {
        check("deploy/Dockerfile", "", Some("dockerfile"));
        check("Dockerfile.dev", "", Some("dockerfile"));
        check("api.containerfile", "", Some("dockerfile"));
        check("a\\Gemfile", "", Some("ruby"));
        check("Cargo.lock", "", Some("toml"));
        check("yarn.lock", "", None);
        check(".bashrc", "", Some("bash"));
    }

    #[test]
    fn extensions_are_read_without_case() {
        check("a/b.d/main.RS", "", Some("rust"));
        check("types.d.ts", "", Some("typescript"));
        check("View.tsx", "", Some("tsx"));
        check("main.tf", "", Some("hcl"));
        check("lib.mli", "", Some("ocaml-interface"));
        check("App.svelte", "", Some("svelte"));
        check("Makefile", "all:\n", None);
        check("trailing.", "", None);
        check(".ts", "", None);
    }

    #[test]
    fn content_decides_between_languages_that_share_an_extension() {
        check("a.h", "", Some("c"));
        check("a.h", "#pragma once\nint f(void);\n", Some("c"));
        check("a.h", "#pragma once\nnamespace a {\n", Some("cpp"));
        check(
            "a.h",
            "#ifdef __cplusplus\nextern \"C\" {\n#endif\n",
            Some("c"),
        );
        check("a.h", "#import <Foundation/Foundation.h>\n", Some("objc"));
        check("a.m", "#import \"a.h\"\n", Some("objc"));
        check("a.m", "% mean of x\nfunction m = mean(x)\n", None);
        check("de.ts", "<?xml version=\"1.0\"?>\n<!DOCTYPE TS>\n", None);
        check("a.inc", "<?php\n", Some("php"));
        check("a.cgi", "#!/usr/bin/python3\n", Some("python"));
        check("a.cgi", "", Some("bash"));
    }

    #[test]
    fn first_lines_name_files_without_an_extension() {
        check("run", "#!/bin/sh -e\n", Some("bash"));
        check(
            "run",
            "#!/usr/bin/env -S deno run --allow-net\n",
            Some("typescript"),
        );
        check("run", "#!/usr/bin/env LANG=C python3.11\n", Some("python"));
        check("run", "#!/usr/bin/tclsh\n", None);
        check("x", "# -*- mode: ruby; coding: utf-8 -*-\n", Some("ruby"));
        check("x", "// -*- C++ -*-\n", Some("cpp"));
        check(
            "x",
            "# comment\n# vim: set ft=python ts=4:\n",
            Some("python"),
        );
        check("x", "\u{feff}<!DOCTYPE html>\n", Some("html"));
        check("x", "plain text", None);
    }
}
