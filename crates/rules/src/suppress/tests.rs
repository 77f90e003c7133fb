//! Comments of all forms against the findings of rules.

use super::*;
use assay_model::{Classes, Dialect, Naming, RuleOrigin};

/// A rule about secrets with names in other tools.
pub(super) fn rule(id: &str, equivalents: &[&str]) -> RuleInfo {
    RuleInfo {
        id: id.to_owned(),
        naming: Naming {
            equivalents: equivalents.iter().map(|name| (*name).to_owned()).collect(),
            ..Naming::default()
        },
        dialect: Dialect::Toml,
        languages: Vec::new(),
        severity: None,
        native_severity: String::new(),
        message: String::new(),
        doc: String::new(),
        url: None,
        needs: None,
        tags: Vec::new(),
        classes: Classes {
            cwe: vec!["CWE-798".to_owned()],
            ..Classes::default()
        },
        metadata: String::new(),
        has_fix: false,
        origin: RuleOrigin::User,
        path: String::new(),
        line: 1,
    }
}

/// Lines (from 0) on which a rule that other tools call so is hidden.
fn check_foreign(text: &str, hidden: &[usize]) {
    let found = Suppressions::collect(text, None);
    let names = [
        "bandit/B608",
        "flake8/E711",
        "gosec/G201",
        "eslint/no-eval",
        "eslint/security/detect-eval",
        "biome/noGlobalEval",
        "sonar/S2077",
    ];
    let rule = rule("r", &names);
    let lines: Vec<usize> = (0..text.lines().count())
        .filter(|line| found.hides_rule(&rule, *line).is_some())
        .collect();
    assert_eq!(lines, hidden, "{text}");
}

#[test]
fn noqa_hides_its_line_or_the_file() {
    check_foreign("a  # noqa\nb", &[0]);
    check_foreign("a  #noqa:S608\nb", &[0]);
    check_foreign("a  # NOQA: E501, E711\nb", &[0]);
    check_foreign("a  # noqa: E501 S608 and more", &[0]);
    check_foreign("a  # noqa: E501\nb", &[]);
    check_foreign("a  # noqaX\nb", &[]);
    check_foreign("a = 'noqa'\nb", &[]);
    check_foreign("a\n# flake8: noqa\nb", &[0, 1, 2]);
    check_foreign("# ruff: noqa: S608\nb", &[0, 1]);
    check_foreign("# ruff: noqa: S101\nb", &[]);
}

#[test]
fn nosec_hides_its_line_and_alone_the_next() {
    check_foreign("a # nosec\nb", &[0]);
    check_foreign("a // #nosec G201 -- why\nb", &[0]);
    check_foreign("a # nosec B101,B608\nb", &[0]);
    check_foreign("a # nosec: B101\nb", &[]);
    check_foreign("a # nosec because it is fine\nb", &[0]);
    check_foreign("// #nosec\nb\nc", &[0, 1]);
    check_foreign("a # nosecret\nb", &[]);
}

#[test]
fn nosonar_and_gitleaks_hide_their_line() {
    check_foreign("a // NOSONAR\nb", &[0]);
    check_foreign("a # some words NOSONAR why\nb", &[0]);
    check_foreign("NOSONAR = 1\nb", &[]);
    check_foreign("a = 'x' # gitleaks:allow\nb", &[0]);
    let found = Suppressions::collect("a # gitleaks:allow", None);
    let mut other = rule("r", &[]);
    other.classes.cwe = vec!["CWE-89".to_owned()];
    assert_eq!(found.hides_rule(&other, 0), None);
}

#[test]
fn eslint_hides_lines_and_stretches() {
    check_foreign("a // eslint-disable-line\nb", &[0]);
    check_foreign(
        "// eslint-disable-next-line no-alert, no-eval -- why\nb\nc",
        &[0, 1],
    );
    check_foreign("// eslint-disable-next-line no-alert\nb", &[]);
    check_foreign("a // eslint-disable-line security/detect-eval", &[0]);
    check_foreign(
        "/* eslint-disable-next-line @typescript-eslint/no-eval */\nb",
        &[0, 1],
    );
    check_foreign(
        "a\n/* eslint-disable */\nb\n/* eslint-enable */\nc",
        &[1, 2],
    );
    check_foreign(
        "/* eslint-disable no-eval, no-alert */\nb\n/* eslint-enable no-alert */\nc",
        &[0, 1, 2, 3],
    );
    check_foreign(
        "/* eslint-disable no-eval */\nb\n/* eslint-enable no-eval */\nc",
        &[0, 1],
    );
    check_foreign("// eslint-disable no-eval\nb", &[]);
    check_foreign("a = 'eslint-disable-line'", &[]);
}

