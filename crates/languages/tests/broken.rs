//! Code that is cut off or has a hole is lowered too: people scan what they are just writing.

// A test reads its samples.
#![allow(clippy::disallowed_methods)]

use assay_languages::{Lang, install_native_grammars};
use ast_grep_core::tree_sitter::LanguageExt;

/// How many cuts are made in a sample.
const CUTS: usize = 10;

fn lowered(lang: Lang, parser: &mut tree_sitter::Parser, text: &str) {
    let parsed = parser.parse(text, None).expect("no limit is set");
    let tree = lang.lower(&parsed, &text.into(), None).expect("a profile");
    for id in tree.ids() {
        let span = tree.span(id);
        assert!(text.get(span.clone()).is_some(), "{span:?} in {text}");
    }
}

fn cuts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let step = (text.len() / CUTS).max(1);
    let places = (0..text.len()).step_by(step);
    places.filter(|at| text.is_char_boundary(*at))
}

#[test]
fn broken_code_is_lowered() {
    install_native_grammars();
    let folders = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let mut count = 0;
    for lang in Lang::all().filter(|lang| lang.lowering_table().is_some()) {
        let mut parser = tree_sitter::Parser::new();
        parser
            .set_language(&lang.get_ts_language())
            .expect("the grammar fits");
        let folder = format!("{folders}/{}", lang.id().replace('-', "_"));
        let files = std::fs::read_dir(folder).expect("a language has a folder");
        let is_sample =
            |file: &std::fs::DirEntry| file.file_name().to_string_lossy().starts_with("sample.");
        for file in files.filter_map(Result::ok).filter(is_sample) {
            let text = std::fs::read_to_string(file.path()).expect("a sample is text");
            lowered(lang, &mut parser, &text);
            for at in cuts(&text) {
                let (before, after) = text.split_at(at);
                let hole = after
                    .char_indices()
                    .nth(7)
                    .map_or(after.len(), |(at, _)| at);
                lowered(lang, &mut parser, before);
                lowered(lang, &mut parser, &format!("{before}{}", &after[hole..]));
            }
            count += 1;
        }
    }
    assert!(count > 10, "there are samples");
}
