//! Bash.
//!
//! As in Semgrep a command is a call whose arguments are all its words, the first among them, so that
//! `... foo` finds `foo` in any place; what the call is (a command, an expansion, a concatenation) is its
//! token. Words are strings with or without quotes. Redirections are left out.

use tree_sitter::Node as Raw;

use assay_syntax::hooks::parts;
use assay_syntax::{
    Dots, Field, Kind, Lowering, LoweringTable, Shape,
    Slot::{Block, To},
    Token, drop, hook, leaf, node,
};

pub(crate) const TABLE: LoweringTable = LoweringTable {
    shapes: SHAPES,
    dots: &[Dots("@", ""), Dots("@;", "")],
    deep: ("$(@ ", ")"),
    ..LoweringTable::PLAIN
};

#[rustfmt::skip]
const SHAPES: &[Shape] = &[
    hook("program", statements),
    hook("word", word),
    hook("number", word),
    hook("regex", word),
    hook("extglob_pattern", word),
    hook("ansi_c_string", word),
    hook("raw_string", raw_string),
    hook("string", string),
    hook("concatenation", concatenation),
    leaf("variable_name", Kind::Name),
    leaf("special_variable_name", Kind::Name),
    hook("simple_expansion", expansion),
    hook("expansion", expansion),
    hook("command_substitution", substitution),
    hook("process_substitution", substitution),
    hook("command", command),
    hook("unset_command", command),
    hook("redirected_statement", redirected),
    drop("heredoc_body"),
    hook("declaration_command", declaration),
    hook("variable_assignments", declaration),
    hook("variable_assignment", assignment),
    node("subscript", Kind::Index, &[("name", To(Field::Object)), ("index", To(Field::Index))]),
    node("array", Kind::List, &[]),
    hook("pipeline", operators),
    hook("list", operators),
    node("negated_command", Kind::Unary, &[("", To(Field::Value))]),
    hook("subshell", subshell),
    hook("compound_statement", block),
    hook("do_group", block),
    hook("else_clause", block),
    hook("if_statement", conditional),
    hook("elif_clause", conditional),
    hook("while_statement", while_loop),
    hook("for_statement", for_loop),
    node("c_style_for_statement", Kind::For, &[("initializer", To(Field::Init)), ("condition", To(Field::Cond)), ("update", To(Field::Step)), ("body", Block(Field::Body))]),
    node("case_statement", Kind::Switch, &[("value", To(Field::Cond)), ("", To(Field::Item))]),
    hook("case_item", case),
    hook("function_definition", function),
];

/// The statements of a list. A pattern of one word is that word, wherever it stands.
fn statements<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if l.is_pattern()
        && raw.child_count() == 1
        && let Some(only) = raw.child(0).filter(|only| only.kind() == "command")
        && only.named_child_count() == 1
        && let Some(name) = only.named_child(0).and_then(|name| name.named_child(0))
    {
        return l.visit(name, field);
    }
    items(l, raw, |_| true);
}

/// Those children that are statements, each with the sign behind it that sends it to the background.
fn items<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, is_item: impl Fn(Raw<'t>) -> bool) {
    l.each(raw, |l, child, _| {
        if !child.is_named() || !is_item(child) {
            return;
        }
        let mark = l.mark();
        let sign = child.next_sibling().filter(|next| next.kind() == "&");
        if let Some(sign) = sign {
            let span = child.start_byte()..sign.end_byte();
            l.build_over(Kind::Unary, span, Field::Value, Token::of("&"), |l| {
                l.visit(child, Field::Value)
            });
        } else {
            l.visit(child, Field::Value);
        }
        for statement in l.pending(mark).to_vec() {
            l.relabel(statement, Field::Item);
        }
        l.make_statement(mark);
    });
}

fn block<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Block, raw, field, Token::NONE, |l| {
        items(l, raw, |_| true)
    });
}

fn word<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.string_of(raw, field, Token::NONE, raw.byte_range(), &[]);
}

fn raw_string<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let inside = raw.start_byte() + 1..raw.end_byte() - 1;
    l.string_of(raw, field, Token::NONE, inside, &[]);
}

/// A call of something that has no name.
fn call<'t>(
    l: &mut Lowering<'t>,
    raw: Raw<'t>,
    field: Field,
    what: &str,
    arguments: impl FnOnce(&mut Lowering<'t>),
) {
    l.build(Kind::Call, raw, field, Token::of(what), arguments);
}

