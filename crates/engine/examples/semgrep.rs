//! Runs the cases of Semgrep's own test suite, or small cases of kinds of fault, natively: the short loop for work on the
//! dialect. The cases of a kind name files beside them, and the kind is their suite.
//!
//! ```sh
//! cargo run -p assay-engine --example semgrep --features assay-languages/native-grammars -- \
//!     DIR/semgrep/cases.jsonl --lang python --suite patterns --failures
//! ```
//! `--lang` and `--suite` may be given several times or with commas, `--id` is a part of an id,
//! `--failures` names each failing case with its cause, `-v` shows its rule, its target, its lines and what was found,
//! `--no-prefilter` tries every rule on every target.

// An example is a program: it reads files and writes to the terminal.
#![allow(clippy::disallowed_methods, clippy::print_stdout)]

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use assay_engine::{CheckOptions, Checked, Choices, Engine, apply_fixes};
use assay_languages::{Lang, install_native_grammars};
use assay_model::{FileReport, Finding, Problem, ProblemKind, RuleOrigin, RuleSource, Status};
use serde_json::Value;

#[derive(Default)]
struct Arguments {
    cases: String,
    langs: Vec<String>,
    suites: Vec<String>,
    ids: Vec<String>,
    failures: bool,
    verbose: bool,
    without_prefilter: bool,
}

fn arguments() -> Arguments {
    let mut parsed = Arguments::default();
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut list = || -> Vec<String> {
            let value = words.next().unwrap_or_default();
            value.split(',').map(str::to_owned).collect()
        };
        match word.as_str() {
            "--lang" => parsed.langs.extend(list()),
            "--suite" => parsed.suites.extend(list()),
            "--id" => parsed.ids.extend(list()),
            "--failures" => parsed.failures = true,
            "--no-prefilter" => parsed.without_prefilter = true,
            "-v" => (parsed.failures, parsed.verbose) = (true, true),
            _ => parsed.cases = word,
        }
    }
    parsed
}

struct Case {
    id: String,
    suite: String,
    lang: String,
    file: String,
    rules: String,
    target: String,
    /// Where matches start and, if the case says so, end.
    places: BTreeSet<Place>,
    fixed: Option<String>,
}

/// The line a match starts on and, where a case tells it, its rule and the line it ends on.
type Place = (u64, Option<(String, u64)>);

fn case(folder: &Path, line: &str) -> Case {
    let json: Value = serde_json::from_str(line).expect("a case is JSON");
    let text = |key: &str| json[key].as_str().unwrap_or_default().to_owned();
    let is_fault = json["class"].is_string();
    let read = |key: &str| match is_fault {
        true => read(&folder.join(text(key))),
        false => text(key),
    };
    let place = |one: &Value| match one["startLine"].as_u64() {
        Some(start) => Some((
            start,
            Some((one["ruleId"].as_str()?.to_owned(), one["endLine"].as_u64()?)),
        )),
        None => Some((one.as_u64()?, None)),
    };
    let places = json["expected"].as_array().into_iter().flatten();
    Case {
        id: text("id"),
        suite: text(if is_fault { "class" } else { "suite" }),
        lang: text(if is_fault { "language" } else { "lang" }),
        file: text(if is_fault { "target" } else { "file" }),
        rules: read("rules"),
        target: read("target"),
        places: places.filter_map(place).collect(),
        fixed: json["fixed"].is_string().then(|| read("fixed")),
    }
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

thread_local! {
    /// What the last case found, for `-v`.
    static FOUND: RefCell<Vec<Finding>> = const { RefCell::new(Vec::new()) };
}

fn main() {
    let arguments = arguments();
    let cases = Path::new(&arguments.cases);
    let folder = cases.parent().unwrap_or(cases);
    let text = read(cases);
    install_native_grammars();
    let wanted = |names: &[String], name: &str| names.is_empty() || names.iter().any(|n| n == name);
    let mut counts: BTreeMap<(String, String), (u32, u32)> = BTreeMap::new();
    for case in text.lines().map(|line| case(folder, line)) {
        if !wanted(&arguments.langs, &case.lang)
            || !wanted(&arguments.suites, &case.suite)
            || !(arguments.ids.is_empty() || arguments.ids.iter().any(|id| case.id.contains(id)))
        {
            continue;
        }
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            run(&case, !arguments.without_prefilter)
        }))
        .unwrap_or_else(|_| Err("error: it panicked".to_owned()));
        let count = counts
            .entry((case.suite.clone(), case.lang.clone()))
            .or_default();
        count.1 += 1;
        match outcome {
            Ok(()) => count.0 += 1,
            Err(cause) if arguments.failures => {
                println!("FAILED {} ({}): {cause}", case.id, case.lang);
                if arguments.verbose {
                    show(&case);
                }
            }
            Err(_) => {}
        }
    }
    print(&counts);
}

