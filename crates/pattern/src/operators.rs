//! Binary operators: chains of one operator match as lists, and some in any order.

use assay_syntax::{Field, Kind, NodeId, Token};

use crate::matcher::{Matcher, Next};

impl<'m> Matcher<'m> {
    /// `a op b` against `c op d`.
    pub(crate) fn binary(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        let operator = self.p.token(p);
        if operator != self.t.token(t) {
            return false;
        }
        let is = |words: &[&str]| words.iter().any(|word| operator == Token::of(word));
        let commutes = is(&["|", "&", "^"]) || self.options.commutative_boolop && is(&["&&", "||"]);
        let associates = commutes || is(&["&&", "||", "++", "."]);
        if associates && self.options.ac_matching {
            let (ps, ts) = (operands(self.p, p, operator), operands(self.t, t, operator));
            if commutes {
                return self.commutative(&ps, &ts, t, k);
            }
            return self.associative(&ps, &ts, t, k);
        }
        if self.parts(p, t, k) || self.dots_behind(p, t, k) {
            return true;
        }
        let is_comparison = self.options.symmetric_eq && is(&["==", "!=", "===", "!=="]);
        is_comparison && self.swapped(p, t, k)
    }

    fn swapped(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        let sides = (
            self.p.get(p, Field::Left),
            self.p.get(p, Field::Right),
            self.t.get(t, Field::Left),
            self.t.get(t, Field::Right),
        );
        match sides {
            (Some(a), Some(b), Some(c), Some(d)) => self.node(a, d, &mut |m| m.node(b, c, k)),
            _ => false,
        }
    }

    /// `a - b - ...` against `a - b - c - d`.
    fn dots_behind(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        let has_dots = self
            .p
            .get(p, Field::Right)
            .is_some_and(|right| self.p.kind(right) == Kind::Ellipsis);
        let left = self.t.get(t, Field::Left);
        has_dots && left.is_some_and(|left| self.node(p, left, k))
    }

    /// Operands in order; a metavariable stands for one or more neighbours.
    fn associative(
        &mut self,
        ps: &[NodeId],
        ts: &[NodeId],
        whole: NodeId,
        k: Next<'_, 'm>,
    ) -> bool {
        let Some((&p, rest)) = ps.split_first() else {
            return ts.is_empty() && k(self);
        };
        match self.p.kind(p) {
            Kind::Ellipsis => (0..=ts.len())
                .any(|skip| self.step() && self.associative(rest, &ts[skip..], whole, k)),
            Kind::Metavar => (1..=ts.len()).any(|count| {
                self.step()
                    && self.several(p, &ts[..count], whole, &mut |m| {
                        m.associative(rest, &ts[count..], whole, k)
                    })
            }),
            _ => match ts.split_first() {
                Some((&t, after)) => self.node(p, t, &mut |m| m.associative(rest, after, whole, k)),
                None => false,
            },
        }
    }

    /// Plain operands each match another one; metavariables take the rest among them.
    fn commutative(
        &mut self,
        ps: &[NodeId],
        ts: &[NodeId],
        whole: NodeId,
        k: Next<'_, 'm>,
    ) -> bool {
        let is_open = |p: &NodeId| matches!(self.p.kind(*p), Kind::Ellipsis | Kind::Metavar);
        let (open, plain): (Vec<NodeId>, Vec<NodeId>) = ps.iter().copied().partition(is_open);
        self.one_to_one(&plain, &open, ts, whole, k)
    }

    fn one_to_one(
        &mut self,
        plain: &[NodeId],
        open: &[NodeId],
        ts: &[NodeId],
        whole: NodeId,
        k: Next<'_, 'm>,
    ) -> bool {
        let Some((&p, rest)) = plain.split_first() else {
            return self.shared_out(open, ts, whole, k);
        };
        (0..ts.len()).any(|place| {
            let others: Vec<NodeId> = ts[..place]
                .iter()
                .chain(&ts[place + 1..])
                .copied()
                .collect();
            self.step()
                && self.node(p, ts[place], &mut |m| {
                    m.one_to_one(rest, open, &others, whole, k)
                })
        })
    }

    /// Each open operand takes any subset; what is left over does not matter.
    fn shared_out(
        &mut self,
        open: &[NodeId],
        ts: &[NodeId],
        whole: NodeId,
        k: Next<'_, 'm>,
    ) -> bool {
        let Some((&p, rest)) = open.split_first() else {
            return k(self);
        };
        if self.p.kind(p) == Kind::Ellipsis {
            return self.shared_out(rest, ts, whole, k);
        }
        let subsets = if ts.len() <= 3 { 1u32 << ts.len() } else { 0 };
        let tried = (1..subsets).any(|subset| {
            let pick = |wanted: bool| {
                ts.iter()
                    .enumerate()
                    .filter(move |(place, _)| (subset >> place & 1 == 1) == wanted)
                    .map(|(_, t)| *t)
            };
            let (taken, others): (Vec<NodeId>, Vec<NodeId>) =
                (pick(true).collect(), pick(false).collect());
            self.step()
                && self.several(p, &taken, whole, &mut |m| {
                    m.shared_out(rest, &others, whole, k)
                })
        });
        tried
            || subsets == 0
                && (0..ts.len()).any(|place| {
                    let others: Vec<NodeId> = ts[..place]
                        .iter()
                        .chain(&ts[place + 1..])
                        .copied()
                        .collect();
                    self.step()
                        && self.several(p, &ts[place..=place], whole, &mut |m| {
                            m.shared_out(rest, &others, whole, k)
                        })
                })
    }

    /// A metavariable for operands of one chain.
    fn several(&mut self, p: NodeId, ts: &[NodeId], _whole: NodeId, k: Next<'_, 'm>) -> bool {
        match *ts {
            [only] => self.node(p, only, k),
            _ => {
                let value = self.nodes_value(ts, ts);
                self.bind(self.p.token(p), value, k)
            }
        }
    }
}

/// The operands of a chain of one operator, in order.
fn operands(tree: &assay_syntax::Tree, id: NodeId, operator: Token) -> Vec<NodeId> {
    if tree.kind(id) != Kind::Binary || tree.token(id) != operator {
        return vec![id];
    }
    let mut found = Vec::new();
    let mut at = id;
    // Chains lean to the left; the right operands are collected on the way down.
    loop {
        match (tree.get(at, Field::Left), tree.get(at, Field::Right)) {
            (Some(left), Some(right)) => {
                let mut rights = operands(tree, right, operator);
                rights.reverse();
                found.extend(rights);
                at = left;
            }
            _ => {
                found.push(at);
                break;
            }
        }
        if tree.kind(at) != Kind::Binary || tree.token(at) != operator {
            found.push(at);
            break;
        }
    }
    found.reverse();
    found
}
