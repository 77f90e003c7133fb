//! Functions, and definitions that are assignments too.

use assay_syntax::{Field, Kind, NodeId};

use crate::matcher::{Matcher, Next};

impl<'m> Matcher<'m> {
    /// `a, b = 1, 2` against the assignment of one of them.
    pub(crate) fn pairwise(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        let (Some(left), Some(right)) = (self.t.get(t, Field::Left), self.t.get(t, Field::Right))
        else {
            return false;
        };
        let is_tuple = |id| matches!(self.t.kind(id), Kind::Tuple | Kind::List);
        let (names, values) = (self.t.children(left), self.t.children(right));
        if !is_tuple(left) || !is_tuple(right) || names.len() != values.len() {
            return false;
        }
        let (Some(to), Some(from)) = (self.p.get(p, Field::Left), self.p.get(p, Field::Right))
        else {
            return false;
        };
        names
            .iter()
            .zip(values)
            .any(|(name, value)| self.node(to, *name, &mut |m| m.node(from, *value, k)))
    }

    /// `x = e` against `x, y = e, f`, where names and values pair up whatever their number.
    pub(crate) fn first_of_each(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        let first = |id: NodeId| match self.t.kind(id) {
            Kind::Tuple => self.t.children(id).first().copied(),
            _ => Some(id),
        };
        let sides = (
            self.t.get(t, Field::Left).and_then(first),
            self.t.get(t, Field::Right).and_then(first),
            self.p.get(p, Field::Left),
            self.p.get(p, Field::Right),
        );
        match sides {
            (Some(left), Some(right), Some(to), Some(from))
                if self.t.profile().matching.assigns_in_turn =>
            {
                self.node(to, left, &mut |m| m.node(from, right, k))
            }
            _ => false,
        }
    }

    /// `x = e` against `var x = e`.
    pub(crate) fn definition_as_assignment(
        &mut self,
        p: NodeId,
        t: NodeId,
        k: Next<'_, 'm>,
    ) -> bool {
        if !self.options.vardef_assign {
            return false;
        }
        let sides = (
            self.t.get(t, Field::Left),
            self.t.get(t, Field::Right),
            self.p.get(p, Field::Left),
            self.p.get(p, Field::Right),
        );
        match sides {
            (Some(left), Some(right), Some(to), Some(from)) => {
                self.node(to, left, &mut |m| m.node(from, right, k))
            }
            _ => false,
        }
    }

    /// `m = function() { ... }` against the method `m() { ... }`, where the rule asks for that.
    pub(crate) fn method_as_assignment(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        let block = self.t.parent(t);
        let holder = block.and_then(|block| self.t.parent(block));
        let is_method = holder.is_some_and(|holder| self.t.kind(holder) == Kind::Class);
        let sides = (
            self.p.get(p, Field::Left),
            self.p.get(p, Field::Right),
            self.t.get(t, Field::Name),
        );
        match sides {
            (Some(to), Some(from), Some(name))
                if self.options.flddef_assign
                    && self.options.arrow_is_function
                    && is_method
                    && self.p.kind(from) == Kind::Lambda =>
            {
                let fields = [Field::Modifier, Field::Param, Field::Result, Field::Body];
                let present: Vec<Field> = fields
                    .into_iter()
                    .filter(|field| self.p.get(from, *field).is_some())
                    .collect();
                self.node(to, name, &mut |m| m.sorts(&present, from, t, false, k))
            }
            _ => false,
        }
    }