fn run(case: &Case, use_prefilter: bool) -> Result<(), String> {
    FOUND.with(|found| found.borrow_mut().clear());
    let mut engine = Engine::default();
    let source = RuleSource {
        path: "rules.yml".to_owned(),
        text: case.rules.clone(),
        origin: RuleOrigin::User,
        rules: Vec::new(),
    };
    let loaded = engine.load_rules(&[source], &Choices::default());
    no_problems(&loaded.problems)?;
    let lang = language(&case.lang, &case.file);
    let mut unread = lang.map_or_else(Vec::new, |lang| engine.compile_rules(lang));
    unread.extend(engine.compile_text_rules());
    let options = CheckOptions {
        apply_paths: false,
        language: lang,
        now: Some(now()),
        use_prefilter,
        ..CheckOptions::default()
    };
    let report = match engine.check(&case.file, case.target.clone().into_bytes(), &options) {
        Checked::Report(report) => report,
        Checked::Needs(grammars) => return Err(format!("error: no grammar {grammars:?}")),
    };
    FOUND.with(|found| found.replace(report.findings.clone()));
    no_problems(&report.problems)?;
    let compared = match &case.fixed {
        Some(expected) => compare_fixed(case, expected, &report),
        None => compare_places(&case.places, &report),
    };
    // What could not be read is the cause of what is missing; a rule may run without it.
    if compared.is_err() || report.findings.is_empty() {
        no_problems(&unread)?;
    }
    compared
}

fn now() -> f64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0.0, |since| since.as_secs_f64())
}

/// What is unsupported in a rule that runs all the same is no error.
fn no_problems(problems: &[Problem]) -> Result<(), String> {
    let is_error = |problem: &&Problem| problem.kind != ProblemKind::Unsupported;
    let Some(problem) = problems.iter().find(is_error) else {
        return Ok(());
    };
    let place = match (problem.line, problem.col) {
        (Some(line), Some(col)) => format!(" at {line}:{col}"),
        _ => String::new(),
    };
    Err(format!("error{place}: {}", problem.message))
}

/// The language of a case's target. A `.tsx` file is read as TSX; a text in no language has none.
fn language(name: &str, file: &str) -> Option<Lang> {
    let name = match name {
        "ts" if file.ends_with(".tsx") => "tsx",
        other => other,
    };
    Lang::from_name(name)
}

fn compare_places(expected: &BTreeSet<Place>, report: &FileReport) -> Result<(), String> {
    let visible = report
        .findings
        .iter()
        .filter(|finding| finding.status == Status::Open);
    let tells_ends = expected.iter().any(|(_, more)| more.is_some());
    let place = |finding: &Finding| {
        let (start, end) = (finding.range.start.line, finding.range.end.line);
        let more = tells_ends.then(|| (finding.rule_id.clone(), u64::from(end)));
        (u64::from(start), more)
    };
    let found: BTreeSet<Place> = visible.map(place).collect();
    let list = |name: &str, places: Vec<&Place>| {
        let say = |(start, more): &&Place| match more {
            Some((rule, end)) => format!("{start}-{end} {rule}"),
            None => start.to_string(),
        };
        let places: Vec<String> = places.iter().map(say).collect();
        (!places.is_empty()).then(|| format!("{name} {}", places.join(", ")))
    };
    let missing = list("missing", expected.difference(&found).collect());
    let extra = list("extra", found.difference(expected).collect());
    let differences: Vec<String> = [missing, extra].into_iter().flatten().collect();
    if differences.is_empty() {
        Ok(())
    } else {
        Err(differences.join("; "))
    }
}

fn compare_fixed(case: &Case, expected: &str, report: &FileReport) -> Result<(), String> {
    let visible = report
        .findings
        .iter()
        .filter(|finding| finding.status == Status::Open);
    let fixed = apply_fixes(
        &case.target,
        visible.filter_map(|finding| finding.fix.as_ref()),
        None,
    )
    .text;
    if fixed == expected {
        return Ok(());
    }
    let pairs = expected.lines().zip(fixed.lines()).zip(1..);
    let first = pairs.into_iter().find(|((a, b), _)| a != b);
    Err(match first {
        Some(((expected, fixed), line)) => {
            format!("fixed text differs on line {line}: {fixed:?} instead of {expected:?}")
        }
        None => "fixed text differs in length".to_owned(),
    })
}

fn show(case: &Case) {
    println!("--- rules\n{}", case.rules);
    println!(
        "--- {} ({}), expected {:?}",
        case.file, case.lang, case.places
    );
    for (line, number) in case.target.lines().zip(1u64..) {
        let mark = if case.places.iter().any(|(line, _)| *line == number) {
            '>'
        } else {
            ' '
        };
        println!("{mark}{number:4} {line}");
    }
    println!("--- found");
    FOUND.with(|found| {
        for finding in found.borrow().iter() {
            let (start, end) = (finding.range.start, finding.range.end);
            let names = finding.metavars.iter();
            let names: Vec<String> = names
                .map(|(name, value)| format!("${name}=`{}`", value.text))
                .collect();
            println!(
                "{}:{}-{}:{} {}",
                start.line,
                start.col,
                end.line,
                end.col,
                names.join(" ")
            );
        }
    });
}

fn print(counts: &BTreeMap<(String, String), (u32, u32)>) {
    let (mut passed, mut total) = (0, 0);
    for ((suite, lang), count) in counts {
        println!("{suite:36} {lang:12} {:4} / {:4}", count.0, count.1);
        passed += count.0;
        total += count.1;
    }
    println!("{:49} {passed:4} / {total:4}", "all");
}
