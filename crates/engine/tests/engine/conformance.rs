//! ast-grep's own catalogue: our ranges and replacements against those of its command line.
//!
//! The cases are not part of the project; `ASSAY_CONFORMANCE` names the folder that has them. The
//! headless runner's suite covers all of them, this one those whose grammars are linked natively.

#![allow(clippy::disallowed_methods)] // A test is a host: it may read files.

use crate::support::source;
use assay_engine::{CheckOptions, Checked, Choices, Engine};
use assay_languages::{Lang, has_grammar, install_native_grammars};
use assay_model::{FileReport, Status};
use serde_json::Value;

type Found = (u32, u32, Option<String>);

fn check(case: &Value) -> Result<(), String> {
    let text = |key: &str| case[key].as_str().unwrap_or_default().to_owned();
    let mut engine = Engine::default();
    let loaded = engine.load_rules(&[source("rules.yml", &text("rules"))], &Choices::default());
    let lang = Lang::from_name(&text("lang"));
    let problems = lang
        .map(|lang| engine.compile_rules(lang))
        .unwrap_or_default();
    let options = CheckOptions {
        // The expected ranges come from a command that lets the globs of rules count.
        apply_paths: case["expectedRanges"].is_array(),
        language: lang,
        ..CheckOptions::default()
    };
    let Checked::Report(report) =
        engine.check(&text("file"), text("target").into_bytes(), &options)
    else {
        return Err("the grammar is missing".to_owned());
    };
    let (mut expected, mut found) = (expected(case), found(&report));
    expected.sort();
    found.sort();
    let context = || {
        format!(
            "{:?} {:?} {:?} {:?}",
            loaded.problems, problems, report.problems, report.parse
        )
    };
    if found == expected {
        Ok(())
    } else {
        Err(format!(
            "\nexpected {expected:?}\nfound    {found:?}\n{}",
            context()
        ))
    }
}

fn expected(case: &Value) -> Vec<Found> {
    let ranges = case["expectedRanges"].as_array().into_iter().flatten();
    let offset = |value: &Value| value.as_u64().unwrap_or_default() as u32;
    ranges
        .map(|range| {
            (
                offset(&range[0]),
                offset(&range[1]),
                range[2].as_str().map(str::to_owned),
            )
        })
        .collect()
}

fn found(report: &FileReport) -> Vec<Found> {
    let visible = report
        .findings
        .iter()
        .filter(|finding| finding.status == Status::Open);
    visible
        .map(|finding| {
            (
                finding.range.start.offset,
                finding.range.end.offset,
                finding.fix.as_ref().map(|fix| fix.text.clone()),
            )
        })
        .collect()
}

#[test]
fn ranges_are_those_of_ast_grep() {
    let Ok(folder) = std::env::var("ASSAY_CONFORMANCE") else {
        eprintln!("skipped: ASSAY_CONFORMANCE does not name the folder with the cases");
        return;
    };
    install_native_grammars();
    let path = format!("{folder}/ast-grep/cases.jsonl");
    let cases = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let (mut passed, mut failed) = (0, Vec::new());
    for line in cases.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let lang = Lang::from_name(case["lang"].as_str().unwrap_or_default());
        if !lang.is_some_and(has_grammar) {
            continue;
        }
        match check(&case) {
            Ok(()) => passed += 1,
            Err(message) => failed.push(format!("{}: {message}", case["id"])),
        }
    }
    println!("{passed} cases passed");
    assert!(failed.is_empty() && passed > 0, "{}", failed.join("\n"));
}
