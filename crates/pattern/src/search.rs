//! Finding a pattern in a target: which nodes to try, and what came of it.

use std::cell::Cell;
use std::collections::HashSet;
use std::hash::Hash;
use std::ops::Range;
use std::rc::Rc;

use assay_syntax::{Field, Kind, NodeId, Token, Tree};

use crate::heads::{head, may_have};
use crate::implicit::has_returns;
use crate::matcher::Matcher;
use crate::pattern::Root;
use crate::{Bindings, Options, Pattern, Target};

/// How many ways one place may match before the rest is left out, which is told.
const MAX_WAYS: usize = 10_000;
/// Up to so many ways it is quicker to compare them one by one.
const FEW_WAYS: usize = 16;

/// What a search left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// Nothing.
    #[default]
    Nothing,
    /// At some places, ways to match beside those that were found there.
    Ways,
    /// Some places: they took too many steps.
    Places,
}

/// A match.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PatternMatch {
    /// The bytes it covers.
    pub range: Range<u32>,
    /// Where it could end as well: `...` at the end of a pattern stands for any number of statements, and
    /// the match is the longest.
    pub least_end: u32,
    /// What its metavariables stand for.
    pub bindings: Bindings,
}

/// How far a search is that the time was up for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Places that were looked at, to the end.
    pub places: usize,
    /// Matches found there.
    pub matches: usize,
    /// What was left out there.
    pub left_out: LeftOut,
}

/// Tells every match of a pattern in a target, or in a part of it. `tick` is asked now and
/// then; true means that the time is up.
pub fn find(
    pattern: &Pattern,
    target: &Target,
    options: &Options,
    within: Option<Range<u32>>,
    tick: &dyn Fn() -> bool,
    found: &mut dyn FnMut(PatternMatch),
) -> LeftOut {
    find_on(
        pattern,
        target,
        options,
        within,
        tick,
        Progress::default(),
        found,
    )
    .0
}

/// The same from where the time was up the last time on; tells how far it has come if it was up again. What was told beyond
/// that will be told again.
pub fn find_on(
    pattern: &Pattern,
    target: &Target,
    options: &Options,
    within: Option<Range<u32>>,
    tick: &dyn Fn() -> bool,
    before: Progress,
    found: &mut dyn FnMut(PatternMatch),
) -> (LeftOut, Option<Progress>) {
    let place = Cell::new(0);
    let progress = Cell::new(before);
    let told = Cell::new(before.matches);
    let found = &mut |one: PatternMatch| {
        told.set(told.get() + 1);
        found(one);
    };
    // Of each place before it is looked at: whether that was done the last time.
    let is_done = |matcher: &Matcher<'_>| {
        if place.get() > before.places && !matcher.is_over() {
            progress.set(Progress {
                places: place.get(),
                matches: told.get(),
                left_out: before.left_out.max(matcher.left_out()),
            });
        }
        place.set(place.get() + 1);
        place.get() <= before.places
    };
    let inside = |id: &NodeId| {
        let node = target.tree.node(*id);
        within
            .as_ref()
            .is_none_or(|within| node.start >= within.start && node.end <= within.end)
    };
    if pattern
        .words
        .iter()
        .any(|word| target.places_of(word).is_empty())
    {
        return (LeftOut::Nothing, None);
    }
    let mut matcher = Matcher::new(pattern, target, options, tick);
    let end = |matcher: &Matcher<'_>| {
        let progress = matcher.timed_out.then(|| progress.get());
        (before.left_out.max(matcher.left_out()), progress)
    };
    match &pattern.root {
        Root::Node(root) => {
            let name =
                head(&pattern.tree, *root).filter(|name| pattern.tree.kind(*name) == Kind::Name);
            let name = name.map(|name| pattern.tree.token(name));
            for kind in target_kinds(pattern, *root) {
                for &t in target.of_kind(kind).iter().filter(|id| inside(id)) {
                    if is_done(&matcher) {
                        continue;
                    }
                    // `K.apply(…)` has its class elsewhere than `new K(…)`.
                    let is_apply = kind == Kind::Call && pattern.tree.kind(*root) == Kind::New;
                    let fits = is_apply
                        || name.is_none_or(|name| may_have(&target.tree, target.facts(), t, name));
                    if matcher.is_over() {
                        return end(&matcher);
                    }
                    if fits && can_start(&pattern.tree, *root, &target.tree, t) {
                        at_node(&mut matcher, *root, t, found);
                    }
                }
            }
        }
        Root::Imports(names) => {
            for statement in import_statements(target)
                .iter()
                .filter(|all| inside(&all[0]))
            {
                if !is_done(&matcher) {
                    at_imports(&mut matcher, names, statement, found);
                }
            }
        }
        Root::Sequence(items) => {
            let later = later_places(pattern, target);
            for &block in target.of_kind(Kind::Block) {
                let statements: Vec<NodeId> = target
                    .tree
                    .children(block)
                    .iter()
                    .copied()
                    .filter(inside)
                    .collect();
                let block_end = target.tree.node(block).end;
                for start in 0..statements.len() {
                    if is_done(&matcher) {
                        continue;
                    }
                    if matcher.is_over() {
                        return end(&matcher);
                    }
                    let from = target.tree.node(statements[start]).start;
                    if later
                        .iter()
                        .all(|places| any_between(places, from, block_end))
                    {
                        at_sequence(&mut matcher, items, &statements[start..], found);
                    }
                }
            }
        }
    }
    is_done(&matcher);
    end(&matcher)
}

