//! Lists of Clojure: definitions, blocks and branches of the language's own, threads, and calls.

use std::ops::Range;

use tree_sitter::Node as Raw;

use assay_syntax::{BARE, Field, Kind, Lowering, Token};

/// What stands in brackets, without comments.
pub(super) fn values<'t>(raw: Raw<'t>) -> Vec<Raw<'t>> {
    let mut cursor = raw.walk();
    raw.children_by_field_name("value", &mut cursor).collect()
}

/// A list, by what stands first in it.
pub(super) fn list<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let values = values(raw);
    let Some((head, rest)) = values.split_first() else {
        return l.build(Kind::Tuple, raw, field, Token::NONE, |_| {});
    };
    if head.kind() == "list_lit" && values.len() > 1 {
        // Lists in a row: what some dialects take for a body.
        return body(l, raw.byte_range(), &values, field);
    }
    let word = match (head.kind(), l.placeholder(*head)) {
        ("sym_lit", None) => l.text(*head).to_owned(),
        _ => String::new(),
    };
    match (word.as_str(), rest) {
        ("def" | "defonce", [name, .., value]) => variable(l, raw, field, *name, *value),
        ("defn" | "defn-" | "defmacro" | "defmethod", [_, ..]) => {
            function(l, raw, field, &word, rest)
        }
        ("fn" | "fn*", [_, ..]) => function(l, raw, field, &word, rest),
        ("do", _) => body(l, raw.byte_range(), rest, field),
        ("let" | "loop" | "binding" | "with-open" | "when-let" | "if-let", [names, rest @ ..])
            if names.kind() == "vec_lit" =>
        {
            bound(l, raw, field, &word, *names, rest)
        }
        ("if" | "if-not", [condition, rest @ ..]) => {
            branch(l, raw, field, word == "if-not", *condition, rest)
        }
        ("when" | "when-not", [condition, rest @ ..]) => {
            l.build(Kind::If, raw, field, Token::of("when"), |l| {
                tested(l, *condition, word == "when-not");
                body(l, span(rest, raw), rest, Field::Then);
            })
        }
        ("while", [condition, rest @ ..]) => l.build(Kind::While, raw, field, Token::NONE, |l| {
            l.visit(*condition, Field::Cond);
            body(l, span(rest, raw), rest, Field::Body);
        }),
        ("doseq", [names, rest @ ..]) if names.kind() == "vec_lit" => {
            each(l, raw, field, *names, rest)
        }
        ("try", _) => attempt(l, raw, field, rest),
        ("throw", [value]) => l.build(Kind::Throw, raw, field, Token::NONE, |l| {
            l.visit(*value, Field::Value)
        }),
        ("->" | "->>" | "some->" | "some->>", [first, steps @ ..]) => {
            thread(l, raw, field, word.ends_with("->>"), *first, steps)
        }
        ("and" | "or", [first, rest @ ..]) if !rest.is_empty() => {
            logic(l, field, &word, *first, rest)
        }
        _ => call(l, raw, field, *head, rest),
    }
}

fn span(parts: &[Raw<'_>], outer: Raw<'_>) -> Range<usize> {
    match (parts.first(), parts.last()) {
        (Some(first), Some(last)) => first.start_byte()..last.end_byte(),
        _ => outer.end_byte()..outer.end_byte(),
    }
}

/// Lists that follow each other, as statements.
fn body<'t>(l: &mut Lowering<'t>, span: Range<usize>, parts: &[Raw<'t>], field: Field) {
    l.build_over(Kind::Block, span, field, Token::NONE, |l| {
        for part in parts {
            let mark = l.mark();
            l.visit(*part, Field::Item);
            l.make_statement(mark);
        }
    });
}

fn call<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field, head: Raw<'t>, rest: &[Raw<'t>]) {
    l.build(Kind::Call, raw, field, Token::NONE, |l| {
        l.visit(head, Field::Callee);
        for argument in rest {
            l.visit(*argument, Field::Arg);
        }
    });
}

fn variable<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field, name: Raw<'t>, value: Raw<'t>) {
    l.build(Kind::VarDef, raw, field, Token::NONE, |l| {
        l.visit(name, Field::Left);
        l.visit(value, Field::Right);
    });
}