#[test]
fn biome_hides_the_next_line_a_stretch_or_the_file() {
    check_foreign(
        "// biome-ignore lint/security/noGlobalEval: why\nb\nc",
        &[0, 1],
    );
    check_foreign("// biome-ignore lint: why\nb", &[0, 1]);
    check_foreign("// biome-ignore lint/security: why\nb", &[]);
    check_foreign("// biome-ignore lint/style/useConst: why\nb", &[]);
    check_foreign("// biome-ignore lint/security/noGlobalEval\nb", &[]);
    check_foreign("// biome-ignore format: why\nb", &[]);
    check_foreign(
        "/** biome-ignore-all lint/security/noGlobalEval: why */\na\nb",
        &[0, 1, 2],
    );
    check_foreign(
        "// biome-ignore-start lint/security/noGlobalEval: why\na\n// biome-ignore-end lint/security/noGlobalEval: why\nb",
        &[0, 1],
    );
}

#[test]
fn comments_of_tools_that_have_no_such_rule_hide_nothing() {
    for text in [
        "a # noqa",
        "a # nosec",
        "a // NOSONAR",
        "a // eslint-disable-line",
    ] {
        let found = Suppressions::collect(text, None);
        assert_eq!(
            found.hides_rule(&rule("r", &["other/x"]), 0),
            None,
            "{text}"
        );
    }
}

#[test]
fn several_forms_may_stand_on_one_line() {
    check_foreign("a  # noqa: E501  # nosec B608\nb", &[0]);
    check_foreign("# assay-ignore: r\na # noqa: E501", &[0, 1]);
}

/// Lines (from 0) on which the rule `a.b.rule-x` is hidden, and how many comments are malformed.
fn check(text: &str, hidden: &[usize], malformed: usize) {
    let found = Suppressions::collect(text, None);
    let rule = rule("a.b.rule-x", &[]);
    let lines: Vec<usize> = (0..text.lines().count())
        .filter(|line| found.hides_rule(&rule, *line).is_some())
        .collect();
    assert_eq!(lines, hidden, "{text}");
    assert_eq!(found.faults.len(), malformed, "{text}");
}

#[test]
fn our_own_form_hides_its_line_or_the_next() {
    check("a\nb # assay-ignore\nc", &[1], 0);
    check("a\n// assay-ignore\nc\nd", &[2], 0);
    check("a\n/* assay-ignore: a.b.rule-x -- why */\nc\nd", &[2], 0);
    check("<!-- assay-ignore: a.b.rule-x -->\nc", &[0, 1], 0);
    check("<!--assay-ignore:a.b.rule-x-->\nc", &[0, 1], 0);
    check("{/* assay-ignore: rule-x */}\n<a/>", &[0, 1], 0);
    check("(* assay-ignore *)\nc", &[0, 1], 0);
    check("-- assay-ignore -- for a reason\nc", &[0, 1], 0);
    check("; assay-ignore\nc", &[0, 1], 0);
    check("a(); // assay-ignore\nc", &[0], 0);
    check("} // assay-ignore\nc", &[0], 0);
    check("a # assay-ignore: other, rule-x -- a: b, c", &[0], 0);
    check("a # assay-ignore: other -- rule-x", &[], 0);
}

#[test]
fn comments_that_stand_alone_may_stand_in_a_pile() {
    check(
        "# assay-ignore: rule-x\n# assay-ignore: other\nc\nd",
        &[0, 2],
        0,
    );
    check("# assay-ignore: other\n# nosem: rule-x\nc\nd", &[1, 2], 0);
}

#[test]
fn our_own_form_says_what_is_wrong() {
    check("a # assay-ignore rule-x", &[], 1);
    check("a # assay-ignore:", &[], 1);
    check("a # assay-ignore: -- reason", &[], 1);
    check("a # assay-ignore: rule-x,", &[], 1);
    check("a # assay-ignore: $bad", &[], 1);
}

#[test]
fn texts_and_prose_are_no_comments() {
    check("a = 'assay-ignore'", &[], 0);
    check("# see assay-ignore", &[], 0);
    check("# assay-ignored", &[], 0);
    check("# assay-ignore-file", &[], 0);
    check("a // see ast-grep-ignore", &[], 0);
}

