//! Matches of the formulas of lists, found once in a file for all rules that refer to them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use assay_languages::Lang;
use assay_model::Problem;

use super::candidate::Candidate;
use super::scope::{Run, Scope};
use crate::formula::Formula;
use crate::read::List;

/// What was found in one file. A formula is known by its address, since the rules that hold it outlive the file.
#[derive(Default)]
struct Listed(RefCell<HashMap<(*const Formula, Option<Lang>), Found>>);

#[derive(Clone)]
struct Found {
    places: Rc<[Candidate]>,
    problems: Vec<Problem>,
}

/// The matches of a formula of a list in the file of a run.
pub fn listed(run: &Run<'_>, list: &Rc<List>, formula: &Rc<Formula>) -> Rc<[Candidate]> {
    let known = run.file.derived::<Listed>();
    let key = (Rc::as_ptr(formula), run.rule.lang);
    let before = known.0.borrow().get(&key).cloned();
    let found = before.unwrap_or_else(|| {
        let found = find(run, list, formula);
        // What was cut off is found again by the next rule, which has time of its own.
        if !run.timed_out.get() {
            known.0.borrow_mut().insert(key, found.clone());
        }
        found
    });
    for problem in &found.problems {
        let help = problem.help.as_deref().unwrap_or_default();
        run.note(problem.kind, problem.message.clone(), help);
    }
    found.places
}

fn find(run: &Run<'_>, list: &List, formula: &Formula) -> Found {
    // A rule whose lists cannot be compiled is not run.
    let Ok(rule) = list.compiled(run.rule.lang) else {
        return Found {
            places: Rc::from([]),
            problems: Vec::new(),
        };
    };
    let of_list = Run::new(&rule, run.file);
    let places = {
        let scope = Scope::of_file(&of_list);
        Rc::from(scope.ground.distinct(scope.evaluate(formula)))
    };
    if of_list.timed_out.get() {
        run.timed_out.set(true);
    }
    Found {
        places,
        problems: of_list.into_problems(),
    }
}
