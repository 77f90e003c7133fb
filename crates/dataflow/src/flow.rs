//! The order in which statements run: a walk over the tree that carries a state along every way, joins
//! states where ways meet, and repeats loops until nothing changes. What a state is and what an
//! expression does to it is the analysis' own; constants and taint are both walks of this sort.

use std::collections::HashMap;

use assay_profile::LanguageSemantics;
use assay_syntax::{Field, Kind, NodeId, Token, Tree};

/// How often a loop is repeated before it is left as it is, which is told. Most settle after two or three.
const ROUNDS: usize = 64;

/// How many rounds of a loop that counts are told apart.
const COUNTED: usize = 12;

/// States that wait for where they go on.
#[derive(Debug)]
pub(crate) struct Jumps<S> {
    targets: Vec<Target<S>>,
    /// For each `try` around: the states in which something may have been thrown.
    thrown: Vec<Option<S>>,
    /// What comes to a label from each `goto`.
    gotos: HashMap<Token, S>,
}

impl<S> Default for Jumps<S> {
    fn default() -> Jumps<S> {
        Jumps {
            targets: Vec::new(),
            thrown: Vec::new(),
            gotos: HashMap::new(),
        }
    }
}

/// What `break` and `continue` leave.
#[derive(Debug)]
struct Target<S> {
    label: Option<Token>,
    is_loop: bool,
    breaks: Option<S>,
    continues: Option<S>,
}

