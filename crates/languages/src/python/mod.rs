//! Python with Bazel's and Starlark's files. A docstring is a string, so it counts as code.

mod lowering;
mod matching;
mod outline;
mod semantics;
mod words;

use crate::{Comments, Language, Profile, Quote};

pub(crate) const LANGUAGE: Language = Language {
    profile: PROFILE,
    lowering: Some(&lowering::TABLE),
    outline: Some(&outline::OUTLINE),
    #[cfg(feature = "native-grammars")]
    native: Some(tree_sitter_python::LANGUAGE),
};

const PROFILE: Profile = Profile {
    id: "python",
    name: "Python",
    grammar: "python",
    aliases: &["py"],
    extensions: &["py", "py3", "pyi", "bzl", "bazel", "pyw", "pyx", "star"],
    file_names: &[
        "BUILD",
        "WORKSPACE",
        "BUCK",
        "SConstruct",
        "SConscript",
        "wscript",
        "Snakefile",
        "Tiltfile",
    ],
    interpreters: &["python", "pypy", "uv"],
    expando: 'µ',
    comments: Comments::HASH,
    quotes: &[
        Quote::TRIPLE,
        Quote::TRIPLE_SINGLE,
        Quote::DOUBLE,
        Quote::SINGLE,
    ],
    // The scanner keeps two bytes for each level beside up to 257 others, in 1024. Python itself takes 100 levels.
    beyond_scanner: Some(|text| assay_profile::indented_deeper(text, 380)),
    semantics: semantics::SEMANTICS,
    matching: matching::MATCHING,
    words: words::WORDS,
    ..Profile::PLAIN
};
