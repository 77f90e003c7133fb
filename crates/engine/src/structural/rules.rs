//! Asks rules that somebody is writing of one file, as a scan does.

use std::cell::Cell;

use assay_languages::Lang;
use assay_model::{FileReport, ParseOutcome, ProblemKind, Status};

use super::looking::{Looked, Place, Seen};
use super::{LONGEST_MS, SOON_MS, StructuralSearch};
use crate::plan::plan;
use crate::{CheckOptions, Checked};

impl StructuralSearch {
    /// What the rules find in a file. What takes too long is cut off, and begun anew when everything else was looked into.
    pub(super) fn ask_rules(
        &mut self,
        path: &str,
        lang: Option<Lang>,
        text: &str,
        clock: &dyn Fn() -> f64,
    ) -> Looked {
        let options = CheckOptions::default();
        let (plan, _) = plan(&mut self.engine, path, lang, text.as_bytes(), &options);
        if plan.is_empty() {
            return Looked::Not;
        }
        let is_put_off = self.next >= self.put_off;
        let limit = if is_put_off { LONGEST_MS } else { SOON_MS };
        let end = Cell::new(clock() + limit);
        let options = CheckOptions {
            language: lang,
            deep: true,
            tick: Some(&|| clock() > end.get()),
            on_ready: Some(&|| end.set(clock() + limit)),
            ..CheckOptions::default()
        };
        match self.engine.check(path, text.as_bytes().to_vec(), &options) {
            Checked::Needs(grammars) => Looked::Needs(grammars),
            Checked::Report(report) if !is_put_off && is_cut(&report) => Looked::Cut,
            Checked::Report(report) => Looked::Done(seen(*report)),
        }
    }
}

fn is_cut(report: &FileReport) -> bool {
    let mut problems = report.problems.iter();
    problems.any(|problem| problem.kind == ProblemKind::TimedOut)
}

fn seen(report: FileReport) -> Seen {
    let findings = report.findings.into_iter();
    let open = findings.filter(|finding| finding.status == Status::Open);
    let places = open.map(|finding| Place {
        range: finding.range.start.offset as usize..finding.range.end.offset as usize,
        metavars: finding
            .metavars
            .into_iter()
            .map(|(name, value)| (name, value.text))
            .collect(),
        lang: Lang::from_name(&finding.language),
        rule: Some(finding.rule_id),
    });
    Seen {
        places: places.collect(),
        is_broken: matches!(report.parse, ParseOutcome::Parsed(health) if health.errors > 0),
        problem: report.problems.into_iter().next(),
    }
}
