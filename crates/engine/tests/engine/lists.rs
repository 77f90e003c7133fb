//! Lists of sources and the like that rules refer to, and threat models.

use crate::support::{report, source};
use assay_engine::{CheckOptions, Choices, Engine, ThreatModels};
use assay_languages::{Lang, install_native_grammars};
use assay_model::{FileReport, LoadedRules, RuleSource};

const LISTS: &str = r#"lists:
  - name: python/input
    pattern-sources:
      - threat: remote
        pattern: request.args
      - threat: environment
        pattern: os.environ[...]
      - threat: commandargs
        pattern: sys.argv
      - pattern: anything()
  - name: python/numbers
    pattern-sanitizers:
      - pattern: int(...)
  - name: python/harmless
    pattern-sanitizers:
      - ref: python/numbers
      - pattern: quote(...)
    pattern-sinks:
      - pattern: run($X)
"#;

const RULE: &str = r#"rules:
  - id: r
    languages: [python]
    severity: ERROR
    message: found
    mode: taint
    pattern-sources:
      - ref: python/input
    pattern-sanitizers:
      - ref: python/harmless
    pattern-sinks:
      - ref: python/harmless
      - pattern: other($X)
"#;

const CODE: &str = "run(request.args)
run(os.environ['A'])
run(sys.argv)
run(anything())
run(int(request.args))
other(quote(request.args))
other(request.args)
";

fn engine(models: &[&str], sources: &[RuleSource]) -> (Engine, LoadedRules) {
    install_native_grammars();
    let models: Vec<String> = models.iter().map(|name| (*name).to_owned()).collect();
    let mut engine = Engine::default();
    engine.set_threat_models(ThreatModels::from_names(&models).unwrap());
    let loaded = engine.load_rules(sources, &Choices::default());
    (engine, loaded)
}

fn check(engine: &mut Engine, text: &str) -> FileReport {
    let options = CheckOptions::default();
    report(engine.check("a.py", text.as_bytes().to_vec(), &options))
}

/// The line of each finding, with the threat of its source.
fn found(models: &[&str], sources: &[RuleSource]) -> Vec<(u32, Option<String>)> {
    let (mut engine, loaded) = engine(models, sources);
    assert_eq!(loaded.problems, []);
    let report = check(&mut engine, CODE);
    assert_eq!(report.problems, []);
    let told = report.findings.iter().map(|finding| {
        let threat = finding.flow.iter().find_map(|step| step.threat.clone());
        (finding.range.start.line, threat)
    });
    told.collect()
}

fn both() -> [RuleSource; 2] {
    // The rule comes first: lists are there before any rule is read.
    [source("rule.yml", RULE), source("lists.yml", LISTS)]
}

#[test]
fn rules_refer_to_lists_and_sources_name_their_threats() {
    let remote = Some("remote".to_owned());
    let expected = [(1, remote.clone()), (4, None), (7, remote)];
    assert_eq!(found(&["remote"], &both()), expected);
    let in_one_file = [source("all.yml", &format!("{LISTS}{RULE}"))];
    assert_eq!(found(&["remote"], &in_one_file), expected);
}

#[test]
fn messages_name_the_source_where_it_is_no_request() {
    let rule = RULE.replace("message: found", "message: request data is run");
    let sources = [source("rule.yml", &rule), source("lists.yml", LISTS)];
    let (mut engine, _) = engine(&["all"], &sources);
    let messages: Vec<String> = check(&mut engine, CODE)
        .findings
        .into_iter()
        .map(|finding| finding.message)
        .collect();
    let expected = [
        "request data is run",
        "data from environment variables is run",
        "data from command-line arguments is run",
        "request data is run",
        "request data is run",
    ];
    assert_eq!(messages, expected);
}

#[test]
fn only_the_chosen_threats_count() {
    let lines = |models: &[&str]| -> Vec<u32> {
        let found = found(models, &both());
        found.into_iter().map(|(line, _)| line).collect()
    };
    assert_eq!(lines(&["environment"]), [2, 4]);
    assert_eq!(lines(&["local"]), [2, 3, 4]);
    assert_eq!(lines(&["remote", "local"]), [1, 2, 3, 4, 7]);
    assert_eq!(lines(&["all"]), [1, 2, 3, 4, 7]);
}

