//! The kinds of ways that data takes, each in the words of one language: what is right, and what is known to be wrong.

use super::*;

mod c;
mod csharp;
mod go;
mod java;
mod javascript;
mod kotlin;
mod php;
mod python;
mod ruby;
mod rust;
mod scala;

/// A kind, a text of it, and whether data of `source()` reaches `sink(…)` in it.
type Case = (&'static str, &'static str, bool);

/// What is told of the cases in `right` must hold, and of those in `gaps` must not: one that gets right moves up.
fn check(lang: &str, right: &[Case], gaps: &[Case]) {
    let holds = |(_, text, expected): &&Case| is_found(lang, text, Level::Deep) == *expected;
    let wrong: Vec<_> = right.iter().filter(|case| !holds(case)).collect();
    let mended: Vec<_> = gaps.iter().filter(holds).collect();
    assert_eq!((wrong, mended), (Vec::new(), Vec::new()));
}
