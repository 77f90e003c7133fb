//! `analyzer: redos`: expressions on which a backtracking engine may take exponential time.
//!
//! What is looked for: something that may be repeated in several ways, repeated itself (`(a+)+`),
//! with something after it that can fail. Possessive repetitions do not go back and are safe.

use regex_syntax::ast::{Ast, RepetitionKind, RepetitionRange, parse::ParserBuilder};

/// Repeating fewer times than this costs little.
const MIN_REPEAT: u32 = 4;
/// What PCRE knows and the parser does not, and what is the same for this question.
const REWRITES: &[(&str, &str)] = &[
    ("(?=", "(?:"),
    ("(?!", "(?:"),
    ("(?<=", "(?:"),
    ("(?<!", "(?:"),
    ("(?>", "(?:"),
];

/// Whether an expression looks vulnerable. One that cannot be read does not.
pub fn is_vulnerable(expression: &str) -> bool {
    let mut text = expression.to_owned();
    for (from, to) in REWRITES {
        text = text.replace(from, to);
    }
    let parsed = ParserBuilder::new()
        .nest_limit(200)
        .octal(true)
        .build()
        .parse(&text);
    parsed.is_ok_and(|ast| any(&ast, &is_vulnerable_sequence))
}

fn any(ast: &Ast, test: &dyn Fn(&Ast) -> bool) -> bool {
    test(ast) || children(ast).into_iter().any(|child| any(child, test))
}

fn children(ast: &Ast) -> Vec<&Ast> {
    match ast {
        Ast::Repetition(outer) => match &*outer.ast {
            Ast::Repetition(inner) if is_possessive(ast) => vec![&inner.ast],
            inner => vec![inner],
        },
        Ast::Group(group) => vec![&group.ast],
        Ast::Alternation(alternation) => alternation.asts.iter().collect(),
        Ast::Concat(concat) => concat.asts.iter().collect(),
        _ => Vec::new(),
    }
}

/// A dangerous part followed by something that can fail.
fn is_vulnerable_sequence(ast: &Ast) -> bool {
    let Ast::Concat(concat) = ast else {
        return false;
    };
    let parts = &concat.asts;
    (1..parts.len()).any(|after| {
        any(&parts[after - 1], &is_dangerous)
            && parts[after..].iter().any(|part| any(part, &can_fail))
    })
}

/// Repeated often, around something that can be repeated in more than one way.
fn is_dangerous(ast: &Ast) -> bool {
    let Ast::Repetition(repetition) = ast else {
        return false;
    };
    let (_, most) = bounds(&repetition.op.kind);
    !is_possessive(ast)
        && most.is_none_or(|most| most >= MIN_REPEAT)
        && any(&repetition.ast, &is_ambiguous)
}

fn is_ambiguous(ast: &Ast) -> bool {
    match ast {
        Ast::Repetition(repetition) if !is_possessive(ast) => {
            let (least, most) = bounds(&repetition.op.kind);
            most.is_none_or(|most| (least >= 1 && most > least) || (least == 0 && most >= 2))
        }
        Ast::Group(group) => is_ambiguous(&group.ast),
        _ => false,
    }
}

/// `a++` reads here as a repetition of a repetition that nothing encloses.
fn is_possessive(ast: &Ast) -> bool {
    let Ast::Repetition(outer) = ast else {
        return false;
    };
    matches!(*outer.ast, Ast::Repetition(_))
        && matches!(outer.op.kind, RepetitionKind::OneOrMore)
        && outer.greedy
}

fn can_fail(ast: &Ast) -> bool {
    matches!(
        ast,
        Ast::Literal(_)
            | Ast::Dot(_)
            | Ast::Assertion(_)
            | Ast::ClassUnicode(_)
            | Ast::ClassPerl(_)
            | Ast::ClassBracketed(_)
    )
}

fn bounds(kind: &RepetitionKind) -> (u32, Option<u32>) {
    match kind {
        RepetitionKind::ZeroOrOne => (0, Some(1)),
        RepetitionKind::ZeroOrMore => (0, None),
        RepetitionKind::OneOrMore => (1, None),
        RepetitionKind::Range(RepetitionRange::Exactly(count)) => (*count, Some(*count)),
        RepetitionKind::Range(RepetitionRange::AtLeast(least)) => (*least, None),
        RepetitionKind::Range(RepetitionRange::Bounded(least, most)) => (*least, Some(*most)),
    }
}

#[cfg(test)]
mod tests {
    use super::is_vulnerable;

    #[test]
    fn nested_repetitions_before_what_can_fail() {
        for bad in [
            "(a+)+b",
            "^(a*)*$",
            "(?:x{1,2}){4}y",
            "((a|b)+)*c",
            "(.*a){20}b",
        ] {
            assert!(is_vulnerable(bad), "{bad}");
        }
        for good in [
            "(a+)+", "a+b+c", "(ab)+c", "(a++)+b", "(a+){3}b", "(", "(a?)+b",
        ] {
            assert!(!is_vulnerable(good), "{good}");
        }
    }
}
