//! What went wrong with a file, put into words.

use assay_languages::Lang;
use assay_model::{Problem, ProblemKind};

use crate::Engine;
use crate::scan::Walk;

/// The grammar of a language cannot be had.
pub fn no_grammar(engine: &Engine, lang: Lang, path: &str) -> Problem {
    let reason = engine
        .failed
        .get(lang.grammar())
        .map_or("it was not installed", String::as_str);
    problem(
        ProblemKind::NoGrammar,
        format!("the {} grammar could not be loaded: {reason}", lang.name()),
        "reload the page, or build Assay again",
        path,
    )
}

/// What kept a walk from asking all rules everywhere.
pub fn of_walk(walk: Walk, path: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if walk.timed_out {
        problems.push(problem(
            ProblemKind::TimedOut,
            "the file took longer than the time limit and was cut off; findings so far are kept"
                .to_owned(),
            "raise the time limit, or exclude the file",
            path,
        ));
    }
    if walk.partly_known {
        problems.push(problem(
            ProblemKind::TimedOut,
            "this file has too many variable values to track; findings that depend on them may be missing"
                .to_owned(),
            "split the file, or exclude it if it is generated",
            path,
        ));
    }
    if let Some(line) = walk.too_deep {
        problems.push(too_deep(path, line as u32 + 1));
    }
    problems
}

/// There were more findings than a file may have.
pub fn too_many_findings(path: &str) -> Problem {
    problem(
        ProblemKind::TimedOut,
        "rules matched too often in this file; the first 50,000 findings are kept".to_owned(),
        "make the rules that match most more specific, or exclude the file",
        path,
    )
}

/// Code from a line on (from 1) that is not looked at whole.
fn too_deep(path: &str, line: u32) -> Problem {
    let message =
        format!("the code at line {line} is nested too deeply; some rules did not check all of it");
    let help = "exclude the file if it is generated, or review this code yourself";
    Problem {
        line: Some(line),
        ..problem(ProblemKind::TooDeep, message, help, path)
    }
}

fn problem(kind: ProblemKind, message: String, help: &str, path: &str) -> Problem {
    Problem {
        kind,
        message,
        help: Some(help.to_owned()),
        path: Some(path.to_owned()),
        line: None,
        col: None,
        rule_id: None,
    }
}