/// `(defn name "text" [x] …)`, `(fn [x] …)`. Of several heads each is a function of that name.
fn function<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field, word: &str, rest: &[Raw<'t>]) {
    let is_lambda = word.starts_with("fn");
    let kind = if is_lambda {
        Kind::Lambda
    } else {
        Kind::Function
    };
    let named = usize::from(rest.first().is_some_and(|first| first.kind() == "sym_lit"));
    let (name, rest) = rest.split_at(named);
    let is_head = |part: &Raw<'_>| part.kind() == "vec_lit";
    let token = if is_lambda {
        Token::NONE
    } else {
        Token::of(word)
    };
    let one = |l: &mut Lowering<'t>, at: Raw<'t>, field: Field, parts: &[Raw<'t>]| {
        l.build(kind, at, field, Token::NONE, |l| {
            if word != "defn" && !is_lambda {
                let span = raw.start_byte() + 1..raw.start_byte() + 1 + word.len();
                l.leaf(Kind::Modifier, span, Field::Modifier, token);
            }
            for name in name.iter().filter(|_| !is_lambda) {
                l.visit(*name, Field::Name);
            }
            let head = parts.iter().position(is_head);
            if let Some(head) = head {
                parameters(l, parts[head]);
            }
            let parts = &parts[head.map_or(0, |head| head + 1)..];
            body(l, span(parts, at), parts, Field::Body);
        });
    };
    let heads: Vec<Raw<'t>> = rest
        .iter()
        .filter(|part| part.kind() == "list_lit")
        .filter(|part| values(**part).first().is_some_and(is_head))
        .copied()
        .collect();
    match rest.iter().any(is_head) || heads.is_empty() {
        true => one(l, raw, field, rest),
        false => {
            for (place, head) in heads.iter().enumerate() {
                let at = if place == 0 { raw } else { *head };
                one(l, at, field, &values(*head));
            }
        }
    }
}

fn parameters<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    let mut token = Token::NONE;
    for part in values(raw) {
        let stands = l.placeholder(part);
        if stands.is_some_and(|(kind, _)| kind != Kind::Metavar) {
            l.visit(part, Field::Param);
            continue;
        }
        if l.text(part) == "&" {
            token = Token::of("...");
            continue;
        }
        let own = std::mem::replace(&mut token, Token::NONE);
        l.build(Kind::Param, part, Field::Param, own, |l| {
            l.visit(part, Field::Name)
        });
    }
}

/// `#(f % 1)`: parameters are named by their places.
pub(super) fn short_function<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let values = values(raw);
    l.build(Kind::Lambda, raw, field, Token::NONE, |l| {
        for name in ["%", "%1", "%2", "%3"] {
            let used = parameter_use(l, raw, name);
            if let Some(used) = used {
                l.build_over(Kind::Param, used.clone(), Field::Param, Token::NONE, |l| {
                    l.name_at(used, Field::Name)
                });
            }
        }
        l.build(Kind::Block, raw, Field::Body, Token::NONE, |l| {
            let mark = l.mark();
            if let Some((head, rest)) = values.split_first() {
                call(l, raw, Field::Item, *head, rest);
            }
            l.make_statement(mark);
        });
    });
}

/// Where a parameter of a short function is used first.
fn parameter_use(l: &Lowering<'_>, raw: Raw<'_>, name: &str) -> Option<Range<usize>> {
    let text = l.text(raw);
    let ends = |at: usize| {
        let next = text[at + name.len()..].chars().next();
        next.is_none_or(|next| !next.is_alphanumeric() && next != '&')
    };
    let at = text
        .match_indices(name)
        .map(|(at, _)| at)
        .find(|at| ends(*at))?;
    let start = raw.start_byte() + at;
    Some(start..start + name.len())
}

/// `(let [a b c d] …)`: names and values in turn, and what is done with them.
fn bound<'t>(
    l: &mut Lowering<'t>,
    raw: Raw<'t>,
    field: Field,
    word: &str,
    names: Raw<'t>,
    rest: &[Raw<'t>],
) {
    l.build(Kind::With, raw, field, Token::of(word), |l| {
        for pair in values(names).chunks(2) {
            match *pair {
                [name, value] => {
                    let span = name.start_byte()..value.end_byte();
                    l.build_over(Kind::VarDef, span, Field::Resource, Token::NONE, |l| {
                        l.visit(name, Field::Left);
                        l.visit(value, Field::Right);
                    });
                }
                _ => pair.iter().for_each(|part| l.visit(*part, Field::Resource)),
            }
        }
        body(l, span(rest, raw), rest, Field::Body);
    });
}