/// Tells every match of a pattern at one node, wherever that stands: the name of a definition, a type, a
/// key.
pub fn find_at(
    pattern: &Pattern,
    target: &Target,
    options: &Options,
    node: NodeId,
    tick: &dyn Fn() -> bool,
    found: &mut dyn FnMut(PatternMatch),
) -> LeftOut {
    let mut matcher = Matcher::new(pattern, target, options, tick);
    if let Root::Node(root) = pattern.root {
        at_node(&mut matcher, root, node, found);
        // What a name stands for is not found elsewhere then.
        let value = target.facts().value(node);
        if let Some(value) = value.filter(|_| options.symbolic_propagation) {
            let range = target.tree.node(node).start..target.tree.node(node).end;
            at_node(&mut matcher, root, value, &mut |of_value| {
                found(PatternMatch {
                    range: range.clone(),
                    least_end: range.end,
                    ..of_value
                });
            });
        }
    }
    matcher.left_out()
}

/// Where the words of a sequence's later items stand; not those that an import may give another name.
fn later_places(pattern: &Pattern, target: &Target) -> Vec<Rc<[u32]>> {
    let text = target.tree.source();
    let is_renamed = |place: &u32| {
        let line = text[..*place as usize].rfind('\n').map_or(0, |at| at + 1);
        let line = text[line..].lines().next().unwrap_or_default();
        ["import", "require", "use ", "using", "include", " as "]
            .iter()
            .any(|word| line.contains(word))
    };
    let places = pattern.later.iter().map(|word| target.places_of(word));
    places
        .filter(|places| !places.iter().any(is_renamed))
        .collect()
}

fn any_between(places: &[u32], from: u32, end: u32) -> bool {
    let next = places.partition_point(|place| *place < from);
    places.get(next).is_some_and(|place| *place < end)
}

/// The different ways in which one place matches, in the order they were found.
struct Ways<T> {
    all: Vec<T>,
    seen: HashSet<T>,
}

impl<T> Default for Ways<T> {
    fn default() -> Ways<T> {
        Ways {
            all: Vec::new(),
            seen: HashSet::new(),
        }
    }
}

impl<T: Clone + Eq + Hash> Ways<T> {
    /// Adds a way; true if it is one too many.
    fn add(&mut self, way: T) -> bool {
        if self.all.len() >= FEW_WAYS && self.seen.is_empty() {
            self.seen.extend(self.all.iter().cloned());
        }
        let is_known = match self.seen.is_empty() {
            true => self.all.contains(&way),
            false => self.seen.contains(&way),
        };
        if is_known {
            return false;
        }
        if self.all.len() == MAX_WAYS {
            return true;
        }
        if !self.seen.is_empty() {
            self.seen.insert(way.clone());
        }
        self.all.push(way);
        false
    }
}

fn at_node(
    matcher: &mut Matcher<'_>,
    root: NodeId,
    t: NodeId,
    found: &mut dyn FnMut(PatternMatch),
) {
    matcher.reset();
    let range = match matcher.p.kind(root) {
        Kind::Deep => with_brackets(matcher.t, t),
        _ => matcher.t.node(t).start..matcher.t.node(t).end,
    };
    let mut ways: Ways<Bindings> = Ways::default();
    let is_statement = matcher.p.kind(root) == Kind::ExprStmt;
    let next: &mut dyn FnMut(&mut Matcher<'_>) -> bool = &mut |m| {
        let is_too_many = ways.add(bindings(m));
        m.has_more_ways |= is_too_many;
        is_too_many
    };
    if is_statement {
        matcher.statement(root, t, next);
    } else {
        matcher.root(root, t, next);
    }
    for bindings in ways.all {
        found(PatternMatch {
            least_end: range.end,
            range: range.clone(),
            bindings,
        });
    }
}

