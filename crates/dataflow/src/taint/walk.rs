//! The walk that carries taint through statements and expressions.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use assay_profile::LanguageSemantics;
use assay_syntax::{NodeId, Token, Tree};

use super::exits::ExitSinks;
use super::index::Index;
use super::marks::{Marked, Marks};
use super::put_off::PutOff;
use super::spec::{Matches, Options, Spec};
use super::state::{State, TaintValue, Taints};
use super::steps::merged_result;
use super::summaries::Summary;
use super::{Features, Findings};
use crate::Facts;
use crate::flow::{Flow, Jumps};
use crate::fold::Folding;

/// How many steps an analysis takes before it stops.
const BUDGET: usize = 3_000_000;

/// Where the host is asked whether time is up.
const TICK: usize = 2048;

/// How many expressions are looked at to find out what one of them gives. Beyond that it counts as unknown,
/// so that both branches of a condition are followed: nothing is missed by it.
pub(super) const LOOKS: usize = 256;

/// The label of taint whose source names none.
pub(super) const PLAIN: &str = "__SOURCE__";

pub(super) struct Walk<'t> {
    pub tree: &'t Tree,
    pub facts: &'t Facts,
    pub spec: &'t Spec,
    pub matches: &'t Matches,
    pub options: &'t Options,
    pub features: Features,
    pub marked: &'t Marked,
    pub exits: &'t ExitSinks,
    pub index: &'t Index,
    pub folding: Folding,
    pub semantics: &'static LanguageSemantics,
    pub words: Words,
    pub findings: Findings,
    pub summaries: HashMap<NodeId, Option<Rc<Summary>>>,
    /// What the function that is walked gives back and does.
    pub result: Summary,
    /// What is tainted in every function: variables of the file and its classes that never change.
    pub settled: State,
    /// The values of blocks that stand where expressions do.
    pub tails: Vec<TaintValue>,
    pub jumps: Jumps<State>,
    /// What links of long chains gave that are about to be asked for.
    ahead: HashMap<NodeId, TaintValue>,
    tick: &'t dyn Fn() -> bool,
    steps: usize,
    pub exhausted: bool,
    /// Some function was called too deep to be followed.
    pub cut_off: bool,
    pub depth: usize,
    /// The functions that are run, each called by the one before.
    pub running: Vec<NodeId>,
    /// The calls that led there, as one number.
    pub calls: u32,
    /// How many more steps may be taken in called functions.
    pub left: usize,
    /// How many functions that are called run within one another.
    pub inlined: usize,
    /// What is found out is what a function does in general.
    pub summing: bool,
    /// What holds where the function that is run is left.
    pub exit: Option<State>,
    /// What holds where something is thrown that the function that is run does not catch.
    pub escaped: Option<State>,
    /// The functions that have been run where they are called.
    pub entered: HashSet<NodeId>,
    /// What methods of a class find tainted, by classes.
    pub made: HashMap<NodeId, Option<State>>,
    /// The object of the member that was looked at last, and what it gave.
    pub receiver: Option<(NodeId, TaintValue)>,
    /// A call that is called itself, and what it is called on: `xs.each` of `xs.each { … }`.
    pub called_on: Option<(NodeId, TaintValue)>,
    /// The function that was walked last where it stands, and what it gives.
    pub given_last: Option<(NodeId, Taints)>,
    /// What the cases of a function tell apart that has no other parameter: `{ case x => … }`.
    pub cased: TaintValue,
    /// The functions that stand behind the arguments of the calls that run.
    pub blocks: Vec<Option<NodeId>>,
    /// What functions have been handed that somebody else knows.
    pub promised: Taints,
    /// What the function that is run has put off.
    pub put_off: PutOff,
    /// What functions have given up with.
    pub panicked: Taints,
    /// The functions that data can come into.
    pub live: HashSet<NodeId>,
    pub heights: HashMap<NodeId, usize>,
}

/// Words that mean something to the walk.
pub(super) struct Words {
    pub this: Vec<Token>,
}

impl Words {
    fn new() -> Words {
        Words {
            this: ["this", "self", "$this"].map(Token::of).to_vec(),
        }
    }
}

