//! Shows how a pattern, or else a file of code, is understood:
//! `cargo run -q -p assay-pattern --example read --features assay-languages/native-grammars -- LANG PATTERN [FILE]`.

// An example is a program: it reads files and writes to the terminal.
#![allow(clippy::disallowed_methods, clippy::print_stdout)]

use assay_languages::{Lang, install_native_grammars};
use assay_pattern::Pattern;
use ast_grep_core::tree_sitter::LanguageExt;

fn main() {
    install_native_grammars();
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [name, text, files @ ..] = args.as_slice() else {
        panic!("usage: read LANG PATTERN [FILE]")
    };
    let lang = Lang::from_name(name).unwrap_or_else(|| panic!("no language {name}"));
    if !text.is_empty() {
        match Pattern::parse(lang, text) {
            Ok(pattern) => println!("{}", pattern.outline()),
            Err(error) => println!("{error} at {}", error.offset),
        }
    }
    for file in files {
        let code = std::fs::read_to_string(file).expect("the file can be read");
        let mut parser = tree_sitter::Parser::new();
        let language = lang.get_ts_language();
        parser.set_language(&language).expect("the grammar fits");
        let parsed = parser.parse(&code, None).expect("it is parsed");
        println!("{}", parsed.root_node().to_sexp());
        if let Some(tree) = lang.lower(&parsed, &code.as_str().into(), None) {
            println!("{}", tree.outline(tree.root()));
        }
    }
}
