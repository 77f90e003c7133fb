//! Taint rules: their formulas matched, the data followed, findings at the sinks.

use std::ops::Range;
use std::rc::Rc;

use assay_dataflow::taint::{
    Hop, Level, Matches, Passage, RoleMatch, TaintFinding, What, analyse, exits,
};
use assay_model::{FlowKind, ProblemKind, Status};
use assay_syntax::{Field, Kind};
use assay_text::excerpt;

use super::candidate::{Candidate, extended};
use super::listed::listed;
use super::scope::Scope;
use crate::read::{Part, TaintRule};
use assay_rules::{Step, Threat};

/// A place with the way that the data took to it.
pub struct Tainted {
    /// The finding.
    pub place: Candidate,
    /// Source, places between, sink.
    pub flow: Vec<Step>,
    /// Whether the deep analysis takes it for no fault.
    pub status: Status,
}

impl Tainted {
    /// Whether the data goes through something whose code is not here.
    pub(super) fn is_guess(&self) -> bool {
        self.flow.iter().any(|step| step.kind == FlowKind::Guess)
    }
}

impl Scope<'_> {
    /// All places where tainted data goes where it must not.
    pub(super) fn taint(&self, rule: &TaintRule) -> Vec<Tainted> {
        let Some(target) = self.ground.target else {
            return Vec::new();
        };
        if rule.sources.is_empty() {
            return Vec::new();
        }
        let (sources, source_matches) = self.matched(&rule.sources);
        let threats: Vec<Option<Threat>> = source_matches
            .iter()
            .map(|found| rule.threats[found.spec])
            .collect();
        let (sinks, sink_matches) = self.sinks(rule);
        if sources.is_empty() || sinks.is_empty() || self.run.is_over() {
            return Vec::new();
        }
        let (_, sanitizers) = self.matched(&rule.sanitizers);
        let matches = Matches {
            sources: source_matches,
            sanitizers,
            propagators: self.passages(rule),
            sinks: sink_matches,
        };
        let options = &self.run.rule.document.options;
        let level = if self.run.file.host.deep {
            Level::Deep
        } else {
            Level::Semgrep
        };
        let outcome = analyse(
            &target.tree,
            target.facts(),
            &rule.spec,
            &matches,
            &options.taint,
            level,
            &|| self.run.is_over(),
        );
        if outcome.exhausted && !self.run.is_over() {
            self.run.note(
                ProblemKind::TimedOut,
                "data flow analysis of this file took too many steps and was stopped; findings so far are kept"
                    .to_owned(),
                "split the file, or make the rule's sources more specific",
            );
        }
        let tell = |finding: &TaintFinding| {
            let sources: Vec<&Candidate> =
                finding.sources.iter().map(|one| &sources[*one]).collect();
            let threat = finding.sources.iter().find_map(|one| threats[*one]);
            self.tainted(&sinks[finding.sink], &sources, finding, threat)
        };
        let dismissed = outcome.dropped.iter().filter_map(|(finding, step)| {
            let status = Status::Dismissed {
                step: step.id().to_owned(),
                why: step.describe().to_owned(),
            };
            Some(Tainted {
                status,
                ..tell(finding)?
            })
        });
        let found = outcome.findings.iter().filter_map(tell);
        found.chain(dismissed).collect()
    }

    /// The matches of a part: those of a list are found once for all rules that refer to it.
    fn places(&self, part: &Part) -> Rc<[Candidate]> {
        match &part.list {
            None => Rc::from(self.ground.distinct(self.evaluate(&part.formula))),
            Some(list) => listed(self.run, list, &part.formula),
        }
    }

    /// The matches of parts, as places here and as the analysis wants them.
    fn matched(&self, parts: &[Part]) -> (Vec<Candidate>, Vec<RoleMatch>) {
        let (mut places, mut matches) = (Vec::new(), Vec::new());
        for (part, spec) in parts.iter().zip(0..) {
            let focused = part.formula.has_focus();
            for place in self.places(part).iter() {
                matches.push(RoleMatch {
                    spec,
                    range: place.range.start as usize..place.range.end as usize,
                    focused,
                });
                places.push(place.clone());
            }
        }
        (places, matches)
    }

    /// The matches of sinks; of those at exits, the exits in them.
    fn sinks(&self, rule: &TaintRule) -> (Vec<Candidate>, Vec<RoleMatch>) {
        let (places, matches) = self.matched(&rule.sinks);
        if !rule.spec.sinks.iter().any(|sink| sink.at_exit) {
            return (places, matches);
        }
        if !self.run.file.host.deep {
            self.run.note(
                ProblemKind::Unsupported,
                "`at-exit` sinks are not supported with `--analysis semgrep`".to_owned(),
                "use `--analysis deep`",
            );
        }
        let exits = self
            .ground
            .target
            .map_or_else(Vec::new, |target| exits(&target.tree));
        let (mut all_places, mut all_matches) = (Vec::new(), Vec::new());
        for (place, found) in places.into_iter().zip(matches) {
            if !rule.spec.sinks[found.spec].at_exit {
                all_places.push(place);
                all_matches.push(found);
                continue;
            }
            let lies_in = |exit: &&Range<usize>| {
                found.range.start <= exit.start && exit.end <= found.range.end
            };
            for exit in exits.iter().filter(lies_in) {
                all_places.push(Candidate {
                    range: exit.start as u32..exit.end as u32,
                    least_end: exit.end as u32,
                    ..place.clone()
                });
                all_matches.push(RoleMatch {
                    range: exit.clone(),
                    ..found.clone()
                });
            }
        }
        (all_places, all_matches)
    }

    fn passages(&self, rule: &TaintRule) -> Vec<Passage> {
        let mut passages = Vec::new();
        for (propagator, spec) in rule.propagators.iter().zip(0..) {
            for place in self.places(&propagator.part).iter() {
                let range = |name: &str| {
                    let value = place.bindings.get(name)?;
                    Some(value.range.start as usize..value.range.end as usize)
                };
                if let (Some(from), Some(to)) = (range(&propagator.from), range(&propagator.to)) {
                    passages.push(Passage { spec, from, to });
                }
            }
        }
        passages
    }

    /// A finding with the metavariables of its sink and its sources. None if they must agree and do not.
    fn tainted(
        &self,
        sink: &Candidate,
        sources: &[&Candidate],
        finding: &TaintFinding,
        threat: Option<Threat>,
    ) -> Option<Tainted> {
        let options = &self.run.rule.document.options;
        let mut bindings = sink.bindings.clone();
        for source in sources {
            if options.taint.unify_mvars && !self.ground.agree(&bindings, &source.bindings) {
                return None;
            }
            bindings = extended(&bindings, &source.bindings);
        }
        let at = match sources.first() {
            Some(source) if options.focus_on_source => source,
            _ => sink,
        };
        let note = finding
            .added_by
            .map(|step| format!("deep: {}", step.describe()));
        // A loop may go through the same again.
        let is_first =
            |(at, hop): &(usize, &Hop)| !hop.what.is_guess() || !finding.path[..*at].contains(hop);
        let path = finding.path.iter().enumerate().filter(is_first);
        let flow = path.map(|(_, hop)| self.step(hop, note.as_deref(), threat));
        Some(Tainted {
            place: Candidate {
                bindings,
                ..at.clone()
            },
            flow: flow.collect(),
            status: Status::Open,
        })
    }

    fn step(&self, hop: &Hop, note: Option<&str>, threat: Option<Threat>) -> Step {
        let kind = match hop.what {
            What::Source => FlowKind::Source,
            What::Assigned | What::Passed | What::Returned => FlowKind::Propagation,
            What::Unfollowed | What::Judged | What::Compared => FlowKind::Guess,
            What::Sink => FlowKind::Sink,
        };
        Step {
            kind,
            range: hop.range.clone(),
            note: match kind {
                FlowKind::Sink => note.map(str::to_owned),
                FlowKind::Guess => Some(self.doubt(hop)),
                FlowKind::Source | FlowKind::Propagation => None,
            },
            threat: threat.filter(|_| kind == FlowKind::Source),
        }
    }

    /// Why nobody knows what is left of data behind a step.
    fn doubt(&self, hop: &Hop) -> String {
        if hop.what == What::Compared {
            return "the value is compared with another that is not known here".to_owned();
        }
        let text = self.ground.target.map_or("", |target| target.tree.source());
        let text = text.get(hop.range.clone()).unwrap_or_default();
        let name = excerpt(text, LONGEST_NAME);
        let whose = if self.is_defined(text) {
            "which could not be followed here"
        } else {
            "whose code is not in this file"
        };
        match hop.what {
            What::Judged => format!("the value is checked by `{name}()`, {whose}"),
            _ => format!("the value passes through `{name}()`, {whose}"),
        }
    }

    /// Whether the file has a function or class of a name.
    fn is_defined(&self, name: &str) -> bool {
        self.ground.target.is_some_and(|target| {
            let tree = &target.tree;
            let kinds = [Kind::Function, Kind::Class].into_iter();
            let mut all = kinds.flat_map(|kind| target.of_kind(kind));
            all.any(|id| {
                let own = tree.get(*id, Field::Name);
                own.is_some_and(|own| tree.text(own) == name)
            })
        })
    }
}

/// So much of a name is told.
const LONGEST_NAME: usize = 60;