/// An analysis that follows the order of execution.
pub(crate) trait Flow<'t> {
    /// What is known at a point.
    type State: Clone;

    fn tree(&self) -> &'t Tree;
    fn semantics(&self) -> &'static LanguageSemantics;
    fn jumps(&mut self) -> &mut Jumps<Self::State>;

    /// Adds what is known on another way; tells whether that changed anything.
    fn join(&mut self, into: &mut Self::State, from: &Self::State) -> bool;
    /// Runs an expression.
    fn expression(&mut self, state: &mut Self::State, id: NodeId);
    /// Runs an expression that is a statement; the last of its block may be the block's value.
    fn effect(&mut self, state: &mut Self::State, id: NodeId, is_last: bool);
    /// Defines a variable.
    fn definition(&mut self, state: &mut Self::State, id: NodeId);
    /// Binds the variables of a `ForEach` to an element.
    fn element(&mut self, state: &mut Self::State, id: NodeId);
    /// Binds what a handler catches.
    fn caught(&mut self, state: &mut Self::State, id: NodeId);
    /// Meets a function's definition.
    fn function(&mut self, state: &mut Self::State, id: NodeId);
    /// Has run a statement that has no statements in it.
    fn ran(&mut self, _state: &Self::State, _statement: NodeId) {}
    /// Leaves a loop, or a round of it, maybe with a value.
    fn leaves(&mut self, _state: &mut Self::State, _id: NodeId) {}
    /// Something is thrown that this function does not catch.
    fn escapes(&mut self, _state: &Self::State) {}
    /// Leaves the function.
    fn returned(&mut self, state: &mut Self::State, id: NodeId);
    /// Whether nothing more is to be looked at.
    fn enough(&mut self) -> bool;
    /// Tells that a loop was left before all was known of it.
    fn unsettled(&mut self);

    /// Whether a condition always or never holds.
    fn truth(&mut self, _state: &Self::State, _condition: NodeId) -> Option<bool> {
        None
    }
    /// Goes on where a condition has been found to hold or not.
    fn assume(&mut self, _state: &mut Self::State, _condition: NodeId, _holds: bool) {}
    /// Whether the label of a case always or never fits what is switched on.
    fn fits(&mut self, _state: &Self::State, _subject: NodeId, _label: NodeId) -> Option<bool> {
        None
    }

    /// Whether nothing runs after a call: it ends the program, or throws.
    fn ends(&self, _call: NodeId) -> bool {
        false
    }
    /// Binds what the label of a case takes apart.
    fn matched(&mut self, _state: &mut Self::State, _subject: Option<NodeId>, _case: NodeId) {}

    /// Runs a statement; none if what follows it is not reached from here.
    fn statement(&mut self, state: Self::State, id: NodeId, is_last: bool) -> Option<Self::State> {
        let tree = self.tree();
        let mut state = state;
        if self.enough() {
            return Some(state);
        }
        match tree.kind(id) {
            Kind::Block => return self.block(state, id, is_last),
            Kind::ExprStmt => {
                for value in tree.children(id) {
                    self.effect(&mut state, *value, is_last);
                    if self.ends(*value) {
                        self.ran(&state, id);
                        self.throws(&state);
                        return None;
                    }
                }
            }
            Kind::If => return self.branches(state, id, is_last),
            Kind::While | Kind::DoWhile | Kind::For => return self.repeat(state, id, None),
            Kind::ForEach => return self.each(state, id, None),
            Kind::Switch => return self.switch(state, id, is_last),
            Kind::Try => return self.attempt(state, id, is_last),
            Kind::With => {
                for resource in tree.all(id, Field::Resource) {
                    state = self.statement(state, resource, false)?;
                }
                return self.parts(state, id, Field::Body, is_last);
            }
            Kind::Return => {
                self.returned(&mut state, id);
                self.ran(&state, id);
                return None;
            }
            Kind::Throw => {
                for value in tree.all(id, Field::Value) {
                    self.expression(&mut state, value);
                }
                self.ran(&state, id);
                self.throws(&state);
                return None;
            }
            Kind::Break | Kind::Continue => {
                self.leaves(&mut state, id);
                self.jump(state, id);
                return None;
            }
            Kind::Labeled => {
                let label = tree.get(id, Field::Label).map(|label| tree.token(label));
                // In some languages a label stands alone, before the statement that it names.
                let Some(body) = tree.get(id, Field::Body) else {
                    return Some(state);
                };
                return match tree.kind(body) {
                    Kind::While | Kind::DoWhile | Kind::For => self.repeat(state, body, label),
                    Kind::ForEach => self.each(state, body, label),
                    _ => self.statement(state, body, is_last),
                };
            }
            Kind::VarDef => self.definition(&mut state, id),
            Kind::Function => self.function(&mut state, id),
            Kind::Class | Kind::Namespace => {
                for body in tree.all(id, Field::Body) {
                    state = self.statement(state, body, false)?;
                }
            }
            Kind::Goto => return self.goes(state, id),
            Kind::Import | Kind::Package | Kind::TypeDef => {}
            _ => self.effect(&mut state, id, is_last),
        }
        self.ran(&state, id);
        Some(state)
    }

    /// Remembers that something may be thrown here.
    fn throws(&mut self, state: &Self::State) {
        let Some(mut thrown) = self.jumps().thrown.pop() else {
            return self.escapes(state);
        };
        self.meet(&mut thrown, Some(state.clone()));
        self.jumps().thrown.push(thrown);
    }

    /// Joins two ways, either of which may not be reached.
    fn meet(&mut self, into: &mut Option<Self::State>, from: Option<Self::State>) -> bool {
        match (into.as_mut(), from) {
            (Some(into), Some(from)) => self.join(into, &from),
            (None, Some(from)) => {
                *into = Some(from);
                true
            }
            (_, None) => false,
        }
    }

    /// `goto`: the state waits at the label. One to nowhere that is known is passed over.
    fn goes(&mut self, state: Self::State, id: NodeId) -> Option<Self::State> {
        let tree = self.tree();
        let Some(label) = tree.get(id, Field::Label).map(|label| tree.token(label)) else {
            return Some(state);
        };
        if !tree
            .walk(tree.root())
            .any(|to| label_of(tree, to) == Some(label))
        {
            return Some(state);
        }
        let mut waiting = self.jumps().gotos.remove(&label);
        self.meet(&mut waiting, Some(state));
        self.jumps()
            .gotos
            .extend(waiting.map(|state| (label, state)));
        None
    }

    fn block(&mut self, state: Self::State, id: NodeId, is_last: bool) -> Option<Self::State> {
        self.run(Some(state), self.tree().children(id), is_last)
    }

    /// Runs statements one after another; where one cannot be reached, a label further on may be.
    fn run(
        &mut self,
        state: Option<Self::State>,
        statements: &[NodeId],
        is_last: bool,
    ) -> Option<Self::State> {
        let mut state = state;
        for (place, &child) in statements.iter().enumerate() {
            if let Some(label) = label_of(self.tree(), child) {
                return self.land(state, label, &statements[place..], is_last);
            }
            state = state.and_then(|state| {
                self.step(state, child, is_last && place + 1 == statements.len())
            });
        }
        state
    }

    /// Runs a labelled statement and those after it, again where they jump back to it.
    fn land(
        &mut self,
        state: Option<Self::State>,
        label: Token,
        statements: &[NodeId],
        is_last: bool,
    ) -> Option<Self::State> {
        let mut head = state;
        let mut out = None;
        for round in 1.. {
            let waiting = self.jumps().gotos.get(&label).cloned();
            self.meet(&mut head, waiting);
            let is_only = is_last && statements.len() == 1;
            let after = head
                .clone()
                .and_then(|state| self.step(state, statements[0], is_only));
            out = self.run(after, &statements[1..], is_last);
            let back = self.jumps().gotos.get(&label).cloned();
            let changed = self.meet(&mut head, back);
            if !self.goes_on(round, changed) {
                break;
            }
        }
        out
    }

    /// Whether a loop is repeated once more.
    fn goes_on(&mut self, round: usize, changed: bool) -> bool {
        if round == ROUNDS && changed {
            self.unsettled();
        }
        changed && round < ROUNDS && !self.enough()
    }

    fn step(&mut self, state: Self::State, id: NodeId, is_last: bool) -> Option<Self::State> {
        let may_throw = !self.jumps().thrown.is_empty() && may_throw(self.tree(), id);
        if may_throw {
            self.throws(&state);
        }
        let state = self.statement(state, id, is_last)?;
        if may_throw {
            self.throws(&state);
        }
        Some(state)
    }

    fn parts(
        &mut self,
        state: Self::State,
        id: NodeId,
        field: Field,
        is_last: bool,
    ) -> Option<Self::State> {
        let mut state = state;
        for part in self.tree().all(id, field) {
            state = self.statement(state, part, is_last)?;
        }
        Some(state)
    }

    /// The ways after a condition: where it holds, where it does not.
    fn fork(
        &mut self,
        mut state: Self::State,
        condition: Option<NodeId>,
    ) -> (Option<Self::State>, Option<Self::State>) {
        let Some(condition) = condition else {
            return (Some(state.clone()), Some(state));
        };
        self.expression(&mut state, condition);
        let truth = self.truth(&state, condition);
        let holds = (truth != Some(false)).then(|| {
            let mut state = state.clone();
            self.assume(&mut state, condition, true);
            state
        });
        let fails = (truth != Some(true)).then(|| {
            self.assume(&mut state, condition, false);
            state
        });
        (holds, fails)
    }

    fn branches(&mut self, state: Self::State, id: NodeId, is_last: bool) -> Option<Self::State> {
        let tree = self.tree();
        let mut state = state;
        for init in tree.all(id, Field::Init) {
            state = self.statement(state, init, false)?;
        }
        let (holds, fails) = self.fork(state, condition(tree, id));
        let mut out = holds.and_then(|state| self.parts(state, id, Field::Then, is_last));
        let other = match tree.link(id) {
            Some(link) => self.else_ifs(&mut out, fails, link, is_last),
            None => fails.and_then(|state| self.parts(state, id, Field::Else, is_last)),
        };
        self.meet(&mut out, other);
        out
    }

    /// Runs a long chain of `else if` one after another; gives what the last `else` leaves.
    fn else_ifs(
        &mut self,
        out: &mut Option<Self::State>,
        fails: Option<Self::State>,
        first: NodeId,
        is_last: bool,
    ) -> Option<Self::State> {
        let tree = self.tree();
        let mut state = fails?;
        let mut at = first;
        loop {
            if self.enough() {
                return Some(state);
            }
            if !self.jumps().thrown.is_empty() {
                self.throws(&state);
            }
            let link = tree.link(at);
            if tree.kind(at) == Kind::Block {
                for &before in tree.children(at).iter().filter(|one| Some(**one) != link) {
                    state = self.step(state, before, false)?;
                }
                at = link?;
                continue;
            }
            for init in tree.all(at, Field::Init) {
                state = self.statement(state, init, false)?;
            }
            let (holds, fails) = self.fork(state, tree.get(at, Field::Cond));
            let then = holds.and_then(|state| self.parts(state, at, Field::Then, is_last));
            self.meet(out, then);
            let Some(link) = link else {
                return fails.and_then(|state| self.parts(state, at, Field::Else, is_last));
            };
            (state, at) = (fails?, link);
        }
    }

    fn enter(&mut self, label: Option<Token>, is_loop: bool) {
        self.jumps().targets.push(Target {
            label,
            is_loop,
            breaks: None,
            continues: None,
        });
    }

    fn jump(&mut self, state: Self::State, id: NodeId) {
        let tree = self.tree();
        let label = tree.get(id, Field::Label).map(|label| tree.token(label));
        let is_break = tree.kind(id) == Kind::Break;
        let fits = |target: &Target<Self::State>| match label {
            Some(_) => target.label == label,
            None => is_break || target.is_loop,
        };
        let Some(place) = self.jumps().targets.iter().rposition(fits) else {
            return;
        };
        let target = &mut self.jumps().targets[place];
        let slot = if is_break {
            &mut target.breaks
        } else {
            &mut target.continues
        };
        let mut waiting = slot.take();
        self.meet(&mut waiting, Some(state));
        let target = &mut self.jumps().targets[place];
        *(if is_break {
            &mut target.breaks
        } else {
            &mut target.continues
        }) = waiting;
    }

    /// `while`, `do` and `for`.
    fn repeat(
        &mut self,
        state: Self::State,
        id: NodeId,
        label: Option<Token>,
    ) -> Option<Self::State> {
        let tree = self.tree();
        let mut head = state;
        for init in tree.all(id, Field::Init) {
            head = self.statement(head, init, false)?;
        }
        let condition = tree.get(id, Field::Cond);
        let is_do = tree.kind(id) == Kind::DoWhile;
        let draws = |init| tree.kind(init) == Kind::CompFor;
        let is_endless = condition.is_none() && !tree.all(id, Field::Init).any(draws);
        // How many rounds are told apart that certainly run: of loops that count, but not of those within others.
        let is_counting = condition.is_some_and(|condition| tree.kind(condition) != Kind::Bool);
        let is_outer = !self.jumps().targets.iter().any(|target| target.is_loop);
        let certain = if is_counting && is_outer && !is_do {
            COUNTED
        } else {
            1
        };
        let (mut out, mut left_before) = (None, None);
        for round in 1.. {
            self.enter(label, true);
            let (into, leaving) = if is_do {
                (Some(head.clone()), None)
            } else {
                self.fork(head.clone(), condition)
            };
            let is_certain = round <= certain && leaving.is_none();
            let mut end = into.and_then(|state| self.parts(state, id, Field::Body, false));
            let Some(target) = self.jumps().targets.pop() else {
                break;
            };
            self.meet(&mut end, target.continues);
            for step in tree.all(id, Field::Step) {
                end = end.and_then(|state| self.statement(state, step, false));
            }
            out = target.breaks;
            if is_do {
                let (again, leaving) = match end {
                    Some(state) => self.fork(state, condition),
                    None => (None, None),
                };
                self.meet(&mut out, leaving);
                end = again;
            } else if !is_endless {
                let other = leaving.and_then(|state| self.parts(state, id, Field::Else, false));
                self.meet(&mut out, other);
            }
            let Some(end) = end else { break };
            // Where a round certainly runs, the others and what follows begin with what it has left.
            if is_certain {
                self.meet(&mut left_before, out.take());
                head = end;
                continue;
            }
            let changed = self.join(&mut head, &end);
            if !self.goes_on(round, changed) {
                break;
            }
        }
        self.meet(&mut out, left_before);
        out
    }

    fn each(
        &mut self,
        state: Self::State,
        id: NodeId,
        label: Option<Token>,
    ) -> Option<Self::State> {
        let tree = self.tree();
        let mut head = state;
        for over in tree.all(id, Field::Right) {
            self.expression(&mut head, over);
        }
        let mut breaks = None;
        for round in 1.. {
            self.enter(label, true);
            let mut inside = head.clone();
            self.element(&mut inside, id);
            let mut end = self.parts(inside, id, Field::Body, false);
            let Some(target) = self.jumps().targets.pop() else {
                break;
            };
            self.meet(&mut end, target.continues);
            breaks = target.breaks;
            let Some(end) = end else { break };
            let changed = self.join(&mut head, &end);
            if !self.goes_on(round, changed) {
                break;
            }
        }
        let mut out = self.parts(head, id, Field::Else, false);
        self.meet(&mut out, breaks);
        out
    }

    fn switch(&mut self, state: Self::State, id: NodeId, is_last: bool) -> Option<Self::State> {
        let tree = self.tree();
        let mut state = state;
        for init in tree.all(id, Field::Init) {
            state = self.statement(state, init, false)?;
        }
        let subject = tree.get(id, Field::Cond);
        if let Some(subject) = subject {
            self.expression(&mut state, subject);
        }
        let cases: Vec<NodeId> = tree
            .walk(id)
            .filter(|case| tree.kind(*case) == Kind::Case && owner(tree, *case) == Some(id))
            .collect();
        let mut fits = Vec::new();
        for &case in &cases {
            let mut all_fail = true;
            let mut one_holds = false;
            let mut is_guarded = false;
            for label in tree.all(case, Field::Label) {
                self.expression(&mut state, label);
                if tree.kind(label) == Kind::CompIf {
                    is_guarded = true;
                    continue;
                }
                let fit = subject.and_then(|subject| self.fits(&state, subject, label));
                all_fail &= fit == Some(false);
                one_holds |= fit == Some(true);
            }
            let is_default = tree.get(case, Field::Label).is_none();
            fits.push(match (is_default, one_holds, all_fail) {
                (true, ..) => None,
                (_, true, _) => (!is_guarded).then_some(true),
                (_, _, true) => Some(false),
                _ => None,
            });
        }
        let certain = fits.iter().position(|fit| *fit == Some(true));
        let has_default = cases
            .iter()
            .any(|case| tree.get(*case, Field::Label).is_none());
        let ends = self.semantics().control.cases_end;
        self.enter(None, false);
        let mut falling: Option<Self::State> = None;
        let mut out: Option<Self::State> = None;
        for (place, &case) in cases.iter().enumerate() {
            let is_default = tree.get(case, Field::Label).is_none();
            let may_enter = match certain {
                // Cases are tried in order: one before it that may fit could be taken instead.
                Some(certain) => place <= certain && !is_default && fits[place] != Some(false),
                None => is_default || fits[place] != Some(false),
            };
            let mut entry = falling.take();
            if may_enter {
                let mut inside = state.clone();
                self.matched(&mut inside, subject, case);
                self.meet(&mut entry, Some(inside));
            }
            let Some(entry) = entry else { continue };
            let end = self.parts(entry, case, Field::Body, is_last);
            if (ends || is_arrow(tree, case)) && !falls_through(tree, case) {
                self.meet(&mut out, end);
            } else {
                falling = end;
            }
        }
        self.meet(&mut out, falling);
        if let Some(target) = self.jumps().targets.pop() {
            self.meet(&mut out, target.breaks);
        }
        if !has_default && certain.is_none() {
            self.meet(&mut out, Some(state));
        }
        out
    }

    fn attempt(&mut self, state: Self::State, id: NodeId, is_last: bool) -> Option<Self::State> {
        let tree = self.tree();
        let mut state = state;
        for resource in tree.all(id, Field::Resource) {
            state = self.statement(state, resource, false)?;
        }
        self.jumps().thrown.push(None);
        let end = self.parts(state, id, Field::Body, is_last);
        let thrown = self.jumps().thrown.pop().flatten();
        let mut out = end.and_then(|state| self.parts(state, id, Field::Else, is_last));
        for handler in tree.all(id, Field::Handler) {
            let Some(mut state) = thrown.clone() else {
                continue;
            };
            self.caught(&mut state, handler);
            let end = self.parts(state, handler, Field::Body, is_last);
            self.meet(&mut out, end);
        }
        for last in tree.all(id, Field::Finally) {
            // What follows is looked at even where only what was thrown gets there.
            if out.is_none() {
                out = thrown.clone();
            }
            let body = if tree.kind(last) == Kind::Finally {
                Field::Body
            } else {
                Field::Item
            };
            out = out.and_then(|state| self.parts(state, last, body, false));
        }
        out
    }
}

