//! Problems with rule files, put into words: where, what is wrong, what to do.

use assay_model::{Problem, ProblemKind};
use assay_text::LineIndex;

use crate::yaml::Fault;

/// A rule file's path and text, to turn offsets into lines.
pub struct Origin<'s> {
    /// Its path.
    pub path: &'s str,
    /// Its text.
    pub text: &'s str,
}

impl Origin<'_> {
    /// The line of an offset, from 1.
    pub fn line(&self, at: usize) -> u32 {
        memchr_count(&self.text.as_bytes()[..at.min(self.text.len())]) + 1
    }

    /// A problem at an offset of the file.
    pub fn problem(
        &self,
        kind: ProblemKind,
        fault: Fault,
        help: Option<&str>,
        rule: Option<&str>,
    ) -> Problem {
        let place = LineIndex::new(self.text).place(self.text, fault.at);
        Problem {
            kind,
            message: fault.message,
            help: help.map(str::to_owned),
            path: Some(self.path.to_owned()),
            line: Some(place.line),
            col: Some(place.col),
            rule_id: rule.filter(|id| !id.is_empty()).map(str::to_owned),
        }
    }

    /// A rule that cannot be used.
    pub fn bad_rule(&self, fault: Fault, help: &str, rule: Option<&str>) -> Problem {
        self.problem(ProblemKind::BadRule, fault, Some(help), rule)
    }
}

fn memchr_count(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u32
}

/// The known name that a wrong one was most likely meant to be.
pub fn closest<'n>(wrong: &str, known: &[&'n str]) -> Option<&'n str> {
    let best = known
        .iter()
        .map(|name| {
            (
                strsim::osa_distance(&wrong.to_lowercase(), &name.to_lowercase()),
                *name,
            )
        })
        .min()?;
    (best.0 <= 2.max(wrong.len() / 4)).then_some(best.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_offered() {
        let known = ["pattern", "kind", "regex", "inside"];
        assert_eq!(closest("patern", &known), Some("pattern"));
        assert_eq!(closest("knid", &known), Some("kind"));
        assert_eq!(closest("Insid", &known), Some("inside"));
        assert_eq!(closest("whatever", &known), None);
    }

    #[test]
    fn problems_have_line_and_utf16_column() {
        let origin = Origin {
            path: "r.yml",
            text: "a: 😀\nb: 😀 c",
        };
        let problem = origin.bad_rule(Fault::new(16, "x"), "y", Some("id"));
        assert_eq!((problem.line, problem.col), (Some(2), Some(7)));
        assert_eq!(origin.line(16), 2);
    }
}
