//! Runs folders of cases after public bug reports natively, at the deep level:
//! `cargo run -p assay-engine --example bugs --features assay-languages/native-grammars -- DIR/cases.jsonl [ID-PART]`.
//!
//! A case names its rules (none: the built-in ones whose id has one of the words of `builtin`) and a folder; the lines
//! that must be found, those that may be, and groups of which one must be. Any other line is wrong.

// An example is a program: it reads files and writes to the terminal.
#![allow(clippy::disallowed_methods, clippy::print_stdout)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use assay_engine::{CheckOptions, Checked, Choices, Engine};
use assay_languages::install_native_grammars;
use assay_model::{RuleOrigin, RuleSource, Status};
use serde_json::Value;

fn main() {
    let mut words = std::env::args().skip(1);
    let cases = words.next().expect("usage: bugs CASES [ID-PART]");
    let part = words.next().unwrap_or_default();
    install_native_grammars();
    let folder = Path::new(&cases).parent().unwrap_or(Path::new("."));
    let text = std::fs::read_to_string(&cases).expect("the cases can be read");
    let mut counts: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).expect("a case is JSON");
        let id = case["id"].as_str().unwrap_or_default();
        if !id.contains(&part) {
            continue;
        }
        let class = case["class"].as_str().unwrap_or_default();
        let letter = class.split([' ', ':']).next().unwrap_or_default();
        let count = counts.entry(letter.to_owned()).or_default();
        count.1 += 1;
        match compare(&case, &found(&case, folder)) {
            differences if differences.is_empty() => count.0 += 1,
            differences => println!("FAILED {id} [{class}]: {}", differences.join("; ")),
        }
    }
    for (class, (passed, total)) in &counts {
        println!("{class:10} {passed:4} / {total:4}");
    }
    let sum = |of: fn(&(u32, u32)) -> u32| counts.values().map(of).sum::<u32>();
    println!(
        "all        {:4} / {:4}",
        sum(|count| count.0),
        sum(|count| count.1)
    );
}

/// The lines of findings, as `path:line`.
fn found(case: &Value, folder: &Path) -> BTreeSet<String> {
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules");
    let rules = match case["rules"].as_str() {
        Some(rules) => sources(&folder.join(rules)),
        None => [
            sources(&built_in.join("lists")),
            sources(&built_in.join("builtin")),
        ]
        .concat(),
    };
    let mut engine = Engine::default();
    let loaded = engine.load_rules(&rules, &Choices::default());
    loaded
        .problems
        .iter()
        .for_each(|problem| println!("  {}", problem.message));
    let target = folder.join(case["target"].as_str().unwrap_or_default());
    let builtin: Option<Vec<&str>> = case["builtin"]
        .as_str()
        .map(|words| words.split('|').collect());
    let options = CheckOptions {
        deep: true,
        ..CheckOptions::default()
    };
    let mut lines = BTreeSet::new();
    for file in files(&target) {
        let path = file
            .strip_prefix(&target)
            .unwrap_or(&file)
            .to_string_lossy()
            .into_owned();
        let content = std::fs::read(&file).expect("the target can be read");
        let Checked::Report(report) = engine.check(&path, content, &options) else {
            println!("  {path}: a grammar is missing");
            continue;
        };
        // The words are those of the ids of their time, which rules keep as aliases.
        let names = |rule: &str| -> Vec<String> {
            let info = loaded.rules.iter().find(|info| info.id == rule);
            let aliases = info.map_or(&[][..], |info| &info.naming.aliases);
            let former = aliases.iter().cloned();
            former.chain([rule.to_owned()]).collect()
        };
        let fits = |rule: &str| {
            let named = |words: &Vec<&str>| {
                let names = names(rule);
                words
                    .iter()
                    .any(|word| names.iter().any(|name| name.contains(word)))
            };
            builtin.as_ref().is_none_or(named)
        };
        let open = report
            .findings
            .iter()
            .filter(|finding| finding.status == Status::Open);
        // The cases are about rules, not about what is wrong with comments.
        let open = open.filter(|finding| !finding.rule_id.starts_with("suppression/"));
        let open = open.filter(|finding| fits(&finding.rule_id));
        lines.extend(open.map(|finding| format!("{path}:{}", finding.range.start.line)));
    }
    lines
}

fn compare(case: &Value, found: &BTreeSet<String>) -> Vec<String> {
    let lines = |value: &Value| -> BTreeSet<String> {
        let lines = value.as_array().into_iter().flatten();
        lines.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let (must, mut allowed) = (lines(&case["must"]), lines(&case["may"]));
    allowed.extend(must.iter().cloned());
    let mut differences = Vec::new();
    for line in must.difference(found) {
        differences.push(format!("missing {line}"));
    }
    for (_, group) in case["groups"].as_object().into_iter().flatten() {
        let group = lines(group);
        if group.is_disjoint(found) {
            differences.push(format!("none of {group:?}"));
        }
        allowed.extend(group);
    }
    for line in found.difference(&allowed) {
        differences.push(format!("extra {line}"));
    }
    differences
}

fn sources(home: &Path) -> Vec<RuleSource> {
    let is_rule = |file: &PathBuf| {
        file.extension()
            .is_some_and(|end| end == "yml" || end == "yaml")
    };
    let read = |file: PathBuf| RuleSource {
        text: std::fs::read_to_string(&file).expect("the rules can be read"),
        path: file.to_string_lossy().into_owned(),
        origin: RuleOrigin::User,
        rules: Vec::new(),
    };
    files(home).into_iter().filter(is_rule).map(read).collect()
}

/// The files of a folder, or the file that it is, in order.
fn files(home: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(home) else {
        return vec![home.to_owned()];
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().flat_map(|path| files(path)).collect()
}
