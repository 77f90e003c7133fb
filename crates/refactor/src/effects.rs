//! What evaluating code does beside giving a value, and what it depends on.

use assay_syntax::{Field, Kind, NodeId, Tree};

use crate::Refused;
use crate::code::Code;

/// What may be evaluated another number of times, or at another moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Always the same, and it never fails: names and literals.
    Plain,
    /// It reads what others may change.
    Reads,
    /// It may do anything.
    Acts,
}

/// What evaluating a node does; what functions in it do when they are called does not count.
pub fn effect(tree: &Tree, id: NodeId) -> Effect {
    let mut worst = Effect::Plain;
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        let own = match tree.kind(id) {
            Kind::Call
            | Kind::New
            | Kind::Await
            | Kind::Yield
            | Kind::Assign
            | Kind::AugAssign
            | Kind::Update
            | Kind::Delete
            | Kind::Throw
            | Kind::Import => Effect::Acts,
            Kind::Member
            | Kind::Index
            | Kind::Spread
            | Kind::Comprehension
            | Kind::List
            | Kind::Dict
            | Kind::Set
            | Kind::Record
            | Kind::Lambda
            | Kind::Function
            | Kind::Class
            | Kind::Regex
            | Kind::Element
            | Kind::Special => Effect::Reads,
            Kind::Other => Effect::Acts,
            kind if kind.is_statement() => Effect::Acts,
            _ => Effect::Plain,
        };
        worst = worst.max(own);
        if !matches!(tree.kind(id), Kind::Lambda | Kind::Function) {
            open.extend(tree.children(id));
        }
    }
    worst
}

/// Refuses to have an expression evaluated right before its statement if that makes a difference.
pub fn may_go_before(code: &Code, id: NodeId, statement: NodeId) -> Result<(), Refused> {
    let tree = &code.tree;
    let own = effect(tree, id);
    let mut at = id;
    while at != statement {
        let Some(parent) = tree.parent(at) else { break };
        let is = |field: Field| tree.all(parent, field).any(|child| child == at);
        let token = || code.said(code.span(parent).start..code.span(parent).end);
        let is_sometimes = match tree.kind(parent) {
            Kind::Binary => is(Field::Right) && is_short(code, parent),
            Kind::Conditional => is(Field::Then) || is(Field::Else),
            Kind::Call | Kind::Member | Kind::Index => token().contains("?."),
            _ => false,
        };
        if is_sometimes && own > Effect::Plain {
            return Err(Refused::new("It is evaluated only under a condition."));
        }
        let is_repeated = match tree.kind(parent) {
            Kind::While | Kind::DoWhile => is(Field::Cond),
            Kind::For => is(Field::Cond) || is(Field::Step),
            Kind::Comprehension | Kind::CompFor | Kind::CompIf => true,
            _ => false,
        };
        if is_repeated {
            return Err(Refused::new("It is evaluated again and again."));
        }
        let is_apart = match tree.kind(parent) {
            Kind::Lambda | Kind::Function => true,
            Kind::Param => is(Field::Default),
            Kind::Case => is(Field::Label),
            Kind::If => tree.parent(parent).is_some_and(|outer| {
                tree.kind(outer) == Kind::Block
                    && !code.is_real(outer)
                    && tree.parent(outer).is_some()
            }),
            Kind::Decorator | Kind::Class | Kind::Labeled => true,
            _ => false,
        };
        if is_apart {
            return Err(Refused::new(
                "It is evaluated at another time than its statement.",
            ));
        }
        at = parent;
    }
    if own > Effect::Plain || !is_fixed(tree, id) {
        let span = code.span(id);
        let before = tree.walk(statement).filter(|other| {
            code.span(*other).end <= span.start
                && !tree.ancestors(*other).any(|outer| {
                    is_function(tree, outer) && tree.ancestors(outer).any(|one| one == statement)
                })
        });
        let acts = |other: NodeId| own_effect_acts(tree, other);
        if before.into_iter().any(acts) {
            return Err(Refused::new(
                "Something before it in the same statement may change it.",
            ));
        }
    }
    Ok(())
}

fn is_function(tree: &Tree, id: NodeId) -> bool {
    matches!(tree.kind(id), Kind::Lambda | Kind::Function)
}

fn own_effect_acts(tree: &Tree, id: NodeId) -> bool {
    matches!(
        tree.kind(id),
        Kind::Call
            | Kind::New
            | Kind::Await
            | Kind::Yield
            | Kind::Assign
            | Kind::AugAssign
            | Kind::Update
            | Kind::Delete
    )
}

/// Whether there are but literals in it.
pub fn is_fixed(tree: &Tree, id: NodeId) -> bool {
    effect(tree, id) == Effect::Plain && !tree.walk(id).any(|one| tree.kind(one) == Kind::Name)
}

fn is_short(code: &Code, binary: NodeId) -> bool {
    let (Some(left), Some(right)) = (
        code.tree.get(binary, Field::Left),
        code.tree.get(binary, Field::Right),
    ) else {
        return true;
    };
    let between = code.said(code.span(left).end..code.span(right).start);
    let words = ["&&", "||", "??", "and", "or"];
    words.iter().any(|word| between.contains(word))
}