    pub(crate) fn function(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        let is_lambda = |kind| kind == Kind::Lambda;
        let functions = [self.p.node(p), self.t.node(t)].map(|node| (node.kind, node.token));
        if self.options.declares_by_constructor && self.declares_value(p) && !self.is_local(t) {
            return false;
        }
        // A modifier or an event of Solidity is no function.
        if let [(Kind::Function, wanted), (Kind::Function, there)] = functions
            && wanted != there
        {
            return false;
        }
        if is_lambda(self.p.kind(p)) != is_lambda(self.t.kind(t)) {
            let named = self.p.get(p, Field::Name);
            let any_name = named.is_none_or(|name| self.p.kind(name) == Kind::Ellipsis);
            if !any_name || !self.options.arrow_is_function || is_lambda(self.p.kind(p)) {
                return false;
            }
        }
        if self.p.token(p) != self.t.token(t) && !self.options.arrow_is_function {
            return false;
        }
        let name = self.p.get(p, Field::Name);
        let is_any_name = is_lambda(self.p.kind(p)) && is_lambda(self.t.kind(t))
            || name.is_some_and(|name| self.p.kind(name) == Kind::Ellipsis);
        // The name of a function that is a value does not count.
        if name.is_some() && is_any_name && self.t.get(t, Field::Name).is_none() {
            let fields = [Field::Modifier, Field::Param, Field::Result, Field::Body];
            let present: Vec<Field> = fields
                .into_iter()
                .filter(|field| self.p.get(p, *field).is_some())
                .collect();
            return self.sorts(&present, p, t, false, k);
        }
        self.parts(p, t, k)
    }

    /// `T x(a);` as the definition of a value, where a rule prefers that reading.
    pub(crate) fn constructed(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        let made = self.t.get(t, Field::Right);
        let made = made.filter(|made| self.t.kind(*made) == Kind::New);
        let sides = (
            self.p.get(p, Field::Result),
            self.p.get(p, Field::Name),
            self.t.get(t, Field::Type),
            self.t.get(t, Field::Left),
        );
        match (sides, made) {
            ((Some(of), Some(name), Some(there), Some(left)), Some(made))
                if self.options.declares_by_constructor && self.declares_value(p) =>
            {
                let ps: Vec<NodeId> = self.p.all(p, Field::Param).collect();
                let ps: Vec<NodeId> = ps.iter().map(|param| self.bare_type(*param)).collect();
                let ts: Vec<NodeId> = self.t.all(made, Field::Arg).collect();
                self.node(of, there, &mut |m| {
                    m.node(name, left, &mut |m| {
                        ps.is_empty() && ts.is_empty() && k(m) || m.arguments(&ps, &ts, k)
                    })
                })
            }
            _ => false,
        }
    }

    /// A function of the pattern without a body may be a value that is made of arguments.
    fn declares_value(&self, p: NodeId) -> bool {
        self.p.get(p, Field::Body).is_none() && self.p.get(p, Field::Result).is_some()
    }

    /// A parameter of the pattern that has no name is an argument.
    fn bare_type(&self, param: NodeId) -> NodeId {
        match *self.p.children(param) {
            [only] if self.p.node(only).field == Field::Type => only,
            _ => param,
        }
    }

    /// Whether a declaration stands among the statements of a function.
    fn is_local(&self, t: NodeId) -> bool {
        let parent = |at: &NodeId| self.t.parent(*at);
        let mut around = std::iter::successors(self.t.parent(t), parent);
        let kinds = [Kind::Function, Kind::Lambda, Kind::Class, Kind::Namespace];
        let holder = around.find(|at| kinds.contains(&self.t.kind(*at)));
        holder.is_some_and(|holder| matches!(self.t.kind(holder), Kind::Function | Kind::Lambda))
    }

    /// A parameter that is nothing but a metavariable matches every single one.
    pub(crate) fn parameter(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        self.p.token(p) == self.t.token(t) && self.parts(p, t, k)
    }

    pub(crate) fn decorator_as_call(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        if !self.options.attr_expr {
            return false;
        }
        let (Some(callee), Some(name)) = (self.p.get(p, Field::Callee), self.t.get(t, Field::Name))
        else {
            return false;
        };
        let ps: Vec<NodeId> = self.p.all(p, Field::Arg).collect();
        let ts: Vec<NodeId> = self.t.all(t, Field::Arg).collect();
        self.node(callee, name, &mut |m| m.arguments(&ps, &ts, k))
    }
}
