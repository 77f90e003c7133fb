//! Prints the lowered tree of a file: `cargo run -p assay-languages --features native-grammars --example outline -- python file.py`.

#![allow(clippy::disallowed_methods)] // An example is a host: it may read files and look at the clock.

use assay_languages::{Lang, install_native_grammars};
use ast_grep_core::tree_sitter::LanguageExt;

fn main() {
    install_native_grammars();
    let mut args = std::env::args().skip(1);
    let (Some(lang), Some(path)) = (args.next(), args.next()) else {
        return eprintln!("usage: outline LANGUAGE FILE [raw]");
    };
    let Some(lang) = Lang::from_name(&lang) else {
        return eprintln!("no such language");
    };
    let text = std::fs::read_to_string(path).expect("the file can be read");
    let mut parser = tree_sitter::Parser::new();
    parser
        .set_language(&lang.get_ts_language())
        .expect("the grammar fits");
    let parsed = parser.parse(&text, None).expect("no limit is set");
    if args.next().is_some() {
        println!("{}", parsed.root_node().to_sexp());
    }
    let tree = lang
        .lower(&parsed, &text.into(), None)
        .expect("the language has a profile");
    print!("{}", tree.outline(tree.root()));
}