impl<'t> Walk<'t> {
    #[allow(clippy::too_many_arguments, reason = "made in one place only")]
    pub(super) fn new(
        tree: &'t Tree,
        facts: &'t Facts,
        spec: &'t Spec,
        matches: &'t Matches,
        options: &'t Options,
        features: Features,
        marked: &'t Marked,
        exits: &'t ExitSinks,
        index: &'t Index,
        tick: &'t dyn Fn() -> bool,
    ) -> Walk<'t> {
        Walk {
            tree,
            facts,
            spec,
            matches,
            options,
            features,
            marked,
            exits,
            index,
            folding: Folding::of(&tree.profile().semantics.values),
            semantics: &tree.profile().semantics,
            words: Words::new(),
            findings: Findings::default(),
            summaries: HashMap::new(),
            result: Summary::default(),
            settled: State::default(),
            tails: Vec::new(),
            jumps: Jumps::default(),
            ahead: HashMap::new(),
            tick,
            steps: 0,
            exhausted: false,
            cut_off: false,
            depth: 0,
            running: Vec::new(),
            calls: 0,
            left: 0,
            inlined: 0,
            summing: false,
            exit: None,
            escaped: None,
            entered: HashSet::new(),
            made: HashMap::new(),
            receiver: None,
            called_on: None,
            given_last: None,
            cased: TaintValue::default(),
            blocks: Vec::new(),
            promised: Taints::default(),
            put_off: PutOff::default(),
            panicked: Taints::default(),
            live: HashSet::new(),
            heights: HashMap::new(),
        }
    }

    /// Walks a body with jumps and a result of its own; gives the state at its end.
    pub(super) fn body(&mut self, state: State, body: NodeId) -> Option<State> {
        let jumps = std::mem::take(&mut self.jumps);
        let tails = std::mem::take(&mut self.tails);
        let is_result = self.semantics.control.last_is_result;
        if is_result {
            self.tails.push(TaintValue::default());
        }
        let exit = self.exit.take();
        let put_off = std::mem::take(&mut self.put_off);
        let mut end = self.statement(state, body, is_result);
        let left = std::mem::replace(&mut self.exit, exit);
        self.meet(&mut end, left);
        let put_off = std::mem::replace(&mut self.put_off, put_off);
        self.run_put_off(&mut end, put_off);
        if is_result && let Some(tail) = self.tails.pop() {
            if self.features.objects {
                let before = std::mem::take(&mut self.result.value);
                self.result.value = merged_result(before, tail);
            } else {
                self.result.value.taints.add(&tail.all());
            }
        }
        self.jumps = jumps;
        self.tails = tails;
        end
    }

    pub(super) fn marks(&self, id: NodeId) -> Option<&'t Marks> {
        self.marked.get(id)
    }

    /// Runs an expression and tells what taint it gives. The links of a long chain are run one after another,
    /// inside out.
    pub(super) fn eval(&mut self, state: &mut State, id: NodeId) -> TaintValue {
        if let Some(value) = self.ahead.remove(&id) {
            return value;
        }
        // What a sanitizer stands around is not run, or runs on its own.
        let is_clean = |id: &NodeId| {
            self.marks(*id)
                .is_some_and(|marks| !marks.sanitizers.is_empty())
        };
        let mut links = self.tree.links(id);
        if is_clean(&id) {
            links.clear();
        } else if let Some(last) = links.iter().position(is_clean) {
            links.truncate(last + 1);
        }
        for link in links.into_iter().rev() {
            let value = self.eval_node(state, link);
            self.ahead.insert(link, value);
        }
        self.eval_node(state, id)
    }

    fn eval_node(&mut self, state: &mut State, id: NodeId) -> TaintValue {
        if self.spent() {
            return TaintValue::default();
        }
        let marks = self.marks(id);
        if let Some(marks) = marks.filter(|marks| !marks.sanitizers.is_empty()) {
            if let Some(place) = self.place(id) {
                let cleans = |one: &&u32| {
                    let place = &self.matches.sanitizers[**one as usize];
                    self.spec.sanitizers[place.spec].by_side_effect
                        && place.range == self.tree.span(id)
                };
                if marks.sanitizers.iter().any(|one| cleans(&one)) {
                    state.wipe(&place);
                }
            }
            let is_exact = |one: &u32| {
                let place = &self.matches.sanitizers[*one as usize];
                self.spec.sanitizers[place.spec].exact
            };
            if marks.sanitizers.iter().all(is_exact) {
                self.evals(state, self.tree.children(id).iter().copied());
            }
            return TaintValue::default();
        }
        let mut value = self.compute(state, id);
        if self.is_safe_type(id) {
            value = TaintValue::default();
        }
        if let Some(marks) = marks {
            self.sourced(state, id, marks, &mut value);
            self.propagated(state, id, marks, &mut value);
            let all = value.all();
            self.reached(state, marks, &all);
        }
        value
    }

    pub(super) fn spent(&mut self) -> bool {
        self.steps += 1;
        if self.inlined > 0 {
            self.left = self.left.saturating_sub(1);
        }
        if self.steps > BUDGET || self.steps.is_multiple_of(TICK) && (self.tick)() {
            self.exhausted = true;
        }
        self.exhausted
    }
}