#[test]
fn the_choice_of_threats_changes_the_hash() {
    let hash = |models: &[&str]| engine(models, &both()).1.hash;
    assert_ne!(hash(&["remote"]), hash(&["local"]));
    assert_eq!(hash(&["remote", "local"]), hash(&["all"]));
}

#[test]
fn a_rule_without_sources_that_count_is_not_tried() {
    let rule = RULE.replace(
        "- ref: python/input",
        "- { pattern: input(), threat: stdin }",
    );
    let sources = [source("rule.yml", &rule), source("lists.yml", LISTS)];
    let (mut remote, _) = engine(&["remote"], &sources);
    assert_eq!(check(&mut remote, "run(input())\n").findings, []);
    assert!(remote.parses().is_empty());
    let (mut local, _) = engine(&["stdin"], &sources);
    assert_eq!(check(&mut local, "run(input())\n").findings.len(), 1);
}

#[test]
fn the_prefilter_looks_for_the_words_of_lists() {
    let (mut engine, loaded) = engine(&["remote"], &both());
    let needs = loaded.rules[0].needs.clone().unwrap_or_default();
    // One source and one sink need no particular word of the other.
    assert!(
        needs.contains("request") && needs.contains("other"),
        "{needs}"
    );
    check(&mut engine, "print(1)\n");
    assert!(engine.parses().is_empty());
}

#[test]
fn faults_in_references_and_lists_are_told() {
    let said = |rule: &str, lists: &str| -> Vec<String> {
        let sources = [source("rule.yml", rule), source("lists.yml", lists)];
        let (mut engine, loaded) = engine(&["remote"], &sources);
        let python = Lang::from_name("python").unwrap();
        let mut problems = loaded.problems;
        problems.extend(engine.compile_rules(python));
        let told = problems.into_iter().map(|problem| {
            let place = problem.path.unwrap_or_default();
            let help = problem.help.unwrap_or_default();
            format!("{place}: {} / {help}", problem.message)
        });
        told.collect()
    };
    let wrong_name = RULE.replace("ref: python/input", "ref: python/inputs");
    assert_eq!(
        said(&wrong_name, LISTS),
        ["rule.yml: unknown list `python/inputs` / did you mean `python/input`?"]
    );
    let other = RULE.replace("ref: python/input", "ref: elsewhere");
    assert_eq!(
        said(&other, LISTS),
        [
            "rule.yml: unknown list `elsewhere` / the lists are python/harmless, python/input, python/numbers"
        ]
    );
    let wrong_role = RULE.replace("ref: python/input", "ref: python/numbers");
    assert_eq!(
        said(&wrong_role, LISTS),
        [
            "rule.yml: the list `python/numbers` has no `pattern-sources` / refer to a list that has some"
        ]
    );
    let circle = LISTS.replace("pattern: int(...)", "ref: python/harmless");
    assert_eq!(
        said(RULE, &circle),
        [
            "rule.yml: the list `python/harmless` cannot be used: the list `python/numbers` cannot be used: the list \
             `python/harmless` refers to itself (lists.yml:13) (lists.yml:16) / remove one of the references"
        ]
    );
    let no_threat = LISTS.replace("threat: environment", "threat: moon");
    assert_eq!(
        said(RULE, &no_threat),
        [
            "rule.yml: the list `python/input` cannot be used: `moon` is not a threat (lists.yml:6) / use one of remote, \
             commandargs, database, environment, file, properties, socket, stdin"
        ]
    );
    let broken = LISTS.replace("pattern: int(...)", "pattern: int((");
    let told = said(RULE, &broken);
    assert!(told[0].starts_with("lists.yml: "), "{told:?}");
    let twice = format!("{LISTS}  - name: python/input\n    pattern-sinks: []\n");
    assert_eq!(
        said(RULE, &twice),
        [
            "lists.yml: the list `python/input` is already in lists.yml / rename one of the two lists"
        ]
    );
}
