//! The matcher: one node of a pattern against one node of code.

use std::rc::Rc;

use assay_dataflow::Constant;
use assay_syntax::{Field, Kind, NodeId, Token, Tree};

use crate::bindings::Bound;
use crate::equal::same_value;
use crate::fields::{Policy, policy};
use crate::pattern::Root;
use crate::texts::{TextPattern, content};
use crate::{BoundValue, LeftOut, Options, Pattern, Target};

/// How many steps one attempt may take. Patterns with many ellipses over long lists can take forever.
const MAX_STEPS: u32 = 200_000;
/// How many steps all attempts in one text may take together; about a second.
const MAX_ALL_STEPS: u32 = 40_000_000;
/// How many parts may wait for each other: each takes some hundred bytes of the stack.
const MAX_DEPTH: u32 = 1_000;
/// Steps between two questions whether the time is up.
const STEPS_PER_TICK: u32 = 4096;

/// What to do after a match; true ends the search.
pub(crate) type Next<'k, 'm> = &'k mut dyn FnMut(&mut Matcher<'m>) -> bool;

/// The state of matching one pattern in one target.
pub(crate) struct Matcher<'m> {
    pub pattern: &'m Pattern,
    pub target: &'m Target,
    pub options: &'m Options,
    pub tick: &'m dyn Fn() -> bool,
    /// The pattern's tree.
    pub p: &'m Tree,
    /// The target's tree.
    pub t: &'m Tree,
    pub env: Vec<Bound>,
    /// The last statement that a sequence matched.
    pub last: Option<NodeId>,
    /// Where the match ends without what `...` at its end stands for.
    pub least_end: Option<u32>,
    steps: u32,
    depth: u32,
    /// Steps that are left to all attempts.
    left: u32,
    /// Set when an attempt took too many steps and was given up.
    pub exhausted: bool,
    /// The time is up.
    pub timed_out: bool,
    /// Set when a place matches in more ways than are told.
    pub has_more_ways: bool,
}

