//! Rules of the Semgrep dialect with code, as text: each file in `tables/` has blocks of
//!
//! ```text
//! @ language, and `deep` where data is followed further than Semgrep does
//! what the rule looks for, in YAML
//! --
//! code; a line that ends in ` <-` is one where a finding starts, and the mark is not part of the code
//! ==
//! the code with all fixes applied
//! !!
//! line:column what is wrong with the rule (the line counts from the first of the block's YAML)
//! ```
//!
//! The last two parts may be left out; a block without `!!` has no problems.

#![allow(clippy::disallowed_methods)] // A test is a host: it may read files.

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::source;
use assay_engine::{CheckOptions, Checked, Choices, Engine, apply_fixes};
use assay_languages::{Lang, install_native_grammars};
use assay_model::{Problem, Status};

/// Lines of a rule file before what the block says.
const HEAD_LINES: u32 = 5;

struct Block<'t> {
    lang: &'t str,
    deep: bool,
    rule: &'t str,
    marked: &'t str,
    fixed: Option<&'t str>,
    problems: Vec<&'t str>,
}

fn block(text: &str) -> Block<'_> {
    let (head, body) = text.split_once('\n').expect("a block has lines");
    let (lang, level) = head.split_once(' ').unwrap_or((head, ""));
    let (body, problems) = body.split_once("\n!!\n").unwrap_or((body, ""));
    let (body, fixed) = match body.split_once("\n==\n") {
        Some((body, fixed)) => (body, Some(fixed)),
        None => (body, None),
    };
    let body = body.strip_suffix("\n--").unwrap_or(body);
    let (rule, marked) = body.split_once("\n--\n").unwrap_or((body, ""));
    Block {
        lang: lang.trim(),
        deep: level == "deep",
        rule,
        marked,
        fixed,
        problems: problems.lines().filter(|line| !line.is_empty()).collect(),
    }
}

fn rule_file(block: &Block<'_>) -> String {
    let body: String = block
        .rule
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    format!(
        "rules:\n  - id: r\n    languages: [{}]\n    severity: ERROR\n    message: m\n{body}",
        block.lang
    )
}

fn told(problem: &Problem) -> String {
    let line = problem.line.unwrap_or_default();
    let col = problem.col.unwrap_or_default();
    let line = i64::from(line) - i64::from(HEAD_LINES);
    format!("{line}:{} {}", i64::from(col) - 4, problem.message)
}

/// What is wrong with a block, if anything is.
fn fault(block: &Block<'_>) -> Option<String> {
    let mut engine = Engine::default();
    let mut problems = engine
        .load_rules(
            &[source("rules.yml", &rule_file(block))],
            &Choices::default(),
        )
        .problems;
    let lang = Lang::from_name(block.lang);
    if let Some(lang) = lang {
        problems.extend(engine.compile_rules(lang));
    }
    problems.extend(engine.compile_text_rules());
    let code: String = block
        .marked
        .lines()
        .map(|line| format!("{}\n", line.strip_suffix(" <-").unwrap_or(line)))
        .collect();
    let expected: BTreeSet<u32> = block
        .marked
        .lines()
        .zip(1..)
        .filter(|(line, _)| line.ends_with(" <-"))
        .map(|(_, number)| number)
        .collect();
    let options = CheckOptions {
        language: lang,
        deep: block.deep,
        now: Some(1_700_000_000.0),
        ..CheckOptions::default()
    };
    let Checked::Report(report) = engine.check("a.txt", code.clone().into_bytes(), &options) else {
        return Some("a grammar is missing".to_owned());
    };
    problems.extend(report.problems.clone());
    let visible = || {
        let findings = report.findings.iter();
        findings.filter(|finding| finding.status == Status::Open)
    };
    let found: BTreeSet<u32> = visible().map(|finding| finding.range.start.line).collect();
    let told: Vec<String> = problems.iter().map(told).collect();
    let mut faults = Vec::new();
    let all_told = told.len() == block.problems.len()
        && told
            .iter()
            .zip(&block.problems)
            .all(|(told, expected)| told.starts_with(expected.trim_end()));
    if !all_told {
        faults.push(format!("problems {told:#?}"));
    }
    if found != expected {
        faults.push(format!("lines {found:?} instead of {expected:?}"));
    }
    if let Some(expected) = block.fixed {
        let fixes = visible().filter_map(|finding| finding.fix.as_ref());
        let fixed = apply_fixes(&code, fixes, None).text;
        if fixed.trim_end() != expected.trim_end() {
            faults.push(format!("fixed:\n{fixed}"));
        }
    }
    (!faults.is_empty()).then(|| faults.join("\n"))
}

#[test]
fn every_block_finds_what_it_marks() {
    install_native_grammars();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    let mut faults = Vec::new();
    for file in files {
        let table = format!("\n{}", std::fs::read_to_string(&file).expect("text"));
        for text in table.split("\n@ ").skip(1) {
            if let Some(fault) = fault(&block(text)) {
                let name = file.file_name().unwrap_or_default();
                faults.push(format!("{} {text}\n>>> {fault}", name.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}