/// A string without expansions is a word; else its pieces are arguments.
fn string<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let inside = raw.start_byte() + 1..raw.end_byte() - 1;
    let is_plain = parts(raw)
        .iter()
        .all(|part| part.kind() == "string_content");
    let has_holes = l.is_pattern() && !holes(l, inside.clone()).is_empty();
    if is_plain && !has_holes {
        return l.string_of(raw, field, Token::NONE, inside, &[]);
    }
    call(l, raw, field, "\"", |l| {
        let mut at = inside.start;
        for part in parts(raw) {
            if part.kind() != "string_content" {
                text(l, at..part.start_byte());
                l.visit(part, Field::Arg);
                at = part.end_byte();
            }
        }
        text(l, at..inside.end);
    });
}

/// Bash inside another language: a block of its commands as an argument.
pub(crate) fn embedded<'t>(l: &mut Lowering<'t>, raw: Raw<'t>) {
    block(l, raw, Field::Arg);
}

/// A text or the placeholder that it is.
pub(crate) fn text_or_hole(l: &mut Lowering<'_>, span: std::ops::Range<usize>, field: Field) {
    if l.is_placeholder(l.source(span.clone())) {
        l.name_at(span, field);
    } else {
        literal(l, span, field);
    }
}

/// A stretch of text in a string; in a pattern it may have placeholders in it.
pub(crate) fn text(l: &mut Lowering<'_>, span: std::ops::Range<usize>) {
    let mut at = span.start;
    for hole in holes(l, span.clone()) {
        nonempty(l, at..hole.start);
        at = hole.end;
        l.name_at(hole, Field::Arg);
    }
    nonempty(l, at..span.end);
}

fn nonempty(l: &mut Lowering<'_>, span: std::ops::Range<usize>) {
    if span.start < span.end {
        literal(l, span, Field::Arg);
    }
}

/// A text as a string.
pub(crate) fn literal(l: &mut Lowering<'_>, span: std::ops::Range<usize>, field: Field) {
    l.build_over(Kind::Str, span.clone(), field, Token::NONE, |l| {
        let token = Token::of(l.source(span.clone()));
        l.leaf(Kind::Text, span, Field::Item, token);
    });
}

/// Where the placeholders of a pattern are in a text.
fn holes(l: &Lowering<'_>, span: std::ops::Range<usize>) -> Vec<std::ops::Range<usize>> {
    if !l.is_pattern() {
        return Vec::new();
    }
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let text = l.source(span.clone());
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(is_word).map(|start| at + start) {
        let end = text[start..]
            .find(|c| !is_word(c))
            .map_or(text.len(), |end| start + end);
        if l.is_placeholder(&text[start..end]) {
            found.push(span.start + start..span.start + end);
        }
        at = end;
    }
    found
}

fn concatenation<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    call(l, raw, field, "+", |l| l.visit_children(raw, Field::Arg));
}

/// `$x` and `${x}`; with an operator it is something else.
fn expansion<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_plain = parts(raw).len() == 1 && raw.child_by_field_name("operator").is_none();
    let what = if is_plain { "$" } else { "${}" };
    call(l, raw, field, what, |l| {
        if !is_plain && let Some(operator) = raw.child_by_field_name("operator") {
            l.word(Kind::Word, operator, Field::Arg);
        }
        l.visit_children(raw, Field::Arg);
    });
}

/// `$(a)`, `` `a` ``, `<(a)`: one command is the argument itself, several are a block.
fn substitution<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let what = if raw.kind().starts_with("command") {
        "$()"
    } else {
        "<()"
    };
    call(l, raw, field, what, |l| match *parts(raw) {
        [only] => l.visit(only, Field::Arg),
        _ => block(l, raw, Field::Arg),
    });
}

fn command<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    call(l, raw, field, "cmd", |l| {
        l.each(raw, |l, child, _| match child.kind() {
            "command_name" => match l.placeholder(child) {
                Some(_) => l.visit(child, Field::Arg),
                None => l.visit_children(child, Field::Arg),
            },
            kind if kind.ends_with("_redirect") || kind == "variable_assignment" => {}
            _ if child.is_named() => l.visit(child, Field::Arg),
            _ => word(l, child, Field::Arg),
        });
    });
}

fn redirected<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.visit_field(raw, "body", field);
}

/// Of a declaration the assignments count; one without any is a command.
fn declaration<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    if assay_syntax::hooks::part(raw, "variable_assignment").is_none() {
        return command(l, raw, field);
    }
    l.each(raw, |l, child, _| {
        if child.kind() == "variable_assignment" {
            let mark = l.mark();
            l.visit(child, field);
            l.make_statement(mark);
        }
    });
}

