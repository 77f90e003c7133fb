//! Checks the files of a folder natively, for profiling and for comparing runs with and without the prefilter.
//!
//! `cargo run --release -p assay-engine --example scan -- RULES FOLDER [--no-prefilter] [--list] [--costs] [--slowest] [--deep]`
//!
//! RULES is a file or a folder of them. `--costs` names the most expensive rules, `--slowest` the files that took longest.

#![allow(clippy::disallowed_methods)] // An example is a host: it may read files and look at the clock.

use std::path::{Path, PathBuf};
use std::time::Instant;

use assay_engine::{CheckOptions, Checked, Choices, Engine};
use assay_model::{ParseOutcome, RuleOrigin, RuleSource};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let flag = |name: &str| arguments.iter().any(|argument| argument == name);
    let [rules, folder, ..] = arguments.as_slice() else {
        panic!("usage: scan RULES FOLDER")
    };
    assay_languages::install_native_grammars();
    let sources = rule_sources(Path::new(rules));
    let mut engine = Engine::default();
    let start = Instant::now();
    let loaded = engine.load_rules(&sources, &Choices::default());
    eprintln!(
        "{} rules loaded in {:?}",
        loaded.rules.len(),
        start.elapsed()
    );
    loaded
        .problems
        .iter()
        .for_each(|problem| eprintln!("{problem:?}"));
    let mut files = Vec::new();
    let clock = || start.elapsed().as_secs_f64() * 1000.0;
    walk(Path::new(folder), &mut files);
    files.sort();
    let options = CheckOptions {
        use_prefilter: !flag("--no-prefilter"),
        deep: flag("--deep"),
        clock: flag("--costs").then_some(&clock),
        ..CheckOptions::default()
    };
    let mut times: Vec<(f64, String)> = Vec::new();
    let start = Instant::now();
    let (mut bytes, mut parsed, mut parsed_bytes, mut findings) = (0, 0, 0, 0);
    for file in &files {
        let Ok(content) = std::fs::read(file) else {
            continue;
        };
        let size = content.len();
        let path = file
            .strip_prefix(folder)
            .unwrap_or(file)
            .to_string_lossy()
            .into_owned();
        let began = clock();
        let Checked::Report(report) = engine.check(&path, content, &options) else {
            continue;
        };
        times.push((clock() - began, path.clone()));
        bytes += size;
        if matches!(report.parse, ParseOutcome::Parsed(_)) {
            parsed += 1;
            parsed_bytes += size;
        }
        findings += report.findings.len();
        if flag("--list") {
            for finding in &report.findings {
                if !matches!(finding.status, assay_model::Status::Open) {
                    continue;
                }
                println!(
                    "{path}:{}:{}-{} {}",
                    finding.range.start.line,
                    finding.range.start.offset,
                    finding.range.end.offset,
                    finding.rule_id
                );
            }
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    eprintln!(
        "{} files, {bytes} bytes in {seconds:.2} s; {parsed} parsed ({parsed_bytes} bytes); {findings} findings",
        files.len()
    );
    if flag("--costs") {
        let mut costs = engine.take_costs();
        costs.sort_by(|a, b| b.ms.total_cmp(&a.ms));
        for cost in costs.iter().take(MOST) {
            eprintln!("{:9.2} ms {:6} files {}", cost.ms, cost.files, cost.id);
        }
    }
    if flag("--slowest") {
        times.sort_by(|a, b| b.0.total_cmp(&a.0));
        for (ms, path) in times.iter().take(MOST) {
            eprintln!("{ms:9.2} ms {path}");
        }
    }
}

/// So many rules and files are named.
const MOST: usize = 20;

fn rule_sources(path: &Path) -> Vec<RuleSource> {
    let mut files = Vec::new();
    if path.is_dir() {
        walk(path, &mut files);
        files.retain(|file| {
            let name = file.to_string_lossy();
            [".yml", ".yaml", ".toml"]
                .iter()
                .any(|end| name.ends_with(end))
        });
        files.sort();
    } else {
        files.push(path.to_owned());
    }
    let source = |file: &PathBuf| RuleSource {
        path: file.to_string_lossy().into_owned(),
        text: std::fs::read_to_string(file).expect("the rules can be read"),
        origin: RuleOrigin::User,
        rules: Vec::new(),
    };
    files.iter().map(source).collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        if kind.is_dir() {
            walk(&entry.path(), files);
        } else if kind.is_file() {
            files.push(entry.path());
        }
    }
}
