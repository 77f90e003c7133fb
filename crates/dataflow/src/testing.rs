//! What the tests of this crate share.

use assay_languages::{Lang, install_native_grammars};
use assay_syntax::Tree;
use ast_grep_core::tree_sitter::LanguageExt;

/// The lowered tree of a text.
pub(crate) fn tree(lang: &str, text: &str) -> Tree {
    install_native_grammars();
    let lang = Lang::from_name(lang).expect("a known language");
    let mut parser = tree_sitter::Parser::new();
    parser
        .set_language(&lang.get_ts_language())
        .expect("the grammar fits");
    let parsed = parser.parse(text, None).expect("no limit is set");
    lang.lower(&parsed, &text.into(), None)
        .expect("the language has a profile")
}