fn tested<'t>(l: &mut Lowering<'t>, condition: Raw<'t>, is_negated: bool) {
    match is_negated {
        true => l.build(Kind::Unary, condition, Field::Cond, Token::of("!"), |l| {
            l.visit(condition, Field::Value)
        }),
        false => l.visit(condition, Field::Cond),
    }
}

fn branch<'t>(
    l: &mut Lowering<'t>,
    raw: Raw<'t>,
    field: Field,
    is_negated: bool,
    condition: Raw<'t>,
    rest: &[Raw<'t>],
) {
    l.build(Kind::If, raw, field, Token::NONE, |l| {
        tested(l, condition, is_negated);
        for (part, field) in rest.iter().zip([Field::Then, Field::Else]) {
            let mark = l.mark();
            l.visit(*part, Field::Item);
            l.make_statement(mark);
            l.close(Kind::Block, part.byte_range(), field, Token::of(BARE), mark);
        }
    });
}

/// `(doseq [x xs] …)`.
fn each<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field, names: Raw<'t>, rest: &[Raw<'t>]) {
    l.build(Kind::ForEach, raw, field, Token::NONE, |l| {
        for (part, field) in values(names).into_iter().zip([Field::Left, Field::Right]) {
            l.visit(part, field);
        }
        body(l, span(rest, raw), rest, Field::Body);
    });
}

fn attempt<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field, rest: &[Raw<'t>]) {
    let head = |l: &Lowering<'t>, part: &Raw<'t>| {
        let first = values(*part).first().copied();
        first.map_or(String::new(), |first| l.text(first).to_owned())
    };
    let is_clause =
        |l: &Lowering<'t>, part: &Raw<'t>| matches!(head(l, part).as_str(), "catch" | "finally");
    let own = rest.iter().take_while(|part| !is_clause(l, part)).count();
    let (own, clauses) = rest.split_at(own);
    l.build(Kind::Try, raw, field, Token::NONE, |l| {
        body(l, span(own, raw), own, Field::Body);
        for clause in clauses {
            let parts = values(*clause);
            match (head(l, clause).as_str(), &*parts) {
                ("catch", [_, of, name, rest @ ..]) => {
                    l.build(Kind::Catch, *clause, Field::Handler, Token::NONE, |l| {
                        l.visit(*of, Field::Type);
                        l.visit(*name, Field::Name);
                        body(l, span(rest, *clause), rest, Field::Body);
                    });
                }
                (_, parts) => l.build(Kind::Finally, *clause, Field::Finally, Token::NONE, |l| {
                    let rest = parts.get(1..).unwrap_or_default();
                    body(l, span(rest, *clause), rest, Field::Body);
                }),
            }
        }
    });
}

/// `(-> x (f y) g)` is `(g (f x y))`, and with `->>` it is `(g (f y x))`.
fn thread<'t>(
    l: &mut Lowering<'t>,
    raw: Raw<'t>,
    field: Field,
    is_last: bool,
    first: Raw<'t>,
    steps: &[Raw<'t>],
) {
    let mark = l.mark();
    l.visit(first, if steps.is_empty() { field } else { Field::Arg });
    for (place, step) in steps.iter().enumerate() {
        let field = if place + 1 == steps.len() {
            field
        } else {
            Field::Arg
        };
        let is_list = step.kind() == "list_lit" && l.placeholder(*step).is_none();
        let parts = if is_list { values(*step) } else { vec![*step] };
        let Some((head, rest)) = parts.split_first() else {
            continue;
        };
        l.visit(*head, Field::Callee);
        for argument in rest {
            l.visit(*argument, Field::Arg);
        }
        if is_last {
            l.move_last(mark);
        }
        let span = raw.start_byte()..step.end_byte();
        l.close(Kind::Call, span, field, Token::NONE, mark);
    }
}

/// `(and a b c)` is `a && b && c`.
fn logic<'t>(l: &mut Lowering<'t>, field: Field, word: &str, first: Raw<'t>, rest: &[Raw<'t>]) {
    let token = Token::of(if word == "and" { "&&" } else { "||" });
    let mark = l.mark();
    l.visit(first, Field::Left);
    for (place, part) in rest.iter().enumerate() {
        l.visit(*part, Field::Right);
        let field = if place + 1 == rest.len() {
            field
        } else {
            Field::Left
        };
        let span = first.start_byte()..part.end_byte();
        l.close(Kind::Binary, span, field, token, mark);
    }
}