fn assignment<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let adds = raw.child(1).is_some_and(|sign| sign.kind() == "+=");
    let (kind, token) = if adds {
        (Kind::AugAssign, Token::of("+"))
    } else {
        (Kind::Assign, Token::NONE)
    };
    l.build(kind, raw, field, token, |l| {
        l.visit_field(raw, "name", Field::Left);
        if !l.visit_field(raw, "value", Field::Right) {
            let end = raw.end_byte();
            l.build_over(Kind::Str, end..end, Field::Right, Token::NONE, |l| {
                l.leaf(Kind::Text, end..end, Field::Item, Token::of(""))
            });
        }
    });
}

/// `a | b | c` and `a && b || c`, from the left.
fn operators<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let last = parts(raw).into_iter().next_back();
    if let Some(inner) = last.and_then(|last| later_pipeline(l, last)) {
        return pipelines_apart(l, raw, inner, field);
    }
    let mark = l.mark();
    let mut operator = Token::NONE;
    l.each(raw, |l, child, _| {
        if !child.is_named() {
            operator = Token::of(match child.kind() {
                // Not the operator on bits, whose operands may change places.
                "|" | "|&" => "pipe",
                other => other,
            });
            return;
        }
        let is_first = l.pending(mark).is_empty();
        l.visit(child, if is_first { Field::Left } else { Field::Right });
        if let [left, _] = *l.pending(mark) {
            l.relabel(left, Field::Left);
            let span = raw.start_byte()..child.end_byte();
            l.close(Kind::Binary, span, field, operator, mark);
        }
    });
    if let [only] = *l.pending(mark) {
        l.relabel(only, field);
    }
}

fn subshell<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    call(l, raw, field, "()", |l| block(l, raw, Field::Arg));
}

fn conditional<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let is_rest = |child: Raw<'t>| matches!(child.kind(), "elif_clause" | "else_clause");
    let then = assay_syntax::hooks::part(raw, "then");
    let start = then.map_or(raw.end_byte(), |then| then.end_byte());
    let rest: Vec<Raw<'t>> = match raw.kind() {
        "elif_clause" => {
            std::iter::successors(raw.next_named_sibling(), |next| next.next_named_sibling())
                .collect()
        }
        _ => parts(raw),
    };
    let next = rest.into_iter().find(|child| is_rest(*child));
    let end = next.map_or(raw.end_byte(), |next| next.start_byte().min(raw.end_byte()));
    l.build(Kind::If, raw, field, Token::NONE, |l| {
        condition(l, raw, |child| {
            then.is_none_or(|then| child.start_byte() < then.start_byte())
        });
        l.build_over(
            Kind::Block,
            start..end.max(start),
            Field::Then,
            Token::NONE,
            |l| {
                items(l, raw, |child| {
                    child.start_byte() >= start && !is_rest(child)
                })
            },
        );
        if let Some(next) = next {
            l.visit_block(next, Field::Else);
        }
    });
}

/// One command, or a block of them.
fn condition<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, is_part: impl Fn(Raw<'t>) -> bool) {
    let all: Vec<Raw<'t>> = parts(raw)
        .into_iter()
        .filter(|part| is_part(*part))
        .collect();
    match *all {
        [only] => l.visit(only, Field::Cond),
        [first, .., last] => {
            let span = first.start_byte()..last.end_byte();
            l.build_over(Kind::Block, span, Field::Cond, Token::NONE, |l| {
                items(l, raw, is_part)
            });
        }
        [] => {}
    }
}

fn while_loop<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let body = raw.child_by_field_name("body");
    let is_until = raw.child(0).is_some_and(|word| word.kind() == "until");
    l.build(Kind::While, raw, field, Token::NONE, |l| {
        let is_part = |child| Some(child) != body;
        if is_until {
            let mark = l.mark();
            condition(l, raw, is_part);
            if let [only] = *l.pending(mark) {
                l.relabel(only, Field::Value);
            }
            l.close(
                Kind::Unary,
                raw.byte_range(),
                Field::Cond,
                Token::of("!"),
                mark,
            );
        } else {
            condition(l, raw, is_part);
        }
        if let Some(body) = body {
            l.visit_block(body, Field::Body);
        }
    });
}

/// `for x in a b` goes over a list. A `select` is its body.
fn for_loop<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    let body = raw.child_by_field_name("body");
    if raw.child(0).is_some_and(|word| word.kind() == "select") {
        if let Some(body) = body {
            l.visit_block(body, field);
        }
        return;
    }
    l.build(Kind::ForEach, raw, field, Token::NONE, |l| {
        l.visit_field(raw, "variable", Field::Left);
        let mut cursor = raw.walk();
        let values: Vec<Raw<'t>> = raw.children_by_field_name("value", &mut cursor).collect();
        if let (Some(first), Some(last)) = (values.first(), values.last()) {
            let span = first.start_byte()..last.end_byte();
            l.build_over(Kind::List, span, Field::Right, Token::NONE, |l| {
                for value in &values {
                    l.visit(*value, Field::Item);
                }
            });
        }
        if let Some(body) = body {
            l.visit_block(body, Field::Body);
        }
    });
}