/// Where an element of JSX stands, with the brackets that let it start on a line of its own.
fn with_brackets(tree: &Tree, t: NodeId) -> Range<u32> {
    let node = tree.node(t);
    let (before, after) = (
        &tree.source()[..node.start as usize],
        &tree.source()[node.end as usize..],
    );
    let (open, close) = (before.trim_end(), after.trim_start());
    if node.kind != Kind::Element
        || node.field == Field::Arg
        || !open.ends_with('(')
        || !close.starts_with(')')
    {
        return node.start..node.end;
    }
    let end = node.end as usize + (after.len() - close.len()) + 1;
    open.len() as u32 - 1..end as u32
}

fn at_sequence(
    matcher: &mut Matcher<'_>,
    items: &[NodeId],
    statements: &[NodeId],
    found: &mut dyn FnMut(PatternMatch),
) {
    matcher.reset();
    let start = matcher.t.node(statements[0]).start;
    let mut ways: Ways<PatternMatch> = Ways::default();
    matcher.sequence(items, statements, true, &mut |m| {
        let end = m.last.map_or(start, |last| m.t.node(last).end);
        let way = PatternMatch {
            range: start..end.max(start),
            least_end: m.least_end.map_or(end, |least| least.max(start)),
            bindings: bindings(m),
        };
        let is_too_many = ways.add(way);
        m.has_more_ways |= is_too_many;
        is_too_many
    });
    ways.all.into_iter().for_each(found);
}

/// The statements that import, each as the nodes of its names, and definitions that may require.
fn import_statements(target: &Target) -> Vec<Vec<NodeId>> {
    let mut statements: Vec<Vec<NodeId>> = Vec::new();
    for &import in target.of_kind(Kind::Import) {
        let span = target.tree.span(import);
        match statements
            .last_mut()
            .filter(|last| target.tree.span(last[0]) == span)
        {
            Some(last) => last.push(import),
            None => statements.push(vec![import]),
        }
    }
    statements.extend(
        target
            .of_kind(Kind::VarDef)
            .iter()
            .map(|definition| vec![*definition]),
    );
    statements
}

fn at_imports(
    matcher: &mut Matcher<'_>,
    names: &[NodeId],
    statement: &[NodeId],
    found: &mut dyn FnMut(PatternMatch),
) {
    matcher.reset();
    let is_dots = |name: &NodeId| {
        let name = matcher.p.get(*name, Field::Name);
        name.is_some_and(|name| matcher.p.kind(name) == Kind::Ellipsis)
    };
    let names: &[NodeId] = &names
        .iter()
        .copied()
        .filter(|name| !is_dots(name))
        .collect::<Vec<_>>();
    let node = matcher.t.node(statement[0]);
    let range = node.start..node.end;
    let mut way = None;
    let next: &mut dyn FnMut(&mut Matcher<'_>) -> bool = &mut |m| {
        way = Some(bindings(m));
        true
    };
    if node.kind == Kind::VarDef {
        let same: Vec<NodeId> = vec![statement[0]; names.len()];
        matcher.list(names, &same, false, next);
    } else {
        matcher.any_order(names, statement, true, next);
    }
    if let Some(bindings) = way {
        found(PatternMatch {
            least_end: range.end,
            range,
            bindings,
        });
    }
}

fn bindings(matcher: &Matcher<'_>) -> Bindings {
    let named = |(name, value): &crate::bindings::Bound| {
        Some((matcher.pattern.names.get(name)?.clone(), value.clone()))
    };
    matcher.env.iter().filter_map(named).collect()
}

