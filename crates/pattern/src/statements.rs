//! Statements: sequences with ellipses between, and what a statement of a pattern matches.

use assay_syntax::{BARE, Field, Kind, NodeId, Token, Tree};

use crate::implicit::{has_returns, returned};
use crate::matcher::{Matcher, Next, subexpressions};

impl<'m> Matcher<'m> {
    /// A block of the pattern against a block.
    pub(crate) fn block(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        let (ps, ts) = (self.p.children(p), self.t.children(t));
        let is_body_of_class = self
            .p
            .parent(p)
            .is_some_and(|parent| matches!(self.p.kind(parent), Kind::Class | Kind::New));
        if is_body_of_class && self.p.node(p).field == Field::Body {
            let wanted = self.without_dots(ps);
            let less_is_ok = self.options.implicit_ellipsis || wanted.len() < ps.len();
            return self.any_order(&wanted, ts, less_is_ok, k);
        }
        let is_dots = |p: &NodeId| self.p.kind(*p) == Kind::Ellipsis;
        match ps {
            [only] if is_dots(only) => k(self),
            // `if ($X) $S` without braces: the statement may be a whole block.
            [only] if ts.len() > 1 && self.p.token(p) == Token::of(BARE) => {
                self.statement(*only, t, k)
            }
            // A body without braces that is one metavariable is whatever stands there.
            [only] if ts.len() != 1 && self.p.kind(*only) == Kind::Metavar && self.is_open(p) => {
                self.node(*only, t, k)
            }
            [first, middle, last] if is_dots(first) && is_dots(last) && !is_dots(middle) => {
                let flat = self.target.flat(t);
                flat.all
                    .iter()
                    .any(|t| self.step() && self.statement(*middle, *t, k))
            }
            _ => {
                let (last, least_end) = (self.last, self.least_end);
                let done = self.sequence(ps, ts, false, &mut |m| {
                    let inner = std::mem::replace(&mut m.least_end, least_end);
                    let done = k(m);
                    m.least_end = inner;
                    done
                });
                self.last = last;
                done
            }
        }
    }

    /// Whether a block of the pattern has no braces.
    fn is_open(&self, p: NodeId) -> bool {
        let before = self.p.source().get(..self.p.span(p).start);
        let is_braced = before.is_some_and(|before| before.trim_end().ends_with('{'));
        !is_braced && !self.p.text(p).starts_with('{')
    }

    /// Statements that follow each other; `...` also skips into what is nested.
    pub(crate) fn sequence(
        &mut self,
        ps: &[NodeId],
        ts: &[NodeId],
        less_is_ok: bool,
        k: Next<'_, 'm>,
    ) -> bool {
        let Some((&p, rest)) = ps.split_first() else {
            return (ts.is_empty() || less_is_ok) && k(self);
        };
        match self.p.kind(p) {
            Kind::Ellipsis => {
                if self.skipping(ps, ts, k) {
                    return true;
                }
                self.options.go_deeper_stmt && self.skipping_deep(ps, ts, k)
            }
            Kind::Metavars => self.skipping(ps, ts, k),
            _ => match ts.split_first() {
                Some((&t, after)) => {
                    self.statement_then(p, t, &mut |m| m.sequence(rest, after, less_is_ok, k))
                }
                None => false,
            },
        }
    }

    /// The same over the statements that are nested in those that are left.
    fn skipping_deep(&mut self, ps: &[NodeId], ts: &[NodeId], k: Next<'_, 'm>) -> bool {
        let Some((&first, block)) = ts
            .first()
            .and_then(|first| Some((first, self.t.parent(*first)?)))
        else {
            return false;
        };
        let flat = self.target.flat(block);
        let place = self
            .t
            .children(block)
            .iter()
            .position(|item| *item == first);
        let Some(rest) = place.and_then(|place| flat.all.get(*flat.places.get(place)?..)) else {
            return false;
        };
        rest.len() > ts.len() && self.skipping(ps, rest, k)
    }