#[test]
fn nosem_hides_its_line_or_the_next() {
    check("a\nb # nosem\nc", &[1], 0);
    check("a\nb // NOSEMGREP\nc", &[1], 0);
    check("a\n  # nosemgrep\nc\nd", &[1, 2], 0);
    check("b # nosem\nc", &[0], 0);
}

#[test]
fn ids_of_nosem_are_whole_or_tails() {
    check("a # nosem: rule-x", &[0], 0);
    check("a # nosem: b.rule-x", &[0], 0);
    check("a # nosem:a.b.rule-x", &[0], 0);
    check("a # nosem: other, rule-x -- why", &[0], 0);
    check("a # nosem: x", &[], 0);
    check("a # nosem: other", &[], 0);
}

#[test]
fn malformed_nosem_hides_nothing() {
    check("a # nosem:", &[], 1);
    check("a # nosem: rule-x,", &[], 1);
    check("a # nosem: $bad", &[], 1);
    check("a # nosem : rule-x", &[], 1);
    check("a.nosem()", &[], 0);
    check("a # nosemantics", &[], 0);
    check("a://nosem", &[], 0);
}

#[test]
fn nosem_may_stand_right_behind_the_sign_of_a_comment() {
    check("a #nosem", &[0], 0);
    check("a //nosemgrep: rule-x", &[0], 0);
}

#[test]
fn ast_grep_names_whole_ids() {
    check("// ast-grep-ignore: x, a.b.rule-x\nb", &[0, 1], 0);
    check("b // ast-grep-ignore: rule-x", &[], 0);
    check("b // ast-grep-ignore", &[0], 0);
}

/// What is said of comments where `rule-x` has run and has found something on `matched` (from 0), on 2025-01-01; with
/// their lines, from 1.
fn told(text: &str, matched: Option<usize>) -> Vec<(CommentFault, u32)> {
    let found = Suppressions::collect(text, Some(1_735_689_600.0));
    if let Some(line) = matched {
        found.hides_rule(&rule("a.b.rule-x", &["bandit/B602"]), line);
    }
    let standing = |means: &dyn Fn(&str) -> bool| match (means("a.b.rule-x"), means("held")) {
        (true, _) => Standing::Ran,
        (_, true) => Standing::Held,
        _ => Standing::Unknown,
    };
    let notices = found.notices(&standing, true).into_iter();
    notices.map(|one| (one.fault, one.line)).collect()
}

#[test]
fn what_hides_nothing_is_told() {
    use CommentFault::Unused;
    assert_eq!(told("a # assay-ignore: rule-x", Some(0)), []);
    assert_eq!(told("a # assay-ignore: rule-x", None), [(Unused, 1)]);
    assert_eq!(told("a\nb # assay-ignore", None), [(Unused, 2)]);
    assert_eq!(told("a\n# assay-ignore", None), [(Unused, 2)]);
    assert_eq!(
        told("a # assay-ignore: rule-x, nothing", Some(0)),
        [(Unused, 1)]
    );
    assert_eq!(told("a # assay-ignore: held", None), []);
    assert_eq!(told("a # nosem: rule-x", None), [(Unused, 1)]);
    assert_eq!(told("a # nosem: of-another-tool", None), []);
    assert_eq!(told("a # nosem", None), []);
    assert_eq!(told("a  # noqa: S602", None), []);
    assert_eq!(told("a // eslint-disable-line", None), []);
}

#[test]
fn of_a_text_that_was_not_checked_whole_only_faults_are_told() {
    let found = Suppressions::collect("a # assay-ignore: rule-x\nb # assay-ignore:", None);
    let notices = found.notices(&|_| Standing::Ran, false);
    assert_eq!(notices.len(), 1);
    assert_eq!(notices[0].fault, CommentFault::Malformed);
}

#[test]
fn a_comment_holds_to_its_last_day() {
    use CommentFault::Expired;
    let day = |until: &str| {
        told(
            &format!("a # assay-ignore: rule-x -- why, until {until}"),
            Some(0),
        )
    };
    assert_eq!(day("2025-01-01"), []);
    assert_eq!(day("2024-12-31"), [(Expired, 1)]);
    assert_eq!(
        told("a  # noqa  expires 2024-01-01", Some(0)),
        [(Expired, 1)]
    );
    let text = "a # assay-ignore -- until 2024-12-31";
    let found = Suppressions::collect(text, Some(1_735_689_600.0));
    assert!(found.hides_rule(&rule("r", &[]), 0).is_none());
    check("a # assay-ignore: rule-x -- until 2024-13-01", &[], 1);
}
