//! Python with Bazel's and Starlark's files. A docstring is a string, so it counts as code.

use crate::{Comments, Profile, Quote};

pub(super) const PROFILE: Profile = Profile {
    id: "python",
    name: "Python",
    grammar: "python",
    aliases: &["py"],
    extensions: &["py", "py3", "pyi", "bzl", "bazel", "pyw", "pyx", "star"],
    file_names: &["BUILD", "WORKSPACE", "BUCK", "SConstruct", "SConscript", "wscript", "Snakefile", "Tiltfile"],
    interpreters: &["python", "pypy", "uv"],
    expando: 'µ',
    comments: Comments::HASH,
    quotes: &[Quote::TRIPLE, Quote::TRIPLE_SINGLE, Quote::DOUBLE, Quote::SINGLE],
    ..Profile::PLAIN
};
