//! Parts that stand in a row: arguments, items, members, with ellipses between.

use assay_syntax::{Kind, NodeId, Tree};

use crate::matcher::{Matcher, Next};

impl<'m> Matcher<'m> {
    /// In order, with anything between.
    pub(crate) fn subsequence(&mut self, ps: &[NodeId], ts: &[NodeId], k: Next<'_, 'm>) -> bool {
        let Some((&p, rest)) = ps.split_first() else {
            return k(self);
        };
        (0..ts.len()).any(|place| {
            self.step()
                && self.node(p, ts[place], &mut |m| {
                    m.subsequence(rest, &ts[place + 1..], k)
                })
        })
    }

    pub(crate) fn without_dots(&self, ps: &[NodeId]) -> Vec<NodeId> {
        ps.iter()
            .copied()
            .filter(|p| self.p.kind(*p) != Kind::Ellipsis)
            .collect()
    }

    /// In order; `...` stands for any number, and with `less_is_ok` there may be more behind.
    pub(crate) fn list(
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
            Kind::Ellipsis if rest.is_empty() => k(self),
            Kind::Ellipsis if !less_is_ok && !self.may_end_with(rest, ts) => false,
            Kind::Ellipsis => (0..=ts.len())
                .any(|skip| self.step() && self.list(rest, &ts[skip..], less_is_ok, k)),
            Kind::Metavars => (0..=ts.len()).any(|count| {
                let value = self.nodes_value(&ts[..count], ts);
                self.step()
                    && self.bind(self.p.token(p), value, &mut |m| {
                        m.list(rest, &ts[count..], less_is_ok, k)
                    })
            }),
            _ => match ts.split_first() {
                Some((&t, after)) => self.node(p, t, &mut |m| m.list(rest, after, less_is_ok, k)),
                None => false,
            },
        }
    }

    /// Whether what follows the last `...` may be the end of the code's. Asked before all the ways are tried in which
    /// several `...` can share what stands before it.
    fn may_end_with(&mut self, ps: &[NodeId], ts: &[NodeId]) -> bool {
        let is_any = |p: &NodeId| matches!(self.p.kind(*p), Kind::Ellipsis | Kind::Metavars);
        let is_named = |p: &NodeId| self.p.kind(*p) == Kind::Keyword;
        let Some(last) = ps.iter().rposition(is_any) else {
            return true;
        };
        if ps.iter().any(is_named) {
            return true;
        }
        let end = &ps[last + 1..];
        let Some(start) = ts.len().checked_sub(end.len()) else {
            return false;
        };
        let (last, least_end) = (self.last, self.least_end);
        let mut pairs = end.iter().zip(&ts[start..]);
        let may = pairs.all(|(&p, &t)| self.node(p, t, &mut |_| true));
        (self.last, self.least_end) = (last, least_end);
        may
    }

    /// Each of the pattern is one of the code's.
    pub(crate) fn any_order(
        &mut self,
        ps: &[NodeId],
        ts: &[NodeId],
        less_is_ok: bool,
        k: Next<'_, 'm>,
    ) -> bool {
        let Some((&p, rest)) = ps.split_first() else {
            return (ts.is_empty() || less_is_ok) && k(self);
        };
        if self.p.kind(p) == Kind::Metavars {
            let value = self.nodes_value(ts, ts);
            return self.bind(self.p.token(p), value, &mut |m| {
                m.any_order(rest, &[], true, k)
            });
        }
        (0..ts.len()).any(|place| {
            let others: Vec<NodeId> = ts[..place]
                .iter()
                .chain(&ts[place + 1..])
                .copied()
                .collect();
            self.step()
                && self.item(p, ts[place], &mut |m| {
                    m.any_order(rest, &others, less_is_ok, k)
                })
        })
    }

    /// A member, an element or a pair: a statement where the pattern has one.
    pub(crate) fn item(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        if self.p.kind(p).is_statement() {
            return self.statement(p, t, k);
        }
        self.node(p, t, k) || self.t.profile().matching.blocks_nest && self.block_below(p, t, k)
    }

    /// A block of the pattern against the blocks in a block.
    fn block_below(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        if self.p.kind(p) != Kind::Call || self.t.kind(t) != Kind::Call {
            return false;
        }
        let body = self.t.children(t).last().copied();
        let items = body.map_or(&[][..], |body| self.t.children(body));
        items.iter().any(|t| self.step() && self.item(p, *t, k))
    }

    /// Arguments: those with names anywhere, the others in order.
    pub(crate) fn arguments(&mut self, ps: &[NodeId], ts: &[NodeId], k: Next<'_, 'm>) -> bool {
        let Some((&p, rest)) = ps.split_first() else {
            return ts.is_empty() && k(self);
        };
        match self.p.kind(p) {
            Kind::Ellipsis if rest.is_empty() => k(self),
            Kind::Ellipsis if !self.may_end_with(rest, ts) => false,
            Kind::Ellipsis => {
                // What is skipped may still be asked for by name.
                (0..=ts.len()).any(|skip| self.step() && self.arguments(rest, &ts[skip..], k))
                    || self.keywords_anywhere(rest, ts, k)
            }
            Kind::Metavars => self.shares(rest, ts).into_iter().any(|count| {
                let value = self.nodes_value(&ts[..count], ts);
                self.step()
                    && self.bind(self.p.token(p), value, &mut |m| {
                        m.arguments(rest, &ts[count..], k)
                    })
            }),
            Kind::Keyword => (0..ts.len()).any(|place| {
                let others: Vec<NodeId> = ts[..place]
                    .iter()
                    .chain(&ts[place + 1..])
                    .copied()
                    .collect();
                self.t.kind(ts[place]) == Kind::Keyword
                    && self.step()
                    && self.node(p, ts[place], &mut |m| m.arguments(rest, &others, k))
            }),
            _ => match ts.split_first() {
                Some((&t, after)) => self.node(p, t, &mut |m| m.arguments(rest, after, k)),
                None => false,
            },
        }
    }

    /// How many arguments `$...X` may take, the likeliest first: all without a name where a named one follows it, since
    /// those stand before it in the code as well.
    fn shares(&self, rest: &[NodeId], ts: &[NodeId]) -> Vec<usize> {
        let is_named = |tree: &Tree, id: &NodeId| tree.kind(*id) == Kind::Keyword;
        if !rest.iter().any(|p| is_named(self.p, p)) {
            return (0..=ts.len()).collect();
        }
        let mut unnamed = ts.iter().take_while(|t| !is_named(self.t, t));
        let first = unnamed.by_ref().count();
        let fewer = (0..first).rev();
        std::iter::once(first)
            .chain(first + 1..=ts.len())
            .chain(fewer)
            .collect()
    }

    /// After `...` nothing but keywords and more `...`: each keyword may be any of the arguments.
    pub(crate) fn keywords_anywhere(
        &mut self,
        ps: &[NodeId],
        ts: &[NodeId],
        k: Next<'_, 'm>,
    ) -> bool {
        let is_keyword = |p: &NodeId| matches!(self.p.kind(*p), Kind::Keyword | Kind::Ellipsis);
        let has_end = ps.iter().any(|p| self.p.kind(*p) == Kind::Ellipsis);
        if !ps.iter().all(is_keyword) || !has_end {
            return false;
        }
        let wanted = self.without_dots(ps);
        self.any_order(&wanted, ts, true, k)
    }
}