impl<'m> Matcher<'m> {
    pub fn new(
        pattern: &'m Pattern,
        target: &'m Target,
        options: &'m Options,
        tick: &'m dyn Fn() -> bool,
    ) -> Matcher<'m> {
        Matcher {
            pattern,
            target,
            options,
            tick,
            p: &pattern.tree,
            t: &target.tree,
            env: Vec::new(),
            last: None,
            least_end: None,
            steps: 0,
            depth: 0,
            left: MAX_ALL_STEPS,
            exhausted: false,
            timed_out: false,
            has_more_ways: false,
        }
    }

    /// Starts a new attempt.
    pub fn reset(&mut self) {
        self.env.clear();
        self.last = None;
        self.least_end = None;
        self.steps = 0;
        self.depth = 0;
    }

    /// Counts a step; false when there were too many.
    pub fn step(&mut self) -> bool {
        self.steps += 1;
        self.left = self.left.saturating_sub(1);
        if self.left.is_multiple_of(STEPS_PER_TICK) {
            self.ask();
        }
        let goes_on = self.steps <= MAX_STEPS && self.left > 0;
        self.exhausted |= !goes_on;
        goes_on
    }

    /// Gives up if the time is up.
    pub fn ask(&mut self) {
        if (self.tick)() {
            self.left = 0;
            self.exhausted = true;
            self.timed_out = true;
        }
    }

    /// Whether nothing more is to be tried in this text.
    pub fn is_over(&self) -> bool {
        self.left == 0
    }

    /// What was left out so far.
    pub fn left_out(&self) -> LeftOut {
        match (self.exhausted, self.has_more_ways) {
            (true, _) => LeftOut::Places,
            (false, true) => LeftOut::Ways,
            (false, false) => LeftOut::Nothing,
        }
    }

    /// Goes a part further in; false, and told, where that is too deep for the stack.
    fn enter(&mut self) -> bool {
        self.depth += 1;
        self.exhausted |= self.depth >= MAX_DEPTH;
        self.depth < MAX_DEPTH
    }

    /// Lets a metavariable stand for a value, or checks that it is the same code as before.
    pub fn bind(&mut self, name: Token, value: BoundValue, k: Next<'_, 'm>) -> bool {
        if name == Token::of("$_") || name == Token::of("...") {
            return k(self);
        }
        if let Some((_, bound)) = self.env.iter().find(|(other, _)| *other == name) {
            return same_value(self.target, bound, &value, self.options) && k(self);
        }
        self.env.push((name, value));
        let done = k(self);
        self.env.pop();
        done
    }

    pub fn node_value(&self, t: NodeId) -> BoundValue {
        let node = self.t.node(t);
        BoundValue {
            range: node.start..node.end,
            nodes: Rc::from([t]),
            text: None,
        }
    }

    /// The value of neighbours; of none, the empty place before what follows in `all`.
    pub fn nodes_value(&self, ts: &[NodeId], all: &[NodeId]) -> BoundValue {
        let range = match (ts.first(), ts.last(), all.first()) {
            (Some(first), Some(last), _) => self.t.node(*first).start..self.t.node(*last).end,
            (_, _, Some(next)) => self.t.node(*next).start..self.t.node(*next).start,
            _ => 0..0,
        };
        BoundValue {
            range,
            nodes: Rc::from(ts),
            text: None,
        }
    }

    /// A node of the pattern against a node, with all equivalences.
    pub fn node(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        let done = self.enter() && self.step() && self.any_way(p, t, false, k);
        self.depth -= 1;
        done
    }

    /// The same where the search starts: what a cast or a name stands for is found on its own.
    pub fn root(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        self.step() && self.any_way(p, t, true, k)
    }

    fn any_way(&mut self, p: NodeId, t: NodeId, is_root: bool, k: Next<'_, 'm>) -> bool {
        let kind = self.p.kind(p);
        match kind {
            Kind::Ellipsis => return k(self),
            Kind::Metavar => return self.metavar(p, t, k),
            Kind::Metavars => {
                let value = self.node_value(t);
                return self.bind(self.p.token(p), value, k);
            }
            Kind::Typed => return self.typed(p, t, k),
            Kind::Deep => {
                return self
                    .inside_deep(p)
                    .is_some_and(|inner| self.deep(inner, t, k));
            }
            Kind::Chain => return self.chain(p, t, k),
            _ => {}
        }
        if self.direct(p, t, k) {
            return true;
        }
        if !is_root && self.t.kind(t) == Kind::Cast && kind != Kind::Cast {
            let value = self.t.get(t, Field::Value);
            if value.is_some_and(|value| self.node(p, value, k)) {
                return true;
            }
        }
        if matches!(kind, Kind::Name | Kind::Member) && self.resolved(p, t, k) {
            return true;
        }
        if self.options.constant_propagation
            && is_literal(kind)
            && self.t.kind(t) != kind
            && self.known(p, t, k)
        {
            return true;
        }
        if kind == Kind::Regex && self.options.constant_propagation && self.known_regex(p, t, k) {
            return true;
        }
        if self.options.symbolic_propagation && !is_root && self.t.kind(t) == Kind::Name {
            let value = self.target.facts().value(t);
            return value.is_some_and(|value| self.node(p, value, k));
        }
        false
    }

    fn metavar(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        if self.t.kind(t) == Kind::Keyword && self.p.node(p).field == Field::Arg {
            return false;
        }
        // A slice is no index.
        if self.t.kind(t) == Kind::Slice && self.p.node(p).field == Field::Index {
            return false;
        }
        // A parameter is known by its name, so that its uses are the same thing.
        let name = self
            .t
            .get(t, Field::Name)
            .filter(|_| self.t.kind(t) == Kind::Param);
        let value = self.node_value(name.unwrap_or(t));
        self.bind(self.p.token(p), value, k)
    }

    /// A regular expression against a name that stands for one.
    fn known_regex(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        let value = self
            .target
            .facts()
            .value(t)
            .filter(|value| self.t.kind(*value) == Kind::Regex);
        value.is_some_and(|value| self.regex(p, value, k))
    }

    /// A literal of the pattern against an expression whose value is known.
    pub(crate) fn known(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        let Some(value) = self.target.facts().constant(t) else {
            return false;
        };
        match (self.p.kind(p), value) {
            (Kind::Str, value) => self.string_value(p, value, t, k),
            (Kind::Int, Constant::Int(value)) => {
                self.p.token(p) == Token::of(&value.to_string()) && k(self)
            }
            (Kind::Float, Constant::Float(value)) => {
                self.p.text(p).parse() == Ok(*value) && k(self)
            }
            (Kind::Bool, Constant::Bool(value)) => {
                self.p.token(p) == Token::of(&value.to_string()) && k(self)
            }
            (Kind::Null, Constant::Null) => k(self),
            _ => false,
        }
    }

    /// What `<... ...>` holds; in some languages it is spelled as an entry of an object or as a command.
    pub(crate) fn inside_deep(&self, p: NodeId) -> Option<NodeId> {
        let inner = self.p.children(p).last().copied()?;
        match self.p.kind(inner) {
            Kind::Pair => self.p.get(inner, Field::Value),
            Kind::Call if self.p.token(inner) == Token::of("cmd") => {
                self.p.children(inner).last().copied()
            }
            _ => Some(inner),
        }
    }

    /// The expression itself, or any below it.
    pub fn deep(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        let mut open = vec![t];
        while let Some(t) = open.pop() {
            if self.root(p, t, k) {
                return true;
            }
            if !self.options.go_deeper_expr {
                return false;
            }
            let is_name = self.options.symbolic_propagation && self.t.kind(t) == Kind::Name;
            // What a name stands for may name others without end in sight.
            if is_name && self.step() {
                open.extend(self.target.facts().value(t));
            } else {
                open.extend(subexpressions(self.t, t).into_iter().rev());
            }
        }
        false
    }

    /// `a. ... .b`: the object of the pattern against what is left of any number of members and calls.
    fn chain(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        let Some(object) = self.p.get(p, Field::Object) else {
            return false;
        };
        let mut at = Some(t);
        while let Some(t) = at {
            if self.node(object, t, k) {
                return true;
            }
            at = match self.t.kind(t) {
                Kind::Member => self.t.get(t, Field::Object),
                // `a |> f()`: what goes in stands in front.
                Kind::Call if self.is_piped(t) => self.t.get(t, Field::Arg),
                Kind::Call => self
                    .t
                    .get(t, Field::Callee)
                    .filter(|callee| self.t.kind(*callee) == Kind::Member),
                Kind::Name if self.options.symbolic_propagation && self.step() => {
                    self.target.facts().value(t)
                }
                _ => None,
            };
        }
        false
    }

    fn is_piped(&self, call: NodeId) -> bool {
        let first = self.t.children(call).first();
        first.is_some_and(|first| self.t.node(*first).field == Field::Arg)
    }

    /// `for (...)`.
    fn has_any_head(&self, p: NodeId) -> bool {
        let mut head = self
            .p
            .children(p)
            .iter()
            .filter(|child| self.p.node(**child).field != Field::Body);
        head.clone().next().is_some() && head.all(|child| self.p.kind(*child) == Kind::Ellipsis)
    }

    /// By kind, without looking through names and values.
    fn direct(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        if matches!(self.p.kind(p), Kind::Call | Kind::Lambda) && !self.has_spelled(p, t) {
            return false;
        }
        match (self.p.kind(p), self.t.kind(t)) {
            (Kind::Str, Kind::Str) => self.string(p, t, k),
            (Kind::Str, Kind::Text) => self.piece(p, t, k),
            (Kind::Str, Kind::Name) | (Kind::Name, Kind::Str) => self.key(p, t, k),
            (Kind::For, Kind::For | Kind::ForEach) if self.has_any_head(p) => {
                self.sorts(&[Field::Body], p, t, false, k)
            }
            (Kind::Int | Kind::Float | Kind::Bool, Kind::Str) if self.is_coercing() => {
                self.coerced(self.p.text(p), content(self.t, t).as_deref(), k)
            }
            (Kind::Str, Kind::Int | Kind::Float | Kind::Bool) if self.is_coercing() => {
                self.coerced(self.t.text(t), content(self.p, p).as_deref(), k)
            }
            (Kind::Int, Kind::Float) | (Kind::Float, Kind::Int) => {
                self.t.profile().matching.one_number_type
                    && self.p.token(p) == self.t.token(t)
                    && k(self)
            }
            (Kind::Regex, Kind::Regex) => self.regex(p, t, k),
            (Kind::Text, Kind::Text) => {
                let blank = |text: &str| text.trim().to_owned();
                blank(self.p.text(p)) == blank(self.t.text(t)) && k(self)
            }
            (Kind::Modifier, Kind::Modifier) => self.modifier(p, t) && k(self),
            (Kind::Binary, Kind::Binary) => self.binary(p, t, k),
            (Kind::Block, Kind::Block) => self.block(p, t, k),
            // Scala's `f { x => … }` is a block as `f { … }` is, of which the function is all there is.
            (Kind::Block, Kind::Lambda) => {
                let is_braced = || {
                    let before = self.t.source().get(..self.t.span(t).start);
                    before.is_some_and(|before| before.trim_end().ends_with('{'))
                };
                self.p.node(p).field == Field::Arg
                    && is_only_dots(self.p, p)
                    && is_braced()
                    && k(self)
            }
            (Kind::ExprStmt, _) => self.statement(p, t, k),
            (Kind::Return, Kind::ExprStmt) => self.implicit_return(p, t, k),
            (Kind::Assign, Kind::Assign) if self.same_word(p, t) => {
                self.parts(p, t, k) || self.pairwise(p, t, k) || self.first_of_each(p, t, k)
            }
            (Kind::Assign, Kind::VarDef) => self.definition_as_assignment(p, t, k),
            (Kind::Assign, Kind::Function) => self.method_as_assignment(p, t, k),
            (Kind::Function | Kind::Lambda, Kind::Function | Kind::Lambda) => {
                self.function(p, t, k)
            }
            (Kind::Function, Kind::VarDef) => self.constructed(p, t, k),
            (Kind::Import, Kind::Import) => self.import(p, t, k),
            (Kind::Import, Kind::VarDef) => self.require(p, t, k),
            (Kind::New, Kind::Call) => self.created_by_apply(p, t, k),
            // In Bash `${x%.a}` is a use of `x` as `${x}` is.
            (Kind::Call, Kind::Call) if self.is_expansion(p, t) => {
                let (wanted, name) = (self.p.get(p, Field::Arg), self.expanded(t));
                match (wanted, name) {
                    (Some(wanted), Some(name)) => self.node(wanted, name, k),
                    _ => false,
                }
            }
            // An absent value of YAML is the empty text.
            (Kind::Str, Kind::Null) => {
                self.t.profile().matching.reads_strings
                    && content(self.p, p).is_some_and(|content| content.is_empty())
                    && k(self)
            }
            (Kind::With, Kind::Block) => {
                let word = Token::of("unsafe");
                let body = self.p.get(p, Field::Body);
                let before = self.t.source()[..self.t.span(t).start].trim_end();
                let is_value = self.t.node(t).field != Field::Body && before.ends_with("unsafe");
                match body.filter(|_| self.p.token(p) == word && is_value) {
                    Some(body) => self.node(body, t, k),
                    None => false,
                }
            }
            (Kind::Call, Kind::Decorator) => self.decorator_as_call(p, t, k),
            (Kind::List, Kind::Comprehension) => {
                let is_any =
                    matches!(*self.p.children(p), [only] if self.p.kind(only) == Kind::Ellipsis);
                is_any && self.t.token(t) == Token::of("[") && k(self)
            }
            (Kind::Set | Kind::Dict, Kind::Set | Kind::Dict) if is_only_dots(self.p, p) => k(self),
            (Kind::Keyword, Kind::Pair) => self.named_value(p, t, k),
            (Kind::Param, Kind::Param) => self.parameter(p, t, k),
            (Kind::Element, Kind::Element) => {
                let is_single = |tree: &Tree, id| tree.text(id).ends_with("/>");
                let fits = self.options.xml_singleton_loose_matching
                    || is_single(self.p, p) == is_single(self.t, t);
                fits && self.parts(p, t, k)
            }
            (wanted, kind) if wanted == kind => self.same_word(p, t) && self.parts(p, t, k),
            _ => false,
        }
    }

    /// `new K(…)` against `K.apply(…)`, where that makes one.
    fn created_by_apply(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        let callee = self.t.get(t, Field::Callee);
        let is_apply = |callee: &NodeId| {
            let name = self.t.get(*callee, Field::Name);
            name.is_some_and(|name| self.t.token(name) == Token::of("apply"))
        };
        let class = callee
            .filter(is_apply)
            .and_then(|callee| self.t.get(callee, Field::Object));
        let is_class = |class: &NodeId| self.t.text(*class).starts_with(char::is_uppercase);
        let (Some(class), Some(wanted)) = (class.filter(is_class), self.p.get(p, Field::Type))
        else {
            return false;
        };
        let ps: Vec<NodeId> = self.p.all(p, Field::Arg).collect();
        let ts: Vec<NodeId> = self.t.all(t, Field::Arg).collect();
        self.t.profile().matching.apply_creates
            && self.node(wanted, class, &mut |m| {
                ps.is_empty() && k(m) || m.arguments(&ps, &ts, k)
            })
    }

    fn is_expansion(&self, p: NodeId, t: NodeId) -> bool {
        self.p.token(p) == Token::of("$")
            && self.p.text(p).starts_with("${")
            && self.t.token(t) == Token::of("${}")
    }

    /// The name that is expanded with an operator.
    fn expanded(&self, t: NodeId) -> Option<NodeId> {
        let mut arguments = self.t.all(t, Field::Arg);
        arguments.find(|argument| self.t.kind(*argument) == Kind::Name)
    }

    /// `name: value` written where names are arguments against a pair of a map.
    fn named_value(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        let sides = (
            (self.p.get(p, Field::Name), self.t.get(t, Field::Key)),
            (self.p.get(p, Field::Value), self.t.get(t, Field::Value)),
        );
        match sides {
            ((Some(name), Some(key)), (Some(wanted), Some(value))) => {
                self.node(name, key, &mut |m| m.node(wanted, value, k))
            }
            _ => false,
        }
    }

    /// Whether two nodes of one kind have the same word; `a.b` is also `a?.b`, and `T{…}` is also `new T(…)`.
    fn same_word(&self, p: NodeId, t: NodeId) -> bool {
        let wanted = self.p.token(p);
        wanted == self.t.token(t)
            || match self.p.kind(p) {
                Kind::Member => wanted.is_none() && !self.t.profile().matching.safe_access_differs,
                Kind::New => wanted == Token::of("{}"),
                Kind::Return => {
                    let is_written = wanted.is_none();
                    !(is_written && self.t.profile().matching.bodies_are_no_returns)
                }
                _ => false,
            }
    }

    /// The parts of two nodes of one kind, sort by sort.
    pub fn parts(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        let partial = self.pattern.is_partial && self.pattern.root == Root::Node(p);
        let has = |tree: &Tree, id, field| tree.get(id, field).is_some();
        let left_out = |child: &NodeId| {
            let field = self.t.node(*child).field;
            // What is opened around a `try` is a matter of its own.
            let is_around = field == Field::Resource && self.p.kind(p) == Kind::Try;
            !is_around
                && !has(self.p, p, field)
                && !matches!(
                    self.policy(p, field, partial),
                    Policy::Less | Policy::Subset | Policy::Subsequence | Policy::Prefix
                )
        };
        let lacks_value = self.p.kind(p) == Kind::VarDef
            && has(self.p, p, Field::Right)
            && !has(self.t, t, Field::Right);
        if lacks_value || self.t.children(t).iter().any(left_out) {
            // A pattern that says nothing of these parts does not match code that has them,
            // except that a call without arguments may be matched against one with keyword defaults only.
            return false;
        }
        let mut fields: Vec<Field> = Vec::with_capacity(4);
        for child in self.p.children(p) {
            let field = self.p.node(*child).field;
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
        self.sorts(&fields, p, t, partial, k)
    }

    pub(crate) fn sorts(
        &mut self,
        fields: &[Field],
        p: NodeId,
        t: NodeId,
        partial: bool,
        k: Next<'_, 'm>,
    ) -> bool {
        let Some((&field, rest)) = fields.split_first() else {
            return k(self);
        };
        let ps: Vec<NodeId> = self.p.all(p, field).collect();
        let ts: Vec<NodeId> = self.t.all(t, field).collect();
        let next: Next<'_, 'm> = &mut |m| m.sorts(rest, p, t, partial, k);
        match self.policy(p, field, partial) {
            Policy::Ordered | Policy::Less => self.list(&ps, &ts, false, next),
            Policy::Prefix => self.list(&ps, &ts, true, next),
            Policy::Subset => {
                let wanted = self.without_dots(&ps);
                self.any_order(&wanted, &ts, true, next)
            }
            Policy::Unordered => {
                let wanted = self.without_dots(&ps);
                let less_is_ok = wanted.len() < ps.len();
                self.any_order(&wanted, &ts, less_is_ok, next)
            }
            Policy::Arguments => self.arguments(&ps, &ts, next),
            Policy::Subsequence => self.subsequence(&ps, &ts, next),
        }
    }

    /// How parts are matched, with what the rule switched off.
    fn policy(&self, p: NodeId, field: Field, partial: bool) -> Policy {
        let options = self.options;
        match (self.p.kind(p), field) {
            (_, Field::Decorator) if options.decorators_order_matters => Policy::Subsequence,
            (Kind::Element, Field::Attr) if !options.xml_attrs_implicit_ellipsis => {
                Policy::Unordered
            }
            (Kind::Record, Field::Item) if !options.implicit_ellipsis => Policy::Unordered,
            (Kind::Element, Field::Item) if !options.xml_children_ordered => Policy::Unordered,
            // `catch (...)` takes whatever is caught, by whatever name.
            (Kind::Catch, Field::Type | Field::Name) if self.catches_all(p) => Policy::Less,
            (kind, field) => policy(kind, field, partial),
        }
    }

    fn catches_all(&self, p: NodeId) -> bool {
        let parts = [Field::Param, Field::Type, Field::Name].map(|field| self.p.get(p, field));
        let mut parts = parts.into_iter().flatten();
        parts.any(|part| self.p.kind(part) == Kind::Ellipsis)
    }

    fn modifier(&self, p: NodeId, t: NodeId) -> bool {
        let (wanted, word) = (self.p.token(p), self.t.token(t));
        let is_let = || word == Token::of("let") || word == Token::of("const");
        wanted == word || self.options.let_is_var && wanted == Token::of("var") && is_let()
    }

    fn regex(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'm>) -> bool {
        let (flags, wanted) = (self.t.token(t), self.p.token(p));
        if !wanted.is_none() && wanted != flags {
            return false;
        }
        let (Some(&wanted), Some(&there)) =
            (self.p.children(p).first(), self.t.children(t).first())
        else {
            return false;
        };
        let content = self.t.text(there);
        match self.text_pattern(wanted) {
            TextPattern::Any => k(self),
            TextPattern::Metavar(_) if self.t.children(t).len() > 1 => false,
            TextPattern::Metavar(name) => {
                let node = self.t.node(there);
                self.bind(
                    Token::of(name),
                    BoundValue::of_text(node.start..node.end),
                    k,
                )
            }
            _ => self.p.text(wanted) == content && k(self),
        }
    }

    /// Whether a string fits the number or truth value that is written in it.
    fn is_coercing(&self) -> bool {
        self.t.profile().matching.strings_coerce
    }

    fn coerced(&mut self, literal: &str, text: Option<&str>, k: Next<'_, 'm>) -> bool {
        let number = |text: &str| text.parse::<f64>().ok();
        text.is_some_and(|text| {
            text == literal || number(text).is_some() && number(text) == number(literal)
        }) && k(self)
    }
}

fn is_literal(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Str | Kind::Int | Kind::Float | Kind::Bool | Kind::Null
    )
}

fn is_only_dots(tree: &Tree, id: NodeId) -> bool {
    matches!(*tree.children(id), [only] if tree.kind(only) == Kind::Ellipsis)
}

/// The expressions directly below an expression or in the head of a statement.
pub(crate) fn subexpressions(tree: &Tree, id: NodeId) -> Vec<NodeId> {
    let mut found = Vec::new();
    for &child in tree.children(id) {
        match tree.kind(child) {
            Kind::Block | Kind::Modifier | Kind::Text => {}
            Kind::Keyword | Kind::Pair | Kind::Attr => found.extend(tree.get(child, Field::Value)),
            Kind::Interpolation | Kind::ExprStmt | Kind::CompFor | Kind::CompIf => {
                found.extend(tree.children(child))
            }
            kind if kind.is_statement() => {}
            _ if tree.node(child).field == Field::Name => {}
            _ => found.push(child),
        }
    }
    found
}
