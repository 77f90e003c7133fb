//! The main grammars, linked in, for native tests and benches. The page and the command line load
//! theirs as side modules built from the same crates.

use tree_sitter_language::LanguageFn;

use crate::{Lang, has_grammar, install_grammar};

const GRAMMARS: &[(&str, LanguageFn)] = &[
    ("bash", tree_sitter_bash::LANGUAGE),
    ("c", tree_sitter_c::LANGUAGE),
    ("cpp", tree_sitter_cpp::LANGUAGE),
    ("csharp", tree_sitter_c_sharp::LANGUAGE),
    ("css", tree_sitter_css::LANGUAGE),
    ("dockerfile", tree_sitter_containerfile::LANGUAGE),
    ("go", tree_sitter_go::LANGUAGE),
    ("hcl", tree_sitter_hcl::LANGUAGE),
    ("html", tree_sitter_html::LANGUAGE),
    ("java", tree_sitter_java::LANGUAGE),
    ("javascript", tree_sitter_javascript::LANGUAGE),
    ("json", tree_sitter_json::LANGUAGE),
    ("kotlin", tree_sitter_kotlin_sg::LANGUAGE),
    ("lua", tree_sitter_lua::LANGUAGE),
    ("php", tree_sitter_php::LANGUAGE_PHP_ONLY),
    ("python", tree_sitter_python::LANGUAGE),
    ("ruby", tree_sitter_ruby::LANGUAGE),
    ("rust", tree_sitter_rust::LANGUAGE),
    ("scala", tree_sitter_scala::LANGUAGE),
    ("solidity", tree_sitter_solidity::LANGUAGE),
    ("swift", tree_sitter_swift::LANGUAGE),
    ("tsx", tree_sitter_typescript::LANGUAGE_TSX),
    ("typescript", tree_sitter_typescript::LANGUAGE_TYPESCRIPT),
    ("yaml", tree_sitter_yaml::LANGUAGE),
];

/// Installs the main grammars on this thread; a second call does nothing.
///
/// # Panics
/// If a grammar does not fit the tree-sitter in use, which only a wrong version in the manifest causes.
pub fn install_native_grammars() {
    if Lang::from_name("bash").is_some_and(has_grammar) {
        return;
    }
    for (name, function) in GRAMMARS {
        install_grammar(name, (*function).into()).expect("the manifest pins grammars that fit");
    }
}
