//! Runs the `patterns` suite of Semgrep's cases on the matcher alone:
//! `cargo run -q -p assay-pattern --example patterns -- CASES LANG [ID-PART] [-v]`.

#![allow(clippy::disallowed_methods)] // An example is a host: it may read files and look at the clock.

use std::collections::BTreeSet;

use assay_languages::{Lang, install_native_grammars};
use assay_pattern::{Options, Pattern, Target, find};
use ast_grep_core::tree_sitter::LanguageExt;
use serde_json::Value;

fn main() {
    install_native_grammars();
    let args: Vec<String> = std::env::args().skip(1).collect();
    let verbose = args.iter().any(|arg| arg == "-v");
    let plain: Vec<&String> = args.iter().filter(|arg| *arg != "-v").collect();
    let text = std::fs::read_to_string(plain[0]).expect("the cases can be read");
    let (mut passed, mut total) = (0, 0);
    std::panic::set_hook(Box::new(|_| {}));
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).expect("a case is JSON");
        let field = |name: &str| case[name].as_str().unwrap_or_default();
        if field("suite") != "patterns" || !plain[1].split(',').any(|lang| lang == field("lang")) {
            continue;
        }
        if plain
            .get(2)
            .is_some_and(|part| !field("id").contains(part.as_str()))
        {
            continue;
        }
        total += 1;
        let rules = field("rules");
        let Some(at) = rules.find("pattern: ") else {
            continue;
        };
        let pattern = rules[at + 9..].lines().next().unwrap_or_default();
        let pattern: String = serde_json::from_str(pattern).unwrap_or_else(|_| pattern.to_owned());
        let expected: BTreeSet<u64> = case["expected"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_u64)
            .collect();
        let lang = match field("lang") {
            "ts" if field("file").ends_with("x") => "tsx",
            other => other,
        };
        let run = || run(lang, &pattern, field("target"));
        let result = std::panic::catch_unwind(run).unwrap_or_else(|_| Err("panic".to_owned()));
        if result.as_ref() == Ok(&expected) {
            passed += 1;
            continue;
        }
        match &result {
            Ok(lines) => println!(
                "{}: missing {:?} extra {:?}",
                field("id"),
                expected.difference(lines).collect::<Vec<_>>(),
                lines.difference(&expected).collect::<Vec<_>>()
            ),
            Err(error) => println!("{}: {error}", field("id")),
        }
        if verbose {
            println!("--- pattern\n{pattern}\n--- target");
            for (number, line) in field("target").lines().enumerate() {
                println!("{:3} {line}", number + 1);
            }
        }
    }
    println!("{passed} of {total}");
}

fn run(lang: &str, pattern: &str, text: &str) -> Result<BTreeSet<u64>, String> {
    let lang = Lang::from_name(lang).ok_or("unknown language")?;
    let compiled =
        Pattern::parse(lang, pattern).map_err(|error| format!("{error} at {}", error.offset))?;
    let mut parser = tree_sitter::Parser::new();
    parser
        .set_language(&lang.get_ts_language())
        .map_err(|error| error.to_string())?;
    let parsed = parser.parse(text, None).ok_or("no tree")?;
    let tree = lang
        .lower(&parsed, &text.into(), None)
        .ok_or("no profile")?;
    if std::env::var("OUTLINE").is_ok() {
        println!("{}\n{}", compiled.outline(), tree.outline(tree.root()));
    }
    let target = Target::new(tree);
    let mut lines = BTreeSet::new();
    find(
        &compiled,
        &target,
        &Options::default(),
        None,
        &|| false,
        &mut |found| {
            lines.insert(text[..found.range.start as usize].matches('\n').count() as u64 + 1);
        },
    );
    Ok(lines)
}