    /// The same from the first `...` on, where what is skipped is no longer looked into.
    fn skipping(&mut self, ps: &[NodeId], ts: &[NodeId], k: Next<'_, 'm>) -> bool {
        let Some((&p, rest)) = ps.split_first() else {
            return k(self);
        };
        match self.p.kind(p) {
            Kind::Ellipsis if rest.is_empty() => {
                let before = self.last;
                self.last = ts.last().copied().or(before);
                let least = before.map(|last| self.t.node(last).end);
                let outer = std::mem::replace(&mut self.least_end, least);
                let done = k(self);
                (self.last, self.least_end) = (before, outer);
                done
            }
            Kind::Ellipsis => {
                (0..=ts.len()).any(|skip| self.step() && self.skipping(rest, &ts[skip..], k))
            }
            Kind::Metavars => (0..=ts.len()).rev().any(|count| {
                let value = self.nodes_value(&ts[..count], ts);
                let before = self.last;
                self.last = ts[..count].last().copied().or(before);
                let done = self.step()
                    && (!rest.is_empty() || count == ts.len())
                    && self.bind(self.p.token(p), value, &mut |m| {
                        m.skipping(rest, &ts[count..], k)
                    });
                self.last = before;
                done
            }),
            _ => match ts.split_first() {
                Some((&t, after)) => self.statement_then(p, t, &mut |m| m.skipping(rest, after, k)),
                None => false,
            },
        }
    }

    fn statement_then(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        self.statement(p, t, &mut |m| {
            let before = m.last.replace(t);
            let done = k(m);
            m.last = before;
            done
        })
    }

    /// One statement of the pattern against one of the code.
    pub(crate) fn statement(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        if self.p.kind(p) == Kind::Deep {
            return self.deep_in_statement(p, t, k);
        }
        if self.p.kind(p) != Kind::ExprStmt {
            return self.node(p, t, k);
        }
        let Some(&wanted) = self.p.children(p).first() else {
            return self.t.kind(t) == Kind::ExprStmt && self.t.children(t).is_empty() && k(self);
        };
        match self.p.kind(wanted) {
            Kind::Metavar => {
                let value = self.node_value(t);
                if self.bind(self.p.token(wanted), value, k) {
                    return true;
                }
                let inner = self
                    .t
                    .children(t)
                    .first()
                    .copied()
                    .filter(|_| self.t.kind(t) == Kind::ExprStmt);
                return inner.is_some_and(|inner| self.node(wanted, inner, k));
            }
            Kind::Ellipsis => return k(self),
            Kind::Deep => return self.deep_in_statement(wanted, t, k),
            _ => {}
        }
        match self.t.kind(t) {
            Kind::ExprStmt | Kind::Return => {
                let inner = self.t.children(t).first().copied();
                inner.is_some_and(|inner| self.implicitly_deep(wanted, inner, k))
            }
            Kind::VarDef => {
                if self.p.kind(wanted) == Kind::Assign
                    && self.definition_as_assignment(wanted, t, k)
                {
                    return true;
                }
                let value = self
                    .t
                    .get(t, Field::Right)
                    .filter(|_| self.options.vardef_assign);
                value.is_some_and(|value| self.implicitly_deep(wanted, value, k))
            }
            _ => false,
        }
    }

    /// `return e` against an `e` that is returned without the word.
    pub(crate) fn implicit_return(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        if !self.options.implicit_return || !has_returns(self.t) {
            return false;
        }
        match (self.p.get(p, Field::Value), returned(self.t, t)) {
            (Some(wanted), Some(value)) => self.root(wanted, value, k),
            _ => false,
        }
    }

    fn deep_in_statement(&mut self, deep: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        let Some(inner) = self.inside_deep(deep) else {
            return false;
        };
        subexpressions(self.t, t)
            .into_iter()
            .any(|below| self.deep(inner, below, k))
    }

    /// An expression as a statement also matches where it is what the statement does something with.
    fn implicitly_deep(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        let mut open = vec![t];
        while let Some(at) = open.pop() {
            if at != t && !self.step() {
                return false;
            }
            if self.root(p, at, k) {
                return true;
            }
            if !self.options.implicit_deep_exprstmt {
                return false;
            }
            open.extend(implicit_subexpressions(self.t, at).into_iter().rev());
        }
        false
    }
}

fn implicit_subexpressions(tree: &Tree, id: NodeId) -> Vec<NodeId> {
    let of = |field| tree.get(id, field).into_iter().collect::<Vec<_>>();
    match tree.kind(id) {
        Kind::Assign | Kind::AugAssign => of(Field::Right),
        Kind::Member => of(Field::Object),
        Kind::Cast | Kind::Await | Kind::Yield => of(Field::Value),
        Kind::Call
        | Kind::Binary
        | Kind::Unary
        | Kind::Str
        | Kind::Index
        | Kind::Conditional
        | Kind::New
        | Kind::List
        | Kind::Tuple
        | Kind::Set
        | Kind::Dict
        | Kind::Record => subexpressions(tree, id),
        _ => Vec::new(),
    }
}