/// The kinds of nodes a pattern's root may match.
fn target_kinds(pattern: &Pattern, root: NodeId) -> Vec<Kind> {
    use Kind::*;
    let all = || -> Vec<Kind> {
        Kind::all()
            .filter(|kind| !kind.is_statement() && !kind.is_pattern_only())
            .collect()
    };
    match pattern.tree.kind(root) {
        // As a statement, `...` is any statement too.
        Ellipsis if pattern.tree.node(root).field == Field::Item => Kind::all()
            .filter(|kind| *kind != Block && !kind.is_pattern_only())
            .collect(),
        Metavar | Metavars | Ellipsis | Typed => all(),
        Deep => all().into_iter().chain([VarDef]).collect(),
        Chain => vec![Member, Call, Name],
        ExprStmt => vec![ExprStmt, VarDef, Return],
        Return if has_returns(&pattern.tree) => vec![Return, ExprStmt],
        Call => vec![Call, Decorator],
        Member => vec![Member, Name],
        Str => vec![Str, Text, Name, Member, Binary, Call, Index, Conditional],
        kind @ (Int | Float | Bool | Null) => {
            vec![kind, Name, Member, Binary, Unary, Call, Index, Conditional]
        }
        Assign => vec![Assign, VarDef, Function],
        New if pattern.tree.profile().matching.apply_creates => vec![New, Call],
        With if pattern.tree.token(root) == Token::of("unsafe") => vec![With, Block],
        Function => vec![Function, Lambda, VarDef],
        Lambda => vec![Lambda, Function],
        List => vec![List, Comprehension],
        Set | Dict => vec![Set, Dict],
        Import => vec![Import, VarDef],
        For => vec![For, ForEach],
        Keyword | Pair => vec![Keyword, Pair],
        kind => vec![kind],
    }
}

/// Whether a match may start at a node: expressions start only where expressions stand, and a part
/// of a statement (`else { ... }`) only where it is such a part.
fn can_start(pattern: &Tree, root: NodeId, tree: &Tree, t: NodeId) -> bool {
    let (wanted, node) = (pattern.node(root), tree.node(t));
    match wanted.kind {
        // `{ ... }` alone is any block with braces, but for the body of a class.
        Kind::Block if wanted.field == Field::Item && pattern.text(root).starts_with('{') => {
            let parent = tree.parent(t).map(|parent| tree.kind(parent));
            let is_code = !matches!(parent, None | Some(Kind::Class | Kind::Namespace));
            is_code && tree.text(t).starts_with('{')
        }
        Kind::Block => wanted.field == node.field,
        Kind::Keyword | Kind::Pair => true,
        _ if wanted.kind.is_statement() || wanted.kind == Kind::Param => true,
        _ if node.kind == Kind::Decorator || node.kind == Kind::VarDef => true,
        Kind::Str if node.kind == Kind::Text => {
            let is_interpolated = |parent| {
                tree.children(parent)
                    .iter()
                    .any(|piece| tree.kind(*piece) == Kind::Interpolation)
            };
            tree.parent(t).is_some_and(is_interpolated)
        }
        Kind::Binary if is_middle_of_chain(tree, t) => false,
        _ => wanted.kind == node.kind && wanted.kind != Kind::Name || is_expression(tree, t),
    }
}

/// Whether a node is the start of a longer `and` or `or` where such a chain is one operation.
fn is_middle_of_chain(tree: &Tree, t: NodeId) -> bool {
    let node = tree.node(t);
    let is_same = |parent: NodeId| {
        let parent = tree.node(parent);
        parent.kind == node.kind && parent.token == node.token && parent.start == node.start
    };
    let is_boolean = [Token::of("&&"), Token::of("||")].contains(&node.token);
    tree.profile().matching.joins_logic && is_boolean && tree.parent(t).is_some_and(is_same)
}

/// Whether a node is an expression by its place: not the name of a definition, of a member or a type.
fn is_expression(tree: &Tree, t: NodeId) -> bool {
    let node = tree.node(t);
    if matches!(
        node.kind,
        Kind::Text
            | Kind::Word
            | Kind::Modifier
            | Kind::Keyword
            | Kind::Pair
            | Kind::Param
            | Kind::Decorator
            | Kind::Interpolation
            | Kind::Attr
            | Kind::CompFor
            | Kind::CompIf
    ) {
        return false;
    }
    let parent = tree.parent(t).map(|parent| tree.kind(parent));
    match node.field {
        Field::Name => parent == Some(Kind::Decorator),
        Field::Type if parent == Some(Kind::New) => {
            tree.profile().semantics.values.classes_are_values
        }
        Field::Alias
        | Field::Module
        | Field::Label
        | Field::TypeParam
        | Field::TypeArg
        | Field::Result
        | Field::Type => false,
        // What a definition gives a value is assigned.
        Field::Left if parent == Some(Kind::VarDef) => tree
            .parent(t)
            .is_some_and(|parent| tree.get(parent, Field::Right).is_some()),
        Field::Left => !matches!(parent, Some(Kind::ForEach | Kind::CompFor)),
        Field::Key => {
            !matches!(parent, Some(Kind::Pair))
                || node.kind != Kind::Name
                || tree.profile().matching.keys_are_expressions
        }
        _ => true,
    }
}