/// Whether [`Flow::statement`] knows what to do with a kind and does not hand it on as an expression.
pub(crate) fn is_control(kind: Kind) -> bool {
    kind.is_statement()
        && !matches!(
            kind,
            Kind::Delete | Kind::Assert | Kind::Case | Kind::Catch | Kind::Finally
        )
}

/// The condition on which `Then` is run. Branches that are changed over under a negation that nobody has written, as those
/// of `unless` are, belong to what stands there.
fn condition(tree: &Tree, id: NodeId) -> Option<NodeId> {
    let condition = tree.get(id, Field::Cond)?;
    let start = |field| tree.get(id, field).map(|part| tree.span(part).start);
    let changed_over = start(Field::Else)
        .zip(start(Field::Then))
        .is_some_and(|(otherwise, then)| otherwise < then);
    let negated = tree.get(condition, Field::Value).filter(|value| {
        tree.kind(condition) == Kind::Unary && tree.span(*value) == tree.span(condition)
    });
    negated.filter(|_| changed_over).or(Some(condition))
}

/// The switch that a case belongs to.
fn owner(tree: &Tree, case: NodeId) -> Option<NodeId> {
    tree.ancestors(case)
        .find(|up| tree.kind(*up) == Kind::Switch)
}

/// Whether something may be thrown in a statement.
fn may_throw(tree: &Tree, id: NodeId) -> bool {
    tree.walk(id).any(|part| {
        matches!(
            tree.kind(part),
            Kind::Call
                | Kind::New
                | Kind::Throw
                | Kind::Await
                | Kind::Yield
                | Kind::Index
                | Kind::Member
                | Kind::Import
                | Kind::Assert
                | Kind::Delete
        )
    })
}

/// The label that a statement has.
fn label_of(tree: &Tree, id: NodeId) -> Option<Token> {
    let label = tree.get(id, Field::Label)?;
    (tree.kind(id) == Kind::Labeled).then(|| tree.token(label))
}

/// Whether a case ends with Go's `fallthrough`.
fn falls_through(tree: &Tree, case: NodeId) -> bool {
    let body = tree.all(case, Field::Body).last();
    body.and_then(|body| tree.children(body).last())
        .is_some_and(|last| tree.text(*last) == "fallthrough")
}

/// `case x -> …` does not fall through.
fn is_arrow(tree: &Tree, case: NodeId) -> bool {
    let head = tree
        .get(case, Field::Label)
        .map_or(tree.span(case).start, |label| tree.span(label).end);
    let end = tree
        .get(case, Field::Body)
        .map_or(head, |body| tree.span(body).start);
    tree.source()
        .get(head..end.max(head))
        .is_some_and(|between| between.contains("->"))
}