fn case<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Case, raw, field, Token::NONE, |l| {
        assay_syntax::hooks::fields(l, raw, "value", Field::Label);
        let mut cursor = raw.walk();
        let start = raw
            .children_by_field_name("value", &mut cursor)
            .last()
            .map_or(raw.start_byte(), |value| value.end_byte());
        let span = start..raw.end_byte();
        l.build_over(Kind::Block, span, Field::Body, Token::NONE, |l| {
            items(l, raw, |child| child.start_byte() >= start)
        });
    });
}

fn function<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, field: Field) {
    l.build(Kind::Function, raw, field, Token::NONE, |l| {
        if let Some(name) = raw.child_by_field_name("name") {
            l.name_at(name.byte_range(), Field::Name);
        }
        if let Some(body) = raw.child_by_field_name("body") {
            l.visit_block(body, Field::Body);
        }
    });
}

/// A redirected pipeline that the grammar hangs on the one before, with a line end between two of its commands.
fn later_pipeline<'t>(l: &Lowering<'t>, last: Raw<'t>) -> Option<Raw<'t>> {
    let body = last.child_by_field_name("body");
    body.filter(|body| {
        last.kind() == "redirected_statement"
            && body.kind() == "pipeline"
            && l.text(*body).contains('\n')
    })
}

/// The commands of both as they stand in the text: those before the line end, and those behind it.
fn pipelines_apart<'t>(l: &mut Lowering<'t>, raw: Raw<'t>, inner: Raw<'t>, field: Field) {
    let mut commands = parts(raw);
    commands.pop();
    commands.extend(parts(inner));
    let mark = l.mark();
    for command in commands {
        // A command over a line end is the last of one and the first of the other.
        let words = parts(command);
        let is_behind = |word: &&Raw<'t>| {
            let start = word.start_byte();
            l.source(command.start_byte()..start)
                .trim_end_matches(' ')
                .ends_with('\n')
        };
        let border = words.iter().find(is_behind).map(Raw::start_byte);
        match border {
            None => join(l, command.byte_range(), mark, field, |l| {
                l.visit(command, Field::Right)
            }),
            Some(border) => {
                let end = border
                    - (border
                        - command.start_byte()
                        - l.source(command.start_byte()..border).trim_end().len());
                let (first, rest): (Vec<_>, Vec<_>) = words
                    .into_iter()
                    .partition(|word| word.start_byte() < border);
                join(l, command.start_byte()..end, mark, field, |l| {
                    words_of(l, command.start_byte()..end, &first)
                });
                let done = l.pending(mark).to_vec();
                done.iter().for_each(|id| l.relabel(*id, Field::Value));
                l.make_statement(mark);
                let next = l.mark();
                words_of(l, border..command.end_byte(), &rest);
                return rest_of_pipelines(l, command, inner, next, field);
            }
        }
    }
}

fn rest_of_pipelines<'t>(
    l: &mut Lowering<'t>,
    command: Raw<'t>,
    inner: Raw<'t>,
    mark: usize,
    field: Field,
) {
    let later = parts(inner)
        .into_iter()
        .filter(|part| part.start_byte() > command.start_byte());
    for part in later {
        join(l, part.byte_range(), mark, field, |l| {
            l.visit(part, Field::Right)
        });
    }
    l.make_statement(mark);
}

fn words_of<'t>(l: &mut Lowering<'t>, span: std::ops::Range<usize>, words: &[Raw<'t>]) {
    l.build_over(Kind::Call, span, Field::Right, Token::of("cmd"), |l| {
        for word in words {
            match word.kind() {
                "command_name" => l.visit_children(*word, Field::Arg),
                _ => l.visit(*word, Field::Arg),
            }
        }
    });
}

/// Pipes what was pushed since `mark` into what `next` pushes.
fn join<'t>(
    l: &mut Lowering<'t>,
    span: std::ops::Range<usize>,
    mark: usize,
    field: Field,
    next: impl FnOnce(&mut Lowering<'t>),
) {
    next(l);
    if let [left, _] = *l.pending(mark) {
        l.relabel(left, Field::Left);
        let start = l.built().span(left).start;
        l.close(
            Kind::Binary,
            start..span.end,
            field,
            Token::of("pipe"),
            mark,
        );
    }
}
