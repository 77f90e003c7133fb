//! Times parsing, lowering and matching over a folder: `cargo run --release -p assay-pattern --example speed -- python DIR PATTERNS.txt` (one pattern a block, blank lines between).

#![allow(clippy::disallowed_methods)] // An example is a host: it may read files and look at the clock.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use assay_languages::{Lang, install_native_grammars};
use assay_pattern::{Options, Pattern, Target, find};
use ast_grep_core::tree_sitter::LanguageExt;

fn files(dir: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|own| own == extension) {
            found.push(path);
        }
    }
}

fn main() {
    install_native_grammars();
    let args: Vec<String> = std::env::args().skip(1).collect();
    let lang = Lang::from_name(&args[0]).expect("a language");
    let mut paths = Vec::new();
    files(
        Path::new(&args[1]),
        lang.profile().extensions[0],
        &mut paths,
    );
    let patterns = std::fs::read_to_string(&args[2]).expect("patterns");
    let patterns: Vec<Pattern> = patterns
        .split("\n\n")
        .map(|text| Pattern::parse(lang, text).expect(text))
        .collect();
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&lang.get_ts_language()).expect("fits");
    let (mut parse, mut lowering, mut facts, mut each) = (
        Duration::ZERO,
        Duration::ZERO,
        Duration::ZERO,
        vec![Duration::ZERO; patterns.len()],
    );
    let (mut bytes, mut nodes, mut count) = (0, 0, vec![0; patterns.len()]);
    let mut worst = (Duration::ZERO, PathBuf::new());
    for path in &paths {
        let Ok(text) = std::fs::read_to_string(path) else {
            continue;
        };
        bytes += text.len();
        let start = Instant::now();
        let parsed = parser.parse(&text, None).expect("no limit");
        parse += start.elapsed();
        let start = Instant::now();
        let tree = lang
            .lower(&parsed, &text.as_str().into(), None)
            .expect("a profile");
        nodes += tree.len();
        let target = Target::new(tree);
        lowering += start.elapsed();
        let start = Instant::now();
        target.facts();
        facts += start.elapsed();
        worst = worst.max((start.elapsed(), path.clone()));
        for (place, pattern) in patterns.iter().enumerate() {
            let start = Instant::now();
            find(
                pattern,
                &target,
                &Options::default(),
                None,
                &|| false,
                &mut |_| count[place] += 1,
            );
            each[place] += start.elapsed();
        }
    }
    println!("{} files, {bytes} bytes, {nodes} nodes", paths.len());
    println!("parse {parse:?} lower {lowering:?} facts {facts:?} (worst {worst:?})");
    for (place, time) in each.iter().enumerate() {
        println!("{time:?} {} matches", count[place]);
    }
}
